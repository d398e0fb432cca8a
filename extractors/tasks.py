"""Rows of a task table become tasks.

Decides which column's text goes into which field, who leads where one column holds all the responsible, and how sure
the row is. Which columns there are comes from extractors.fields, the sections above a row from extractors.sections.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.columns import TableChain
from extractors.confidence import evidence_of, needs_review, row_confidence
from extractors.fields import TableFields
from extractors.layout import Passage
from extractors.plan import Plan
from extractors.records import FieldSource, Task
from extractors.sections import PlacedRow, plain_cell
from extractors.wordings import Field
from normalizers.agencies import agency_names, split_responsibility
from normalizers.document_numbers import find_document_numbers

_FIELDS = (Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE, Field.DEADLINE, Field.OUTPUT)


def read_tasks(chain: TableChain, rows: Sequence[PlacedRow], plan: Plan) -> tuple[Task, ...]:
    """The tasks of one table, in order."""
    return tuple(_read_task(chain.table_index(row.row), chain.fields, row, plan) for row in rows)


def cell_of(fields: TableFields, row: PlacedRow, name: Field) -> Passage | None:
    """The row's passage in the field's column; None where the table has no such column."""
    column = fields.column(name)
    return None if column is None else row.row.cells[column]


def cell_text(passage: Passage | None) -> str | None:
    """The text of a cell, "" where it is empty; None where there is no cell."""
    return None if passage is None else plain_cell(passage)


def certainty_of(fields: TableFields, names: Sequence[Field]) -> float:
    """How surely the columns of the named fields are what they are taken for, no surer than the table is."""
    certainties = [column.certainty for column in fields.columns if column.field in names]
    return min([fields.certainty, *certainties])


def _read_task(table_index: int, fields: TableFields, row: PlacedRow, plan: Plan) -> Task:
    cells = {name: cell_of(fields, row, name) for name in _FIELDS}
    responsible = cell_text(cells[Field.RESPONSIBLE])
    lead, coordinating = cell_text(cells[Field.LEAD]), cell_text(cells[Field.COORDINATING])
    if responsible is not None and lead is None:
        split = split_responsibility(responsible)
        lead = split.lead
        coordinating = split.coordinating if coordinating is None else coordinating
    deadline_text = cell_text(cells[Field.DEADLINE])
    deadline = plan.deadline(deadline_text or "", fields.header(Field.DEADLINE))
    output = cell_text(cells[Field.OUTPUT])
    key_passage = cell_of(fields, row, Field.TASK)
    sources = tuple(
        FieldSource(name, passage)
        for name, passage in (
            ("ordinal", row.ordinal_passage if row.ordinal else None),
            ("task", key_passage),
            *((name.value, cells[name]) for name in _FIELDS),
        )
        if passage is not None and passage.text.strip()
    )
    doubts = (
        row.ordinal_doubt
        + int(not row.key_text)
        + int(bool(deadline_text) and deadline.kind == "none")
        + int(responsible is not None and bool(responsible) and not lead)
    )
    evidence = evidence_of([source.passage for source in sources], certainty_of(fields, (Field.TASK, *_FIELDS)), doubts)
    confidence = row_confidence(evidence)
    return Task(
        source="table",
        table_index=table_index,
        page_first=row.row.page_first,
        page_last=row.row.page_last,
        ordinal=row.ordinal,
        section_path=row.section_path,
        task=row.key_text,
        lead=lead,
        coordinating=coordinating,
        responsible=responsible,
        lead_agencies=agency_names(lead or "", plan.defined),
        coordinating_agencies=agency_names(coordinating or "", plan.defined),
        deadline_text=deadline_text,
        deadline=deadline,
        output=output,
        legal_refs=legal_refs(row.key_text, responsible, deadline_text, output),
        confidence=confidence,
        needs_review=needs_review(confidence),
        sources=sources,
    )


def legal_refs(*texts: str | None) -> tuple[str, ...]:
    """The numbers of the documents that `texts` cite, once each, in order."""
    return tuple(dict.fromkeys(cited.number for text in texts if text for cited in find_document_numbers(text)))
