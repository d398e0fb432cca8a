"""From an open page to the picture that is read: turned, deskewed, evenly lit, without stamps, letters of one size.

Each step is a picture-in, picture-out function of the extractors; what is decided here is their order and resolution.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.layout import Box, PageGeometry
from extractors.picture.clutter import clear_solid_areas, clear_specks, clear_streaks
from extractors.picture.deskew import skew_deg
from extractors.picture.light import level_light
from extractors.picture.orientation import is_in_doubt, lies_on_its_side, reads_better_turned, upside_down_evidence
from extractors.picture.raster import Picture, black_on_white, ink_of, rotation_matrix, scaled, to_gray, turned, warped
from extractors.picture.seals import round_seals
from extractors.picture.stamps import gray_without_stamps
from extractors.picture.word_shapes import WordBoxes, quarter_turned, word_bodies, word_boxes, x_height_px
from extractors.reading.reader import Reader
from extractors.reading.second_voice import first_voice
from pipeline.options import PageOptions
from pipeline.source import POINTS_PER_INCH, SourcePage, bounded_dpi

SURVEY_DPI = 100.0
"""Resolution at which a page is looked at as a whole: orientation, skew, size of letters."""
WORKING_DPI = 180.0
"""Resolution that a page is first rendered at; letters of 13 pt have an x-height of 15 px there."""
TYPICAL_X_HEIGHT_IN = 0.082
"""x-height of 13 pt Times, in which Vietnamese administrative documents are set; taken where a page has few words."""
MIN_READING_DPI, MAX_READING_DPI = 100.0, 400.0
"""Bounds of the resolution for the reader, whatever the letters seem to measure."""
WORTH_RENDERING_AGAIN = 1.2
"""Times the working resolution from which small letters are rendered anew rather than enlarged."""


@dataclass(frozen=True, slots=True)
class UprightPage:
    """A page picture for the reader: gray, upright, level, at `dpi`, and the way back to the page as shown.

    `x_height` is in pixels. `stamped` tells at SURVEY_DPI where coloured ink was taken off or a gray seal lies; None
    where there is neither.
    """

    gray: Picture
    dpi: float
    x_height: float
    geometry: PageGeometry
    stamped: NDArray[np.bool_] | None = None

    def placed(self, box: Box) -> Box:
        """A box of the page as shown, turned but not deskewed, in pixels of the picture."""
        geometry = self.geometry
        matrix = rotation_matrix(geometry.width, geometry.height, -geometry.skew_deg)
        x, y = matrix @ (box.x_center, box.y_center, 1.0)
        moved = box.shifted(float(x) - box.x_center, float(y) - box.y_center)
        return moved.scaled(self.dpi / POINTS_PER_INCH)

    def under_stamp(self, box: Box) -> bool:
        """True where coloured ink or a seal lay over a good part of `box` (pixels of the picture)."""
        if self.stamped is None:
            return False
        survey = box.scaled(SURVEY_DPI / self.dpi)
        part = self.stamped[max(0, int(survey.y0)) : int(survey.y1) + 1, max(0, int(survey.x0)) : int(survey.x1) + 1]
        return bool(part.size) and float(part.mean()) > STAMPED_SHARE


STAMPED_SHARE = 0.15
"""Share of a word's box from which coloured ink may have hidden strokes."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a glance at a whole page tells: quarter turns counterclockwise that make it upright, slope, letter size."""

    quarter_turns: int
    skew_deg: float
    x_height_in: float


def upright_page(source_page: SourcePage, reader: Reader, options: PageOptions) -> UprightPage:
    """The page's picture as the reader likes it. Raises PageError where it can't be rendered."""
    dpi = bounded_dpi(source_page.width, source_page.height, WORKING_DPI)
    gray, stamped = _even_gray(source_page, dpi, options)
    survey = _survey(gray, dpi, reader, options)
    reading_dpi = float(np.clip(options.x_height_px / survey.x_height_in, MIN_READING_DPI, MAX_READING_DPI))
    reading_dpi = bounded_dpi(source_page.width, source_page.height, reading_dpi)
    finest = source_page.picture_dpi() or reading_dpi
    if min(reading_dpi, finest) > WORTH_RENDERING_AGAIN * dpi:
        dpi = min(reading_dpi, finest)
        gray, stamped = _even_gray(source_page, dpi, options)
    gray = turned(gray, survey.quarter_turns)
    if options.clear_streaks:
        gray = clear_streaks(gray, dpi)
    gray = _levelled(gray, survey.skew_deg, reading_dpi / dpi)
    if stamped is not None:
        small = cv2.resize(
            turned(stamped.astype(np.uint8) * 255, survey.quarter_turns), None, fx=SURVEY_DPI / dpi, fy=SURVEY_DPI / dpi
        )
        stamped = _levelled(255 - np.asarray(small, np.uint8), survey.skew_deg, 1.0) < 128
    elif options.find_seals:
        stamped = _sealed(gray, reading_dpi)
    return UprightPage(
        gray,
        reading_dpi,
        survey.x_height_in * reading_dpi,
        geometry_of(source_page, survey.quarter_turns, survey.skew_deg),
        stamped,
    )


