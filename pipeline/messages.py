"""What a run tells its user: a bar on a terminal, plain lines otherwise. All of it goes to standard error.

File names are told with control characters escaped, so that a hostile name can neither forge a line nor steer a
terminal.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TextIO

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from pipeline.dataset.writing import ExtractedDocument, PageFailure
from pipeline.errors import KehoachError
from pipeline.wording import Wording


class Reporter(Protocol):
    """Is told what happens in a run, as it happens."""

    def noted(self, text: str) -> None:
        """Something about the run as a whole that a person should know."""
        ...

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

    def noted(self, text: str) -> None:
        """See Reporter."""
        self._line(f"kehoach: {printable(text)}")

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


class Pace:
    """How far a run has come, in pages. How many pages inputs have that are not open yet is guessed from the others."""

    def __init__(self, n_inputs: int, now: Callable[[], float] = time.monotonic) -> None:
        self._waiting = n_inputs
        self._opened: dict[Path, int] = {}
        self._now = now
        self._begun = now()
        self.pages = 0

    def skipped(self) -> None:
        """An input needs no work."""
        self._waiting -= 1

    def page(self, path: Path, n_pages: int) -> None:
        """A page of an input is done."""
        if path not in self._opened:
            self._opened[path] = n_pages
            self._waiting -= 1
        self.pages += 1

    def closed(self, path: Path) -> None:
        """An input is done, or failed, perhaps without any page."""
        if path not in self._opened:
            self._opened[path] = 0
            self._waiting -= 1

    @property
    def expected(self) -> float:
        """Pages that the run will have read."""
        known = sum(self._opened.values())
        with_pages = sum(n_pages > 0 for n_pages in self._opened.values())
        return known + max(0, self._waiting) * (known / with_pages if with_pages else 1)

    @property
    def pages_a_second(self) -> float:
        """Since the run began; 0 before the first page."""
        return self.pages / max(1e-3, self._now() - self._begun) if self.pages else 0.0

    @property
    def seconds_left(self) -> float | None:
        """None before the first page."""
        return (self.expected - self.pages) / self.pages_a_second if self.pages else None


class BarReporter(LineReporter):
    """A bar of the pages with their rate and the time left, and the lines above it."""

    def __init__(self, console: Console, words: Wording, n_inputs: int, verbose: bool = False) -> None:
        super().__init__(console, words, verbose)
        self._pace = Pace(n_inputs)
        self._progress = _bar(console)
        self._task: TaskID = self._progress.add_task("", total=None, told="", at="")

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._progress.stop()

    def skipped(self, path: Path, why: str) -> None:
        """See Reporter."""
        super().skipped(path, why)
        self._pace.skipped()

    def page_done(self, path: Path, page: int, n_pages: int, failure: PageFailure | None) -> None:
        """See Reporter."""
        super().page_done(path, page, n_pages, failure)
        self._pace.page(path, n_pages)
        at = escape(shortened(self._at(Path(path.name), page, n_pages)))
        _show(self._progress, self._task, self._pace, self._words, at)

    def document_done(self, path: Path, document: ExtractedDocument) -> None:
        """See Reporter."""
        super().document_done(path, document)
        self._pace.closed(path)

    def document_failed(self, path: Path, error: KehoachError) -> None:
        """See Reporter."""
        super().document_failed(path, error)
        self._pace.closed(path)


@contextmanager
def page_bar(console: Console, words: Wording, n_pages: int) -> Iterator[Callable[[int, int], None]]:
    """A bar of `n_pages` pages where somebody watches; gives what to call for every page that is done."""
    if not console.is_terminal:
        yield lambda page, of: None
        return
    pace = Pace(1)
    with _bar(console) as progress:
        task = progress.add_task("", total=n_pages, told="", at="")

        def tell(page: int, of: int) -> None:
            pace.page(Path(), n_pages)
            _show(progress, task, pace, words, f"{words.page[0]} {page} {words.of} {of}")

        yield tell


SHORT_ENOUGH = 44
"""Characters of a file's name and page beside the bar, which has to fit on a line."""


def shortened(text: str) -> str:
    """A text with its middle left out where it is long."""
    head = SHORT_ENOUGH // 2
    return text if len(text) <= SHORT_ENOUGH else f"{text[: head - 1]}…{text[-head:]}"


def _bar(console: Console) -> Progress:
    return Progress(
        BarColumn(bar_width=24), TextColumn("{task.fields[told]}"), TextColumn("[dim]{task.fields[at]}"),
        console=console, transient=True,
    )  # fmt: skip


def _show(progress: Progress, task: TaskID, pace: Pace, words: Wording, at: str) -> None:
    left = pace.seconds_left or 0.0
    rate = pace.pages_a_second
    pages_in_time = f"{rate:.1f} {words.pages_a_second}" if rate >= 1 else f"{60 * rate:.0f} {words.pages_a_minute}"
    told = (
        f"{pace.pages}/{pace.expected:.0f} {words.page[1]}  {pages_in_time}  "
        f"{words.left.format(f'{int(left) // 60}:{int(left) % 60:02d}')}"
    )
    progress.update(task, completed=pace.pages, total=pace.expected, told=told, at=at)


class JsonReporter:
    """A JSON object a line, for log collectors."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def noted(self, text: str) -> None:
        """See Reporter."""
        self._write("warning", "note", None, reason=text)

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

    def _write(self, level: str, event: str, path: Path | None, **facts: str | int) -> None:
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = (
            {"time": at, "level": level, "event": event} | ({} if path is None else {"source": printable(path)}) | facts
        )
        self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._stream.flush()


def reporter(console: Console, words: Wording, n_inputs: int, verbose: bool) -> LineReporter:
    """A bar where somebody watches, lines otherwise."""
    if console.is_terminal:
        return BarReporter(console, words, n_inputs, verbose)
    return LineReporter(console, words, verbose)
