"""What the review site shows of a dataset: typed views of documents, rows, fields and marks on pages.

Reads the dataset only; knows nothing of HTML or pictures.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.dataset.reading import read_table

ROW_TABLES = {
    "tasks": ("ordinal", "task", "lead", "coordinating", "responsible", "deadline_text", "output"),
    "indicators": ("name", "comparator", "value", "unit", "deadline_text", "text"),
    "risks": ("ordinal", "risk", "measure", "action", "deadline_text", "responsible", "effectiveness"),
}
"""The tables that have rows to review, with the fields shown, in the order in which they stand on paper."""


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
    row_id: str
    field: str
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of a row: its value, how it was repaired, and how sure it is. `cell_id` is "" where no box is known."""

    name: str
    value: str
    cell_id: str
    changes: tuple[TextChange, ...]
    confidence: float | None


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of tasks, indicators or risks."""

    row_id: str
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
    needs_review: bool
    tables: tuple[TableView, ...]
    marks: tuple[Mark, ...]

    def count(self, table: str) -> int:
        """How many rows of that kind the document has."""
        return sum(len(view.rows) for view in self.tables if view.name == table)

    @property
    def to_review(self) -> int:
        """How many rows wait for a person."""
        return sum(row.needs_review for view in self.tables for row in view.rows)


def read_views(dataset: Path) -> Iterator[DocumentView]:
    """The documents of the dataset in `dataset`, by plan year, number and name.

    Raises:
        FileNotFoundError: there is no dataset in that folder.
    """
    if not (dataset / "documents").is_dir():
        raise FileNotFoundError(f"{dataset} holds no dataset (no folder documents/); run `kehoach extract` first")
    rows = {name: _by_document(dataset / name) for name in (*ROW_TABLES, "cells")}
    documents = read_table(dataset / "documents").to_pylist()
    documents.sort(key=lambda d: (str(d["plan_year"] or ""), d["number"] or "", d["source_name"], d["doc_id"]))
    for document in documents:
        yield _document(document, {name: of.get(document["doc_id"], []) for name, of in rows.items()})


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


def _by_document(folder: Path) -> dict[str, list[dict[str, Any]]]:
    grouped: dict[str, list[dict[str, Any]]] = {}
    if folder.is_dir():
        for row in read_table(folder).to_pylist():
            grouped.setdefault(row["doc_id"], []).append(row)
    return grouped


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
        Mark(_cell_id(c["row_id"], c["field"]), c["row_id"], c["field"], c["page"], c["x0"], c["y0"], c["x1"], c["y1"])
        for c in rows["cells"]
        if c["page"] is not None and c["x0"] is not None
    )
    return DocumentView(
        doc_id=document["doc_id"],
        source_name=document["source_name"],
        number=document["number"] or "",
        title=document["title"] or "",
        issuer=document["issuer"] or "",
        plan_year="" if document["plan_year"] is None else str(document["plan_year"]),
        n_pages=document["n_pages"],
        needs_review=bool(document["needs_review"]),
        tables=tuple(tables),
        marks=marks,
    )


def _row(row: dict[str, Any], columns: tuple[str, ...], cells: dict[tuple[str, str], list[dict[str, Any]]]) -> RowView:
    fields = []
    for name in columns:
        found = cells.get((row["row_id"], name), [])
        value = row[name]
        text = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
        before = found[0]["text_raw"] or "" if found else ""
        after = found[0]["text"] or "" if found else ""
        sure = [c[k] for c in found for k in ("ocr_confidence", "repair_confidence") if c[k] is not None]
        fields.append(
            FieldView(
                name=name,
                value=text,
                cell_id=_cell_id(row["row_id"], name) if found else "",
                # a field that is only part of its cell (a lead split out of a sentence) is shown without the comparison
                changes=compare(before, after) if before.split() != after.split() and after == text else (),
                confidence=min(sure) if sure else None,
            )
        )
    return RowView(
        row_id=row["row_id"],
        page=row.get("page_first") or row.get("page") or 1,
        ordinal=row.get("ordinal") or "",
        section=" › ".join(row.get("section_path") or ()),
        fields=tuple(fields),
        confidence=row["confidence"] or 0.0,
        needs_review=bool(row["needs_review"]),
    )


def _cell_id(row_id: str, field: str) -> str:
    return f"{row_id}.{field}"
