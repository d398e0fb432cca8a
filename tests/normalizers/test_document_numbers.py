"""Document numbers in running text, with type, issuer and date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.document_numbers import find_document_numbers, mask_citations


def numbers(text: str) -> list[str]:
    return [found.number for found in find_document_numbers(text)]


@pytest.mark.parametrize(
    ("text", "number", "doc_type", "issuer", "issued"),
    [
        (
            "Thực hiện Kế hoạch số 2943/KH-UBND ngày 29/8/2025 của UBND tỉnh về việc cải thiện",
            "2943/KH-UBND",
            "Kế hoạch",
            "UBND tỉnh",
            date(2025, 8, 29),
        ),
        (
            "Nghị định 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
            "30/2020/NĐ-CP",
            "Nghị định",
            "Chính phủ",
            date(2020, 3, 5),
        ),
        (
            "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;",
            "57-NQ/TW",
            "Nghị quyết",
            "Bộ Chính trị",
            date(2024, 12, 22),
        ),
        ("theo Kết luận số 91-KL/TU", "91-KL/TU", "Kết luận", "", None),
        (
            "Thông tư số 01/2023/TT-VPCP của Văn phòng Chính phủ.",
            "01/2023/TT-VPCP",
            "Thông tư",
            "Văn phòng Chính phủ",
            None,
        ),
        ("Kế hoạch số 04-KH/BCĐ", "04-KH/BCĐ", "Kế hoạch", "", None),
        ("Luật Tổ chức chính quyền địa phương số 72/2025/QH15", "72/2025/QH15", "Luật", "", None),
        (
            "Công văn số 1234/SNV-CCHC ngày 01/02/2025 của Sở Nội vụ",
            "1234/SNV-CCHC",
            "Công văn",
            "Sở Nội vụ",
            date(2025, 2, 1),
        ),
    ],
)
def test_a_citation_is_read_in_full(text: str, number: str, doc_type: str, issuer: str, issued: date | None) -> None:
    (found,) = find_document_numbers(text)
    assert (found.number, found.doc_type, found.issuer, found.issued_date) == (number, doc_type, issuer, issued)
    assert text[found.start : found.end].replace(" ", "") == number


@pytest.mark.parametrize(
    ("printed", "mended"),
    [
        ("766/QD-TTg", "766/QĐ-TTg"),
        ("45/2020/ND-CP", "45/2020/NĐ-CP"),
        ("45/2020/NÐ-CP", "45/2020/NĐ-CP"),
        ("45 /2020/NĐ - CP", "45/2020/NĐ-CP"),
        ("12/OĐ-UBND", "12/QĐ-UBND"),
        ("04-KH/BCD", "04-KH/BCĐ"),
        ("15/CT-TTG", "15/CT-TTg"),
    ],
)
def test_letters_of_a_code_are_mended(printed: str, mended: str) -> None:
    assert numbers(f"theo văn bản số {printed} của cấp trên") == [mended]


@pytest.mark.parametrize(
    "text",
    [
        "ngày 15/12/2025",
        "chế độ 24/7",
        "12/63 tỉnh",
        "giai đoạn 2021-2025",
        "Kế hoạch số /KH-KKTKCN ngày /9/2025",
        "số l23/QĐ-UBND",
        "tốc độ 50 km/h",
        "tỷ lệ 3/4",
        "DVC mức độ 3, 4",
    ],
)
def test_what_is_no_document_number(text: str) -> None:
    assert numbers(text) == []


def test_two_ways_to_print_one_number_share_a_key() -> None:
    first, second = find_document_numbers("Nghị quyết số 18-NQ/TW, sau đó Nghị quyết số 18/NQ-TW")
    assert first.number != second.number
    assert first.key == second.key


def test_an_issuer_ends_where_the_subject_begins() -> None:
    text = "Quyết định số 766/QĐ-TTg ngày 23/06/2022 của Thủ tướng Chính phủ phê duyệt Bộ chỉ số"
    assert find_document_numbers(text)[0].issuer == "Thủ tướng Chính phủ"


def test_an_impossible_date_is_left_out() -> None:
    (found,) = find_document_numbers("Quyết định số 1/QĐ-UBND ngày 31/02/2025")
    assert found.issued_date is None


def test_masking_blanks_number_and_date_only() -> None:
    text = "Theo Nghị định số 45/2020/NĐ-CP ngày 08/4/2020, trước ngày 15/12/2025"
    masked = mask_citations(text)
    assert len(masked) == len(text)
    assert "45/2020" not in masked
    assert "08/4/2020" not in masked
    assert masked.endswith(", trước ngày 15/12/2025")


@given(st.integers(1, 99999), st.sampled_from(["QĐ-UBND", "KH-KKTKCN", "NĐ-CP", "TT-BNV"]))
def test_digits_stay_as_printed(number: int, code: str) -> None:
    assert numbers(f"Căn cứ văn bản số {number}/{code};") == [f"{number}/{code}"]


@given(st.text(max_size=60))
def test_any_text_is_searched_without_raising(text: str) -> None:
    for found in find_document_numbers(text):
        assert 0 <= found.start < found.end <= found.citation_end <= len(text)
    assert len(mask_citations(text)) == len(text)


@given(st.text(alphabet="0123456789/-NĐCPQKHUBTWg. ", max_size=40))
def test_no_number_holds_digits_that_are_not_printed(text: str) -> None:
    for found in find_document_numbers(text):
        printed = text[found.start : found.end]
        assert [c for c in found.number if c.isdigit()] == [c for c in printed if c.isdigit()]
