"""A document's content becomes its records: the order in which header, tables and narrative are read."""

from __future__ import annotations

from extractors.fields import TableFields, map_table
from extractors.header import read_header
from extractors.layout import DocumentContent
from extractors.records import DocumentRecords, Risk, Task
from extractors.risks import read_risks
from extractors.sections import Section, place_rows
from extractors.tasks import read_tasks
from extractors.wordings import TableKind
from normalizers.agencies import find_definitions


def read_document(content: DocumentContent) -> DocumentRecords:
    """All records of a document. `table_kinds` of the result has the kind of each table, in the order of the tables.

    A table without a header that goes on with the one before it takes over its columns and its open sections.
    """
    header = read_header(content)
    defined = find_definitions("\n".join(paragraph.passage.text for paragraph in content.paragraphs))
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
                tasks.extend(read_tasks(table.index, fields, rows, header.plan_year, header.issued_date, defined))
            else:
                risks.extend(read_risks(table.index, fields, rows, header.plan_year, header.issued_date, defined))
        previous = fields
    return DocumentRecords(header=header, tasks=tuple(tasks), risks=tuple(risks), table_kinds=tuple(kinds))
