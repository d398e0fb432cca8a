"""What the review site shows of a dataset: typed views of documents, rows, fields and marks on pages.

Reads the dataset only; knows nothing of HTML or pictures.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.dataset.reading import check_schema, read_table
from pipeline.errors import NoDataset

ROW_TABLES = {
    "tasks": ("ordinal", "task", "lead", "coordinating", "responsible", "deadline_text", "output"),
    "indicators": ("name", "comparator", "value", "unit", "deadline_text", "text"),
    "risks": ("ordinal", "risk", "measure", "action", "deadline_text", "responsible", "effectiveness"),
}
"""The tables that have rows to review, with the fields shown, in the order in which they stand on paper."""

HEADER_FIELDS = (
    "number",
    "doc_type",
    "title",
    "issuer",
    "parent_issuer",
    "place",
    "issued_date",
    "signer_title",
    "signer",
    "plan_year",
)
"""What is shown of the header block and the signature."""

HEADER_ROW = "doc"
"""What the header block is called among the rows of a document."""

NARROW = 7.0
NARROWEST = {"ordinal": 3.6, "comparator": 4.0, "value": 4.2, "unit": 4.0}
"""Least shares of columns in a table's width, in the same measure as the lengths of their texts to the power 0.6."""

SHOWN_ELSEWHERE = frozenset({"tasks", "risks"})
"""Kinds of tables whose rows are in the tables of rows."""


@dataclass(frozen=True, slots=True)
class TextChange:
    """A run of words: `kind` is same, changed or added; `before` is what was read where that differs."""

    kind: str
    text: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A field's box on a page as shown, in points from the top left."""

    cell_id: str
    row: str
    field: str
    page: int
    x0: float
    y0: float
    x1: float
    y1: float

    def turned(self, quarter_turns: int, width: float, height: float) -> Mark:
        """The same on the page of that size after so many quarter turns counterclockwise."""
        mark = self
        for _ in range(quarter_turns):
            mark = replace(mark, x0=mark.y0, y0=width - mark.x1, x1=mark.y1, y1=width - mark.x0)
            width, height = height, width
        return mark


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of a row: its value, and what its cell says.

    `cell_id` is "" where no box is known. `raw` is the cell's text as read, `repaired` as repaired, both "" without a
    cell. `ocr` and `repair` are the lowest confidences of its regions, None where unknown.
    """

    name: str
    value: str
    cell_id: str = ""
    changes: tuple[TextChange, ...] = ()
    raw: str = ""
    repaired: str = ""
    ocr: float | None = None
    repair: float | None = None

    @property
    def confidence(self) -> float | None:
        """The lower of the two."""
        return min((sure for sure in (self.ocr, self.repair) if sure is not None), default=None)


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of tasks, indicators or risks. `row` is the row's id without that of the document."""

    row_id: str
    row: str
    page: int
    ordinal: str
    section: str
    fields: tuple[FieldView, ...]
    confidence: float
    needs_review: bool


