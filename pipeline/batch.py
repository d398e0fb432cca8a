"""A run over many inputs into one output folder: what to skip, what to extract, what to keep of it.

One run at a time holds the folder. Everything is in place, or nothing is, whenever the run ends and however.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import filelock

from pipeline.catalog import Catalog, FailedInput, open_catalog
from pipeline.corrections.keeping import CorrectedDocument, Corrections
from pipeline.dataset.changing import finish_changes
from pipeline.dataset.writing import (
    STATE_FOLDER,
    TABLE_NAMES,
    ExtractedDocument,
    PageFailure,
    discard,
    has_parts,
    lies_elsewhere,
    publish,
    ready_documents,
    ready_record,
    stage,
    sweep,
    table_file,
)
from pipeline.errors import ClusterUnusable, InputError, NoDataset, OutputLocked, OutputUnusable
from pipeline.inputs import Fingerprint, FoundInputs, sha256_of
from pipeline.interruption import noted_interruption
from pipeline.messages import Reporter
from pipeline.options import PageOptions, RunOptions
from pipeline.tasks import FinishedDocument, SourceFile, Stamp, finish_document, finish_text
from pipeline.version import program_version

if TYPE_CHECKING:
    from pipeline.workers import Executor


REPLACED_AT_ONCE = 1_000
"""Documents inside compacted files are replaced so many at a time, since each time rewrites the files they are in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a run takes on besides inputs that are new.

    `force`: also what is extracted. `retry_failed`: also what this version failed on, or could read in part only.
    """

    force: bool = False
    retry_failed: bool = True


@dataclass(slots=True)
class Summary:
    """What a run came to. `failures` are inputs that gave no rows; `incomplete` gave rows, but not of all pages.

    `skipped` are extracted already, `duplicates` have the content of another input, `quarantined` failed before.
    """

    extracted: list[ExtractedDocument] = field(default_factory=list)
    skipped: int = 0
    duplicates: int = 0
    quarantined: int = 0
    failures: list[InputError] = field(default_factory=list)

    @property
    def incomplete(self) -> list[ExtractedDocument]:
        """Documents written without some of their pages."""
        return [document for document in self.extracted if document.failures]


def extract(
    inputs: FoundInputs,
    out: Path,
    *,
    page_options: PageOptions,
    run_options: RunOptions,
    reporter: Reporter,
    selection: Selection,
) -> Summary:
    """Extracts `inputs` into `out`; raises OutputLocked, OutputUnusable, ReaderUnavailable."""
    with hold(out), open_catalog(out) as catalog:
        recover(out, catalog)
        run = _Run(out, catalog, page_options, reporter, selection)
        run.writer.correct()
        for failure in inputs.failures:
            run.failed(failure, Path(failure.subject), None)
        work = run.to_do(inputs.files)
        first = next(work, None)
        if first is not None:
            _extract(first, work, run, page_options, run_options)
        run.writer.finish()
        return run.summary


def _extract(
    first: SourceFile, rest: Iterator[SourceFile], run: _Run, page_options: PageOptions, run_options: RunOptions
) -> None:
    from pipeline.supervisor import DocumentDone, DocumentFailed, PageDone, Stages, Supervisor  # noqa: PLC0415

    def sources() -> Iterator[SourceFile]:
        yield first
        yield from rest

    with noted_interruption() as interruption, open_executor(run_options) as executor:
        supervisor = Supervisor(executor, page_options, run_options, Stages(finish_document), run.stamp)
        for event in supervisor.run(sources(), interruption):
            match event:
                case PageDone():
                    run.reporter.page_done(event.source.path, event.page, event.n_pages, event.failure)
                case DocumentDone():
                    run.done(event.source, event.value)
                case DocumentFailed():
                    run.failed(event.error, event.source.path, event.source.sha256)


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document's text, a string a page ("" for those that failed)."""

    pages: tuple[str, ...]
    failures: tuple[PageFailure, ...]


def read_text(path: Path, page_options: PageOptions, run_options: RunOptions) -> DocumentText:
    """One document's repaired text; writes nothing. Raises InputError, ReaderUnavailable."""
    from pipeline.supervisor import DocumentDone, DocumentFailed, PageDone, Stages, Supervisor  # noqa: PLC0415

    source = SourceFile(path, sha256_of(path), Fingerprint.of(path).size)
    stamp = Stamp(program_version(), page_options.digest(), datetime.now(UTC))
    pages: tuple[str, ...] = ()
    failures: list[PageFailure] = []
    with noted_interruption() as interruption, open_executor(run_options) as executor:
        supervisor = Supervisor(executor, page_options, run_options, Stages(finish_text), stamp)
        for event in supervisor.run(iter((source,)), interruption):
            match event:
                case PageDone() if event.failure is not None:
                    failures.append(event.failure)
                case DocumentDone():
                    pages = event.value
                case DocumentFailed():
                    raise event.error
                case _:
                    pass
    return DocumentText(pages, tuple(failures))


