"""Prints set pages: as a digital PDF with a sound text layer, or as page pictures.

The bytes depend on the plan alone: no dates, no random identifiers.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from samples.fonts import register_faces
from samples.sheets import PrintedPlan, Sheet

Picture = npt.NDArray[np.uint8]
"""A page picture: (height, width) gray or (height, width, 3) RGB."""

PRINT_GRAY = 0.04
"""Toner is not quite black."""


def _draw(canvas: Canvas, sheet: Sheet) -> None:
    canvas.setPageSize((sheet.width, sheet.height))
    canvas.setFillGray(0.87)
    for shade in sheet.shades:
        canvas.rect(shade.x0, sheet.height - shade.y1, shade.width, shade.height, stroke=0, fill=1)
    canvas.setStrokeGray(PRINT_GRAY)
    canvas.setLineCap(2)
    dashes: tuple[float, ...] = ()
    for rule in sheet.rules:
        if rule.dashes != dashes:
            dashes = rule.dashes
            canvas.setLineCap(0 if dashes else 2)
            canvas.setDash(list(dashes))
        canvas.setLineWidth(rule.width)
        canvas.line(rule.x0, sheet.height - rule.y0, rule.x1, sheet.height - rule.y1)
    text = canvas.beginText()
    text.setFillGray(PRINT_GRAY)
    for word in sheet.words:
        text.setFont(str(word.face), word.size)
        text.setTextOrigin(word.x, sheet.height - word.baseline)
        text.textOut(word.text if word.ends_line else f"{word.text} ")
    canvas.drawText(text)
    canvas.showPage()


def print_sheets(sheets: Sequence[Sheet], title: str = "") -> bytes:
    """A digital PDF of the pages, with embedded fonts and a sound text layer."""
    register_faces()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    canvas.setAuthor("")
    canvas.setSubject("")
    for sheet in sheets:
        _draw(canvas, sheet)
    canvas.save()
    return buffer.getvalue()


def print_plan(printed: PrintedPlan) -> bytes:
    """The plan as a digital PDF."""
    return print_sheets(printed.sheets, printed.plan.header.title)


def page_pictures(sheets: Sequence[Sheet], dpi: float = 300) -> Iterator[Picture]:
    """The pages, one after the other, as clean gray pictures, (height, width), at `dpi`."""
    document = pypdfium2.PdfDocument(print_sheets(sheets))
    try:
        for page in document:
            bitmap = page.render(scale=dpi / 72, grayscale=True)
            yield bitmap.to_numpy().reshape(bitmap.height, bitmap.width).copy()
    finally:
        document.close()


def page_picture(sheet: Sheet, dpi: float = 300) -> Picture:
    """One page as a clean gray picture, (height, width), at `dpi`."""
    return next(page_pictures([sheet], dpi))
