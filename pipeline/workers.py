"""Processes that do the work and may die of it.

An executor runs one call a task in a process of its own, kills it when its time is up, replaces it when it dies, and
says what became of each task in one of two words: a value or a `TaskFailure`. It knows nothing of pages or documents.

Time is that of the processor: a page that waits for a busy machine has not hung. Some times as much by the clock is the
bound for whatever waits for ever.

Processes that read pages do nothing else, nor do those that make documents of them: the first hold pictures and the
reader's models, the second a document's words, and neither pays for both. Whoever submits sees to it that no more of
them work than there are slots.

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
from importlib.abc import MetaPathFinder
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


class Kind(StrEnum):
    """Which processes a task is for."""

    PAGE = "page"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Task:
    """A call of a module-level function, which may take `timeout_s` seconds of CPU, and CLOCK_PER_CPU times as many.

    What is `Packed` in the arguments reaches the function unpacked, a tuple of such as a list. `stays_packed`: what
    comes of it is for another task, and is not unpacked here.
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    timeout_s: float
    kind: Kind = Kind.PAGE
    stays_packed: bool = False


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
        return value.value() if isinstance(value, Packed) and not value.stays_packed else value
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
        self._pools: dict[Kind, ProcessPool] = {}
        self._making = threading.Lock()

    def __enter__(self) -> Self:
        os.environ.update(SINGLE_THREAD)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for pool in self._pools.values():
            pool.stop()  # type: ignore[no-untyped-call]
        for pool in self._pools.values():
            pool.join()

    def submit(self, task: Task) -> Future[Any]:
        """Starts a task, in a new pool where the old one broke. May be called from several threads.

        Raises WorkersUnavailable where the system starts no processes.
        """
        with self._making:
            pool = self._pools.get(task.kind)
            if pool is not None and not pool.active:
                with contextlib.suppress(Exception):  # it is broken: only its processes are to go
                    pool.stop()  # type: ignore[no-untyped-call]
                    pool.join()
                pool = None
            if pool is None:
                pool = self._pools[task.kind] = self._new_pool()
        try:
            clock_s = task.timeout_s * CLOCK_PER_CPU
            future: Future[Any] = pool.schedule(run_bounded, args=(task,), timeout=clock_s)
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


@dataclass(slots=True)
class Packed:
    """What a task gave, pickled: some 35 kB a page, where the objects have 150."""

    data: bytes
    stays_packed: bool = False

    def value(self) -> Any:  # noqa: ANN401 - whatever was packed
        """What was packed."""
        return pickle.loads(self.data)  # noqa: S301 - our own process packed it

    def taken(self) -> Any:  # noqa: ANN401
        """What was packed, which is gone from here then: not both are held."""
        value, self.data = self.value(), b""
        return value


def run_bounded(task: Task) -> Packed:
    """Calls a task's function; the process dies of SIGPROF when it has used its seconds of CPU.

    The value is packed here, so that one too large for the worker's memory fails this task and not its process.
    """
    signal.setitimer(signal.ITIMER_PROF, task.timeout_s)
    try:
        value = task.function(*map(_unpacked, task.arguments))
        return Packed(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), task.stays_packed)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _unpacked(argument: Any) -> Any:  # noqa: ANN401
    if isinstance(argument, tuple) and any(isinstance(item, Packed) for item in argument):
        return [_unpacked(item) for item in argument]
    return argument.taken() if isinstance(argument, Packed) else argument


class _WithoutPandas(MetaPathFinder):
    """Tells a worker that there is no pandas.

    pyarrow loads it to look for its types among values: 50 MB and 0.2 s that no worker has a use for.
    """

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        """See MetaPathFinder."""
        del path, target
        if fullname == "pandas":
            raise ModuleNotFoundError("not for workers", name=fullname)


def prepare_worker(memory_bytes: int) -> None:
    """Makes a new process a worker: bounded in memory, single-threaded, gone when its parent is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(SINGLE_THREAD)
    warnings.filterwarnings("ignore", module="PIL")  # about broken pictures: what is broken is told by an error
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    sys.meta_path.insert(0, _WithoutPandas())
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
