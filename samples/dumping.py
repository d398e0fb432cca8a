"""A set plan as a text dump: what is left where a program wrote the words of the pages down without their places.

Decides in which order a page's words come (cell after cell, line by line across the columns, down the columns, or with
runs of spaces as on paper), which blank lines and bars are left, and what became of the letters.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from extractors.layout import Box
from normalizers.folding import fold_marks
from samples.sheets import Passage, PlacedWord, PrintedPlan, Sheet


class Order(StrEnum):
    """In which order the words of a table come."""

    CELLS = "cells"
    """Cell after cell, row by row, blank lines between them."""
    ACROSS = "across"
    """Line by line across the columns, one space between them."""
    BARRED = "barred"
    """The same with bars where ruling lines were, most of them."""
    DOWN = "down"
    """Down the columns, one after the other, page by page."""
    SPACED = "spaced"
    """Line by line, with runs of spaces that keep the places."""


class Loss(StrEnum):
    """What became of the letters."""

    NONE = "none"
    STRIPPED = "stripped"
    """All marks are gone."""
    FOREIGN = "foreign"
    """Read by a reader that does not know Vietnamese."""


@dataclass(frozen=True, slots=True)
class Dumping:
    """How a plan is dumped. `form_feeds` are False where pages are parted by a space at the head of a line."""

    order: Order
    loss: Loss = Loss.NONE
    seed: int = 0
    form_feeds: bool = True


LETTER_WIDTH = 5.5
"""Points of a letter on average, which is what a space stands for."""
KEPT_BARS = 0.85
GLUED_CELLS = 0.1
"""Share of the cells without a blank line before them."""
READ_RIGHT = 0.4
"""Share of the letters with marks of which a foreign reader gets the letter below the marks."""
_READ_AS = {"a": "a4é", "e": "eé€", "o": "o6é0", "i": "ij", "u": "uwu", "y": "y¥", "d": "da"}


def dump(printed: PrintedPlan, dumping: Dumping) -> str:
    """The dump of all pages; the same for the same seed."""
    chance = random.Random(dumping.seed)  # noqa: S311
    pages = ["\n".join(_page(sheet, dumping.order, chance)) for sheet in printed.sheets]
    garbled = [_garbled(page, dumping.loss, chance) for page in pages]
    return ("\n\f" if dumping.form_feeds else "\n ").join(page.strip("\n") for page in garbled) + "\n"


def _page(sheet: Sheet, order: Order, chance: random.Random) -> Iterator[str]:
    for is_cell, group in groupby(sheet.passages, key=lambda passage: passage.role == "cell"):
        passages = list(group)
        if not is_cell:
            boxes = [passage.box for passage in passages]
            for line in _lines([word for word in sheet.words if any(_holds(box, word) for box in boxes)]):
                yield " ".join(word.text for word in line)
            yield ""
        elif order is Order.CELLS:
            yield from _cells(sheet, passages, chance)
        elif order is Order.DOWN:
            yield from _cells(sheet, sorted(passages, key=lambda cell: (round(cell.box.x0), cell.box.y0)), chance)
        else:
            yield from _across(sheet, passages, order, chance)


def _cells(sheet: Sheet, cells: Sequence[Passage], chance: random.Random) -> Iterator[str]:
    for cell in cells:
        lines = _lines([word for word in sheet.words if _holds(cell.box, word)])
        yield from (" ".join(word.text for word in line) for line in lines)
        if lines and chance.random() > GLUED_CELLS:
            yield ""


def _across(sheet: Sheet, cells: Sequence[Passage], order: Order, chance: random.Random) -> Iterator[str]:
    boxes = [cell.box for cell in cells]
    left = min(box.x0 for box in boxes)
    bottom = None
    for line in _lines([word for word in sheet.words if any(_holds(box, word) for box in boxes)]):
        row = next(box for box in boxes if _holds(box, line[0]))
        if bottom is not None and line[0].baseline > bottom:
            yield ""
        bottom = max(bottom or 0.0, row.y1) if bottom is None or line[0].baseline > bottom else bottom
        text = ""
        before: Box | None = None
        for word in line:
            own = next(box for box in boxes if _holds(box, word))
            if order is Order.SPACED:
                text = text.ljust(max(len(text) + bool(text), round((word.x - left) / LETTER_WIDTH))) + word.text
            else:
                barred = order is Order.BARRED and before is not None and own.x0 > before.x0 + 1
                text += (" | " if barred and chance.random() < KEPT_BARS else " " if text else "") + word.text
            before = own
        yield text


def _holds(box: Box, word: PlacedWord) -> bool:
    middle = word.box
    return box.x0 <= middle.x_center <= box.x1 and box.y0 - 1 <= word.baseline - word.size / 4 <= box.y1 + 1


def _lines(words: Sequence[PlacedWord]) -> list[list[PlacedWord]]:
    """Words by baseline, from left to right; baselines that differ by less than half a letter are one."""
    lines: list[list[PlacedWord]] = []
    for word in sorted(words, key=lambda word: word.baseline):
        if lines and word.baseline - lines[-1][0].baseline < word.size / 2:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.x) for line in lines]


def _garbled(text: str, loss: Loss, chance: random.Random) -> str:
    if loss is Loss.NONE:
        return text
    if loss is Loss.STRIPPED:
        return fold_marks(text)
    return "".join(_read_as(letter, chance) for letter in text)


def _read_as(letter: str, chance: random.Random) -> str:
    base = fold_marks(letter)
    if base == letter or unicodedata.combining(letter) or chance.random() < READ_RIGHT:
        return base
    read = chance.choice(_READ_AS.get(base.lower(), base))
    return read.upper() if letter.isupper() and read.isalpha() else read
