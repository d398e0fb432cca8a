"""Rows of a table that were dumped line by line across their columns: each line is cut into its cells' parts.

Read down, the parts of a cell are fluent text; read across, they are not. A beam search over the lines finds the rows
and cuts that read most fluently, helped by what is left of the ruling lines (bars), by the ordinals, by what cells of a
column typically begin with, and by the columns' widths, which the search learns from its own first pass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from extractors.layout import Line, Word
from extractors.markers import Marker, MarkerKind, next_markers
from extractors.text_dump.line_clues import (
    RECURRING,
    RECURRING_COST,
    Context,
    Costs,
    FluencyModel,
    KnownColumns,
    LineClues,
    PrintedLine,
    clues_of,
)
from extractors.wordings import Field

# Lines and words that are searched at most: some hundred pages of tables; what is beyond stays as dumped.
MAX_LINES = 4_000
MAX_COLUMNS = 7
BEAM = 24
# Costs in nats, as those of the language model that they are added to.
NEW_ROW = 1.0
NO_ORDINAL = 4.0
EMPTY_CELL = 2.0
EMPTY_RARE_CELL = 0.3
STARTS_CELL = 2.0
STARTS_SMALL = 3.0
STARTS_SMALL_CARRIED = 0.5
UNMARKED_ORDINAL = 1.5
FOLLOWING_ORDINAL = -2.5
ODD_ORDINAL = 2.0
SECTION_TITLE = 3.0
TOO_WIDE_PER_LETTER = 0.6
TOO_SHORT_PER_LETTER = 0.12
MOST_TOO_SHORT = 2.0
CELL_PAUSES = 1.0
BAR_IGNORED = 6.0
_RARE = frozenset({Field.EFFECTIVENESS, Field.BUDGET, Field.NOTE})
# Share of a column's parts that its width is taken from: the longest few run into their neighbours.
WIDTH_QUANTILE = 0.85
_INFINITE = float("inf")


OPENING: Context = (0, 0)
"""Before the first word of a cell."""
_NOTHING: Costs = np.zeros((0, 0))


@dataclass(frozen=True, slots=True)
class InterleavedRow:
    """A row put together: each cell's parts from top to bottom.

    `carried` is True for what goes on from the page before. `title` is set for a section row instead of cells.
    """

    marker: Marker | None
    marker_word: Word | None
    cells: Mapping[int, tuple[Line, ...]]
    title: tuple[Line, ...] = ()
    carried: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    cost: float
    contexts: tuple[Context | None, ...]
    words: tuple[str, ...]
    lengths: tuple[int, ...]
    pauses: tuple[int, ...]
    has_ordinal: bool
    closed: bool
    carried: bool
    last: Marker | None
    before: _State | None = field(default=None, repr=False)
    new_row: bool = False
    title: bool = False
    marked: bool = False
    cuts: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Opening:
    """A way to take a line: as the first of a row or not, its first word an ordinal or not, and what that costs."""

    new_row: bool
    marked: bool
    cost: float


class _ContextCosts:
    """The costs of a line's words after what may stand before them, each asked of the model once."""

    def __init__(self, fluency: FluencyModel, clue: LineClues) -> None:
        self._fluency = fluency
        self._clue = clue
        self._found: dict[Context, tuple[Costs, Costs]] = {}

    def after(self, context: Context) -> tuple[Costs, Costs]:
        """Each word's cost after `context`, and its successor's then."""
        if context not in self._found:
            ids = self._clue.ids
            self._found[context] = (self._fluency.first(context, ids), self._fluency.second(context, ids))
        return self._found[context]


def part_rows(
    lines: Sequence[PrintedLine],
    known: KnownColumns,
    readable: Callable[[str], Sequence[str]],
    fluency: FluencyModel,
    last: Marker | None = None,
) -> tuple[InterleavedRow, ...]:
    """The rows that `lines` hold; `last` is the ordinal of the row before.

    `readable` gives a text's words repaired, one for each. Method: beam search over the lines; for each line and each
    row that may be open the best cuts for every set of columns are found by dynamic programming.
    """
    kept = [line for line in lines if line.words]
    if not kept:
        return ()
    clues = [clues_of(line, known, readable, fluency) for line in kept]
    first = _search(clues, known, fluency, last)
    learned = replace(known, widths={**_widths(first, clues), **known.widths})
    return _rows(_search(clues, learned, fluency, last), clues)


