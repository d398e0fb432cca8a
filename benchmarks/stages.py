"""Where the CPU of an extraction goes, stage by stage: a profile by samples, in one process.

`python -m benchmarks.stages PDF` prints seconds a stage as JSON. Every few milliseconds of CPU the stack is looked at,
and the time since the last look goes to the stage that the stack is in; a stage is known by its modules.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

SAMPLE_S = 0.005
ROOT = Path(__file__).parents[1]
LOADING, OTHER = "loading the program and its models", "the rest"
STAGES = {
    "opening and rendering": (
        "pipeline/opening",
        "pipeline/pdf_source",
        "pipeline/image_source",
        "pipeline/picture_modes",
        "pipeline/mending",
    ),
    "reading": ("extractors/own_reader/", "extractors/reading/"),
    "the picture made ready": ("pipeline/page_picture", "extractors/picture/"),
    "ruling lines and grids": ("extractors/tables/rulings", "extractors/tables/grid", "extractors/tables/cells"),
    "repair": ("extractors/repairing", "normalizers/repair/"),
    "Parquet": ("pipeline/dataset/",),
    "order, tables, rows, values": ("extractors/", "normalizers/"),
}
INNERMOST = ("opening and rendering",)
"""Stages that count wherever they are called from; of the others, the one that called."""


def stage_of(frame: FrameType | None) -> str:
    """The stage that a stack is in."""
    claimed = OTHER
    while frame is not None:  # from the innermost call outwards
        file = frame.f_code.co_filename
        if file.startswith("<frozen importlib"):
            return LOADING
        if file.startswith(str(ROOT)):
            module = file[len(str(ROOT)) + 1 :]
            stage = next((name for name, modules in STAGES.items() if module.startswith(modules)), None)
            if stage in INNERMOST:
                return stage
            if stage is not None:
                claimed = stage
            if frame.f_code.co_name in ("_reader", "_repairer", "_fluency"):
                return LOADING
        frame = frame.f_back
    return claimed


class Sampler:
    """Counts CPU seconds a stage while it is entered."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._last = 0.0

    def __enter__(self) -> Sampler:
        self._last = time.process_time()
        signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, SAMPLE_S, SAMPLE_S)
        return self

    def __exit__(self, *error: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)

    def _look(self, number: int, frame: FrameType | None) -> None:
        now = time.process_time()
        self.seconds[stage_of(frame)] += now - self._last
        self._last = now


def main() -> int:
    """Print the stages of one extraction."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stages", description=__doc__)
    parser.add_argument("pdf", type=Path)
    path = parser.parse_args().pdf
    with tempfile.TemporaryDirectory() as name, Sampler() as sampler:
        from pipeline.dataset.writing import publish, stage  # noqa: PLC0415 - what loading takes is measured too
        from pipeline.inputs import sha256_of  # noqa: PLC0415
        from pipeline.options import PageOptions  # noqa: PLC0415
        from pipeline.tasks import SourceFile, Stamp, count_pages, finish_document, read_page  # noqa: PLC0415

        source = SourceFile(path, sha256_of(path), path.stat().st_size)
        pages = [read_page(source, page, PageOptions()) for page in range(1, count_pages(source) + 1)]
        finished = finish_document(source, pages, (), Stamp("0", "0", datetime.now(UTC)))
        publish(Path(name), stage(Path(name), finished.document, finished.tables))
    sys.stdout.write(json.dumps(dict(sampler.seconds)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
