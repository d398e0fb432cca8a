# ruff: noqa: E501
"""A health centre's plan: a landscape risk table with a two-level header, opportunities at its end."""

from __future__ import annotations

from datetime import date

from samples.plan import (
    Column,
    DataRow,
    Header,
    Paragraph,
    Plan,
    Signature,
    Table,
    TableKind,
    TableLook,
    Target,
)

_DO = "Kế hoạch hành động"
_COLUMNS = (
    Column("ordinal", "TT", 4.5, centred=True),
    Column("risk", "Rủi ro/cơ hội", 20),
    Column("measure", "Biện pháp", 15),
    Column("action", "Nội dung", 27, group=_DO),
    Column("deadline_text", "Thời gian", 11, group=_DO, centred=True),
    Column("responsible", "Trách nhiệm", 14, group=_DO),
    Column("effectiveness", "Đánh giá hiệu lực", 8.5, centred=True),
)

_ROWS = (
    DataRow(
        (
            "01",
            "Người bệnh chờ khám lâu vào sáng thứ Hai, dễ bức xúc, bỏ về hoặc khám ngoài luồng.",
            "Giảm thiểu rủi ro",
            "- Bố trí thêm 02 bàn khám và 01 điều dưỡng phân luồng vào sáng thứ Hai.\n"
            "- Nhận đặt lịch khám qua điện thoại, nhắn giờ hẹn cho người bệnh mạn tính.",
            "Từ tháng 2/2025",
            "- Khoa Khám bệnh chủ trì;\n- Phòng Điều dưỡng phối hợp.",
            "Trung bình",
        )
    ),
    DataRow(
        (
            "02",
            "Phần mềm quản lý khám, chữa bệnh ngừng hoạt động do mất điện hoặc đứt đường truyền, không lập được bảng kê "
            "chi phí.",
            "Phòng ngừa, chuẩn bị phương án dự phòng",
            "Lắp bộ lưu điện cho máy chủ; thuê đường truyền dự phòng của nhà mạng thứ hai; tập huấn quy trình ghi chép "
            "bằng giấy khi phần mềm ngừng quá 15 phút.",
            "Quý I/2025",
            "Tổ Công nghệ thông tin",
            "Cao",
        )
    ),
    DataRow(
        (
            "03",
            "Thuốc, vật tư y tế thiếu cục bộ vì chậm kết quả đấu thầu.",
            "Chia sẻ rủi ro",
            "Rà soát cơ số thuốc ngày 25 hằng tháng; điều chuyển giữa các trạm y tế; lập dự trù trước khi hết hợp đồng "
            "ít nhất 90 ngày.",
            "Hằng tháng",
            "Khoa Dược - Trang thiết bị",
            "Cao",
        ),
        targets=(
            Target(
                "lập dự trù trước khi hết hợp đồng ít nhất 90 ngày",
                "lập dự trù trước khi hết hợp đồng",
                ">=",
                90,
                "ngày",
                deadline_text="Hằng tháng",
            ),
        ),
    ),
    DataRow(
        (
            "04",
            "Nhân viên y tế bị phơi nhiễm khi tiêm, thay băng, thu gom chất thải sắc nhọn.",
            "Loại trừ nguyên nhân",
            "- Trang bị đủ hộp đựng vật sắc nhọn tại 100% xe tiêm.\n- Huấn luyện lại quy trình xử trí sau phơi nhiễm; "
            "diễn tập mỗi khoa một lần trong năm.\n- Tiêm phòng viêm gan B cho nhân viên mới.",
            "Thường xuyên",
            "Khoa Kiểm soát nhiễm khuẩn; các khoa lâm sàng",
            "Thấp",
        ),
        targets=(
            Target(
                "Trang bị đủ hộp đựng vật sắc nhọn tại 100% xe tiêm.",
                "xe tiêm",
                "=",
                100,
                "%",
                deadline_text="Thường xuyên",
            ),
        ),
    ),
    DataRow(
        (
            "05",
            "Hồ sơ bệnh án ghi chép thiếu, bị cơ quan bảo hiểm xã hội từ chối thanh toán.",
            "Giảm thiểu rủi ro",
            "Bình bệnh án mỗi tuần một buổi; phản hồi lỗi đến từng bác sĩ trong 03 ngày; gắn tỷ lệ hồ sơ bị từ chối với "
            "xếp loại thi đua của khoa.",
            "Hằng tuần",
            "Phòng Kế hoạch - Nghiệp vụ",
            "Trung bình",
        )
    ),
    DataRow(
        (
            "06",
            "Bác sĩ có chứng chỉ chuyên khoa xin thôi việc, chuyển sang cơ sở tư nhân.",
            "Chấp nhận và theo dõi",
            "Gặp gỡ, trao đổi định kỳ với viên chức dưới 40 tuổi; đề nghị hỗ trợ kinh phí đào tạo; xây dựng phương án "
            "luân phiên người từ trạm y tế.",
            "Tháng 6 và tháng 12 năm 2025",
            "Phòng Tổ chức - Hành chính",
            "Thấp",
        )
    ),
    DataRow(
        (
            "07",
            "Cơ hội: Sở Y tế cấp máy siêu âm màu, máy xét nghiệm miễn dịch trong năm 2025.",
            "Tận dụng cơ hội",
            "- Cử 02 kỹ thuật viên học vận hành trước khi nhận máy.\n- Bổ sung danh mục kỹ thuật, thông báo rộng rãi đến "
            "người dân qua loa truyền thanh và trang tin của Trung tâm.",
            "Sau khi có quyết định phân bổ thiết bị",
            "- Phòng Kế hoạch - Nghiệp vụ;\n- Khoa Xét nghiệm - Chẩn đoán hình ảnh.",
            "Cao",
        ),
        kind="opportunity",
    ),
    DataRow(
        (
            "08",
            "Cơ hội: Người dân đã quen dùng thẻ căn cước gắn chip khi đi khám.",
            "Tận dụng cơ hội",
            "Lắp thêm đầu đọc tại quầy tiếp đón, rút thời gian tiếp nhận còn dưới 03 phút mỗi lượt.",
            "Quý II/2025",
            "Khoa Khám bệnh",
            "Cao",
        ),
        kind="opportunity",
        targets=(
            Target(
                "rút thời gian tiếp nhận còn dưới 03 phút mỗi lượt.",
                "thời gian tiếp nhận",
                "<",
                3,
                "phút",
                deadline_text="Quý II/2025",
            ),
        ),
    ),
)

RISKS = Plan(
    name="03-KH-TTYT-rui-ro-co-hoi-2025",
    header=Header(
        issuer="Trung tâm Y tế huyện Giồng Sơn",
        parent_issuer="Sở Y tế Bến Tre",
        number="03/KH-TTYT",
        place="Giồng Sơn",
        issued_date=date(2025, 1, 8),
        title="Giải quyết rủi ro và nắm bắt cơ hội trong hệ thống quản lý chất lượng năm 2025",
    ),
    plan_year=2025,
    landscape=True,
    body_size=13.0,
    blocks=(
        Paragraph(
            "Căn cứ kết quả họp xem xét của lãnh đạo ngày 30/12/2024, Trung tâm Y tế huyện Giồng Sơn lập kế hoạch giải "
            "quyết rủi ro và nắm bắt cơ hội năm 2025 như sau:"
        ),
        Table(TableKind.RISKS, _COLUMNS, _ROWS, TableLook(font_size=12.0)),
        Signature(
            title_lines=("GIÁM ĐỐC",),
            signer_title="Giám đốc",
            signer="Bùi Thị Ngọc Huyền",
            prepared_by="Đỗ Quốc Thịnh",
        ),
    ),
)
