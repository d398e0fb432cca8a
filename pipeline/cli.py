"""The command line: options in, exit codes out. What a command needs is loaded when the command runs."""

from __future__ import annotations

import os
import signal
import sys
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Never

import typer

from pipeline.errors import ExitCode, Interrupted, KehoachError, NoInputFound
from pipeline.options import PAGE_TIMEOUT_S, PageOptions, ReaderName, RunOptions, default_jobs
from pipeline.reader_choice import usable_reader
from pipeline.wording import LANGUAGE_VARIABLE, Language, wording

app = typer.Typer(
    name="kehoach",
    help="Scanned Vietnamese plan documents (kế hoạch) become Parquet rows of tasks, indicators and risks.",
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    epilog=(
        "Examples: kehoach extract scans --out dataset · kehoach status --out dataset · "
        "kehoach text plan.pdf · kehoach review --out dataset --html site · kehoach doctor"
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)

CORES = default_jobs()

Inputs = Annotated[
    list[Path],
    typer.Argument(metavar="INPUT...", help="Files or folders (searched recursively) of PDF, TIFF, JPEG, PNG, .txt."),
]
Out = Annotated[Path, typer.Option("--out", help="Folder of the dataset.", file_okay=False)]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes at work.", show_default="the cores")]
Cluster = Annotated[
    str | None, typer.Option(metavar="tcp://HOST:PORT", help="Do the work on the Dask scheduler at this address.")
]
PageTimeout = Annotated[float, typer.Option(min=1, metavar="SECONDS", help="CPU time that one page may take.")]
Reader = Annotated[ReaderName, typer.Option("--reader", help="What reads the pictures of text.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell of every page and every input skipped.")]


@app.callback()
def language(
    lang: Annotated[
        Language | None, typer.Option(help="Language of messages.", show_default="that of the environment, LANG")
    ] = None,
) -> None:
    """Sets what holds for all commands."""
    if lang is not None:
        os.environ[LANGUAGE_VARIABLE] = lang


@app.command(
    epilog="Examples: kehoach extract scans --out dataset · kehoach extract plan.pdf --out dataset --force --jobs 2"
)
def extract(
    inputs: Inputs,
    out: Out,
    *,
    force: Annotated[bool, typer.Option("--force", help="Extract again what is already extracted.")] = False,
    jobs: Jobs = CORES,
    cluster: Cluster = None,
    page_timeout: PageTimeout = PAGE_TIMEOUT_S,
    reader: Reader = ReaderName.OWN,
    verbose: Verbose = False,
) -> None:
    """Extract documents into a dataset of Parquet files; what this version has extracted already is skipped."""
    from rich.console import Console  # noqa: PLC0415

    from pipeline import batch, messages  # noqa: PLC0415
    from pipeline.inputs import find_inputs  # noqa: PLC0415
    from pipeline.summaries import tell_summary  # noqa: PLC0415

    found = find_inputs(tuple(inputs))
    options = RunOptions(jobs=jobs, page_timeout_s=page_timeout, cluster=cluster)
    n_inputs = len(found.files) + len(found.failures)
    with messages.reporter(Console(stderr=True), wording(), n_inputs, verbose) as reporter:
        summary = batch.extract(
            found,
            out,
            page_options=PageOptions(reader=_usable(reader)),
            run_options=options,
            reporter=reporter,
            selection=batch.Selection(force=force),
        )
    tell_summary(summary, Console(), wording())
    if summary.failures or summary.incomplete:
        raise typer.Exit(ExitCode.SOME_INPUTS_FAILED)


def _usable(reader: ReaderName) -> ReaderName:
    """The reader that this machine can run; says so where it is not the one asked for."""
    choice = usable_reader(reader)
    if choice.note:
        typer.echo(f"kehoach: {choice.note}", err=True)
    return choice.reader


@app.command(epilog="Example: kehoach status --out dataset")
def status(out: Out) -> None:
    """Tell what is extracted, what failed and why, and what waits for review."""
    from pipeline.batch import check_dataset  # noqa: PLC0415
    from pipeline.catalog import open_catalog  # noqa: PLC0415
    from pipeline.corrections.keeping import corrections_report  # noqa: PLC0415
    from pipeline.summaries import correction_lines, status_lines  # noqa: PLC0415

    check_dataset(out)
    with open_catalog(out) as catalog:
        for line in status_lines(catalog, wording()):
            typer.echo(line)
    for line in correction_lines(corrections_report(out), wording()):
        typer.echo(line)


@app.command(epilog="Example: kehoach correct --out dataset corrections.csv")
def correct(
    out: Out,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Files that the review site gave.", exists=True)
    ] = None,
) -> None:
    """Take over what people corrected: adds files to corrections.csv in the dataset's folder, and applies it.

    Every other run applies corrections.csv too.
    """
    from pipeline.batch import apply_corrections, check_dataset  # noqa: PLC0415
    from pipeline.corrections.keeping import corrections_report, take_over  # noqa: PLC0415
    from pipeline.summaries import correction_lines  # noqa: PLC0415

    check_dataset(out)
    for file in files or ():
        take_over(file, out)
    apply_corrections(out)
    for line in correction_lines(corrections_report(out), wording()):
        typer.echo(line)


