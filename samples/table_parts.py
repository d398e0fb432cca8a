"""What a table's cells are and which ruling lines are drawn around them, before anything has a place on a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.layout import Box
from samples.plan import Column, Ruling, SectionForm, SectionRow, Stroke, TableLook
from samples.sheets import Rule

DASHES = {Stroke.DASHED: (3.0, 2.0), Stroke.DOTTED: (0.8, 1.2)}
"""As word processors draw them, in points."""
DOUBLE_DISTANCE = 1.5
"""Between the two lines of a double frame, in points."""

Place = tuple[int, int, int, int, str]
"""Row, column, row span, column span, text."""


def header_places(columns: tuple[Column, ...], numbered: bool) -> tuple[list[Place], int]:
    """The header's cells, and the number of its rows: a level for the titles, one for each level of groups."""
    paths = [tuple(part for part in (c.over_group, c.group) if part) for c in columns]
    depth = max(len(path) for path in paths)
    places: list[Place] = []
    for level in range(depth):
        start = 0
        while start < len(columns):
            end = start + 1
            if level < len(paths[start]):
                while end < len(columns) and paths[end][: level + 1] == paths[start][: level + 1]:
                    end += 1
                places.append((level, start, 1, end - start, paths[start][level]))
            start = end
    for index, (column, path) in enumerate(zip(columns, paths, strict=True)):
        places.append((len(path), index, depth + 1 - len(path), 1, column.title))
    levels = depth + 1
    if numbered:
        places += [(levels, index, 1, 1, f"({index + 1})") for index in range(len(columns))]
        levels += 1
    return sorted(places), levels


def section_places(row: SectionRow, index: int, n_columns: int) -> list[Place]:
    """The cells of a section row at row `index`."""
    if row.form is SectionForm.MERGED:
        return [(index, 0, 1, n_columns, section_title(row))]
    if row.form is SectionForm.MARKER:
        return [(index, 0, 1, 1, row.marker), (index, 1, 1, n_columns - 1, row.title)]
    rest = [(index, column, 1, 1, "") for column in range(2, n_columns)]
    return [(index, 0, 1, 1, row.marker), (index, 1, 1, 1, row.title), *rest]


def section_title(row: SectionRow) -> str:
    """A section row's entry in the section path: "A. Công tác chỉ đạo"."""
    if not row.marker:
        return row.title
    return f"{row.marker}{' ' if row.marker[-1] in '.)' else '. '}{row.title}"


@dataclass(frozen=True, slots=True)
class Edges:
    """Which edges of the table, or of its part on a page, a cell touches, and whether a page break cuts it."""

    left: bool
    right: bool
    top: bool
    bottom: bool
    in_header: bool
    cut_above: bool
    cut_below: bool


def rules_of_cell(box: Box, edges: Edges, look: TableLook) -> Iterator[Rule]:
    """The ruling lines around a cell in `box`."""
    ruling = look.ruling
    if ruling is Ruling.NONE:
        return
    if ruling is not Ruling.LINES:
        if not edges.left or ruling is not Ruling.OPEN_SIDES:
            yield from _drawn(Rule(box.x0, box.y0, box.x0, box.y1, look.rule_width), look, outer=edges.left)
        if not edges.right or ruling is not Ruling.OPEN_SIDES:
            yield from _drawn(Rule(box.x1, box.y0, box.x1, box.y1, look.rule_width), look, outer=edges.right)
    between = edges.in_header or ruling is not Ruling.COLUMNS
    if (not edges.cut_above or look.close_cuts) and (between or edges.top):
        yield from _drawn(Rule(box.x0, box.y0, box.x1, box.y0, look.rule_width), look, outer=edges.top)
    if (not edges.cut_below or look.close_cuts) and (between or edges.bottom):
        yield from _drawn(Rule(box.x0, box.y1, box.x1, box.y1, look.rule_width), look, outer=edges.bottom)


def _drawn(rule: Rule, look: TableLook, *, outer: bool) -> Iterator[Rule]:
    """One ruling line as the table's stroke draws it."""
    if not outer:
        yield Rule(rule.x0, rule.y0, rule.x1, rule.y1, rule.width, DASHES.get(look.stroke, ()))
        return
    yield rule
    if look.stroke is Stroke.DOUBLE:
        level = rule.y0 == rule.y1
        dx, dy = (0.0, DOUBLE_DISTANCE) if level else (DOUBLE_DISTANCE, 0.0)
        yield Rule(rule.x0 - dx, rule.y0 - dy, rule.x1 - dx, rule.y1 - dy, rule.width)
