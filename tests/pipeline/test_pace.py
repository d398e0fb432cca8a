"""How far a run has come, how fast, and how long it will take yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.messages import SHORT_ENOUGH, Pace, shortened


def test_inputs_not_open_yet_count_like_those_that_are() -> None:
    clock = iter(range(100))
    pace = Pace(4, lambda: float(next(clock)))
    assert pace.seconds_left is None
    pace.skipped()
    for _ in range(5):
        pace.page(Path("a.pdf"), 10)
    assert (pace.pages, pace.expected) == (5, 30)
    pace.closed(Path("broken.pdf"))
    assert pace.expected == 20
    assert pace.pages_a_second == 5 / 1
    assert pace.seconds_left == pytest.approx(15 / (5 / 2))


def test_long_names_are_shortened_in_their_middle() -> None:
    assert shortened("a.pdf") == "a.pdf"
    long = shortened("x" * 100 + ".pdf")
    assert len(long) <= SHORT_ENOUGH
    assert long.endswith(".pdf")
