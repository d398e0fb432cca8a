"""What hands leave on a printed page: the round red stamp, the signature in blue ink, pencilled marks.

Every function takes a page picture and gives a colour picture of the same size; the ink is laid over the print as a
transparent layer, as a scanner sees it.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from samples.fonts import Face, font_file
from samples.printing import Picture

Field = npt.NDArray[np.floating[Any]]

STAMP_DIAMETER_MM = 36.0
STAMP_RED = (196, 28, 46)
INK_BLUE = (28, 44, 150)
STAMP_STRENGTH = (0.65, 0.95)
"""Share of the paper's light that the ink takes away where it lies."""


def to_rgb(picture: Picture) -> Picture:
    """The picture with three channels."""
    return np.repeat(picture[:, :, None], 3, axis=2) if picture.ndim == 2 else picture


def _lay_ink(picture: Picture, mask: Field, corner: tuple[int, int], colour: tuple[int, int, int]) -> Picture:
    """Multiplies the picture by the ink's colour where `mask` (float, 0 to 1) lies with its top left at `corner`."""
    result = to_rgb(picture).copy()
    x, y = corner
    x0, y0 = max(x, 0), max(y, 0)
    x1, y1 = min(x + mask.shape[1], result.shape[1]), min(y + mask.shape[0], result.shape[0])
    if x1 <= x0 or y1 <= y0:
        return result
    part = mask[y0 - y : y1 - y, x0 - x : x1 - x, None]
    light = 1 - part * (1 - np.array(colour, np.float32) / 255)
    result[y0:y1, x0:x1] = (result[y0:y1, x0:x1] * light).astype(np.uint8)
    return result


def _stamp_mask(text: str, size: int) -> Field:
    """Double ring, text along it, a star in the middle: float mask of (size, size)."""
    scale = 2
    side = size * scale
    image = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(image)
    radius, centre = side / 2 - 4, side / 2
    for share, thickness in ((1.0, 0.035), (0.93, 0.012), (0.62, 0.014)):
        r = radius * share
        draw.ellipse(
            (centre - r, centre - r, centre + r, centre + r), outline=255, width=max(2, int(radius * thickness))
        )
    points = []
    for index in range(10):
        r = radius * (0.30 if index % 2 == 0 else 0.115)
        angle = np.pi * index / 5 - np.pi / 2
        points.append((centre + r * np.cos(angle), centre + r * np.sin(angle)))
    draw.polygon(points, fill=255)
    letters = [*text, *"  *  "]
    height = min(radius * 0.21, 2 * np.pi * radius * 0.70 / (0.78 * len(letters)))
    font = ImageFont.truetype(str(font_file(Face.BOLD)), int(height))
    advance = [max(font.getlength(letter), height * 0.3) for letter in letters]
    start = -np.pi / 2 - np.pi * (1 - sum(advance[-5:]) / sum(advance))
    position = 0.0
    for letter, width in zip(letters, advance, strict=True):
        angle = start + 2 * np.pi * (position + width / 2) / sum(advance)
        position += width
        tile = Image.new("L", (int(height * 2), int(height * 2)), 0)
        ImageDraw.Draw(tile).text((height, height), letter, fill=255, font=font, anchor="mm")
        tile = tile.rotate(-np.degrees(angle + np.pi / 2), resample=Image.Resampling.BICUBIC)
        r = radius * 0.775
        place = (int(centre + r * np.cos(angle) - height), int(centre + r * np.sin(angle) - height))
        image.paste(255, place, tile)
    small = image.resize((size, size), Image.Resampling.BOX)
    return np.asarray(small, np.float32) / 255


def stamp(picture: Picture, text: str, centre: tuple[float, float], dpi: float, rng: np.random.Generator) -> Picture:
    """A round red stamp of 36 mm around `centre` (points), turned a little, inked unevenly, with dry spots."""
    size = round(STAMP_DIAMETER_MM / 25.4 * dpi)
    mask = _stamp_mask(text, size)
    turn = cv2.getRotationMatrix2D((size / 2, size / 2), float(rng.normal(0, 6)), 1.0)
    mask = np.asarray(cv2.warpAffine(mask, turn, (size, size)), np.float32)
    patches = cv2.resize(rng.random((7, 7), dtype=np.float32), (size, size), interpolation=cv2.INTER_CUBIC)
    grain = cv2.GaussianBlur(rng.random((size, size), dtype=np.float32), (0, 0), max(dpi / 300, 0.5))
    ink = np.clip(0.72 + 0.5 * (patches - 0.35) + 1.6 * (grain - 0.5), 0.05, 1)
    mask = cv2.GaussianBlur(mask * ink, (0, 0), dpi / 400) * float(rng.uniform(*STAMP_STRENGTH))
    corner = (round(centre[0] * dpi / 72 - size / 2), round(centre[1] * dpi / 72 - size / 2))
    return _lay_ink(picture, mask, corner, STAMP_RED)


def signature(picture: Picture, centre: tuple[float, float], dpi: float, rng: np.random.Generator) -> Picture:
    """A signature of some 45 mm around `centre` (points): loops that tire to the right, and a stroke beneath."""
    width, height = round(1.9 * dpi), round(0.85 * dpi)
    n_loops = int(rng.integers(3, 7))
    time = np.linspace(0, 1, 60 * n_loops)
    phase = 2 * np.pi * n_loops * time
    swell = (0.42 - 0.28 * time) * (1 + 0.35 * np.sin(phase * 0.37 + float(rng.uniform(0, 6))))
    x = 0.10 + 0.72 * time + 0.06 * np.cos(phase + float(rng.uniform(0, 3))) * (1.2 - time)
    y = 0.5 - 0.12 * time + swell * np.sin(phase) * float(rng.uniform(0.8, 1.0))
    strokes = [np.stack([x, y], 1)]
    t = np.linspace(0, 1, 40)
    strokes.append(np.stack([0.25 + 0.7 * t, 0.86 - 0.14 * t + 0.05 * np.sin(3 * t)], 1))
    mask = np.zeros((height, width), np.uint8)
    thickness = max(1, round(dpi / 72 * float(rng.uniform(0.9, 1.5))))
    for stroke in strokes:
        points = np.round(stroke * (width, height) * 8).astype(np.int32)
        cv2.polylines(mask, [points.reshape(-1, 1, 2)], False, 255, thickness, cv2.LINE_AA, shift=3)
    soft = cv2.GaussianBlur(mask, (0, 0), dpi / 500).astype(np.float32) / 255 * 0.9
    corner = (round(centre[0] * dpi / 72 - width / 2), round(centre[1] * dpi / 72 - height / 2))
    return _lay_ink(picture, soft, corner, INK_BLUE)
