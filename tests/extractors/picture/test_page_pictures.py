"""Skew, orientation, light, stamps and clutter on printed and then spoilt pages."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extractors.picture.clutter import clear_solid_areas, clear_specks, clear_streaks
from extractors.picture.deskew import skew_deg
from extractors.picture.light import level_light
from extractors.picture.orientation import lies_on_its_side, upside_down_evidence
from extractors.picture.raster import Picture, ink_of, print_threshold, rotation_matrix, text_bounds, turned, warped
from extractors.picture.seals import round_seals
from extractors.picture.stamps import gray_without_stamps
from extractors.picture.word_shapes import word_bodies, word_boxes, x_height_px
from samples.fonts import Face
from samples.marks import stamp
from tests.extractors.lettering import lettered

DPI = 100.0
LINES = [
    "Thực hiện Kế hoạch số 2943/KH-UBND ngày 29/8/2025 của Ủy ban nhân dân tỉnh",
    "về việc cải thiện và nâng cao Chỉ số cải cách hành chính; Ban Quản lý Khu",
    "kinh tế xây dựng kế hoạch, phân công các phòng, đơn vị trực thuộc như sau:",
    "- Tổ chức triển khai, theo dõi, đôn đốc, tổng hợp báo cáo định kỳ hằng quý.",
] * 3


@pytest.fixture(scope="module")
def page() -> Picture:
    return lettered(LINES, DPI, size=13, face=Face.REGULAR)


def test_skew_is_found_to_a_tenth_of_a_degree(page: Picture) -> None:
    height, width = page.shape
    for angle in (-4.7, -1.3, 0.0, 0.4, 2.6):
        sloping = warped(page, rotation_matrix(width, height, angle), width, height)
        assert skew_deg(ink_of(sloping, DPI)) == pytest.approx(angle, abs=0.1)


def test_an_empty_page_has_no_skew() -> None:
    assert skew_deg(np.zeros((500, 400), dtype=bool)) == 0


@pytest.mark.parametrize("quarter_turns", [0, 1, 2, 3])
def test_every_quarter_turn_is_told_from_the_shapes_of_words(page: Picture, quarter_turns: int) -> None:
    ink = ink_of(turned(page, quarter_turns), DPI)
    on_its_side = lies_on_its_side(word_boxes(ink, DPI))
    assert on_its_side == (quarter_turns % 2 == 1)
    if on_its_side:
        ink = np.ascontiguousarray(np.rot90(ink))
        quarter_turns += 1
    evidence = upside_down_evidence(word_bodies(ink, word_boxes(ink, DPI)))
    assert (evidence > 0) == (quarter_turns % 4 == 2)


@pytest.mark.parametrize("size", [10, 13, 16])
def test_letter_height_is_that_of_the_font(size: int) -> None:
    ink = ink_of(lettered(LINES, DPI, size, Face.REGULAR), DPI)
    measured = x_height_px(word_bodies(ink, word_boxes(ink, DPI)), 0.082 * DPI)
    assert measured == pytest.approx(0.46 * size * DPI / 72, rel=0.15)


def test_a_table_of_numbers_does_not_pass_for_large_letters() -> None:
    numbers = [f"{431757 + 977 * row}.{row}513 247310{row}.7263" for row in range(24)]
    ink = ink_of(lettered([*LINES[:3], *numbers], DPI, 13, Face.REGULAR), DPI)
    measured = x_height_px(word_bodies(ink, word_boxes(ink, DPI)), 0.082 * DPI)
    assert measured == pytest.approx(0.46 * 13 * DPI / 72, rel=0.15)


def test_a_shadow_over_the_page_is_levelled(page: Picture) -> None:
    shadow = np.linspace(0.45, 1.0, page.shape[1])
    shaded = (page * shadow).astype(np.uint8)
    levelled = level_light(shaded, DPI)
    assert np.median(levelled[:, :100]) > 245
    assert np.abs(levelled.astype(int) - page).mean() < 4


def in_colour(gray: Picture) -> Picture:
    return np.asarray(cv2.cvtColor(gray, cv2.COLOR_GRAY2RGB), dtype=np.uint8)


@pytest.mark.parametrize("colour", [(205, 45, 60), (40, 60, 160)], ids=["red stamp", "blue signature"])
def test_coloured_ink_goes_and_the_print_under_it_stays(page: Picture, colour: tuple[int, int, int]) -> None:
    dpi = 200.0
    sharp = lettered(LINES, dpi, 13, Face.REGULAR)
    stamped = in_colour(sharp)
    ink = np.zeros(sharp.shape, np.uint8)
    cv2.circle(ink, (500, 250), 120, 255, 10)
    mask = ink > 0
    stamped[mask] = np.minimum(stamped[mask], colour)  # ink over print: as dark as the darker of both
    lifted, where = gray_without_stamps(stamped, dpi)
    assert where is not None
    assert where[mask].mean() > 0.8
    blank, printed = mask & (sharp > 250), mask & (sharp < 60)
    assert np.percentile(lifted[blank], 10) > 235
    assert np.percentile(lifted[printed], 90) < 130


def test_a_page_without_colour_is_left_alone(page: Picture) -> None:
    yellowed = (in_colour(page) * np.array([0.98, 0.95, 0.85])).astype(np.uint8)
    gray, where = gray_without_stamps(yellowed, DPI)
    assert where is None
    assert gray.shape == page.shape


def test_black_edges_and_punch_holes_go_and_letters_stay() -> None:
    dpi = 150.0
    page = lettered(LINES, dpi, 13, Face.BOLD)
    spoilt = page.copy()
    spoilt[:, :12] = 10
    spoilt[-20:, :] = 10
    cv2.circle(spoilt, (60, 400), 18, 15, -1)
    cleared = clear_solid_areas(spoilt, dpi)
    assert cleared[380:420, 40:80].min() > 200
    assert cleared[:, :10].min() > 200
    inside = np.s_[30:330, 85:]
    assert np.array_equal(cleared[inside], page[inside])


def test_specks_away_from_print_go_and_full_stops_stay() -> None:
    dpi = 180.0
    page = lettered(["Quy định. Hết"], dpi, 13, Face.REGULAR)
    spoilt = page.copy()
    spoilt[-30:-28, 50:52] = 0
    assert np.array_equal(clear_specks(spoilt, dpi), page)


def test_bounds_of_text_leave_noise_out(page: Picture) -> None:
    noise = np.random.default_rng(1).normal(0, 12, (200, 300))
    blank: NDArray[np.uint8] = np.clip(245 + noise, 0, 255).astype(np.uint8)
    assert text_bounds(blank, print_threshold(page), x_height=9) is None
    blank[90:110, 140:160] = 30
    bounds = text_bounds(blank, print_threshold(page), x_height=9)
    assert bounds is not None
    x0, y0, x1, y1 = bounds
    assert (x0 <= 140) and (y0 <= 90) and (x1 >= 160) and (y1 >= 110) and (x1 - x0 < 60)


def test_streaks_of_a_drum_go_and_rulings_and_letters_stay() -> None:
    dpi = 180.0
    page = lettered(LINES, dpi, 13, Face.REGULAR)
    height = page.shape[0]
    page[height // 4 : 3 * height // 4, 700:703] = 0  # a ruling line: it doesn't reach the margins
    streaked = page.copy()
    broken = np.arange(height) % 16 < 10
    streaked[broken, 400:402] = 0
    cleared = clear_streaks(streaked, dpi)
    assert np.mean(cleared[page[:, 401] > 250, 401] > 240) > 0.95  # but where a letter's stroke touches it
    untouched = np.r_[0:395, 407 : page.shape[1]]
    assert np.array_equal(cleared[:, untouched], page[:, untouched])
    assert clear_streaks(page, dpi) is page


def test_a_round_seal_in_gray_is_found_by_its_shape_and_print_alone_is_none() -> None:
    dpi = 150.0
    page = lettered(LINES, dpi, 13, Face.REGULAR)
    assert round_seals(page, dpi) == ()
    centre = (250.0, 150.0)  # points
    sealed = stamp(page, "SỞ NỘI VỤ TỈNH KHÁNH HÒA", centre, dpi, np.random.default_rng(3)).min(axis=2)
    copied = np.asarray(np.where(sealed < 200, sealed // 2, sealed), np.uint8)  # copiers darken ink
    (seal,) = round_seals(copied, dpi)
    assert (seal.x * 72, seal.y * 72) == pytest.approx(centre, abs=6)
    assert seal.radius * 25.4 == pytest.approx(18, abs=1.5)
