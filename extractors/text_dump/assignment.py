"""Which unit of a dumped table is in which column of which row: the cheapest way through all units (Viterbi, 1967).

Cells of a row come from left to right, rows from top to bottom. Where lines stand side by side (bars between them), a
row's cells go on line by line, and its ordinal may stand on any of its lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from extractors.text_dump.units import SECTION, Unit, fitness
from extractors.wordings import Field

# Costs in nats. What they say: cells are seldom empty (less so those that are often blank on paper); a cell is seldom
# parted by a blank line unless it is a list; a row that goes back to a cell of its left is cut by a page break.
SKIPPED_CELL = 0.9
SKIPPED_RARE_CELL = 0.1
SAME_CELL = 1.6
SAME_CELL_GOES_ON = 0.2
BACK_IN_ROW = 3.0
BACK_IN_ROW_CARRIED = 0.5
NEXT_LINE_BACK = 0.6
NOWHERE = 8.0
NEW_ROW = 0.4
NEW_ROW_WITHOUT_ORDINAL = 0.7
NEW_ROW_WITHOUT_ORDINAL_SIDE_BY_SIDE = 2.5
NEW_ROW_BEGINS_SMALL = 3.0
_RARE = frozenset({Field.EFFECTIVENESS, Field.BUDGET, Field.NOTE, Field.ORDINAL})
_INFINITE = float("inf")


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit's place: its row (counted from 0 over the table) and column; `SECTION` where it is a title of its own.

    `sure` is False where its text speaks against the column, or says nothing and the row has gaps.
    """

    unit: Unit
    row: int
    column: int
    sure: bool


@dataclass(frozen=True, slots=True)
class _State:
    column: int
    has_ordinal: bool
    new_row: bool


def place_units(units: Sequence[Unit], columns: Sequence[Field]) -> tuple[Placed, ...]:
    """The likeliest row and column of every unit; `columns` from left to right."""
    if not units:
        return ()
    key = next((index for index, field in enumerate(columns) if field is not Field.ORDINAL), 0)
    fits = [[fitness(unit, field) for field in columns] for unit in units]
    costs: list[dict[_State, float]] = []
    back: list[dict[_State, _State | None]] = []
    for index, unit in enumerate(units):
        previous = units[index - 1] if index and units[index - 1].column is None else None
        now: dict[_State, float] = {}
        came: dict[_State, _State | None] = {}
        before = costs[-1] if index else {_State(SECTION, True, True): 0.0}
        for earlier, cost in before.items():
            for state, step in _steps(earlier, previous, unit, columns, key):
                total = cost + step - (fits[index][state.column] if state.column != SECTION else 2.0)
                if total < now.get(state, _INFINITE):
                    now[state] = total
                    came[state] = earlier if index else None
        if not now:  # more parts on a line than there are columns: the last cell takes what is left
            earlier = min(before, key=lambda s: (before[s], s.column))
            state = _State(len(columns) - 1, earlier.has_ordinal, False)
            now, came = {state: before[earlier] + NOWHERE}, {state: earlier}
        costs.append(now)
        back.append(came)
    states: list[_State] = []
    last: _State | None = min(costs[-1], key=lambda s: (costs[-1][s], s.column))
    for came in reversed(back):
        if last is not None:
            states.append(last)
            last = came[last]
    states.reverse()
    rows = list(accumulate(chosen.new_row for chosen in states))
    filled: dict[int, set[int]] = {}
    for row, chosen in zip(rows, states, strict=True):
        filled.setdefault(row, set()).add(chosen.column)
    needed = {index for index, field in enumerate(columns) if field not in _RARE}
    return tuple(
        Placed(
            units[index],
            rows[index] - 1,
            chosen.column,
            sure=chosen.column == SECTION
            or _is_sure(units[index], fits[index][chosen.column], complete=needed <= filled[rows[index]]),
        )
        for index, chosen in enumerate(states)
    )


def _is_sure(unit: Unit, fit: float, *, complete: bool) -> bool:
    """Whether a unit is in the right cell; one that was cut out of a line is so only in a row without gaps."""
    return fit >= 0 and (complete or (fit > 1 and unit.column is None))


def _steps(
    earlier: _State, previous: Unit | None, unit: Unit, columns: Sequence[Field], key: int
) -> list[tuple[_State, float]]:
    """Where `unit` may go after `earlier`, with the cost of going there."""
    if unit.column is not None:
        return _fixed_steps(earlier, unit, unit.column, columns)
    if unit.is_section:
        return [(_State(SECTION, True, True), _left_empty(earlier.column, columns))]
    steps: list[tuple[_State, float]] = []
    same_line = previous is not None and unit.side_by_side and previous.line == unit.line
    ordinal = unit.marker is not None
    for column, field in enumerate(columns):
        ordinal_cell = field is Field.ORDINAL
        # a new row: with its ordinal, or with its key cell where the ordinal is lost or stands lower
        if not same_line and (ordinal_cell or column == key):
            cost = NEW_ROW + _left_empty(earlier.column, columns)
            if not ordinal:
                cost += NEW_ROW_WITHOUT_ORDINAL
                if not earlier.has_ordinal:
                    cost += NEW_ROW_WITHOUT_ORDINAL_SIDE_BY_SIDE if unit.side_by_side else NEW_ROW_WITHOUT_ORDINAL
            if unit.begins_small:
                cost += NEW_ROW_BEGINS_SMALL
            steps.append((_State(column, ordinal, True), cost))
        if earlier.column == SECTION or (ordinal and earlier.has_ordinal and not same_line):
            continue
        state = _State(column, earlier.has_ordinal or ordinal, False)
        if column > earlier.column:
            steps.append((state, _skipped(earlier.column, column, columns)))
        elif same_line:
            continue
        elif column == earlier.column:
            goes_on = unit.begins_small or unit.is_item or unit.side_by_side
            steps.append((state, SAME_CELL_GOES_ON if goes_on else SAME_CELL))
        else:
            side = unit.side_by_side or (previous is not None and previous.side_by_side)
            steps.append((state, NEXT_LINE_BACK if side else BACK_IN_ROW))
    return steps


def _fixed_steps(earlier: _State, unit: Unit, column: int, columns: Sequence[Field]) -> list[tuple[_State, float]]:
    """The same where the column is known already."""
    ordinal = unit.marker is not None
    if column == SECTION:
        return [(_State(SECTION, True, True), _left_empty(earlier.column, columns))]
    steps: list[tuple[_State, float]] = []
    if unit.begins_row is not False:
        steps.append((_State(column, ordinal, True), NEW_ROW + _left_empty(earlier.column, columns)))
    if unit.begins_row is not True and earlier.column != SECTION:
        back = 0.0 if unit.begins_row is False or column > earlier.column else BACK_IN_ROW_CARRIED
        steps.append((_State(column, earlier.has_ordinal or ordinal, False), back))
    return steps or [(_State(column, ordinal, True), NEW_ROW)]


def _skipped(left: int, right: int, columns: Sequence[Field]) -> float:
    """The cost of leaving the cells between two columns empty."""
    return sum(SKIPPED_RARE_CELL if columns[i] in _RARE else SKIPPED_CELL for i in range(left + 1, right))


def _left_empty(column: int, columns: Sequence[Field]) -> float:
    return 0.0 if column == SECTION else _skipped(column, len(columns), columns)
