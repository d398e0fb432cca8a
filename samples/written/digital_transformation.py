# ruff: noqa: E501
"""A commune's plan: short narrative with targets, landscape appendix with two levels of section rows."""

from __future__ import annotations

from datetime import date

from samples.plan import (
    Appendix,
    Assignment,
    Column,
    DataRow,
    Header,
    Paragraph,
    Plan,
    SectionRow,
    Signature,
    Style,
    Table,
    TableKind,
    TableLook,
    Target,
)

_HEADER = Header(
    issuer="Ủy ban nhân dân xã Bình Tân Đông",
    issuer_lines=("ỦY BAN NHÂN DÂN", "XÃ BÌNH TÂN ĐÔNG"),
    parent_issuer="",
    number="12/KH-UBND",
    place="Bình Tân Đông",
    issued_date=date(2025, 7, 21),
    title="Chuyển đổi số 6 tháng cuối năm 2025 trên địa bàn xã Bình Tân Đông",
)

_NARRATIVE = (
    Paragraph(
        "Thực hiện Kế hoạch số 318/KH-UBND ngày 14/02/2025 của Ủy ban nhân dân tỉnh về chuyển đổi số năm 2025 và Công "
        "văn số 1457/SKHCN-CĐS ngày 09/7/2025 của Sở Khoa học và Công nghệ về việc duy trì hoạt động chuyển đổi số tại "
        "cấp xã sau sắp xếp, Ủy ban nhân dân xã Bình Tân Đông ban hành Kế hoạch chuyển đổi số 6 tháng cuối năm 2025 "
        "với những nội dung sau:"
    ),
    Paragraph("I. MỤC ĐÍCH, YÊU CẦU", Style.HEADING_1),
    Paragraph("1. Mục đích", Style.HEADING_2),
    Paragraph(
        "- Đưa hoạt động của chính quyền xã lên môi trường số ngay từ những tháng đầu vận hành theo mô hình hai cấp, "
        "để người dân ở ấp xa trung tâm vẫn làm được thủ tục mà không phải đi lại nhiều lần.",
        Style.BULLET,
    ),
    Paragraph(
        "- Từng bước làm sạch, nối liền các bộ dữ liệu đang nằm rải rác ở các xã cũ; lấy dữ liệu làm căn cứ khi phân "
        "công, kiểm tra và đánh giá công việc.",
        Style.BULLET,
    ),
    Paragraph("2. Yêu cầu", Style.HEADING_2),
    Paragraph(
        "- Mỗi nhiệm vụ phải có một đơn vị chủ trì, thời hạn và sản phẩm cụ thể; không giao việc chung chung, không để "
        "một việc hai nơi cùng làm.",
        Style.BULLET,
    ),
    Paragraph(
        "- Tận dụng trang thiết bị tiếp nhận từ các xã cũ trước khi mua sắm mới; bảo đảm an toàn thông tin trong suốt "
        "quá trình bàn giao.",
        Style.BULLET,
    ),
    Paragraph("II. CHỈ TIÊU CHỦ YẾU", Style.HEADING_1),
    Paragraph(
        "1. Tối thiểu 85% hồ sơ thủ tục hành chính được tiếp nhận trực tuyến trước ngày 31/12/2025.",
        targets=(
            Target(
                "Tối thiểu 85% hồ sơ thủ tục hành chính được tiếp nhận trực tuyến trước ngày 31/12/2025.",
                "hồ sơ thủ tục hành chính được tiếp nhận trực tuyến",
                ">=",
                85,
                "%",
                deadline_text="trước ngày 31/12/2025",
            ),
        ),
    ),
    Paragraph(
        "2. 100% văn bản đi của Ủy ban nhân dân xã được ký số và gửi qua trục liên thông văn bản (trừ văn bản mật).",
        targets=(
            Target(
                "100% văn bản đi của Ủy ban nhân dân xã được ký số và gửi qua trục liên thông văn bản (trừ văn bản mật).",
                "văn bản đi của Ủy ban nhân dân xã được ký số và gửi qua trục liên thông văn bản",
                "=",
                100,
                "%",
            ),
        ),
    ),
    Paragraph(
        "3. Thời gian trả lời phản ánh của người dân trên ứng dụng của tỉnh không quá 05 ngày làm việc.",
        targets=(
            Target(
                "Thời gian trả lời phản ánh của người dân trên ứng dụng của tỉnh không quá 05 ngày làm việc.",
                "Thời gian trả lời phản ánh của người dân trên ứng dụng của tỉnh",
                "<=",
                5,
                "ngày",
            ),
        ),
    ),
    Paragraph(
        "4. Ít nhất 70% hộ gia đình trong xã có thành viên sử dụng tài khoản định danh điện tử mức độ 2.",
        targets=(
            Target(
                "Ít nhất 70% hộ gia đình trong xã có thành viên sử dụng tài khoản định danh điện tử mức độ 2.",
                "hộ gia đình trong xã có thành viên sử dụng tài khoản định danh điện tử mức độ 2",
                ">=",
                70,
                "%",
            ),
        ),
    ),
    Paragraph("III. TỔ CHỨC THỰC HIỆN", Style.HEADING_1),
    Paragraph("1. Văn phòng HĐND và UBND xã", Style.HEADING_2),
    Paragraph(
        "- Đôn đốc các phòng, đơn vị thực hiện Kế hoạch này; tổng hợp kết quả, báo cáo Ủy ban nhân dân xã trước ngày 20 "
        "hằng tháng.",
        Style.BULLET,
        assignments=(
            Assignment(
                "Đôn đốc các phòng, đơn vị thực hiện Kế hoạch này; tổng hợp kết quả, báo cáo Ủy ban nhân dân xã trước "
                "ngày 20 hằng tháng.",
                lead="Văn phòng HĐND và UBND xã",
                deadline_text="trước ngày 20 hằng tháng",
            ),
        ),
    ),
    Paragraph("2. Phòng Kinh tế", Style.HEADING_2),
    Paragraph(
        "- Cân đối, bố trí kinh phí thực hiện các nhiệm vụ tại Phụ lục theo khả năng ngân sách xã.",
        Style.BULLET,
        assignments=(
            Assignment(
                "Cân đối, bố trí kinh phí thực hiện các nhiệm vụ tại Phụ lục theo khả năng ngân sách xã.",
                lead="Phòng Kinh tế",
            ),
        ),
    ),
    Paragraph("3. Các ấp, tổ công nghệ số cộng đồng", Style.HEADING_2),
    Paragraph(
        "- Hướng dẫn từng hộ cài đặt, sử dụng ứng dụng định danh điện tử và nộp hồ sơ trực tuyến tại nhà.",
        Style.BULLET,
        assignments=(
            Assignment(
                "Hướng dẫn từng hộ cài đặt, sử dụng ứng dụng định danh điện tử và nộp hồ sơ trực tuyến tại nhà.",
                lead="Các ấp, tổ công nghệ số cộng đồng",
            ),
        ),
    ),
    Paragraph(
        "Trên đây là Kế hoạch chuyển đổi số 6 tháng cuối năm 2025 trên địa bàn xã. Trong quá trình thực hiện, nếu có "
        "vướng mắc, các đơn vị phản ánh về Văn phòng HĐND và UBND xã để được hướng dẫn./."
    ),
    Signature(
        title_lines=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        signer_title="Phó Chủ tịch",
        signer="Lê Hoàng Khải",
        recipients=(
            "Sở Khoa học và Công nghệ;",
            "TT. Đảng ủy, TT. HĐND xã;",
            "CT, các PCT. UBND xã;",
            "Các phòng, đơn vị thuộc xã;",
            "Trưởng các ấp;",
            "Lưu: VT, CĐS.",
        ),
    ),
)

