"""What a run tells its user: a bar on a terminal, plain lines otherwise. All of it goes to standard error.

File names are told with control characters escaped, so that a hostile name can neither forge a line nor steer a
terminal.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TextIO

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

from pipeline.dataset.writing import ExtractedDocument, PageFailure
from pipeline.errors import KehoachError
from pipeline.wording import Wording


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


def describe(document: ExtractedDocument, words: Wording) -> str:
    """What a document came to, in a few words."""
    parts = [
        words.count(document.n_pages, words.page),
        words.count(document.n_tasks, words.task),
        words.count(document.n_indicators, words.indicator),
        words.count(document.n_risks, words.risk),
    ]
    if document.failures:
        parts.append(f"{words.count(len(document.failures), words.page)} {words.failed}")
    return ", ".join(parts)


class LineReporter:
    """A line an event; skipped inputs only where `verbose`."""

    def __init__(self, console: Console, words: Wording, verbose: bool = False) -> None:
        self._console = console
        self._words = words
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
            self._line(f"{self._at(path, page, n_pages)}: {self._words.failed}: {printable(failure.reason)}")
        elif self._verbose:
            self._line(f"{self._at(path, page, n_pages)}: {self._words.read}")

    def document_done(self, path: Path, document: ExtractedDocument) -> None:
        """See Reporter."""
        self._line(f"{printable(path)}: {describe(document, self._words)}")

    def document_failed(self, path: Path, error: KehoachError) -> None:
        """See Reporter."""
        self._line(f"{printable(path)}: {self._words.failed}: {printable(self._words.problem(error))}")

    def _at(self, path: Path, page: int, n_pages: int) -> str:
        return f"{printable(path)}, {self._words.page[0]} {page} {self._words.of} {n_pages}"

    def _line(self, text: str) -> None:
        self._console.print(escape(text), soft_wrap=True, highlight=False)


class BarReporter(LineReporter):
    """A bar of the inputs, with the pages of the one at work beside it, and the lines above it."""

    def __init__(self, console: Console, words: Wording, n_inputs: int, verbose: bool = False) -> None:
        super().__init__(console, words, verbose)
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
        self._task: TaskID = self._progress.add_task(words.input[1], total=n_inputs, at="")

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
        self._progress.update(self._task, at=escape(self._at(Path(path.name), page, n_pages)))

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


def reporter(console: Console, words: Wording, n_inputs: int, verbose: bool) -> LineReporter:
    """A bar where somebody watches, lines otherwise."""
    if console.is_terminal:
        return BarReporter(console, words, n_inputs, verbose)
    return LineReporter(console, words, verbose)
