"""Letterheads, titles and signatures as bodies of all kinds print them: Party, schools, hospitals, ministries, fronts.

A case: the lines of the left column, those of the right, the title, the signature, and what must be read.
"""

from __future__ import annotations

import pytest

from extractors.header import read_header
from tests.extractors.printed_tables import centred_line, document, left_line, page_of

LEFT, RIGHT = 150.0, 420.0
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Độc lập - Tự do - Hạnh phúc"
BODY = (
    "Căn cứ Kế hoạch số 25/KH-UBND ngày 05/01/2025 của UBND tỉnh về cải cách hành chính;",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Mục đích",
)
RECIPIENTS = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.")

CASES: tuple[tuple[str, str, str, str, dict[str, str | None]], ...] = (
    (
        "TỈNH ỦY KHÁNH HÒA / * / Số 12-KH/TU",
        "ĐẢNG CỘNG SẢN VIỆT NAM / Khánh Hòa, ngày 15 tháng 3 năm 2025",
        "KẾ HOẠCH / thực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị / về đột phá phát triển khoa học, công nghệ",
        "T/M BAN THƯỜNG VỤ / PHÓ BÍ THƯ / Nguyễn Khắc Toàn",
        {
            "number": "12-KH/TU",
            "issuer": "Tỉnh ủy Khánh Hòa",
            "parent_issuer": "",
            "place": "Khánh Hòa",
            "issued_date": "2025-03-15",
            "signer": "Nguyễn Khắc Toàn",
            "signer_title": "Phó Bí thư",
        },
    ),
    (
        "ĐẢNG BỘ TỈNH LÂM ĐỒNG / ĐẢNG ỦY XÃ ĐỨC TRỌNG / * / Số 05-KH/ĐU",
        "ĐẢNG CỘNG SẢN VIỆT NAM / Đức Trọng, ngày 02 tháng 8 năm 2025",
        "KẾ HOẠCH / kiểm tra, giám sát năm 2025",
        "T/M ĐẢNG ỦY / BÍ THƯ / Trần Văn Nam",
        {
            "number": "05-KH/ĐU",
            "issuer": "Đảng ủy xã Đức Trọng",
            "parent_issuer": "Đảng bộ tỉnh Lâm Đồng",
            "signer": "Trần Văn Nam",
            "signer_title": "Bí thư",
        },
    ),
    (
        "PHÒNG GD&ĐT QUẬN HẢI CHÂU / TRƯỜNG TIỂU HỌC PHÙ ĐỔNG / Số: 45/KH-THPĐ",
        f"{MOTTO} / Hải Châu, ngày 10 tháng 9 năm 2024",
        "KẾ HOẠCH / GIÁO DỤC NHÀ TRƯỜNG / NĂM HỌC 2024 - 2025",
        "HIỆU TRƯỞNG / Lê Thị Hoa",
        {
            "number": "45/KH-THPĐ",
            "issuer": "Trường Tiểu học Phù Đổng",
            "parent_issuer": "Phòng GD&ĐT quận Hải Châu",
            "signer": "Lê Thị Hoa",
            "signer_title": "Hiệu trưởng",
            "title": "Giáo dục nhà trường năm học 2024 - 2025",
            "plan_year": "2024",
        },
    ),
    (
        "UBND XÃ TÂN LẬP / TRƯỜNG THCS NGUYỄN DU / Số: 12/KH-NDU",
        f"{MOTTO} / Tân Lập, ngày 10 tháng 9 năm 2025",
        "KẾ HOẠCH / Kiểm tra nội bộ trường học năm học 2025-2026",
        "KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG / Hoàng Minh Đức",
        {
            "issuer": "Trường THCS Nguyễn Du",
            "parent_issuer": "UBND xã Tân Lập",
            "signer_title": "Phó Hiệu trưởng",
            "signer": "Hoàng Minh Đức",
        },
    ),
    (
        "ỦY BAN NHÂN DÂN / XÃ NINH HẢI / Số:      /KH-UBND",
        f"{MOTTO} / Ninh Hải, ngày     tháng 9 năm 2025",
        "KẾ HOẠCH / Tuyên truyền cải cách hành chính năm 2025",
        "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / Đỗ Hữu Phước",
        {
            "number": "",
            "issuer": "Ủy ban nhân dân xã Ninh Hải",
            "place": "Ninh Hải",
            "issued_date": None,
            "signer": "Đỗ Hữu Phước",
            "signer_title": "Phó Chủ tịch",
            "plan_year": "2025",
        },
    ),
    (
        "UBND TỈNH KHÁNH HÒA / SỞ NỘI VỤ / Số: …/KH-SNV",
        f"{MOTTO} / Khánh Hòa, ngày … tháng … năm 2025",
        "KẾ HOẠCH / Đào tạo, bồi dưỡng cán bộ, công chức năm 2025",
        "GIÁM ĐỐC",
        {
            "number": "",
            "issuer": "Sở Nội vụ",
            "parent_issuer": "UBND tỉnh Khánh Hòa",
            "place": "Khánh Hòa",
            "signer": "",
            "signer_title": "Giám đốc",
        },
    ),
    (
        "BỘ TÀI CHÍNH / Số: 1234/QĐ-BTC",
        f"{MOTTO} / Hà Nội, ngày 12 tháng 6 năm 2023",
        "QUYẾT ĐỊNH / Ban hành Kế hoạch hành động của Bộ Tài chính thực hiện Chiến lược / phát triển kinh tế số",
        "KT. BỘ TRƯỞNG / THỨ TRƯỞNG / Nguyễn Đức Chi",
        {
            "number": "1234/QĐ-BTC",
            "issuer": "Bộ Tài chính",
            "parent_issuer": "",
            "doc_type": "Quyết định",
            "signer": "Nguyễn Đức Chi",
            "signer_title": "Thứ trưởng",
        },
    ),
    (
        "BỘ CÔNG THƯƠNG / CỤC HÓA CHẤT / Số: 77/KH-HC",
        f"{MOTTO} / Hà Nội, ngày 02 tháng 01 năm 2026",
        "KẾ HOẠCH / Công tác năm 2026",
        "CỤC TRƯỞNG / Phùng Mạnh Ngọc",
        {"issuer": "Cục Hóa chất", "parent_issuer": "Bộ Công Thương", "signer_title": "Cục trưởng"},
    ),
    (
        "BỘ Y TẾ - BỘ TÀI CHÍNH / Số: 05/KHLT-BYT-BTC",
        f"{MOTTO} / Hà Nội, ngày 12 tháng 6 năm 2023",
        "KẾ HOẠCH LIÊN TỊCH / Phối hợp phòng, chống dịch bệnh",
        "KT. BỘ TRƯỞNG / THỨ TRƯỞNG / Nguyễn Đức Chi",
        {
            "number": "05/KHLT-BYT-BTC",
            "issuer": "Bộ Y tế - Bộ Tài chính",
            "doc_type": "Kế hoạch liên tịch",
            "title": "Phối hợp phòng, chống dịch bệnh",
        },
    ),
    (
        "UBND TỈNH ĐỒNG NAI / VĂN PHÒNG / Số: 77/KH-VPUBND",
        f"{MOTTO} / Đồng Nai, ngày 02 tháng 01 năm 2026",
        "KẾ HOẠCH / Công tác văn thư, lưu trữ năm 2026",
        "TL. CHỦ TỊCH / CHÁNH VĂN PHÒNG / Nguyễn Thị Hoàng",
        {"issuer": "Văn phòng", "parent_issuer": "UBND tỉnh Đồng Nai", "signer_title": "Chánh Văn phòng"},
    ),
    (
        "SỞ Y TẾ TỈNH AN GIANG / BỆNH VIỆN ĐA KHOA / KHU VỰC TỈNH / Số: 301/KH-BVĐKKVT",
        f"{MOTTO} / An Giang, ngày 20 tháng 02 năm 2025",
        "KẾ HOẠCH / Cải tiến chất lượng bệnh viện năm 2025",
        "GIÁM ĐỐC / BSCKII. Lê Văn Tám",
        {"issuer": "Bệnh viện Đa khoa khu vực tỉnh", "parent_issuer": "Sở Y tế tỉnh An Giang", "signer": "Lê Văn Tám"},
    ),
    (
        "HỘI LHPN TỈNH QUẢNG TRỊ / BAN THƯỜNG VỤ / Số: 15/KH-BTV",
        f"{MOTTO} / Quảng Trị, ngày 20 tháng 02 năm 2025",
        "KẾ HOẠCH / Tổ chức các hoạt động kỷ niệm ngày 08/3",
        "TM. BAN THƯỜNG VỤ / CHỦ TỊCH / Trần Thị Thanh Hà",
        {
            "issuer": "Ban Thường vụ",
            "parent_issuer": "Hội LHPN tỉnh Quảng Trị",
            "signer_title": "Chủ tịch",
            "signer": "Trần Thị Thanh Hà",
        },
    ),
    (
        "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM / XÃ PHÚ HÒA / BAN THƯỜNG TRỰC / Số: 15/KH-MTTQ-BTT",
        f"{MOTTO} / Phú Hòa, ngày 20 tháng 02 năm 2025",
        "KẾ HOẠCH / Giám sát, phản biện xã hội năm 2025",
        "TM. BAN THƯỜNG TRỰC / CHỦ TỊCH / Ngô Văn An",
        {"number": "15/KH-MTTQ-BTT", "issuer": "Ban Thường trực", "signer": "Ngô Văn An"},
    ),
    (
        "BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ / TỈNH BẮC NINH / Số: 03/KH-BCĐ",
        f"{MOTTO} / Bắc Ninh, ngày 20 tháng 02 năm 2025",
        "KẾ HOẠCH / Hoạt động của Ban Chỉ đạo năm 2025",
        "TRƯỞNG BAN / CHỦ TỊCH UBND TỈNH / Vương Quốc Tuấn",
        {"issuer": "Ban Chỉ đạo chuyển đổi số tỉnh Bắc Ninh", "signer": "Vương Quốc Tuấn"},
    ),
    (
        "UBND TỈNH ĐẮK LẮK / Số: 3/CTr-UBND",
        f"{MOTTO} / Đắk Lắk, ngày 20 tháng 02 năm 2025",
        "CHƯƠNG TRÌNH / Công tác trọng tâm năm 2025 của Ủy ban nhân dân tỉnh",
        "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH / Tạ Anh Tuấn",
        {"doc_type": "Chương trình", "number": "3/CTr-UBND", "issuer": "UBND tỉnh Đắk Lắk"},
    ),
    (
        "UBND THÀNH PHỐ HỒ CHÍ MINH / BAN QUẢN LÝ CÁC KHU CHẾ XUẤT / VÀ CÔNG NGHIỆP / Số: 300/KH-BQL",
        f"{MOTTO} / Thành phố Hồ Chí Minh, ngày 20 tháng 02 năm 2025",
        "KẾ HOẠCH / Công tác năm 2025",
        "TRƯỞNG BAN / Lê Văn Thinh",
        {
            "issuer": "Ban Quản lý các khu chế xuất và công nghiệp",
            "parent_issuer": "UBND thành phố Hồ Chí Minh",
            "place": "Thành phố Hồ Chí Minh",
        },
    ),
    (
        "BỘ GIÁO DỤC VÀ ĐÀO TẠO / TRƯỜNG ĐẠI HỌC NHA TRANG / Số: 300/KH-ĐHNT",
        f"{MOTTO} / Khánh Hòa, ngày 20 tháng 02 năm 2025",
        "KẾ HOẠCH / Đảm bảo chất lượng năm học 2024-2025",
        "KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG / PGS.TS. Phạm Quốc Hùng",
        {"issuer": "Trường Đại học Nha Trang", "parent_issuer": "Bộ Giáo dục và Đào tạo", "signer": "Phạm Quốc Hùng"},
    ),
    (
        "UBND TỈNH HÀ TĨNH / Số: 3/KH-UBND",
        f"{MOTTO} / Hà Tĩnh, ngày 20 tháng 02 năm 2025",
        "KẾ HOẠCH HÀNH ĐỘNG / Thực hiện Chiến lược quốc gia bình đẳng giới giai đoạn 2021 - 2030",
        "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / Lê Ngọc Châu",
        {"doc_type": "Kế hoạch", "issuer": "UBND tỉnh Hà Tĩnh", "plan_year": "2025"},
    ),
    (
        "CÔNG AN TỈNH GIA LAI / Số: 3/KH-CAT-PV01",
        f"{MOTTO} / Gia Lai, ngày 20 tháng 02 năm 2025",
        "KẾ HOẠCH / Mở đợt cao điểm tấn công, trấn áp tội phạm năm 2025",
        "GIÁM ĐỐC / Thiếu tướng Rah Lan Lâm",
        {"number": "3/KH-CAT-PV01", "issuer": "Công an tỉnh Gia Lai", "signer": "Rah Lan Lâm"},
    ),
    (
        "TRUNG TÂM Y TẾ HUYỆN HÓC MÔN / TRẠM Y TẾ XÃ BÀ ĐIỂM / Số: 3/KH-TYT",
        f"{MOTTO} / Bà Điểm, ngày 20 tháng 02 năm 2025",
        "KẾ HOẠCH / Tiêm chủng mở rộng năm 2025",
        "TRƯỞNG TRẠM / Nguyễn Thị Bé",
        {
            "issuer": "Trạm y tế xã Bà Điểm",
            "parent_issuer": "Trung tâm Y tế huyện Hóc Môn",
            "signer": "Nguyễn Thị Bé",
            "signer_title": "Trưởng Trạm",
        },
    ),
    (
        "HỘI ĐỒNG NHÂN DÂN / TỈNH CÀ MAU / Số: 3/KH-HĐND",
        f"{MOTTO} / Cà Mau, ngày 20 tháng 02 năm 2025",
        "KẾ HOẠCH / Giám sát chuyên đề năm 2025",
        "TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN / CHỦ TỊCH / Huỳnh Quốc Việt",
        {"issuer": "Hội đồng nhân dân tỉnh Cà Mau", "signer": "Huỳnh Quốc Việt"},
    ),
)