def _sealed(gray: Picture, dpi: float) -> NDArray[np.bool_] | None:
    """Where round seals are on a gray page, at SURVEY_DPI."""
    seals = round_seals(gray, dpi)
    if not seals:
        return None
    height, width = (round(side * SURVEY_DPI / dpi) + 1 for side in gray.shape)
    mask = np.zeros((height, width), np.uint8)
    for seal in seals:
        centre = (round(seal.x * SURVEY_DPI), round(seal.y * SURVEY_DPI))
        cv2.circle(mask, centre, round(seal.radius * SURVEY_DPI), 1, cv2.FILLED)
    return mask.astype(np.bool_)


def _even_gray(source_page: SourcePage, dpi: float, options: PageOptions) -> tuple[Picture, NDArray[np.bool_] | None]:
    """The page at `dpi` in gray, paper white, without clutter, and where coloured ink was."""
    picture = black_on_white(source_page.render(dpi))
    gray, stamped = gray_without_stamps(picture, dpi) if options.lift_stamps else (to_gray(picture), None)
    if options.level_light and stamped is None:  # else it is level already
        gray = level_light(gray, dpi)
    if options.clear_edges:
        gray = clear_solid_areas(gray, dpi)
    if options.clear_specks:
        gray = clear_specks(gray, dpi)
    return gray, stamped


def _survey(gray: Picture, dpi: float, reader: Reader, options: PageOptions) -> Survey:
    ink = ink_of(scaled(gray, SURVEY_DPI / dpi), SURVEY_DPI)
    boxes = word_boxes(ink, SURVEY_DPI)
    quarter_turns = 0
    if options.orient and lies_on_its_side(boxes):
        quarter_turns = 1
        boxes = quarter_turned(boxes, ink.shape[1])
        ink = np.ascontiguousarray(np.rot90(ink))
    bodies = word_bodies(ink, boxes)
    skew = skew_deg(ink) if options.deskew else 0.0  # the same when the page stands on its head
    if options.orient:
        evidence = upside_down_evidence(bodies)
        if len(boxes.width) and is_in_doubt(bodies, evidence):
            strip = _wordiest_strip(_levelled(turned(gray, quarter_turns), skew, 1.0), boxes, dpi)
            evidence = 1.0 if reads_better_turned(strip, first_voice(reader)) else -1.0
        quarter_turns += 2 if evidence > 0 else 0
    x_height = x_height_px(bodies, TYPICAL_X_HEIGHT_IN * SURVEY_DPI) if options.fit_letters else None
    return Survey(quarter_turns, skew, x_height / SURVEY_DPI if x_height else TYPICAL_X_HEIGHT_IN)


STRIP_IN = 1.0
"""Height of the strip that is read both ways where it is in doubt which way up a page is: three or four lines."""


def _wordiest_strip(gray: Picture, boxes: WordBoxes, dpi: float) -> Picture:
    """The strip of `gray` over its whole width in which most words stand."""
    height = round(STRIP_IN * SURVEY_DPI)
    words = np.bincount(boxes.top, weights=boxes.width, minlength=height + 1)
    sums = np.convolve(words, np.ones(height), "valid")
    top = int(np.argmax(sums) * dpi / SURVEY_DPI)
    return np.ascontiguousarray(gray[top : top + round((STRIP_IN + 0.2) * dpi)])


def _levelled(gray: Picture, skew: float, scale: float) -> Picture:
    """`gray` deskewed and scaled in one step."""
    if not skew and abs(scale - 1) < 0.01:
        return gray
    height, width = gray.shape
    return warped(gray, rotation_matrix(width, height, -skew, scale), round(width * scale), round(height * scale))


def geometry_of(source_page: SourcePage, quarter_turns: int, skew_deg: float = 0.0) -> PageGeometry:
    """Sizes, and the map from the upright frame back to the page as shown."""
    quarter_turns %= 4
    shown_width, shown_height = source_page.width, source_page.height
    width, height = (shown_height, shown_width) if quarter_turns % 2 else (shown_width, shown_height)
    deskewed_to_turned = np.vstack([rotation_matrix(width, height, skew_deg), [0, 0, 1]])
    turned_to_shown = np.array(
        (
            [[1, 0, 0], [0, 1, 0]],
            [[0, -1, shown_width], [1, 0, 0]],
            [[-1, 0, shown_width], [0, -1, shown_height]],
            [[0, 1, 0], [-1, 0, shown_height]],
        )[quarter_turns],
        dtype=np.float64,
    )
    a, b, c, d, e, f = (float(value) for value in (turned_to_shown @ deskewed_to_turned).ravel())
    to_shown = (a, b, c, d, e, f)
    return PageGeometry(width, height, shown_width, shown_height, to_shown, 90 * quarter_turns, round(skew_deg, 3))
