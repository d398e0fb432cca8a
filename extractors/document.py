"""A document's content becomes its records: the order in which header, tables and narrative are read."""

from __future__ import annotations

from extractors.fields import TableFields, map_table
from extractors.header import read_header
from extractors.headings import outline
from extractors.indicators import read_indicators
from extractors.layout import DocumentContent
from extractors.narrative import read_narrative_tasks
from extractors.records import DocumentRecords, Risk, Task
from extractors.references import read_references
from extractors.risks import read_risks
from extractors.sections import Section, place_rows
from extractors.tasks import Plan, read_tasks
from extractors.wordings import TableKind
from normalizers.agencies import find_definitions


def read_document(content: DocumentContent) -> DocumentRecords:
    """All records of a document. `table_kinds` of the result has the kind of each table, in the order of the tables.

    A table without a header that goes on with the one before it takes over its columns and its open sections.
    """
    header = read_header(content)
    defined = find_definitions("\n".join(paragraph.passage.text for paragraph in content.paragraphs))
    plan = Plan(header.plan_year, header.issued_date, defined)
    tasks: list[Task] = []
    risks: list[Risk] = []
    kinds: list[str] = []
    previous: TableFields | None = None
    open_sections: tuple[Section, ...] = ()
    for table in content.tables:
        fields = map_table(table, previous)
        kinds.append(fields.kind.value)
        if fields.kind in (TableKind.TASKS, TableKind.RISKS):
            goes_on = previous is not None and fields.columns == previous.columns and not table.header
            rows, open_sections = place_rows(fields, open_sections if goes_on else ())
            if fields.kind is TableKind.TASKS:
                tasks.extend(read_tasks(table.index, fields, rows, plan))
            else:
                risks.extend(read_risks(table.index, fields, rows, plan))
        previous = fields
    outlined = outline(content.paragraphs)
    narrative = read_narrative_tasks(outlined, plan.year, plan.issued)
    tasks = sorted([*narrative, *tasks], key=lambda task: task.page_first)  # Stable: a table's rows keep their order.
    indicators = read_indicators(outlined, tasks, risks, plan.year, plan.issued)
    references = read_references(content.paragraphs, content.tables)
    return DocumentRecords(header, tuple(tasks), indicators, tuple(risks), references, tuple(kinds))
