"""Records become Arrow tables: numbers, identities and boxes on the page as shown are given here, once."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

import pyarrow as pa

from extractors.confidence import header_needs_review
from extractors.layout import DocumentContent, Passage, TextSource
from extractors.records import DocumentHeader, DocumentRecords, FieldSource, Indicator, Risk, Task
from pipeline.dataset.schemas import (
    CELLS,
    DOCUMENTS,
    INDICATORS,
    PAGES,
    REFERENCES,
    RISKS,
    TABLE_ROWS,
    TASKS,
    TableSchema,
)
from pipeline.dataset.writing import PageFailure
from pipeline.page_text import page_texts

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is known of an input before it is read. `name` is the file's name as bytes allow it to be told."""

    name: str
    sha256: str
    n_bytes: int

    @property
    def doc_id(self) -> str:
        """Name of the document in the dataset."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who wrote the rows, with which options, when."""

    pipeline_version: str
    options_digest: str
    extracted_at: datetime


@dataclass(frozen=True, slots=True)
class DatasetTable:
    """One table's rows of one document."""

    schema: TableSchema
    rows: pa.Table


class SchemaError(ValueError):
    """Rows do not keep what their schema promises: a defect of the program, not of the input."""


def pages_table(source: SourceFacts, content: DocumentContent, failures: tuple[PageFailure, ...]) -> DatasetTable:
    """The table of a document's pages; no other looks at the words of `content.pages`."""
    return _arrow(PAGES, _pages(source.doc_id, content, failures))


def dataset_tables(
    source: SourceFacts,
    provenance: Provenance,
    content: DocumentContent,
    records: DocumentRecords,
    failures: tuple[PageFailure, ...],
) -> tuple[DatasetTable, ...]:
    """The tables of one document, without that of `pages_table`; `documents` is the last.

    Each is checked against its schema; raises SchemaError where one breaks it.
    """
    doc_id = source.doc_id
    task_ids = _row_ids(doc_id, "t", len(records.tasks))
    indicator_ids = _row_ids(doc_id, "i", len(records.indicators))
    risk_ids = _row_ids(doc_id, "r", len(records.risks))
    rows: tuple[Task | Indicator | Risk, ...] = (*records.tasks, *records.indicators, *records.risks)
    row_ids = (*task_ids, *indicator_ids, *risk_ids)
    named = chain(((doc_id, records.header),), zip(row_ids, rows, strict=True))
    cells = chain.from_iterable(_cells(content, doc_id, row_id, row.sources) for row_id, row in named)
    document = _document(source, provenance, content, records.header, failures)
    return (
        _arrow(TASKS, _tasks(doc_id, task_ids, records)),
        _arrow(INDICATORS, _indicators(doc_id, indicator_ids, task_ids, records)),
        _arrow(RISKS, _risks(doc_id, risk_ids, records)),
        _arrow(TABLE_ROWS, _table_rows(doc_id, content, records)),
        _arrow(REFERENCES, _references(doc_id, records)),
        _arrow(CELLS, cells),
        _arrow(DOCUMENTS, [document]),
    )


def displayable(name: str) -> str:
    """A file name as NFC text: bytes that are no UTF-8 are shown as escapes."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "backslashreplace"))


def _row_ids(doc_id: str, letter: str, count: int) -> tuple[str, ...]:
    return tuple(f"{doc_id}-{letter}{number:04d}" for number in range(1, count + 1))


def _document(
    source: SourceFacts,
    provenance: Provenance,
    content: DocumentContent,
    header: DocumentHeader,
    failures: tuple[PageFailure, ...],
) -> Row:
    return {
        "doc_id": source.doc_id,
        "source_name": source.name,
        "source_sha256": source.sha256,
        "source_bytes": source.n_bytes,
        "n_pages": len(content.pages) + len(failures),
        "input_kind": input_kind(content),
        "number": header.number,
        "doc_type": header.doc_type,
        "issuer": header.issuer,
        "parent_issuer": header.parent_issuer,
        "place": header.place,
        "issued_date": header.issued_date,
        "title": header.title,
        "signer_title": header.signer_title,
        "signer": header.signer,
        "recipients": list(header.recipients),
        "confidence": header.confidence,
        "needs_review": bool(failures) or header_needs_review(header.confidence),
        "corrected": [],
        "failed_pages": [failure.page for failure in failures],
        "pipeline_version": provenance.pipeline_version,
        "options_digest": provenance.options_digest,
        "extracted_at": provenance.extracted_at,
    }


def input_kind(content: DocumentContent) -> str:
    """`scan`, `digital`, `mixed` or `text`, from where the pages' words came from."""
    kinds = {page.text_source for page in content.pages}
    if kinds == {TextSource.TEXT_DUMP}:
        return "text"
    if kinds == {TextSource.TEXT_LAYER}:
        return "digital"
    return "scan" if kinds <= {TextSource.OCR} else "mixed"