def _search(clues: Sequence[LineClues], known: KnownColumns, fluency: FluencyModel, last: Marker | None) -> _State:
    columns = known.fields
    n_columns = len(columns)
    nothing: tuple[Context | None, ...] = (None,) * n_columns
    zeros = (0,) * n_columns
    beam = [_State(0.0, nothing, ("",) * n_columns, zeros, zeros, True, False, True, last)]
    for clue in clues:
        contexts = _ContextCosts(fluency, clue)
        found: list[tuple[float, _State, _Opening, int, Costs, list[Costs]]] = []
        for state in beam:
            for opening in _openings(state, clue, columns):
                opened = _opened(state) if opening.new_row else state
                tables = [_part_costs(opened, column, clue, known, contexts) for column in range(n_columns)]
                reached = _reach(tables, int(opening.marked), len(clue.ids))
                totals = reached[:, -1] + state.cost + opening.cost
                for mask in np.flatnonzero(totals < totals.min() + 12)[:64]:
                    found.append((float(totals[mask]), state, opening, int(mask), reached, tables))
            title = _title_cost(state, clue, columns, fluency)
            if title < _INFINITE:
                found.append(
                    (state.cost + title, state, _Opening(True, clue.marker is not None, title), -1, _NOTHING, [])
                )
        found.sort(key=lambda item: item[0])
        chosen: dict[tuple[object, ...], _State] = {}
        for total, state, opening, mask, reached, tables in found:
            if len(chosen) >= BEAM or total > found[0][0] + 30:
                break
            if mask < 0:
                made = _titled(state, total, clue, n_columns)
            else:
                made = _made(state, total, clue, opening, _cuts(tables, reached, mask, len(clue.ids)))
            key = (made.contexts, made.has_ordinal, made.closed)
            chosen.setdefault(key, made)
        beam = list(chosen.values())
    return min(beam, key=lambda state: state.cost + _closing(state, columns))


def _openings(state: _State, clue: LineClues, columns: Sequence[Field]) -> list[_Opening]:
    """How the line may be taken."""
    found: list[_Opening] = []
    close = _closing(state, columns) + NEW_ROW
    if clue.marker is None or not clue.marker_sure:
        if not state.closed:
            found.append(_Opening(False, False, 0.0))
        found.append(_Opening(True, False, close))
    if clue.marker is not None and len(clue.ids) > 1:
        cost = 0.0 if clue.marker_sure else UNMARKED_ORDINAL
        if state.last is not None:
            follows = clue.marker.place in [marker.place for marker in next_markers(state.last)]
            cost += FOLLOWING_ORDINAL if follows else (0.0 if clue.marker.is_first else ODD_ORDINAL)
        if not state.closed and not state.has_ordinal:
            found.append(_Opening(False, True, cost))
        found.append(_Opening(True, True, cost + close))
    return found


def _closing(state: _State, columns: Sequence[Field]) -> float:
    """The cost of ending the row that is open."""
    if state.closed or state.carried:
        return 0.0
    empty = sum(
        EMPTY_RARE_CELL if name in _RARE else EMPTY_CELL
        for name, context in zip(columns, state.contexts, strict=True)
        if context is None
    )
    return empty + (0.0 if state.has_ordinal else NO_ORDINAL)


def _opened(state: _State) -> _State:
    n = len(state.contexts)
    return _State(state.cost, (None,) * n, ("",) * n, (0,) * n, (0,) * n, False, False, False, state.last)


def _part_costs(state: _State, column: int, clue: LineClues, known: KnownColumns, contexts: _ContextCosts) -> Costs:
    """The cost of words i to j (exclusive) of the line as the next part of the column's cell; infinite for none."""
    n = len(clue.ids)
    widths, pairs = known.widths, known.pairs
    context = state.contexts[column]
    first, second = contexts.after(context or OPENING)
    start = first.copy()
    if context is None:
        start += STARTS_CELL + clue.small * (STARTS_SMALL_CARRIED if state.carried else STARTS_SMALL)
        if not state.carried or not n:
            start += clue.starts[column]
        else:
            start += np.minimum(clue.starts[column], 0.5)
    else:
        known_pairs = pairs.get(column, frozenset())
        if known_pairs:
            last = state.words[column]
            again = np.array([(last, word) in known_pairs for word in clue.plain])
            start -= np.clip(first - RECURRING_COST, 0, RECURRING) * again
        start += CELL_PAUSES * min(state.pauses[column], 3)
        if column in widths:
            words = clue.ends[1:] - clue.ends[:-1]
            room = widths[column] - state.lengths[column] - words - 2
            start += np.clip(room, 0, None).clip(max=MOST_TOO_SHORT / TOO_SHORT_PER_LETTER) * TOO_SHORT_PER_LETTER
    table = np.full((n, n + 1), _INFINITE)
    index = np.arange(n)
    one = start
    table[index, index + 1] = one
    if n > 1:
        both = start + second
        inner = clue.recurring[column]
        longer = both[:, None] + clue.prefix[None, :] - clue.prefix[np.minimum(index + 2, n)][:, None]
        longer = longer - (inner[None, :] - inner[np.minimum(index + 1, n)][:, None])
        upper = np.arange(n + 1)[None, :] >= index[:, None] + 2
        table = np.where(upper, longer, table)
    table = table + clue.strange[column]
    crossed = clue.bars_inside[np.maximum(np.arange(n + 1) - 1, 0)][None, :] - clue.bars_inside[:n][:, None]
    table = table + np.where(np.isfinite(table), np.clip(crossed, 0, None) * BAR_IGNORED, 0.0)
    if column in widths:
        over = clue.ends[None, :] - clue.ends[:n][:, None] - 1 - (widths[column] * 1.08 + 1)
        table = table + np.where(np.isfinite(table), np.clip(over, 0, None) * TOO_WIDE_PER_LETTER, 0.0)
    return table