def sources_by_id(out: Path) -> dict[str, Path]:
    """Where the source of each document is, by doc_id; without those whose source is gone or has changed since."""
    with open_catalog(out) as catalog:
        return {sha256[:16]: path for path, sha256 in catalog.sources() if _still_holds(path, sha256, catalog)}


def _still_holds(path: Path, sha256: str, catalog: Catalog) -> bool:
    try:
        return catalog.known_digest(path, Fingerprint.of(path)) == sha256 or sha256_of(path) == sha256
    except InputError:
        return False


def check_dataset(out: Path) -> None:
    """Raises NoDataset where `out` holds no dataset."""
    if not (out / "documents").is_dir() and not (out / STATE_FOLDER).is_dir():
        raise NoDataset("no dataset there", str(out))


def apply_corrections(out: Path) -> None:
    """Applies what people have corrected since the last run; raises NoDataset, OutputLocked, OutputUnusable."""
    check_dataset(out)
    with hold(out), open_catalog(out) as catalog:
        recover(out, catalog)
        writer = _Writer(out, catalog)
        writer.correct()
        writer.finish()


def compact(out: Path) -> int:
    """Merges the dataset's many small files into few; gives the number of files that went away."""
    from pipeline.dataset import compaction  # noqa: PLC0415

    check_dataset(out)
    with hold(out), open_catalog(out) as catalog:
        recover(out, catalog)
        return compaction.compact(out)


@contextmanager
def open_executor(options: RunOptions) -> Iterator[Executor]:
    """The processes that do the work: this machine's, or those of a cluster; raises UsageError, ClusterUnusable."""
    if options.cluster is None:
        from pipeline.workers import LocalProcesses  # noqa: PLC0415

        with LocalProcesses(options) as processes:
            yield processes
        return
    try:
        from pipeline.cluster import cluster_executor  # noqa: PLC0415
    except ImportError as error:
        raise ClusterUnusable("dask.distributed is not installed; pip install 'kehoach[cluster]'") from error
    with cluster_executor(options.cluster, options) as cluster:
        yield cluster


@contextmanager
def hold(out: Path) -> Iterator[None]:
    """Holds the output folder for one run; raises OutputLocked where another one does."""
    lock = filelock.FileLock(out / STATE_FOLDER / "lock", timeout=0)
    try:
        (out / STATE_FOLDER).mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except filelock.Timeout as error:
        raise OutputLocked("another run holds this output folder", str(out)) from error
    except OSError as error:
        raise OutputUnusable(error.strerror or str(error), str(out)) from error
    try:
        yield
    finally:
        lock.release()


def recover(out: Path, catalog: Catalog) -> None:
    """Finishes what an interrupted run had made ready, and removes what it left half-written."""
    finish_changes(out)
    sweep(out)
    take_places(out, catalog, ready_documents(out), compacted_documents(out))


def compacted_documents(out: Path) -> frozenset[str]:
    """The documents that lie in files that hold many, by doc_id."""
    if not has_parts(out):
        return frozenset()
    from pipeline.dataset import compaction  # noqa: PLC0415

    return compaction.compacted_documents(out)


def take_places(out: Path, catalog: Catalog, ready: tuple[Path, ...], compacted: frozenset[str]) -> None:
    """Moves ready documents to their places and lists them.

    Those whose rows lie in other files until now, compacted or of another year, all at once.
    """
    replacing = tuple(folder for folder in ready if folder.name in compacted or lies_elsewhere(out, folder))
    if replacing:
        from pipeline.dataset.compaction import replace_documents  # noqa: PLC0415

        new_files = {
            table_file(out, table, ready_record(folder).plan_year, folder.name): folder / f"{table}.parquet"
            for folder in replacing
            for table in TABLE_NAMES
        }
        replace_documents(out, frozenset(folder.name for folder in replacing), new_files)
    for folder in ready:
        catalog.record(ready_record(folder) if folder in replacing else publish(out, folder))
        discard(folder)


