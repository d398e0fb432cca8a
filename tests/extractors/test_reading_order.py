"""Words to lines, columns, paragraphs: from boxes alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.layout import Box, Line, PageContent, PageGeometry, TextLayerVerdict, TextSource, Word
from extractors.paragraphs import join_paragraphs, paragraph_starts, without_line_hyphens
from extractors.reading.noise import without_scribbles, without_specks, without_stray_quotes
from extractors.reading_order import in_reading_order, lines_from_words

LETTER = 6.0
HEIGHT = 12.0
PITCH = 18.0


def words_at(x: float, y: float, text: str) -> list[Word]:
    """Words of a typewriter whose letters are LETTER points wide."""
    words = []
    for token in text.split():
        width = LETTER * len(token)
        words.append(Word(token, Box(x, y, x + width, y + HEIGHT)))
        x += width + LETTER
    return words


def line_at(x: float, y: float, text: str) -> Line:
    return Line(tuple(words_at(x, y, text)))


def centered(y: float, text: str, middle: float = 288.0) -> Line:
    return line_at(middle - LETTER * len(text) / 2, y, text)


def page_of(lines: Sequence[Line], page: int = 1) -> PageContent:
    return PageContent(
        page,
        PageGeometry(600, 840, 600, 840),
        TextSource.OCR,
        TextLayerVerdict.NONE,
        "",
        180.0,
        tuple(lines),
        paragraph_starts(lines),
    )


HEADER_LEFT = ["UBND TỈNH ĐỒNG NAI", "BAN QUẢN LÝ", "Số: 04/KH-KCNĐN"]
HEADER_RIGHT = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do", "Đồng Nai, ngày 19"]


def test_header_block_is_read_column_by_column() -> None:
    words = [
        word
        for row, (left, right) in enumerate(zip(HEADER_LEFT, HEADER_RIGHT, strict=True))
        for word in words_at(90, 50 + row * PITCH, left) + words_at(320, 50 + row * PITCH, right)
    ]
    words += centered(140, "KẾ HOẠCH").words
    texts = [line.text for line in in_reading_order(lines_from_words(words))]
    assert texts == [*HEADER_LEFT, *HEADER_RIGHT, "KẾ HOẠCH"]


def test_a_line_that_the_reader_read_across_both_columns_is_parted() -> None:
    across = Line(tuple(words_at(90, 50, HEADER_LEFT[0]) + words_at(320, 50, HEADER_RIGHT[0])))
    assert [line.text for line in in_reading_order([across])] == [HEADER_LEFT[0], HEADER_RIGHT[0]]


@given(st.permutations(range(12)))
def test_lines_do_not_depend_on_the_order_of_words(order: list[int]) -> None:
    words = words_at(60, 100, "một hai ba bốn") + words_at(60, 118, "năm sáu bảy tám") + words_at(60, 136, "a b c d")
    assert lines_from_words([words[index] for index in order]) == lines_from_words(words)


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 800), st.sampled_from(["a", "bốn", "trường"])), max_size=30))
def test_no_word_is_lost_whatever_its_place(places: list[tuple[float, float, str]]) -> None:
    words = [word for x, y, text in places for word in words_at(x, y, text)]
    lines = in_reading_order(lines_from_words(words))
    assert sorted(word.text for line in lines for word in line.words) == sorted(word.text for word in words)


FULL = "Thực hiện Kế hoạch cải cách hành chính của tỉnh năm nay, Ban Quản lý các khu"
BODY = [
    line_at(85, 100, FULL[:70]),
    line_at(60, 118, FULL),
    line_at(60, 136, "công nghiệp lập kế hoạch như sau:"),
    line_at(85, 154, "- Rà soát thủ tục hành chính, " + FULL[:40]),
    line_at(60, 172, "đúng hạn."),
    line_at(85, 190, "- Báo cáo định kỳ."),
]


def test_paragraphs_are_told_by_indent_marker_and_short_last_line() -> None:
    assert paragraph_starts(BODY) == (0, 3, 5)
    texts = [paragraph.passage.text for paragraph in join_paragraphs([page_of(BODY)])]
    assert texts[1] == BODY[3].text + " đúng hạn."
    assert len(texts) == 3


@pytest.mark.parametrize(
    ("end", "wrapped"),
    [("trước ngày", "30 tháng 6"), ("khoản 4", "Điều 23 Nghị định"), ("tại điểm", "a) khoản 1"), ("Phụ lục", "1. Mẫu")],
)
def test_a_number_in_the_middle_of_a_sentence_is_no_marker(end: str, wrapped: str) -> None:
    full = FULL[: -len(end) - 1] + " " + end
    lines = [line_at(85, 60, full[4:]), line_at(60, 78, wrapped + " thì nộp."), line_at(85, 96, "2. Hai.")]
    begins = 2 if end == "Phụ lục" else 1
    assert len(paragraph_starts(lines)) == begins + 1
    if not wrapped.startswith("a)"):  # over a page break a letter with a bracket is taken for a marker
        first, second = page_of(lines[:1]), page_of(lines[1:], page=2)
        assert len(join_paragraphs([first, second])) == begins + 1


def test_a_title_over_two_lines_is_one_centred_paragraph() -> None:
    lines = [
        centered(60, "KẾ HOẠCH"),
        centered(78, "Cải cách hành chính năm 2022 của Ban Quản lý các Khu công nghiệp Đồng"),
        centered(96, "Nai"),
        *[line_at(60, 130 + row * PITCH, FULL) for row in range(4)],
    ]
    paragraphs = join_paragraphs([page_of(lines)])
    assert paragraphs[0].passage.text == "KẾ HOẠCH"
    assert paragraphs[1].passage.text.endswith("Đồng Nai")
    assert paragraphs[0].centered
    assert not paragraphs[2].centered


def test_a_sentence_goes_on_over_the_page_break() -> None:
    first = page_of([line_at(85, 700, FULL[:70]), line_at(60, 718, FULL), line_at(60, 736, FULL)])
    second = page_of([line_at(60, 60, FULL), line_at(60, 78, "tiếp theo."), line_at(85, 96, "- Hai.")], page=2)
    paragraphs = join_paragraphs([first, second])
    assert [paragraph.page for paragraph in paragraphs] == [1, 2]
    assert [region.page for region in paragraphs[0].passage.regions] == [1, 2]
    assert paragraphs[0].passage.text.endswith("tiếp theo.")


def test_a_sentence_that_ended_does_not_go_on() -> None:
    first = page_of([line_at(60, 700, FULL), line_at(60, 718, FULL[:-3] + "hết.")])
    second = page_of([line_at(60, 60, FULL), line_at(60, 78, FULL)], page=2)
    assert len(join_paragraphs([first, second])) == 2


def test_stray_marks_are_dropped_and_counted_and_list_dashes_mended() -> None:
    lines = [
        line_at(60, 100, "~ Các phòng, đơn vị ` thực hiện :"),
        line_at(60, 118, "' ."),
        line_at(60, 136, "Ngày ... tháng"),
    ]
    kept, n_specks = without_specks(lines)
    assert [line.text for line in kept] == ["- Các phòng, đơn vị thực hiện", "Ngày ... tháng"]
    assert n_specks == 4


def test_quotation_marks_that_never_close_are_stripped_and_others_stay() -> None:
    lines = [line_at(60, 100, '"Trong năm 2025'), line_at(60, 118, "'Văn phòng")]
    assert [line.text for line in without_stray_quotes(lines)] == ["Trong năm 2025", "Văn phòng"]
    quoted = [line_at(60, 100, '"Đã nộp - chờ'), line_at(60, 118, 'tiếp nhận" đúng hạn')]
    assert without_stray_quotes(quoted) == tuple(quoted)


def test_each_line_of_the_header_block_is_a_paragraph() -> None:
    left = [centered(50, "UBND TỈNH KHÁNH HÒA", 150), centered(68, "BAN QUẢN LÝ KHU KINH TẾ VÀ", 150)]
    left.append(centered(86, "KHU CÔNG NGHIỆP", 150))
    right = [centered(50, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 420), centered(68, "Độc lập - Tự do - Hạnh phúc", 420)]
    right.append(centered(86, "Khánh Hòa, ngày 12 tháng 9", 420))
    body = [line_at(60, 160 + row * PITCH, FULL) for row in range(4)]
    lines = in_reading_order([*left, *right, centered(122, "KẾ HOẠCH"), *body])
    texts = [paragraph.passage.text for paragraph in join_paragraphs([page_of(lines)])]
    assert texts[:7] == [
        "UBND TỈNH KHÁNH HÒA",
        "BAN QUẢN LÝ KHU KINH TẾ VÀ",
        "KHU CÔNG NGHIỆP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Khánh Hòa, ngày 12 tháng 9",
        "KẾ HOẠCH",
    ]


def test_a_line_at_the_indent_of_the_one_before_begins_a_paragraph() -> None:
    lines = [
        line_at(85, 100, FULL[:70] + " a:"),
        line_at(85, 118, FULL[:70]),
        line_at(60, 136, FULL),
        line_at(60, 154, FULL),
    ]
    assert paragraph_starts(lines) == (0, 1)


def texts_in_order(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in in_reading_order(lines)]


def test_the_right_column_may_begin_higher_than_the_left() -> None:
    lines = [line_at(320, 50, HEADER_RIGHT[0]), line_at(320, 68, HEADER_RIGHT[1]), line_at(90, 68, HEADER_LEFT[0])]
    lines += [line_at(90, 86, HEADER_LEFT[2]), line_at(320, 86, HEADER_RIGHT[2]), centered(140, "KẾ HOẠCH")]
    assert texts_in_order(lines) == [HEADER_LEFT[0], HEADER_LEFT[2], *HEADER_RIGHT, "KẾ HOẠCH"]


def test_a_row_of_the_header_with_a_narrow_gap_is_parted_where_the_others_are() -> None:
    wide = "ỦY BAN NHÂN DÂN THÀNH PHỐ AN"  # ends 18 points before the right column
    lines = [
        Line(tuple(words_at(134, 50, wide) + words_at(320, 50, HEADER_RIGHT[0]))),
        *(line_at(x, 68, text) for x, text in ((90, "BAN QUẢN LÝ"), (340, HEADER_RIGHT[1]))),
        *(line_at(x, 86, text) for x, text in ((90, HEADER_LEFT[2]), (340, HEADER_RIGHT[2]))),
    ]
    assert texts_in_order(lines) == [wide, "BAN QUẢN LÝ", HEADER_LEFT[2], *HEADER_RIGHT]
    wide_last = [*lines[1:], Line(tuple(words_at(134, 104, wide) + words_at(320, 104, "ngày 3 tháng 2")))]
    assert texts_in_order(wide_last)[2] == wide


def test_blanks_left_for_the_pen_do_not_part_a_line() -> None:
    number = Line((*words_at(90, 86, "Số:"), *words_at(160, 86, "/KH-UBND")))
    date = Line((*words_at(320, 86, "An Phú, ngày"), *words_at(440, 86, "tháng 7 năm 2025")))
    lines = [line_at(90, 50, HEADER_LEFT[0]), line_at(320, 50, HEADER_RIGHT[0]), number, date]
    assert texts_in_order(lines) == [HEADER_LEFT[0], number.text, HEADER_RIGHT[0], date.text]


def test_the_addressee_is_read_after_the_header_block() -> None:
    lines = [line_at(90, 50, HEADER_LEFT[0]), line_at(320, 50, HEADER_RIGHT[0])]
    lines += [line_at(90, 68, "Số: 4/SCT-KT"), line_at(320, 68, "Hà Nội, ngày 3 tháng 2")]
    lines += [line_at(150, 92, "Kính gửi:"), line_at(330, 92, "- Các sở;"), line_at(330, 110, "- Các huyện.")]
    assert texts_in_order(lines)[-3:] == ["Kính gửi:", "- Các sở;", "- Các huyện."]


def test_labels_and_values_of_a_form_are_read_row_by_row() -> None:
    rows = [("Người nộp đơn:", "Nguyễn Văn An"), ("Giám đốc:", "Trần Văn Bình"), ("Nơi công tác:", "Sở Nội vụ")]
    lines = [
        line_at(x, 50 + PITCH * row, pair[side]) for row, pair in enumerate(rows) for side, x in ((0, 60), (1, 260))
    ]
    assert texts_in_order(lines) == [text for pair in rows for text in pair]


def test_columns_of_running_text_are_read_one_after_the_other() -> None:
    left, right = (
        ["Căn cứ vào nghị", "quyết của hội đồng", "nhân dân tỉnh"],
        ["Xét đề nghị của", "giám đốc sở và", "ý kiến của tỉnh"],
    )
    lines = [line_at(x, 50 + PITCH * row, side[row]) for row in range(3) for side, x in ((left, 60), (right, 320))]
    assert texts_in_order(lines) == left + right


def test_a_signers_name_far_below_stays_in_its_column() -> None:
    left = ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    lines = [line_at(60, 50 + PITCH * row, text) for row, text in enumerate(left)]
    lines += [line_at(380, 50, "KT. CHỦ TỊCH"), line_at(380, 68, "PHÓ CHỦ TỊCH"), line_at(380, 180, "Trần Văn Bình")]
    assert texts_in_order(lines) == [*left, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Bình"]


def test_small_print_in_narrow_lines_is_not_run_together() -> None:
    small = [
        Word(text, Box(60 + 40 * i, y, 95 + 40 * i, y + 11))
        for y in (50.0, 61.5)
        for i, text in enumerate(["-", "a", "b"])
    ]
    tall = [Word("lớn", Box(60 + 40 * i, 100, 95 + 40 * i, 114)) for i in range(9)]
    assert [line.text for line in lines_from_words(small + tall)][:2] == ["- a b", "- a b"]


def test_numbers_that_a_line_end_cuts_at_a_hyphen_are_whole() -> None:
    lines = [line_at(60, 100, "theo Nghị định số 45/2025/NĐ-"), line_at(60, 118, "CP và Quyết định 01/QĐ-")]
    lines += [
        line_at(60, 136, "UBND"),
        line_at(60, 154, "giai đoạn 2021-"),
        line_at(60, 172, "2025 kinh tế -"),
        line_at(60, 190, "xã hội"),
    ]
    assert [line.text for line in without_line_hyphens(lines, (0,))] == [
        "theo Nghị định số 45/2025/NĐ-CP",
        "và Quyết định 01/QĐ-UBND",
        "giai đoạn 2021-2025",
        "kinh tế -",
        "xã hội",
    ]
    assert without_line_hyphens(lines, range(6)) == tuple(lines)


def test_crumbs_of_a_drawing_are_dropped_and_counted_and_lone_marks_stay() -> None:
    drawing = [
        line_at(200 + 14 * index, 300 + 8 * index, text) for index, text in enumerate(["N", "C", "k k", "x", "5"])
    ]
    alone = [line_at(60, 60, "A"), line_at(60, 600, "và"), line_at(60, 640, "II."), line_at(60, 658, "III")]
    rule, edge = line_at(120, 90, "-"), line_at(4, 400, "i")
    kept, n_dropped = without_scribbles([*drawing, *alone, rule, edge], 600, 840)
    assert [line.text for line in kept] == ["5", "A", "và", "II.", "III"]
    assert n_dropped == 7