@dataclass(frozen=True, slots=True)
class TableView:
    """The rows of one kind; `columns` are the fields that any of them has."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[RowView, ...]

    @property
    def to_review(self) -> int:
        """How many of its rows wait for a person."""
        return sum(row.needs_review for row in self.rows)

    @property
    def widths(self) -> tuple[float, ...]:
        """What share of the width each column gets, in percent: long texts more, but less than in proportion."""
        n = len(self.rows)
        shares = [
            max(NARROWEST.get(name, NARROW), (sum(len(row.fields[i].value) for row in self.rows) / n) ** 0.6)
            for i, name in enumerate(self.columns)
        ]
        return tuple(round(100 * share / sum(shares), 1) for share in shares)


@dataclass(frozen=True, slots=True)
class OtherTable:
    """A table of the document that gave no rows, as cells; `rows` are (kind of row, cells)."""

    pages: tuple[int, int]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """What was read on a page. `failure` tells why it could not be read, "" where it was.

    Sizes in points, of the page as shown; it is upright after `quarter_turns` counterclockwise.
    """

    page: int
    width: float
    height: float
    quarter_turns: int
    changes: tuple[TextChange, ...]
    confidence: float | None
    failure: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document with its rows and the marks on its pages."""

    doc_id: str
    source_name: str
    number: str
    title: str
    issuer: str
    plan_year: str
    n_pages: int
    confidence: float
    needs_review: bool
    header: tuple[FieldView, ...]
    tables: tuple[TableView, ...]
    other_tables: tuple[OtherTable, ...]
    pages: tuple[PageView, ...]
    marks: tuple[Mark, ...]

    def count(self, table: str) -> int:
        """How many rows of that kind the document has."""
        return sum(len(view.rows) for view in self.tables if view.name == table)

    @property
    def rows_to_review(self) -> int:
        """How many rows wait for a person."""
        return sum(view.to_review for view in self.tables)

    @property
    def to_review(self) -> int:
        """How many rows wait for a person, the header block counted as one."""
        return self.rows_to_review + self.needs_review


def read_views(dataset: Path) -> Iterator[DocumentView]:
    """The documents of the dataset in `dataset`, by plan year, number and name.

    Raises:
        NoDataset: there is no dataset in that folder.
    """
    if not (dataset / "documents").is_dir():
        raise NoDataset("no documents there", str(dataset))
    check_schema(dataset / "documents")
    documents = _table(dataset / "documents").to_pylist()
    documents.sort(key=lambda d: (str(d["plan_year"] or ""), d["number"] or "", d["source_name"], d["doc_id"]))
    tables = {name: _table(dataset / name) for name in (*ROW_TABLES, "cells", "pages", "table_rows")}
    places = {name: _places(table) for name, table in tables.items()}
    for document in documents:
        own = {
            name: table.take(pa.array(places[name].get(document["doc_id"], []), pa.int64())).to_pylist()
            for name, table in tables.items()
        }
        yield _document(document, own)


def compare(before: str, after: str) -> tuple[TextChange, ...]:
    """Word by word, what repair made of `before`; runs of equal words are joined."""
    old, new = before.split(), after.split()
    changes = []
    for operation, i, j, k, m in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if operation == "equal":
            changes.append(TextChange("same", " ".join(new[k:m])))
        elif operation == "insert":
            changes.append(TextChange("added", " ".join(new[k:m])))
        else:
            changes.append(TextChange("changed", " ".join(new[k:m]), " ".join(old[i:j])))
    return tuple(changes)


def compare_lines(before: str, after: str) -> tuple[TextChange, ...]:
    """Like `compare`, line by line, each line of `after` ending with a line feed; `before` has as many lines.

    Where the lines do not correspond, `after` is given as it is.
    """
    old, new = before.splitlines(), after.splitlines()
    if len(old) != len(new):
        return (TextChange("same", after),) if after else ()
    changes: list[TextChange] = []
    for was, line in zip(old, new, strict=True):
        changes += [TextChange("same", line)] if was == line else compare(was, line)
        changes.append(TextChange("same", "\n"))
    return tuple(changes)


def _table(folder: Path) -> pa.Table:
    return read_table(folder) if folder.is_dir() else pa.table({})


def _places(table: pa.Table) -> dict[str, list[int]]:
    """The indexes of the rows of each document; rows are decoded a document at a time, since cells are many."""
    places: dict[str, list[int]] = {}
    if table.num_columns:
        for index, doc_id in enumerate(table.column("doc_id").to_pylist()):
            places.setdefault(doc_id, []).append(index)
    return places


