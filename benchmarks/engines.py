"""Each reader and combination of readers on the same pages, before and after the repair.

    python -m benchmarks.engines --documents 2           composed plans at three qualities, held-out seeds
    python -m benchmarks.engines FOLDER                  pairs NAME.pdf and NAME.txt, as benchmarks.reading

"plain" is Tesseract on the whole page as rendered at 300 dpi; all others are given the page made ready and cut into
cells. Letters, syllables and marks are those of benchmarks.text_score; numbers are words with digits, lost and
invented. CPU is of a page, from the open file to its words, without the repair.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.reading import FIRST_SEED, Case, cases_of, sample_cases
from benchmarks.text_score import Score, score_text
from extractors.own_reader.reader import open_own_reader
from extractors.picture.raster import to_gray
from extractors.reading.reader import Reader, Segmentation
from extractors.reading.second_voice import SecondVoiceReader
from extractors.reading.tesseract import open_tesseract
from normalizers.repair import Repairer
from pipeline.document import assemble
from pipeline.opening import open_source
from pipeline.options import PageOptions
from pipeline.page import read_page
from pipeline.page_text import page_texts
from samples.making import Form

PLAIN_DPI = 300
QUALITIES = (Form.L1, Form.L2, Form.L3)


@dataclass(frozen=True, slots=True)
class EngineReading:
    """What an engine made of a file: before and after the repair, pages, and CPU seconds without the repair."""

    before: str
    after: str
    pages: int
    cpu_s: float


Engine = Callable[[Path], EngineReading]


def plain(reader: Reader, repairer: Repairer) -> Engine:
    """The whole page as rendered, line by line into the repair."""

    def read(path: Path) -> EngineReading:
        started = time.process_time()
        with open_source(path) as source:
            pages = [to_gray(source.page(page).render(PLAIN_DPI)) for page in range(1, source.n_pages + 1)]
            lines = [line.text for page in pages for line in reader.read(page, Segmentation.PAGE)]
        seconds = time.process_time() - started
        repaired = repairer.repair_all(lines, [None] * len(lines), repairer.diagnose(lines))
        return EngineReading("\n".join(lines), "\n".join(one.text for one in repaired), len(pages), seconds)

    return read


def staged(reader: Reader) -> Engine:
    """The program's own stages with `reader`."""

    def read(path: Path) -> EngineReading:
        started = time.process_time()
        with open_source(path) as source:
            options = PageOptions(use_text_layer=False)
            pages = tuple(read_page(source, page, reader, options) for page in range(1, source.n_pages + 1))
        seconds = time.process_time() - started
        texts = page_texts(assemble(pages))
        before, after = "\n".join(text.text_raw for text in texts), "\n".join(text.text for text in texts)
        return EngineReading(before, after, len(pages), seconds)

    return read


def engines() -> dict[str, Engine]:
    """All that are compared, by name."""
    tesseract, own = open_tesseract(), open_own_reader()
    return {
        "Tesseract, plain": plain(tesseract, Repairer.load()),
        "Tesseract": staged(tesseract),
        "own, greedy": staged(open_own_reader(use_language_model=False)),
        "own, language model": staged(own),
        "own, Tesseract second": staged(SecondVoiceReader(own, tesseract)),
    }


def compare(cases: Iterable[Case], engine: Engine) -> tuple[Score, Score]:
    """Scores before and after the repair, over all cases."""
    before = after = Score()
    for case in cases:
        read = engine(case.path)
        before += score_text(case.truth, read.before, read.pages, read.cpu_s)
        after += score_text(case.truth, read.after, read.pages, read.cpu_s)
    return before, after


def table_row(quality: str, name: str, before: Score, after: Score) -> str:
    """A line of Markdown."""
    cells = [quality, name]
    for score in (before, after):
        cells += [f"{score.letter_accuracy:.4f}", f"{score.syllable_f1:.4f}", f"{score.diacritic_accuracy:.4f}"]
        cells.append(f"{score.numbers_lost} / {score.numbers_invented} of {score.numbers}")
    return f"| {' | '.join(cells)} | {before.cpu_s / max(1, before.pages):.2f} |\n"


def main(arguments: list[str] | None = None) -> int:
    """Prints a table; 2 where a folder has no pairs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--documents", type=int, default=2, help="composed plans a quality")
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    parser.add_argument("--only", action="append", default=[], help="an engine's name; may be repeated")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        if given.folder:
            sets = {given.folder.name: list(cases_of(given.folder))}
        else:
            folder = Path(scratch)
            sets = {str(form): sample_cases(folder, form, given.documents, given.first_seed) for form in QUALITIES}
        if not any(sets.values()):
            sys.stderr.write(f"{given.folder}: no pairs of a page and a .txt\n")
            return 2
        head = "letters | syllables | marks | numbers lost / invented"
        sys.stdout.write(f"| | reader | {head} | after repair: {head} | CPU s a page |\n{'| --- ' * 11}|\n")
        for quality, cases in sets.items():
            for name, engine in engines().items():
                if not given.only or name in given.only:
                    sys.stdout.write(table_row(quality, name, *compare(cases, engine)))
                    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
