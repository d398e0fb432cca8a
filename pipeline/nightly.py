"""The unattended batch: what is new in an inbox, extracted; what went wrong, kept for a person to look at.

An input that failed is in quarantine: it is tried again when it changes, when the program's version or options change,
or every night where its failure may pass by itself. A source that is gone is reported; its rows stay until they are
forgotten. The run leaves a report for people (HTML), for programs (JSON) and for monitoring (Prometheus text format).
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.batch import Selection, Summary, extract
from pipeline.catalog import Catalog, FailedInput, open_catalog
from pipeline.dataset.writing import ExtractedDocument, write_synced
from pipeline.errors import ExitCode, OutputUnusable
from pipeline.inputs import FoundInputs
from pipeline.messages import Reporter, printable
from pipeline.options import PageOptions, ReaderName, RunOptions
from pipeline.reader_choice import ReaderChoice, usable_reader
from pipeline.version import program_version

REPORTS_FOLDER = "reports"
REPORTS_KEPT = 60
"""Two months of nights."""


@dataclass(frozen=True, slots=True)
class GoneSource:
    """A document in the dataset whose source is no longer anywhere it was found."""

    doc_id: str
    source_name: str
    last_path: str


@dataclass(frozen=True, slots=True)
class NightReport:
    """What a run came to, and what waits for a person. Times are UTC."""

    inbox: str
    out: str
    pipeline_version: str
    started_at: datetime
    finished_at: datetime
    exit_code: ExitCode
    extracted: tuple[ExtractedDocument, ...]
    failed: tuple[FailedInput, ...]
    quarantine: tuple[FailedInput, ...]
    gone: tuple[GoneSource, ...]
    already_extracted: int
    duplicates: int
    documents_total: int
    documents_to_review: int
    rows_to_review: int
    reader: ReaderName
    note: str
    """What a person should know of the run as a whole: why it read with another reader than it should."""

    @property
    def seconds(self) -> float:
        """How long the run took."""
        return (self.finished_at - self.started_at) / timedelta(seconds=1)

    @property
    def pages(self) -> int:
        """Pages of the documents extracted in this run."""
        return sum(document.n_pages for document in self.extracted)

    @property
    def pages_failed(self) -> int:
        """Pages that could not be read, of the documents extracted in this run."""
        return sum(len(document.failures) for document in self.extracted)


def run_nightly(inbox: FoundInputs, place: Path, out: Path, run_options: RunOptions, reporter: Reporter) -> NightReport:
    """Extracts what is new in the inbox `place` and writes the reports; raises what `extract` raises."""
    started_at = datetime.now(UTC)
    clock = time.monotonic()
    choice = usable_reader(PageOptions().reader)
    if choice.note:
        reporter.noted(choice.note)
    page_options = PageOptions(reader=choice.reader)
    selection = Selection(retry_failed=False)
    summary = extract(
        inbox, out, page_options=page_options, run_options=run_options, reporter=reporter, selection=selection
    )
    finished_at = started_at + timedelta(seconds=time.monotonic() - clock)
    with open_catalog(out) as catalog:
        for failure in catalog.failures():
            if not failure.path.is_symlink() and not failure.path.exists():
                catalog.clear_failure(failure.path)  # taken out of the inbox: nothing is left to try
        report = _report(summary, catalog, place, out, (started_at, finished_at), choice=choice)
    try:
        write_reports(report, out / REPORTS_FOLDER)
    except OSError as error:
        raise OutputUnusable(f"the reports: {error.strerror or error}", str(out / REPORTS_FOLDER)) from error
    return report


def _report(
    summary: Summary,
    catalog: Catalog,
    place: Path,
    out: Path,
    times: tuple[datetime, datetime],
    *,
    choice: ReaderChoice,
) -> NightReport:
    documents = catalog.documents()
    failures = {str(failure.path): failure for failure in catalog.failures()}
    failed = {str(Path(error.subject).absolute()) for error in summary.failures}
    some_failed = bool(summary.failures or summary.incomplete)
    return NightReport(
        inbox=printable(place),
        out=printable(out),
        pipeline_version=program_version(),
        started_at=times[0],
        finished_at=times[1],
        exit_code=ExitCode.SOME_INPUTS_FAILED if some_failed else ExitCode.DONE,
        extracted=tuple(summary.extracted),
        failed=tuple(failure for path, failure in failures.items() if path in failed),
        quarantine=tuple(failures.values()),
        gone=gone_sources(catalog),
        already_extracted=summary.skipped,
        duplicates=summary.duplicates,
        documents_total=len(documents),
        documents_to_review=sum(document.needs_review for document in documents),
        rows_to_review=sum(document.n_review for document in documents),
        reader=choice.reader,
        note=choice.note,
    )


def gone_sources(catalog: Catalog) -> tuple[GoneSource, ...]:
    """Documents none of whose files is there any more, or holds what it held."""
    last: dict[str, Path] = {}
    present: set[str] = set()
    for path, sha256 in catalog.sources():
        last[sha256] = path
        if path.exists():
            present.add(sha256)
    return tuple(
        GoneSource(document.doc_id, document.source_name, printable(last.get(document.sha256, Path())))
        for document in catalog.documents()
        if document.sha256 not in present
    )


def write_reports(report: NightReport, folder: Path) -> None:
    """Writes `<time>.json` and `.html`, `latest.json` and `.html`, and `kehoach.prom`; sweeps the oldest."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{report.started_at:%Y%m%dT%H%M%SZ}"
    texts = {"json": as_json(report), "html": as_html(report)}
    for suffix, text in texts.items():
        for name in (stem, "latest"):
            _replace(folder / f"{name}.{suffix}", text)
        for old in sorted(folder.glob(f"[0-9]*.{suffix}"))[:-REPORTS_KEPT]:
            old.unlink()
    _replace(folder / "kehoach.prom", as_metrics(report))


