"""Opens a file as pages that can be measured, rendered and asked for their text layer.

Decides how each kind of file is opened and bounds what untrusted input may cost before any pixel exists. What the
pictures and characters mean is for the extractors.
"""

from __future__ import annotations

import ctypes
import functools
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from extractors.layout import Box
from extractors.reading.text_layer import Character
from pipeline.errors import (
    InputDamaged,
    InputEmpty,
    InputEncrypted,
    InputNotRecognised,
    InputTooLarge,
    InputUnreadable,
    PageError,
    PageTooLarge,
)
from pipeline.mending import mended
from pipeline.picture_modes import as_held, eight_bits

POINTS_PER_INCH = 72.0
MAX_PAGES = 5000
"""More pages than any plan has; beyond it a page tree is taken for an attack."""
MAX_PIXELS = 40_000_000
"""An A3 page at 400 dpi has 31 million."""
MIN_SIDE_PT = 18.0
"""A line of 13 pt with its leading."""
MIN_DPI = 40.0
"""Below it letters of 13 pt are 4 px high: nothing can be read."""
MAX_IMAGE_OBJECTS = 64
"""Pictures looked at to tell a scan's resolution; a digital page may have thousands of tiny ones."""
DEFAULT_IMAGE_DPI = 200.0
"""Taken where a picture file doesn't say its resolution and its size doesn't fit a sheet of paper."""
A4_SIDES_IN = (8.27, 11.69)
FIRST_BYTES = {
    "PNG": (b"\x89PNG",),
    "JPEG": (b"\xff\xd8\xff",),
    "TIFF": (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),  # + where the file may have more than 4 GB
}
KIND_SUFFIXES = {"PDF": (".pdf",), "PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "TIFF": (".tif", ".tiff")}
SUFFIXES = tuple(suffix for suffixes in KIND_SUFFIXES.values() for suffix in suffixes)

Picture = NDArray[np.uint8]


class SourcePage(Protocol):
    """One page of an open source, as shown by a viewer."""

    @property
    def width(self) -> float:
        """Points."""
        ...

    @property
    def height(self) -> float:
        """Points."""
        ...

    def picture_dpi(self) -> float | None:
        """Resolution of the picture that covers most of the page; None where there is none."""
        ...

    def pictures(self) -> list[Box]:
        """Where pictures are pasted into a digital page, in points as shown; of the first MAX_IMAGE_OBJECTS of them."""
        ...

    def has_drawings(self) -> bool:
        """False where the page surely shows nothing but letters, so that no ruling line can be on it."""
        ...

    def render(self, dpi: float) -> Picture:
        """The page as RGB (height, width, 3) or gray (height, width), uint8, at `dpi`.

        Raises PageTooLarge where it would pass MAX_PIXELS, before anything is allocated.
        """
        ...

    def characters(self) -> list[Character]:
        """The characters of the text layer in the file's order; empty where there is none."""
        ...

    def in_capital_fonts(self) -> list[bool]:
        """For each of `characters`, whether it is in a font that draws small letters as capitals (".VnTimeH")."""
        ...


class Source(Protocol):
    """An open file."""

    name: str
    n_pages: int

    def page(self, page: int) -> SourcePage:
        """Page `page`, counted from 1."""
        ...


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Opens a PDF, TIFF, JPEG or PNG by what its first bytes say.

    Raises:
        InputUnreadable: missing or not to be read.
        InputEmpty: no bytes or no pages.
        InputNotRecognised: another kind of file.
        InputEncrypted: a PDF that needs a password.
        InputDamaged: broken beyond what the libraries mend.
        InputTooLarge: more than MAX_PAGES pages.
    """
    try:
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError as error:
        raise InputUnreadable(error.strerror or str(error), path.name) from error
    if not start:
        raise InputEmpty("the file is empty", path.name)
    kind = _kind(start)
    if kind is None:
        raise InputNotRecognised("neither PDF, TIFF, JPEG nor PNG", path.name)
    if path.suffix.lower() in SUFFIXES and path.suffix.lower() not in KIND_SUFFIXES[kind]:
        raise InputNotRecognised(f"a {kind} file although its name says {path.suffix.lower()}", path.name)
    if kind == "PDF":
        pdf = _open_pdf(path)
        try:
            yield pdf
        finally:
            pdf.close()
    else:
        images = _open_images(path)
        try:
            yield images
        finally:
            images.close()


def _kind(start: bytes) -> str | None:
    """The kind of file that begins with `start`; a PDF may have up to a kilobyte of other things before it."""
    for kind, marks in FIRST_BYTES.items():
        if start.startswith(marks):
            return kind
    return "PDF" if b"%PDF-" in start else None


def check_size(width: float, height: float, subject: str) -> None:
    """Raises PageError where no line of text fits on a page of that size (points), or it has none."""
    if not min(width, height) >= MIN_SIDE_PT:  # also where it is no number
        raise PageError(f"the page measures {width:.3g} x {height:.3g} points, too small for a line of text", subject)


def bounded_dpi(width: float, height: float, dpi: float) -> float:
    """`dpi`, or the highest resolution at which a page of that size (points) has no more than MAX_PIXELS.

    Raises PageTooLarge where that is under MIN_DPI, ValueError where the page has no area.
    """
    if not (width > 0 and height > 0):
        raise ValueError("page without area")
    highest = POINTS_PER_INCH * math.sqrt(MAX_PIXELS / (width * height))
    if highest < MIN_DPI:
        raise PageTooLarge(f"the page measures {width:.0f} x {height:.0f} points")
    return min(dpi, highest)


def _open_pdf(path: Path) -> PdfSource:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise InputEncrypted("the PDF is encrypted", path.name) from error
        return _open_mended(path, error)
    return _bounded(PdfSource(path.name, document))


def _open_mended(path: Path, error: pdfium.PdfiumError) -> PdfSource:
    """A PDF that pdfium can't open, where qpdf finds pages in it."""
    pdf = mended(path)
    if pdf is None:
        raise InputDamaged("the PDF can't be opened, and no page is found in it", path.name) from error
    try:
        return _bounded(PdfSource(path.name, pdfium.PdfDocument(pdf.data), pdf.n_lost))
    except pdfium.PdfiumError:
        raise InputDamaged("the PDF can't be opened", path.name) from error


def _bounded(source: PdfSource) -> PdfSource:
    """`source` where it has as many pages as a plan may have."""
    if 0 < source.n_pages <= MAX_PAGES:
        return source
    source.close()
    if source.n_pages == 0:
        raise InputEmpty("the PDF has no pages", source.name)
    raise InputTooLarge(f"the PDF has {source.n_pages} pages, more than {MAX_PAGES}", source.name)


class PdfSource:
    """A PDF opened by pdfium; the last `n_lost` of its pages are known to be missing."""

    def __init__(self, name: str, document: pdfium.PdfDocument, n_lost: int = 0) -> None:
        self.name = name
        self.n_pages = len(document) + n_lost
        self._document = document

    def page(self, page: int) -> SourcePage:
        """Page `page`, counted from 1; raises PageError where the PDF has no sound page there."""
        if page > len(self._document):
            raise PageError("it is lost: the PDF is cut short or damaged", f"{self.name}, page {page}")
        try:
            return PdfPage(self._document[page - 1], f"{self.name}, page {page}")
        except pdfium.PdfiumError as error:
            raise PageError("the page can't be loaded", f"{self.name}, page {page}") from error

    def close(self) -> None:
        """Frees pdfium's memory."""
        self._document.close()


class PdfPage:
    """A page of a PDF."""

    def __init__(self, page: pdfium.PdfPage, subject: str) -> None:
        self._page = page
        self._subject = subject
        self.width, self.height = page.get_size()
        check_size(self.width, self.height, subject)

    def picture_dpi(self) -> float | None:
        """Resolution of the picture that covers at least half of the page; None where there is none."""
        if self._kinds_of_objects <= {pdfium_c.FPDF_PAGEOBJ_TEXT, pdfium_c.FPDF_PAGEOBJ_PATH}:
            return None
        page_area = self.width * self.height
        best: tuple[float, float] | None = None
        objects = self._page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=4)
        for _, image in zip(range(MAX_IMAGE_OBJECTS), objects, strict=False):
            try:
                left, bottom, right, top = image.get_bounds()
                width_px, height_px = image.get_px_size()
            except pdfium.PdfiumError:
                continue  # an image object without a picture: it shows nothing
            area = (right - left) * (top - bottom)
            if area >= page_area / 2 and (best is None or area > best[0]):
                best = area, POINTS_PER_INCH * math.sqrt(width_px * height_px / area)
        return best[1] if best else None

    def pictures(self) -> list[Box]:
        """Where pictures are, in points as shown."""
        if pdfium_c.FPDF_PAGEOBJ_IMAGE not in self._kinds_of_objects:
            return []
        a, b, c, d, e, f = _to_shown(self._page, self.width, self.height)
        found = []
        objects = self._page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=1)
        for _, image in zip(range(MAX_IMAGE_OBJECTS), objects, strict=False):
            try:
                left, bottom, right, top = image.get_bounds()
            except pdfium.PdfiumError:
                continue  # an image object without a picture: it shows nothing
            xs = (a * left + b * bottom + c, a * right + b * top + c)
            ys = (d * left + e * bottom + f, d * right + e * top + f)
            found.append(Box(min(xs), min(ys), max(xs), max(ys)))
        return found

    def has_drawings(self) -> bool:
        """True where the page holds anything but text: paths, pictures, shadings, forms, annotations."""
        only_text = self._kinds_of_objects <= {pdfium_c.FPDF_PAGEOBJ_TEXT}
        return not only_text or pdfium_c.FPDFPage_GetAnnotCount(self._page.raw) > 0

    @functools.cached_property
    def _kinds_of_objects(self) -> frozenset[int]:
        """Kinds (FPDF_PAGEOBJ_...) of the page's own objects; what a form holds is not looked into."""
        page = self._page.raw
        count = pdfium_c.FPDFPage_CountObjects(page)
        return frozenset(
            pdfium_c.FPDFPageObj_GetType(pdfium_c.FPDFPage_GetObject(page, index)) for index in range(count)
        )

    def render(self, dpi: float) -> Picture:
        """The page as RGB, annotations (stamps are sometimes such) included."""
        dpi = bounded_dpi(self.width, self.height, dpi)
        try:
            bitmap = self._page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)
        except (pdfium.PdfiumError, MemoryError) as error:
            raise PageError("the page can't be rendered", self._subject) from error
        picture: Picture = bitmap.to_numpy()[:, :, :3].copy()
        bitmap.close()
        return picture

    def characters(self) -> list[Character]:
        """The characters of the text layer, with boxes on the page as shown."""
        text_page = self._page.get_textpage()
        try:
            return list(_characters(self._page, text_page, self.width, self.height))
        finally:
            text_page.close()

    def in_capital_fonts(self) -> list[bool]:
        """For each of `characters`, whether it is in a font that draws small letters as capitals (".VnTimeH")."""
        text_page = self._page.get_textpage()
        bounds, flags = pdfium_c.FS_RECTF(), ctypes.c_int()
        name = ctypes.create_string_buffer(_LONGEST_FONT_NAME)
        handle = text_page.raw
        try:
            return [
                pdfium_c.FPDFText_GetFontInfo(handle, index, name, len(name), ctypes.byref(flags)) > 0
                and _CAPITAL_FONT.search(name.value) is not None
                for index in range(text_page.count_chars())
                if pdfium_c.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(bounds))
            ]
        finally:
            text_page.close()


