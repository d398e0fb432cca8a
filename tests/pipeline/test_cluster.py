"""A cluster gives the rows that one machine gives, also where one of its workers is killed on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import written_pdf
from tests.conftest import Run, run_kehoach
from tests.pipeline.test_killed import dataset

DOCUMENTS = 3
ROOT = Path(__file__).parents[2]


def start(*arguments: str, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]]
    with (folder / f"{arguments[0]}.log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603
            command,
            stdout=log,
            stderr=log,
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            start_new_session=True,
        )


def stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    for number in range(DOCUMENTS):
        (folder / f"{number}.pdf").write_bytes(written_pdf.plan(f"Kế hoạch {number}", pages=2))
    return folder


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, each a process of its own, on the loopback interface."""
    pytest.importorskip("distributed")
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "scheduler.json"
    common = ("--scheduler-file", str(file), "--no-dashboard")
    with ExitStack() as processes:
        scheduler = start("dask_scheduler", *common, "--host", "127.0.0.1", "--port", "0", folder=folder)
        processes.callback(stop, scheduler)
        deadline = time.monotonic() + 60
        while not file.exists():
            assert time.monotonic() < deadline, (folder / "dask_scheduler.log").read_text()
            time.sleep(0.1)
        workers = []
        for _ in range(2):
            worker = start(
                "dask_worker", *common, "--no-nanny", "--nthreads", "1", "--death-timeout", "60", folder=folder
            )
            processes.callback(stop, worker)
            workers.append(worker)
        (address,) = (part for part in file.read_text().split('"') if part.startswith("tcp://"))
        yield address, workers


def test_a_cluster_gives_the_same_rows_though_a_worker_is_killed(
    inbox: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, workers = cluster
    local = run_kehoach("extract", inbox, "--out", tmp_path / "local", "--jobs", "1")
    assert local.returncode == 0
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "extract",
        str(inbox),
        "--out",
        str(tmp_path / "far"),
        "--cluster",
        address,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:  # noqa: S603
        assert run.stderr is not None
        first = run.stderr.readline()
        stop(workers[0])
        output, rest = run.communicate(timeout=100)
    assert ": 2 pages, " in first
    assert (run.returncode, output) == (0, local.stdout), rest
    assert dataset(tmp_path / "far") == dataset(tmp_path / "local")


@pytest.mark.parametrize("address", ["nonsense", "tcp://127.0.0.1:1"])
def test_a_cluster_that_does_not_answer_is_told(inbox: Path, tmp_path: Path, kehoach: Run, address: str) -> None:
    pytest.importorskip("distributed")
    result = kehoach("extract", inbox, "--out", tmp_path / "out", "--cluster", address)
    assert result.returncode == 1
    assert result.stderr.startswith(f"kehoach: {address}: no scheduler answers")
