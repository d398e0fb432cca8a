"""Pictures as pages: PNG, JPEG, and TIFF with as many pages as it has frames."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, UnidentifiedImageError

from extractors.layout import Box
from extractors.reading.text_layer import Character
from pipeline.errors import InputDamaged, InputTooLarge, PageError, PageTooLarge
from pipeline.picture_modes import as_held, eight_bits
from pipeline.source import (
    MAX_PAGES,
    MAX_PIXELS,
    MIN_DPI,
    POINTS_PER_INCH,
    Picture,
    SourcePage,
    bounded_dpi,
    check_size,
)

DEFAULT_IMAGE_DPI = 200.0
"""Taken where a picture file doesn't say its resolution and its size doesn't fit a sheet of paper."""
A4_SIDES_IN = (8.27, 11.69)


def open_images(path: Path) -> ImageSource:
    """Opens a picture; raises InputDamaged, InputTooLarge."""
    with _told_of(path.name):
        return ImageSource(path.name, Image.open(path))


@contextmanager
def _told_of(name: str) -> Iterator[None]:
    try:
        yield
    except Image.DecompressionBombError as error:
        raise InputTooLarge("the picture is too large", name) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise InputDamaged(f"the picture can't be opened{_detail(error)}", name) from error


class ImageSource:
    """A picture file, each of its frames a page."""

    def __init__(self, name: str, image: Image.Image) -> None:
        self.name = name
        self._image = image

    @functools.cached_property
    def n_pages(self) -> int:
        """Frames of the file, all of which are looked at to count them; raises InputDamaged, InputTooLarge."""
        with _told_of(self.name):
            n_pages: int = getattr(self._image, "n_frames", 1)
        if n_pages > MAX_PAGES:
            raise InputTooLarge(f"the picture has {n_pages} pages, more than {MAX_PAGES}", self.name)
        return n_pages

    def page(self, page: int) -> SourcePage:
        """Page `page`, counted from 1."""
        subject = f"{self.name}, page {page}"
        try:
            self._image.seek(page - 1)
        except (EOFError, OSError, ValueError, SyntaxError) as error:
            raise PageError(f"the page can't be loaded{_detail(error)}", subject) from error
        return ImagePage(self._image, subject)

    def close(self) -> None:
        """Closes the file."""
        self._image.close()


class ImagePage:
    """A picture as a page; its size on paper is told by its resolution."""

    def __init__(self, image: Image.Image, subject: str) -> None:
        width_px, height_px = image.size
        if width_px * height_px > MAX_PIXELS:
            raise PageTooLarge(f"the picture has {width_px} x {height_px} pixels", subject)
        try:
            self._image = as_held(image)
        except (OSError, ValueError, SyntaxError, MemoryError) as error:
            raise PageError(f"the picture can't be decoded{_detail(error)}", subject) from error
        width_px, height_px = self._image.size
        self._subject = subject
        self._dpi = _stated_dpi(image) or _fitting_dpi(width_px, height_px)
        self.width = width_px * POINTS_PER_INCH / self._dpi
        self.height = height_px * POINTS_PER_INCH / self._dpi
        check_size(self.width, self.height, subject)

    def picture_dpi(self) -> float | None:
        """The picture's own resolution."""
        return self._dpi

    def pictures(self) -> list[Box]:
        """None: nothing is pasted into a picture."""
        return []

    def has_drawings(self) -> bool:
        """True: anything may be on a picture."""
        return True

    def render(self, dpi: float) -> Picture:
        """The picture at `dpi`."""
        dpi = bounded_dpi(self.width, self.height, dpi)
        try:
            picture = eight_bits(self._image)
        except (OSError, ValueError, SyntaxError, MemoryError) as error:
            raise PageError(f"the picture can't be decoded{_detail(error)}", self._subject) from error
        scale = dpi / self._dpi
        if abs(scale - 1) < 0.01:
            return np.ascontiguousarray(picture)
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=how), dtype=np.uint8)

    def characters(self) -> list[Character]:
        """None: a picture has no text layer."""
        return []

    def in_capital_fonts(self) -> list[bool]:
        """None, as `characters`."""
        return []


def _detail(error: Exception) -> str:
    """What Pillow says of a picture, after a colon, where it fits on a line: "image file is truncated"."""
    told = " ".join(str(error).split())
    return f": {told}" if 0 < len(told) < 100 and "/" not in told else ""


def _stated_dpi(image: Image.Image) -> float | None:
    """The resolution that a picture file states, where it is one that a scanner has (screens state 72 or 96)."""
    stated = image.info.get("dpi")
    try:
        dpi = float(stated[0]) if stated else 0.0
    except (TypeError, ValueError, IndexError):
        return None
    return dpi if 100 <= dpi <= 1200 else None


def _fitting_dpi(width_px: int, height_px: int) -> float:
    """The resolution at which a picture would be A4, else DEFAULT_IMAGE_DPI."""
    short, long = sorted((width_px, height_px))
    if abs(long / short - A4_SIDES_IN[1] / A4_SIDES_IN[0]) > 0.25:
        return DEFAULT_IMAGE_DPI
    return max(long / A4_SIDES_IN[1], MIN_DPI)