@app.command(epilog="Example: kehoach text plan.pdf")
def text(
    document: Annotated[Path, typer.Argument(metavar="INPUT", help="A PDF, TIFF, JPEG, PNG or .txt file.")],
    jobs: Jobs = CORES,
    page_timeout: PageTimeout = PAGE_TIMEOUT_S,
    reader: Reader = ReaderName.OWN,
) -> None:
    """Print a document's whole text, repaired, pages parted by a form feed."""
    from pipeline import batch  # noqa: PLC0415

    options = RunOptions(jobs=jobs, page_timeout_s=page_timeout)
    result = batch.read_text(document, PageOptions(reader=_usable(reader)), options)
    sys.stdout.buffer.write("\f".join(f"{page}\n" for page in result.pages).encode("utf-8"))
    for failure in result.failures:
        typer.echo(f"page {failure.page}: {failure.reason}", err=True)
    if result.failures:
        raise typer.Exit(ExitCode.SOME_INPUTS_FAILED)


@app.command(epilog="Examples: kehoach repair dump.txt · kehoach repair < dump.txt")
def repair(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Text; standard input without it.")] = None,
    *,
    confidence: Annotated[
        bool, typer.Option("--confidence", help="Add the confidence in each line's least certain word, after a tab.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show changes: in colour on a terminal, else as [-old-]{+new+}.")
    ] = False,
) -> None:
    """Repair degraded Vietnamese text, line for line."""
    from normalizers.repair import Repairer  # noqa: PLC0415
    from pipeline.inputs import opened  # noqa: PLC0415
    from pipeline.repair_filter import LineForm, read_pieces, repair_stream, written  # noqa: PLC0415

    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    form = LineForm(confidence, diff, colour)
    with opened(file) as source:
        lines = TextIOWrapper(source, encoding="utf-8", errors="replace", newline="\n")
        for text in written(repair_stream(read_pieces(lines), Repairer.load()), form):
            sys.stdout.buffer.write(text.encode())
            sys.stdout.buffer.flush()


@app.command(epilog="Example: kehoach review --out dataset --html site")
def review(
    out: Out,
    html: Annotated[Path, typer.Option("--html", help="Folder that the site is written into.", file_okay=False)],
) -> None:
    """Make a static site to look at: each document's pages with the cells found, beside the rows."""
    from rich.console import Console  # noqa: PLC0415

    from pipeline import messages  # noqa: PLC0415
    from pipeline.batch import check_dataset, sources_by_id  # noqa: PLC0415
    from pipeline.catalog import open_catalog  # noqa: PLC0415
    from pipeline.review.failures import failed_files  # noqa: PLC0415
    from pipeline.review.pictures import write_pictures  # noqa: PLC0415
    from pipeline.review.site import build_site  # noqa: PLC0415

    check_dataset(out)
    with open_catalog(out) as catalog:
        n_pages = sum(document.n_pages for document in catalog.documents())
        failed = failed_files(catalog)
    sources = sources_by_id(out)
    with messages.page_bar(Console(stderr=True), wording(), n_pages) as tell:
        build_site(out, html, lambda view, folder: write_pictures(view, folder, sources, tell), failed)
    typer.echo(html / "index.html")


