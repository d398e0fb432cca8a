"""Scans with an invisible text layer that is wrong: as made by an OCR that knows no Vietnamese.

The layer's words come from Tesseract `eng` where that is installed, or from `garbled`, which mimics it.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pytesseract
from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.layout import Box
from samples.degrade import Placement, Scan
from samples.fonts import Face, register_faces, text_width
from samples.sheets import Sheet

INVISIBLE = 3
MISREAD = {
    "đ": "d", "Đ": "D", "ư": "u", "ơ": "o", "Ư": "U", "Ơ": "O", "ă": "a", "â": "a", "ê": "é", "ô": "6", "ộ": "6",
    "ế": "é", "ề": "é", "ố": "6", "ấ": "4", "ậ": "4", "ị": "i", "ì": "i", "ụ": "u", "ừ": "i", "ứ": "tr", "ữ": "it",
    "ợ": "g", "ạ": "a", "ả": "a", "ã": "4",
}  # fmt: skip
"""What an English model makes of Vietnamese letters, as often as not."""


@dataclass(frozen=True, slots=True)
class LayerWord:
    """A word of a text layer; the box in points of the page as shown."""

    text: str
    box: Box


def garbled(text: str, rng: np.random.Generator) -> str:
    """`text` as an OCR without Vietnamese reads it: marks lost, letters taken for others, a digit now and then."""
    letters: list[str] = []
    for letter in text:
        if letter in MISREAD and rng.random() < 0.6:
            letters.append(MISREAD[letter])
        else:
            bare = unicodedata.normalize("NFD", letter)[0]
            letters.append({"đ": "d", "Đ": "D"}.get(letter, bare))
    result = "".join(letters)
    if rng.random() < 0.06:
        result = result.replace("n", "rn", 1).replace("l", "1", 1)
    return result


def garbled_layer(sheet: Sheet, placement: Placement, seed: int) -> list[LayerWord]:
    """The page's own words, garbled, where they stand on the scan."""
    rng = np.random.default_rng([seed, sheet.page])
    return [LayerWord(garbled(word.text, rng), placement.shown(word.box)) for word in sheet.words]


def english_layer(scanned: Scan) -> list[LayerWord]:
    """What Tesseract `eng` reads on the scan. Raises pytesseract.TesseractError where it is not installed."""
    image = Image.fromarray(scanned.picture)
    data = pytesseract.image_to_data(image, lang="eng", timeout=120, output_type=pytesseract.Output.DICT)
    scale = 72 / scanned.dpi
    return [
        LayerWord(text, Box(x * scale, y * scale, (x + width) * scale, (y + height) * scale))
        for text, x, y, width, height in zip(
            data["text"], data["left"], data["top"], data["width"], data["height"], strict=True
        )
        if text.strip()
    ]


@contextmanager
def _binary_streams() -> Iterator[None]:
    """Keeps reportlab from spelling pictures in ASCII, which costs a quarter of the size."""
    before = rl_config.useA85
    rl_config.useA85 = 0
    try:
        yield
    finally:
        rl_config.useA85 = before


def write_layered(pages: Iterable[tuple[Scan, Sequence[LayerWord]]], jpeg_quality: int | None = None) -> bytes:
    """A PDF of the scans, as JPEG, with the words of each page's layer invisible over it."""
    register_faces()
    buffer = io.BytesIO()
    with _binary_streams():
        canvas = Canvas(buffer, invariant=1, pageCompression=1)
        for scanned, words in pages:
            height, width = (length * 72 / scanned.dpi for length in scanned.picture.shape[:2])
            canvas.setPageSize((width, height))
            jpeg = io.BytesIO()
            Image.fromarray(scanned.picture).save(jpeg, "JPEG", quality=jpeg_quality or scanned.jpeg_quality)
            jpeg.seek(0)
            canvas.drawImage(ImageReader(jpeg), 0, 0, width, height)
            text = canvas.beginText()
            text.setTextRenderMode(INVISIBLE)
            for word in words:
                size = max(word.box.height * 0.8, 1.0)
                text.setFont(str(Face.REGULAR), size)
                text.setHorizScale(100 * word.box.width / max(text_width(word.text, Face.REGULAR, size), 0.1))
                text.setTextOrigin(word.box.x0, height - word.box.y1 + 0.2 * size)
                text.textOut(f"{word.text} ")
            canvas.drawText(text)
            canvas.showPage()
        canvas.save()
    return buffer.getvalue()
