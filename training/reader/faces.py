"""The faces that lines are set in, as bitmaps of single glyphs.

Word processors set body text without kerning, so a line is its glyphs' bitmaps one advance after the other: that is as
true as a text engine's line and several times faster.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/share/texmf/fonts"), Path.home() / ".fonts")


@dataclass(frozen=True)
class Family:
    """A typeface: its four files (roman, bold, italic, bold italic) and its share of the lines."""

    name: str
    files: tuple[str, str, str, str]
    share: float


FAMILIES = (
    Family("Tinos", ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf"), 0.52),
    Family(
        "TeX Gyre Termes",
        (
            "texgyretermes-regular.otf",
            "texgyretermes-bold.otf",
            "texgyretermes-italic.otf",
            "texgyretermes-bolditalic.otf",
        ),
        0.17,
    ),
    Family("FreeSerif", ("FreeSerif.ttf", "FreeSerifBold.ttf", "FreeSerifItalic.ttf", "FreeSerifBoldItalic.ttf"), 0.13),
    Family("Arimo", ("Arimo-Regular.ttf", "Arimo-Bold.ttf", "Arimo-Italic.ttf", "Arimo-BoldItalic.ttf"), 0.11),
    Family(
        "Carlito", ("Carlito-Regular.ttf", "Carlito-Bold.ttf", "Carlito-Italic.ttf", "Carlito-BoldItalic.ttf"), 0.07
    ),
)
STYLE_SHARES = (0.60, 0.20, 0.14, 0.06)
_FALLBACK = "FreeSerif.ttf"
_PACKAGES = "fonts-croscore fonts-texgyre fonts-freefont-ttf fonts-crosextra-carlito"


class FontMissingError(RuntimeError):
    """A font file that the generator needs is not installed."""


@dataclass(frozen=True)
class Glyph:
    """A glyph's coverage (0 to 255), its bitmap's place from the pen on the baseline, and how far the pen goes on."""

    bitmap: NDArray[np.uint8]
    left: int
    top: int
    advance: float


@cache
def font_path(file: str) -> Path:
    """The file of that name; raises FontMissingError."""
    for folder in FONT_FOLDERS:
        for path in sorted(folder.rglob(file)) if folder.is_dir() else ():
            return path
    raise FontMissingError(f"{file} is not installed; on Debian: apt-get install {_PACKAGES}")


class Face:
    """A font file at one size, `em` pixels; glyphs are drawn once."""

    def __init__(self, file: str, em: int) -> None:
        self.em = em
        self._font = ImageFont.truetype(str(font_path(file)), em, layout_engine=ImageFont.Layout.BASIC)
        self._missing = bytes(self._font.getmask("\uffff"))
        self._fallback = None if file == _FALLBACK else _FALLBACK
        self._glyphs: dict[str, Glyph] = {}

    def covers(self, character: str) -> bool:
        """True where the font has a glyph of its own for `character`."""
        return character == " " or bytes(self._font.getmask(character)) != self._missing

    def glyph(self, character: str) -> Glyph:
        """The glyph of one character; of FreeSerif where this font has none."""
        found = self._glyphs.get(character)
        if found is None:
            if self._fallback is not None and not self.covers(character):
                found = face(self._fallback, self.em).glyph(character)
            else:
                found = self._draw(character)
            self._glyphs[character] = found
        return found

    def _draw(self, character: str) -> Glyph:
        advance = float(self._font.getlength(character))
        left, top, right, bottom = (round(edge) for edge in self._font.getbbox(character, anchor="ls"))
        if right <= left or bottom <= top:
            return Glyph(np.zeros((0, 0), np.uint8), 0, 0, advance)
        image = Image.new("L", (right - left, bottom - top), 0)
        ImageDraw.Draw(image).text((-left, -top), character, font=self._font, fill=255, anchor="ls")
        return Glyph(np.asarray(image, dtype=np.uint8), left, top, advance)


@cache
def face(file: str, em: int) -> Face:
    """The face of a font file at a size; raises FontMissingError."""
    return Face(file, em)
