"""Processes that do the work and may die of it.

An executor runs one call a task in a process of its own, kills it when its time is up, replaces it when it dies, and
says what became of each task in one of two words: a value or a `TaskFailure`. It knows nothing of pages or documents.

Time is that of the processor: a page that waits for a busy machine has not hung. Some times as much by the clock is the
bound for whatever waits for ever.

Processes are spawned, never forked: the native libraries underneath have threads and locks that do not survive a fork.
Each has one thread (`OMP_THREAD_LIMIT`): more would fight for the same cores.
"""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import pickle
import re
import resource
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Any, Protocol, Self

from pebble import ProcessExpired, ProcessPool

from pipeline.errors import KehoachError, WorkersUnavailable
from pipeline.options import RunOptions

SINGLE_THREAD: Mapping[str, str] = {
    "OMP_THREAD_LIMIT": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENCV_FOR_THREADS_NUM": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}
"""Read by the libraries when they are loaded. Arrow's own allocators reserve address space by the gigabyte."""

_PR_SET_PDEATHSIG = 1

CLOCK_PER_CPU = 6.0
"""A worker that got a fortieth of a busy core took a minute to start."""


class FailureKind(StrEnum):
    """How a task came to nothing."""

    CRASHED = "crashed"
    """Its process died."""
    TIMEOUT = "timeout"
    """Its time was up and its process was killed."""
    MEMORY = "memory"
    """It needed more than a worker may have."""
    ERROR = "error"
    """It raised an error."""


@dataclass(frozen=True, slots=True)
class TaskFailure:
    """A task that came to nothing; `error` where it raised one that kehoach knows."""

    kind: FailureKind
    reason: str
    error: KehoachError | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A call of a module-level function, which may take `timeout_s` seconds of CPU, and CLOCK_PER_CPU times as many."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    timeout_s: float


class Executor(Protocol):
    """Runs tasks in processes; `slots` tells how many at a time."""

    slots: int

    def submit(self, task: Task) -> Future[Any]:
        """Starts a task; `outcome` says what became of it when the future is done."""
        ...


def outcome(future: Future[Any]) -> Any | TaskFailure:  # noqa: ANN401 - whatever the task's function returns
    """The value of a task that is done, or how it failed."""
    try:
        value = future.result(timeout=0)
        return pickle.loads(value.data) if isinstance(value, Packed) else value  # noqa: S301 - our own process packed it
    except (ProcessExpired, BrokenProcessPool, CancelledError) as error:
        return _death(getattr(error, "exitcode", None))
    except TimeoutError:
        return _TOO_LONG
    except MemoryError:
        return TaskFailure(FailureKind.MEMORY, "it needs more memory than a worker may have")
    except KehoachError as error:
        return TaskFailure(FailureKind.ERROR, error.reason, error)
    except Exception as error:  # any fault of the code that ran is this task's, not the batch's
        told = " ".join(str(error).split())
        return TaskFailure(FailureKind.ERROR, f"unexpected {type(error).__name__}{_place(error)}: {told}")


class LocalProcesses:
    """An executor of this machine's processes; to be used as a context."""

    def __init__(self, options: RunOptions) -> None:
        self.slots = options.jobs
        self._options = options
        self._pool: ProcessPool | None = None
        self._making = threading.Lock()

    def __enter__(self) -> Self:
        os.environ.update(SINGLE_THREAD)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()

    def submit(self, task: Task) -> Future[Any]:
        """Starts a task, in a new pool where the old one broke. May be called from several threads.

        Raises WorkersUnavailable where the system starts no processes.
        """
        with self._making:
            if self._pool is not None and not self._pool.active:
                with contextlib.suppress(Exception):  # it is broken: only its processes are to go
                    self._pool.stop()  # type: ignore[no-untyped-call]
                    self._pool.join()
                self._pool = None
            if self._pool is None:
                self._pool = self._new_pool()
            pool = self._pool
        try:
            clock_s = task.timeout_s * CLOCK_PER_CPU
            arguments = (task.timeout_s, task.function, *task.arguments)
            future: Future[Any] = pool.schedule(run_bounded, args=arguments, timeout=clock_s)
        except BrokenProcessPool as error:
            cause = error.__cause__ or error
            raise WorkersUnavailable(f"no process can be started: {cause}") from error
        return future

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._options.jobs,
            max_tasks=self._options.worker_max_tasks,
            initializer=prepare_worker,
            initargs=(self._options.worker_memory_bytes,),
            context=multiprocessing.get_context("spawn"),
        )


@dataclass(frozen=True, slots=True)
class Packed:
    """What a task gave, pickled."""

    data: bytes


def run_bounded(cpu_s: float, function: Callable[..., Any], *arguments: Any) -> Packed:  # noqa: ANN401
    """Calls a function; the process dies of SIGPROF when it has used `cpu_s` seconds of CPU.

    The value is packed here, so that one too large for the worker's memory fails this task and not its process.
    """
    signal.setitimer(signal.ITIMER_PROF, cpu_s)
    try:
        return Packed(pickle.dumps(function(*arguments), pickle.HIGHEST_PROTOCOL))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def prepare_worker(memory_bytes: int) -> None:
    """Makes a new process a worker: bounded in memory, single-threaded, gone when its parent is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(SINGLE_THREAD)
    warnings.filterwarnings("ignore", module="PIL")  # about broken pictures: what is broken is told by an error
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() == 1:  # the parent ended before it could be told to
            os._exit(1)


def _place(error: Exception) -> str:
    """Where in the worker an error was raised, from the traceback that comes with it."""
    frames = re.findall(r'File "(?:.*[/\\])?([^"/\\]+)", line (\d+)', str(getattr(error, "traceback", "")))
    return " at {}:{}".format(*frames[-1]) if frames else ""


_TOO_LONG = TaskFailure(FailureKind.TIMEOUT, "it took longer than it may")


def _death(code: int | None) -> TaskFailure:
    if code == -signal.SIGPROF:
        return _TOO_LONG
    return TaskFailure(FailureKind.CRASHED, f"the process reading it {_ending(code)}")


def _ending(code: int | None) -> str:
    if code is None:
        return "died"
    if code < 0:
        with contextlib.suppress(ValueError):
            return f"was ended by {signal.Signals(-code).name}"
    return f"ended with status {code}"
