"""Without ONNX Runtime the program reads with Tesseract and says so."""

from __future__ import annotations

import pytest

from pipeline import reader_choice
from pipeline.options import ReaderName
from pipeline.reader_choice import usable_reader


def test_the_own_reader_is_used_where_it_can_run() -> None:
    assert usable_reader(ReaderName.OWN).reader is ReaderName.OWN
    assert usable_reader(ReaderName.TESSERACT).note == ""


def test_tesseract_steps_in_where_the_runtime_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_choice, "RUNTIME", "no_such_runtime")
    choice = usable_reader(ReaderName.OWN)
    assert choice.reader is ReaderName.TESSERACT
    assert "pip install no_such_runtime" in choice.note
    assert usable_reader(ReaderName.TESSERACT).note == ""