def _reach(tables: Sequence[Costs], offset: int, n: int) -> Costs:
    """For each set of columns (bits) the cheapest way to hand out the words before each place to them."""
    reached = np.full((1 << len(tables), n + 1), _INFINITE)
    reached[0, offset] = 0.0
    for column, table in enumerate(tables):
        size = 1 << column
        before = reached[:size]
        grown = np.min(before[:, :n, None] + table[None, :, :], axis=1)
        reached[size : 2 * size] = grown
    return reached


def _cuts(tables: Sequence[Costs], reached: Costs, mask: int, n: int) -> tuple[tuple[int, int, int], ...]:
    """The columns of the set `mask` with their words (first, behind the last) in the cheapest way to part them."""
    cuts: list[tuple[int, int, int]] = []
    end = n
    for column in range(len(tables) - 1, -1, -1):
        bit = 1 << column
        if not mask & bit:
            continue
        rest = mask & (bit - 1)
        begin = int(np.argmin(reached[rest, :n] + tables[column][:, end]))
        cuts.append((column, begin, end))
        end = begin
        mask = rest
    return tuple(reversed(cuts))


def _made(
    state: _State, cost: float, clue: LineClues, opening: _Opening, cuts: tuple[tuple[int, int, int], ...]
) -> _State:
    opened = _opened(state) if opening.new_row else state
    contexts, lengths, pauses = list(opened.contexts), list(opened.lengths), list(opened.pauses)
    last_words = list(opened.words)
    pauses = [pause + 1 if context is not None else 0 for pause, context in zip(pauses, contexts, strict=True)]
    for column, begin, end in cuts:
        earlier = contexts[column] or OPENING
        words = [*earlier, *(int(word) for word in clue.ids[max(begin, end - 2) : end])]
        contexts[column] = (words[-2], words[-1])
        last_words[column] = clue.plain[end - 1]
        lengths[column] = int(clue.ends[end] - clue.ends[begin] - 1)
        pauses[column] = 0
    return _State(
        cost,
        tuple(contexts),
        tuple(last_words),
        tuple(lengths),
        tuple(pauses),
        opened.has_ordinal or opening.marked,
        False,
        opened.carried,
        clue.marker if opening.marked else state.last,
        state,
        opening.new_row,
        False,
        opening.marked,
        cuts,
    )


def _title_cost(state: _State, clue: LineClues, columns: Sequence[Field], fluency: FluencyModel) -> float:
    if clue.marker is None or len(clue.ids) < 2 or max(clue.line.bars, default=0) > 1:
        return _INFINITE
    first, second = fluency.first(OPENING, clue.ids[1:]), fluency.second(OPENING, clue.ids[1:])
    cost = float(first[0] + second[0] + clue.prefix[-1] - clue.prefix[min(3, len(clue.ids))])
    cost += float(clue.small[1]) * STARTS_SMALL + NEW_ROW + _closing(state, columns)
    outer = clue.marker.kind in (MarkerKind.ROMAN, MarkerKind.LETTER)
    return cost + (-SECTION_TITLE if outer and clue.marker_sure else SECTION_TITLE)


def _titled(state: _State, cost: float, clue: LineClues, n: int) -> _State:
    whole = ((0, 1, len(clue.ids)),)
    nothing, zeros = (None,) * n, (0,) * n
    return _State(
        cost, nothing, ("",) * n, zeros, zeros, True, True, False, clue.marker, state, True, True, True, whole
    )


def _path(final: _State) -> list[_State]:
    states = []
    state: _State | None = final
    while state is not None and state.before is not None:
        states.append(state)
        state = state.before
    return states[::-1]


def _widths(final: _State, clues: Sequence[LineClues]) -> dict[int, float]:
    lengths: dict[int, list[int]] = {}
    for state, clue in zip(_path(final), clues, strict=True):
        if not state.title:
            for column, begin, end in state.cuts:
                lengths.setdefault(column, []).append(int(clue.ends[end] - clue.ends[begin] - 1))
    return {column: float(np.quantile(found, WIDTH_QUANTILE)) for column, found in lengths.items() if len(found) >= 6}


def _rows(final: _State, clues: Sequence[LineClues]) -> tuple[InterleavedRow, ...]:
    rows: list[InterleavedRow] = []
    cells: dict[int, list[Line]] = {}
    marker: Marker | None = None
    word: Word | None = None
    title: tuple[Line, ...] = ()
    carried = True

    def close() -> None:
        if cells or title or marker:
            fixed = {column: tuple(parts) for column, parts in sorted(cells.items())}
            rows.append(InterleavedRow(marker, word, fixed, title, carried))

    for state, clue in zip(_path(final), clues, strict=True):
        if state.new_row:
            close()
            cells, marker, word, title, carried = {}, None, None, (), False
        if state.marked:
            marker, word = clue.marker, clue.line.words[0]
        for column, begin, end in state.cuts:
            part = Line(clue.line.words[begin:end])
            if state.title:
                title = (part,)
            else:
                cells.setdefault(column, []).append(part)
    close()
    return tuple(rows)
