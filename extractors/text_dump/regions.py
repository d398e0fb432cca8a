"""Which lines of a dumped table hold one cell each, and which run across the columns.

A block (lines between blank lines) is one cell's, or one row's lines across its columns: bars in it tell the second,
and so does text that is fluent along its lines but not from one line to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from extractors.layout import Line
from extractors.text_dump.letter_widths import SPACE, word_widths
from extractors.text_dump.line_clues import MAX_WORDS, FluencyModel
from extractors.text_dump.pages import LINE_HEIGHT

# Blocks without bars are looked at from this many lines of this many words on: short lines are those of a cell.
FEWEST_LINES = 8
FEWEST_WORDS = 9
# Nats that a line's first word gains from the line before, on average: about 2 in running text, below 0 across columns.
LEAST_GAIN = -0.3
# The same of a page's lines together, for blocks too short to tell: 0.7 to 2.6 where cells were dumped whole.
LEAST_GAIN_OF_PAGE = -0.3
FEWEST_WORDS_OF_PAGE = 8
# Blocks of so many lines at most between two that run across the columns are parts of them that stand alone.
LINES_BETWEEN = 2
BLOCKS_BETWEEN = 4
# Lines of a page without blank lines: where cells are dumped whole the widest lines are those of one column, each about
# as wide. Quantiles of the widths; what the widest share says of how many times it is as wide; and letters that hardly
# one column has.
WIDEST, WIDE = 0.97, 0.8
SPREAD = 1.2
MOST_LETTERS = 66
LEAST_GAIN_OF_WIDE = 1.0
FEWEST_LINES_A_BLOCK = 12
# Lines with bars in a block, at least: one bar in a long block is a speck.
BARRED_SHARE = 0.08


@dataclass(frozen=True, slots=True)
class TableRegion:
    """Printed lines of one page, each as its parts between bars; `across` where they run across the columns."""

    lines: tuple[tuple[Line, ...], ...]
    across: bool


def regions_of_pages(
    bodies: Sequence[tuple[int, Sequence[Line]]], readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> list[tuple[int, TableRegion]]:
    """The regions of a table's pages, each with its page; a page too short to tell is dumped as the one before."""
    found: list[tuple[int, TableRegion]] = []
    before = False
    for page, lines in bodies:
        regions = table_regions(lines, readable, fluency)
        if before and sum(len(region.lines) for region in regions) < FEWEST_LINES and _is_gapless(_blocks(lines)):
            regions = tuple(replace(region, across=True) for region in regions)
        before = len(regions) == 1 and regions[0].across
        found += [(page, region) for region in regions]
    return found


def table_regions(
    lines: Sequence[Line], readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> tuple[TableRegion, ...]:
    """The regions of a page's table lines, in order; each line is in one."""
    parted = _blocks(lines)
    if _page_runs_across(parted, readable, fluency) or _spreads(parted, readable, fluency):
        return (TableRegion(tuple(row for block in parted for row in block), across=True),)
    blocks = [(block, _runs_across(block, readable, fluency)) for block in parted]
    joined: list[tuple[list[tuple[Line, ...]], bool]] = []
    for index, (block, across) in enumerate(blocks):
        between = not across and _is_between(blocks[index:], after=bool(joined) and joined[-1][1])
        if joined and joined[-1][1] == (across or bool(between)):
            joined[-1][0].extend(block)
        else:
            joined.append((list(block), across))
    return tuple(TableRegion(tuple(block), across) for block, across in joined)


def _is_between(blocks: Sequence[tuple[Sequence[tuple[Line, ...]], bool]], *, after: bool) -> bool:
    """True where short blocks stand before the next one that runs across: first lines of cells that begin higher.

    `after` is True where what is before them runs across too.
    """
    for index, (block, across) in enumerate(blocks[: BLOCKS_BETWEEN + 1]):
        if across:
            return index > 0
        if len(block) > (LINES_BETWEEN if after else 1):
            return False
    return False


def _blocks(lines: Sequence[Line]) -> list[list[tuple[Line, ...]]]:
    blocks: list[list[tuple[Line, ...]]] = []
    below = -2 * LINE_HEIGHT
    for _, group in groupby(lines, key=lambda line: line.box.y0):
        row = tuple(group)
        if not blocks or row[0].box.y0 - below > LINE_HEIGHT:
            blocks.append([])
        blocks[-1].append(row)
        below = row[0].box.y1
    return blocks


def _runs_across(
    block: Sequence[tuple[Line, ...]], readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> bool:
    words = [sum(len(part.words) for part in row) for row in block]
    if max(words) > MAX_WORDS:
        return False
    barred = sum(len(row) > 1 for row in block)
    if barred >= max(1, BARRED_SHARE * len(block)):
        return True
    if len(block) < FEWEST_LINES or sum(words) < FEWEST_WORDS * len(block):
        return False
    gains = _gains(block, readable, fluency)
    return len(gains) > 0 and float(gains.mean()) < LEAST_GAIN


def _page_runs_across(
    blocks: Sequence[Sequence[tuple[Line, ...]]], readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> bool:
    """True for a page whose lines run across in blocks that are too short to tell by themselves; it has no bars."""
    lines = [row for block in blocks for row in block]
    words = [sum(len(part.words) for part in row) for row in lines]
    if len(lines) < FEWEST_LINES or sum(words) < FEWEST_WORDS_OF_PAGE * len(lines) or max(words) > MAX_WORDS:
        return False
    if any(len(row) > 1 for row in lines):
        return False
    gains = np.concatenate([_gains(block, readable, fluency) for block in blocks])
    return len(gains) >= FEWEST_LINES and float(gains.mean()) < LEAST_GAIN_OF_PAGE


def _is_gapless(blocks: Sequence[Sequence[tuple[Line, ...]]]) -> bool:
    """True for a page that has next to no blank lines."""
    return sum(map(len, blocks)) >= FEWEST_LINES_A_BLOCK * len(blocks) or len(blocks) == 1


def _spreads(
    blocks: Sequence[Sequence[tuple[Line, ...]]], readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> bool:
    """True for a page without blank lines of which the widest lines are much wider than many, as no column's are."""
    lines = [row for block in blocks for row in block]
    if len(lines) < FEWEST_LINES or not _is_gapless(blocks):
        return False
    words = [list(readable(" ".join(part.text for part in row))) for row in lines]
    if max(map(len, words)) > MAX_WORDS:
        return False
    widths = [float((word_widths(row) + SPACE).sum()) for row in words]
    wide, widest = np.quantile(widths, (WIDE, WIDEST))
    if widest < SPREAD * wide:
        return False
    gains = np.concatenate([_gains(block, readable, fluency) for block in blocks])
    least = LEAST_GAIN_OF_WIDE if widest > MOST_LETTERS else LEAST_GAIN_OF_PAGE
    return len(gains) > 0 and float(gains.mean()) < least


def _gains(
    block: Sequence[tuple[Line, ...]], readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> NDArray[np.float64]:
    """What the first word of each line but the first gains from the line before, in nats.

    Repaired as one text, what belongs together reads on from line to line.
    """
    words = [sum(len(part.words) for part in row) for row in block]
    ids = fluency.ids(readable(" ".join(part.text for row in block for part in row)))
    firsts = np.cumsum(words)[:-1]
    firsts = firsts[firsts > 1]
    return np.asarray((fluency.alone(ids) - fluency.running(ids))[firsts], np.float64)
