"""Where pages of a dump end, and letterheads whose two columns stand in one line."""

from __future__ import annotations

import pytest

from extractors.text_dump.letterhead import right_column, signature_title, title_lines
from extractors.text_dump.pages import dump_pages

PAGE = "\n".join(f"Dòng thứ {number} của trang này" for number in range(1, 10))


@pytest.mark.parametrize("end", ["\f", "\n ", "\n\n\n\n"])
def test_pages_are_parted_by_form_feeds_what_became_of_them_or_blank_lines(end: str) -> None:
    pages = dump_pages(PAGE + end + PAGE + end + PAGE)

    assert [len(page.lines) for page in pages] == [9, 9, 9]


@pytest.mark.parametrize("number", ["Trang {}/3", "Trang {}", "- Trang {} -", "Page {} of 3"])
@pytest.mark.parametrize("above", [True, False])
def test_named_page_numbers_part_pages(number: str, *, above: bool) -> None:
    lines = [number.format(page) for page in (1, 2, 3)]
    text = "\n".join(f"{line}\n{PAGE}" if above else f"{PAGE}\n{line}" for line in lines)

    pages = dump_pages(text)

    assert [len(page.lines) for page in pages] == [9, 9, 9]
    assert [page.dropped for page in pages] == [(("page_number", 1),)] * 3


def test_a_line_of_nothing_but_spaces_and_bars_takes_no_time() -> None:
    (page,) = dump_pages("a" + " " * 2_000_000 + "b" + " |" * 100_000)

    assert [line.text for line in page.lines] == ["a", "b"]


def test_lettered_items_begin_paragraphs_below_a_heading_without_a_stop() -> None:
    text = (
        "1. Công tác chỉ đạo\n\na. Kiểm tra việc thực hiện\n\nb .Đôn đốc các phòng.\nC. Báo cáo kết quả,\ntheo quy định"
    )

    (page,) = dump_pages(text)

    assert page.paragraph_starts == (0, 1, 2, 3)


def test_indented_text_is_no_page_break() -> None:
    assert len(dump_pages(PAGE + "\n Một dòng thụt\n    Một dòng thụt sâu\n" + PAGE)) == 1


def test_page_numbers_are_dropped_and_counted() -> None:
    (page,) = dump_pages("- 12 -\n" + PAGE)

    assert len(page.lines) == 9
    assert page.dropped == (("page_number", 1),)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("UBND TINH HOA BINH", "CONG HOA XA HQI CHU NGHIA VIET NAM"),
        ("SO NOI VU", "DPoc lap - Tu do - Hanh phiic"),
        ("S6: 12 /KH-SNV", "Hoa Binh, ngay 3 thang 4 nam 2024"),
        ("S6: 05 /KH- UBND", "Hoa Binh, ngay 3 thang 4 nam 2024"),
    ],
)
def test_a_letterhead_is_cut_between_its_columns(left: str, right: str) -> None:
    assert right_column(f"{left} {right}".split()) == len(left.split())


@pytest.mark.parametrize("line", ["CONG HOA XA HOI CHU NGHIA VIET NAM", "Doc lap - Tu do - Hanh phuc", "KE HOACH"])
def test_a_line_of_one_column_stays_whole(line: str) -> None:
    assert right_column(line.split()) is None


def test_the_signer_stands_beside_the_recipients() -> None:
    assert signature_title(["Noi", "nhan:", "GIAM", "DOC"]) == 2
    assert signature_title(["Noi", "nhan:", "nhu", "tren"]) is None


def test_the_title_is_centred_as_on_paper() -> None:
    text = ["SỞ NỘI VỤ", "", "KẾ HOẠCH", "", "Cải cách hành chính", "năm 2024 của tỉnh", "", "Thực hiện kế hoạch " * 5]

    assert title_lines(text) == range(2, 6)
    (page,) = dump_pages("\n".join(text))
    middles = [line.box.x_center for line in page.lines[1:4]]
    assert max(middles) - min(middles) < 1.0


def test_an_abbreviation_alone_on_its_line_goes_on_with_the_line_above() -> None:
    dumped = "Công khai thông tin liên quan đến hoạt động giải quyết\nTTHC\n\n- Công khai kịp thời, đồng bộ trên Cổng."
    (page,) = dump_pages(dumped)
    assert page.paragraph_starts == (0, 2)


def test_a_line_that_ends_in_a_colon_ends_its_paragraph() -> None:
    dumped = "II. Nhiệm vụ, sản phẩm, tiến độ và trách nhiệm thực hiện:\nNhiệm vụ cụ thể tại Phụ lục kèm theo."
    (page,) = dump_pages(dumped)
    assert page.paragraph_starts == (0, 1)
