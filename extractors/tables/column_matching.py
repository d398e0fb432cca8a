"""The same columns on another page: shifted, scaled, one of them lost or one too many.

Decides whether two page tables have the same columns, and puts the second on the grid of the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.layout import Box, GridCell, PageTable, bounding_box
from extractors.tables.cells import lines_of

MAX_EDGE_SHIFT = 0.02
"""Of the table's width: how far a column's edge may move from page to page once shift and scale are taken out."""
MAX_GAP_SHIFT = 0.04
"""The same for an edge that is no ruling line: it lies anywhere in the gap between two columns' words."""
MAX_SCALE = 0.12
"""How much wider or narrower a scan of the same table can be (two scanners, a copy reduced to fit)."""
MAX_DIFFERENCE = 2
"""How many columns a page may lose or gain before it counts as another table."""
MAX_CROSSED = 0.15
"""Share of a page's rows that may have a word across a column edge that another page draws: it was lost here."""
MIN_PARTED = 0.5
"""Share of rows with text on both sides of such an edge on the page that draws it; a crease has it by chance only."""


def model_of(tables: Sequence[PageTable]) -> PageTable:
    """Of the parts of one table, that whose columns count.

    Those that most pages have, on a tie those of the earliest page; but more columns where some page draws an edge that
    the text of all others leaves room for: it was lost there.
    """
    counts = Counter(table.n_columns for table in tables)
    most = max(counts.values())
    common = next(table for table in tables if counts[table.n_columns] == most)
    for table in sorted(tables, key=lambda other: -other.n_columns):
        if table.n_columns <= common.n_columns:
            break
        fewer = [other for other in tables if other.n_columns < table.n_columns]
        if all(_was_lost(other, table) for other in fewer):
            return table
    return common


def _was_lost(table: PageTable, model: PageTable) -> bool:
    """True where the edges that `table` has less than `model` run between the words of both."""
    if model.n_columns - table.n_columns > MAX_DIFFERENCE or table.n_columns < 2:
        return False
    edges = _placed_edges(table.column_edges, model.column_edges)
    if edges is None:
        return False
    lost = [index for index, edge in enumerate(edges) if edge not in table.column_edges]
    if any(index in (0, len(edges) - 1) for index in lost):
        return False
    for index in lost:
        crossed = sum(
            any(word.box.x0 < edges[index] < word.box.x1 for line in cell.lines for word in line.words)
            for cell in table.cells
        )
        ends = {cell.row for cell in model.cells if cell.column + cell.column_span == index and cell.lines}
        begins = {cell.row for cell in model.cells if cell.column == index and cell.lines}
        if crossed > MAX_CROSSED * table.n_rows or len(ends & begins) < MIN_PARTED * model.n_rows:
            return False
    return True


def conform(table: PageTable, model: PageTable) -> PageTable | None:
    """`table` with the columns of `model`, or None where they are not the same columns, shifted and scaled.

    A column edge that this page lost is put back, and the words of the cells that it parts go to their sides. One that
    only this page has (a crease taken for a ruling line) is left out, and the cells that it parts are one.
    """
    if table.n_columns == model.n_columns:
        shift = MAX_EDGE_SHIFT if table.ruled and model.ruled else MAX_GAP_SHIFT
        return table if _same_edges(table.column_edges, model.column_edges, shift) else None
    if abs(model.n_columns - table.n_columns) > MAX_DIFFERENCE or min(table.n_columns, model.n_columns) < 2:
        return None
    if table.n_columns > model.n_columns:
        edges = _placed_edges(model.column_edges, table.column_edges, back=True)
        return None if edges is None else _without_columns(table, edges)
    edges = _placed_edges(table.column_edges, model.column_edges)
    return None if edges is None else _with_columns(table, edges)


def _same_edges(edges: Sequence[float], model: Sequence[float], shift: float) -> bool:
    scale = (edges[-1] - edges[0]) / max(1e-6, model[-1] - model[0])
    if abs(scale - 1) > MAX_SCALE:
        return False
    width = edges[-1] - edges[0]
    return all(
        abs(edges[0] + (other - model[0]) * scale - edge) <= shift * width
        for edge, other in zip(edges, model, strict=True)
    )


