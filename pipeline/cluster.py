"""The same tasks on the machines of a Dask cluster.

Every Dask worker supervises processes of its own exactly as a run on one machine does (pipeline.workers): a page that
crashes, hangs or eats memory costs its process there, not the Dask worker. A Dask worker that is lost costs time: its
tasks go to others.

An input is read where it lies if the workers see the same file (shared storage); else its bytes are sent to the
cluster once, and each worker that has tasks on it keeps a copy until the run ends. Rows come back to the process that
holds the output folder, which alone writes.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import shutil
import socket
import tempfile
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import distributed

from pipeline.errors import ClusterUnusable
from pipeline.inputs import Fingerprint
from pipeline.options import RunOptions
from pipeline.tasks import SourceFile
from pipeline.version import program_version
from pipeline.workers import LocalProcesses, Task, outcome

CONNECT_TIMEOUT_S = 30
INPUTS_KEPT = 16
"""Inputs whose bytes are held by the cluster: more than are open at a time."""


@contextmanager
def cluster_executor(address: str, options: RunOptions) -> Iterator[DaskCluster]:
    """The cluster whose scheduler is at `address`; raises ClusterUnusable where it can't be used."""
    _check_answers(address)
    try:
        client = distributed.Client(address, timeout=CONNECT_TIMEOUT_S, set_as_default=False)  # type: ignore[no-untyped-call]
        client.wait_for_workers(1, timeout=CONNECT_TIMEOUT_S)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterUnusable(f"no scheduler with workers answers: {error}", address) from error
    spool = f"kehoach-{client.id}"
    try:
        versions = set(client.run(version_of_worker).values())
        if versions != {program_version()}:
            raise ClusterUnusable(
                f"its workers run kehoach {', '.join(sorted(versions))}, not {program_version()}", address
            )
        yield DaskCluster(client, options, spool)
    finally:
        with contextlib.suppress(OSError, TimeoutError):
            client.run(sweep_spool, spool)
        client.close()  # type: ignore[no-untyped-call]


def _check_answers(address: str) -> None:
    """Raises ClusterUnusable where nothing listens at `address`: the client itself would try for a minute."""
    parts = urlsplit(address)
    try:
        if parts.scheme not in ("tcp", "tls") or parts.hostname is None or parts.port is None:
            raise ValueError("not an address of the form tcp://HOST:PORT")
        socket.create_connection((parts.hostname, parts.port), timeout=CONNECT_TIMEOUT_S).close()
    except (OSError, ValueError) as error:
        raise ClusterUnusable(f"no scheduler answers: {error}", address) from error


class DaskCluster:
    """An executor that hands its tasks to a Dask scheduler."""

    def __init__(self, client: distributed.Client, options: RunOptions, spool: str) -> None:
        self.slots = sum(worker["nthreads"] for worker in client.scheduler_info(n_workers=-1)["workers"].values())
        self._client = client
        self._executor = client.get_executor(pure=False)  # type: ignore[no-untyped-call]
        self._options = options
        self._spool = spool
        self._sent: OrderedDict[str, distributed.Future[bytes] | None] = OrderedDict()

    def submit(self, task: Task) -> Future[Any]:
        """Starts a task whose first argument is its input."""
        source = task.arguments[0]
        future: Future[Any] = self._executor.submit(run_task, task, self._bytes_of(source), self._options, self._spool)
        return future

    def _bytes_of(self, source: SourceFile) -> distributed.Future[bytes] | None:
        """The input's bytes on the cluster; None where every worker sees the file itself."""
        if source.sha256 not in self._sent:
            seen = self._client.run(sees_file, source.path.absolute(), Fingerprint.of(source.path).mtime_ns)
            shared = all(seen.values())
            if shared:
                self._sent[source.sha256] = None
            else:
                data = source.path.read_bytes()
                self._sent[source.sha256] = self._client.scatter(data, hash=False)  # type: ignore[no-untyped-call]
            while len(self._sent) > INPUTS_KEPT:
                self._sent.popitem(last=False)
        return self._sent[source.sha256]


def run_task(task: Task, data: bytes | None, options: RunOptions, spool: str) -> Any:  # noqa: ANN401
    """Runs in a Dask worker: a task in a supervised process of this worker; gives its value or TaskFailure."""
    source: SourceFile = task.arguments[0]
    path = source.path.absolute() if data is None else _spooled(source, data, spool)
    task = replace(task, arguments=(replace(source, path=path), *task.arguments[1:]))
    future = _processes(options).submit(task)
    future.exception()  # waits
    return outcome(future)


def sees_file(path: Path, mtime_ns: int) -> bool:
    """Runs in a Dask worker: whether the same file lies at `path` there."""
    try:
        return path.stat().st_mtime_ns == mtime_ns
    except OSError:
        return False


def version_of_worker() -> str:
    """Runs in a Dask worker: the version of kehoach there."""
    return program_version()


def sweep_spool(spool: str) -> None:
    """Runs in a Dask worker: ends its processes and removes the copies of inputs."""
    if _processes.cache_info().currsize:
        _close_processes()
    shutil.rmtree(Path(tempfile.gettempdir(), spool), ignore_errors=True)


def _spooled(source: SourceFile, data: bytes, spool: str) -> Path:
    folder = Path(tempfile.gettempdir(), spool, source.sha256)
    path = folder / source.path.name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            file.write(data)
        Path(file.name).replace(path)
    return path


_open = contextlib.ExitStack()
"""What this Dask worker has open until `sweep_spool`."""


@cache
def _processes(options: RunOptions) -> LocalProcesses:
    if multiprocessing.current_process().daemon:
        raise ClusterUnusable("its workers may not start processes; start them with: dask worker --no-nanny")
    worker = distributed.get_worker()
    return _open.enter_context(LocalProcesses(replace(options, jobs=worker.state.nthreads)))


def _close_processes() -> None:
    _open.close()
    _processes.cache_clear()
