"""How well and how fast pages are read: letters, syllables, diacritics, CPU seconds a page.

    python -m benchmarks.reading                         the project's samples, at each level of degradation
    python -m benchmarks.reading --without deskew        the same with a stage switched off (may be repeated)
    python -m benchmarks.reading --repaired              the text after repair
    python -m benchmarks.reading --ablate                each stage switched off in turn
    python -m benchmarks.reading --reliability           how often words of each confidence are right
    python -m benchmarks.reading FOLDER                  pairs NAME.pdf (or .tif, .png, .jpg) and NAME.txt, UTF-8

In the text files of a folder pages may be parted by form feeds; they are compared as a whole. Letters are compared in
reading order, syllables in any order (a bag), so that the first tells of order and the second doesn't. CPU seconds are
of the process, from an open file to the page's words; "of it reading" are those inside the reader of text.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.text_score import Score, plain, score_text
from extractors.layout import DocumentContent, Line, PageContent, Word
from extractors.paragraphs import join_paragraphs
from extractors.reading.reader import Reader, Segmentation
from extractors.repairing import repair_document
from extractors.tables.continuation import join_tables
from normalizers.repair import Repairer
from pipeline.opening import open_source
from pipeline.options import PageOptions, ReaderName
from pipeline.page import open_reader, read_page
from pipeline.page_text import page_texts
from samples.compose import compose
from samples.making import Form, make_document

STAGES = (
    "use_text_layer",
    "orient",
    "deskew",
    "lift_stamps",
    "find_seals",
    "level_light",
    "clear_edges",
    "clear_specks",
    "clear_streaks",
    "fit_letters",
    "find_tables",
)
SUFFIXES = (".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg")
SAMPLE_FORMS = (Form.L1, Form.L2, Form.L3, Form.GARBAGE, Form.DIGITAL)
HEADING = "set          without          pages  letters syllables diacritics CPU s/page  of it reading\n"
FIRST_SEED = 9000
"""Seeds of benchmark samples; nothing is trained or tuned on seeds from here on."""


@dataclass(frozen=True, slots=True)
class Case:
    """A file and what it says."""

    name: str
    path: Path
    truth: str


class ClockedReader:
    """A reader that counts the CPU seconds spent in it."""

    def __init__(self, reader: Reader) -> None:
        self.name = reader.name
        self.seconds = 0.0
        self._reader = reader

    def read(self, picture: NDArray[np.uint8], segmentation: Segmentation) -> tuple[Line, ...]:
        """As `Reader.read`."""
        started = time.process_time()
        lines = self._reader.read(picture, segmentation)
        self.seconds += time.process_time() - started
        return lines


@dataclass(frozen=True, slots=True)
class FileReading:
    """The text of a file in reading order, its words, its number of pages, and the CPU seconds that it took."""

    text: str
    words: tuple[Word, ...]
    pages: int
    cpu_s: float
    reading_s: float


def read_file(path: Path, reader: Reader, options: PageOptions, repairer: Repairer | None = None) -> FileReading:
    """Reads a whole file as the program does; its text is as read, or as repaired where a repairer is given."""
    clocked = ClockedReader(reader)
    started = time.process_time()
    with open_source(path) as source:
        pages = tuple(read_page(source, page, clocked, options) for page in range(1, source.n_pages + 1))
    seconds = time.process_time() - started
    content = DocumentContent(pages, join_paragraphs(pages), join_tables(pages))
    if repairer is None:
        text = "\n".join(page.text_raw for page in page_texts(content))
    else:
        text = "\n".join(page.text for page in page_texts(repair_document(content, lambda: repairer)))
    return FileReading(text, tuple(_words_of(pages)), len(pages), seconds, clocked.seconds)


def _words_of(pages: Iterable[PageContent]) -> Iterator[Word]:
    for page in pages:
        for lines in (page.lines, *(cell.lines for table in page.tables for cell in table.cells)):
            for line in lines:
                yield from line.words


@dataclass(frozen=True, slots=True)
class Bin:
    """Words whose confidence is in one bin: how many, how many of them right, and the sum of their confidences."""

    words: int = 0
    right: int = 0
    confidence: float = 0.0

    def with_word(self, word: Word, right: bool) -> Bin:
        """The bin with one more word."""
        return Bin(self.words + 1, self.right + right, self.confidence + word.confidence)


CONFIDENCE_BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)
"""Upper ends."""


def reliability(cases: Iterable[Case], reader: Reader, options: PageOptions) -> tuple[dict[float, Bin], float]:
    """Bins of words by upper end, and the mean distance between confidence and share right over all words.

    A word counts as right as often as the truth has it: a bag, since rows of a table may be told in another order.
    """
    bins: dict[float, Bin] = {}
    for case in cases:
        left = Counter(plain(case.truth).split())
        for word in sorted(read_file(case.path, reader, options).words, key=lambda word: -word.confidence):
            text = plain(word.text)
            right = left[text] > 0
            left[text] -= right
            top = next(end for end in CONFIDENCE_BINS if word.confidence < end)
            bins[top] = bins.get(top, Bin()).with_word(word, right)
    total = max(1, sum(one.words for one in bins.values()))
    return bins, sum(abs(one.confidence - one.right) for one in bins.values()) / total


def score_cases(cases: Iterable[Case], reader: Reader, options: PageOptions, repairer: Repairer | None = None) -> Score:
    """The sum over all cases, after repair where a repairer is given."""
    total = Score()
    for case in cases:
        read = read_file(case.path, reader, options, repairer)
        total += score_text(case.truth, read.text, read.pages, read.cpu_s, read.reading_s)
    return total


def cases_of(folder: Path) -> Iterator[Case]:
    """The pairs of a folder, by name."""
    for path in sorted(folder.rglob("*")):
        truth = path.with_suffix(".txt")
        if path.suffix.lower() in SUFFIXES and truth.is_file():
            yield Case(path.stem, path, truth.read_text(encoding="utf-8"))


def sample_cases(folder: Path, form: Form, documents: int, first_seed: int = FIRST_SEED) -> list[Case]:
    """Plans composed, printed and scanned into `folder`."""
    cases = []
    for seed in range(first_seed, first_seed + documents):
        made = make_document(compose(seed), form, seed)
        path = folder / f"{seed}-{form}.pdf"
        path.write_bytes(made.pdf)
        texts = (passage.text for sheet in made.printed.sheets for passage in sheet.passages if _is_text(passage.role))
        cases.append(Case(path.stem, path, "\n".join(texts)))
    return cases


def _is_text(role: str) -> bool:
    return role != "page_number"


def main(arguments: list[str] | None = None) -> int:
    """Prints a table; 2 where a folder has no pairs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--documents", type=int, default=3, help="samples a level")
    parser.add_argument("--without", action="append", choices=STAGES, default=[])
    parser.add_argument("--ablate", action="store_true", help="switch each stage off in turn")
    parser.add_argument("--reliability", action="store_true", help="confidence of words against share right")
    parser.add_argument("--reader", type=ReaderName, choices=list(ReaderName), default=ReaderName.OWN)
    parser.add_argument("--repaired", action="store_true", help="score the text after repair")
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED, help="seed of the first sample")
    parser.add_argument("--forms", type=Form, choices=list(Form), nargs="+", default=SAMPLE_FORMS)
    given = parser.parse_args(arguments)
    reader = open_reader(given.reader)
    repairer = Repairer.load() if given.repaired else None
    variants = [tuple(given.without)]
    if given.ablate:
        variants += [(*given.without, stage) for stage in STAGES if stage not in given.without]
    with tempfile.TemporaryDirectory() as scratch:
        if given.folder:
            sets = {given.folder.name: list(cases_of(given.folder))}
        else:
            sets = {
                str(form): sample_cases(Path(scratch), form, given.documents, given.first_seed) for form in given.forms
            }
        if not any(sets.values()):
            sys.stderr.write(f"{given.folder}: no pairs of a page and a .txt\n")
            return 2
        if given.reliability:
            for name, cases in sets.items():
                sys.stdout.write(_reliability_table(name, *reliability(cases, reader, PageOptions())))
            return 0
        sys.stdout.write(HEADING)
        for name, cases in sets.items():
            for off in variants:
                options = replace(PageOptions(), **dict.fromkeys(off, False))  # type: ignore[arg-type] # all are switches
                score = score_cases(cases, reader, options, repairer)
                sys.stdout.write(_row(name, off, score))
                sys.stdout.flush()
    return 0


def _reliability_table(name: str, bins: dict[float, Bin], error: float) -> str:
    rows = [
        f"{name:12} below {top:4.2f} {one.words:6} words, confidence {one.confidence / one.words:.3f}, "
        f"right {one.right / one.words:.3f}"
        for top, one in sorted(bins.items())
    ]
    return "\n".join([*rows, f"{name:12} mean distance {error:.4f}", ""])


def _row(name: str, off: tuple[str, ...], score: Score) -> str:
    per_page = score.cpu_s / max(1, score.pages)
    return (
        f"{name:12} {','.join(off) or '-':16} {score.pages:5} {score.letter_accuracy:8.4f} "
        f"{score.syllable_f1:9.4f} {score.diacritic_accuracy:10.4f} {per_page:10.3f} "
        f"{score.reading_s / max(1, score.pages):14.3f}\n"
    )


if __name__ == "__main__":
    raise SystemExit(main())
