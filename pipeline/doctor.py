"""Whether everything that kehoach needs is here, and what to do where it is not."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline.version import program_version

LIBRARIES = ("pypdfium2", "opencv-python-headless", "tesserocr", "pyarrow", "pebble", "numpy", "pillow")
FREE_BYTES = 1024**3
"""A dataset of thousands of documents fits into it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something looked at: what was found, and how to mend it where it is not well.

    What is `optional` is missed by some commands only.
    """

    subject: str
    well: bool
    found: str
    remedy: str = ""
    optional: bool = False

    @property
    def missing(self) -> bool:
        """Whether kehoach can't do its work without mending it."""
        return not self.well and not self.optional


def examine() -> Iterator[Finding]:
    """Looks at the program, its libraries, the text reader, the models and the machine."""
    yield Finding("kehoach", True, f"{program_version()}, Python {platform.python_version()} on {platform.platform()}")
    yield Finding("Python", sys.version_info >= (3, 11), platform.python_version(), "Install Python 3.11 or newer.")
    for library in LIBRARIES:
        yield _library(library)
    yield _tried("Tesseract", _tesseract, "sudo apt-get install tesseract-ocr tesseract-ocr-vie")
    yield _tried("line recogniser", _line_recogniser, "pip install onnxruntime; without it Tesseract reads alone")
    yield _distributed()
    yield _tried("repair model", _repair_model, "Install kehoach again: the model is part of it.")
    yield _space(Path.cwd())


def _library(name: str) -> Finding:
    try:
        return Finding(name, True, version(name))
    except PackageNotFoundError:
        return Finding(name, False, "missing", f"pip install {name}, or run: make setup")


def _distributed() -> Finding:
    try:
        return Finding("distributed (Dask)", True, version("distributed"))
    except PackageNotFoundError:
        remedy = "pip install 'kehoach[cluster]'"
        return Finding("distributed (Dask)", False, "only for --cluster", remedy, optional=True)


def _tried(subject: str, attempt: Callable[[], str], remedy: str) -> Finding:
    try:
        return Finding(subject, True, attempt())
    except Exception as error:  # whatever is the matter with it is what was asked for
        return Finding(subject, False, " ".join(f"{type(error).__name__}: {error}".split()), remedy)


def _tesseract() -> str:
    from extractors.reading.tesseract import LANGUAGE, open_tesseract, tessdata_folder  # noqa: PLC0415

    folder = tessdata_folder()
    reader = open_tesseract()
    return f"{folder / LANGUAGE}.traineddata, read by {reader.name}"


def _line_recogniser() -> str:
    import numpy as np  # noqa: PLC0415

    from extractors.own_reader.line_picture import HEIGHT  # noqa: PLC0415
    from extractors.own_reader.reader import open_own_reader  # noqa: PLC0415

    reading = open_own_reader().read_darkness([np.zeros((HEIGHT, 64), np.float32)])[0]
    if reading.text:
        raise ValueError(f"an empty line was read as {reading.text!r}")
    return "loads, and reads nothing on an empty line"


def _repair_model() -> str:
    from normalizers.repair import Repairer  # noqa: PLC0415

    sample = "Kế hoạch năm 2025"
    repaired = Repairer.load().repair(sample).text
    if repaired != sample:
        raise ValueError(f"{sample!r} was repaired to {repaired!r}")
    return "loads and leaves sound text alone"


def _space(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    found = f"{free / 1024**3:.1f} GB free in {folder}"
    return Finding("disk", free > FREE_BYTES, found, "Free some space, or choose an --out elsewhere.")
