"""Markers of a table's rows decided together."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.table_meaning.numbered_rows import NumberedRow, Reading
from extractors.table_meaning.numbering import number_rows


def data(text: str = "", confidence: float = 0.95) -> NumberedRow:
    return NumberedRow((text,) if text else (), confidence, title_only=False)


def title(text: str = "", confidence: float = 0.95) -> NumberedRow:
    return NumberedRow((text,) if text else (), confidence, title_only=True)


def markers(*rows: NumberedRow) -> list[str]:
    return [numbering.marker.text for numbering in number_rows(rows)]


def parents(*rows: NumberedRow) -> list[tuple[int, ...]]:
    return [numbering.parents for numbering in number_rows(rows)]


def test_clean_table_is_left_alone() -> None:
    rows = [title("A"), title("I"), data("1"), data("2"), title("II"), data("1"), title("B"), title("I"), data("1")]
    assert markers(*rows) == ["A", "I", "1", "2", "II", "1", "B", "I", "1"]
    assert parents(*rows) == [(), (0,), (0, 1), (0, 1), (0,), (0, 4), (), (6,), (6, 7)]


def test_numbers_under_numbers() -> None:
    rows = [title("IV"), data("1"), title("2"), data("2.1"), data("2.2"), data("3"), title("V"), data("1")]
    assert parents(*rows) == [(), (0,), (0,), (0, 2), (0, 2), (0,), (), (6,)]


def test_letters_under_numbers() -> None:
    rows = [
        title("II"),
        title("1"),
        data("a"),
        data("b"),
        title("2"),
        data("a"),
        data("b"),
        data("c"),
        data("d"),
        data("e"),
    ]
    assert parents(*rows)[2:] == [(0, 1), (0, 1), (0,), (0, 4), (0, 4), (0, 4), (0, 4), (0, 4)]


def test_misread_marker_is_mended_by_its_sequence() -> None:
    rows = [title("I"), data("ñ", 0.3), data("2"), title("H"), data("1"), data("22", 0.4), data("3"), title("1H", 0.6)]
    assert markers(*rows) == ["I", "1", "2", "II", "1", "2", "3", "III"]
    assert number_rows(rows)[1].reading is Reading.BY_SEQUENCE


def test_lost_marker_between_two_that_were_read() -> None:
    numbering = number_rows([data("1"), data("2"), data(), data("4"), data("5")])
    assert numbering[2].marker.text == "3"
    assert numbering[2].reading is Reading.BY_SEQUENCE


def test_lost_marker_at_the_end_stays_lost() -> None:
    numbering = number_rows([data("1"), data("2"), data("3"), data("4"), data()])
    assert numbering[4].marker.text == ""


def test_unnumbered_rows_of_a_numbered_table_stay_unnumbered() -> None:
    rows = [title("I"), title("1.1"), data(), data(), data("1.2"), data("1.3"), data("1.4"), data("1.5"), data("1.6")]
    numbering = number_rows(rows)
    assert [entry.marker.text for entry in numbering[2:4]] == ["", ""]
    assert numbering[2].parents == (0, 1)
    assert numbering[4].parents == (0,)


def test_section_that_lost_its_marker_keeps_its_level() -> None:
    rows = [title("I"), data("1"), data("2"), title(), data("1"), data("2"), title("III"), data("1")]
    assert parents(*rows)[3:6] == [(), (3,), (3,)]


def test_unmarked_sections() -> None:
    rows = [title(), data("1"), data("2"), title(), data("1"), data("2")]
    assert parents(*rows) == [(), (0,), (0,), (), (3,), (3,)]


def test_row_left_out_of_the_numbering_is_no_reason_to_doubt_the_rest() -> None:
    assert markers(data("1"), data("2"), data("4"), data("5")) == ["1", "2", "4", "5"]


def test_unreadable_marker_is_kept_as_read() -> None:
    numbering = number_rows([data("x&"), data("#?"), data("%")])
    assert [entry.marker.text for entry in numbering] != ["1", "2", "3"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "1", "2", "I", "II", "a", "b", "1.1", "A", "?"]), st.booleans()), max_size=14
    ),
    st.booleans(),
)
def test_every_row_stands_under_rows_before_it(entries: list[tuple[str, bool]], dumped: bool) -> None:
    rows = [title(text) if is_title else data(text) for text, is_title in entries]
    numbering = number_rows(rows, dumped=dumped)
    assert len(numbering) == len(rows)
    for index, entry in enumerate(numbering):
        assert list(entry.parents) == sorted(entry.parents)
        assert all(parent < index for parent in entry.parents)


def test_rows_counted_on_through_the_sections() -> None:
    rows = [title("I"), data("1"), data("2"), title("H"), data("3"), data("4"), title("11", 0.9), data("5"), data("6")]
    assert markers(*rows) == ["I", "1", "2", "II", "3", "4", "III", "5", "6"]
    assert parents(*rows)[-1] == (6,)


def test_no_rows() -> None:
    assert number_rows([]) == ()


def dumped(*rows: NumberedRow) -> list[str]:
    return [numbering.marker.text for numbering in number_rows(rows, dumped=True)]


def test_sections_after_rows_of_none_stand_around_all() -> None:
    rows = [data("1"), data("2"), title("II"), data("1"), data("2"), title("III"), data("1")]
    assert markers(*rows) == ["1", "2", "II", "1", "2", "III", "1"]
    assert parents(*rows)[2:] == [(), (2,), (2,), (), (5,)]


def test_markers_that_a_dump_lost_after_one_that_was_read_are_supposed() -> None:
    rows = [title("I"), data("1"), data("2"), data(), data(), title("II"), data("1"), data(), data("3")]
    numbering = number_rows(rows, dumped=True)
    assert [entry.marker.text for entry in numbering] == ["I", "1", "2", "3", "4", "II", "1", "2", "3"]
    assert [numbering[index].reading for index in (3, 4)] == [Reading.SUPPOSED] * 2
    assert numbering[7].reading is Reading.BY_SEQUENCE
    assert markers(*rows)[3:5] == ["", ""]  # On a page that was seen they stay empty.


def test_section_of_a_dump_that_lost_all_its_markers_counts_as_the_others_do() -> None:
    rows = [title("I"), data("1"), data("2"), title("II"), data("1"), data("2"), title("III"), data(), data()]
    assert dumped(*rows) == ["I", "1", "2", "II", "1", "2", "III", "1", "2"]


def test_rows_of_a_dump_that_count_on_through_the_sections_go_on_doing_so() -> None:
    rows = [title("I"), data("1"), data("2"), title("II"), data("3"), data("4"), title("III"), data(), data()]
    assert dumped(*rows)[7:] == ["5", "6"]
    between = [*rows, title("IV"), data(), data("8")]
    numbering = number_rows(between, dumped=True)
    assert [numbering[index].marker.text for index in (7, 8, 10)] == ["5", "6", "7"]
    assert numbering[8].reading is Reading.BY_SEQUENCE


def test_unmarked_rows_of_a_dump_below_the_last_level_stay_unmarked() -> None:
    rows = [title("1"), title("1.1"), data(), data(), data("1.2"), data("1.3"), title("2"), data("2.1"), data("2.2")]
    assert dumped(*rows)[2:5] == ["", "", "1.2"]


def test_more_rows_of_a_dump_than_numbers_between_two_are_not_certain() -> None:
    numbering = number_rows([data("1"), data("2"), data(), data(), data("4"), data("5"), data("6")], dumped=True)
    assert [entry.marker.text for entry in numbering] == ["1", "2", "3", "", "4", "5", "6"]
    assert numbering[2].reading is Reading.SUPPOSED


def test_misread_marker_of_a_dump_is_mended_though_nobody_doubts_it() -> None:
    rows = [title("5"), data("5.1", 1.0), data("59", 1.0), data("53", 1.0), title("6"), data("6.1", 1.0)]
    assert dumped(*rows) == ["5", "5.1", "5.2", "5.3", "6", "6.1"]


def test_marker_of_a_dump_among_the_words_of_its_row() -> None:
    rows = [title("1"), data("1.1"), NumberedRow((), 1.0, False, ("12",)), data("1.3"), title("2"), data("2.1")]
    numbering = number_rows(rows, dumped=True)
    assert numbering[2].marker.text == "1.2"
    assert numbering[2].reading is Reading.LOOK_ALIKE


def test_figure_among_the_words_of_a_row_that_does_not_count_on_is_no_marker() -> None:
    rows = [data("1"), NumberedRow((), 1.0, False, ("12",)), data("3"), data("4")]
    assert dumped(*rows) == ["1", "2", "3", "4"]


def test_scrap_that_a_dump_takes_for_a_title_opens_no_section() -> None:
    rows = [title("3"), data("3.1"), title("T", 1.0), data("3.2"), data("3.3"), title("4"), data("4.1")]
    numbering = number_rows(rows, dumped=True)
    assert [entry.marker.text for entry in numbering][3:5] == ["3.2", "3.3"]
    assert numbering[3].parents == (0,)


def test_lost_first_marker_is_written_as_the_others_are() -> None:
    assert dumped(data(), data("02"), data("03"), data()) == ["01", "02", "03", "04"]


def test_roman_sections_counted_on_through_the_parts() -> None:
    rows = [title("A"), title("I"), data("1"), title("II"), data("1"), title("B"), title("III"), data("1")]
    rows += [title("C"), title("IV"), data("1")]
    assert parents(*rows)[5:8] == [(), (5,), (5, 6)]
    assert parents(*rows)[8:] == [(), (8,), (8, 9)]


def test_title_of_a_part_that_a_dump_lost_the_letter_of() -> None:
    rows = [title("A"), title("I"), data("1"), data("2"), title(), title("II"), data("1"), title("C"), title("III")]
    numbering = number_rows(rows, dumped=True)
    assert numbering[4].marker.text == "B"
    assert numbering[6].parents == (4, 5)


def test_rows_of_a_dump_that_begin_anew_where_a_title_was_lost() -> None:
    assert dumped(title("I"), data("1"), data("2"), data("1"), data(), data("3"))[3:] == ["1", "2", "3"]


def test_rows_whose_title_a_dump_lost_stand_under_none_but_their_own() -> None:
    rows = [title(), data("1.1"), data(), data("2.1"), data("2.2"), title("3"), data("3.1")]
    numbering = number_rows(rows, dumped=True)
    assert [entry.marker.text for entry in numbering] == ["1", "1.1", "1.2", "2.1", "2.2", "3", "3.1"]
    assert [entry.parents for entry in numbering] == [(), (0,), (0,), (), (), (), (5,)]


def test_section_that_a_dump_lost_the_title_of_is_not_the_one_before() -> None:
    rows = [title("A"), title("I"), data("1"), data("2"), data("1"), data("2"), title("III"), data("1")]
    numbering = number_rows(rows, dumped=True)
    assert [entry.marker.text for entry in numbering] == ["A", "I", "1", "2", "1", "2", "III", "1"]
    assert [entry.parents for entry in numbering][3:] == [(0, 1), (0,), (0,), (0,), (0, 6)]
