"""How the lines of a bent page run: found from many of them, whatever a few creases do."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.tables.bow import bow_of, straight
from extractors.tables.line_pieces import Ruling

LENGTH = 800.0


def line(place: float, start: float, end: float, slopes: tuple[float, float]) -> Ruling:
    """A level line whose slope changes in the middle of the page."""
    along = np.arange(start, end + 1, 6.0)
    before, after = np.minimum(along, LENGTH / 2), np.maximum(along - LENGTH / 2, 0.0)
    return Ruling(along, place + slopes[0] * before + slopes[1] * after, 1.0)


def test_bent_lines_are_straight_once_their_bow_is_taken_out() -> None:
    lines = [line(place, 50, 750, (0.012, -0.009)) for place in (100, 200, 300, 400)]
    bow = bow_of(lines, 0.0, LENGTH, 1.0)
    for other in lines:
        assert np.ptp(bow.straightened(other)) < 1.0
        assert np.ptp(other.across) > 3.0


def test_a_crease_does_not_bend_the_page() -> None:
    lines = [line(place, 50, 750, (0.004, 0.004)) for place in (100, 200, 300)]
    bow = bow_of([*lines, line(250, 300, 500, (0.02, 0.02))], 0.0, LENGTH, 1.0)
    assert np.ptp(bow.straightened(lines[0])) < 0.3
    assert np.ptp(bow.straightened(line(250, 300, 500, (0.02, 0.02)))) > 2.0


def test_lines_that_lean_together_are_believed_and_a_single_slanting_one_is_not() -> None:
    assert bow_of([line(p, 100, 700, (0.018, 0.018)) for p in (100, 300)], -0.004, LENGTH, 1.0).slope == pytest.approx(
        0.018
    )
    assert bow_of([line(100, 100, 700, (0.05, 0.05))], 0.002, LENGTH, 1.0).slope == 0.002


def test_beyond_what_is_told_the_page_goes_on_as_a_whole_does() -> None:
    bow = straight(0.01, LENGTH)
    assert bow.at(np.array([-100.0, 0.0, 900.0])).tolist() == pytest.approx([-1.0, 0.0, 9.0])
