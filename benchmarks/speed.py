"""How fast: CPU of a whole extraction beside plain `tesseract` and ocrmypdf on the same pages, in one run.

`python -m benchmarks.speed` prints pages a CPU second, the peak memory of the largest process, the ratio to plain
Tesseract (Vietnamese fast model, page segmentation 3, pages rendered at 300 dpi, one thread), what two processes make
of two cores, and where the CPU goes. Pages are composed by the project's own generator, or those of a PDF named.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

from benchmarks.measured import Cost, measure
from samples.compose import compose_pages
from samples.making import Form, make_document

PLAIN_DPI = 300
"""What plain Tesseract is usually given."""
PAGES_A_PART = 4
"""Pages of the documents that two processes share, beside the one document that they share page by page."""
OCRMYPDF = Path(".venv-ocrmypdf/bin/ocrmypdf")
"""Where `make bench` installs it; else that of the PATH."""


def render(pdf: Path, folder: Path, dpi: int) -> list[Path]:
    """The pages of `pdf` as gray PNG files in `folder`."""
    pictures = []
    with pypdfium2.PdfDocument(pdf) as document:
        for index in range(len(document)):
            picture = folder / f"{index + 1:04d}.png"
            document[index].render(scale=dpi / 72).to_pil().convert("L").save(picture)
            pictures.append(picture)
    return pictures


def plain_tesseract(pictures: list[Path], folder: Path) -> Cost:
    """What `tesseract` takes for all pictures."""
    costs = [
        measure(["tesseract", str(picture), str(folder / "plain"), "-l", "vie", "--psm", "3"]) for picture in pictures
    ]
    return Cost(sum(c.cpu_s for c in costs), sum(c.clock_s for c in costs), max(c.peak_mb for c in costs))


def ocrmypdf(pdf: Path, folder: Path, *options: str) -> Cost | None:
    """What ocrmypdf takes to lay a text layer over `pdf`; None where it is not installed."""
    program = str(OCRMYPDF.absolute()) if OCRMYPDF.exists() else shutil.which("ocrmypdf")
    if program is None:
        return None
    fixed = ("--language", "vie", "--jobs", "1", "--output-type", "pdf", "--optimize", "0", "--force-ocr")
    return measure([program, *fixed, *options, str(pdf), str(folder / "ocrmypdf.pdf")])


def kehoach(inputs: Path, out: Path, jobs: int, *options: str) -> Cost:
    """What `kehoach extract` takes."""
    command = [sys.executable, "-m", "pipeline", "extract", str(inputs), "--out", str(out), "--jobs", str(jobs)]
    return measure([*command, *options])


def in_parts(pdf: Path, folder: Path) -> Path:
    """A folder with the pages of `pdf` as documents of PAGES_A_PART pages."""
    folder.mkdir()
    with pypdfium2.PdfDocument(pdf) as whole:
        for first in range(0, len(whole), PAGES_A_PART):
            with pypdfium2.PdfDocument.new() as part:
                part.import_pages(whole, list(range(first, min(first + PAGES_A_PART, len(whole)))))
                part.save(folder / f"{first + 1:04d}.pdf")
    return folder


def machine() -> str:
    """The processor, its cores, and the system."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
    load = os.getloadavg()[0]
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, load {load:.1f} at the start"


def table(rows: list[tuple[str, Cost | None]], n_pages: int, plain: Cost) -> str:
    """The costs in Markdown."""
    lines = ["| | CPU s a page | pages a CPU s | over plain | peak MB |", "| --- | --- | --- | --- | --- |"]
    for what, cost in rows:
        if cost is None:
            lines.append(f"| {what} | not installed | | | |")
            continue
        ratio = cost.cpu_s / plain.cpu_s
        numbers = f"{cost.cpu_s / n_pages:.2f} | {n_pages / cost.cpu_s:.2f} | {ratio:.2f} | {cost.peak_mb:.0f}"
        lines.append(f"| {what} | {numbers} |")
    return "\n".join(lines)


def shares(pdf: Path, n_pages: int) -> str:
    """Where the CPU goes, in Markdown."""
    command = [sys.executable, "-m", "benchmarks.stages", str(pdf)]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)  # noqa: S603
    seconds: dict[str, float] = json.loads(run.stdout)
    whole = sum(seconds.values())
    lines = ["| stage | CPU ms a page | share |", "| --- | --- | --- |"]
    for stage, used in sorted(seconds.items(), key=lambda item: -item[1]):
        lines.append(f"| {stage} | {1000 * used / n_pages:.0f} | {used / whole:.0%} |")
    return "\n".join(lines)


def main() -> int:
    """Print the tables of one run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("pdf", type=Path, nargs="?", help="scan to measure on (default: one is composed)")
    parser.add_argument("--pages", type=int, default=10, help="pages of the composed scan")
    parser.add_argument("--level", type=Form, default=Form.L1, choices=list(Form), help="its quality")
    arguments = parser.parse_args()
    sys.stdout.write(f"{machine()}\n\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pdf = arguments.pdf
        if pdf is None:
            made = make_document(compose_pages(1, arguments.pages), arguments.level, 1)
            pdf = made.write(folder, "speed", folder / "truth")
        pictures = render(pdf, folder, PLAIN_DPI)
        plain = plain_tesseract(pictures, folder)
        parts = in_parts(pdf, folder / "parts")
        whole, two = kehoach(pdf, folder / "one", 1), kehoach(pdf, folder / "two", 2)
        many, shared = kehoach(parts, folder / "many", 1), kehoach(parts, folder / "shared", 2)
        rows: list[tuple[str, Cost | None]] = [
            ("plain tesseract, 300 dpi, psm 3", plain),
            ("ocrmypdf", ocrmypdf(pdf, folder)),
            ("ocrmypdf, deskew and rotation", ocrmypdf(pdf, folder, "--deskew", "--rotate-pages")),
            ("kehoach extract, PDF to Parquet", whole),
            ("the same, two processes", two),
            ("the same, Tesseract as the reader", kehoach(pdf, folder / "tesseract", 1, "--reader", "tesseract")),
        ]
        sys.stdout.write(f"{len(pictures)} pages\n\n{table(rows, len(pictures), plain)}\n\n")
        faster = (
            f"{whole.clock_s / two.clock_s:.2f} on the one document, {many.clock_s / shared.clock_s:.2f} on its parts"
        )
        sys.stdout.write(f"Two processes by the clock, times one: {faster} of {PAGES_A_PART} pages\n\n")
        sys.stdout.write(f"{shares(pdf, len(pictures))}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
