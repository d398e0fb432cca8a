"""The story of a document: pages, joined, repaired, read into records, written as rows.

Runs in a worker process for documents, which loads no reader. What it keeps from one task to the next (the repairer) is
loaded when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from extractors.document import read_document
from extractors.header import read_header
from extractors.header.as_read import with_header_as_read
from extractors.layout import DocumentContent, PageContent, TextSource
from extractors.paragraphs import join_paragraphs
from extractors.records import Indicator, Risk, Task
from extractors.repairing import repair_document
from extractors.tables.continuation import join_tables
from extractors.text_dump.page_order import pages_in_order
from extractors.text_dump.tables import part_tables
from normalizers.repair import Repairer
from normalizers.repair.fluency import Fluency, load_fluency
from pipeline.dataset.encoding import encode
from pipeline.dataset.rows import Provenance, SourceFacts, dataset_tables, displayable, pages_table
from pipeline.dataset.writing import ExtractedDocument, PageFailure
from pipeline.errors import InputChanged
from pipeline.inputs import sha256_of
from pipeline.page_text import page_texts
from pipeline.tasks import FinishedDocument, SourceFile, Stamp


def finish_document(
    source: SourceFile, pages: list[PageContent], failures: tuple[PageFailure, ...], stamp: Stamp
) -> FinishedDocument:
    """Pages become rows; raises InputChanged where the file is no longer the one that was read.

    Takes the pages out of the list, and lets go of their tables' words as soon as these are told: they are most of what
    a long document takes.
    """
    n_pages = len(pages) + len(failures)
    facts = SourceFacts(displayable(source.path.name), source.sha256, source.n_bytes)
    content = assemble(tuple(pages))
    pages.clear()
    told = pages_table(facts, content, failures)
    content = replace(content, pages=tuple(replace(page, tables=()) for page in content.pages))
    records = read_document(content)
    if sha256_of(source.path) != source.sha256:
        raise InputChanged("its content changed while it was read", str(source.path))
    provenance = Provenance(stamp.pipeline_version, stamp.options_digest, stamp.extracted_at)
    tables = (told, *dataset_tables(facts, provenance, content, records, failures))
    rows: tuple[Task | Indicator | Risk, ...] = (*records.tasks, *records.indicators, *records.risks)
    document = ExtractedDocument(
        sha256=source.sha256,
        source_name=facts.name,
        plan_year=records.header.plan_year,
        pipeline_version=stamp.pipeline_version,
        options_digest=stamp.options_digest,
        extracted_at=stamp.extracted_at.isoformat(),
        n_pages=n_pages,
        n_tasks=len(records.tasks),
        n_indicators=len(records.indicators),
        n_risks=len(records.risks),
        n_review=sum(row.needs_review for row in rows),
        needs_review=bool(tables[-1].rows.column("needs_review")[0].as_py()),
        failures=failures,
    )
    return FinishedDocument(document, tuple(encode(table) for table in tables))


def finish_text(
    source: SourceFile, pages: list[PageContent], failures: tuple[PageFailure, ...], stamp: Stamp
) -> tuple[str, ...]:
    """Pages become repaired text, one a page; "" for those that could not be read."""
    del source, stamp
    content = assemble(tuple(pages))
    if any(page.text_source is not TextSource.TEXT_LAYER for page in content.pages):
        content = with_header_as_read(content, read_header(content))
    texts = {text.page: text.text for text in page_texts(content)}
    texts.update({failure.page: "" for failure in failures})
    return tuple(texts[page] for page in sorted(texts))


def assemble(pages: tuple[PageContent, ...]) -> DocumentContent:
    """Pages become one repaired document: tables and paragraphs that run over page breaks are whole."""
    if pages and all(page.text_source is TextSource.TEXT_DUMP for page in pages):
        readable = _words_repaired(pages)
        parted = part_tables(pages, readable, _fluency())
        ordered = pages_in_order(parted.pages, readable, _fluency())
        content = DocumentContent(ordered, join_paragraphs(ordered), parted.tables)
    else:
        content = DocumentContent(pages, join_paragraphs(pages), join_tables(pages))
    return repair_document(content, _repairer)


def _words_repaired(pages: tuple[PageContent, ...]) -> Callable[[str], Sequence[str]]:
    """Repairs pieces of a text dump word for word, to tell what they may be; each is repaired once."""
    texts = [line.text for page in pages for line in page.lines]
    damage = _repairer().diagnose(texts)
    adapted = _repairer().adapted(texts, damage)

    @cache
    def words(text: str) -> tuple[str, ...]:
        return tuple(token.text for token in adapted.repair(text, None, damage, reads_on=False).tokens)

    return words


@cache
def _fluency() -> Fluency:
    return load_fluency()


@cache
def _repairer() -> Repairer:
    return Repairer.load()
