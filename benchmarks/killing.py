"""kill -9 of the whole process tree at random moments of a run, again and again, until a run is left alone.

`python -m benchmarks.killing` extracts some composed plans (60 pages) once undisturbed and once killed ten times, and
compares the two datasets byte for byte, each file written again without the columns that tell the time.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq

from samples.compose import compose_pages
from samples.making import Form, make_document

FORMS = (Form.L1, Form.DIGITAL, Form.L3, Form.DIGITAL)
CLOCKS = ("extracted_at", "seconds")


def bytes_without_clocks(out: Path) -> dict[str, bytes]:
    """Every Parquet file of a dataset by its path, written again without the columns that tell the time."""
    files = {}
    for path in sorted(out.rglob("*.parquet")):
        table = pq.ParquetFile(path).read()
        sink = io.BytesIO()
        pq.write_table(table.drop_columns([name for name in table.column_names if name in CLOCKS]), sink)
        files[str(path.relative_to(out))] = sink.getvalue()
    return files


def extract(inbox: Path, out: Path, jobs: int) -> subprocess.Popen[bytes]:
    """Starts an extraction in a process group of its own."""
    command = [sys.executable, "-m", "pipeline", "extract", str(inbox), "--out", str(out), "--jobs", str(jobs)]
    return subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)  # noqa: S603


def killed_at(inbox: Path, out: Path, jobs: int, seconds: float) -> bool:
    """Starts an extraction and kills it after so long; False where it had ended by itself."""
    with extract(inbox, out, jobs) as run:
        try:
            run.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            return True
    return False


def main() -> int:
    """Print when it was killed, what was written by then, and whether the datasets are equal; 1 where they are not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.killing", description=__doc__)
    parser.add_argument("--pages", type=int, default=3, help="pages of each plan")
    parser.add_argument("--plans", type=int, default=20)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)  # noqa: S311
    with tempfile.TemporaryDirectory() as name:
        inbox, whole, cut = Path(name, "inbox"), Path(name, "whole"), Path(name, "cut")
        for number in range(arguments.plans):
            seed, form = arguments.seed + number, FORMS[number % len(FORMS)]
            made = make_document(compose_pages(seed, arguments.pages), form, seed)
            made.write(inbox, f"{number:02d} {form}", Path(name, "truth"))
        began = time.monotonic()
        if extract(inbox, whole, arguments.jobs).wait() != 0:
            sys.stderr.write("the undisturbed run failed\n")
            return 1
        duration = time.monotonic() - began
        for _ in range(arguments.kills):
            moment = chance.uniform(0.05, 0.35) * duration
            was_killed = killed_at(inbox, cut, arguments.jobs, moment)
            files = len(list(cut.glob("[a-z]*/*/*.parquet")))
            half = len(list((cut / ".kehoach").glob("*/*/*")))
            what = f"killed after {moment:.1f} s" if was_killed else "had ended"
            sys.stdout.write(f"{what}: {files} files in place, {half} half-way\n")
            sys.stdout.flush()
        if extract(inbox, cut, arguments.jobs).wait() != 0:
            sys.stderr.write("the last run failed\n")
            return 1
        same = bytes_without_clocks(whole) == bytes_without_clocks(cut)
        left = list((cut / ".kehoach").glob("*/*"))
        sys.stdout.write(f"{'equal' if same else 'DIFFERENT'} after {duration:.0f} s undisturbed; left over: {left}\n")
    return int(not same or bool(left))


if __name__ == "__main__":
    raise SystemExit(main())
