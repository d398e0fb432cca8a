"""Hands out pages, collects them into documents, and accounts for every one.

Each document goes through three kinds of task: count its pages, read each page, finish it. A few documents are open at
a time, so that memory does not grow with the batch. A task whose process dies is tried once more with nothing running
beside it; a page that fails is listed and its document goes on without it; a document that can't be opened or finished
fails, and the batch goes on. Pages that take too long cost their document time: it can't hold up a night.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from pipeline.dataset.writing import PageFailure
from pipeline.errors import (
    InputDamaged,
    InputError,
    InputTooLarge,
    InputUnforeseen,
    KehoachError,
    PageCrashed,
    PageError,
    PageTimeout,
)
from pipeline.interruption import Interruption
from pipeline.options import PageOptions, RunOptions
from pipeline.tasks import SourceFile, Stamp, count_pages, read_page
from pipeline.workers import Executor, FailureKind, Kind, Packed, Task, TaskFailure, outcome

if TYPE_CHECKING:
    from extractors.layout import PageContent

SLOW_PAGES = 2
"""Pages of a document that may take their full time in vain; each of the others then has SHORTENED of it."""
SHORTENED = 0.25
"""Ten times what a clean page takes."""
HOPELESS = 3
"""Where so many pages took too long before as many were read, the rest of the document is not tried."""
ASKED_EVERY_S = 0.2
"""How long an interruption may go unseen."""
QUEUED_PER_SLOT = 2
"""Pages in flight a process: one that is read and one that waits, so that no process idles."""


@dataclass(frozen=True, slots=True)
class Stages:
    """What workers do to a document: module-level functions, see pipeline.tasks."""

    finish: Callable[[SourceFile, list[PageContent], tuple[PageFailure, ...], Stamp], Any]
    read: Callable[[SourceFile, int, PageOptions], PageContent] = read_page
    count: Callable[[SourceFile], int] = count_pages


@dataclass(frozen=True, slots=True)
class PageDone:
    """A page was read, or failed."""

    source: SourceFile
    page: int
    n_pages: int
    failure: PageFailure | None


@dataclass(frozen=True, slots=True)
class DocumentDone:
    """A document is finished: `value` is what its finishing function returned."""

    source: SourceFile
    value: Any


@dataclass(frozen=True, slots=True)
class DocumentFailed:
    """A document came to nothing."""

    source: SourceFile
    error: InputError


Event = PageDone | DocumentDone | DocumentFailed


class _Stage(Enum):
    COUNT = auto()
    PAGE = auto()
    FINISH = auto()


@dataclass(slots=True)
class _OpenDocument:
    source: SourceFile
    n_pages: int = 0
    pages: dict[int, Packed] = field(default_factory=dict)
    failures: list[PageFailure] = field(default_factory=list)
    n_timeouts: int = 0

    @property
    def hopeless(self) -> bool:
        return self.n_timeouts >= HOPELESS and len(self.pages) < HOPELESS

    @property
    def complete(self) -> bool:
        return len(self.pages) + len(self.failures) == self.n_pages


@dataclass(slots=True)
class _Job:
    stage: _Stage
    document: _OpenDocument
    page: int = 0
    alone: bool = False


class Supervisor:
    """Runs documents through an executor. One use each."""

    def __init__(
        self, executor: Executor, page_options: PageOptions, run_options: RunOptions, stages: Stages, stamp: Stamp
    ) -> None:
        self._executor = executor
        self._page_options = page_options
        self._run_options = run_options
        self._stages = stages
        self._stamp = stamp
        self._waiting: deque[_Job] = deque()
        self._retries: deque[_Job] = deque()
        self._running: dict[Future[Any], _Job] = {}

    def run(self, sources: Iterator[SourceFile], interruption: Interruption) -> Iterator[Event]:
        """What happens, as it happens. Raises KehoachError where no document could be read at all, and Interrupted.

        `sources` is asked for the next document only when there is too little left to do.
        """
        while True:
            self._fill(sources)
            if not self._running:
                return
            interruption.check()
            done, _ = wait(self._running, ASKED_EVERY_S, FIRST_COMPLETED)
            for future in [future for future in self._running if future in done]:  # in the order of submission
                yield from self._settle(self._running.pop(future), outcome(future))

    def _fill(self, sources: Iterator[SourceFile]) -> None:
        if self._retries:  # what killed its process is tried when nothing else can be to blame
            if not self._running:
                self._submit(self._retries.popleft())
            return
        while True:
            if not self._waiting and len(self._running) < self._room(None):
                source = next(sources, None)
                if source is not None:
                    self._waiting.append(_Job(_Stage.COUNT, _OpenDocument(source)))
            if not self._waiting or len(self._running) >= self._room(self._waiting[0]):
                return
            self._submit(self._waiting.popleft())

    def _room(self, job: _Job | None) -> int:
        """Tasks that may be in flight once `job` is.

        Documents are made in other processes than pages are read in: beside one, nothing may wait in a process's queue,
        since it would begin at once and one process too many would work.
        """
        finishing = any(other.stage is _Stage.FINISH for other in (job, *self._running.values()) if other)
        return self._executor.slots * (1 if finishing else QUEUED_PER_SLOT)

    def _submit(self, job: _Job) -> None:
        document = job.document
        match job.stage:
            case _Stage.COUNT:
                task = Task(self._stages.count, (document.source,), self._run_options.page_timeout_s)
            case _Stage.PAGE:
                timeout_s = self._run_options.page_timeout_s
                if document.n_timeouts >= SLOW_PAGES:
                    timeout_s *= SHORTENED
                arguments = (document.source, job.page, self._page_options)
                task = Task(self._stages.read, arguments, timeout_s, stays_packed=True)
            case _Stage.FINISH:
                task = self._finishing(document)
        self._running[self._executor.submit(task)] = job

    def _finishing(self, document: _OpenDocument) -> Task:
        pages = tuple(packed for _, packed in sorted(document.pages.items()))
        failures = tuple(sorted(document.failures, key=lambda failure: failure.page))
        arguments = (document.source, pages, failures, self._stamp)
        return Task(self._stages.finish, arguments, self._run_options.document_timeout_s, Kind.DOCUMENT)

    def _settle(self, job: _Job, result: Any) -> Iterator[Event]:  # noqa: ANN401 - what the task returned
        if isinstance(result, TaskFailure):
            fatal = result.error is not None and not isinstance(result.error, InputError | PageError)
            if fatal and result.error is not None:
                raise result.error
            if result.kind is FailureKind.CRASHED and not job.alone:
                job.alone = True
                self._retries.append(job)
            elif job.stage is _Stage.PAGE:
                yield self._page_failed(job, result)
                yield from self._given_up(job.document)
                yield from self._go_on(job.document)
            else:
                yield DocumentFailed(job.document.source, _input_error(job, result))
            return
        document = job.document
        match job.stage:
            case _Stage.COUNT:
                document.n_pages = result
                self._waiting.extend(_Job(_Stage.PAGE, document, page) for page in range(1, result + 1))
            case _Stage.PAGE:
                document.pages[job.page] = result
                yield PageDone(document.source, job.page, document.n_pages, None)
                yield from self._go_on(document)
            case _Stage.FINISH:
                yield DocumentDone(document.source, result)

    def _page_failed(self, job: _Job, result: TaskFailure) -> PageDone:
        job.document.n_timeouts += result.kind is FailureKind.TIMEOUT
        failure = PageFailure(job.page, _page_error_name(result), result.reason)
        job.document.failures.append(failure)
        return PageDone(job.document.source, job.page, job.document.n_pages, failure)

    def _given_up(self, document: _OpenDocument) -> Iterator[Event]:
        """Lists the pages of a hopeless document that nobody has begun."""
        if not document.hopeless:
            return
        for job in [job for job in self._waiting if job.document is document]:
            self._waiting.remove(job)
            yield self._page_failed(job, TaskFailure(FailureKind.TIMEOUT, _NOT_TRIED))

    def _go_on(self, document: _OpenDocument) -> Iterator[Event]:
        if not document.complete:
            return
        if document.pages:
            self._waiting.appendleft(_Job(_Stage.FINISH, document))
        else:
            first = min(document.failures, key=lambda failure: failure.page)
            reason = f"none of its pages could be read; page {first.page}: {first.reason}"
            yield DocumentFailed(document.source, InputDamaged(reason, str(document.source.path)))


_NOT_TRIED = "not tried, since other pages of the document took longer than they may"


def _page_error_name(result: TaskFailure) -> str:
    named: dict[FailureKind, type[KehoachError]] = {
        FailureKind.CRASHED: PageCrashed,
        FailureKind.TIMEOUT: PageTimeout,
    }
    return type(result.error).__name__ if result.error else named.get(result.kind, PageError).__name__


def _input_error(job: _Job, result: TaskFailure) -> InputError:
    subject = str(job.document.source.path)
    if isinstance(result.error, InputError):
        return result.error.about(subject)
    verb = "opening" if job.stage is _Stage.COUNT else "finishing"
    match result.kind:
        case FailureKind.TIMEOUT:
            return InputTooLarge(f"{verb} it took longer than it may", subject)
        case FailureKind.MEMORY:
            return InputTooLarge(f"{verb} it takes more memory than a worker may have", subject)
        case FailureKind.CRASHED:
            return InputDamaged(f"{verb} it, {result.reason}", subject)
        case FailureKind.ERROR:
            return InputUnforeseen(f"{verb} it failed: {result.reason}", subject)
