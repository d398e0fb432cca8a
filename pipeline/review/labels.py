"""The words of the review site, in Vietnamese and English: both are in the page, one is shown."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Label:
    """The same words in the two languages."""

    vi: str
    en: str


LABELS = {
    # tables and columns
    "tasks": Label("Nhiệm vụ", "Tasks"),
    "indicators": Label("Chỉ tiêu", "Indicators"),
    "risks": Label("Rủi ro, cơ hội", "Risks"),
    "header": Label("Phần đầu văn bản", "Header"),
    "other_tables": Label("Bảng khác", "Other tables"),
    "pages_text": Label("Toàn văn", "Full text"),
    "ordinal": Label("STT", "No."),
    "task": Label("Nội dung công việc", "Task"),
    "lead": Label("Chủ trì", "Lead"),
    "coordinating": Label("Phối hợp", "Coordinating"),
    "responsible": Label("Trách nhiệm", "Responsible"),
    "deadline_text": Label("Thời hạn", "Deadline"),
    "output": Label("Kết quả", "Output"),
    "name": Label("Chỉ tiêu", "Measured"),
    "comparator": Label("So sánh", "Comparison"),
    "value": Label("Giá trị", "Value"),
    "unit": Label("Đơn vị", "Unit"),
    "text": Label("Nguyên văn", "Verbatim"),
    "risk": Label("Rủi ro, cơ hội", "Risk or opportunity"),
    "measure": Label("Biện pháp", "Measure"),
    "action": Label("Nội dung thực hiện", "Action"),
    "effectiveness": Label("Hiệu lực", "Effectiveness"),
    "number": Label("Số, ký hiệu", "Number"),
    "doc_type": Label("Loại văn bản", "Kind"),
    "title": Label("Trích yếu", "Title"),
    "issuer": Label("Cơ quan ban hành", "Issuer"),
    "parent_issuer": Label("Cơ quan chủ quản", "Body above it"),
    "place": Label("Nơi ban hành", "Place"),
    "issued_date": Label("Ngày ban hành", "Date"),
    "signer_title": Label("Chức vụ người ký", "Signer's office"),
    "signer": Label("Người ký", "Signer"),
    "plan_year": Label("Năm kế hoạch", "Plan year"),
    "confidence": Label("Tin cậy", "Sure"),
    # the list
    "list_title": Label("Rà soát kế hoạch", "Plans to review"),
    "list_lead": Label(
        "Mỗi văn bản: ảnh trang bên trái, các dòng đọc được bên phải. Mở văn bản có dòng cần xem lại trước.",
        "Each document: its pages on the left, the rows read from them on the right. Begin with those that wait.",
    ),
    "documents": Label("văn bản", "documents"),
    "pages": Label("trang", "pages"),
    "n_tasks": Label("nhiệm vụ", "tasks"),
    "n_indicators": Label("chỉ tiêu", "indicators"),
    "n_risks": Label("rủi ro, cơ hội", "risks"),
    "waiting": Label("dòng cần xem lại", "rows to review"),
    "year": Label("Năm", "Year"),
    "page_count": Label("Trang", "Pages"),
    "to_review": Label("Cần xem lại", "To review"),
    "none_waiting": Label("không có", "none"),
    "find_documents": Label("Tìm theo số, trích yếu, cơ quan…", "Find by number, title, issuer…"),
    "only_waiting": Label("Chỉ văn bản cần xem lại", "Only documents to review"),
    "nothing_found": Label("Không có văn bản nào phù hợp.", "No document matches."),
    "no_number": Label("(chưa rõ số)", "(no number)"),
    "failed_inputs": Label("Tệp không đọc được", "Files that could not be read"),
    "download_all": Label("Tải mọi chỗ sửa", "Download all corrections"),
    # a document
    "back": Label("Danh sách", "All documents"),
    "prev_page": Label("Trang trước", "Previous page"),
    "next_page": Label("Trang sau", "Next page"),
    "page": Label("Trang", "Page"),
    "zoom_in": Label("Phóng to (phím +)", "Larger (key +)"),
    "zoom_out": Label("Thu nhỏ (phím −)", "Smaller (key −)"),
    "no_picture": Label(
        "Không có ảnh trang: tệp nguồn đã bị dời đi hoặc thay đổi.", "No picture: the source file is gone or changed."
    ),
    "page_failed": Label("Không đọc được trang này", "This page could not be read"),
    "only_review": Label("Chỉ dòng cần xem lại", "Only rows to review"),
    "find_rows": Label("Tìm trong các dòng…", "Find in the rows…"),
    "prev_doubtful": Label("Dòng nghi ngờ trước (phím P)", "Previous doubtful row (key P)"),
    "next_doubtful": Label("Dòng nghi ngờ tiếp theo", "Next doubtful row"),
    "download": Label("Tải corrections.csv", "Download corrections.csv"),
    "no_rows": Label(
        "Không tìm thấy nhiệm vụ, chỉ tiêu hay rủi ro nào trong văn bản này.",
        "No task, indicator or risk was found in this document.",
    ),
    "no_match": Label("Không có dòng nào phù hợp với bộ lọc.", "No row matches the filter."),
    "doubtful_mark": Label("cần xem lại", "to review"),
    "inspector": Label("Ô đang chọn", "The cell chosen"),
    "choose_a_cell": Label(
        "Bấm vào một dòng để thấy ô của nó trên trang, bấm vào một ô trên trang để thấy dòng của nó.",
        "Click a row to see its cells on the page, or a cell on the page to see its row.",
    ),
    "as_read": Label("Đọc được", "As read"),
    "as_repaired": Label("Sau khi sửa dấu", "As repaired"),
    "no_change": Label("như đọc được", "unchanged"),
    "value_now": Label("Giá trị", "Value"),
    "reader_sure": Label("nhận dạng", "reading"),
    "repair_sure": Label("sửa dấu", "repair"),
    "save": Label("Lưu chỗ sửa", "Save correction"),
    "undo": Label("Bỏ chỗ sửa", "Undo"),
    "row_is_right": Label("Dòng này đúng", "This row is right"),
    "close": Label("Đóng", "Close"),
    "keys": Label("Phím tắt", "Keys"),
    "key_next": Label("dòng nghi ngờ tiếp theo, trước đó", "next, previous doubtful row"),
    "key_row": Label("dòng dưới, dòng trên", "row below, row above"),
    "key_cell": Label("ô bên trái, bên phải", "cell to the left, to the right"),
    "key_edit": Label("sửa ô đang chọn; lưu; bỏ", "correct the cell; save; leave"),
    "key_right": Label("dòng này đúng, sang dòng nghi ngờ tiếp theo", "this row is right, on to the next doubtful one"),
    "key_filter": Label("chỉ dòng cần xem lại; tìm", "only rows to review; find"),
    "key_zoom": Label("phóng to, thu nhỏ trang", "larger, smaller page"),
    "how_to_apply": Label(
        "Chỗ sửa được giữ trong trình duyệt này cho đến khi tải về. Sau đó chạy: "
        "kehoach correct --out DIR corrections.csv",
        "Corrections stay in this browser until downloaded. Then run: kehoach correct --out DIR corrections.csv",
    ),
    "legend_changed": Label("chữ được sửa dấu", "repaired words"),
    "legend_doubtful": Label("ô ít chắc chắn", "unsure cell"),
    "legend_corrected": Label("đã sửa tay", "corrected by hand"),
    "of": Label("trên", "of"),
    "table_on_page": Label("Bảng, trang", "Table, page"),
    "words_read": Label("độ tin cậy nhận dạng", "confidence of reading"),
    "language": Label("English", "Tiếng Việt"),
}


def label(key: str) -> Markup:
    """The words for `key` as HTML in both languages; a key without words of its own is shown as it is."""
    words = LABELS.get(key, Label(key, key))
    return Markup('<span class="vi">{}</span><span class="en" lang="en">{}</span>').format(words.vi, words.en)


def attribute(name: str, key: str) -> Markup:
    """An HTML attribute with the words for `key`: Vietnamese, the English beside it for the script to swap in."""
    words = LABELS[key]
    return Markup('{0}="{1}" data-en-{0}="{2}"').format(name, words.vi, words.en)
