"""How well single lines are read, by face and by size of type, by each reader: spoilt lines of text no training saw.

    python -m benchmarks.faces --corpus corpus.txt.xz

Lines are the training generator's, of corpus lines kept back, each face by itself. Letters: one minus the character
error rate. Marks: of the letters that carry one, the share read exactly. Digits: of the words with digits, the share
missing. CPU: milliseconds a line, cutting apart.
"""

from __future__ import annotations

import argparse
import sys
import time
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from benchmarks.text_score import numbers
from extractors.own_reader.alphabet import decode
from extractors.own_reader.letter_case import even_line
from extractors.own_reader.line_picture import level
from extractors.own_reader.reader import OwnReader, open_own_reader
from extractors.reading.reader import Reader, Segmentation
from extractors.reading.tesseract import open_tesseract
from training.reader.faces import FAMILIES
from training.reader.pool import Shard, make_shard
from training.reader.text import load_corpus

SEED = 9000
SIZES_PX = (15.0, 18.0, 24.0, 36.0, 56.0)
"""Pixels of an em as scanned: 11 pt at 100 dpi, 13 pt at 100, 13 pt at 130, 13 pt at 200, 13.5 pt at 300 dpi."""
Read = Callable[[NDArray[np.uint8]], str]


def own(reader: OwnReader) -> Read:
    """Reads a line's picture with our own recogniser."""
    return lambda picture: even_line(reader.read_darkness([level(picture)])[0].text)


def other(reader: Reader) -> Read:
    """Reads a line's picture with another reader."""
    return lambda picture: " ".join(line.text for line in reader.read(picture, Segmentation.LINE))


def is_marked(letter: str) -> bool:
    """True for a letter with a Vietnamese mark."""
    return letter in "đĐ" or len(unicodedata.normalize("NFD", letter)) > 1


def main() -> None:
    """Prints a row a face and reader."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--lines", type=int, default=200, help="lines a face and a size")
    options = parser.parse_args()
    readers = {
        "own, greedy": own(open_own_reader(use_language_model=False)),
        "own": own(open_own_reader()),
        "tesseract": other(open_tesseract()),
    }
    corpus = load_corpus(options.corpus)
    sys.stdout.write(f"{'lines':16} {'reader':12} letters  marks digits wrong  CPU ms\n")
    for family in FAMILIES:
        families = (replace(family, share=1.0),)
        shard = make_shard(corpus, options.lines, SEED, validation=True, families=families)
        _print_rows(family.name, shard, readers)
    for scan_em in SIZES_PX:
        shard = make_shard(corpus, options.lines, SEED, validation=True, scan_em=scan_em)
        _print_rows(f"em of {scan_em:.0f} px", shard, readers)


def _print_rows(name: str, shard: Shard, readers: dict[str, Read]) -> None:
    """A row a reader."""
    for reader, read in readers.items():
        errors = letters = marked = marked_right = lost = words = 0
        started = time.process_time()
        texts = [read(shard.picture(index)) for index in range(len(shard))]
        spent = time.process_time() - started
        for index, text in enumerate(texts):
            truth = decode([int(one) for one in shard.target(index)])
            errors += Levenshtein.distance(text, truth)
            letters += len(truth)
            right = {
                place
                for op in Levenshtein.opcodes(truth, text)
                if op.tag == "equal"
                for place in range(op.src_start, op.src_end)
            }
            marks = [place for place, letter in enumerate(truth) if is_marked(letter)]
            marked += len(marks)
            marked_right += sum(place in right for place in marks)
            lost += (numbers(truth) - numbers(text)).total()
            words += numbers(truth).total()
        sys.stdout.write(
            f"{name:16} {reader:12} {1 - errors / letters:7.4f} {marked_right / marked:6.4f}"
            f" {lost:5} of {words:3} {spent / len(shard) * 1000:7.1f}\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
