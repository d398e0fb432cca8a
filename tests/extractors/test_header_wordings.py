"""Headers that plans of ministries, provinces, communes and schools print over their tables, and what they mean.

A case is "header=field | ..." with the cells of a row ("#" counts the rows) and the second header row, if any.
"""

from __future__ import annotations

import pytest

from extractors.table_meaning.fields import map_table
from tests.extractors.printed_tables import header, row, table

TASKS: tuple[tuple[str, str, str], ...] = (
    (
        (
            "STT=ordinal | Nội dung công việc=task | Đơn vị chủ trì=lead | Đơn vị phối hợp=coordinating | Thời "
            "gian hoàn thành=deadline_text | Sản phẩm=output"
        ),
        "# | Xây dựng kế hoạch cải cách hành chính của đơn vị | Văn phòng | Các phòng | Quý I/2025 | Kế hoạch",
        "",
    ),
    (
        "TT=ordinal | Nội dung nhiệm vụ=task | Người thực hiện=responsible | Thời gian=deadline_text | Ghi chú=note",
        "# | Tổ chức khai giảng năm học mới cho học sinh | Hiệu trưởng | 05/9/2025 | ",
        "",
    ),
    (
        "Tháng=deadline_text | Nội dung công việc=task | Người phụ trách=responsible | Ghi chú=note",
        "Tháng #/2025 | Ổn định nề nếp, tổ chức khai giảng | Ban giám hiệu | ",
        "",
    ),
    (
        "Thời gian=deadline_text | Nội dung công việc=task | Người thực hiện=responsible | Kết quả=output",
        "Tháng #/2025 | Ổn định nề nếp, tổ chức khai giảng | Ban giám hiệu | Kế hoạch",
        "",
    ),
    (
        "Tuần=deadline_text | Nội dung công việc trọng tâm=task | Bộ phận thực hiện=responsible",
        "Tuần # (01/9 - 06/9) | Ổn định nề nếp, tổ chức khai giảng | Ban giám hiệu",
        "",
    ),
    (
        "Tuần=other | Thời gian=deadline_text | Nội dung=task | Phân công=responsible",
        "# | Từ 01/9 đến 06/9 | Ổn định nề nếp, tổ chức khai giảng | Ban giám hiệu",
        "",
    ),
    (
        "Tháng/năm=deadline_text | Trọng tâm=other | Công việc cụ thể=task | Người phụ trách=responsible",
        "8/2025 | Chuẩn bị năm học | Ổn định nề nếp, tổ chức khai giảng | Ban giám hiệu",
        "",
    ),
    (
        "Thứ/ngày=deadline_text | Nội dung công việc=task | Người phụ trách=responsible | Địa điểm=other",
        "Thứ hai 01/9 | Họp giao ban đầu tuần với các tổ | Hiệu trưởng | Phòng họp",
        "",
    ),
    (
        (
            "STT=ordinal | Tên nhiệm vụ, hoạt động=task | Cơ quan, đơn vị chủ trì thực hiện=lead | Cơ quan, đơn "
            "vị phối hợp thực hiện=coordinating | Thời gian thực hiện=deadline_text | Kết quả, sản phẩm dự "
            "kiến=output"
        ),
        "",
        "",
    ),
    (
        (
            "STT=ordinal | Tên nhiệm vụ=task | Cấp trình=other | Cơ quan chủ trì=lead | Cơ quan phối "
            "hợp=coordinating | Thời gian trình=deadline_text"
        ),
        "",
        "",
    ),
    (
        (
            "TT=ordinal | Nội dung=task | Chủ trì=lead | Phối hợp=coordinating | Hoàn thành=deadline_text | Kinh "
            "phí dự kiến=budget"
        ),
        "",
        "",
    ),
    (
        (
            "TT=ordinal | Mục tiêu=other | Nhiệm vụ/Hoạt động=task | Sản phẩm/Kết quả đầu ra=output | Thời gian "
            "thực hiện=deadline_text | Trách nhiệm chủ trì=lead | Trách nhiệm phối hợp=coordinating"
        ),
        "",
        "",
    ),
    (
        (
            "TT=ordinal | Nhiệm vụ chung=task | Nhiệm vụ cụ thể/sản phẩm=output | Chủ trì=lead | Phối "
            "hợp=coordinating | Thời gian=deadline_text"
        ),
        "",
        "",
    ),
    (
        (
            "STT=ordinal | Nội dung, công việc=task | Đơn vị chủ trì tham mưu=lead | Đơn vị phối hợp tham "
            "mưu=coordinating | Thời hạn trình UBND tỉnh=deadline_text | Hình thức văn bản=output"
        ),
        "",
        "",
    ),
    (
        (
            "STT=ordinal | Nhiệm vụ=task | Lãnh đạo phụ trách=other | Đơn vị chủ trì=lead | Đơn vị phối "
            "hợp=coordinating | Tiến độ=deadline_text | Sản phẩm=output | Ghi chú=note"
        ),
        "",
        "",
    ),
    (
        (
            "STT=ordinal | Công việc=task | Thời gian bắt đầu=start | Thời gian kết thúc=deadline_text | Người "
            "thực hiện=responsible | Kết quả=output"
        ),
        "",
        "",
    ),
    (
        "STT=ordinal | Nội dung hoạt động=task | Thời gian, địa điểm=deadline_text | Thành phần=other | Chủ trì=lead",
        "",
        "",
    ),
    (
        (
            "STT=ordinal | Tên đơn vị được kiểm tra=other | Nội dung kiểm tra=task | Thời kỳ kiểm tra=other | "
            "Thời gian tiến hành=deadline_text | Đơn vị chủ trì=lead | Đơn vị phối hợp=coordinating"
        ),
        "# | Sở Y tế | Công tác quản lý tài chính, tài sản công | 2023-2024 | Quý II | Thanh tra tỉnh | Sở Tài chính",
        "",
    ),
    (
        (
            "TT=ordinal | Nội dung tuyên truyền=task | Hình thức=other | Đối tượng=other | Thời "
            "gian=deadline_text | Đơn vị thực hiện=responsible"
        ),
        "",
        "",
    ),
    (
        (
            "TT=ordinal | Tên văn bản=task | Cơ quan chủ trì soạn thảo=lead | Cơ quan phối hợp=coordinating | "
            "Thời gian ban hành=deadline_text | Ghi chú=note"
        ),
        "",
        "",
    ),
    (
        (
            "TT=ordinal | Nội dung đào tạo, bồi dưỡng=task | Đối tượng=other | Số lượng=other | Thời "
            "gian=deadline_text | Đơn vị tổ chức=responsible | Kinh phí=budget"
        ),
        "",
        "",
    ),
    (
        (
            "Số TT=ordinal | Nội dung=task | Đơn vị thực hiện=lead | Đơn vị phối hợp=coordinating | Thời gian "
            "hoàn thành=deadline_text | Kết quả đạt được=output"
        ),
        "",
        "",
    ),
    (
        (
            "STT=ordinal | NHIỆM VỤ=task | CƠ QUAN CHỦ TRÌ=lead | CƠ QUAN PHỐI HỢP=coordinating | THỜI GIAN HOÀN "
            "THÀNH=deadline_text | SẢN PHẨM=output"
        ),
        "",
        "",
    ),
    (
        "STT=ordinal | Nội dung công việc=task | Trách nhiệm=lead | Trách nhiệm=coordinating | Thời gian=deadline_text",
        "",
        "STT | Nội dung công việc | Chủ trì | Phối hợp | Thời gian",
    ),
    (
        "STT=ordinal | Nội dung công việc=task | Thời gian=start | Thời gian=deadline_text | Trách nhiệm=responsible",
        "",
        "STT | Nội dung công việc | Bắt đầu | Kết thúc | Trách nhiệm",
    ),
    (
        (
            "STT=ordinal | Nội dung công việc=task | Phân công thực hiện=lead | Phân công thực hiện=coordinating "
            "| Sản phẩm=output | Thời gian=deadline_text"
        ),
        "",
        "STT | Nội dung công việc | Đơn vị chủ trì | Đơn vị phối hợp | Sản phẩm | Thời gian",
    ),
    (
        (
            "STT=ordinal | Nhóm nhiệm vụ, giải pháp=other | Nhiệm vụ cụ thể=task | Đơn vị chủ trì=lead | Đơn vị "
            "phối hợp=coordinating | Thời hạn hoàn thành=deadline_text | Sản phẩm=output"
        ),
        "",
        "",
    ),
    (
        (
            "STT=ordinal | Nội dung công việc=task | Đầu mối chủ trì=lead | Cơ quan phối hợp=coordinating | Mốc "
            "hoàn thành=deadline_text | Sản phẩm đầu ra=output"
        ),
        "",
        "",
    ),
    (
        (
            "STT=ordinal | Nội dung thực hiện=task | Cơ quan/đơn vị chủ trì=lead | Cơ quan/đơn vị phối "
            "hợp=coordinating | Thời gian/ tiến độ=deadline_text | Kết quả/Sản phẩm=output | Nguồn kinh "
            "phí=budget"
        ),
        "",
        "",
    ),
    (
        (
            "TT=ordinal | Tên nhiệm vụ/đề án=task | Phòng chủ trì=lead | Phòng phối hợp=coordinating | Lãnh đạo "
            "Sở chỉ đạo=other | Thời gian trình=deadline_text"
        ),
        "",
        "",
    ),
    (
        (
            "TT=ordinal | NỘI DUNG=task | THỜI GIAN THỰC HIỆN=deadline_text | ĐƠN VỊ THỰC HIỆN=responsible | DỰ "
            "KIẾN KẾT QUẢ ĐẠT ĐƯỢC=output"
        ),
        "",
        "",
    ),
    (
        (
            "TT=ordinal | Các nhiệm vụ, giải pháp chủ yếu=task | Cơ quan chủ trì thực hiện=lead | Cơ quan phối "
            "hợp thực hiện=coordinating | Thời gian thực hiện/hoàn thành=deadline_text"
        ),
        "",
        "",
    ),
    (
        (
            "STT=ordinal | Tiêu chí=other | Nhiệm vụ cụ thể=task | Cơ quan chủ trì=lead | Thời gian hoàn "
            "thành=deadline_text"
        ),
        "",
        "",
    ),
    (
        (
            "STT=ordinal | Chỉ số thành phần=other | Nội dung công việc cần thực hiện=task | Đơn vị phụ "
            "trách=responsible | Thời gian=deadline_text | Kết quả cần đạt=output"
        ),
        "",
        "",
    ),
    (
        (
            "STT=ordinal | Nội dung tự đánh giá=other | Tồn tại, hạn chế=other | Giải pháp khắc phục=task | Đơn "
            "vị chịu trách nhiệm=responsible | Thời hạn khắc phục=deadline_text"
        ),
        "",
        "",
    ),
    (
        (
            "STT=ordinal | Kết luận, kiến nghị=other | Nội dung công việc phải thực hiện=task | Trách nhiệm thực "
            "hiện=responsible | Thời hạn=deadline_text"
        ),
        "",
        "",
    ),
    (
        (
            "STT=ordinal | Hoạt động giáo dục=task | Yêu cầu cần đạt=output | Thời điểm=deadline_text | Người phụ "
            "trách chính=lead | Lực lượng phối hợp=coordinating"
        ),
        "",
        "",
    ),
    (
        (
            "STT=ordinal | Chủ đề hoạt động=other | Nội dung=task | Biện pháp thực hiện=other | Thời "
            "gian=deadline_text | Lực lượng tham gia=coordinating"
        ),
        "",
        "",
    ),
    (
        (
            "STT=ordinal | Chủ đề=other | Nội dung trọng tâm=task | Hình thức tổ chức=other | Thời gian thực "
            "hiện=deadline_text | Người phụ trách=lead | Lực lượng cùng tham gia=coordinating"
        ),
        "",
        "",
    ),
)