_CAPITAL_FONT = re.compile(rb"^(?:[A-Z]{6}\+)?\.Vn\w*H\b")
_LONGEST_FONT_NAME = 128
_DEVICE_SCALE = 100
"""FPDF_PageToDevice gives whole numbers: a hundredth of a point is finer than any character box."""


def _characters(
    page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, width: float, height: float
) -> Iterator[Character]:
    a, b, c, d, e, f = _to_shown(page, width, height)
    bounds = pdfium_c.FS_RECTF()
    pointer = ctypes.byref(bounds)
    # The loose box reaches from descender to ascender whatever the letter, so that words of a line are level.
    get_code, get_box, handle = pdfium_c.FPDFText_GetUnicode, pdfium_c.FPDFText_GetLooseCharBox, text_page.raw
    for index in range(text_page.count_chars()):
        code = get_code(handle, index)
        if not get_box(handle, index, pointer):
            continue
        x0, y0, x1, y1 = bounds.left, bounds.top, bounds.right, bounds.bottom
        x0, y0, x1, y1 = a * x0 + b * y0 + c, d * x0 + e * y0 + f, a * x1 + b * y1 + c, d * x1 + e * y1 + f
        box = Box(x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        yield Character(chr(code) if code <= 0x10FFFF else "\ufffd", box)


def _to_shown(page: pdfium.PdfPage, width: float, height: float) -> tuple[float, float, float, float, float, float]:
    """The affine map from PDF user space to points of the page as shown, asked of pdfium by three points."""

    def shown(x: float, y: float) -> tuple[float, float]:
        column, row = ctypes.c_int(), ctypes.c_int()
        size = int(width * _DEVICE_SCALE), int(height * _DEVICE_SCALE)
        pdfium_c.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, ctypes.byref(column), ctypes.byref(row))
        return column.value / _DEVICE_SCALE, row.value / _DEVICE_SCALE

    reach = 1000.0
    (x0, y0), (xx, yx), (xy, yy) = shown(0, 0), shown(reach, 0), shown(0, reach)
    return (xx - x0) / reach, (xy - x0) / reach, x0, (yx - y0) / reach, (yy - y0) / reach, y0


def _open_images(path: Path) -> ImageSource:
    try:
        image = Image.open(path)
        n_pages = getattr(image, "n_frames", 1)
    except Image.DecompressionBombError as error:
        raise InputTooLarge("the picture is too large", path.name) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise InputDamaged(f"the picture can't be opened{_detail(error)}", path.name) from error
    if n_pages > MAX_PAGES:
        image.close()
        raise InputTooLarge(f"the picture has {n_pages} pages, more than {MAX_PAGES}", path.name)
    return ImageSource(path.name, image, n_pages)


class ImageSource:
    """A picture file, each of its frames a page."""

    def __init__(self, name: str, image: Image.Image, n_pages: int) -> None:
        self.name = name
        self.n_pages = n_pages
        self._image = image

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
