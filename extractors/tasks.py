"""Rows of a task table become tasks.

Decides which column's text goes into which field, who leads where one column holds all the responsible, and how sure
the row is. Which columns there are and the sections above a row come from extractors.table_meaning.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.confidence import judged_rows
from extractors.evidence import RowFacts
from extractors.layout import Passage
from extractors.plan import Plan
from extractors.records import FieldSource, Task
from extractors.table_meaning.columns import TableChain
from extractors.table_meaning.fields import TableFields
from extractors.table_meaning.sections import PlacedRow, plain_cell
from extractors.table_meaning.wordings import Field
from normalizers.agencies import agency_names, names_agency, split_responsibility
from normalizers.deadlines import parse_deadline
from normalizers.document_numbers import find_document_numbers

_TIMES = ("date", "month", "quarter", "half_year", "year")
_FIELDS = (Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE, Field.DEADLINE, Field.OUTPUT)


def read_tasks(chain: TableChain, rows: Sequence[PlacedRow], plan: Plan, lacking: int = 0) -> tuple[Task, ...]:
    """The tasks of one table, in order; `lacking` counts the columns that it should have and has not."""
    tasks = [_read_task(chain.table_index(row.row), chain.fields, row, plan) for row in rows]
    facts = [_facts(chain.fields, row, task, lacking) for row, task in zip(rows, tasks, strict=True)]
    return judged_rows(tasks, facts)


def row_facts(
    fields: TableFields, row: PlacedRow, names: Sequence[Field], *, unparsed: int, unknown_agencies: int, lacking: int
) -> RowFacts:
    """What a row's evidence is told by; `names` has its fields, the key first."""
    responsible = [
        cell_text(cell_of(fields, row, name)) for name in (Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE)
    ]
    times_for_bodies = sum(parse_deadline(text).kind in _TIMES for text in responsible if text)
    bodies_for_times = int(names_agency(cell_text(cell_of(fields, row, Field.DEADLINE)) or ""))
    cells = {name.value: cell for name in names if (cell := cell_of(fields, row, name)) is not None}
    return RowFacts(
        cells=cells,
        key_text=row.key_text,
        ordinal=row.ordinal,
        section_path=row.section_path,
        ordinal_doubt=row.ordinal_doubt,
        mapping_doubt=1 - certainty_of(fields, names),
        unparsed=unparsed,
        unknown_agencies=unknown_agencies,
        misplaced=times_for_bodies + bodies_for_times,
        lacking_columns=lacking,
        pages=row.row.page_last - row.row.page_first + 1,
        placing=row.row.placing,
    )


def _facts(fields: TableFields, row: PlacedRow, task: Task, lacking: int) -> RowFacts:
    named = [text for text in (task.lead, task.coordinating) if text]
    return row_facts(
        fields,
        row,
        (Field.TASK, *_FIELDS),
        unparsed=int(bool(task.deadline_text) and task.deadline.kind == "none")
        + int(bool(task.responsible) and not task.lead),
        unknown_agencies=sum(not names_agency(text) for text in named),
        lacking=lacking,
    )


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
    derived = cells[Field.RESPONSIBLE] if responsible is not None else None
    sources = tuple(
        FieldSource(name, passage)
        for name, passage in (
            ("ordinal", row.ordinal_passage if row.ordinal else None),
            ("task", key_passage),
            *((name.value, cells[name]) for name in _FIELDS),
            ("lead", derived if lead and cells[Field.LEAD] is None else None),
            ("coordinating", derived if coordinating and cells[Field.COORDINATING] is None else None),
        )
        if passage is not None and passage.text.strip()
    )
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
        sources=sources,
    )


def legal_refs(*texts: str | None) -> tuple[str, ...]:
    """The numbers of the documents that `texts` cite, once each, in order."""
    return tuple(dict.fromkeys(cited.number for text in texts if text for cited in find_document_numbers(text)))
