"""What a first search over a dumped table tells of its columns: widths, recurring words, how often ordinals fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

import numpy as np

from extractors.table_meaning.wordings import Field
from extractors.text_dump.cell_endings import Endings, usual_endings
from extractors.text_dump.letter_widths import SPACE
from extractors.text_dump.line_clues import (
    ORDINALS,
    UNNUMBERED,
    USUAL_PAUSES,
    Alignment,
    Beginnings,
    GapOdds,
    KnownColumns,
    LineClues,
    Pairs,
)
from extractors.text_dump.part_costs import MOST_PAUSES, part_width
from extractors.text_dump.row_states import TITLE, State

FEWEST_WRAPPED = 6
# Letters that one line speaks against a width, at most: some were put together wrongly.
MOST_AGAINST = 4.0
FEWEST_LINES = 10
LONGEST_QUANTILE = 0.9
MAX_RECURRING_WORDS = 24
FEWEST_RECURRENCES = 3
LEAST_UNNUMBERED = 0.5
FEWEST_LINES_HIGHER = 2
FEWEST_PLACED = 5
# Of the cells of a column, and of all: a first search puts many of them together wrongly.
OWN_SHARE = 0.55
USUAL_SHARE = 0.4
# A line so much wider than the widest column is not one cell's; so many lines between two such ones are none's either.
WIDER = 1.15
MOST_BETWEEN = 3
BREAK = "\n"
# Of a cell that begins with a small letter, and of one that begins as an item: beside what its being seldom costs, and
# at most in all, in columns of so many cells at least.
SMALL_START = 1.0
MOST_SMALL_START = 6.0
ITEM_START = 1.0
MOST_ITEM_START = 3.0
FEWEST_CELLS = 5
# Of a cell that goes on after lines of others, in tables in which hardly any do; parts of cells that tell it, at least.
MOST_PAUSED = 5.0
FEWEST_GOING_ON = 20
# Of a line's being parted, where hardly any of its page are.
MOST_CUT = 3.0
"""Between words that are not counted as neighbours."""
_FEW_VALUES = frozenset({Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE, Field.DEADLINE})


def column_widths(path: Sequence[State], clues: Sequence[LineClues], n_columns: int) -> dict[int, float]:
    """The width of each column: that in which the lines of its cells fit, but the words after them would not have.

    Of columns whose cells do not wrap that of their widest lines. See letter_widths for the unit.
    """
    wrapped: dict[int, list[tuple[float, float]]] = {}
    widths: dict[int, list[float]] = {}
    open_parts: list[float | None] = [None] * n_columns
    page = clues[0].line.page
    for state, clue in zip(path, clues, strict=True):
        if state.new_row or clue.line.page != page:
            open_parts = [None] * n_columns
            page = clue.line.page
        for column, begin, end in state.cuts:
            if column == TITLE:
                continue
            earlier = open_parts[column]
            if earlier is not None and not clue.item[begin]:
                wrapped.setdefault(column, []).append((earlier, part_width(clue, begin, begin + 1)))
            width = part_width(clue, begin, end)
            open_parts[column] = width
            widths.setdefault(column, []).append(width)
    found = {
        column: float(np.quantile(lines, LONGEST_QUANTILE))
        for column, lines in widths.items()
        if len(lines) >= FEWEST_LINES
    }
    return found | {column: _fitting(lines) for column, lines in wrapped.items() if len(lines) >= FEWEST_WRAPPED}


def _fitting(lines: Sequence[tuple[float, float]]) -> float:
    """The width that the fewest letters of lines, each with the width of the word after it, speak against."""
    ends, after = np.array(lines).T
    against = [
        np.clip(ends - width, 0, MOST_AGAINST).sum() + np.clip(width - ends - SPACE - after, 0, MOST_AGAINST).sum()
        for width in ends
    ]
    return float(ends[int(np.argmin(against))])


def recurring_pairs(path: Sequence[State], clues: Sequence[LineClues], columns: Sequence[Field]) -> Pairs:
    """Neighbouring words that recur in a column's short cells, which hold the same few bodies and deadlines.

    Of other columns only the words that cells begin with.
    """
    found: dict[int, Counter[tuple[str, str]]] = {}
    cells: dict[int, list[str]] = {}

    def count() -> None:
        for column, words in cells.items():
            counter = found.setdefault(column, Counter())
            if columns[column] not in _FEW_VALUES:
                counter[("", words[0])] += 1
            elif len(words) <= MAX_RECURRING_WORDS:
                counter.update(pair for pair in pairwise(["", *words]) if BREAK not in pair)

    for state, clue in zip(path, clues, strict=True):
        if state.new_row:
            count()
            cells = {}
        for column, begin, end in state.cuts:
            if column != TITLE:
                earlier = cells.setdefault(column, [])
                if earlier and clue.capital[begin]:  # rather the next cell's first word than this one's next
                    earlier.append(BREAK)
                earlier.extend(clue.plain[begin:end])
    count()
    return {
        column: frozenset(pair for pair, times in counter.items() if times >= FEWEST_RECURRENCES)
        for column, counter in found.items()
    }


def endings(path: Sequence[State], columns: Sequence[Field]) -> dict[int, Endings]:
    """How the cells of each column end; the words that they end with only of columns of few values."""
    found: dict[int, list[tuple[str, bool]]] = {}
    for state in closed_rows(path):
        for column, cell in enumerate(state.cells):
            if cell is not None:
                word = cell.word if columns[column] is Field.DEADLINE else ""
                found.setdefault(column, []).append((word, cell.ended))
    return {column: usual_endings(last_words) for column, last_words in found.items()}


def beginnings(path: Sequence[State], clues: Sequence[LineClues], n_columns: int) -> dict[int, Beginnings]:
    """What a small letter at its beginning costs a cell of each column, and an item there one of the first."""
    counts = np.zeros((n_columns, 3))
    begun: set[int] = set()
    for state, clue in zip(path, clues, strict=True):
        if state.new_row:
            begun = set()
        for column, begin, _ in state.cuts:
            if column != TITLE and column not in begun:
                begun.add(column)
                counts[column] += (clue.small[begin], clue.item[begin], 1)
    found = {}
    for column, (small, items, cells) in enumerate(counts.tolist()):
        if cells >= FEWEST_CELLS:
            # One that was wrongly begun so does not speak for itself.
            rare = [-np.log((max(0.0, times - 1) + 0.5) / (cells + 1)) for times in (small, items)]
            found[column] = Beginnings(
                float(np.clip(rare[0] + SMALL_START, SMALL_START, MOST_SMALL_START)),
                float(np.clip(rare[1] - ITEM_START, 0.0, MOST_ITEM_START)) if column == 0 else 0.0,
            )
    return found


def closed_rows(path: Sequence[State]) -> list[State]:
    """The states in which rows ended."""
    return [*(state.before for state in path if state.new_row and state.before is not None), path[-1]]


def unnumbered_cost(path: Sequence[State]) -> float:
    """The cost of a row without an ordinal, as seldom as they are."""
    rows = unnumbered = 1
    numbered = True
    for state in path:
        if state.new_row and not state.closed:
            rows += 1
            unnumbered += not numbered
            numbered = False
        numbered |= state.marked
    return float(np.clip(np.log(rows / unnumbered), LEAST_UNNUMBERED, UNNUMBERED))


def gap_odds(path: Sequence[State], clues: Sequence[LineClues]) -> GapOdds:
    """How well blank lines part the rows that run across."""
    across = [(state, clue) for state, clue in zip(path, clues, strict=True) if clue.line.across]
    return GapOdds(
        *(_share([clue.line.after_gap for state, clue in across if state.new_row is new]) for new in (True, False))
    )


def cell_gap_odds(path: Sequence[State], clues: Sequence[LineClues]) -> GapOdds:
    """How well blank lines part the cells that are dumped one after the other."""
    found: dict[bool, list[bool]] = {True: [], False: []}
    for state, clue in zip(path, clues, strict=True):
        before = state.before
        if clue.line.across or before is None or state.closed or (clue.marker is not None and state.marked):
            continue
        goes_on = not state.new_row and before.column == state.column
        found[not goes_on].append(clue.line.after_gap)
    return GapOdds(_share(found[True]), _share(found[False]))


def pauses(path: Sequence[State], clues: Sequence[LineClues]) -> tuple[float, ...]:
    """What it costs cells of lines that run across to go on after so many lines of others: little where many do."""
    times = np.zeros(MOST_PAUSES + 1)
    for state, clue in zip(path, clues, strict=True):
        if state.new_row or state.before is None or not clue.line.across or clue.line.places:
            continue
        for column, begin, _ in state.cuts:
            cell = state.before.cells[column] if column != TITLE else None
            if cell is not None and cell.length and not clue.item[begin]:
                times[cell.pause] += 1
    if times.sum() < FEWEST_GOING_ON:
        return USUAL_PAUSES
    rare = -np.log((times + 0.5) / (times[0] + 0.5))
    return (0.0, *np.clip(rare[1:], USUAL_PAUSES[1], MOST_PAUSED).tolist())


def cut_costs(path: Sequence[State], clues: Sequence[LineClues]) -> dict[int, float]:
    """For each page what it costs a line without bars to hold parts of several cells: much where few lines do."""
    several: dict[int, list[bool]] = {}
    for state, clue in zip(path, clues, strict=True):
        if clue.line.across and not clue.line.bars and not clue.line.places and state.title is None:
            several.setdefault(clue.line.page, []).append(len(state.cuts) > 1)
    return {
        page: float(np.clip(np.log((len(lines) - sum(lines) + 0.5) / (sum(lines) + 0.5)), 0.0, MOST_CUT))
        for page, lines in several.items()
        if len(lines) >= FEWEST_LINES
    }


def _share(gaps: Sequence[bool]) -> float:
    return (sum(gaps) + 1) / (len(gaps) + 2)


def alignments(path: Sequence[State], n_columns: int) -> dict[int, Alignment]:
    """Where the cells of each column, and the ordinals, stand in rows that are at least two lines higher."""
    fitting: dict[int, list[Alignment | None]] = {column: [] for column in (ORDINALS, *range(n_columns))}
    for state in closed_rows(path):
        places = [(column, cell.first, cell.last) for column, cell in enumerate(state.cells) if cell is not None]
        if state.marked_at >= 0:
            places.append((ORDINALS, state.marked_at, state.marked_at))
        for column, first, last in places:
            if state.n_lines - (last - first + 1) >= FEWEST_LINES_HIGHER:
                ways = (way for way in Alignment if not way.astray(first, last, state.n_lines))
                fitting[column].append(next(ways, None))
    usual = _most([way for ways in fitting.values() for way in ways], USUAL_SHARE)
    found = {column: _most(ways, OWN_SHARE) or usual for column, ways in fitting.items()}
    return {column: way for column, way in found.items() if way is not None}


def _most(ways: Sequence[Alignment | None], share: float) -> Alignment | None:
    counted = Counter(way for way in ways if way is not None)
    if not counted or len(ways) < FEWEST_PLACED:
        return None
    way, times = counted.most_common(1)[0]
    return way if times >= share * len(ways) else None


def running_across(clues: Sequence[LineClues], known: KnownColumns) -> list[LineClues]:
    """The clues, lines that are wider than any column taken for ones that run across, and few between such too."""
    if len(known.widths) < len(known.fields) - 1:
        return list(clues)
    most = max(known.widths.values()) * WIDER
    across = [clue.line.across or (clue.edges[-1] > most and clue.marker is None) for clue in clues]
    start = 0
    for flag, group in groupby(list(across)):
        end = start + len(list(group))
        inside = start > 0 and end < len(across) and clues[start - 1].line.page == clues[end].line.page
        if not flag and inside and end - start <= MOST_BETWEEN:
            across[start:end] = [True] * (end - start)
        start = end
    return [
        clue if clue.line.across is flag else replace(clue, line=replace(clue.line, across=flag))
        for clue, flag in zip(clues, across, strict=True)
    ]
