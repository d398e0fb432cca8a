"""What is odd about a row, as row confidence sees it."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.confidence import calibrations
from extractors.evidence import Evidence, RowFacts, passages_evidence, table_evidence
from extractors.layout import Passage


def passage(text: str, confidence: float = 0.97, repaired: str | None = None) -> Passage:
    words = text.split()
    return Passage(text, repaired or text, (), (confidence,) * len(words), (False,) * len(words))


def facts(ordinal: str, cells: Mapping[str, str], path: tuple[str, ...] = ("I. Thể chế",)) -> RowFacts:
    passages = {name: passage(text) for name, text in cells.items()}
    return RowFacts(passages, cells.get("task", ""), ordinal, path, 0, 0.0, 0, 0)


def rows_of(*ordinals: str) -> tuple[RowFacts, ...]:
    cells = {"task": "Rà soát các văn bản của đơn vị", "lead": "Văn phòng", "deadline_text": "Quý I"}
    return tuple(facts(ordinal, cells) for ordinal in ordinals)


def test_rows_beside_a_missing_ordinal_are_doubted() -> None:
    assert [known.ordinal_gap for known in table_evidence(rows_of("1", "2", "4", "5"))] == [0, 1, 1, 0]
    assert not any(known.ordinal_gap for known in table_evidence(rows_of("1", "2", "3", "4")))
    assert not any(known.ordinal_gap for known in table_evidence(rows_of("a", "b", "c", "d", "đ", "e")))
    assert not any(known.ordinal_gap for known in table_evidence(rows_of("1.1", "1.2", "2.1", "2.2")))
    assert not any(known.ordinal_gap for known in table_evidence(rows_of("", "", "", "")))


def test_numbers_that_restart_within_a_section_are_doubted() -> None:
    assert [known.ordinal_gap for known in table_evidence(rows_of("1", "2", "1", "2"))] == [0, 1, 1, 0]
    other = (*rows_of("1", "2"), *(facts(n, {"task": "Tập huấn"}, ("II. Bộ máy",)) for n in ("1", "2")))
    assert not any(known.ordinal_gap for known in table_evidence(other))


def test_cells_that_begin_in_the_middle_of_a_sentence_are_doubted_and_their_neighbours_too() -> None:
    whole = {"task": "Rà soát các văn bản", "output": "Báo cáo"}
    cut = {"task": "văn bản của đơn vị năm nay", "output": "cáo tổng hợp"}
    known = table_evidence([facts(str(n), cut if n == 3 else whole) for n in range(1, 7)])
    assert known[2].begun_inside == 1
    assert known[0].begun_inside == 0
    assert known[1].disorder_around > 0


def test_empty_and_overlong_cells_are_doubted_where_the_others_are_not() -> None:
    usual = {"task": "Rà soát các văn bản của đơn vị", "output": "Báo cáo"}
    long = {"task": " ".join(["Rà soát các văn bản của đơn vị"] * 6), "output": ""}
    known = table_evidence([facts(str(n), long if n == 5 else usual) for n in range(1, 6)])
    assert known[4].odd_length > 0
    assert known[4].missing_cell > 0.5
    assert (known[0].odd_length, known[0].missing_cell) == (0, 0)


def test_what_the_words_say() -> None:
    sure = passages_evidence([passage("Văn phòng chủ trì")])
    unsure = passages_evidence([passage("Văn phòng chủ trì", 0.4, repaired="Văn phòng chủ trị")])
    assert sure.weak_share == 0
    assert sure.rewritten == 0
    assert unsure.weak_share == 1
    assert unsure.rewritten == 0.25
    assert passages_evidence([]) == Evidence()


def test_nothing_odd_ever_makes_a_row_surer() -> None:
    for calibration in calibrations().values():
        assert all(weight <= 0 for weight in calibration.weights.values())
        assert calibration.confidence(Evidence()) > 0.9
        assert 0 < calibration.review_below < 1
