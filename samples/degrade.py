"""Makes a scan of a clean page picture: what office scanners and photocopiers do to print.

Each effect is a function of a picture and a random generator. `degrade` chains them for three levels of harm:

* L1, 300 dpi: a good office scan. Slight skew, soft edges, a little noise and uneven light.
* L2, 200 dpi: a poor colour scan. Tinted paper, uneven light, skew, punch holes, dark edges, strong JPEG.
* L3, 300 dpi: a photocopy of a photocopy. Broken and clotted strokes, streaks, specks, bent lines, black and white.
* worn, 200 dpi: harm of other kinds (`wear`), for measuring only; nothing is developed on it.

The same picture, level and seed give the same result.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from extractors.layout import Box
from samples.printing import Picture
from samples.wear import worn


class Level(StrEnum):
    """How badly a page is scanned."""

    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    WORN = "worn"


LEVEL_DPI = {Level.L1: 300, Level.L2: 200, Level.L3: 300, Level.WORN: 200}
JPEG_QUALITY = {Level.L1: 70, Level.L2: 42, Level.L3: 50, Level.WORN: 60}
SHOW_THROUGH = {Level.L1: 0.05, Level.L2: 0.10, Level.L3: 0.22, Level.WORN: 0.08}
"""How strongly the other side's print is seen, as a share of its blackness."""

Field = npt.NDArray[np.floating[Any]]
"""A value for each pixel, (height, width)."""

