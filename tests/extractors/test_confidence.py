"""Confidence of rows that were put together from text dumps."""

from __future__ import annotations

import pytest

from extractors.confidence import judged_as_dumped
from extractors.records import Risk


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