_COLUMNS = (
    Column("ordinal", "STT", 5, centred=True),
    Column("task", "Nội dung công việc", 36),
    Column("lead", "Cơ quan chủ trì", 15, centred=True),
    Column("coordinating", "Cơ quan phối hợp", 17, centred=True),
    Column("deadline_text", "Thời gian hoàn thành", 13, centred=True),
    Column("output", "Sản phẩm", 18),
)

_OFFICE, _SERVICE = "Văn phòng HĐND và UBND", "Trung tâm Phục vụ hành chính công"
_ECONOMY, _CULTURE, _POLICE = "Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Công an xã"

_ROWS = (
    SectionRow("A", "NHÓM NHIỆM VỤ TẠO NỀN TẢNG"),
    SectionRow("I", "Công tác lãnh đạo, chỉ đạo", 2),
    DataRow(
        (
            "1",
            "Kiện toàn Ban Chỉ đạo chuyển đổi số của xã và 14 tổ công nghệ số cộng đồng theo địa bàn ấp mới",
            _OFFICE,
            "Các ấp",
            "Tháng 7/2025",
            "Quyết định kiện toàn; quy chế hoạt động",
        )
    ),
    DataRow(
        (
            "2",
            "Lồng ghép nội dung chuyển đổi số vào họp giao ban định kỳ, kiểm điểm việc chậm tiến độ ngay tại cuộc họp",
            _OFFICE,
            "Các phòng chuyên môn",
            "Hằng tháng",
            "Thông báo kết luận giao ban",
        )
    ),
    SectionRow("II", "Hạ tầng và an toàn thông tin", 2),
    DataRow(
        (
            "1",
            "Rà soát, kiểm kê máy tính, máy quét, đường truyền tiếp nhận từ các xã cũ; đề xuất điều chuyển thiết bị "
            "còn dùng được về Trung tâm Phục vụ hành chính công",
            _ECONOMY,
            f"{_OFFICE}; {_SERVICE}",
            "Trước 15/8/2025",
            "- Biên bản kiểm kê;\n- Phương án điều chuyển",
        )
    ),
    DataRow(
        (
            "2",
            "Cài đặt phần mềm phòng, chống mã độc cho 100% máy trạm; đổi mật khẩu mặc định của thiết bị mạng",
            _POLICE,
            "",
            "Quý III/2025",
            "Báo cáo kết quả cài đặt",
        ),
        targets=(
            Target(
                "Cài đặt phần mềm phòng, chống mã độc cho 100% máy trạm",
                "máy trạm",
                "=",
                100,
                "%",
                deadline_text="Quý III/2025",
            ),
        ),
    ),
    SectionRow("B", "NHÓM NHIỆM VỤ PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP"),
    SectionRow("I", "Dịch vụ công trực tuyến", 2),
    DataRow(
        (
            "1",
            "Bố trí quầy hỗ trợ nộp hồ sơ trực tuyến, phân công đoàn viên trực vào sáng thứ Ba và thứ Năm",
            _SERVICE,
            "Đoàn Thanh niên xã",
            "Từ ngày 01/8/2025",
            "Lịch trực; sổ theo dõi lượt hỗ trợ",
        )
    ),
    DataRow(
        (
            "2",
            "Số hóa kết quả giải quyết thủ tục hành chính còn hiệu lực thuộc các lĩnh vực:\n- Hộ tịch, chứng thực;\n- "
            "Đất đai, xây dựng;\n- Người có công và bảo trợ xã hội",
            _SERVICE,
            f"{_CULTURE}; {_ECONOMY}",
            "30/11/2025",
            "Kho dữ liệu kết quả được ký số",
        )
    ),
    DataRow(
        (
            "3",
            "Niêm yết mã QR dẫn đến từng thủ tục tại nhà văn hóa ấp, trường học và trạm y tế",
            _CULTURE,
            "Các ấp; các trường học",
            "Tháng 9/2025",
            "Bảng mã QR tại ít nhất 25 điểm công cộng",
        ),
        targets=(
            Target(
                "Bảng mã QR tại ít nhất 25 điểm công cộng",
                "Bảng mã QR",
                ">=",
                25,
                "điểm",
                deadline_text="Tháng 9/2025",
            ),
        ),
    ),
    SectionRow("II", "Kinh tế số, xã hội số", 2),
    DataRow(
        (
            "1",
            "Hướng dẫn hợp tác xã và hộ sản xuất đưa nông sản đặc trưng lên sàn thương mại điện tử, gắn mã truy xuất "
            "nguồn gốc",
            _ECONOMY,
            "Hội Nông dân xã; hợp tác xã Tân Phú",
            "Quý IV/2025",
            "Ít nhất 06 sản phẩm được đưa lên sàn",
        ),
        targets=(
            Target(
                "Ít nhất 06 sản phẩm được đưa lên sàn",
                "sản phẩm được đưa lên sàn",
                ">=",
                6,
                "sản phẩm",
                deadline_text="Quý IV/2025",
            ),
        ),
    ),
    DataRow(
        (
            "2",
            "Vận động tiểu thương chợ Bình Tân thanh toán không dùng tiền mặt; thu phí, lệ phí qua tài khoản",
            _ECONOMY,
            "Ban Quản lý chợ",
            "Thường xuyên",
            "Tỷ lệ điểm bán chấp nhận mã thanh toán",
        )
    ),
    DataRow(
        (
            "3",
            "Tổ chức lớp kỹ năng số cho người cao tuổi, phụ nữ ở các ấp Phú Lợi, Phú Hậu, Cồn Én",
            _CULTURE,
            "Hội Phụ nữ; Hội Người cao tuổi",
            "Tháng 10 - 11/2025",
            "03 lớp, mỗi lớp 30 học viên",
        )
    ),
)

DIGITAL_TRANSFORMATION = Plan(
    name="12-KH-UBND-chuyen-doi-so-2025",
    header=_HEADER,
    plan_year=2025,
    blocks=(
        *_NARRATIVE,
        Appendix(
            "PHỤ LỤC",
            "NHIỆM VỤ CHUYỂN ĐỔI SỐ 6 THÁNG CUỐI NĂM 2025 CỦA XÃ BÌNH TÂN ĐÔNG",
            "(Kèm theo Kế hoạch số 12/KH-UBND ngày 21 tháng 7 năm 2025 của Ủy ban nhân dân xã Bình Tân Đông)",
        ),
        Table(TableKind.TASKS, _COLUMNS, _ROWS, TableLook(font_size=12.5)),
    ),
)
