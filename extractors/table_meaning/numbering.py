"""Which marker each row of a table carries, decided over the whole table.

A misread marker ("ñ" for 1, "H" for II) can't be told from its cell, but hardly ever mistaken in its sequence: the row
before and the row after demand it. So all rows are decided at once, by a beam search over the numberings that a table
can have (the next at an open level, the first of a new one, a jump, none), each step costing what it asks one to
believe. A marker that the cell does not show is given only where its neighbours on both sides are read and demand it.

Source: the search is the usual one for hidden Markov models with pruned states (Viterbi 1967; beam, Lowerre 1976).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest

from extractors.markers import NO_MARKER, Marker, MarkerKind, first_markers, next_markers
from extractors.table_meaning.demanded_markers import settled
from extractors.table_meaning.numbered_rows import NumberedRow, Numbering, SeenRow, Step, counts_through, seen_rows

# Costs are negative logarithms of odds, by reasoning: to believe a marker against a confident reader costs as much as
# two odd steps of the numbering.
BEAM_WIDTH = 16
COST_LEVEL_LEFT = 0.1
COST_SECTION_WITHOUT_ROWS = 1.5
COST_ROWS_UNDER_ROW = 1.5
COST_OUTER_KIND_INSIDE = 2.0
COST_JUMP = 2.5
COST_OUTER_LEVEL = 1.0
COST_LOST_TITLE = 1.5
MOST_LOST_TITLES = 3
COST_COUNTED_ON = 0.4
COST_TITLE_AMONG_ROWS = 0.3
COST_MISSING_ROW = 0.5
COST_UNUSUAL_KIND = 0.5


@dataclass(frozen=True, slots=True)
class _Level:
    """An open level: its last marker and the row that has it, LOST where a dump lost the title with that marker."""

    marker: Marker
    row: int
    section: bool


LOST = -1


def _rows_of(levels: Sequence[_Level]) -> tuple[int, ...]:
    return tuple(level.row for level in levels if level.row != LOST)


@dataclass(frozen=True, slots=True)
class _Path:
    """A hypothesis: levels open after the last row, the markers chosen so far (newest first), the cost.

    `counted` has the last plain number and the last Roman number of a section, since some tables count their rows on
    through all sections, and their sections through all parts.
    """

    cost: float
    levels: tuple[_Level, ...]
    last: Step | None
    counted: tuple[Marker, ...] = ()


def number_rows(rows: Sequence[NumberedRow], *, dumped: bool = False) -> tuple[Numbering, ...]:
    """The most plausible numbering of `rows`; `dumped` where they come from a text dump, which may lose markers.

    A step only adds to the cost, so whatever costs more than BEAM_WIDTH others that are known is not followed.
    """
    if not rows:
        return ()
    seen = seen_rows(rows, dumped=dumped)
    through = dumped and counts_through(rows)
    beam = [_Path(0.0, (), None)]
    for index, row in enumerate(seen):
        best: dict[tuple[object, ...], _Path] = {}
        bound = math.inf
        for path in beam:
            if len(best) >= BEAM_WIDTH:
                bound = nsmallest(BEAM_WIDTH, [other.cost for other in best.values()])[-1]
            for longer in _steps(path, index, row, bound, through=through):
                counted = tuple(marker.place for marker in longer.counted)
                key = (counted, *((level.marker.place, level.section) for level in longer.levels))
                if key not in best or longer.cost < best[key].cost:
                    best[key] = longer
        beam = sorted(best.values(), key=lambda path: path.cost)[:BEAM_WIDTH]
    chosen: list[Step] = []
    last = beam[0].last
    while last is not None:
        chosen.append(last)
        last = last.before
    return settled(seen, chosen[::-1], dumped=dumped, through=through)


def _steps(path: _Path, index: int, row: SeenRow, bound: float, *, through: bool) -> Iterator[_Path]:
    """Every way to go on with `row` that costs no more than `bound`."""
    if path.cost + row.unmarked_cost <= bound:
        yield _without_marker(path, index, row)
    if row.no_title_cost is not None and path.cost + row.no_title_cost <= bound:
        step = Step(NO_MARKER, _rows_of(path.levels), path.last)
        yield replace(path, cost=path.cost + row.no_title_cost, last=step)
    for longer, depth, marker, extra in _all_places(path, row, through=through):
        cost = longer.cost + extra
        if cost <= bound and (cost := cost + row.cost(marker)) <= bound:
            cost += _cost_of_place(longer, depth, marker, row)
            if cost <= bound:
                yield replace(_with_marker(longer, depth, marker, index, row), cost=cost)


def _all_places(path: _Path, row: SeenRow, *, through: bool) -> Iterator[tuple[_Path, int, Marker, float]]:
    """Markers that may come next on `path`, or where titles were lost before it, with their depths and costs."""
    for depth, marker, extra in _places(path, row, through=through):
        yield path, depth, marker, extra
    if row.forms is None or row.row.title_only:
        return
    for marker in row.literal:
        for depth, lost, extra in _lost_titles(path, marker):
            levels = (*path.levels[:depth], _Level(lost, LOST, section=True))
            yield replace(path, levels=levels), depth + 1, marker, extra


def _lost_titles(path: _Path, marker: Marker) -> Iterator[tuple[int, Marker, float]]:
    """Titles that a dump must have lost for a data row's marker to follow: 2 before 2.1 where 1 is open, III before 1.

    Each with the depth of its level and what it costs to believe.
    """
    for depth, level in enumerate(path.levels):
        if not level.section or not level.marker.numbers:
            continue
        ahead = marker.numbers[-2] - level.marker.numbers[-1] if len(marker.numbers) > 1 else 0
        beside = level.marker.kind is marker.kind and level.marker.numbers[:-1] == marker.numbers[:-2]
        if beside and 0 < ahead <= MOST_LOST_TITLES:
            lost = replace(level.marker, numbers=marker.numbers[:-1], text="")
            yield depth, lost, COST_LOST_TITLE + COST_MISSING_ROW * (ahead - 1)
        elif marker.is_first and len(marker.numbers) == 1 and depth == len(path.levels) - 2:
            below = path.levels[-1]
            if below.marker.kind is marker.kind and not below.section and level.marker.kind is not marker.kind:
                yield from ((depth, lost, COST_LOST_TITLE) for lost in next_markers(level.marker)[:1])


def _places(path: _Path, row: SeenRow, *, through: bool) -> Iterator[tuple[int, Marker, float]]:
    """Markers that may come next, with the depth of their level and what is odd about them, as a cost."""
    offered: set[tuple[object, ...]] = set()
    for depth in range(len(path.levels) - 1, -1, -1):
        for marker in next_markers(path.levels[depth].marker):
            offered.add((depth, marker.place))
            yield depth, marker, 0.0
    below = len(path.levels)
    top = path.levels[-1].marker if path.levels else NO_MARKER
    for marker in _counted_on(path):
        offered.add((below, marker.place))
        yield below, marker, 0.0 if through else COST_COUNTED_ON
    for marker in first_markers(top):
        offered.add((below, marker.place))
        begun_anew = through and marker.kind is MarkerKind.NUMBER and bool(path.counted)
        yield below, marker, COST_COUNTED_ON if begun_anew else 0.0
    for marker in row.readings:
        yield from _jumps(path, row, marker, offered)


def _counted_on(path: _Path) -> Iterator[Marker]:
    """What may open the level below a section where it counts on: 5 below II where 4 is below I, III below B."""
    if not path.levels or not path.levels[-1].section:
        return
    above = path.levels[-1].marker.kind
    for marker in path.counted:
        if marker.kind is MarkerKind.NUMBER or above is MarkerKind.LETTER:
            yield from next_markers(marker)


def _jumps(
    path: _Path, row: SeenRow, marker: Marker, offered: set[tuple[object, ...]]
) -> Iterator[tuple[int, Marker, float]]:
    """The marker as read, though it does not follow: at the level of its kind, as a new level below, or around all."""
    for depth, level in enumerate(path.levels):
        same_prefix = level.marker.numbers[:-1] == marker.numbers[:-1]
        if level.marker.kind is marker.kind and same_prefix and (depth, marker.place) not in offered:
            gap = marker.numbers[-1] - level.marker.numbers[-1] if marker.numbers else 0
            if marker.is_first and row.forms is not None and level.section == row.row.title_only:
                yield depth, marker, COST_LOST_TITLE
                continue
            missing = COST_MISSING_ROW * min(gap - 1, 4) if gap > 1 else COST_JUMP
            yield depth, marker, 1.0 + missing
    around = _outer_depth(path, marker)
    if around is not None and row.row.title_only:
        yield around, marker, COST_OUTER_LEVEL + COST_MISSING_ROW * min(marker.numbers[-1] - 1, 4)
    if (len(path.levels), marker.place) not in offered:
        extra = 0.2 if marker.kind is MarkerKind.BULLET else COST_JUMP
        if len(marker.numbers) > 1 and marker.is_first:
            extra = 0.3  # "1.1" opens a level under "I" as well as under "1".
        yield len(path.levels), marker, extra


def _outer_depth(path: _Path, marker: Marker) -> int | None:
    """Where a letter or a Roman number stands when the rows before it are in no section of its kind."""
    kinds = [level.marker.kind for level in path.levels]
    if marker.kind > MarkerKind.ROMAN or not marker.numbers or marker.kind in kinds:
        return None
    return next((depth for depth, kind in enumerate(kinds) if marker.kind < kind), None)


def _without_marker(path: _Path, index: int, row: SeenRow) -> _Path:
    levels = path.levels
    if row.row.title_only:
        kinds = [level.marker.kind for level in levels]
        kept = levels[: kinds.index(MarkerKind.PLAIN)] if MarkerKind.PLAIN in kinds else levels
        while kept and not kept[-1].section:
            kept = kept[:-1]
        levels = (*kept, _Level(NO_MARKER, index, section=True))
        parents = _rows_of(kept)
    else:
        parents = _rows_of([level for level in levels if level.section])
    return _Path(path.cost + row.unmarked_cost, levels, Step(NO_MARKER, parents, path.last), path.counted)


def _cost_of_place(path: _Path, depth: int, marker: Marker, row: SeenRow) -> float:
    """What it costs to believe that `marker` stands at `depth`, whatever its cell says."""
    kept, left = path.levels[:depth], path.levels[depth:]
    cost = COST_LEVEL_LEFT * max(0, len(left) - 1)
    if left and left[-1].section:
        cost += COST_SECTION_WITHOUT_ROWS
    if left and left[0].section != row.row.title_only:
        cost += COST_TITLE_AMONG_ROWS
    if not left and kept:
        parent = kept[-1]
        cost += 0.1 if parent.section else COST_ROWS_UNDER_ROW
        if parent.marker.kind is not MarkerKind.PLAIN and marker.kind < parent.marker.kind:
            cost += COST_OUTER_KIND_INSIDE
    usually_title = marker.kind in (MarkerKind.LETTER, MarkerKind.ROMAN)
    if row.row.title_only != usually_title and marker.kind is not MarkerKind.NUMBER:
        cost += COST_UNUSUAL_KIND
    return cost


def _with_marker(path: _Path, depth: int, marker: Marker, index: int, row: SeenRow) -> _Path:
    """The path with `marker` put at `depth`: levels from there on are left, those before hold it."""
    kept = path.levels[:depth]
    levels = (*kept, _Level(marker, index, section=row.row.title_only))
    is_count = len(marker.numbers) == 1 and marker.kind is (
        MarkerKind.ROMAN if row.row.title_only else MarkerKind.NUMBER
    )
    step = Step(marker, _rows_of(kept), path.last)
    others = tuple(other for other in path.counted if other.kind is not marker.kind)
    return _Path(path.cost, levels, step, (*others, marker) if is_count else path.counted)
