"""Setting a text as a line of ink: styles, spacing, underlines, superscripts, dot leaders, neighbours, rulings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.reader.faces import FAMILIES, STYLE_SHARES, Face, Family, face

ABOVE_EM, BELOW_EM, SIDE_EM = 1.55, 0.85, 0.7
"""Room of a canvas above and below the baseline and at both sides, in em."""

_LEADER = "…"
_MAX_WIDTH_EM = 62.0
_CELL_EM = 10.0
"""A line no longer than this stands in a table's cell as often as not."""


@dataclass(frozen=True)
class Ink:
    """Coverage (0 to 255) of a line set at `em` pixels; the baseline is at `ABOVE_EM * em` from the top."""

    coverage: NDArray[np.uint8]
    em: int
    x0: int
    x1: int
    """Where the text begins and ends, in columns."""


@dataclass(frozen=True)
class _Setting:
    tracking: float
    gap: float
    gap_spread: float


def _choose_setting(random: np.random.Generator) -> _Setting:
    """Letter spacing and the width of spaces in em: justified lines have wide ones."""
    tracking = 0.0
    draw = random.random()
    if draw < 0.05:
        tracking = float(random.uniform(0.02, 0.12))
    elif draw < 0.11:
        tracking = float(random.uniform(-0.03, -0.01))
    draw = random.random()
    if draw < 0.60:
        return _Setting(tracking, float(random.uniform(0.22, 0.30)), 0.01)
    if draw < 0.90:
        return _Setting(tracking, float(random.uniform(0.30, 0.60)), 0.02)
    return _Setting(tracking, float(random.uniform(0.60, 1.5)), 0.05)


