"""Numbers that stand alone in a cell of a table: how many are read as printed, to the comma.

    python -m benchmarks.number_cells [--cells 600]

A cell gives a reader no neighbours to tell the size of type by, and a decimal comma that is lost makes 85,4 % of 854.
Cells are set in the faces that plans are printed in, at 24 to 36 pixels an em, and blurred a little.
"""

from __future__ import annotations

import argparse
import sys

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from extractors.own_reader.reader import open_own_reader
from extractors.reading.reader import Reader, Segmentation
from extractors.reading.tesseract import open_tesseract
from training.reader.faces import FAMILIES, font_path

SIZES_PX = (24, 28, 31, 33, 36)
SEED = 9000


def number(random: np.random.Generator) -> str:
    """A share, an amount, a date or a count."""
    whole, part = int(random.integers(1, 100)), int(random.integers(0, 1000))
    kinds = (
        f"{whole},{part % 10}",
        f"{whole % 10},{part % 100:02}",
        f"{whole}.{part:03}",
        f"{whole}.{part:03},{part % 10}",
        f"{whole % 31 + 1}/{part % 12 + 1}/{2020 + part % 10}",
        str(whole * 10 + part),
    )
    return kinds[int(random.integers(len(kinds)))]


def cell(text: str, random: np.random.Generator) -> NDArray[np.uint8]:
    """A gray picture of a cell with `text` alone in it."""
    em = int(random.choice(SIZES_PX))
    family = FAMILIES[int(random.integers(len(FAMILIES)))]
    font = ImageFont.truetype(str(font_path(family.files[int(random.integers(2))])), em)
    picture = Image.new("L", (int(font.getlength(text)) + em, int(1.5 * em)), 255)
    shade = int(random.integers(20, 60))
    ImageDraw.Draw(picture).text((em / 2 + random.random(), 0.15 * em), text, font=font, fill=shade)
    blurred = cv2.GaussianBlur(np.asarray(picture, dtype=np.float32), (0, 0), random.uniform(0.4, 0.9))
    return np.asarray(np.clip(blurred + random.normal(0, 3, blurred.shape), 0, 255), dtype=np.uint8)


def main() -> int:
    """Prints a line a reader, with what was read wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--cells", type=int, default=600)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    random = np.random.default_rng(given.seed)
    texts = [number(random) for _ in range(given.cells)]
    cells = [cell(text, random) for text in texts]
    readers: tuple[Reader, ...] = (open_own_reader(), open_tesseract())
    for reader in readers:
        read = [" ".join(line.text for line in reader.read(one, Segmentation.CELL)) for one in cells]
        wrong = [f"{text} as {other or 'nothing'}" for text, other in zip(texts, read, strict=True) if text != other]
        sys.stdout.write(f"{reader.name}: {len(wrong)} of {len(texts)} wrong: {', '.join(wrong[:12])}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