@pytest.mark.parametrize("case", CASES, ids=[case[0].partition(" / ")[0] for case in CASES])
def test_letterhead(case: tuple[str, str, str, str, dict[str, str | None]]) -> None:
    left, right, title, signature, wanted = case
    lines = [centred_line(text, 60 + 15 * index, LEFT) for index, text in enumerate(left.split(" / "))]
    lines += [centred_line(text, 60 + 15 * index, RIGHT) for index, text in enumerate(right.split(" / "))]
    lines += [centred_line(text, 150 + 16 * index) for index, text in enumerate(title.split(" / "))]
    lines += [left_line(text, 230 + 20 * index, 105) for index, text in enumerate(BODY)]
    lines += [left_line(text, 400 + 15 * index, 90) for index, text in enumerate(RECIPIENTS)]
    lines += [centred_line(text, 400 + 15 * index, RIGHT) for index, text in enumerate(signature.split(" / "))]
    header = read_header(document(page_of(lines)))
    found = {name: getattr(header, name) for name in wanted}
    assert {name: None if value is None else str(value) for name, value in found.items()} == wanted


def test_an_official_letter_is_about_what_stands_below_its_number() -> None:
    left = ("ỦY BAN NHÂN DÂN", "TỈNH LÀO CAI", "Số: /UBND-KT", "V/v tăng cường công tác", "quản lý vật liệu nổ")
    lines = [centred_line(text, 60 + 15 * index, LEFT) for index, text in enumerate(left)]
    lines += [centred_line(text, 60 + 15 * index, RIGHT) for index, text in enumerate(MOTTO.split(" / "))]
    lines += [centred_line("Lào Cai, ngày tháng năm 2026", 92, RIGHT), centred_line("Kính gửi: Các Sở, ngành", 180)]
    lines += [left_line("Ngày 03 tháng 7 năm 2025 Sở nhận được Công văn số 212/SCT-QLCN.", 220, 105)]
    header = read_header(document(page_of(lines)))
    assert (header.doc_type, header.title) == ("Công văn", "Tăng cường công tác quản lý vật liệu nổ")
    assert (header.number, header.issued_date, header.issuer) == ("", None, "Ủy ban nhân dân tỉnh Lào Cai")


