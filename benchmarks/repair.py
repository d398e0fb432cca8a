"""How much of degraded text repair restores.

    python -m benchmarks.repair --text FILE --pairs FILE [--garbage READ TRUTH]... [--model FILE]

`--text` is clean UTF-8 text that the model was not trained on; accents are stripped from it, it is given as it is, and
its short lines are damaged as the letters of dumps are, in capitals and in small letters.
`--pairs` are JSON lines [reader, dpi, printed, read] of other lines than those trained on. `--garbage` names a text
dump and its true text. `--model` takes another model than the packaged one, as for lines that the packaged one knows.

A syllable is right if it comes back in its place (longest common subsequence with the truth), case, outer punctuation
and tone placement aside. Numbers and codes are counted apart.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import resource
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import LCSseq
from rich.console import Console
from rich.table import Table

from normalizers.repair import Damage, RepairedText, Repairer
from normalizers.unicode import modern_tone, nfc, trimmed
from samples.dump_letters import Loss, garbled
from training.repair.corpus import paired_places

LONGEST_TITLE = 14
"""Words of a line that is also measured in capitals, as titles are printed."""
READ_LOSSES = (Loss.ENGLISH, Loss.DROPPED, Loss.DIGITS, Loss.STROKES)
"""What readers of dumps make of letters."""
READERS = {"eng": Damage.FOREIGN_READER, "vie": Damage.VIETNAMESE_READER}


@dataclass(frozen=True)
class Score:
    """Syllables and numbers, and how many of them are right."""

    words: int = 0
    right: int = 0
    numbers: int = 0
    right_numbers: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.words + other.words,
            self.right + other.right,
            self.numbers + other.numbers,
            self.right_numbers + other.right_numbers,
        )

    @property
    def share(self) -> float:
        """The share of syllables that are right."""
        return self.right / max(1, self.words)


def syllables(text: str) -> list[str]:
    """The text's words in the form that is compared."""
    return [word for token in nfc(text).lower().split() if (word := modern_tone(trimmed(token)))]


def score(truth: str, text: str) -> Score:
    """What of the truth comes back in order."""
    wanted, found = syllables(truth), syllables(text)
    words, numbers = _without_digits(wanted), _with_digits(wanted)
    return Score(
        len(words),
        LCSseq.similarity(words, _without_digits(found)),
        len(numbers),
        LCSseq.similarity(numbers, _with_digits(found)),
    )


def _without_digits(words: Sequence[str]) -> list[str]:
    return [word for word in words if not any(char.isdigit() for char in word)]


def _with_digits(words: Sequence[str]) -> list[str]:
    return [word for word in words if any(char.isdigit() for char in word)]


def stripped(text: str) -> str:
    """The text without its accents, letters and case as they were."""
    letters = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(char for char in letters if not unicodedata.combining(char))


@dataclass(frozen=True)
class Task:
    """Lines to repair, with their truth."""

    name: str
    damage: Damage
    truths: tuple[str, ...]
    reads: tuple[str, ...]
    adapt: bool = False


def tasks(options: argparse.Namespace) -> Iterator[Task]:
    """The tasks that the options name."""
    if options.text:
        lines = tuple(line for line in _lines(options.text) if line.strip())[: options.lines]
        yield Task("accents stripped", Damage.STRIPPED, lines, tuple(map(stripped, lines)))
        yield Task("clean, told to be clean", Damage.CLEAN, lines, lines)
        yield Task("clean, told to be read", Damage.VIETNAMESE_READER, lines, lines)
        short = tuple(nfc(line) for line in lines if 4 <= len(line.split()) <= LONGEST_TITLE)
        for loss in READ_LOSSES:
            for name, written in (("capitals", str.upper), ("small letters", str.lower)):
                titles, chance = tuple(map(written, short)), random.Random(f"{loss}")  # noqa: S311
                reads = tuple(garbled(title, loss, chance) for title in titles)
                yield Task(f"{name}, {loss}", Damage.FOREIGN_READER, titles, reads)
    if options.pairs:
        pairs = [json.loads(line) for line in _lines(options.pairs)]
        for reader, damage in READERS.items():
            own = [(nfc(printed), nfc(read)) for name, _dpi, printed, read in pairs if name == reader]
            yield Task(f"read by {reader}", damage, tuple(p for p, _ in own), tuple(r for _, r in own))
    for read, truth in options.garbage or ():
        blocks = re.split(r"\n\s*\n", read.read_text("utf-8"))
        reads = tuple(" ".join(block.split()) for block in blocks if block.strip())
        yield Task(f"garbage {read.stem}", Damage.FOREIGN_READER, (truth.read_text("utf-8"),), reads, adapt=True)


def run(task: Task, model: Path | None) -> tuple[Score, Score, float, float]:
    """Score before and after, share of errors among the least sure tenth, syllables a CPU second, nothing cached."""
    repairer = Repairer.load(model)
    started = time.process_time()
    if task.adapt:
        repairer = repairer.adapted(task.reads, task.damage)
    results = repairer.repair_all(task.reads, None, task.damage)
    seconds = time.process_time() - started
    words = sum(len(read.split()) for read in task.reads)
    if task.adapt:
        before = score(task.truths[0], "\n".join(task.reads))
        after = score(task.truths[0], "\n".join(result.text for result in results))
        return before, after, float("nan"), words / seconds
    before = sum(map(score, task.truths, task.reads), Score())
    after = sum((score(truth, result.text) for truth, result in zip(task.truths, results, strict=True)), Score())
    return before, after, caught(task.truths, results), words / seconds


def caught(truths: Sequence[str], results: Sequence[RepairedText], share: float = 0.1) -> float:
    """The share of wrong words that are among the least certain.

    Words are paired with those of the truth that they stand for; those without a counterpart (specks, and words that
    are not there) are left out.
    """
    found: list[tuple[float, bool]] = []
    for truth, result in zip(truths, results, strict=True):
        printed = truth.split()
        for place, own in paired_places(printed, [token.source for token in result.tokens]):
            token = result.tokens[own]
            found.append((token.confidence, not _stands_at(syllables(token.text), printed, place)))
    found.sort()
    wrong = sum(bad for _, bad in found)
    return sum(bad for _, bad in found[: round(len(found) * share)]) / wrong if wrong else float("nan")


def _stands_at(words: Sequence[str], printed: Sequence[str], place: int) -> bool:
    """True where the words are the printed ones around a place: one, or several that a reader ran together."""
    count = max(len(words), 1)
    return any(
        list(words) == syllables(" ".join(printed[start : start + count]))
        for start in range(max(0, place - count + 1), place + 1)
    )


def _lines(path: Path) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as stream:
        for line in stream:
            yield line.rstrip("\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="Measure repair on text that the model was not trained on.")
    parser.add_argument("--text", type=Path)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--garbage", type=Path, nargs=2, action="append", metavar=("READ", "TRUTH"))
    parser.add_argument("--model", type=Path)
    parser.add_argument("--lines", type=int, default=1000, help="lines of the text that are used")
    options = parser.parse_args(arguments)
    table = Table(
        "task", "syllables", "do nothing", "repaired", "numbers untouched", "errors in least sure tenth", "a second"
    )
    for task in tasks(options):
        before, after, flagged, speed = run(task, options.model)
        table.add_row(
            task.name,
            f"{after.words:,}",
            f"{before.share:.2%}",
            f"{after.share:.2%}",
            f"{after.right_numbers}/{after.numbers}",
            f"{flagged:.0%}",
            f"{speed:,.0f}",
        )
    console = Console()
    console.print(table)
    console.print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