def _placed_edges(fewer: Sequence[float], more: Sequence[float], *, back: bool = False) -> tuple[float, ...] | None:
    """The edges of `more` in the units of `fewer`, where all of `fewer` are among them; None otherwise.

    With `back`, those of `more`, as they are, that are among `fewer`.
    """
    width = fewer[-1] - fewer[0]
    best: tuple[float, tuple[float, ...]] | None = None
    # The outer edges may be the ones lost: try each way to lay the outer edges of `fewer` on those of `more`.
    for first in range(len(more) - len(fewer) + 1):
        for last in range(first + len(fewer) - 1, len(more)):
            scale = width / max(1e-6, more[last] - more[first])
            if abs(scale - 1) > MAX_SCALE:
                continue
            placed = [fewer[0] + (other - more[first]) * scale for other in more]
            nearest = [min(range(len(placed)), key=lambda i, edge=edge: abs(placed[i] - edge)) for edge in fewer]  # type: ignore[misc]
            error = max(abs(placed[i] - edge) for i, edge in zip(nearest, fewer, strict=True))
            if len(set(nearest)) != len(fewer) or error > MAX_EDGE_SHIFT * width:
                continue
            if back:
                edges = tuple(more[i] for i in nearest)
            else:
                own = dict(zip(nearest, fewer, strict=True))
                edges = tuple(own.get(i, place) for i, place in enumerate(placed))
            if best is None or error < best[0]:
                best = (error, edges)
    return None if best is None else best[1]


def _with_columns(table: PageTable, edges: tuple[float, ...]) -> PageTable:
    """The table on a grid with more column edges; cells are parted at new edges that no word crosses."""
    index = {edge: i for i, edge in enumerate(edges)}
    old = [index[edge] for edge in table.column_edges]
    cells: list[GridCell] = []
    for cell in table.cells:
        start, stop = old[cell.column], old[cell.column + cell.column_span]
        if cell.column == 0:
            start = 0
        if cell.column + cell.column_span == table.n_columns:
            stop = len(edges) - 1
        own = {old[c] for c in range(cell.column, cell.column + cell.column_span + 1)}
        cuts = [
            i
            for i in range(start + 1, stop)
            if i not in own and not any(w.box.x0 < edges[i] < w.box.x1 for line in cell.lines for w in line.words)
        ]
        lost_outside = [i for i in (old[0], old[-1]) if start < i < stop and i not in cuts]
        places = [start, *sorted({*cuts, *lost_outside}), stop]
        words = [word for line in cell.lines for word in line.words]
        for a, b in pairwise(places):
            left = edges[a] if a != start else min(cell.box.x0, edges[a])
            right = edges[b] if b != stop else max(cell.box.x1, edges[b])
            part = [w for w in words if left <= w.box.x_center < right]
            box = cell.box if len(places) == 2 else Box(left, cell.box.y0, right, cell.box.y1)
            lines = cell.lines if len(places) == 2 else lines_of(part)
            cells.append(GridCell(cell.row, a, cell.row_span, b - a, box, lines))
    box = Box(min(table.box.x0, edges[0]), table.box.y0, max(table.box.x1, edges[-1]), table.box.y1)
    return replace(table, box=box, column_edges=edges, cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))))


def _without_columns(table: PageTable, edges: tuple[float, ...]) -> PageTable | None:
    """The table on those of its column edges that are in `edges`, cells joined where they then share a place.

    None where text stands outside of the columns that are left.
    """
    kept = [index for index, edge in enumerate(table.column_edges) if edge in edges]
    parts: list[tuple[_Extent, list[GridCell]]] = []
    for cell in table.cells:
        start = max((i for i, edge in enumerate(kept) if edge <= cell.column), default=0)
        stop = min((i for i, edge in enumerate(kept) if edge >= cell.column + cell.column_span), default=len(kept) - 1)
        if stop <= start:
            if cell.lines:
                return None
            continue
        extent, members = _Extent(cell.row, cell.row + cell.row_span, start, stop), [cell]
        while True:
            shared = [part for part in parts if part[0].overlaps(extent)]
            if not shared:
                break
            for part in shared:
                parts.remove(part)
                extent, members = extent.union(part[0]), part[1] + members
        parts.append((extent, members))
    cells = [_joined(extent, members) for extent, members in parts]
    return replace(table, column_edges=edges, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


@dataclass(frozen=True, slots=True)
class _Extent:
    """Places of a grid: rows and columns from the first to the one after the last."""

    top: int
    bottom: int
    left: int
    right: int

    def overlaps(self, other: _Extent) -> bool:
        return (
            self.top < other.bottom and other.top < self.bottom and self.left < other.right and other.left < self.right
        )

    def union(self, other: _Extent) -> _Extent:
        return _Extent(
            min(self.top, other.top),
            max(self.bottom, other.bottom),
            min(self.left, other.left),
            max(self.right, other.right),
        )


def _joined(extent: _Extent, cells: Sequence[GridCell]) -> GridCell:
    """One cell in place of several, with their words in lines again."""
    words = [word for cell in cells for line in cell.lines for word in line.words]
    return GridCell(
        extent.top,
        extent.left,
        extent.bottom - extent.top,
        extent.right - extent.left,
        bounding_box(cell.box for cell in cells),
        cells[0].lines if len(cells) == 1 else lines_of(words),
    )
