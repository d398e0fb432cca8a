"""What a run, a night and an output folder came to, in a few lines."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline import errors
from pipeline.batch import Summary
from pipeline.messages import describe, printable
from pipeline.wording import Wording

if TYPE_CHECKING:
    from pipeline.catalog import Catalog, FailedInput
    from pipeline.corrections.keeping import CorrectionsReport
    from pipeline.nightly import NightReport


def tell_summary(summary: Summary, out: Path, console: Console, words: Wording) -> None:
    """The last words of a run into `out`: a table and what to do next where somebody watches, lines otherwise."""
    documents = summary.extracted
    counts = {
        words.document: len(documents),
        words.page: sum(document.n_pages for document in documents),
        words.task: sum(document.n_tasks for document in documents),
        words.indicator: sum(document.n_indicators for document in documents),
        words.risk: sum(document.n_risks for document in documents),
        _waiting(words.row, words): sum(document.n_review for document in documents),
        _waiting(words.document, words): sum(document.needs_review for document in documents),
        (words.failed, words.failed): len(summary.failures),
    }
    if console.is_terminal:
        table = Table(box=SIMPLE_HEAD)
        for _, name in counts:
            table.add_column(name, justify="right")
        table.add_row(*(f"{count:,}" for count in counts.values()))
        console.print(table)
    else:
        told = ", ".join(f"{count} {one if count == 1 else many}" for (one, many), count in counts.items())
        console.print(f"{words.extracted}: {told}", soft_wrap=True)
    notes = {
        words.already_extracted: summary.skipped,
        words.same_content: summary.duplicates,
        words.quarantined: summary.quarantined,
        words.incomplete: len(summary.incomplete),
    }
    for note, count in notes.items():
        if count:
            console.print(f"{count} {note}", soft_wrap=True)
    if console.is_terminal and documents:
        told = words.look_at_it.format(shlex.quote(str(out)))
        console.print(escape(printable(told)), soft_wrap=True, highlight=False)


def _waiting(noun: tuple[str, str], words: Wording) -> tuple[str, str]:
    return f"{noun[0]} {words.to_review}", f"{noun[1]} {words.to_review}"


def status_lines(catalog: Catalog, words: Wording) -> Iterator[str]:
    """What an output folder holds: a line a document with its doc_id, then what failed and what waits for review."""
    documents = catalog.documents()
    for document in documents:
        mark = f" ({words.to_review})" if document.needs_review or document.n_review else ""
        yield f"{document.doc_id}  {printable(document.source_name)}: {describe(document, words)}{mark}"
        for page in document.failures:
            yield f"  {words.page[0]} {page.page}: {words.failed}: {printable(page.reason)}"
    failures = catalog.failures()
    for failure in failures:
        yield f"{printable(failure.path)}: {words.failed}: {printable(failure_told(failure, words))}"
    to_review = sum(document.needs_review for document in documents)
    rows = sum(document.n_review for document in documents)
    yield (
        f"{words.count(len(documents), words.document)} {words.extracted}, {len(failures)} {words.failed}; "
        f"{words.count(to_review, words.document)}, {words.count(rows, words.row)} {words.to_review}"
    )


def failure_told(failure: FailedInput, words: Wording) -> str:
    """What the matter was with an input, and what to do about it."""
    kind = getattr(errors, failure.kind, errors.InputError)
    return words.problem(kind(failure.reason))


def correction_lines(report: CorrectionsReport, words: Wording) -> Iterator[str]:
    """What became of corrections.csv: counts, then a line for each correction that could not be applied."""
    if report.problem:
        yield f"{words.corrections_unreadable}: {printable(report.problem)}"
    if report.pending:
        yield words.corrections_pending
    if report.applied or report.orphaned:
        yield (
            f"{words.count(report.applied, words.correction)} {words.applied}, {len(report.orphaned)} {words.orphaned}"
        )
    for line, reason in report.orphaned:
        row = line.row_id or f"{line.number} {line.ordinal}".strip()
        yield f"  corrections.csv:{line.line}: {printable(row)} {printable(line.field)}: {printable(reason)}"


def night_lines(report: NightReport) -> Iterator[str]:
    """The last words of an unattended run."""
    yield (
        f"{len(report.extracted)} documents extracted ({report.pages} pages), {len(report.failed)} inputs failed, "
        f"{len(report.quarantine)} in quarantine, {len(report.gone)} sources gone; {report.seconds:.0f} s"
    )
    for source in report.gone:
        yield f"{source.last_path}: gone; its rows stay until: kehoach forget {source.doc_id}"
