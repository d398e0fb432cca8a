"""Pictures of tables, drawn line by line and degraded as scanners and copiers do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Place = tuple[int, int, int, int]
DPI = 144.0
POINT = DPI / 72


@dataclass(frozen=True)
class Drawn:
    """A picture of a table and where its grid's lines were drawn, in pixels."""

    picture: Picture
    rows: tuple[int, ...]
    columns: tuple[int, ...]


def page(width: float = 595, height: float = 842) -> Picture:
    """An empty page of so many points."""
    return np.full((round(height * POINT), round(width * POINT)), 245, np.uint8)


def draw_table(
    picture: Picture,
    columns: Sequence[float],
    rows: Sequence[float],
    merged: Sequence[Place] = (),
    *,
    open_bottom: bool = False,
    text: bool = True,
    shade: int = 40,
) -> Drawn:
    """Draws a grid with edges at `columns` and `rows` (points) into `picture`, words into its cells.

    `merged` lists cells as (row, column, row span, column span) that have no lines inside.
    """
    xs = tuple(round(x * POINT) for x in columns)
    ys = tuple(round(y * POINT) for y in rows)
    owner = {(r, c): (r, c) for r in range(len(ys) - 1) for c in range(len(xs) - 1)}
    for row, column, row_span, column_span in merged:
        for r in range(row, row + row_span):
            for c in range(column, column + column_span):
                owner[r, c] = (row, column)
    for (r, c), own in owner.items():
        if r == 0 or owner[r - 1, c] != own:
            cv2.line(picture, (xs[c], ys[r]), (xs[c + 1], ys[r]), shade, 2)
        if c == 0 or owner[r, c - 1] != own:
            cv2.line(picture, (xs[c], ys[r]), (xs[c], ys[r + 1]), shade, 2)
        if c == len(xs) - 2:
            cv2.line(picture, (xs[c + 1], ys[r]), (xs[c + 1], ys[r + 1]), shade, 2)
        if r == len(ys) - 2 and not open_bottom:
            cv2.line(picture, (xs[c], ys[r + 1]), (xs[c + 1], ys[r + 1]), shade, 2)
        if text and own == (r, c):
            write(
                picture, "Van phong" if xs[c + 1] - xs[c] > 60 * POINT else "1", xs[c] / POINT + 4, ys[r] / POINT + 12
            )
    return Drawn(picture, ys, xs)


def write(picture: Picture, text: str, x: float, y: float, size: float = 0.45) -> None:
    """Writes `text` with its baseline at (x, y), points."""
    cv2.putText(picture, text, (round(x * POINT), round(y * POINT)), cv2.FONT_HERSHEY_COMPLEX, size * POINT / 2, 30, 1)


def write_page(picture: Picture, lines: int = 30) -> None:
    """Fills a page with lines of text."""
    for line in range(lines):
        write(picture, "Thuc hien nhiem vu cai cach hanh chinh nam 2025 theo ke hoach", 60, 60 + 20 * line, 0.6)


def skewed(picture: Picture, degrees: float) -> Picture:
    """The picture turned by a small angle about its middle."""
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return np.asarray(cv2.warpAffine(picture, matrix, (width, height), borderValue=(245,)), np.uint8)


def curved(picture: Picture, points: float) -> Picture:
    """Level lines bent as those of a page that lies uneven: the middle lies `points` lower than the sides."""
    height, width = picture.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    bent = y - np.float32(points * POINT) * np.sin(np.pi * x / width, dtype=np.float32)
    return np.asarray(cv2.remap(picture, x, bent, cv2.INTER_LINEAR, borderValue=(245,)), np.uint8)


def noisy(picture: Picture, seed: int, sigma: float = 12.0) -> Picture:
    """Grain, and light that falls off to one side."""
    grain = np.random.default_rng(seed).normal(0, sigma, picture.shape)
    light = np.linspace(1.0, 0.6, picture.shape[1])[np.newaxis, :]
    return np.clip(picture * light + grain, 0, 255).astype(np.uint8)


def broken(picture: Picture, seed: int, share: float = 0.1) -> Picture:
    """What a photocopier drops: small blots of paper all over."""
    random = np.random.default_rng(seed)
    height, width = picture.shape
    blots = (random.random((height // 2 + 1, width // 2 + 1)) < share).astype(np.uint8)
    mask = cv2.resize(blots, (blots.shape[1] * 2, blots.shape[0] * 2), interpolation=cv2.INTER_NEAREST)
    damaged = picture.copy()
    damaged[mask[:height, :width] > 0] = 245
    return damaged


def stamped(picture: Picture, x: float, y: float, radius: float = 50) -> Picture:
    """A round stamp with its middle at (x, y), points, and a signature's stroke across it."""
    marked = picture.copy()
    centre = (round(x * POINT), round(y * POINT))
    for r in (radius, radius - 3, radius * 0.6):
        cv2.circle(marked, centre, round(r * POINT), 90, 2, cv2.LINE_AA)
    for k in range(24):
        angle = k * np.pi / 12
        spot = (
            round(centre[0] + 0.8 * radius * POINT * np.cos(angle)),
            round(centre[1] + 0.8 * radius * POINT * np.sin(angle)),
        )
        cv2.putText(marked, "H", spot, cv2.FONT_HERSHEY_SIMPLEX, 0.5, 90, 1)
    stroke = np.array([[-60, 10], [-20, -35], [0, 30], [25, -30], [40, 25], [90, -10]]) * POINT
    cv2.polylines(marked, [(stroke + centre).astype(np.int32)], False, 60, 3, cv2.LINE_AA)
    return marked
