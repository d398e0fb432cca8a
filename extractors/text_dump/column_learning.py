"""What a first search over a dumped table tells of its columns: widths, recurring words, how often ordinals fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extractors.table_meaning.wordings import Field
from extractors.text_dump.line_clues import UNNUMBERED, LineClues, Pairs
from extractors.text_dump.row_states import TITLE, State

FEWEST_WRAPPED = 6
WIDTH_QUANTILE = 0.8
MAX_RECURRING_WORDS = 24
FEWEST_RECURRENCES = 3
LEAST_UNNUMBERED = 0.5
BREAK = "\n"
"""Between words that are not counted as neighbours."""
_FEW_VALUES = frozenset({Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE, Field.DEADLINE})


def usual_widths(path: Sequence[State], clues: Sequence[LineClues], n_columns: int) -> dict[int, float]:
    """The usual length, in letters, of the lines of each column's cells that wrap."""
    lengths: dict[int, list[int]] = {}
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
            open_parts[column] = int(clue.ends[end] - clue.ends[begin] - 1)
    return {
        column: float(np.quantile(found, WIDTH_QUANTILE))
        for column, found in lengths.items()
        if len(found) >= FEWEST_WRAPPED
    }


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
