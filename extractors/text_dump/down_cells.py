"""How lines that are one column's part into a number of cells at the least cost."""

from __future__ import annotations

import numpy as np

from extractors.text_dump.line_clues import Costs


def cell_table(start: Costs, goes_on: Costs, most: int, titles: Costs | None = None) -> Costs:
    """By first line, line behind the last and number: the least cost of the lines being so many cells."""
    n = len(start)
    table = np.full((n, n + 1, most + 1), np.inf)
    state = np.full((n, most + 1), np.inf)
    for line in range(n):
        state[line, 0] = 0.0  # Nothing yet of what begins here.
        begun = np.full_like(state, np.inf)
        begun[:, 1:] = state[:, :-1] + start[line]
        more = state + goes_on[line]
        more[line] = np.inf
        fresh = np.minimum(begun, more)
        if titles is not None:
            fresh = np.minimum(fresh, state + titles[line])
        state = fresh
        table[:, line + 1] = state
    return table


def traced_cells(
    start: Costs, goes_on: Costs, titles: Costs | None, lines: range, n_cells: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The lines with which the cells begin in the cheapest way, and those with which titles do."""
    state = np.full(n_cells + 1, np.inf)
    state[0] = 0.0
    ways: list[list[str]] = []
    for line in lines:
        begun = np.concatenate(([np.inf], state[:-1] + start[line]))
        more = state + goes_on[line] if line > lines.start else np.full(n_cells + 1, np.inf)
        titled = np.full(n_cells + 1, np.inf) if titles is None else state + titles[line]
        options = np.stack((begun, more, titled))
        ways.append([("cell", "more", "title")[choice] for choice in options.argmin(axis=0)])
        state = options.min(axis=0)
    count = n_cells
    cells: list[int] = []
    titled_lines: list[int] = []
    for line, way in zip(reversed(lines), reversed(ways), strict=True):
        kind = way[count]
        if kind == "cell":
            cells.append(line)
            count -= 1
        elif kind == "title":
            titled_lines.append(line)
    return tuple(reversed(cells)), tuple(reversed(titled_lines))


def shifted(table: Costs, by: int) -> Costs:
    """The costs of `by` more cells."""
    shifted = np.full_like(table, np.inf)
    shifted[:, : table.shape[1] - by] = table[:, by:]
    return shifted


def with_empties(table: Costs, empty: float) -> Costs:
    """The least costs with some of the cells empty, not all."""
    found = table.copy()
    found[..., 0] = np.inf
    for count in range(1, table.shape[-1]):
        found[..., count] = np.minimum(found[..., count], found[..., count - 1] + empty)
    return found