Affine = tuple[float, float, float, float, float, float]
IDENTITY: Affine = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Placement:
    """How a printed page lies on its scan.

    `to_shown` maps a printed point (x, y), in points from the top left, to the scan as shown: (a, b, c, d, e, f) with
    `x_shown = a*x + b*y + c`, `y_shown = d*x + e*y + f`. Bent pages follow it within a few points only.
    `turned_deg` is how far the page was turned clockwise, `skew_deg` how far it leans (clockwise) before that.
    """

    to_shown: Affine = IDENTITY
    turned_deg: int = 0
    skew_deg: float = 0.0

    def shown(self, box: Box) -> Box:
        """The bounding box, on the scan as shown, of a printed box."""
        a, b, c, d, e, f = self.to_shown
        corners = [(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        xs, ys = [a * x + b * y + c for x, y in corners], [d * x + e * y + f for x, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned page."""

    picture: Picture
    dpi: float
    placement: Placement = Placement()
    bilevel: bool = False
    jpeg_quality: int = 70


# Effects


def _as_picture(array: npt.NDArray[Any]) -> Picture:
    return array.astype(np.uint8, copy=False)


def tilted(picture: Picture, angle_deg: float, border: int = 255) -> tuple[Picture, Affine]:
    """The page turned clockwise by a small angle around its centre, with the map of pixels."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -angle_deg, 1.0)
    fill = (border,) * 3
    turned = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=fill)
    a, b, c, d, e, f = (float(value) for value in matrix.ravel())
    return _as_picture(turned), (a, b, c, d, e, f)


def bent(picture: Picture, rng: np.random.Generator, depth_px: float) -> Picture:
    """Lines bent as by a sheet that was drawn through unevenly: a slow wave of `depth_px` across the page."""
    height, width = picture.shape[:2]
    x = np.arange(width, dtype=np.float32) / width
    y = np.arange(height, dtype=np.float32)
    wave = depth_px * np.sin(2 * np.pi * (x * float(rng.uniform(0.4, 0.9)) + float(rng.uniform(0, 1))))
    pull = depth_px * np.sin(2 * np.pi * (y / height * float(rng.uniform(0.5, 1.2)) + float(rng.uniform(0, 1))))
    map_x = np.broadcast_to(np.arange(width, dtype=np.float32), (height, width)) + pull[:, None].astype(np.float32)
    map_y = y[:, None] + wave[None, :].astype(np.float32)
    moved = cv2.remap(picture, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return _as_picture(moved)


def _slow_field(shape: tuple[int, ...], rng: np.random.Generator, knots: int) -> Field:
    """A smooth random field from 0 to 1 over a picture, with `knots` knots on the longer side."""
    height, width = shape[:2]
    rows = max(2, round(knots * height / max(height, width)))
    columns = max(2, round(knots * width / max(height, width)))
    field = cv2.resize(rng.random((rows, columns), dtype=np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(field, 0, 1)


def uneven_light(picture: Picture, rng: np.random.Generator, depth: float) -> Picture:
    """Darkens towards one side and in slow patches, by at most the share `depth`."""
    height, width = picture.shape[:2]
    angle = float(rng.uniform(0, 2 * np.pi))
    x = np.linspace(-0.5, 0.5, width, dtype=np.float32)[None, :]
    y = np.linspace(-0.5, 0.5, height, dtype=np.float32)[:, None]
    slope = np.clip(0.5 + np.cos(angle) * x + np.sin(angle) * y, 0, 1)
    light = 1 - depth * (0.65 * slope + 0.35 * _slow_field(picture.shape, rng, 5))
    return _times(picture, light)


def tinted(picture: Picture, rng: np.random.Generator, depth: float) -> Picture:
    """A colour picture on yellowish, greyish or greenish paper."""
    colour = 1 - depth * (float(rng.uniform(0.1, 0.8)) + rng.uniform(0.0, 0.35, 3))
    rgb = picture if picture.ndim == 3 else np.repeat(picture[:, :, None], 3, axis=2)
    tables = np.clip(np.arange(256)[:, None] * colour[None, :], 0, 255).astype(np.uint8)
    return np.stack([tables[:, channel][rgb[:, :, channel]] for channel in range(3)], axis=2)


def _times(picture: Picture, light: Field) -> Picture:
    factor = light if picture.ndim == 2 else light[:, :, None]
    return _as_picture(np.clip(picture * factor, 0, 255))


def softened(picture: Picture, sigma_px: float) -> Picture:
    """Out of focus by `sigma_px` pixels."""
    return _as_picture(cv2.GaussianBlur(picture, (0, 0), sigma_px))


def noisy(picture: Picture, rng: np.random.Generator, sigma: float) -> Picture:
    """Sensor noise of `sigma` gray levels, slightly correlated between neighbours, equal in all channels."""
    grain = rng.standard_normal(picture.shape[:2], dtype=np.float32)
    grain = cv2.GaussianBlur(grain, (0, 0), 0.6) * (sigma * 1.9)
    if picture.ndim == 3:
        grain = grain[:, :, None]
    return _as_picture(np.clip(picture.astype(np.float32) + grain, 0, 255))


def speckled(picture: Picture, rng: np.random.Generator, per_page: int, dpi: float, darkness: int = 40) -> Picture:
    """Dust: dots of 0.1 to 0.4 mm."""
    result = picture.copy()
    height, width = picture.shape[:2]
    for _ in range(per_page):
        centre = (int(rng.integers(width)), int(rng.integers(height)))
        radius = max(1, round(float(rng.uniform(0.05, 0.2)) / 25.4 * dpi))
        value = int(rng.integers(darkness, darkness + 90))
        cv2.circle(result, centre, radius, (value,) * 3, -1, cv2.LINE_AA)
    return result


def punched(picture: Picture, rng: np.random.Generator, dpi: float) -> Picture:
    """Two filing holes of 6 mm, 80 mm apart, at the left edge; the scanner's dark lid shows through them."""
    result = picture.copy()
    height = picture.shape[0]
    x = round((12 + float(rng.normal(0, 1.0))) / 25.4 * dpi)
    for side in (-1, 1):
        y = round(height / 2 + side * 40 / 25.4 * dpi + float(rng.normal(0, 3)))
        cv2.circle(result, (x, y), round(3 / 25.4 * dpi), (34,) * 3, -1, cv2.LINE_AA)
    return result


def dark_edges(picture: Picture, rng: np.random.Generator, dpi: float, depth_mm: float = 4.0) -> Picture:
    """The lid beyond the sheet: dark wedges along one or two edges."""
    result = picture.copy()
    height, width = picture.shape[:2]
    for edge in rng.permutation(4)[: int(rng.integers(1, 3))]:
        near, far = (round(float(rng.uniform(0, depth_mm)) / 25.4 * dpi) for _ in range(2))
        corners = {
            0: [(0, 0), (width, 0), (width, near), (0, far)],
            1: [(width, 0), (width, height), (width - far, height), (width - near, 0)],
            2: [(0, height), (width, height), (width, height - near), (0, height - far)],
            3: [(0, 0), (near, 0), (far, height), (0, height)],
        }[int(edge)]
        cv2.fillPoly(result, [np.array(corners, np.int32)], (30,) * 3, cv2.LINE_AA)
    return result


def shown_through(picture: Picture, behind: Picture, strength: float) -> Picture:
    """The print of the sheet's other side (`behind`, of the same size), mirrored, blurred and faint."""
    gray = _gray(behind)
    ghost = cv2.GaussianBlur(np.ascontiguousarray(gray[:, ::-1]), (0, 0), 2.0).astype(np.float32)
    return _times(picture, 1 - strength * (1 - ghost / 255))


def photocopied(picture: Picture, rng: np.random.Generator, dpi: float, harm: float = 1.0) -> Picture:
    """One pass through a copier with worn toner: gray (height, width), nearly black and white.

    The threshold wanders over the page, so that strokes clot in one place and break in another.
    """
    gray = _gray(picture)
    soft = cv2.GaussianBlur(gray, (0, 0), 0.95 * dpi / 300).astype(np.float32)
    toner = (_slow_field(gray.shape, rng, 9) - 0.5) * 82 * harm
    grain = cv2.GaussianBlur(rng.standard_normal(gray.shape, dtype=np.float32), (0, 0), 1.1) * 58 * harm
    threshold = 150 + toner + grain
    return _as_picture(np.clip((soft - threshold) * 3.0 + 128, 0, 255))


def streaked(picture: Picture, rng: np.random.Generator, count: int) -> Picture:
    """Dotted vertical lines from a scratched drum."""
    result = picture.copy()
    height, width = picture.shape[:2]
    for _ in range(count):
        x = int(rng.integers(width // 20, width - width // 20))
        dotted = rng.random(height, dtype=np.float32) < float(rng.uniform(0.25, 0.6))
        value = int(rng.integers(0, 110))
        result[dotted, x] = value
        if rng.random() < 0.4:
            result[rng.random(height, dtype=np.float32) < 0.25, x + 1] = value
    return result


def _gray(picture: Picture) -> Picture:
    return picture if picture.ndim == 2 else _as_picture(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY))


def two_toned(picture: Picture) -> Picture:
    """Black (0) and white (255) only."""
    return np.where(picture < 128, 0, 255).astype(np.uint8)


def turned(picture: Picture, quarter_turns: int) -> Picture:
    """Turned clockwise by quarters."""
    return np.ascontiguousarray(np.rot90(picture, -quarter_turns))


def compressed(picture: Picture, quality: int) -> Picture:
    """Through JPEG and back."""
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "JPEG", quality=quality)
    return np.asarray(Image.open(buffer))


# Levels


def _office_scan(picture: Picture, dpi: float, rng: np.random.Generator) -> tuple[Picture, Affine, float]:
    angle = float(rng.uniform(-0.7, 0.7))
    page, affine = tilted(picture, angle)
    page = softened(page, 0.55 * dpi / 300)
    page = uneven_light(page, rng, 0.06)
    page = speckled(page, rng, int(rng.integers(2, 10)), dpi, darkness=110)
    return noisy(page, rng, 2.2), affine, angle


def _poor_scan(picture: Picture, dpi: float, rng: np.random.Generator) -> tuple[Picture, Affine, float]:
    angle = float(rng.uniform(0.5, 1.9)) * (1 if rng.random() < 0.5 else -1)
    page, affine = tilted(picture, angle, border=40)
    page = tinted(softened(page, 0.75 * dpi / 200), rng, 0.12)
    page = uneven_light(page, rng, float(rng.uniform(0.15, 0.36)))
    page = speckled(page, rng, int(rng.integers(25, 70)), dpi)
    if rng.random() < 0.7:
        page = punched(page, rng, dpi)
    page = dark_edges(page, rng, dpi)
    return noisy(page, rng, 6.0), affine, angle


def _photocopy(picture: Picture, dpi: float, rng: np.random.Generator) -> tuple[Picture, Affine, float]:
    angle = float(rng.uniform(0.4, 2.2)) * (1 if rng.random() < 0.5 else -1)
    page = photocopied(picture, rng, dpi, harm=0.55)
    page, affine = tilted(page, angle)
    page = bent(page, rng, depth_px=float(rng.uniform(0.4, 1.6)) / 25.4 * dpi * 0.6)
    page = streaked(page, rng, int(rng.integers(0, 4)))
    page = speckled(page, rng, int(rng.integers(60, 260)), dpi, darkness=0)
    page = dark_edges(page, rng, dpi, depth_mm=6.0)
    return photocopied(page, rng, dpi, harm=1.0), affine, angle


def _other_machine(picture: Picture, dpi: float, rng: np.random.Generator) -> tuple[Picture, Affine, float]:
    angle = float(rng.uniform(-1.5, 1.5))
    page, affine = tilted(_gray(picture), angle)
    return worn(page, dpi, rng), affine, angle


_CHAINS = {Level.L1: _office_scan, Level.L2: _poor_scan, Level.L3: _photocopy, Level.WORN: _other_machine}


def scan(
    picture: Picture,
    level: Level,
    seed: int,
    *,
    dpi: float | None = None,
    behind: Picture | None = None,
    bilevel: bool = False,
    quarter_turns: int = 0,
) -> Scan:
    """Scans a page picture.

    Args:
        picture: A page, gray or RGB.
        level: How badly.
        seed: Of the random generator.
        dpi: Of the picture; the level's own (LEVEL_DPI) where None.
        behind: What stands on the sheet's other side, of the same size.
        bilevel: Black and white only.
        quarter_turns: Clockwise turns of the page on the glass.
    """
    rng = np.random.default_rng([seed, list(Level).index(level)])
    resolution = float(dpi or LEVEL_DPI[level])
    if behind is not None and behind.shape[:2] == picture.shape[:2]:
        picture = shown_through(picture, behind, SHOW_THROUGH[level])
    page, pixels, angle = _CHAINS[level](picture, resolution, rng)
    if level is Level.L3 and not bilevel:
        page = noisy(np.clip(page.astype(np.int16) * 0.83 + 22, 0, 255).astype(np.uint8), rng, 5.0)
    if bilevel:
        page = two_toned(_gray(page))
    height, width = (length * 72 / resolution for length in page.shape[:2])
    a, b, c, d, e, f = pixels
    c, f = c * 72 / resolution, f * 72 / resolution
    for _ in range(quarter_turns % 4):  # clockwise: (x, y) goes to (height - y, x)
        a, b, c, d, e, f = -d, -e, height - f, a, b, c
        width, height = height, width
    page = turned(page, quarter_turns % 4) if quarter_turns % 4 else page
    placement = Placement((a, b, c, d, e, f), 90 * (quarter_turns % 4), angle)
    return Scan(page, resolution, placement, bilevel, JPEG_QUALITY[level])


def degrade(picture: Picture, level: Level | str, seed: int, dpi: float | None = None) -> Picture:
    """The picture as a scan of `level`, upright, with the traces of its JPEG; gray or RGB of the same size."""
    scanned = scan(picture, Level(level), seed, dpi=dpi)
    return scanned.picture if scanned.bilevel else compressed(scanned.picture, scanned.jpeg_quality)