def _pages(doc_id: str, content: DocumentContent, failures: tuple[PageFailure, ...]) -> list[Row]:
    rows: list[Row] = []
    for page, text in zip(content.pages, page_texts(content), strict=True):
        words = [word for line in page.lines for word in line.words]
        words += [word for table in page.tables for cell in table.cells for line in cell.lines for word in line.words]
        rows.append(
            {
                "doc_id": doc_id,
                "page": page.page,
                "text_source": str(page.text_source),
                "text_layer_verdict": str(page.verdict),
                "verdict_reason": page.verdict_reason,
                "rotation_deg": page.geometry.rotation_deg,
                "skew_deg": page.geometry.skew_deg,
                "dpi": page.dpi,
                "width_pt": page.geometry.shown_width,
                "height_pt": page.geometry.shown_height,
                "ocr_confidence": sum(word.confidence for word in words) / len(words) if words else None,
                "text_raw": text.text_raw,
                "text": text.text,
                "n_words": text.n_words,
                "n_repaired": text.n_repaired,
                "dropped": [f"{what}: {count}" for what, count in page.dropped],
                "failure": "",
                "seconds": page.seconds,
            }
        )
    rows.extend(_failed_page(doc_id, failure) for failure in failures)
    return sorted(rows, key=lambda row: int(str(row["page"])))


def _failed_page(doc_id: str, failure: PageFailure) -> Row:
    return {
        "doc_id": doc_id,
        "page": failure.page,
        "text_source": "",
        "text_layer_verdict": "none",
        "verdict_reason": "",
        "rotation_deg": 0,
        "skew_deg": 0.0,
        "dpi": 0.0,
        "width_pt": 0.0,
        "height_pt": 0.0,
        "ocr_confidence": None,
        "text_raw": "",
        "text": "",
        "n_words": 0,
        "n_repaired": 0,
        "dropped": [],
        "failure": failure.reason,
        "seconds": 0.0,
    }


def _tasks(doc_id: str, row_ids: tuple[str, ...], records: DocumentRecords) -> list[Row]:
    return [
        {
            "doc_id": doc_id,
            "row_id": row_id,
            "seq": seq,
            "source": task.source,
            "table_index": task.table_index,
            "page_first": task.page_first,
            "page_last": task.page_last,
            "ordinal": task.ordinal,
            "section_path": list(task.section_path),
            "task": task.task,
            "lead": task.lead,
            "coordinating": task.coordinating,
            "responsible": task.responsible,
            "lead_agencies": list(task.lead_agencies),
            "coordinating_agencies": list(task.coordinating_agencies),
            "deadline_text": task.deadline_text,
            "deadline_kind": task.deadline.kind,
            "deadline_start": task.deadline.start,
            "deadline_end": task.deadline.end,
            "recurrence": task.deadline.recurrence,
            "output": task.output,
            "legal_refs": list(task.legal_refs),
            "confidence": task.confidence,
            "needs_review": task.needs_review,
            "corrected": [],
        }
        for seq, (row_id, task) in enumerate(zip(row_ids, records.tasks, strict=True), 1)
    ]


def _indicators(
    doc_id: str, row_ids: tuple[str, ...], task_ids: tuple[str, ...], records: DocumentRecords
) -> list[Row]:
    return [
        {
            "doc_id": doc_id,
            "row_id": row_id,
            "seq": seq,
            "source": indicator.source,
            "task_row_id": None if indicator.task_index is None else task_ids[indicator.task_index],
            "page": indicator.page,
            "section_path": list(indicator.section_path),
            "text": indicator.text,
            "name": indicator.name,
            "comparator": indicator.comparator,
            "value": indicator.value,
            "value_max": indicator.value_max,
            "unit": indicator.unit,
            "deadline_text": indicator.deadline_text,
            "deadline_end": indicator.deadline_end,
            "confidence": indicator.confidence,
            "needs_review": indicator.needs_review,
            "corrected": [],
        }
        for seq, (row_id, indicator) in enumerate(zip(row_ids, records.indicators, strict=True), 1)
    ]