def _document(document: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> DocumentView:
    cells: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for cell in rows["cells"]:
        cells.setdefault((cell["row_id"], cell["field"]), []).append(cell)
    tables = []
    for name, fields in ROW_TABLES.items():
        ordered = sorted(rows[name], key=lambda row: row["seq"])
        columns = tuple(field for field in fields if any(row[field] not in (None, "") for row in ordered))
        if ordered:
            tables.append(TableView(name, columns, tuple(_row(row, columns, cells) for row in ordered)))
    marks = tuple(
        Mark(_cell_id(c["row_id"], c["field"]), _short(c["row_id"]), c["field"], c["page"], *(c[k] for k in _EDGES))
        for c in rows["cells"]
        if c["page"] is not None and c["x0"] is not None
    )
    header = {"doc_id": document["doc_id"], "row_id": document["doc_id"]} | document
    return DocumentView(
        doc_id=document["doc_id"],
        source_name=document["source_name"],
        number=document["number"] or "",
        title=document["title"] or "",
        issuer=document["issuer"] or "",
        plan_year=str(document["plan_year"] or ""),
        n_pages=document["n_pages"],
        confidence=document["confidence"] or 0.0,
        needs_review=bool(document["needs_review"]),
        header=tuple(_field(header, name, cells) for name in HEADER_FIELDS if name in document),
        tables=tuple(tables),
        other_tables=_other_tables(rows["table_rows"]),
        pages=tuple(
            PageView(
                page=p["page"],
                width=p["width_pt"],
                height=p["height_pt"],
                quarter_turns=p["rotation_deg"] // 90 % 4,
                changes=compare_lines(p["text_raw"], p["text"]),
                confidence=p["ocr_confidence"],
                failure=p["failure"] or "",
            )
            for p in sorted(rows["pages"], key=lambda page: page["page"])
        ),
        marks=marks,
    )


_EDGES = ("x0", "y0", "x1", "y1")


def _other_tables(rows: list[dict[str, Any]]) -> tuple[OtherTable, ...]:
    by_table: dict[int, list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: row["seq"]):
        if row["kind"] not in SHOWN_ELSEWHERE:
            by_table.setdefault(row["table_index"], []).append(row)
    return tuple(
        OtherTable((own[0]["page_first"], own[-1]["page_last"]), tuple((r["row_kind"], tuple(r["cells"])) for r in own))
        for _, own in sorted(by_table.items())
    )


def _row(row: dict[str, Any], columns: tuple[str, ...], cells: dict[tuple[str, str], list[dict[str, Any]]]) -> RowView:
    return RowView(
        row_id=row["row_id"],
        row=_short(row["row_id"]),
        page=row.get("page_first") or row.get("page") or 1,
        ordinal=row.get("ordinal") or "",
        section=" › ".join(row.get("section_path") or ()),
        fields=tuple(_field(row, name, cells) for name in columns),
        confidence=row["confidence"] or 0.0,
        needs_review=bool(row["needs_review"]),
    )


def _field(row: dict[str, Any], name: str, cells: dict[tuple[str, str], list[dict[str, Any]]]) -> FieldView:
    found = cells.get((row["row_id"], name), [])
    value = _shown(row[name])
    if not found:
        return FieldView(name, value)
    raw, repaired = found[0]["text_raw"] or "", found[0]["text"] or ""
    return FieldView(
        name=name,
        value=value,
        cell_id=_cell_id(row["row_id"], name),
        # a field that is only part of its cell (a lead split out of a sentence) is shown without the comparison
        changes=compare(raw, repaired) if raw.split() != repaired.split() and repaired == value else (),
        raw=raw,
        repaired=repaired,
        ocr=_lowest(found, "ocr_confidence"),
        repair=_lowest(found, "repair_confidence"),
    )


def _lowest(cells: list[dict[str, Any]], column: str) -> float | None:
    return min((cell[column] for cell in cells if cell[column] is not None), default=None)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    return str(value)


def _short(row_id: str) -> str:
    return row_id.partition("-")[2] or HEADER_ROW


def _cell_id(row_id: str, field: str) -> str:
    return f"{_short(row_id)}.{field}"
