"""What a run tells its user: a bar on a terminal, plain lines otherwise. All of it goes to standard error.

File names are told with control characters escaped, so that a hostile name can neither forge a line nor steer a
terminal.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from pipeline.dataset.writing import ExtractedDocument, PageFailure
from pipeline.errors import KehoachError

if TYPE_CHECKING:
    from pipeline.batch import Summary
    from pipeline.catalog import Catalog
    from pipeline.nightly import NightReport


class Reporter(Protocol):
    """Is told what happens in a run, as it happens."""

    def skipped(self, path: Path, why: str) -> None:
        """An input needs no work."""
        ...

    def page_done(self, path: Path, page: int, n_pages: int, failure: PageFailure | None) -> None:
        """A page was read, or failed."""
        ...

    def document_done(self, path: Path, document: ExtractedDocument) -> None:
        """A document's rows are in place."""
        ...

    def document_failed(self, path: Path, error: KehoachError) -> None:
        """An input gave no rows."""
        ...


def printable(path: Path | str) -> str:
    """A path on one line: control characters, and bytes that are no UTF-8, as escapes."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


def describe(document: ExtractedDocument) -> str:
    """What a document came to, in a few words."""
    parts = [
        _count(document.n_pages, "page"),
        _count(document.n_tasks, "task"),
        _count(document.n_indicators, "indicator"),
        _count(document.n_risks, "risk"),
    ]
    if document.failures:
        parts.append(f"{_count(len(document.failures), 'page')} failed")
    return ", ".join(parts)


class LineReporter:
    """A line an event; skipped inputs only where `verbose`."""

    def __init__(self, console: Console, verbose: bool = False) -> None:
        self._console = console
        self._verbose = verbose

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        pass

    def skipped(self, path: Path, why: str) -> None:
        """See Reporter."""
        if self._verbose:
            self._line(f"{printable(path)}: {why}")

    def page_done(self, path: Path, page: int, n_pages: int, failure: PageFailure | None) -> None:
        """See Reporter."""
        if failure is not None:
            self._line(f"{printable(path)}, page {page} of {n_pages}: failed: {printable(failure.reason)}")
        elif self._verbose:
            self._line(f"{printable(path)}, page {page} of {n_pages}: read")

    def document_done(self, path: Path, document: ExtractedDocument) -> None:
        """See Reporter."""
        self._line(f"{printable(path)}: {describe(document)}")

    def document_failed(self, path: Path, error: KehoachError) -> None:
        """See Reporter."""
        self._line(f"{printable(path)}: failed: {printable(error.reason)}. {error.remedy}")

    def _line(self, text: str) -> None:
        self._console.print(escape(text), soft_wrap=True, highlight=False)


class BarReporter(LineReporter):
    """A bar of the inputs, with the pages of the one at work beside it, and the lines above it."""

    def __init__(self, console: Console, n_inputs: int, verbose: bool = False) -> None:
        super().__init__(console, verbose)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[at]}"),
            console=console,
            transient=True,
        )
        self._task: TaskID = self._progress.add_task("Documents", total=n_inputs, at="")

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._progress.stop()

    def skipped(self, path: Path, why: str) -> None:
        """See Reporter."""
        super().skipped(path, why)
        self._progress.advance(self._task)

    def page_done(self, path: Path, page: int, n_pages: int, failure: PageFailure | None) -> None:
        """See Reporter."""
        super().page_done(path, page, n_pages, failure)
        self._progress.update(self._task, at=escape(f"{printable(path.name)}: page {page} of {n_pages}"))

    def document_done(self, path: Path, document: ExtractedDocument) -> None:
        """See Reporter."""
        super().document_done(path, document)
        self._progress.advance(self._task)

    def document_failed(self, path: Path, error: KehoachError) -> None:
        """See Reporter."""
        super().document_failed(path, error)
        self._progress.advance(self._task)


class JsonReporter:
    """A JSON object a line, for log collectors."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def skipped(self, path: Path, why: str) -> None:
        """See Reporter."""
        self._write("debug", "skipped", path, reason=why)

    def page_done(self, path: Path, page: int, n_pages: int, failure: PageFailure | None) -> None:
        """See Reporter."""
        if failure is not None:
            self._write(
                "warning", "page_failed", path, page=page, pages=n_pages, kind=failure.kind, reason=failure.reason
            )

    def document_done(self, path: Path, document: ExtractedDocument) -> None:
        """See Reporter."""
        self._write(
            "info",
            "extracted",
            path,
            doc_id=document.doc_id,
            pages=document.n_pages,
            tasks=document.n_tasks,
            indicators=document.n_indicators,
            risks=document.n_risks,
            to_review=document.n_review,
        )

    def document_failed(self, path: Path, error: KehoachError) -> None:
        """See Reporter."""
        self._write("error", "failed", path, kind=type(error).__name__, reason=error.reason, remedy=error.remedy)

    def _write(self, level: str, event: str, path: Path, **facts: str | int) -> None:
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = {"time": at, "level": level, "event": event, "source": printable(path)} | facts
        self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._stream.flush()