class _Writer:
    """Puts a run's documents, corrected, into the dataset."""

    def __init__(self, out: Path, catalog: Catalog) -> None:
        self.compacted = compacted_documents(out)
        self._out = out
        self._catalog = catalog
        self._corrections = Corrections(out, catalog)
        self._replacing: list[Path] = []

    def correct(self) -> None:
        """Puts in what people have corrected since the last run."""
        for corrected in self._corrections.changed():
            self._put(corrected)

    def write(self, finished: FinishedDocument) -> ExtractedDocument:
        """Puts in a document just extracted, and lists it; gives what it is with its corrections."""
        corrected = self._corrections.applied_to(finished)
        self._put(corrected)
        return corrected.finished.document

    def finish(self) -> None:
        """Puts in what replaces compacted documents; where the run ends before, the next one does."""
        take_places(self._out, self._catalog, tuple(self._replacing), self.compacted)
        self._replacing.clear()

    def _put(self, corrected: CorrectedDocument) -> None:
        document = corrected.finished.document
        ready = stage(self._out, document, corrected.finished.tables)
        if document.doc_id in self.compacted:
            self._replacing.append(ready)
        else:
            take_places(self._out, self._catalog, (ready,), self.compacted)
        self._corrections.settle(corrected)
        if len(self._replacing) >= REPLACED_AT_ONCE:
            self.finish()


class _Run:
    """The books of one run."""

    def __init__(
        self, out: Path, catalog: Catalog, page_options: PageOptions, reporter: Reporter, selection: Selection
    ) -> None:
        self.summary = Summary()
        self.reporter = reporter
        self.stamp = Stamp(program_version(), page_options.digest(), datetime.now(UTC))
        self._out = out
        self._catalog = catalog
        self._selection = selection
        self._taken: set[str] = set()
        self.writer = _Writer(out, catalog)

    def to_do(self, files: tuple[Path, ...]) -> Iterator[SourceFile]:
        """Those of `files` that this version has not extracted yet, each content once."""
        for path in files:
            try:
                fingerprint = Fingerprint.of(path)
                sha256 = self._catalog.known_digest(path, fingerprint)
                if sha256 is None:
                    sha256 = sha256_of(path)
                    self._catalog.remember_file(path, fingerprint, sha256)
            except InputError as error:
                self.failed(error, path, None)
                continue
            if sha256 in self._taken:
                self.summary.duplicates += 1
                self.reporter.skipped(path, "the same content as another input")
            elif self._is_done(sha256):
                self._taken.add(sha256)
                self.summary.skipped += 1
                self.reporter.skipped(path, "already extracted")
            elif self._is_quarantined(path, sha256):
                self.summary.quarantined += 1
                self.reporter.skipped(path, "failed before with this version")
            else:
                self._taken.add(sha256)
                yield SourceFile(path, sha256, fingerprint.size)

    def done(self, source: SourceFile, finished: FinishedDocument) -> None:
        """Writes a document and lists it."""
        document = self.writer.write(finished)
        self._catalog.clear_failure(source.path)
        self.summary.extracted.append(document)
        self.reporter.document_done(source.path, document)

    def failed(self, error: InputError, path: Path, sha256: str | None) -> None:
        """Lists an input that gave no rows."""
        stamp = replace(self.stamp, extracted_at=datetime.now(UTC))
        self._catalog.record_failure(
            FailedInput(
                path.absolute(),
                sha256,
                type(error).__name__,
                error.reason,
                stamp.pipeline_version,
                stamp.options_digest,
                stamp.extracted_at.isoformat(timespec="seconds"),
            )
        )
        self.summary.failures.append(error)
        self.reporter.document_failed(path, error)

    def _is_done(self, sha256: str) -> bool:
        document = self._catalog.document(sha256)
        return (
            not self._selection.force
            and document is not None
            and not (document.failures and self._selection.retry_failed)
            and document.pipeline_version == self.stamp.pipeline_version
            and document.options_digest == self.stamp.options_digest
            and self._has_rows(document)
        )

    def _has_rows(self, document: ExtractedDocument) -> bool:
        place = table_file(self._out, "documents", document.plan_year, document.doc_id)
        return place.exists() or document.doc_id in self.writer.compacted

    def _is_quarantined(self, path: Path, sha256: str) -> bool:
        failure = self._catalog.failure(path)
        return (
            not self._selection.retry_failed
            and failure is not None
            and failure.sha256 == sha256
            and not failure.transient
            and failure.pipeline_version == self.stamp.pipeline_version
            and failure.options_digest == self.stamp.options_digest
        )
