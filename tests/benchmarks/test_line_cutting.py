import pytest

from benchmarks.line_cutting import LAYOUTS, SetLine, judged, region
from extractors.own_reader.line_cutter import CutLine, find_lines

LINES = (SetLine("a", 10, 200, 50, 50, 32), SetLine("b", 10, 200, 90, 90, 32))


def test_judging_tells_what_became_of_each_line() -> None:
    right = (CutLine(10, 200, 50, 0, 32), CutLine(10, 200, 90, 0, 32))
    assert judged(LINES, right)["found"] == 2
    assert judged(LINES, right[:1])["lost"] == 1
    assert judged(LINES, (CutLine(10, 90, 50, 0, 32), CutLine(100, 200, 50, 0, 32), right[1]))["split"] == 1
    assert judged(LINES, (CutLine(10, 200, 50, 0, 47), right[1]))["bad"] == 1
    assert judged(LINES, (*right, CutLine(10, 200, 150, 0, 32)))["extra"] == 1


def test_a_found_line_on_two_is_merged() -> None:
    side_by_side = (SetLine("a", 10, 100, 50, 50, 32), SetLine("b", 200, 300, 50, 50, 32))
    assert judged(side_by_side, (CutLine(10, 300, 50, 0, 32),))["merged"] == 1


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_most_lines_of_every_layout_are_found(layout: str) -> None:
    picture, lines = region(layout, 77)
    counts = judged(lines, find_lines(picture), off_em=0.2)
    assert counts["found"] >= 0.75 * counts["lines"]
    assert counts["merged"] == 0
