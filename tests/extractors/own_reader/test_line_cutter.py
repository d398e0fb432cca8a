import cv2
import numpy as np
import pytest

from extractors.own_reader.line_cutter import cut, find_lines
from extractors.own_reader.line_picture import BASELINE, HEIGHT, level
from tests.extractors.own_reader.printing import printed

TEXT = "Thực hiện kế hoạch cải cách hành chính"


def test_lines_are_found_from_top_to_bottom_with_their_baselines() -> None:
    picture = printed([(40, 60, TEXT), (40, 100, "Ủy ban nhân dân tỉnh"), (40, 140, "năm 2025.")], (760, 180))
    lines = find_lines(picture)
    assert [round(line.baseline(50)) for line in lines] == pytest.approx([60, 100, 140], abs=1)
    assert [line.em for line in lines] == pytest.approx([33, 33, 33], rel=0.06)
    assert lines[0].x0 == pytest.approx(40, abs=2)


def test_a_line_of_capitals_has_the_size_of_its_neighbours() -> None:
    picture = printed([(40, 60, TEXT), (40, 110, "BAN QUẢN LÝ KHU KINH TẾ"), (40, 160, TEXT)], (760, 200))
    assert [line.em for line in find_lines(picture)] == pytest.approx([33, 33, 33], rel=0.06)


@pytest.mark.parametrize(
    "lines", [["BAN QUẢN LÝ KHU KINH TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"], ["431757.0513", "2473109.7263", "2471984.7766"]]
)
def test_capitals_and_numbers_alone_do_not_pass_for_large_small_letters(lines: list[str]) -> None:
    picture = printed([(40, 60 + 50 * row, text) for row, text in enumerate(lines)], (760, 220))
    assert [line.em for line in find_lines(picture)] == pytest.approx([33] * len(lines), rel=0.07)


def test_notes_and_titles_beside_body_text_have_their_own_size() -> None:
    body = printed([(40, 60, TEXT), (40, 100, TEXT)], (760, 120))
    notes = printed([(40, 30, TEXT), (40, 60, TEXT)], (760, 80), em=21)
    title = printed([(40, 60, "Kế hoạch năm 2025")], (760, 90), em=44)
    found = find_lines(np.concatenate([title, body, notes]))
    assert [line.em for line in found] == pytest.approx([44, 33, 33, 21, 21], rel=0.07)


def test_a_wide_gap_parts_columns_and_a_justified_space_does_not() -> None:
    apart = printed([(20, 60, "BỘ CÔNG THƯƠNG"), (460, 60, "CỘNG HÒA XÃ HỘI")], (800, 100))
    assert len(find_lines(apart)) == 2
    justified = printed([(20, 60, "được"), (130, 60, "thực"), (240, 60, "hiện")], (400, 100))
    assert len(find_lines(justified)) == 1


@pytest.mark.parametrize("slope", [-0.02, 0.015])
def test_a_sloped_line_is_cut_level(slope: float) -> None:
    picture = printed([(40, 80, TEXT)], (760, 140))
    matrix = np.array([[1, 0, 0], [slope, 1, -slope * 300]])
    sloped = np.asarray(cv2.warpAffine(picture, matrix, (760, 140), borderValue=255), np.uint8)
    (line,) = find_lines(sloped)
    assert line.slope == pytest.approx(slope, abs=0.003)
    strip = level(cut(sloped, line))
    assert strip.shape[0] == HEIGHT
    for part in np.array_split(strip, 3, axis=1):
        rows = (part > 0.5).sum(axis=1)
        foot = max(row for row in range(HEIGHT) if rows[row] > 0.35 * rows[20:30].max())
        assert foot == pytest.approx(BASELINE, abs=1.6)


def test_marks_and_full_stops_at_the_ends_belong_to_the_line() -> None:
    picture = printed([(40, 60, "- hết hiệu lực;")], (400, 100))
    (line,) = find_lines(picture)
    ink = np.flatnonzero((picture < 128).any(axis=0))
    assert line.x0 <= ink[0] + 1
    assert line.x1 >= ink[-1] - 1


def test_lines_that_touch_stay_apart() -> None:
    picture = printed([(20, 40, "phỏng vấn gặp gỡ"), (20, 72, "ĐỀ ÁN TỔNG THỂ"), (20, 104, "ở giữa")], (400, 120))
    assert len(find_lines(picture)) == 3


def test_ruling_lines_are_no_text() -> None:
    picture = printed([(40, 60, TEXT)], (760, 120)).copy()
    picture[90:93, 5:755] = 0
    picture[5:115, 10:13] = 0
    (line,) = find_lines(picture)
    assert line.baseline(100) == pytest.approx(60, abs=1)


@pytest.mark.parametrize("shade", [0, 255])
def test_a_picture_of_one_shade_has_no_lines(shade: int) -> None:
    assert find_lines(np.full((60, 200), shade, np.uint8)) == ()


def test_grain_of_empty_paper_is_no_text() -> None:
    grain = np.random.default_rng(0).normal(245, 6, (200, 300)).clip(0, 255).astype(np.uint8)
    assert find_lines(grain) == ()


def test_a_lone_dash_is_not_lost() -> None:
    assert len(find_lines(printed([(60, 50, "–")], (160, 90)))) == 1


@pytest.mark.parametrize("shape", [(1, 1), (3, 200), (200, 4)])
def test_tiny_pictures_have_no_lines(shape: tuple[int, int]) -> None:
    assert find_lines(np.zeros(shape, np.uint8)) == ()
