"""kill -9 at any moment, run again: the dataset ends as if nothing had happened."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests import written_pdf
from tests.conftest import run_kehoach

KILLS = 3
DOCUMENTS = 4
CHANGING = {"extracted_at", "seconds"}


def start(inbox: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline", "extract", str(inbox), "--out", str(out), "--jobs", "1"]
    return subprocess.Popen(  # noqa: S603
        command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def dataset(out: Path) -> dict[str, pa.Table]:
    """Every file of the dataset without the columns that tell the time."""
    tables = {}
    for path in sorted(out.rglob("*.parquet")):
        table = pq.ParquetFile(path).read()
        tables[str(path.relative_to(out))] = table.drop_columns([n for n in table.column_names if n in CHANGING])
    return tables


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    for number in range(DOCUMENTS):
        (folder / f"{number}.pdf").write_bytes(written_pdf.plan(f"Kế hoạch {number}", pages=1))
    return folder


def test_killed_at_random_moments_it_ends_as_if_nothing_had_happened(inbox: Path, tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    began = time.monotonic()
    assert run_kehoach("extract", inbox, "--out", whole, "--jobs", "1").returncode == 0
    duration = time.monotonic() - began
    moments = random.Random(20250301)  # noqa: S311
    for _ in range(KILLS):
        with start(inbox, cut) as run:
            time.sleep(moments.uniform(0.3, 1.0) * duration)
            os.killpg(run.pid, signal.SIGKILL)
    assert run_kehoach("extract", inbox, "--out", cut, "--jobs", "1").returncode == 0
    assert dataset(cut) == dataset(whole)
    assert not list((cut / ".kehoach").glob("*/*"))


def test_workers_do_not_outlive_the_process_that_leads_them(inbox: Path, tmp_path: Path) -> None:
    with start(inbox, tmp_path) as run:
        leader = psutil.Process(run.pid)
        deadline = time.monotonic() + 30
        while not (workers := leader.children(recursive=True)) or not list(tmp_path.glob("documents/*/*")):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        run.kill()
    _, alive = psutil.wait_procs(workers, timeout=10)
    assert alive == []
