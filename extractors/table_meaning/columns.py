"""Columns that are none, and tables that are one: what the columns' meaning tells that their ruling lines did not.

A scratch down a page adds a column edge, which most rows do not have; such an edge is dropped here. A table that goes
on with other edges on the next page was not joined by its shape; where its columns mean the same, it is joined here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.layout import EMPTY, DocumentTable, Passage, RowKind, TableRow
from extractors.markers import read_markers
from extractors.table_meaning.fields import TableFields
from extractors.table_meaning.header_wording import field_of_header
from extractors.table_meaning.wordings import Field, TableKind

# A column edge that this share of the data rows lacks is no edge, unless the header names two fields beside it.
MERGED_SHARE = 0.5
# Where the header lacks the edge too, a smaller share is enough.
MERGED_SHARE_WITH_HEADER = 0.3


def joined_passage(first: Passage, second: Passage) -> Passage:
    """Two passages one after the other; the other alone where one is empty."""
    if not first.text.strip() or not second.text.strip():
        return first if first.text.strip() else second
    return Passage(
        text_raw=f"{first.text_raw} {second.text_raw}",
        text=f"{first.text} {second.text}",
        regions=first.regions + second.regions,
        word_confidences=first.word_confidences + second.word_confidences,
        word_doubtful=first.word_doubtful + second.word_doubtful,
        repair_confidence=min(first.repair_confidence, second.repair_confidence),
        repair_errors=max(first.repair_errors, second.repair_errors),
    )


def without_scratches(table: DocumentTable) -> DocumentTable:
    """The table without the column edges that only a minority of its rows has."""
    edges = [column for column in range(1, table.n_columns) if not _is_scratch(table, column)]
    if len(edges) + 1 == table.n_columns:
        return table
    starts = [0, *edges]
    return DocumentTable(table.index, tuple(_regrouped(row, starts) for row in table.rows), table.ruled)


def _is_scratch(table: DocumentTable, column: int) -> bool:
    rows = [row for row in table.rows if row.kind is RowKind.DATA and len(set(row.spans)) * 2 > table.n_columns]
    if not rows:
        return False
    merged = sum(row.spans[column] == row.spans[column - 1] for row in rows) / len(rows)
    header = table.header[-1] if table.header else None
    if header is None:
        return merged > MERGED_SHARE
    if header.spans[column] == header.spans[column - 1]:
        return merged >= MERGED_SHARE_WITH_HEADER
    left, right = (field_of_header(header.cells[index].text) for index in (column - 1, column))
    return merged > MERGED_SHARE and (left is None or right is None or left is right)


def _regrouped(row: TableRow, starts: Sequence[int]) -> TableRow:
    """The row with the columns of each group as one; a cell that begins inside a group joins the one that covers it."""
    group_of = [bisect_right(starts, column) - 1 for column in range(len(row.cells))]
    passages: dict[int, Passage] = {}
    home: dict[int, int] = {}  # The group that a cell, known by its first column, stands in.
    for column, start in enumerate(row.spans):
        if column != start:
            continue
        group = group_of[column]
        home[column] = group if starts[group] == column else home[row.spans[starts[group]]]
        known = passages.get(home[column])
        passages[home[column]] = row.cells[column] if known is None else joined_passage(known, row.cells[column])
    spans = tuple(home[row.spans[start]] for start in starts)
    return replace(row, cells=tuple(passages[span] for span in spans), spans=spans)


@dataclass(frozen=True, slots=True)
class TableChain:
    """Tables that are one: the columns of the first, all rows under them, and where each part begins.

    `parts` has, for each table, the page that it begins on and its index.
    """

    fields: TableFields
    parts: tuple[tuple[int, int], ...]

    def table_index(self, row: TableRow) -> int:
        """The index of the table that `row` begins in."""
        return next((index for page, index in reversed(self.parts) if page <= row.page_first), self.parts[0][1])


def chained(tables: Sequence[DocumentTable], mappings: Sequence[TableFields]) -> tuple[TableChain, ...]:
    """The tables in order, those that go on with the one before joined to it."""
    chains: list[TableChain] = []
    last: DocumentTable | None = None
    for table, fields in zip(tables, mappings, strict=True):
        part = (table.rows[0].page_first if table.rows else 0, table.index)
        if chains and last is not None and _goes_on(chains[-1].fields, last, fields, table):
            rest = tuple(_under_columns(row, fields, chains[-1].fields) for row in fields.body)
            joined = replace(chains[-1].fields, body=chains[-1].fields.body + rest)
            chains[-1] = TableChain(joined, (*chains[-1].parts, part))
        else:
            chains.append(TableChain(fields, (part,)))
        last = table
    return tuple(chains)


def _goes_on(before: TableFields, last: DocumentTable, fields: TableFields, table: DocumentTable) -> bool:
    """True where `table` follows at once, holds the same fields, and its numbering does not restart."""
    if fields.kind is TableKind.OTHER or fields.kind is not before.kind or not fields.body or not before.body:
        return False
    if not 0 <= table.rows[0].page_first - last.rows[-1].page_last <= 1:
        return False
    if _kept(fields) != _kept(before):
        return False
    column = fields.column(Field.ORDINAL)
    if column is None:
        return True
    first = next((row for row in fields.body if row.cells[column].text.strip()), fields.body[0])
    markers = read_markers(first.cells[column].text)
    after_section = before.body[-1].kind is RowKind.SECTION
    return not (markers and markers[0].is_first and not after_section)


def _kept(fields: TableFields) -> frozenset[Field]:
    unkept = {Field.OTHER, Field.NOTE, Field.BUDGET, Field.RATING, Field.ORDINAL}
    return frozenset(column.field for column in fields.columns if column.field not in unkept)


def _under_columns(row: TableRow, own: TableFields, wanted: TableFields) -> TableRow:
    """The row's cells under the columns of another table with the same fields."""
    sources = [own.column(column.field) if column.field is not Field.OTHER else None for column in wanted.columns]
    cells = tuple(EMPTY if source is None else row.cells[source] for source in sources)
    first: dict[int, int] = {}
    spans = tuple(
        index if source is None else first.setdefault(row.spans[source], index) for index, source in enumerate(sources)
    )
    return replace(row, cells=cells, spans=spans)
