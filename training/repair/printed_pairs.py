"""Makes pairs of printed and read lines: sets lines of a text, scans them badly, and has Tesseract read them.

    python -m training.repair.printed_pairs --corpus FILE... --out PAIRS.jsonl.xz [--lines 8000] [--seed 1]

What comes out is what `training.repair.train` takes as `--pairs`: JSON lines ["vie", dpi, printed, read]. The same
text, number of lines, seed and Tesseract give the same pairs.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz import fuzz

from extractors.reading.reader import Segmentation
from extractors.reading.tesseract import open_tesseract
from samples.degrade import compressed, noisy, photocopied, softened, speckled, tilted, two_toned, uneven_light
from samples.fonts import Face, font_file
from training.repair.corpus import open_lines

PRINT_DPI = 300
"""Lines are set, and copied, at this resolution before they are scanned at a lower one."""
LOWEST_DPI, HIGHEST_DPI = 90, 130
"""Above, Tesseract errs in one word of a hundred; below, in most."""
LEAST_ALIKE = 50.0
"""Similarity, of 100, of a printed and a read line below which the reader lost the line: nothing to learn from."""
LONGEST_LINE = 86
"""Characters of a printed line: a page's width in 13 pt."""
FACES = (Face.REGULAR,) * 7 + (Face.BOLD,) * 2 + (Face.ITALIC,) * 2 + (Face.BOLD_ITALIC,)

Picture = NDArray[np.uint8]


def wrapped(text: str) -> list[str]:
    """The text as lines that a page has room for."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LONGEST_LINE:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def sampled(texts: Sequence[str], count: int, random: np.random.Generator) -> Iterator[str]:
    """`count` lines of paragraphs drawn at random, those of three words and less left out."""
    while count:
        lines = [line for line in wrapped(texts[int(random.integers(len(texts)))]) if line.count(" ") > 2]
        yield from lines[:count]
        count -= min(count, len(lines))


def scanned(line: str, dpi: int, random: np.random.Generator) -> Picture:
    """A gray picture, (height, width), of the line set in 12 to 14 points and scanned badly at `dpi`."""
    points = float(random.uniform(12, 14))
    face = FACES[int(random.integers(len(FACES)))]
    font = ImageFont.truetype(str(font_file(face)), round(points * PRINT_DPI / 72))
    margin = PRINT_DPI // 8
    left, top, right, bottom = (round(side) for side in font.getbbox(line))
    sheet = Image.new("L", (right - left + 2 * margin, bottom - top + 2 * margin), 255)
    ImageDraw.Draw(sheet).text((margin - left, margin - top), line, fill=int(random.integers(0, 70)), font=font)
    picture: Picture = np.asarray(sheet, np.uint8)
    if random.random() < 0.3:
        picture = photocopied(picture, random, PRINT_DPI, harm=float(random.uniform(0.3, 0.9)))
    picture, _ = tilted(picture, float(random.normal(0, 0.35)))
    picture = softened(picture, float(random.uniform(0.6, 1.6)))
    scale = dpi / PRINT_DPI
    picture = np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    if random.random() < 0.5:
        picture = uneven_light(picture, random, 0.3)
    picture = noisy(speckled(picture, random, int(random.integers(0, 3)), dpi), random, float(random.uniform(1, 14)))
    if random.random() < 0.12:
        return two_toned(picture)
    return compressed(picture, int(random.integers(25, 75)))


def pairs(texts: Sequence[str], count: int, seed: int) -> Iterator[tuple[str, int, str, str]]:
    """The reader's language, the resolution, the printed and the read line, of `count` lines but those that it lost."""
    random = np.random.default_rng(seed)
    reader = open_tesseract()
    for line in sampled(texts, count, random):
        dpi = int(random.integers(LOWEST_DPI, HIGHEST_DPI + 1))
        found = reader.read(scanned(line, dpi, random), Segmentation.LINE)
        text = " ".join(word.text for read in found for word in read.words)
        if fuzz.ratio(line, text) >= LEAST_ALIKE:
            yield "vie", dpi, line, text


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Make pairs of printed and read lines for the repair model.")
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="UTF-8 text, a sentence a line; .xz too")
    parser.add_argument("--out", type=Path, required=True, help="JSON lines; xz where the name ends so")
    parser.add_argument("--lines", type=int, default=8_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    texts = list(chain.from_iterable(open_lines(path) for path in options.corpus))
    opened = lzma.open if options.out.suffix == ".xz" else open
    with opened(options.out, "wt", encoding="utf-8") as out:
        for pair in pairs(texts, options.lines, options.seed):
            out.write(json.dumps(pair, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
