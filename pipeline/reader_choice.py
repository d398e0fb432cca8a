"""Which reader a run uses: the one that was asked for, or Tesseract where the own one can't run on this machine.

Decided once, before the work starts, so that the dataset's record of the options says what really read.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

from pipeline.options import ReaderName

RUNTIME = "onnxruntime"
"""What the own reader needs beyond Tesseract; there is no wheel of it for some machines."""


@dataclass(frozen=True, slots=True)
class ReaderChoice:
    """The reader that is used; `note` says why it is not the one asked for, and what to do."""

    reader: ReaderName
    note: str = ""


def usable_reader(asked_for: ReaderName) -> ReaderChoice:
    """The reader to use on this machine."""
    if asked_for is ReaderName.OWN and find_spec(RUNTIME) is None:
        note = f"{RUNTIME} is not installed: pages are read by Tesseract alone, less well. pip install {RUNTIME}"
        return ReaderChoice(ReaderName.TESSERACT, note)
    return ReaderChoice(asked_for)
