"""Lead and coordinating agencies, and one name for each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.administrative_units import find_province, province_after_mergers
from normalizers.agencies import agency_names, find_definitions, names_agency, split_responsibility
from normalizers.agency_names import same_agency


@pytest.mark.parametrize(
    ("text", "lead", "coordinating"),
    [
        ("Phòng Kinh tế", "Phòng Kinh tế", ""),
        ("Văn phòng thực hiện.", "Văn phòng", ""),
        (
            "Văn phòng chủ trì, phối hợp các phòng, đơn vị trực thuộc xây dựng báo cáo.",
            "Văn phòng",
            "các phòng, đơn vị trực thuộc",
        ),
        ("Sở Nội vụ phối hợp với Sở Tài chính thẩm định", "Sở Nội vụ", "Sở Tài chính"),
        (
            "Văn phòng và các phòng chuyên môn giải quyết TTHC thực hiện.",
            "Văn phòng; các phòng chuyên môn giải quyết TTHC",
            "",
        ),
        (
            "Phòng Tài chính – Giám sát đầu tư chủ trì phối hợp các phòng liên quan.",
            "Phòng Tài chính – Giám sát đầu tư",
            "các phòng liên quan",
        ),
        ("Chủ trì: Sở Nội vụ; Phối hợp: các sở, ban, ngành", "Sở Nội vụ", "các sở, ban, ngành"),
        (
            "- Cơ quan chủ trì: Bộ Nội vụ\n- Cơ quan phối hợp: Các bộ, ngành, địa phương",
            "Bộ Nội vụ",
            "Các bộ, ngành, địa phương",
        ),
        (
            "Sở Công Thương (chủ trì), Sở Tài chính, UBND các xã (phối hợp)",
            "Sở Công Thương",
            "Sở Tài chính; UBND các xã",
        ),
        (
            "Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính và các đơn vị liên quan tham mưu",
            "Sở Y tế",
            "Sở Tài chính; các đơn vị liên quan",
        ),
        ("- Các phòng cung cấp số liệu.\n- Văn phòng tổng hợp báo cáo.", "Văn phòng", "Các phòng"),
        (
            "- Văn phòng lập danh sách.\n- Hiệu trưởng, các tổ chuyên môn thực hiện phiếu.",
            "Văn phòng; Hiệu trưởng; các tổ chuyên môn",
            "",
        ),
        ("Tổ kiểm tra CCHC của Ban Quản lý.", "Tổ kiểm tra CCHC của Ban Quản lý", ""),
        ("Các phòng, đơn vị trực thuộc phối hợp thực hiện.", "Các phòng, đơn vị trực thuộc", ""),
        ("Tổ trưởng chủ trì; giáo viên, Bảo vệ phối hợp thực hiện", "Tổ trưởng", "giáo viên; Bảo vệ"),
        ("", "", ""),
    ],
)
def test_responsibility_is_split_as_a_person_would(text: str, lead: str, coordinating: str) -> None:
    split = split_responsibility(text)
    assert (split.lead, split.coordinating) == (lead, coordinating)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("VP. HĐND&UBND xã", ("Văn phòng HĐND và UBND xã",)),
        ("Văn phòng HĐND và UBND xã, Công an xã", ("Văn phòng HĐND và UBND xã", "Công an xã")),
        ("Sở Nông nghiệp và Môi trường và Sở Tài chính", ("Sở Nông nghiệp và Môi trường", "Sở Tài chính")),
        ("Ban Quản lý Khu kinh tế và Khu công nghiệp", ("Ban Quản lý Khu kinh tế và Khu công nghiệp",)),
        ("Sở Văn hóa, Thể thao và Du lịch; Sở Y tế", ("Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế")),
        (
            "các Sở, ban, ngành; UBND các huyện, thị xã, thành phố",
            ("Các sở, ban, ngành", "UBND các huyện, thị xã, thành phố"),
        ),
        (
            "Các Sở: Tài chính, Nông nghiệp và Môi trường, Nội vụ",
            ("Sở Tài chính", "Sở Nông nghiệp và Môi trường", "Sở Nội vụ"),
        ),
        ("Sở TN&MT, Sở GD & ĐT", ("Sở Tài nguyên và Môi trường", "Sở Giáo dục và Đào tạo")),
        ("Tổ Công nghệ thông tin", ("Tổ Công nghệ thông tin",)),
        ("BGH, GVCN", ("Ban Giám hiệu", "Giáo viên chủ nhiệm")),
        ("Văn phòng\nvăn phòng", ("Văn phòng",)),
        ("", ()),
    ],
)
def test_names_are_parted_and_brought_to_one_form(text: str, names: tuple[str, ...]) -> None:
    assert agency_names(text) == names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ủy ban nhân dân tỉnh khánh hoà", "UBND tỉnh Khánh Hòa"),
        ("SỞ NỘI VỤ TỈNH ĐỒNG NAI", "Sở Nội vụ tỉnh Đồng Nai"),
        ("Uỷ ban nhân dân xã", "UBND xã"),
        ("BQL Khu kinh tế", "Ban quản lý khu kinh tế"),
        ("các đơn vị có liên quan", "Các đơn vị liên quan"),
        ("Phòng Kế hoạch – Đầu tư", "Phòng Kế hoạch - Đầu tư"),
    ],
)
def test_one_agency_has_one_name(one: str, other: str) -> None:
    assert same_agency(one, other)
    assert not same_agency(one, "Sở Y tế")


def test_short_forms_are_learnt_from_the_document() -> None:
    text = (
        "Ban Quản lý các Khu công nghiệp Đồng Nai (Ban Quản lý) lập kế hoạch; Trung tâm Phục vụ hành chính công"
        " (TTPVHCC); Sở Khoa học và Công nghệ (sau đây gọi tắt là Sở); thủ tục hành chính (TTHC)"
    )
    defined = find_definitions(text)
    assert defined == {
        "Ban Quản lý": "Ban Quản lý các Khu công nghiệp Đồng Nai",
        "TTPVHCC": "Trung tâm Phục vụ hành chính công",
        "Sở": "Sở Khoa học và Công nghệ",
    }
    assert agency_names("lãnh đạo Ban Quản lý", defined) == ("Lãnh đạo Ban Quản lý các Khu công nghiệp Đồng Nai",)
    assert agency_names("Ban Quản lý dự án", defined) == ("Ban Quản lý dự án",)


def test_agencies_begin_with_certain_words() -> None:
    assert names_agency("Sở Nội vụ chủ trì")
    assert names_agency("Các phòng, đơn vị trực thuộc")
    assert not names_agency("Các giải pháp về công nghệ thông tin")
    assert not names_agency("Thông tin, tuyên truyền")
    assert not names_agency("Tổ chức hội nghị")
    assert not names_agency("Số lượng hồ sơ")


def test_provinces_before_and_after_the_mergers() -> None:
    assert find_province("UBND tỉnh Khánh Hòa về việc") == "Khánh Hòa"
    assert find_province("UBND TỈNH NINH THUẬN") == "Ninh Thuận"
    assert find_province("thành phố Hồ Chí Minh") == "Hồ Chí Minh"
    assert find_province("UBND xã") == ""
    assert province_after_mergers("Ninh Thuận") == "Khánh Hòa"
    assert province_after_mergers("Khánh Hòa") == "Khánh Hòa"
    assert province_after_mergers("Bình Dương") == "Hồ Chí Minh"


AGENCIES = [
    "Văn phòng",
    "Sở Nội vụ",
    "UBND xã",
    "Công an tỉnh",
    "Ban Quản lý dự án, hạ tầng",
    "các phòng, đơn vị trực thuộc",
]


@given(st.lists(st.sampled_from(AGENCIES), min_size=1, max_size=4, unique=True), st.sampled_from(AGENCIES))
def test_a_list_of_agencies_comes_back_as_that_list(leads: list[str], partner: str) -> None:
    split = split_responsibility(f"{', '.join(leads)} chủ trì, phối hợp với {partner} thực hiện.")
    assert split.lead.split("; ") == leads
    assert split.coordinating == partner


@given(st.text(max_size=80))
def test_any_text_is_split_without_raising(text: str) -> None:
    split = split_responsibility(text)
    for name in agency_names(split.lead):
        assert name == name.strip()
        assert name


@given(st.sampled_from([*AGENCIES, "VP. HĐND&UBND xã", "Sở TN&MT", "UBND TỈNH khánh hoà", "P. Nội vụ"]))
def test_official_names_are_stable(name: str) -> None:
    once = agency_names(name)
    assert agency_names("; ".join(once)) == once
