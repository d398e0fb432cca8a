"""What is odd about a row of a text dump, as its confidence sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from extractors.confidence import calibrations
from extractors.dumped_evidence import FEATURES, DumpedEvidence, dumped_evidence
from extractors.evidence import RowFacts, table_evidence
from extractors.layout import Passage, Placing

USUAL = {
    "task": "Rà soát các văn bản của đơn vị",
    "lead": "Văn phòng",
    "deadline_text": "Quý II/2024",
    "output": "Báo cáo",
}


def facts(ordinal: str, cells: Mapping[str, str], placing: Placing | None = None) -> RowFacts:
    passages = {name: Passage(text, text) for name, text in cells.items()}
    return RowFacts(passages, cells["task"], ordinal, (), 0, 0.0, 0, 0, placing=placing or Placing())


def among_usual(**cells: str) -> DumpedEvidence:
    """The evidence of a row with these cells among five that have the usual ones."""
    rows = [facts(str(n), USUAL) for n in range(1, 6)] + [facts("6", USUAL | cells)]
    return dumped_evidence(rows, table_evidence(rows))[-1]


def test_a_row_like_the_others_has_nothing_odd_about_it() -> None:
    assert among_usual() == DumpedEvidence()
    assert len(FEATURES) == len(DumpedEvidence().features())


@pytest.mark.parametrize(
    ("field", "text", "feature"),
    [
        ("lead", "Văn phòng xem xét", "grown"),
        ("lead", "Phòng", "cut"),
        ("lead", "Tuyên truyền rộng rãi", "misfitting"),
        ("lead", "", "empty_cells"),
        ("deadline_text", "Quý II/2024 hiện", "odd_deadline"),
        ("deadline_text", "Theo kế hoạch của huyện", "open_deadline"),
        ("task", "Rà soát", "short_key"),
        ("task", "- Rà soát các văn bản của đơn vị", "odd_key"),
        ("task", "soát các văn bản của đơn vị", "begun_inside"),
        ("task", "Rà soát các v{n b|n của đơn vị", "strange_words"),
        ("output", "Thông báo", "rare_texts"),
    ],
)
def test_what_a_cell_says(field: str, text: str, feature: str) -> None:
    assert getattr(among_usual(**{field: text}), feature) > 0


def test_how_surely_the_row_was_put_together() -> None:
    rows = [facts(str(n), USUAL, Placing(n != 2, 0.25, 4.0, 7) if n == 2 else None) for n in range(1, 5)]
    found = dumped_evidence(rows, table_evidence(rows))[1]
    assert (found.unparted, found.unsettled) == (1.0, 0.25)
    assert found.strain > 0
    assert found.in_block > 0


def test_a_row_without_an_ordinal_is_doubted_where_others_have_one() -> None:
    rows = [facts(ordinal, USUAL) for ordinal in ("1", "2", "", "4")]
    assert [one.no_ordinal for one in dumped_evidence(rows, table_evidence(rows))] == [0, 0, 1, 0]
    rows = [facts("", USUAL) for _ in range(4)]
    assert not any(one.no_ordinal for one in dumped_evidence(rows, table_evidence(rows)))


def test_what_repair_has_wrong_counts_by_what_its_field_may_have_wrong() -> None:
    rows = [facts(str(n), USUAL) for n in range(1, 5)]
    doubtful = replace(rows[0], cells={**rows[0].cells, "task": replace(rows[0].cells["task"], repair_errors=0.05)})
    assert dumped_evidence([doubtful, *rows[1:]], table_evidence(rows))[0].misread == pytest.approx(0.5)


def test_every_oddness_lowers_the_confidence() -> None:
    calibration = calibrations()["dumped"]
    plain = calibration.confidence(DumpedEvidence())
    for name in FEATURES:
        assert calibration.confidence(replace(DumpedEvidence(), **{name: 1.0})) < plain
