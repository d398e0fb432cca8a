"""PDFs as pages, by pdfium; those that it can't open as qpdf mends them."""

from __future__ import annotations

import ctypes
import functools
import math
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.layout import Box
from extractors.reading.text_layer import Character
from pipeline.errors import InputDamaged, InputEmpty, InputEncrypted, InputTooLarge, PageError
from pipeline.mending import mended
from pipeline.source import MAX_PAGES, POINTS_PER_INCH, Picture, SourcePage, bounded_dpi, check_size

MAX_IMAGE_OBJECTS = 64
"""Pictures looked at to tell a scan's resolution; a digital page may have thousands of tiny ones."""


def open_pdf(path: Path) -> PdfSource:
    """Opens a PDF; raises InputEncrypted, InputDamaged, InputEmpty, InputTooLarge."""
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