class LineSetter:
    """Sets texts one after the other; remembers the last lines to print pieces of them as neighbours."""

    def __init__(self, random: np.random.Generator, families: tuple[Family, ...] = FAMILIES) -> None:
        self._random = random
        self._families = families
        shares = np.array([family.share for family in families])
        self._shares = shares / shares.sum()
        self._last: dict[int, list[Ink]] = {}

    def set_line(self, text: str, em: int) -> Ink:
        """The line alone: no neighbours, no rulings. Text wider than the longest line is cut off at a glyph's edge."""
        random = self._random
        family = self._families[int(random.choice(len(self._families), p=self._shares))]
        style = int(random.choice(4, p=STYLE_SHARES))
        second = int(random.choice(4)) if random.random() < 0.08 else style
        words = text.split(" ")
        turn = int(random.integers(1, len(words) + 1)) if second != style else len(words)
        setting = _choose_setting(random)
        canvas = np.zeros((round((ABOVE_EM + BELOW_EM) * em), round(_MAX_WIDTH_EM * em)), np.uint8)
        baseline = round(ABOVE_EM * em)
        pen = start = SIDE_EM * em
        edges: list[tuple[float, float]] = []
        for index, word in enumerate(words):
            word_face = face(family.files[style if index < turn else second], em)
            begin = pen
            pen = self._set_word(
                canvas, word, word_face, family, pen=pen, baseline=baseline, tracking=setting.tracking * em
            )
            edges.append((begin, pen))
            pen += em * max(0.16, setting.gap + setting.gap_spread * float(random.standard_normal()))
        end = edges[-1][1]
        if random.random() < 0.07:
            self._underline(canvas, edges, baseline, em)
        right = min(canvas.shape[1], round(end + SIDE_EM * em))
        ink = Ink(canvas[:, :right], em, round(start), round(end))
        kept = self._last.setdefault(em, [])
        kept.append(ink)
        if len(kept) > 24:
            kept.pop(int(random.integers(12)))
        return ink

    def _set_word(
        self,
        canvas: NDArray[np.uint8],
        word: str,
        word_face: Face,
        family: Family,
        *,
        pen: float,
        baseline: int,
        tracking: float,
    ) -> float:
        random = self._random
        raised = len(word) > 1 and word[-1] in "123" and not word[-2].isdigit() and random.random() < 0.6
        em = word_face.em
        for index, character in enumerate(word):
            if character == _LEADER:
                pen = self._leader(canvas, word_face, pen, baseline)
                continue
            used, rise = word_face, 0
            if raised and index == len(word) - 1:
                used, rise = face(family.files[0], round(em * 0.62)), round(em * 0.34)
            glyph = used.glyph(character)
            height, width = glyph.bitmap.shape
            if height:
                x, y = round(pen) + glyph.left, baseline + glyph.top - rise
                if x < 0 or y < 0 or x + width > canvas.shape[1] or y + height > canvas.shape[0]:
                    continue
                place = canvas[y : y + height, x : x + width]
                np.maximum(place, glyph.bitmap, out=place)
            pen += glyph.advance + tracking
        return pen

    def _leader(self, canvas: NDArray[np.uint8], word_face: Face, pen: float, baseline: int) -> float:
        dot = word_face.glyph(".")
        height, width = dot.bitmap.shape
        pitch = word_face.em * float(self._random.uniform(0.22, 0.42))
        count = 3 if self._random.random() < 0.35 else int(self._random.integers(4, 60))
        for _ in range(count):
            x, y = round(pen) + dot.left, baseline + dot.top
            if x + width > canvas.shape[1] - word_face.em * 8:
                break
            canvas[y : y + height, x : x + width] = dot.bitmap
            pen += pitch
        return pen

    def _underline(self, canvas: NDArray[np.uint8], edges: list[tuple[float, float]], baseline: int, em: int) -> None:
        first = int(self._random.integers(len(edges)))
        last = int(self._random.integers(first, len(edges)))
        top = baseline + round(em * self._random.uniform(0.06, 0.2))
        thick = max(1, round(em * self._random.uniform(0.03, 0.07)))
        canvas[top : top + thick, round(edges[first][0]) : round(edges[last][1])] = 255

    def add_surroundings(self, ink: Ink) -> Ink:
        """`ink` with what may stand around a cut line: parts of the lines above and below, and ruling lines."""
        random = self._random
        canvas = ink.coverage.copy()
        others = self._last[ink.em]
        distance = random.uniform(1.0, 1.6) * ink.em
        for sign in (-1, 1):
            if random.random() < 0.45:
                _lay(
                    canvas, others[int(random.integers(len(others)))], round(sign * distance), int(random.integers(40))
                )
        is_cell = ink.x1 - ink.x0 < _CELL_EM * ink.em
        if random.random() < (0.30 if is_cell else 0.12):
            self._rule(canvas, ink)
        return Ink(canvas, ink.em, ink.x0, ink.x1)

    def _rule(self, canvas: NDArray[np.uint8], ink: Ink) -> None:
        """Ruling lines at some of the four sides: whole, or what is left of them after they were painted over."""
        random = self._random
        em = ink.em
        thick = max(1, round(em * random.uniform(0.02, 0.08)))
        strength = 255 if random.random() < 0.5 else int(random.integers(40, 200))
        baseline = round(ABOVE_EM * em)
        left, right = 0, canvas.shape[1]
        if strength < 255:
            left, right = sorted(int(one) for one in random.integers(0, canvas.shape[1] + 1, 2))
        sides = random.random(4) < (0.4, 0.4, 0.4, 0.4)
        places = []
        if sides[0]:
            y = max(0, baseline - round(em * random.uniform(0.98, 1.4)))
            places.append(canvas[y : y + thick, left:right])
        if sides[1]:
            y = baseline + round(em * random.uniform(0.32, 0.75))
            places.append(canvas[y : y + thick, left:right])
        if sides[2]:
            x = max(0, ink.x0 - round(em * random.uniform(0.15, 0.6)))
            places.append(canvas[:, x : x + thick])
        if sides[3]:
            x = ink.x1 + round(em * random.uniform(0.15, 0.6))
            places.append(canvas[:, x : x + thick])
        for place in places:
            np.maximum(place, strength, out=place)


def _lay(canvas: NDArray[np.uint8], other: Ink, down: int, right: int) -> None:
    """Prints `other` moved down and right onto `canvas`, as far as it falls inside."""
    height = canvas.shape[0]
    source = other.coverage[max(0, -down) : height - max(0, down), right:]
    width = min(source.shape[1], canvas.shape[1])
    place = canvas[max(0, down) : max(0, down) + source.shape[0], :width]
    np.maximum(place, source[:, :width], out=place)
