"""Titles left in cells, and beginnings of rows taken for titles, told by the ordinals around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.layout import Line
from extractors.markers import Marker, read_markers
from extractors.table_meaning.wordings import Field
from extractors.text_dump.pages import dump_pages
from extractors.text_dump.row_states import FoundRow
from extractors.text_dump.row_titles import with_titles_mended

Shown = tuple[str, str, str]


def lines(text: str, page: int = 1) -> tuple[tuple[int, Line], ...]:
    """The lines of a cell; a blank line in `text` is one of the dump."""
    (content,) = dump_pages(text)
    return tuple((page, line) for line in content.lines)


def marker(ordinal: str) -> Marker | None:
    return read_markers(ordinal)[0] if ordinal else None


def title(ordinal: str, text: str) -> FoundRow:
    return FoundRow(marker(ordinal), None, {}, lines(text))


def row(ordinal: str, task: str, output: str = "Báo cáo.") -> FoundRow:
    """A row of a task and its output, which stands below it."""
    both = lines(f"{task}\n\n{output}")
    n_lines = len(lines(task))
    return FoundRow(marker(ordinal), None, {0: both[:n_lines], 1: both[n_lines:]})


def is_time(text: str) -> bool:
    return text.startswith("Quý")


def shown(*rows: FoundRow) -> list[Shown]:
    """What each row shows: its ordinal, its title or "", its first and last cell."""
    found = [
        each for each, _ in with_titles_mended([(entry, True) for entry in rows], (Field.TASK, Field.OUTPUT), is_time)
    ]
    return [
        (
            each.marker.text if each.marker else "",
            " / ".join(line.text for _, line in each.title),
            " | ".join(" / ".join(line.text for _, line in cell) for cell in each.cells.values()),
        )
        for each in found
    ]


def test_title_before_the_task_of_its_first_row() -> None:
    found = shown(
        title("I", "Công tác tuyên truyền"),
        row("1", "Viết tin bài"),
        row("II", "Cải cách thể chế\n- Rà soát văn bản\ndo cơ quan ban hành"),
        row("2", "Kiểm tra văn bản"),
    )
    assert found[2:4] == [
        ("II", "Cải cách thể chế", ""),
        ("", "", "- Rà soát văn bản / do cơ quan ban hành | Báo cáo."),
    ]


def test_title_with_the_number_that_the_next_rows_are_counted_below() -> None:
    found = shown(
        title("1", "Thể chế, văn bản"),
        row("1.1", "Rà soát văn bản"),
        row("2", "Tổ chức bộ máy,\ncán bộ\nXây dựng đề án"),
        row("", "Bố trí lãnh đạo"),
        row("2.3", "Quản lý biên chế"),
    )
    assert found[2:4] == [("2", "Tổ chức bộ máy, / cán bộ", ""), ("", "", "Xây dựng đề án | Báo cáo.")]


def test_roman_number_of_a_table_that_numbers_its_rows_so_is_no_title() -> None:
    rows = [row("I", "Viết tin bài\nRà soát văn bản"), row("II", "Kiểm tra văn bản"), row("III", "Xây dựng đề án")]
    assert [ordinal for ordinal, _, _ in shown(*rows)] == ["I", "II", "III"]


def test_beginning_of_a_row_that_was_taken_for_a_title() -> None:
    found = shown(
        title("I", "Chỉ đạo, điều hành"),
        title("1", "Xây dựng kế hoạch kiểm tra"),
        row("", "CCHC, kế hoạch khảo sát"),
        row("2", "Viết tin bài"),
    )
    assert found[1:] == [
        ("1", "", "Xây dựng kế hoạch kiểm tra / CCHC, kế hoạch khảo sát | Báo cáo."),
        ("2", "", "Viết tin bài | Báo cáo."),
    ]


def test_scrap_of_the_row_before_that_was_taken_for_a_title() -> None:
    found = shown(
        row("1", "Viết tin bài", "Bài viết được"), title("2", "đăng"), row("", "Rà soát văn bản"), row("3", "Kiểm tra")
    )
    assert found[:2] == [("1", "", "Viết tin bài | Bài viết được / đăng"), ("2", "", "Rà soát văn bản | Báo cáo.")]


def test_title_over_rows_that_lost_their_ordinals_stays() -> None:
    rows = [title("1", "Thể chế"), row("", "Viết tin bài"), row("", "Rà soát văn bản"), row("2", "Kiểm tra")]
    assert shown(*rows)[0] == ("1", "Thể chế", "")


def test_title_without_ordinal_behind_the_last_cell_of_the_section_before() -> None:
    sections = [title("I", "Chỉ đạo, điều hành"), row("1", "Viết tin bài"), title("II", "Cải cách thể chế")]
    last = row("1", "Rà soát văn bản", "Báo cáo đúng hạn.\n\nTác động đến kinh tế")
    found = shown(*sections, last, row("", "Thu hút đầu tư"))
    assert found[3:5] == [("1", "", "Rà soát văn bản | Báo cáo đúng hạn."), ("", "Tác động đến kinh tế", "")]


def test_title_behind_that_is_cut_over_two_cells_is_whole() -> None:
    sections = [title("I", "Chỉ đạo, điều hành"), row("1", "Viết tin bài"), title("II", "Cải cách thể chế")]
    last = row("1", "Rà soát văn bản", "Báo cáo đúng hạn.\n\nTác động đến kinh tế")
    *kept, (page, line) = last.cells[1]
    cells = {0: (*last.cells[0], (page, Line(line.words[:2]))), 1: (*kept, (page, Line(line.words[2:])))}
    found = shown(*sections, replace(last, cells=cells), row("", "Thu hút đầu tư"))
    assert found[4] == ("", "Tác động đến kinh tế", "")


def test_last_line_of_a_cell_before_a_row_that_counts_on_is_no_title() -> None:
    sections = [title("I", "Chỉ đạo, điều hành"), row("1", "Viết tin bài"), title("II", "Cải cách thể chế")]
    last = row("1", "Rà soát văn bản", "Báo cáo đúng hạn.\n\nDanh mục văn bản")
    found = shown(*sections, last, row("2", "Kiểm tra văn bản"))
    assert found[3] == ("1", "", "Rà soát văn bản | Báo cáo đúng hạn. / Danh mục văn bản")


def test_title_in_capitals_and_the_one_behind_it_are_two() -> None:
    found = shown(title("A", "NHÓM NHIỆM VỤ\nCải cách thể chế"), row("1", "Viết tin bài"))
    assert found[:2] == [("A", "NHÓM NHIỆM VỤ", ""), ("", "Cải cách thể chế", "")]


def test_roman_number_behind_a_title_is_the_next_one_s() -> None:
    of_next = replace(row("", "Thể chế, văn bản"), cells={0: lines("Thể chế, văn bản"), 1: lines("Quý I")})
    rest = replace(row("", "Rà soát văn bản"), cells={0: lines("Rà soát văn bản")})
    found = shown(title("A", "NHÓM NHIỆM VỤ\nI"), of_next, rest, row("2", "Viết tin bài"))
    assert found[:3] == [
        ("A", "NHÓM NHIỆM VỤ", ""),
        ("I", "Thể chế, văn bản", ""),
        ("", "", "Quý I | Rà soát văn bản"),
    ]


def test_title_without_ordinal_above_the_first_row_s_task() -> None:
    found = shown(row("1", "Thể chế, văn bản\n\nRà soát văn bản do cơ quan ban hành"), row("2", "Viết tin bài"))
    assert found[:2] == [
        ("", "Thể chế, văn bản", ""),
        ("1", "", "Rà soát văn bản do cơ quan ban hành | Báo cáo."),
    ]


def test_first_row_below_a_title_has_no_other_in_its_cell() -> None:
    rows = [
        title("I", "Thể chế"),
        row("1", "Thực hiện rà soát\n\nVBQPPL do cơ quan ban hành"),
        row("2", "Viết tin bài"),
    ]
    assert shown(*rows)[1][2] == "Thực hiện rà soát / VBQPPL do cơ quan ban hành | Báo cáo."


def test_row_whose_titles_were_dumped_before_it_stands_below_them() -> None:
    both = lines("Thể chế, văn bản\n\nRà soát văn bản")
    first = FoundRow(None, None, {0: both[1:]})
    above = FoundRow(marker("I"), None, {}, both[:1])
    found = shown(first, above, row("2", "Viết tin bài"))
    assert [text for _, text, _ in found] == ["Thể chế, văn bản", "", ""]


def test_deadline_that_was_taken_for_a_title_is_the_row_s_that_lacks_one() -> None:
    columns = (Field.TASK, Field.DEADLINE)
    lacking = FoundRow(marker("1"), None, {0: lines("Viết tin bài")})
    dated = FoundRow(marker("2"), None, {0: lines("Kiểm tra"), 1: lines("Quý I")})
    for rows, n_titles in (((lacking, title("A", "Quý II"), dated), 0), ((dated, title("A", "Quý II"), lacking), 1)):
        found = [each for each, _ in with_titles_mended([(entry, True) for entry in rows], columns, is_time)]
        assert sum(bool(each.title) for each in found) == n_titles
    assert with_titles_mended([(lacking, True), (title("A", "Quý II"), True)], columns, is_time)[0][1] is False


def test_lines_of_the_row_before_and_of_the_next_are_no_part_of_a_title() -> None:
    cut = replace(row("", "tập huấn cho lãnh đạo"), marker=None)
    found = shown(
        row("1", "Viết tin bài", "Bài viết được"),
        title("II", "đăng đúng hạn\nCải cách thể chế\nMở lớp"),
        cut,
        row("2", "Kiểm tra văn bản"),
    )
    assert found[:3] == [
        ("1", "", "Viết tin bài | Bài viết được / đăng đúng hạn"),
        ("II", "Cải cách thể chế", ""),
        ("", "", "Mở lớp / tập huấn cho lãnh đạo | Báo cáo."),
    ]


def test_figures_alone_are_no_title_but_their_ordinal_is_the_next_row_s() -> None:
    found = shown(row("1", "Viết tin bài", "Báo cáo trước ngày"), title("2", "15/3/2025"), row("", "Rà soát văn bản"))
    assert found == [
        ("1", "", "Viết tin bài | Báo cáo trước ngày / 15/3/2025"),
        ("2", "", "Rà soát văn bản | Báo cáo."),
    ]


def test_title_behind_a_deadline_of_the_section_before() -> None:
    columns = (Field.TASK, Field.DEADLINE)
    rows = [
        FoundRow(marker("1.1"), None, {0: lines("Viết tin bài"), 1: lines("Quý I\nThể chế, văn bản")}),
        FoundRow(marker("1.2"), None, {0: lines("Kiểm tra"), 1: lines("Quý II")}),
        FoundRow(marker("2.1"), None, {0: lines("Rà soát văn bản"), 1: lines("Quý III")}),
    ]
    found = [each for each, _ in with_titles_mended([(entry, True) for entry in rows], columns, is_time)]
    assert [line.text for each in found for _, line in each.title] == ["Thể chế, văn bản"]
    assert [bool(each.title) for each in found] == [False, False, True, False]
    assert [line.text for _, line in found[0].cells[1]] == ["Quý I"]


def test_roman_number_before_a_title_alone_in_its_cell() -> None:
    of_next = FoundRow(marker("II"), None, {0: lines("Thông tin, tuyên truyền"), 1: lines("Quý I")})
    rest = FoundRow(None, None, {0: lines("Viết tin bài")})
    found = shown(title("I", "Thể chế"), row("1", "Rà soát"), row("2", "Kiểm tra"), of_next, rest)
    assert found[3:] == [("II", "Thông tin, tuyên truyền", ""), ("", "", "Quý I | Viết tin bài")]


def test_line_alone_in_the_first_cell_is_a_title_where_rows_have_more_cells() -> None:
    ((page, numbered),) = lines("số 4")
    lone = FoundRow(None, None, {0: lines("Thể chế, văn bản"), 1: ((page, Line(numbered.words[1:])),)})
    rows = [row("1", "Viết tin bài"), row("2", "Kiểm tra"), row("3", "Đánh giá"), lone, row("", "Rà soát văn bản")]
    assert shown(*rows)[3:] == [("", "Thể chế, văn bản", ""), ("4", "", "Rà soát văn bản | Báo cáo.")]


def test_rows_of_one_cell_are_no_titles_where_many_are() -> None:
    rows = [FoundRow(None, None, {0: lines(text)}) for text in ("Viết tin bài", "Kiểm tra văn bản", "Đánh giá đề án")]
    assert all(not text for _, text, _ in shown(*rows, row("4", "Rà soát văn bản"), row("5", "Khảo sát ý kiến")))


TEXTS = (
    "Viết tin bài",
    "đăng đúng hạn",
    "NHÓM NHIỆM VỤ\nI",
    "NHÓM\nIIIII",
    "15/3/2025",
    "Quý II",
    "Thể chế\n\nRà soát",
)


@st.composite
def found_rows(draw: st.DrawFn) -> list[FoundRow]:
    """Rows of any ordinals and texts, one below the other."""
    rows: list[FoundRow] = []
    for _ in range(draw(st.integers(0, 8))):
        ordinal = marker(draw(st.sampled_from(["", "", "1", "2", "2.1", "I", "II", "A", "50"])))
        texts = draw(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3))
        if draw(st.booleans()):
            rows.append(FoundRow(ordinal, None, {}, lines(texts[0])))
        else:
            columns = draw(st.permutations([0, 1, 2]))
            cells = {column: lines(text) for column, text in zip(columns, texts, strict=False)}
            rows.append(FoundRow(ordinal, None, dict(sorted(cells.items()))))
    return rows


@settings(max_examples=200, deadline=None)
@given(found_rows())
def test_no_line_is_lost(rows: list[FoundRow]) -> None:
    def texts(each: Sequence[FoundRow]) -> list[str]:
        parts = [part for row in each for cell in (row.title, *row.cells.values()) for part in cell]
        return sorted(text for _, line in parts for text in line.text.split() if text not in {"I", "4"})

    found = with_titles_mended([(row, True) for row in rows], (Field.TASK, Field.DEADLINE, Field.OUTPUT), is_time)
    assert texts([row for row, _ in found]) == texts(rows)
    assert all(row.title or row.cells or row.marker is not None for row, _ in found)
