"""What a run may be told: frozen, typed, with every default in one place.

`PageOptions` change what comes out, so their digest is kept with what they produced; `RunOptions` only change how fast
and how patiently it is produced.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOptions:
    """Whatever changes the rows. All are bounds on untrusted input.

    `max_page_pixels`: a page is rendered with fewer dots an inch where it would have more pixels than this.
    `max_pages`: documents with more are refused. `max_file_bytes`: so are larger files.
    """

    max_page_pixels: int = 40_000_000
    max_pages: int = 5_000
    max_file_bytes: int = 2 * 1024**3

    def digest(self) -> str:
        """Sixteen hex digits that differ wherever an option does."""
        text = json.dumps(asdict(self), sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]


def default_jobs() -> int:
    """As many processes as this process may use cores."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """How the work is done.

    `page_timeout_s`: a page may take this long (clock) before its process is killed. `document_timeout_s`: so may
    opening a document, and turning its pages into rows. `worker_memory_bytes`: bound on the address space of a worker.
    `worker_max_tasks`: a worker is replaced after so many tasks, which bounds what leaks. `cluster`: address of a
    Dask scheduler in place of local processes.
    """

    jobs: int = field(default_factory=default_jobs)
    page_timeout_s: float = 50.0
    document_timeout_s: float = 300.0
    worker_memory_bytes: int = 3 * 1024**3
    worker_max_tasks: int = 200
    cluster: str | None = None
