"""Other harm than that of `degrade`'s levels: what a program that was built on those has not met.

Pages curl towards a spine, light falls off to one side, a fax machine or a cheap multifunction printer dithers and
drops lines, the threshold follows its neighbourhood or the whole page. One of several machines a seed; each is a chain
of effects on a picture.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from samples.printing import Picture

Affine = tuple[float, float, float, float, float, float]


def curled(picture: Picture, rng: np.random.Generator, depth_px: float) -> Picture:
    """A page bound on its left or right: lines sink towards the spine, and the letters there are narrow."""
    height, width = picture.shape
    x = np.arange(width, dtype=np.float32)
    near = np.exp(-(x if rng.random() < 0.5 else width - 1 - x) / (0.12 * width))
    drop = depth_px * near * (1 if rng.random() < 0.5 else -1)
    y = np.arange(height, dtype=np.float32)[:, None] + drop[None, :] * np.linspace(0.6, 1.0, height)[:, None]
    map_x = np.broadcast_to(x, (height, width)).astype(np.float32)
    return _remapped(picture, map_x, y.astype(np.float32))


def rippled(picture: Picture, rng: np.random.Generator, depth_px: float, knots: int = 4) -> Picture:
    """Moist paper: every place moves a little, as its neighbours do."""
    height, width = picture.shape
    shift = rng.uniform(-1, 1, (2, knots + 1, knots)).astype(np.float32) * depth_px
    moved = [cv2.resize(field, (width, height), interpolation=cv2.INTER_CUBIC) for field in shift]
    x = np.arange(width, dtype=np.float32)[None, :] + moved[0]
    y = np.arange(height, dtype=np.float32)[:, None] + moved[1]
    return _remapped(picture, x.astype(np.float32), y.astype(np.float32))


def _remapped(picture: Picture, x: npt.NDArray[Any], y: npt.NDArray[Any]) -> Picture:
    moved = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.uint8)


def shadowed(picture: Picture, rng: np.random.Generator, depth: float) -> Picture:
    """A shadow that falls over a part of the page with a soft edge, as of an arm or a camera."""
    height, width = picture.shape
    angle = rng.uniform(0, 2 * np.pi)
    x = np.linspace(-0.5, 0.5, width, dtype=np.float32)[None, :] * np.cos(angle)
    y = np.linspace(-0.5, 0.5, height, dtype=np.float32)[:, None] * np.sin(angle)
    light = 1 - depth / (1 + np.exp(-(x + y - rng.uniform(-0.2, 0.2)) * 14))
    return np.asarray(np.clip(picture * light, 0, 255), np.uint8)


def smeared(picture: Picture, length_px: int, *, upright: bool) -> Picture:
    """Moved while it was taken: averaged over a short run of pixels."""
    size = (1, length_px) if upright else (length_px, 1)
    return np.asarray(cv2.blur(picture, size), np.uint8)


def dithered(picture: Picture) -> Picture:
    """Black and white by the ordered pattern of Bayer (4 x 4), which breaks thin gray lines."""
    pattern = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) * 16 + 8
    height, width = picture.shape
    tiled = np.tile(pattern, (height // 4 + 1, width // 4 + 1))[:height, :width]
    return np.where(picture < tiled * 0.55 + 58, 0, 255).astype(np.uint8)


def thresholded_by_neighbourhood(picture: Picture, dpi: float) -> Picture:
    """Black and white by the mean around each pixel."""
    side = 2 * round(dpi / 16) + 1
    result = cv2.adaptiveThreshold(picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, side, 14)
    return np.asarray(result, np.uint8)


def thresholded_as_a_whole(picture: Picture) -> Picture:
    """Black and white by one threshold for the page (Otsu 1979)."""
    return np.asarray(cv2.threshold(picture, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1], np.uint8)


def faxed(picture: Picture, rng: np.random.Generator, dpi: float) -> Picture:
    """At 200 x 100 lines an inch and back, with lines repeated or lost in transmission."""
    height, width = picture.shape
    small = cv2.resize(picture, (round(width * 200 / dpi), round(height * 100 / dpi)), interpolation=cv2.INTER_AREA)
    for row in rng.integers(1, len(small), int(rng.integers(2, 9))):
        if rng.random() < 0.7:
            small[row] = small[row - 1]
        else:
            start = int(rng.integers(0, small.shape[1] // 2))
            small[row, start : start + int(rng.integers(40, small.shape[1] // 2))] = 0
    small = np.where(small < 150, 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def worn(picture: Picture, dpi: float, rng: np.random.Generator) -> Picture:
    """A gray page picture as one of five machines gives it: (height, width), gray or black and white in gray."""
    inch = dpi
    match int(rng.integers(5)):
        case 0:  # an open book under an overhead scanner
            page = curled(picture, rng, 0.03 * inch * float(rng.uniform(0.5, 1.6)))
            page = shadowed(page, rng, float(rng.uniform(0.2, 0.45)))
            return np.asarray(cv2.GaussianBlur(page, (0, 0), 0.8 * dpi / 200), np.uint8)
        case 1:  # a phone: moist paper, moved, sharpened by its software
            page = rippled(picture, rng, 0.012 * inch)
            page = smeared(shadowed(page, rng, 0.3), max(2, round(dpi / 90)), upright=bool(rng.random() < 0.5))
            return np.asarray(cv2.addWeighted(page, 1.6, cv2.GaussianBlur(page, (0, 0), 2.0), -0.6, 0), np.uint8)
        case 2:  # black and white by the neighbourhood, thin lines broken
            page = rippled(smeared(picture, 2, upright=True), rng, 0.006 * inch)
            noise = rng.normal(0, 5, page.shape)
            return thresholded_by_neighbourhood(np.clip(page + noise, 0, 255).astype(np.uint8), dpi)
        case 3:  # dithered by a driver that thinks it is a photograph
            light = picture.astype(np.float32) * 0.55 + 100
            return np.asarray(cv2.GaussianBlur(dithered(light.astype(np.uint8)), (0, 0), 0.6), np.uint8)
        case _:
            return thresholded_as_a_whole(faxed(curled(picture, rng, 0.01 * inch), rng, dpi))
