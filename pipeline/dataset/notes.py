"""What the schemas leave out: each column's Vietnamese name, its unit, and an example.

Keyed by column, or by table and column where the tables differ. For the data dictionary and the export.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ColumnNote:
    """`unit` is "" where a column has none; `example` is written as pandas shows it."""

    vietnamese: str
    example: str
    unit: str = ""


NOTES = {
    "doc_id": ColumnNote("Mã văn bản", "f00f31c68bbdf67c"),
    "row_id": ColumnNote("Mã dòng", "f00f31c68bbdf67c-t0004"),
    "seq": ColumnNote("Thứ tự", "4"),
    "plan_year": ColumnNote("Năm kế hoạch", "2025", "year"),
    "source": ColumnNote("Lấy từ", "table"),
    "table_index": ColumnNote("Bảng số", "1"),
    "page_first": ColumnNote("Từ trang", "3", "page"),
    "page_last": ColumnNote("Đến trang", "4", "page"),
    "page": ColumnNote("Trang", "1", "page"),
    "ordinal": ColumnNote("STT", "2.1"),
    "section_path": ColumnNote("Thuộc mục", "[A. NHÓM NHIỆM VỤ TẠO NỀN TẢNG, I. Công tác lãnh đạo, chỉ đạo]"),
    "task": ColumnNote("Nội dung công việc", "Niêm yết mã QR dẫn đến từng thủ tục tại nhà văn hóa ấp"),
    "lead": ColumnNote("Chủ trì (nguyên văn)", "VP. HĐND&UBND xã"),
    "coordinating": ColumnNote("Phối hợp (nguyên văn)", "Các ấp; các trường học"),
    "responsible": ColumnNote("Trách nhiệm (nguyên văn)", "Văn phòng chủ trì, phối hợp các phòng"),
    "lead_agencies": ColumnNote("Cơ quan chủ trì", "[Văn phòng HĐND và UBND xã]"),
    "coordinating_agencies": ColumnNote("Cơ quan phối hợp", "[Các ấp, Các trường học]"),
    "responsible_agencies": ColumnNote("Cơ quan chịu trách nhiệm", "[Khoa Dược]"),
    "deadline_text": ColumnNote("Thời hạn (nguyên văn)", "Quý IV/2025"),
    "deadline_kind": ColumnNote("Loại thời hạn", "quarter"),
    "deadline_start": ColumnNote("Từ ngày", "2025-10-01", "date"),
    "deadline_end": ColumnNote("Đến ngày", "2025-12-31", "date"),
    "recurrence": ColumnNote("Định kỳ", "monthly"),
    "output": ColumnNote("Kết quả, sản phẩm", "Bảng mã QR tại ít nhất 25 điểm công cộng"),
    "legal_refs": ColumnNote("Văn bản viện dẫn", "[318/KH-UBND]"),
    "confidence": ColumnNote("Độ tin cậy", "0.98", "0 to 1"),
    "needs_review": ColumnNote("Cần xem lại", "False"),
    "corrected": ColumnNote("Cột đã sửa tay", "[lead]"),
    "task_row_id": ColumnNote("Mã nhiệm vụ", "f00f31c68bbdf67c-t0010"),
    "text": ColumnNote("Nguyên văn", "Tối thiểu 85% hồ sơ thủ tục hành chính được tiếp nhận trực tuyến"),
    "name": ColumnNote("Chỉ tiêu", "hồ sơ thủ tục hành chính được tiếp nhận trực tuyến"),
    "comparator": ColumnNote("So sánh", ">="),
    "value": ColumnNote("Giá trị", "85.0", "as in unit"),
    "value_max": ColumnNote("Giá trị trên", "90.0", "as in unit"),
    "unit": ColumnNote("Đơn vị", "%"),
    "kind": ColumnNote("Loại", "risk"),
    "table_rows.kind": ColumnNote("Loại bảng", "tasks"),
    "risk": ColumnNote("Rủi ro, cơ hội", "Hết thuốc trước kỳ đấu thầu"),
    "measure": ColumnNote("Biện pháp", "Lập dự trù sớm"),
    "action": ColumnNote("Nội dung thực hiện", "Lập dự trù trước khi hết hợp đồng ít nhất 90 ngày"),
    "effectiveness": ColumnNote("Hiệu lực (nguyên văn)", "Cao"),
    "effectiveness_level": ColumnNote("Mức hiệu lực", "high"),
    "row_kind": ColumnNote("Loại dòng", "data"),
    "cells": ColumnNote("Các ô", "[1, Kiện toàn Ban Chỉ đạo, Văn phòng]"),
    "number": ColumnNote("Số, ký hiệu", "12/KH-UBND"),
    "doc_type": ColumnNote("Loại văn bản", "Kế hoạch"),
    "issuer": ColumnNote("Cơ quan ban hành", "Ủy ban nhân dân xã Bình Tân Đông"),
    "parent_issuer": ColumnNote("Cơ quan chủ quản", "Ủy ban nhân dân huyện"),
    "place": ColumnNote("Nơi ban hành", "Bình Tân Đông"),
    "issued_date": ColumnNote("Ngày ban hành", "2025-07-21", "date"),
    "title": ColumnNote("Trích yếu", "Chuyển đổi số 6 tháng cuối năm 2025"),
    "signer_title": ColumnNote("Chức vụ người ký", "CHỦ TỊCH"),
    "signer": ColumnNote("Người ký", "Nguyễn Văn A"),
    "recipients": ColumnNote("Nơi nhận", "[Như Điều 3, Lưu: VT]"),
    "context": ColumnNote("Đoạn viện dẫn", "Thực hiện Kế hoạch số 318/KH-UBND ngày 14/02/2025"),
    "source_name": ColumnNote("Tên tệp", "12-KH-UBND-chuyen-doi-so-2025.pdf"),
    "source_sha256": ColumnNote("SHA-256 của tệp", "f00f31c6…"),
    "source_bytes": ColumnNote("Dung lượng", "1350004", "bytes"),
    "n_pages": ColumnNote("Số trang", "4", "pages"),
    "input_kind": ColumnNote("Dạng tệp", "scan"),
    "failed_pages": ColumnNote("Trang không đọc được", "[]", "pages"),
    "pipeline_version": ColumnNote("Phiên bản kehoach", "0.1.0"),
    "options_digest": ColumnNote("Dấu vết tùy chọn", "1c2f9a7be0d34455"),
    "extracted_at": ColumnNote("Đọc lúc", "2026-01-05 01:30:07+00:00", "UTC"),
    "text_source": ColumnNote("Nguồn chữ", "ocr"),
    "text_layer_verdict": ColumnNote("Đánh giá lớp chữ", "garbage"),
    "verdict_reason": ColumnNote("Lý do đánh giá", "4 of 100 words are Vietnamese"),
    "rotation_deg": ColumnNote("Đã xoay", "90", "degrees"),
    "skew_deg": ColumnNote("Độ nghiêng", "-0.8", "degrees"),
    "dpi": ColumnNote("Độ phân giải", "300.0", "dots an inch"),
    "width_pt": ColumnNote("Chiều rộng", "595.3", "points"),
    "height_pt": ColumnNote("Chiều cao", "841.9", "points"),
    "ocr_confidence": ColumnNote("Tin cậy nhận dạng", "0.97", "0 to 1"),
    "repair_confidence": ColumnNote("Tin cậy sửa dấu", "0.99", "0 to 1"),
    "text_raw": ColumnNote("Chữ đọc được", "Văn phông chủ trì"),
    "pages.text": ColumnNote("Toàn văn đã sửa", "Văn phòng chủ trì"),
    "cells.text": ColumnNote("Chữ đã sửa", "Văn phòng chủ trì"),
    "n_words": ColumnNote("Số từ", "412", "words"),
    "n_repaired": ColumnNote("Số từ đã sửa", "9", "words"),
    "dropped": ColumnNote("Phần đã bỏ", "[page_number: 1]"),
    "failure": ColumnNote("Lỗi", "took longer than 20 s"),
    "seconds": ColumnNote("Thời gian đọc", "0.9", "seconds"),
    "field": ColumnNote("Trường", "deadline_text"),
    "x0": ColumnNote("Mép trái", "61.5", "points"),
    "y0": ColumnNote("Mép trên", "288.0", "points"),
    "x1": ColumnNote("Mép phải", "182.4", "points"),
    "y1": ColumnNote("Mép dưới", "330.7", "points"),
}


def note_on(table: str, column: str) -> ColumnNote | None:
    """The note on a column of a table; None where there is none, which the tests do not allow."""
    return NOTES.get(f"{table}.{column}") or NOTES.get(column)
