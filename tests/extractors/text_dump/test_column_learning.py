"""What a first search tells of a table's columns makes the second better."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.table_meaning.wordings import Field
from extractors.text_dump.column_learning import column_widths, cut_costs, pauses, running_across
from extractors.text_dump.dumped_lines import printed_line
from extractors.text_dump.letter_widths import SPACE, word_widths
from extractors.text_dump.line_clues import OPENING, USUAL_PAUSES, KnownColumns, LineClues, clues_of
from extractors.text_dump.pages import dump_pages
from extractors.text_dump.part_costs import OpenCell
from extractors.text_dump.row_states import State
from normalizers.repair.fluency import Fluency

COLUMNS = (Field.TASK, Field.OUTPUT)
CELL = """\
Xây dựng kế hoạch kiểm tra
công tác cải cách hành chính
tại các cơ quan, đơn vị trực
thuộc Ủy ban nhân dân tỉnh
và báo cáo kết quả kiểm tra
về Sở Nội vụ để tổng hợp,
trình cấp có thẩm quyền."""
ACROSS = "Xây dựng kế hoạch kiểm tra công tác cải cách Kế hoạch kiểm tra được ban hành đúng thời hạn quy định"


def clues_in(text: str, fluency: Fluency, *, across: bool) -> list[LineClues]:
    (page,) = dump_pages(text)
    lines = [printed_line([line], across=across) for line in page.lines]
    return [clues_of(line, [word.text for word in line.words], COLUMNS, fluency) for line in lines]


def path_of(clues: Sequence[LineClues]) -> list[State]:
    """The way that takes each line for the next of one cell."""
    return [
        State(0.0, (None, None), new_row=index == 0, cuts=((0, 0, len(clue.ids)),)) for index, clue in enumerate(clues)
    ]


def test_a_column_is_as_wide_as_its_lines_but_not_their_next_words_ask(fluency: Fluency) -> None:
    clues = clues_in(CELL, fluency, across=False)
    words = [[word.text for word in clue.line.words] for clue in clues]
    lines = [word_widths(own).sum() + SPACE * (len(own) - 1) for own in words]
    with_next = [line + SPACE + word_widths(own)[0] for line, own in zip(lines, words[1:], strict=False)]

    width = column_widths(path_of(clues), clues, 2)[0]

    assert max(lines) <= width + 0.01
    assert width < min(with_next)


def test_lines_wider_than_any_column_run_across_and_so_do_few_between_them(fluency: Fluency) -> None:
    clues = clues_in(f"{ACROSS}\ntrực thuộc.\n{ACROSS}\n{CELL}", fluency, across=False)

    found = running_across(clues, KnownColumns(COLUMNS, widths={0: 28.0, 1: 40.0}))

    assert [clue.line.across for clue in found] == [True, True, True, *[False] * 7]
    assert running_across(clues, KnownColumns(COLUMNS)) == clues


def going_on(clues: Sequence[LineClues], waited: Sequence[int]) -> list[State]:
    """A way in which each line goes on with the first cell after so many lines without it."""
    cells = [OpenCell(OPENING, "tỉnh", 20.0, 20.0, pause, ended=False, hangs=False) for pause in waited]
    befores = [State(0.0, (cell, None)) for cell in cells]
    return [
        State(0.0, (cell, None), before=before, cuts=((0, 0, len(clue.ids)),))
        for cell, before, clue in zip(cells, befores, clues, strict=True)
    ]


def test_cells_that_hardly_ever_wait_go_on_after_others_at_a_high_cost(fluency: Fluency) -> None:
    clues = clues_in("công tác cải cách hành chính\n" * 40, fluency, across=True)

    at_once, by_turns = pauses(going_on(clues, [0] * 40), clues), pauses(going_on(clues, [0, 1] * 20), clues)

    assert at_once[1] > by_turns[1]
    assert by_turns[1] == USUAL_PAUSES[1]
    assert pauses(going_on(clues[:5], [0] * 5), clues[:5]) == USUAL_PAUSES


def test_pages_of_which_few_lines_hold_several_cells_part_the_others_at_a_high_cost(fluency: Fluency) -> None:
    clues = clues_in("công tác cải cách hành chính\n" * 20, fluency, across=True)
    whole, parted = State(0.0, (None, None), cuts=((0, 0, 6),)), State(0.0, (None, None), cuts=((0, 0, 3), (1, 3, 6)))

    few = cut_costs([parted, *[whole] * 19], clues)[1]
    half = cut_costs([parted, whole] * 10, clues)[1]

    assert few > half
    assert half == 0.0
    assert cut_costs([whole] * 5, clues[:5]) == {}
