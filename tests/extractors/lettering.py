"""Lines of text drawn in the samples' fonts, for tests of what works on pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from extractors.picture.raster import Picture
from samples.fonts import Face, font_file


def lettered(lines: Sequence[str], dpi: float, size: float, face: Face, margin_in: float = 0.6) -> Picture:
    """A white page with `lines` in black, `size` in points, lines 1.4 times as far apart."""
    font = ImageFont.truetype(str(font_file(face)), round(size * dpi / 72))
    pitch, margin = 1.4 * size * dpi / 72, margin_in * dpi
    width = int(2 * margin + max(font.getlength(line) for line in lines))
    picture = Image.new("L", (width, int(2 * margin + pitch * len(lines))), 255)
    draw = ImageDraw.Draw(picture)
    for index, line in enumerate(lines):
        draw.text((margin, margin + index * pitch), line, fill=0, font=font)
    return np.array(picture, dtype=np.uint8)
