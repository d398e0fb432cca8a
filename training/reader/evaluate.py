"""Measures readers on scanned documents: share of words read, by the documents' true text.

Bag F1 is the F1 over the multiset of words, which does not depend on the reading order. Pages go the product's way
(upright, tables cut into cells), so that all readers get the same pictures.
"""

from __future__ import annotations

import argparse
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.layout import Line
from extractors.own_reader.reader import open_own_reader
from extractors.reading.reader import Reader, Segmentation
from extractors.reading.tesseract import open_tesseract
from pipeline.opening import open_source
from pipeline.options import PageOptions
from pipeline.page import read_page

READERS: dict[str, Callable[[], Reader]] = {
    "own": open_own_reader,
    "own-greedy": lambda: open_own_reader(use_language_model=False),
    "tesseract": open_tesseract,
}
_WORD = re.compile(r"[^\W_]+")


class _Listening:
    """Hands pictures on to a reader; keeps what it said and how long it took."""

    def __init__(self, reader: Reader) -> None:
        self.name = reader.name
        self.texts: list[str] = []
        self.seconds = 0.0
        self._reader = reader

    def read(self, picture: NDArray[np.uint8], segmentation: Segmentation) -> tuple[Line, ...]:
        """See Reader.read."""
        begin = time.process_time()
        lines = self._reader.read(picture, segmentation)
        self.seconds += time.process_time() - begin
        self.texts.extend(line.text for line in lines)
        return lines


def words(text: str) -> Counter[str]:
    """The multiset of words; punctuation is left out, case counts."""
    return Counter(_WORD.findall(unicodedata.normalize("NFC", text)))


def compare(read: Counter[str], truth: Counter[str]) -> tuple[float, float, float]:
    """Bag F1, recall and precision."""
    same = sum((read & truth).values())
    n_read, n_truth = max(1, sum(read.values())), max(1, sum(truth.values()))
    return 2 * same / (n_read + n_truth), same / n_truth, same / n_read


def _with_digits(bag: Counter[str]) -> Counter[str]:
    return Counter({word: count for word, count in bag.items() if any(map(str.isdigit, word))})


def main() -> None:
    """Prints a line a reader and document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scan", type=Path, nargs="+", required=True, help="PDF files")
    parser.add_argument("--truth", type=Path, nargs="+", required=True, help="their texts, in the same order")
    parser.add_argument("--reader", nargs="+", choices=READERS, default=list(READERS))
    options = parser.parse_args()
    for scan, truth_path in zip(options.scan, options.truth, strict=True):
        truth = words(truth_path.read_text(encoding="utf-8"))
        for name in options.reader:
            listening = _Listening(READERS[name]())
            with open_source(scan) as source:
                for page in range(1, source.n_pages + 1):
                    read_page(source, page, listening, PageOptions(use_text_layer=False))
            read = words("\n".join(listening.texts))
            f1, recall, precision = compare(read, truth)
            digits = compare(_with_digits(read), _with_digits(truth))[0]
            print(  # noqa: T201 - the result of the command
                f"{scan.name} {name} bag F1 {f1:.4f} recall {recall:.4f} precision {precision:.4f}"
                f" digits F1 {digits:.4f} reading {listening.seconds:.1f} s"
            )


if __name__ == "__main__":
    main()
