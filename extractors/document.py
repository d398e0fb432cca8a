"""A document's content becomes its records: the order in which header, tables and narrative are read."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.confidence import judged
from extractors.header import names_school_year, read_header
from extractors.headings import outline
from extractors.indicator_tables import read_indicator_rows
from extractors.indicators import read_indicators
from extractors.layout import DocumentContent, DocumentTable, TextSource
from extractors.narrative import read_narrative_tasks
from extractors.plan import Plan
from extractors.records import DocumentRecords, Indicator, Risk, Task
from extractors.references import read_references
from extractors.risks import read_risks
from extractors.table_meaning.columns import chained, without_scratches
from extractors.table_meaning.fields import TableFields, lacking_columns, map_table
from extractors.table_meaning.sections import place_rows
from extractors.table_meaning.table_headings import headings_above
from extractors.table_meaning.wordings import TableKind
from extractors.tasks import read_tasks
from normalizers.agencies import find_definitions


def read_document(content: DocumentContent) -> DocumentRecords:
    """All records of a document. `table_kinds` of the result has the kind of each table, in the order of the tables.

    Tables that go on with the one before them are read as one, so that sections and numbers run on.
    """
    header = read_header(content)
    defined = find_definitions("\n".join(paragraph.passage.text for paragraph in content.paragraphs))
    plan = Plan(header.plan_year, header.issued_date, defined, names_school_year(header.title))
    outlined = outline(content.paragraphs)
    tables = [without_scratches(table) for table in content.tables]
    mappings = _mapped(tables)
    starts = {table.index: table for table in content.tables}
    tasks: list[Task] = []
    risks: list[Risk] = []
    tabled: list[Indicator] = []
    dumped = bool(content.pages) and all(page.text_source is TextSource.TEXT_DUMP for page in content.pages)
    chains = chained(tables, mappings)
    for chain, lacking in zip(chains, lacking_columns([chain.fields for chain in chains]), strict=True):
        if chain.fields.kind is TableKind.TASKS:
            above = headings_above(outlined, starts[chain.parts[0][1]])
            tasks.extend(read_tasks(chain, place_rows(chain.fields, above, dumped=dumped), plan, lacking))
        elif chain.fields.kind is TableKind.RISKS:
            risks.extend(read_risks(chain, place_rows(chain.fields, dumped=dumped), plan, lacking))
        elif chain.fields.kind is TableKind.INDICATORS:
            above = headings_above(outlined, starts[chain.parts[0][1]])
            tabled.extend(read_indicator_rows(chain.fields, place_rows(chain.fields, above, dumped=dumped), plan))
    narrative = map(judged, read_narrative_tasks(outlined, plan))
    tasks = sorted([*narrative, *tasks], key=lambda task: task.page_first)  # Stable: a table's rows keep their order.
    indicators = tuple(map(judged, _in_order(read_indicators(outlined, tasks, risks, plan), tabled)))
    kinds = tuple(mapping.kind.value for mapping in mappings)
    references = read_references(content.paragraphs, content.tables)
    return DocumentRecords(header, tuple(tasks), indicators, tuple(risks), references, kinds)


def _in_order(stated: Sequence[Indicator], tabled: Sequence[Indicator]) -> list[Indicator]:
    """Indicators of the narrative, then those of tables: `tabled` where their own table stands."""
    narrative = [indicator for indicator in stated if indicator.source == "narrative"]
    rows = [indicator for indicator in stated if indicator.source != "narrative"]
    first = rows and tabled and rows[0].page < tabled[0].page
    return [*narrative, *(rows if first else tabled), *(tabled if first else rows)]


def _mapped(tables: Sequence[DocumentTable]) -> list[TableFields]:
    """The columns of each table: by its header and the table before; one less sure than the next is read again."""
    mappings: list[TableFields] = []
    for table in tables:
        alike = [fields for fields in mappings if len(fields.columns) == table.n_columns]
        known = [fields for fields in alike[-1:] if fields.kind is not TableKind.OTHER]
        mappings.append(map_table(table, known[0] if known else mappings[-1] if mappings else None))
    for index in range(len(tables) - 2, -1, -1):
        if mappings[index].certainty < mappings[index + 1].certainty:
            again = map_table(tables[index], mappings[index + 1])
            if again.kind is mappings[index + 1].kind:
                mappings[index] = again
    return mappings