RISKS: tuple[tuple[str, str, str], ...] = (
    (
        (
            "STT=ordinal | Rủi ro/Cơ hội=risk | Biện pháp xử lý=measure | Kế hoạch hành động=action | Kế hoạch "
            "hành động=deadline_text | Kế hoạch hành động=responsible | Hiệu quả=effectiveness"
        ),
        "",
        "STT | Rủi ro/Cơ hội | Biện pháp xử lý | Hành động | Thời hạn | Người thực hiện | Hiệu quả",
    ),
    (
        (
            "TT=ordinal | Rủi ro=risk | Nguyên nhân=rating | Mức độ=rating | Biện pháp kiểm soát=measure | Người "
            "chịu trách nhiệm=responsible | Thời hạn=deadline_text"
        ),
        "",
        "",
    ),
    (
        (
            "TT=ordinal | Quá trình=rating | Nhận diện rủi ro, cơ hội=risk | Hành động giải quyết=action | Thời "
            "gian hoàn thành=deadline_text | Trách nhiệm=responsible | Đánh giá=effectiveness"
        ),
        "",
        "",
    ),
    (
        (
            "TT=ordinal | Mối nguy=risk | Khả năng xảy ra=rating | Hậu quả=rating | Biện pháp phòng ngừa=measure "
            "| Đơn vị chịu trách nhiệm=responsible"
        ),
        "",
        "",
    ),
    (
        (
            "TT=ordinal | Nguy cơ tham nhũng, tiêu cực=risk | Vị trí công tác=other | Giải pháp phòng "
            "ngừa=measure | Đơn vị thực hiện=responsible | Thời gian=deadline_text"
        ),
        "",
        "",
    ),
    (
        "TT=ordinal | Rủi ro có thể xảy ra=risk | Mức độ rủi ro=rating | Phương án xử lý=measure | Ghi chú=note",
        "",
        "",
    ),
    (
        "TT=ordinal | Loại rủi ro=risk | Mô tả=other | Biện pháp ứng phó=measure | Đầu mối xử lý=responsible",
        "",
        "",
    ),
    (
        (
            "TT=ordinal | Cơ hội=risk | Hành động tận dụng cơ hội=action | Thời gian=deadline_text | Trách "
            "nhiệm=responsible | Kết quả đánh giá hiệu lực=effectiveness"
        ),
        "",
        "",
    ),
)

