"""Lines of text set in Tinos, for the tests of the reader."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

TINOS = Path("/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf")


def printed(lines: list[tuple[int, int, str]], size: tuple[int, int], em: int = 33) -> NDArray[np.uint8]:
    """A gray picture (width, height) with texts at (left, baseline)."""
    picture = Image.new("L", size, 255)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(TINOS), em, layout_engine=ImageFont.Layout.BASIC)
    for left, baseline, text in lines:
        draw.text((left, baseline), text, font=font, fill=20, anchor="ls")
    return np.asarray(picture, dtype=np.uint8)