def _risks(doc_id: str, row_ids: tuple[str, ...], records: DocumentRecords) -> list[Row]:
    return [
        {
            "doc_id": doc_id,
            "row_id": row_id,
            "seq": seq,
            "table_index": risk.table_index,
            "page_first": risk.page_first,
            "page_last": risk.page_last,
            "ordinal": risk.ordinal,
            "kind": risk.kind,
            "risk": risk.risk,
            "measure": risk.measure,
            "action": risk.action,
            "deadline_text": risk.deadline_text,
            "deadline_kind": risk.deadline.kind,
            "deadline_start": risk.deadline.start,
            "deadline_end": risk.deadline.end,
            "recurrence": risk.deadline.recurrence,
            "responsible": risk.responsible,
            "responsible_agencies": list(risk.responsible_agencies),
            "effectiveness": risk.effectiveness,
            "effectiveness_level": risk.effectiveness_level,
            "confidence": risk.confidence,
            "needs_review": risk.needs_review,
            "corrected": [],
        }
        for seq, (row_id, risk) in enumerate(zip(row_ids, records.risks, strict=True), 1)
    ]


def _table_rows(doc_id: str, content: DocumentContent, records: DocumentRecords) -> list[Row]:
    kinds = records.table_kinds or ("other",) * len(content.tables)
    rows = [(table.index, kind, row) for table, kind in zip(content.tables, kinds, strict=True) for row in table.rows]
    return [
        {
            "doc_id": doc_id,
            "table_index": index,
            "seq": seq,
            "kind": kind,
            "row_kind": str(row.kind),
            "page_first": row.page_first,
            "page_last": row.page_last,
            "cells": [cell.text for cell in row.cells],
            "confidence": _mean([min(cell.ocr_confidence, cell.repair_confidence) for cell in row.cells if cell.text]),
        }
        for seq, (index, kind, row) in enumerate(rows, 1)
    ]


def _references(doc_id: str, records: DocumentRecords) -> list[Row]:
    return [
        {
            "doc_id": doc_id,
            "seq": seq,
            "number": reference.number,
            "doc_type": reference.doc_type,
            "issuer": reference.issuer,
            "issued_date": reference.issued_date,
            "page": reference.page,
            "context": reference.context,
        }
        for seq, reference in enumerate(records.references, 1)
    ]


def _cells(content: DocumentContent, doc_id: str, row_id: str, sources: tuple[FieldSource, ...]) -> Iterator[Row]:
    geometry = {page.page: page.geometry for page in content.pages}
    for source in sources:
        passage: Passage = source.passage
        for region in passage.regions:
            box = geometry[region.page].shown(region.box)
            yield {
                "doc_id": doc_id,
                "row_id": row_id,
                "field": source.field,
                "page": region.page,
                "x0": box.x0,
                "y0": box.y0,
                "x1": box.x1,
                "y1": box.y1,
                "text_raw": passage.text_raw,
                "text": passage.text,
                "ocr_confidence": passage.ocr_confidence,
                "repair_confidence": passage.repair_confidence,
            }


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 1.0


_ROWS_AT_ONCE = 1_000
"""Rows held as Python objects, which take twenty times the room that they take in Arrow."""


def _arrow(table: TableSchema, rows: Iterable[Row]) -> DatasetTable:
    """Rows as an Arrow table of the schema; every text NFC, no null where the schema allows none."""
    parts = [table.schema.empty_table()]
    rest = iter(rows)
    while some := list(islice(rest, _ROWS_AT_ONCE)):
        parts.append(_checked(table, some))
    return DatasetTable(table, pa.concat_tables(parts).combine_chunks())


def _checked(table: TableSchema, rows: Sequence[Row]) -> pa.Table:
    cleaned = [{name: _clean(value) for name, value in row.items()} for row in rows]
    names = set(table.schema.names)
    for row in cleaned:
        if row.keys() != names:
            raise SchemaError(f"{table.name}: columns {sorted(row.keys() ^ names)} are missing or unknown")
    result = pa.Table.from_pylist(cleaned, schema=table.schema)
    result.validate(full=True)
    for field in table.schema:
        values = result.column(field.name)
        if not field.nullable and values.null_count:
            raise SchemaError(f"{table.name}.{field.name}: null where the schema allows none")
        if field.name.endswith("confidence") and any(not 0 <= v <= 1 for v in values.drop_null().to_pylist()):
            raise SchemaError(f"{table.name}.{field.name}: outside 0 to 1")
    return result


def _clean(value: object) -> object:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.encode("utf-8", "replace").decode("utf-8"))
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value
