"""The command line: options in, exit codes out. What a command needs is loaded when the command runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import ExitCode, Interrupted, KehoachError, NoInputFound, OutputUnusable, UsageError
from pipeline.guidance import COMMANDS, OPTIONS, PROGRAM, examples, said, translate_panels
from pipeline.interruption import Interruption
from pipeline.options import PAGE_TIMEOUT_S, PageOptions, ReaderName, RunOptions, default_jobs
from pipeline.reader_choice import usable_reader
from pipeline.wording import LANGUAGE_VARIABLE, Language, wording

translate_panels()
app = typer.Typer(
    name="kehoach",
    help=said(PROGRAM),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    epilog=examples(""),
    context_settings={"help_option_names": ["-h", "--help"]},
)

CORES = default_jobs()


def _help(option: str) -> str:
    return said(OPTIONS[option])


def _command(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Makes a function the command `name`, with its help and examples."""
    return app.command(name, help=said(COMMANDS[name]), epilog=examples(name))


Inputs = Annotated[list[Path], typer.Argument(metavar="INPUT...", help=_help("inputs"))]
Out = Annotated[Path, typer.Option("--out", help=_help("out"), file_okay=False)]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help=_help("jobs"), show_default=_help("cores"))]
Cluster = Annotated[str | None, typer.Option(metavar="tcp://HOST:PORT", help=_help("cluster"))]
PageTimeout = Annotated[float, typer.Option(min=1, metavar="SECONDS", help=_help("page_timeout"))]
Reader = Annotated[ReaderName, typer.Option("--reader", help=_help("reader"))]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help=_help("verbose"))]


@app.callback()
def language(
    lang: Annotated[Language | None, typer.Option(help=_help("lang"), show_default=_help("environment"))] = None,
) -> None:
    """Sets what holds for all commands."""
    if lang is not None:
        os.environ[LANGUAGE_VARIABLE] = lang


@_command("extract")
def extract(
    inputs: Inputs,
    out: Out,
    *,
    force: Annotated[bool, typer.Option("--force", help=_help("force"))] = False,
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
    tell_summary(summary, out, Console(), wording())
    if summary.failures or summary.incomplete:
        raise typer.Exit(ExitCode.SOME_INPUTS_FAILED)


def _usable(reader: ReaderName) -> ReaderName:
    """The reader that this machine can run; says so where it is not the one asked for."""
    choice = usable_reader(reader)
    if choice.note:
        typer.echo(f"kehoach: {choice.note}", err=True)
    return choice.reader


@_command("status")
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


@_command("correct")
def correct(
    out: Out,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help=_help("corrections"), exists=True)
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


@_command("text")
def text(
    document: Annotated[Path, typer.Argument(metavar="INPUT", help=_help("document"))],
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


@_command("repair")
def repair(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help=_help("repair_file"))] = None,
    *,
    confidence: Annotated[bool, typer.Option("--confidence", help=_help("confidence"))] = False,
    diff: Annotated[bool, typer.Option("--diff", help=_help("diff"))] = False,
) -> None:
    """Repair degraded Vietnamese text, line for line."""
    from normalizers.repair import Repairer  # noqa: PLC0415
    from pipeline.inputs import opened  # noqa: PLC0415
    from pipeline.repair_filter import Arriving, LineForm, read_pieces, repair_stream, written  # noqa: PLC0415

    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    form = LineForm(confidence, diff, colour)
    with opened(file) as source:
        for text in written(repair_stream(read_pieces(Arriving(source)), Repairer.load()), form):
            sys.stdout.buffer.write(text.encode())
            sys.stdout.buffer.flush()