INDICATORS: tuple[tuple[str, str, str], ...] = (
    (
        "TT=ordinal | Chỉ tiêu=indicator | Đơn vị tính=unit | Kế hoạch năm 2025=target | Thực hiện năm 2024=target",
        "# | Tỷ lệ hộ nghèo | % | 2,5 | 3,1",
        "",
    ),
    (
        (
            "STT=ordinal | Chỉ tiêu chủ yếu=indicator | ĐVT=unit | Thực hiện năm 2024=target | Kế hoạch năm "
            "2025=target | So sánh (%)=other"
        ),
        "# | Tỷ lệ hộ nghèo | % | 2,5 | 3,1 | 97",
        "",
    ),
    (
        (
            "STT=ordinal | Tên chỉ tiêu=indicator | Đơn vị=unit | Năm 2025=target | Năm 2026=target | Năm "
            "2027=target | Cơ quan theo dõi=responsible"
        ),
        "# | Tỷ lệ hộ nghèo | % | 2,5 | 3,1 | 3 | Sở Nội vụ",
        "",
    ),
    (
        (
            "STT=ordinal | Chỉ tiêu=indicator | Đơn vị tính=unit | Chỉ tiêu giao=target | Đơn vị chủ trì=lead | "
            "Đơn vị phối hợp=coordinating | Thời gian hoàn thành=deadline_text"
        ),
        "# | Tỷ lệ hồ sơ đúng hạn | % | 98 | Văn phòng | Các phòng | Quý IV/2025",
        "",
    ),
    (
        (
            "STT=ordinal | Mục tiêu chất lượng=indicator | Chỉ tiêu=target | Phương pháp đo=other | Tần "
            "suất=deadline_text | Trách nhiệm=responsible"
        ),
        "# | Tỷ lệ hồ sơ giải quyết đúng hạn | 98% | Thống kê | Hàng quý | Văn phòng",
        "",
    ),
)