@app.command(
    epilog="Examples: kehoach export --out dataset --xlsx plans.xlsx · kehoach export --out dataset --csv tables"
)
def export(
    out: Out,
    xlsx: Annotated[Path | None, typer.Option(help="Excel workbook to write, a sheet a table.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Folder to write CSV files into, one a table.")] = None,
) -> None:
    """Write the dataset as an Excel workbook or as CSV files."""
    from pipeline.batch import check_dataset  # noqa: PLC0415
    from pipeline.export import export_csv, export_workbook  # noqa: PLC0415

    check_dataset(out)
    if xlsx is None and csv is None:
        raise typer.BadParameter("give --xlsx or --csv")
    for path, write in ((xlsx, export_workbook), (csv, export_csv)):
        if path is not None:
            for table, rows in write(out, path).items():
                typer.echo(f"{path}: {table}: {rows}")


class LogFormat(StrEnum):
    """How an unattended run tells what it does."""

    LINES = "lines"
    JSON = "json"


@app.command(epilog="Example: kehoach nightly --inbox inbox --out dataset --log json")
def nightly(
    inbox: Annotated[Path, typer.Option(help="Folder that inputs are put into.", file_okay=False, exists=True)],
    out: Out,
    *,
    jobs: Jobs = CORES,
    cluster: Cluster = None,
    page_timeout: PageTimeout = PAGE_TIMEOUT_S,
    log: Annotated[LogFormat, typer.Option(help="Lines for people, or a JSON object a line.")] = LogFormat.LINES,
) -> None:
    """Extract what is new in an inbox, unattended; reports are in the folder reports below --out."""
    from rich.console import Console  # noqa: PLC0415

    from pipeline import messages  # noqa: PLC0415
    from pipeline.inputs import FoundInputs, find_inputs  # noqa: PLC0415
    from pipeline.nightly import run_nightly  # noqa: PLC0415
    from pipeline.summaries import night_lines  # noqa: PLC0415

    try:
        found = find_inputs((inbox,))
    except NoInputFound:
        found = FoundInputs((), ())
    options = RunOptions(jobs=jobs, page_timeout_s=page_timeout, cluster=cluster)
    json_log = log is LogFormat.JSON
    reporter = messages.JsonReporter(sys.stderr) if json_log else messages.LineReporter(Console(stderr=True), wording())
    report = run_nightly(found, inbox, out, options, reporter)
    if not json_log:
        for line in night_lines(report):
            typer.echo(line)
    raise typer.Exit(report.exit_code)


@app.command(epilog="Example: kehoach doctor")
def doctor() -> None:
    """Tell whether everything that kehoach needs is here, and how to install what is not."""
    from pipeline.doctor import examine  # noqa: PLC0415

    ill = False
    for finding in examine():
        typer.echo(f"{'ok     ' if finding.well else 'MISSING'} {finding.subject}: {finding.found}")
        if not finding.well:
            typer.echo(f"        {finding.remedy}")
        ill |= not finding.well
    raise typer.Exit(ExitCode.FAILED if ill else ExitCode.DONE)


@app.command(epilog="Example: kehoach compact --out dataset")
def compact(out: Out) -> None:
    """Merge the dataset's many small files into few, which large datasets are quicker to read from."""
    from pipeline.batch import compact as compact_dataset  # noqa: PLC0415

    typer.echo(f"{compact_dataset(out)} files less")


@app.command(epilog="Examples: kehoach forget --out dataset 0123456789abcdef · kehoach forget --out dataset --gone")
def forget(
    out: Out,
    documents: Annotated[list[str] | None, typer.Argument(metavar="[DOC_ID]...", help="Documents to forget.")] = None,
    gone: Annotated[bool, typer.Option("--gone", help="All documents whose source is gone.")] = False,
) -> None:
    """Remove documents' rows from the dataset; sources are not touched."""
    from pipeline.forgetting import forget as forget_documents  # noqa: PLC0415

    for document in forget_documents(out, tuple(documents or ()), gone):
        typer.echo(f"{document.doc_id} forgotten ({document.source_name})")


def main() -> int:
    """Runs the command line; the one place where errors become exit codes."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    try:
        app()
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else ExitCode.DONE
    except KehoachError as error:
        _complain(f"{error.subject}: {wording().problem(error)}" if error.subject else wording().problem(error))
        return error.exit_code
    except Interrupted:
        _complain(wording().interrupted)
        return ExitCode.INTERRUPTED
    return ExitCode.DONE


def _complain(text: str) -> None:
    from pipeline.messages import printable  # noqa: PLC0415

    typer.echo(f"kehoach: {printable(text)}", err=True)


def _interrupt(number: int, frame: object) -> Never:
    del number, frame
    raise Interrupted


if __name__ == "__main__":
    sys.exit(main())
