"""What a set plan says, in the form that readings of it are scored against.

A folder a document: `document.json`, `text.txt` (the narrative, a paragraph a line), `tasks.jsonl`, `indicators.jsonl`,
`risks.jsonl` (a row a line), and `pages.json`: each page's text in reading order, each table cell by cell with page and
box, and how the page lies on the scan. Boxes are [x0, y0, x1, y1] in points of the printed page, origin at the top
left; `to_shown` maps them to the page as shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from extractors.layout import Box
from samples.degrade import Placement
from samples.plan import Appendix, DataRow, Paragraph, SectionRow, Table, TableKind, Target
from samples.sheets import PrintedPlan, PrintedTable, Sheet
from samples.table_parts import section_title

Row = dict[str, Any]
"""A row as JSON has it."""

DOCUMENT_NUMBER = re.compile(
    r"\b\d+(?:/\d{4})?(?:/|-)[A-ZĐ][A-ZĐa-z]*(?:\d+)?(?:[-/&][A-ZĐƯƠÔ][A-ZĐƯƠÔa-z0-9]*)+|\b\d+/[A-ZĐ]{2,}\b"
)
ROLES_OUTSIDE_TABLES = ("header", "paragraph", "signature")


def document_row(printed: PrintedPlan) -> Row:
    """The header fields, signature, recipients and cited document numbers."""
    plan, header, signature = printed.plan, printed.plan.header, printed.plan.signature
    cited: dict[str, None] = {}
    for text in _all_texts(printed):
        cited.update(dict.fromkeys(DOCUMENT_NUMBER.findall(text)))
    cited.pop(header.number, None)
    return {
        "number": header.number or None,
        "doc_type": header.doc_type,
        "issuer": header.issuer,
        "parent": header.parent_issuer or None,
        "place": header.place or None,
        "issued_date": header.issued_date.isoformat() if header.issued_date else None,
        "title": header.title,
        "signer_title": signature.signer_title if signature else None,
        "signer": signature.signer if signature else None,
        "plan_year": plan.plan_year,
        "recipients": [item.rstrip(";.") for item in signature.recipients] if signature else [],
        "legal_refs": list(cited),
    }


def _all_texts(printed: PrintedPlan) -> Iterator[str]:
    yield printed.plan.header.title
    for block in printed.plan.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Appendix):
            yield block.note
        elif isinstance(block, Table):
            for row in block.rows:
                yield from (text or "" for text in row.cells) if isinstance(row, DataRow) else (row.title,)


def narrative_lines(printed: PrintedPlan) -> list[str]:
    """Everything outside the tables, one printed paragraph a line, in reading order."""
    lines: list[str] = []
    for _, passage in printed.passages():
        if passage.role not in ROLES_OUTSIDE_TABLES:
            continue
        if passage.starts:
            lines.append(passage.text)
        else:
            lines[-1] += f" {passage.text}"
    return lines


def task_rows(printed: PrintedPlan) -> list[Row]:
    """Narrative tasks and table rows, in document order."""
    rows: list[Row] = []
    tables = iter(printed.tables)
    for block, page, path in zip(printed.plan.blocks, printed.block_pages, printed.block_paths, strict=True):
        if isinstance(block, Paragraph):
            rows += [
                {
                    "ordinal": "",
                    "section_path": list(path),
                    "task": given.task,
                    "lead": given.lead,
                    "coordinating": given.coordinating,
                    "responsible": None,
                    "deadline_text": given.deadline_text,
                    "output": given.output,
                    "source": "narrative",
                    "page": page,
                }
                for given in block.assignments
            ]
        elif isinstance(block, Table):
            table = next(tables)
            if block.kind is TableKind.TASKS:
                rows += [_task_row(table, *found) for found in _data_rows(table)]
    return rows


def _data_rows(printed: PrintedTable) -> Iterator[tuple[DataRow, dict[str, str], list[str], int]]:
    """Each row with its fields (merged cells filled in), its section path and its first page."""
    sections: list[tuple[int, str]] = []
    above: list[str] = [""] * len(printed.table.columns)
    for index, row in enumerate(printed.table.rows, printed.n_header_rows):
        if isinstance(row, SectionRow):
            sections = [entry for entry in sections if entry[0] < row.level]
            sections.append((row.level, section_title(row)))
            continue
        above = [above[place] if text is None else text for place, text in enumerate(row.cells)]
        for place in row.merged:
            above[place] = above[place - 1]
        fields = dict(zip((column.field for column in printed.table.columns), above, strict=True))
        path = [*printed.path, *(title for _, title in sections)]
        yield row, fields, path, printed.row_pages(index)[0]


def _task_row(table: PrintedTable, row: DataRow, fields: dict[str, str], path: list[str], page: int) -> Row:
    names = {column.field for column in table.table.columns}
    own = names & {"lead", "coordinating"}
    return {
        "ordinal": fields.get("ordinal", ""),
        "section_path": path,
        "task": fields["task"],
        "lead": fields.get("lead", "") if own else row.lead,
        "coordinating": fields.get("coordinating", "") if own else row.coordinating,
        "responsible": fields.get("responsible"),
        "deadline_text": fields.get("deadline_text", ""),
        "output": fields.get("output", ""),
        "source": "table",
        "page": page,
    }


def risk_rows(printed: PrintedPlan) -> list[Row]:
    """The rows of risk tables."""
    return [
        {
            "ordinal": fields.get("ordinal", ""),
            "kind": row.kind,
            **{
                name: fields.get(name, "")
                for name in ("risk", "measure", "action", "deadline_text", "responsible", "effectiveness")
            },
            "page": page,
        }
        for table in printed.tables
        if table.table.kind is TableKind.RISKS
        for row, fields, _, page in _data_rows(table)
    ]


def indicator_rows(printed: PrintedPlan) -> list[Row]:
    """Measurable targets of narrative and tables, in document order."""
    rows: list[Row] = []
    tables = iter(printed.tables)
    for block, page, path in zip(printed.plan.blocks, printed.block_pages, printed.block_paths, strict=True):
        if isinstance(block, Paragraph):
            rows += [_indicator_row(target, list(path), "narrative", page) for target in block.targets]
        elif isinstance(block, Table):
            for row, _, row_path, row_page in _data_rows(next(tables)):
                rows += [_indicator_row(target, row_path, "table", row_page) for target in row.targets]
    return rows


def _indicator_row(target: Target, path: list[str], source: str, page: int) -> Row:
    return {
        "text": target.text,
        "name": target.name,
        "comparator": target.comparator,
        "value": target.value,
        "value_max": target.value_max,
        "unit": target.unit,
        "deadline_text": target.deadline_text,
        "section_path": path,
        "source": source,
        "page": page,
    }


def _numbers(box: Box) -> list[float]:
    return [round(value, 2) for value in (box.x0, box.y0, box.x1, box.y1)]


def _page_entry(sheet: Sheet, placement: Placement) -> Row:
    return {
        "page": sheet.page,
        "width": sheet.width,
        "height": sheet.height,
        "turned_deg": placement.turned_deg,
        "skew_deg": round(placement.skew_deg, 3),
        "to_shown": [round(value, 6) for value in placement.to_shown],
        "text": "\n".join(passage.text for passage in sheet.passages if passage.role != "page_number"),
        "passages": [
            {"role": passage.role, "text": passage.text, "box": _numbers(passage.box)} for passage in sheet.passages
        ],
    }


def _table_entry(printed: PrintedTable) -> Row:
    return {
        "table_index": printed.index,
        "kind": str(printed.table.kind),
        "fields": [column.field for column in printed.table.columns],
        "n_rows": printed.n_rows,
        "n_columns": len(printed.table.columns),
        "n_header_rows": printed.n_header_rows,
        "section_rows": [
            index for index, row in enumerate(printed.table.rows, printed.n_header_rows) if isinstance(row, SectionRow)
        ],
        "cells": [
            {
                "row": cell.row,
                "column": cell.column,
                "row_span": cell.row_span,
                "column_span": cell.column_span,
                "text": cell.text,
                "parts": [{"page": part.page, "box": _numbers(part.box), "text": part.text} for part in cell.parts],
            }
            for cell in printed.cells
        ],
    }


def truth_files(printed: PrintedPlan, placements: Sequence[Placement] = ()) -> dict[str, str]:
    """The truth's files by name; `placements` tell how each page lies, none of them for a digital PDF."""
    entries = [
        _page_entry(sheet, placements[index] if placements else Placement())
        for index, sheet in enumerate(printed.sheets)
    ]
    pages = {"pages": entries, "tables": [_table_entry(table) for table in printed.tables]}
    return {
        "document.json": json.dumps(document_row(printed), ensure_ascii=False, indent=1) + "\n",
        "text.txt": "".join(f"{line}\n" for line in narrative_lines(printed)),
        "tasks.jsonl": _lines(task_rows(printed)),
        "indicators.jsonl": _lines(indicator_rows(printed)),
        "risks.jsonl": _lines(risk_rows(printed)),
        "pages.json": json.dumps(pages, ensure_ascii=False, separators=(",", ":")) + "\n",
    }


def _lines(rows: list[Row]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write_truth(folder: Path, printed: PrintedPlan, placements: Sequence[Placement] = ()) -> None:
    """Writes the truth's files into `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in truth_files(printed, placements).items():
        (folder / name).write_text(content, "utf-8")