@_command("review")
def review(
    out: Out,
    html: Annotated[Path, typer.Option("--html", help=_help("html"), file_okay=False)],
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


@_command("export")
def export(
    out: Out,
    xlsx: Annotated[Path | None, typer.Option(help=_help("xlsx"), dir_okay=False)] = None,
    csv: Annotated[Path | None, typer.Option(help=_help("csv"), file_okay=False)] = None,
) -> None:
    """Write the dataset as an Excel workbook or as CSV files."""
    from pipeline.batch import check_dataset  # noqa: PLC0415
    from pipeline.export import export_csv, export_workbook  # noqa: PLC0415

    check_dataset(out)
    if xlsx is None and csv is None:
        raise UsageError("neither --xlsx FILE nor --csv FOLDER is given")
    for path, write in ((xlsx, export_workbook), (csv, export_csv)):
        if path is not None:
            for table, rows in write(out, path).items():
                typer.echo(f"{path}: {table}: {rows}")


class LogFormat(StrEnum):
    """How an unattended run tells what it does."""

    LINES = "lines"
    JSON = "json"


@_command("nightly")
def nightly(
    inbox: Annotated[Path, typer.Option(help=_help("inbox"), file_okay=False, exists=True)],
    out: Out,
    *,
    jobs: Jobs = CORES,
    cluster: Cluster = None,
    page_timeout: PageTimeout = PAGE_TIMEOUT_S,
    log: Annotated[LogFormat, typer.Option(help=_help("log"))] = LogFormat.LINES,
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


@_command("doctor")
def doctor() -> None:
    """Tell whether everything that kehoach needs is here, and how to install what is not."""
    from pipeline.doctor import examine  # noqa: PLC0415

    words = wording()
    n_missing = 0
    for finding in examine():
        n_missing += finding.missing
        mark, colour = (words.well, "green") if finding.well else (words.missing, "red")
        if not finding.well and finding.optional:
            mark, colour = words.optional, "yellow"
        typer.echo(f"{typer.style(mark.ljust(9), fg=colour)} {finding.subject.ljust(22)} {finding.found}")
        if not finding.well:
            typer.echo(f"{'':32} → {finding.remedy}")
    typer.echo(words.something_missing.format(n_missing) if n_missing else words.all_here)
    raise typer.Exit(ExitCode.FAILED if n_missing else ExitCode.DONE)


@_command("compact")
def compact(out: Out) -> None:
    """Merge the dataset's many small files into few, which large datasets are quicker to read from."""
    from pipeline.batch import compact as compact_dataset  # noqa: PLC0415

    typer.echo(f"{compact_dataset(out)} files less")


@_command("forget")
def forget(
    out: Out,
    documents: Annotated[list[str] | None, typer.Argument(metavar="[DOC_ID]...", help=_help("forgotten"))] = None,
    gone: Annotated[bool, typer.Option("--gone", help=_help("gone"))] = False,
) -> None:
    """Remove documents' rows from the dataset; sources are not touched."""
    from pipeline.forgetting import forget as forget_documents  # noqa: PLC0415

    for document in forget_documents(out, tuple(documents or ()), gone):
        typer.echo(f"{document.doc_id} forgotten ({document.source_name})")


def main() -> int:
    """Runs the command line; the one place where errors become exit codes."""
    Interruption().listen()
    try:
        app()
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else ExitCode.DONE
    except KehoachError as error:
        _complain(f"{error.subject}: {wording().problem(error)}" if error.subject else wording().problem(error))
        return error.exit_code
    except BrokenPipeError:
        # Whoever read what is printed has seen enough; nothing more may be written when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.FAILED
    except OSError as error:
        told = OutputUnusable(error.strerror or str(error), str(error.filename or "standard output"))
        _complain(f"{told.subject}: {wording().problem(told)}")
        return told.exit_code
    except Interrupted:
        _complain(wording().interrupted)
        return ExitCode.INTERRUPTED
    return ExitCode.DONE


def _complain(text: str) -> None:
    from pipeline.messages import printable  # noqa: PLC0415

    typer.echo(f"kehoach: {printable(text)}", err=True)


if __name__ == "__main__":
    sys.exit(main())
