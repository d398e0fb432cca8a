"""Confidence of rows that were put together from text dumps."""

from __future__ import annotations

import pytest

from extractors.confidence import judged, judged_as_dumped
from extractors.layout import Box, Passage, Region
from extractors.records import FieldSource, Risk


@pytest.mark.parametrize(
    ("said", "least", "most", "waits"), [(0.995, 0.7, 0.85, False), (0.975, 0.6, 0.67, True), (0.01, 0.1, 0.2, True)]
)
def test_a_row_of_a_dump_is_less_sure_than_its_evidence_says(
    said: float, least: float, most: float, *, waits: bool
) -> None:
    row = Risk(1, 1, 1, "1", "risk", "", "", "", "", confidence=said)
    found = judged_as_dumped(row)
    assert least < found.confidence < most
    assert found.needs_review is waits


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