OTHER: tuple[tuple[str, str, str], ...] = (
    (
        "TT=ordinal | Họ và tên=other | Chức vụ=other | Nhiệm vụ được phân công=other | Điện thoại=other",
        "# | Nguyễn Văn A | Chủ tịch | Trưởng ban | 0912345678",
        "",
    ),
    (
        "TT=ordinal | Tên thủ tục hành chính=other | Lĩnh vực=other | Mức độ=other | Ghi chú=note",
        "# | Cấp giấy phép xây dựng | Xây dựng | 4 | ",
        "",
    ),
    (
        "TT=ordinal | Đơn vị=other | Số lượng=other | Kinh phí=other",
        "# | UBND xã Bình Sơn | 12 | 120",
        "",
    ),
    (
        "STT=ordinal | Nội dung chi=other | Đơn vị tính=other | Số lượng=other | Đơn giá=other | Thành tiền=other",
        "# | Thuê hội trường | ngày | 2 | 1.000.000 | 2.000.000",
        "",
    ),
)


@pytest.mark.parametrize(
    ("kind", "case"),
    [("tasks", case) for case in TASKS]
    + [("risks", case) for case in RISKS]
    + [("indicators", case) for case in INDICATORS]
    + [("other", case) for case in OTHER],
)
def test_header_names_the_fields(kind: str, case: tuple[str, str, str]) -> None:
    printed, cells, second = case
    columns = [column.split("=") for column in printed.split(" | ")]
    headers = [header(*(text for text, _ in columns))]
    if second:
        headers.append(header(*second.split(" | ")))
    rows = [row(*cells.replace("#", str(number)).split(" | ")) for number in (1, 2, 3)] if cells else []
    mapping = map_table(table(*headers, *rows))
    assert mapping.kind.value == kind
    if kind != "other":
        assert [column.field.value for column in mapping.columns] == [field for _, field in columns]
