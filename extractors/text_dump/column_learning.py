"""What a first search over a dumped table tells of its columns: widths, recurring words, how often ordinals fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extractors.table_meaning.wordings import Field
from extractors.text_dump.line_clues import ORDINALS, UNNUMBERED, Alignment, GapOdds, LineClues, Pairs
from extractors.text_dump.row_states import TITLE, State

FEWEST_WRAPPED = 6
WIDTH_QUANTILE = 0.8
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
BREAK = "\n"
"""Between words that are not counted as neighbours."""
_FEW_VALUES = frozenset({Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE, Field.DEADLINE})


def usual_widths(path: Sequence[State], clues: Sequence[LineClues], n_columns: int) -> dict[int, float]:
    """The usual length, in letters, of the lines of each column's cells that wrap; of the longest where few do."""
    lengths: dict[int, list[int]] = {}
    all_lengths: dict[int, list[int]] = {}
    open_parts: list[int | None] = [None] * n_columns
    for state, clue in zip(path, clues, strict=True):
        if state.new_row:
            open_parts = [None] * n_columns
        for column, begin, end in state.cuts:
            if column == TITLE:
                continue
            earlier = open_parts[column]
            if earlier is not None:
                lengths.setdefault(column, []).append(earlier)
            length = int(clue.ends[end] - clue.ends[begin] - 1)
            open_parts[column] = length
            all_lengths.setdefault(column, []).append(length)
    widths = {
        column: float(np.quantile(found, LONGEST_QUANTILE))
        for column, found in all_lengths.items()
        if len(found) >= FEWEST_LINES
    }
    wrapped = {
        column: float(np.quantile(found, WIDTH_QUANTILE))
        for column, found in lengths.items()
        if len(found) >= FEWEST_WRAPPED
    }
    return widths | wrapped


def recurring_pairs(path: Sequence[State], clues: Sequence[LineClues], columns: Sequence[Field]) -> Pairs:
    """Neighbouring words that recur in a column's short cells, which hold the same few bodies and deadlines."""
    found: dict[int, Counter[tuple[str, str]]] = {}
    cells: dict[int, list[str]] = {}

    def count() -> None:
        for column, words in cells.items():
            if len(words) <= MAX_RECURRING_WORDS:
                found.setdefault(column, Counter()).update(pair for pair in pairwise(["", *words]) if BREAK not in pair)

    for state, clue in zip(path, clues, strict=True):
        if state.new_row:
            count()
            cells = {}
        for column, begin, end in state.cuts:
            if column != TITLE and columns[column] in _FEW_VALUES:
                earlier = cells.setdefault(column, [])
                if earlier and clue.capital[begin]:  # rather the next cell's first word than this one's next
                    earlier.append(BREAK)
                earlier.extend(clue.plain[begin:end])
    count()
    return {
        column: frozenset(pair for pair, times in counter.items() if times >= FEWEST_RECURRENCES)
        for column, counter in found.items()
    }


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
    shares = []
    for new_row in (True, False):
        gaps = [
            clue.line.after_gap
            for state, clue in zip(path, clues, strict=True)
            if clue.line.across and state.new_row is new_row
        ]
        shares.append((sum(gaps) + 1) / (len(gaps) + 2))
    return GapOdds(shares[0], shares[1])


def alignments(path: Sequence[State], n_columns: int) -> dict[int, Alignment]:
    """Where the cells of each column, and the ordinals, stand in rows that are at least two lines higher."""
    fitting: dict[int, list[Alignment | None]] = {column: [] for column in (ORDINALS, *range(n_columns))}
    for state in [*(state.before for state in path if state.new_row and state.before is not None), path[-1]]:
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