def reporter(console: Console, n_inputs: int, verbose: bool) -> LineReporter:
    """A bar where somebody watches, lines otherwise."""
    if console.is_terminal:
        return BarReporter(console, n_inputs, verbose)
    return LineReporter(console, verbose)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def tell_summary(summary: Summary, console: Console) -> None:
    """The last words of a run: a table where somebody watches, lines otherwise."""
    documents = summary.extracted
    counts = {
        "documents": len(documents),
        "pages": sum(document.n_pages for document in documents),
        "tasks": sum(document.n_tasks for document in documents),
        "indicators": sum(document.n_indicators for document in documents),
        "risks": sum(document.n_risks for document in documents),
        "rows to review": sum(document.n_review for document in documents),
        "documents to review": sum(document.needs_review for document in documents),
        "failed": len(summary.failures),
    }
    if console.is_terminal:
        table = Table(box=SIMPLE_HEAD)
        for name in counts:
            table.add_column(name, justify="right")
        table.add_row(*(f"{count:,}" for count in counts.values()))
        console.print(table)
    else:
        console.print("extracted: " + ", ".join(f"{count} {name}" for name, count in counts.items()), soft_wrap=True)
    notes = {
        "already extracted": summary.skipped,
        "with the content of another input": summary.duplicates,
        "in quarantine, not tried again": summary.quarantined,
        "written without some of their pages": len(summary.incomplete),
    }
    for note, count in notes.items():
        if count:
            console.print(f"{count} {note}", soft_wrap=True)


def status_lines(catalog: Catalog) -> Iterator[str]:
    """What an output folder holds: a line a document, then what failed and what waits for review."""
    documents = catalog.documents()
    for document in documents:
        mark = " (to review)" if document.needs_review or document.n_review else ""
        yield f"{printable(document.source_name)}: {describe(document)}{mark}"
        for page in document.failures:
            yield f"  page {page.page} failed: {printable(page.reason)}"
    failures = catalog.failures()
    for failure in failures:
        yield f"{printable(failure.path)}: failed: {printable(failure.reason)}"
    to_review = sum(document.needs_review for document in documents)
    rows = sum(document.n_review for document in documents)
    yield (
        f"{_count(len(documents), 'document')} extracted, {len(failures)} failed; "
        f"{_count(to_review, 'document')} and {_count(rows, 'row')} to review"
    )


def summarize_night(report: NightReport) -> Iterator[str]:
    """The last words of an unattended run."""
    yield (
        f"{_count(len(report.extracted), 'document')} extracted ({_count(report.pages, 'page')}), "
        f"{_count(len(report.failed), 'input')} failed, {len(report.quarantine)} in quarantine, "
        f"{_count(len(report.gone), 'source')} gone; {report.seconds:.0f} s"
    )
    for source in report.gone:
        yield f"{source.last_path}: gone; its rows stay until: kehoach forget {source.doc_id}"
