"""What a run may be told: frozen, typed, with every default in one place.

`PageOptions` change what comes out, so their digest is kept with what they produced; `RunOptions` only change how fast
and how patiently it is produced.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from enum import StrEnum


class ReaderName(StrEnum):
    """What turns pictures of text into words: our own line recogniser, with Tesseract as second voice, or Tesseract."""

    TESSERACT = "tesseract"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOptions:
    """How pages are read: whatever changes the rows. The switches turn a stage off, to measure what it is worth."""

    reader: ReaderName = ReaderName.OWN
    x_height_px: float = 14.5
    """Size that letters are scaled to for the reader; 13 to 18 px read best."""
    use_text_layer: bool = True
    orient: bool = True
    deskew: bool = True
    lift_stamps: bool = True
    find_seals: bool = True
    level_light: bool = True
    clear_edges: bool = True
    clear_specks: bool = True
    clear_streaks: bool = True
    fit_letters: bool = True
    find_tables: bool = True

    def digest(self) -> str:
        """Sixteen hex digits that differ wherever an option does."""
        text = json.dumps(asdict(self), sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]


def default_jobs() -> int:
    """As many processes as this process may use cores."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


PAGE_TIMEOUT_S = 20.0
"""Of CPU. A clean page takes a fortieth of it, a dense A3 table a quarter, on a core of 2020."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """How the work is done.

    `page_timeout_s`: a page, and opening a document, may take this much CPU before its process is killed, and some
    times as long by the clock (pipeline.workers). `document_timeout_s`: so may turning a document's pages into rows.
    `worker_memory_bytes`: bound on the address space of a worker. `worker_max_tasks`: a worker is replaced after so
    many tasks, which bounds what leaks. `cluster`: address of a Dask scheduler in place of local processes.
    """

    jobs: int = field(default_factory=default_jobs)
    page_timeout_s: float = PAGE_TIMEOUT_S
    document_timeout_s: float = 300.0
    worker_memory_bytes: int = 3 * 1024**3
    worker_max_tasks: int = 200
    cluster: str | None = None