def test_a_stamp_over_the_letterhead_is_no_issuer_and_who_decides_no_title() -> None:
    left = ("CHÍNH PHỦ", "ố: 19/2026/NQ-CP", "60NG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ", "ĐẾN 04454.2026.")
    title = ("NGHỊ QUYẾT", "Về việc cắt giảm thủ tục hành chính", "thực hiện trong năm 2026")
    lines = [centred_line(text, 60 + 15 * index, LEFT) for index, text in enumerate(left)]
    lines += [left_line("SO", 20, 550), centred_line("Hà Nội, ngày 29 tháng 4 năm 2026", 92, RIGHT)]
    lines += [centred_line(text, 150 + 16 * index) for index, text in enumerate(title)]
    lines += [centred_line("ỦY BAN NHÂN DÂN TỈNH LÀO CAI", 150 + 16 * 2 + 40), left_line(BODY[0], 260, 105)]
    header = read_header(document(page_of(lines)))
    assert (header.number, header.issuer, header.parent_issuer) == ("19/2026/NQ-CP", "Chính phủ", "")
    assert header.title == "Về việc cắt giảm thủ tục hành chính thực hiện trong năm 2026"


def test_numbers_and_dates_of_other_documents_are_not_its_own() -> None:
    lines = [
        centred_line("Phụ lục III", 60),
        centred_line("(Kèm theo Nghị định số 161/2024/NĐ-CP", 90),
        centred_line("ngày 18 tháng 12 năm 2024 của Chính phủ)", 105),
        left_line("Hồ sơ kèm theo: Phiếu chuyển số 466/PC-VPUBND ngày 12/5/2026", 140, 105),
    ]
    header = read_header(document(page_of(lines)))
    assert (header.number, header.issued_date) == ("", None)
