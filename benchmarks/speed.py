"""How fast: CPU of a whole extraction beside CPU of plain `tesseract` on the same pages, in one run.

`python -m benchmarks.speed` prints pages a CPU second, the peak memory, and the ratio to plain Tesseract (Vietnamese
fast model, page segmentation 3, pages rendered at 300 dpi, one thread). Pages are composed by the project's own
generator, or those of a PDF that is named.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from samples.compose import compose_pages
from samples.making import Form, make_document

PLAIN_DPI = 300
"""What plain Tesseract is usually given."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost: CPU seconds of it and all its children; peak resident memory of the largest of them."""

    cpu_s: float
    peak_mb: float


def measure(command: list[str]) -> Cost:
    """Run `command`; raises CalledProcessError where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"OMP_THREAD_LIMIT": "1"})  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu_s, after.ru_maxrss / 1024)


def render(pdf: Path, folder: Path, dpi: int) -> list[Path]:
    """The pages of `pdf` as gray PNG files in `folder`."""
    pictures = []
    with pypdfium2.PdfDocument(pdf) as document:
        for index in range(len(document)):
            picture = folder / f"{index + 1:04d}.png"
            document[index].render(scale=dpi / 72).to_pil().convert("L").save(picture)
            pictures.append(picture)
    return pictures


def main() -> int:
    """Print the table of one run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("pdf", type=Path, nargs="?", help="scan to measure on (default: one is composed)")
    parser.add_argument("--pages", type=int, default=10, help="pages of the composed scan")
    parser.add_argument("--level", type=Form, default=Form.L1, choices=list(Form), help="its quality")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pdf = arguments.pdf
        if pdf is None:
            made = make_document(compose_pages(1, arguments.pages), arguments.level, 1)
            pdf = made.write(folder, "speed", folder / "truth")
        pictures = render(pdf, folder, PLAIN_DPI)
        plain = sum(
            measure(["tesseract", str(picture), str(folder / "plain"), "-l", "vie", "--psm", "3"]).cpu_s
            for picture in pictures
        )
        whole = measure(
            [sys.executable, "-m", "pipeline", "extract", str(pdf), "--out", str(folder / "out"), "--jobs", "1"]
        )
    n = len(pictures)
    rows = [
        ("plain tesseract, 300 dpi, psm 3", plain, 1.0, None),
        ("kehoach extract, PDF to Parquet", whole.cpu_s, whole.cpu_s / plain, whole.peak_mb),
    ]
    lines = [
        f"{n} pages",
        "",
        "| | CPU s a page | pages a CPU s | over plain | peak MB |",
        "| --- | --- | --- | --- | --- |",
    ]
    for what, cpu_s, ratio, peak in rows:
        memory = "" if peak is None else f"{peak:.0f}"
        lines.append(f"| {what} | {cpu_s / n:.2f} | {n / cpu_s:.2f} | {ratio:.2f} | {memory} |")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
