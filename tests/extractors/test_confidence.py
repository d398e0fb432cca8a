"""Confidence of rows that were put together from text dumps."""

from __future__ import annotations

import pytest

from extractors.confidence import judged, judged_rows
from extractors.dumped_evidence import DumpedEvidence
from extractors.evidence import Evidence, RowFacts
from extractors.layout import Box, Passage, Placing, Region
from extractors.records import FieldSource, Risk, Task


def row_and_facts(ordinal: str, lead: str, placing: Placing | None) -> tuple[Task, RowFacts]:
    """A task of a table, not judged yet, and what its confidence is told by."""
    texts = {"task": "Rà soát các văn bản của đơn vị", "lead": lead, "deadline_text": "Quý II/2024"}
    cells = {name: Passage(text, text) for name, text in texts.items()}
    task = Task("table", 1, 1, 1, ordinal, (), texts["task"], lead=lead, deadline_text=texts["deadline_text"])
    return task, RowFacts(cells, texts["task"], ordinal, (), 0, 0.0, 0, 0, placing=placing)


def test_rows_of_a_dump_are_judged_by_weights_of_their_own() -> None:
    rows, facts = zip(*(row_and_facts(str(n), "Văn phòng", Placing()) for n in range(1, 7)), strict=True)
    found = judged_rows(rows, facts)
    assert all(isinstance(row.evidence, DumpedEvidence) and not row.needs_review for row in found)
    rows, facts = zip(*(row_and_facts(str(n), "Văn phòng", None) for n in range(1, 7)), strict=True)
    assert all(isinstance(row.evidence, Evidence) for row in judged_rows(rows, facts))


def test_a_row_of_a_dump_waits_where_a_cell_has_words_of_another() -> None:
    leads = ["Văn phòng", "Văn phòng", "Văn phòng xem xét, quyết định Phòng", "Văn phòng", "Văn phòng", "Văn phòng"]
    rows, facts = zip(*(row_and_facts(str(n), lead, Placing()) for n, lead in enumerate(leads, 1)), strict=True)
    found = judged_rows(rows, facts)
    assert found[2].needs_review
    assert found[2].confidence < min(row.confidence for n, row in enumerate(found) if n != 2)


def test_a_row_of_a_dump_waits_where_two_cells_may_be_each_others() -> None:
    placings = [Placing(ambiguous=n == 3) for n in range(6)]
    rows, facts = zip(
        *(row_and_facts(str(n), "Văn phòng", placing) for n, placing in enumerate(placings, 1)), strict=True
    )
    found = judged_rows(rows, facts)
    assert [row.needs_review for row in found] == [placing.ambiguous for placing in placings]
    assert found[3].confidence <= 0.5


@pytest.mark.parametrize(("heard", "repaired", "waits"), [(1.0, 0.2, True), (1.0, 0.95, False), (0.97, 0.2, False)])
def test_a_word_that_repair_could_not_read_waits_where_no_reader_was_heard(
    heard: float, repaired: float, *, waits: bool
) -> None:
    region = Region(1, Box(0.0, 0.0, 100.0, 10.0))
    passage = Passage(
        "Giao cấp phó", "Giao cấp phó", (region,), (heard,) * 3, (False,) * 3, ((),) * 3, repair_confidence=repaired
    )
    row = Risk(1, 1, 1, "1", "Giao cấp phó", "", "", "", "", sources=(FieldSource("risk", passage),))
    found = judged(row)
    assert found.needs_review is waits
    assert (found.confidence <= 0.5) is waits
