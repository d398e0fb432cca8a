"""The faces that plans are set in: Tinos, which has the widths of Times New Roman and every Vietnamese letter.

The files come from Debian's fonts-croscore. Liberation Serif 1.07, the usual stand-in, lacks many Vietnamese letters.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONT_FOLDERS = (Path("/usr/share/fonts/truetype/croscore"), Path("/usr/share/fonts/google-croscore"))


class FontMissingError(RuntimeError):
    """Tinos is not installed."""


class Face(StrEnum):
    """A face by the name of its file."""

    REGULAR = "Tinos-Regular"
    BOLD = "Tinos-Bold"
    ITALIC = "Tinos-Italic"
    BOLD_ITALIC = "Tinos-BoldItalic"


def font_file(face: Face) -> Path:
    """The file of a face; raises FontMissingError where it is not installed."""
    for folder in FONT_FOLDERS:
        path = folder / f"{face}.ttf"
        if path.exists():
            return path
    raise FontMissingError(f"{face}.ttf not found in {FONT_FOLDERS[0]}: install the Debian package fonts-croscore")


@cache
def register_faces() -> None:
    """Makes the faces known to reportlab under their own names, once a process."""
    for face in Face:
        pdfmetrics.registerFont(TTFont(str(face), str(font_file(face))))


@lru_cache(maxsize=65536)
def _unit_width(text: str, face: Face) -> float:
    register_faces()
    return float(pdfmetrics.stringWidth(text, str(face), 1.0))


def text_width(text: str, face: Face, size: float) -> float:
    """Width in points of `text` set in `face` at `size` points."""
    return _unit_width(text, face) * size


def wrap(text: str, face: Face, size: float, width: float, first_indent: float = 0.0) -> list[list[str]]:
    """Words of each line when `text` is filled greedily into `width` points.

    Raises ValueError for a word wider than the line: the truth could not say what was printed.
    """
    space = text_width(" ", face, size)
    lines: list[list[str]] = []
    line: list[str] = []
    used, room = 0.0, width - first_indent
    for word in text.split():
        needed = text_width(word, face, size)
        if needed > width:
            raise ValueError(f"{word!r} is wider than its line of {width:.0f} points at size {size}")
        if line and used + space + needed > room:
            lines.append(line)
            line, used, room = [], 0.0, width
        used += needed if not line else space + needed
        line.append(word)
    if line:
        lines.append(line)
    return lines