def as_json(report: NightReport) -> str:
    """The report for programs."""
    values = asdict(report) | {"seconds": report.seconds, "pages": report.pages, "pages_failed": report.pages_failed}
    return json.dumps(values, ensure_ascii=False, indent=1, default=_plain) + "\n"


def as_html(report: NightReport) -> str:
    """The report for people: one page, no scripts, nothing loaded."""
    import jinja2  # noqa: PLC0415

    loader = jinja2.PackageLoader("pipeline", "templates")
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["printable"] = printable
    return environment.get_template("nightly.html").render(report=report)


def as_metrics(report: NightReport) -> str:
    """The report for monitoring, in the Prometheus text format."""
    values: tuple[tuple[str, str, float], ...] = (
        ("last_run_timestamp_seconds", "When the last run ended", report.finished_at.timestamp()),
        ("last_run_duration_seconds", "How long it took", report.seconds),
        ("last_run_exit_code", "Exit code of the last run", report.exit_code),
        ("last_run_documents_extracted", "Documents that the last run extracted", len(report.extracted)),
        ("last_run_inputs_failed", "Inputs that failed in the last run", len(report.failed)),
        ("last_run_pages", "Pages of the documents extracted in the last run", report.pages),
        ("last_run_pages_failed", "Pages of those that could not be read", report.pages_failed),
        ("documents", "Documents in the dataset", report.documents_total),
        ("documents_to_review", "Documents that a person should look at", report.documents_to_review),
        ("rows_to_review", "Rows that a person should look at", report.rows_to_review),
        ("quarantined_inputs", "Inputs that failed and are not in the dataset", len(report.quarantine)),
        ("gone_sources", "Documents in the dataset whose source is gone", len(report.gone)),
    )
    lines = []
    for name, explanation, value in values:
        lines += [
            f"# HELP kehoach_{name} {explanation}",
            f"# TYPE kehoach_{name} gauge",
            f"kehoach_{name} {value:.15g}",
        ]
    return "\n".join(lines) + "\n"


def _replace(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.name}.part")
    write_synced(temporary, text.encode("utf-8", "backslashreplace"))
    temporary.replace(path)


def _plain(value: object) -> str:
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else printable(str(value))
