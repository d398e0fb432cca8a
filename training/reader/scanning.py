"""From clean ink to the gray picture a scanner, a copier or a fax would give, cut to the recogniser's line height."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.own_reader.line_picture import BASELINE, HEIGHT
from training.reader.drawing import ABOVE_EM, Ink

Gray = NDArray[np.uint8]
Float = NDArray[np.float32]

_GRAIN_ROWS, _GRAIN_COLUMNS = 512, 2048
EM_RANGE = (24.5, 32.5)


def draw_scan_em(random: np.random.Generator) -> float:
    """Pixels of an em in the scan: 9 to 16 pt (13 to 14 pt mostly) at 100 to 400 dpi, those above 300 dpi as 300."""
    points = random.uniform(12.5, 14.5) if random.random() < 0.7 else random.uniform(9.0, 16.5)
    dpi = random.choice((100, 130, 150, 200, 240, 300), p=(0.06, 0.10, 0.18, 0.34, 0.10, 0.22))
    dpi *= random.uniform(0.93, 1.07)
    return float(np.clip(points * dpi / 72.0, 14.0, 60.0))


def setting_em(scan_em: float) -> int:
    """The size at which to set a line that is to be scanned at `scan_em`."""
    return 40 if scan_em <= 38 else 60


class Scanner:
    """Spoils lines; the same generator state and the same ink give the same pictures."""

    def __init__(self, random: np.random.Generator) -> None:
        self._random = random
        grain = np.random.default_rng(20).standard_normal((_GRAIN_ROWS, _GRAIN_COLUMNS)).astype(np.float32)
        self._grain = grain
        coarse = cv2.GaussianBlur(grain, (0, 0), 0.9)
        self._coarse = np.asarray(coarse / coarse.std(), dtype=np.float32)

    def scan(self, ink: Ink, scan_em: float) -> Gray:
        """A picture of `HEIGHT` rows of the line with its baseline about `BASELINE`."""
        random = self._random
        coverage, baseline, x0, x1 = self._optics(ink, scan_em)
        picture = self._paper(coverage, scan_em)
        if random.random() < 0.10:
            self._stamp(picture, scan_em)
        if random.random() < 0.04:
            self._signature(picture, scan_em)
        picture = self._sensor(picture, scan_em)
        if random.random() < 0.10:
            picture = self._sensor(self._copy_again(picture), scan_em)
        return self._cut(picture, scan_em, baseline, x0, x1)

    def _optics(self, ink: Ink, scan_em: float) -> tuple[Gray, float, float, float]:
        """Stroke weight, slope, slant, stretch and resolution in one resampling; paper is 0 and ink 255 here."""
        random = self._random
        factor = scan_em / ink.em
        stretch = factor * random.uniform(0.92, 1.08)
        slant = random.normal(0.0, 0.03)
        slope = float(np.deg2rad(random.normal(0.0, 0.35) if random.random() < 0.85 else random.uniform(-1.6, 1.6)))
        coverage = ink.coverage
        height, width = coverage.shape
        blur = max(0.35 / factor, 0.0) * random.uniform(0.7, 1.3)
        coverage = np.asarray(cv2.GaussianBlur(coverage, (0, 0), blur), dtype=np.uint8)
        # The slope turns about the middle of the baseline, which is where a cutter's fitted baseline would run.
        middle = width / 2
        shift = random.uniform(0, 1)
        matrix = np.array(
            [
                [stretch, -slant * factor, shift + slant * factor * ABOVE_EM * ink.em],
                [slope * stretch, factor, random.uniform(0, 1) - slope * stretch * middle],
            ],
            dtype=np.float64,
        )
        size = (max(8, round(width * stretch)), max(8, round(height * factor)))
        scanned = np.asarray(cv2.warpAffine(coverage, matrix, size, flags=cv2.INTER_LINEAR), dtype=np.uint8)
        baseline = ABOVE_EM * ink.em * factor + float(matrix[1, 2]) + slope * stretch * middle
        return scanned, baseline, ink.x0 * stretch + shift, ink.x1 * stretch + shift

    def _paper(self, coverage: Gray, scan_em: float) -> Float:
        """Ink on paper: 0 black, 255 white; heavier or thinner strokes, faint patches, uneven light, show-through."""
        random = self._random
        low = random.uniform(0.0, 0.30)
        high = random.uniform(max(low + 0.35, 0.6), 1.0)
        paper = random.uniform(200, 255) if random.random() < 0.8 else random.uniform(150, 210)
        dark = random.uniform(0, 90) if random.random() < 0.8 else random.uniform(60, 130)
        dark = min(dark, paper - 70)
        shades = np.clip((np.arange(256) / 255.0 - low) / (high - low), 0.0, 1.0).astype(np.float32)
        darkness = shades[coverage]
        height, width = darkness.shape
        if random.random() < 0.15:
            darkness *= self._field(height, width, scan_em, random.uniform(0.25, 0.8), 1.0)
        if random.random() < 0.08:
            through = cv2.GaussianBlur(darkness[:, ::-1], (0, 0), max(0.4, scan_em * 0.05))
            rows = int(random.integers(height))
            darkness = np.maximum(darkness, np.roll(through, rows, axis=0) * np.float32(random.uniform(0.1, 0.35)))
        page = np.float32(paper) - np.float32(paper - dark) * darkness
        if random.random() < 0.30:
            page *= self._field(height, width, scan_em * 4, random.uniform(0.6, 0.95), 1.0)
        return np.asarray(page, dtype=np.float32)

    def _field(self, height: int, width: int, scale: float, low: float, high: float) -> Float:
        """A smooth random field between `low` and `high` that changes over about `scale` pixels."""
        rows, columns = max(2, int(height / scale) + 1), max(2, int(width / scale) + 1)
        small = self._random.uniform(low, high, (rows, columns)).astype(np.float32)
        return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.float32)

    def _stamp(self, page: Float, scan_em: float) -> None:
        """A piece of a round or square stamp: rings, a star's edges, letters along the ring; solid or in halftone."""
        random = self._random
        height, width = page.shape
        layer = np.zeros((height, width), np.uint8)
        radius = scan_em * random.uniform(2.2, 4.0)
        centre = (int(random.uniform(0, width)), int(random.uniform(-radius, height + radius)))
        thick = max(1, round(scan_em * random.uniform(0.05, 0.14)))
        if random.random() < 0.8:
            for part in (1.0, 0.93, 0.62):
                cv2.circle(layer, centre, round(radius * part), 255, thick, cv2.LINE_AA)
            for angle in random.uniform(0, 360, 5):
                tip = np.deg2rad(angle)
                end = (round(centre[0] + radius * 0.4 * np.cos(tip)), round(centre[1] + radius * 0.4 * np.sin(tip)))
                cv2.line(layer, centre, end, 255, thick * 2, cv2.LINE_AA)
            for angle in range(0, 360, 14):
                tip = np.deg2rad(angle)
                inner, outer = radius * 0.70, radius * 0.86
                cv2.line(
                    layer,
                    (round(centre[0] + inner * np.cos(tip)), round(centre[1] + inner * np.sin(tip))),
                    (round(centre[0] + outer * np.cos(tip + 0.06)), round(centre[1] + outer * np.sin(tip + 0.06))),
                    255,
                    thick,
                    cv2.LINE_AA,
                )
        else:
            corner = (round(centre[0] + 2 * radius), round(centre[1] + 0.8 * radius))
            cv2.rectangle(layer, centre, corner, 255, thick, cv2.LINE_AA)
        strength = layer.astype(np.float32) * np.float32(random.uniform(0.25, 0.8) / 255)
        if random.random() < 0.5:
            strength *= self._patch(self._coarse, height, width) > random.uniform(-1.0, 0.3)
        page *= 1 - strength

    def _signature(self, page: Float, scan_em: float) -> None:
        """A pen's stroke over the line."""
        random = self._random
        height, width = page.shape
        steps = np.cumsum(random.normal(0, scan_em * 0.5, (40, 2)), axis=0)
        steps += np.array([random.uniform(0, width), height / 2])
        smooth: Float = np.asarray(
            cv2.GaussianBlur(steps.astype(np.float32), (1, 0), sigmaX=0.01, sigmaY=1.5), np.float32
        )
        layer = np.zeros((height, width), np.uint8)
        thick = max(1, round(scan_em * random.uniform(0.03, 0.08)))
        cv2.polylines(layer, [smooth.round().astype(np.int32)], False, 255, thick, cv2.LINE_AA)
        page *= 1 - layer.astype(np.float32) * np.float32(random.uniform(0.4, 0.9) / 255)

    def _patch(self, grain: Float, height: int, width: int) -> Float:
        """A piece of `grain` from a random place, repeated where it is too small."""
        top = int(self._random.integers(_GRAIN_ROWS - min(height, _GRAIN_ROWS) + 1))
        left = int(self._random.integers(max(1, _GRAIN_COLUMNS - min(width, _GRAIN_COLUMNS) + 1)))
        patch = grain[top : top + height, left : left + width]
        if patch.shape[1] < width:
            patch = np.pad(patch, ((0, 0), (0, width - patch.shape[1])), mode="wrap")
        return patch

    def _noisy(self, page: Float, strength: float) -> Float:
        grain = self._grain if self._random.random() < 0.6 else self._coarse
        return np.asarray(page + self._patch(grain, *page.shape) * np.float32(strength), dtype=np.float32)

    def _sensor(self, page: Float, scan_em: float) -> Float:
        """Blur, noise, one-bit or JPEG."""
        random = self._random
        sharpness = scan_em * random.uniform(0.0, 0.045)
        if sharpness > 0.35:
            page = np.asarray(cv2.GaussianBlur(page, (0, 0), sharpness), dtype=np.float32)
        noise = random.uniform(0, 8) if random.random() < 0.8 else random.uniform(8, 28)
        bilevel = random.random() < 0.30
        page = self._noisy(page, noise * (1.5 if bilevel else 1.0))
        if bilevel:
            paper = float(np.percentile(page[::4], 80))
            dark = float(page.min())
            threshold = dark + (paper - dark) * (0.62 + random.normal(0.0, 0.12))
            clean = (page > threshold).astype(np.uint8)
            draw = random.random()
            if draw < 0.15:
                clean = np.asarray(cv2.erode(clean, np.ones((2, 1) if draw < 0.08 else (1, 2), np.uint8)), np.uint8)
            elif draw < 0.25 and scan_em > 30:
                clean = np.asarray(cv2.dilate(clean, np.ones((2, 1) if draw < 0.2 else (1, 2), np.uint8)), np.uint8)
            if random.random() < 0.4:
                specks = int(clean.size * random.uniform(0.0002, 0.006))
                places = random.integers(0, clean.size, specks)
                clean.ravel()[places] = random.random(specks) < 0.3
            return np.asarray(clean, dtype=np.float32) * 255
        if random.random() < 0.45:
            gray = page.clip(0, 255).astype(np.uint8)
            quality = int(random.uniform(18, 90))
            coded = cv2.imencode(".jpg", gray, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
            return np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), dtype=np.float32)
        return page

    def _copy_again(self, page: Float) -> Float:
        """A copy of the copy: another resolution and a harder or softer curve, the size kept."""
        random = self._random
        height, width = page.shape
        factor = random.uniform(0.7, 1.3)
        other = cv2.resize(page, (max(8, round(width * factor)), max(8, round(height * factor))))
        back = np.asarray(cv2.resize(other, (width, height)), dtype=np.float32)
        middle, gain = random.uniform(110, 170), random.uniform(0.8, 2.0)
        return np.asarray((back - middle) * gain + middle, dtype=np.float32).clip(0, 255)

    def _cut(self, page: Float, scan_em: float, baseline: float, x0: float, x1: float) -> Gray:
        """The page at the recogniser's size: an em of `EM_RANGE` pixels, `HEIGHT` rows, a little room at the sides."""
        random = self._random
        em = random.normal(28.0, 1.9)
        factor = float(np.clip(em, *EM_RANGE)) / scan_em
        left = max(0, round(x0 - scan_em * random.uniform(0.08, 0.5)))
        right = min(page.shape[1], round(x1 + scan_em * random.uniform(0.08, 0.5)))
        cut = page[:, left:right].clip(0, 255).astype(np.uint8)
        size = (max(8, round(cut.shape[1] * factor)), max(8, round(cut.shape[0] * factor)))
        way = cv2.INTER_AREA if factor < 0.9 else (cv2.INTER_LINEAR, cv2.INTER_CUBIC)[int(random.integers(2))]
        small = np.asarray(cv2.resize(cut, size, interpolation=way), dtype=np.uint8)
        top = round(baseline * factor - BASELINE + float(np.clip(random.normal(0.0, 1.2), -3, 3)))
        top = int(np.clip(top, 0, max(0, small.shape[0] - HEIGHT)))
        strip = small[top : top + HEIGHT]
        if strip.shape[0] < HEIGHT:
            strip = np.pad(strip, ((0, HEIGHT - strip.shape[0]), (0, 0)), mode="edge")
        return strip
