"""Tesseract as a reader, in this process and as a program."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from extractors.reading.reader import Reader, Segmentation
from extractors.reading.tesseract import (
    PytesseractReader,
    TesseractReader,
    TesseractUnavailableError,
    calibrated,
    open_tesseract,
    tessdata_folder,
)
from samples.fonts import Face
from tests.extractors.lettering import lettered

DPI = 170.0
LINES = ["Ban Quản lý Khu kinh tế thực hiện", "kế hoạch cải cách hành chính năm 2025"]


@pytest.fixture(scope="module", params=[TesseractReader, PytesseractReader], ids=["tesserocr", "pytesseract"])
def reader(request: pytest.FixtureRequest) -> Reader:
    if request.param is PytesseractReader and shutil.which("tesseract") is None:
        pytest.skip("the program tesseract is not installed")
    return request.param()  # type: ignore[no-any-return]


def test_lines_words_boxes_and_confidence(reader: Reader) -> None:
    picture = lettered(LINES, DPI, 13, Face.REGULAR)
    lines = reader.read(picture, Segmentation.CELL)
    assert [line.text for line in lines] == LINES
    height, width = picture.shape
    for word in (word for line in lines for word in line.words):
        box = word.box
        assert 0 <= box.x0 < box.x1 <= width
        assert 0 <= box.y0 < box.y1 <= height
        assert picture[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)].min() < 128
        assert 0.5 < word.confidence <= 1


def test_a_picture_that_letters_fill_to_the_edge_is_read(reader: Reader) -> None:
    picture = lettered(["Ban Quản lý"], DPI, 13, Face.REGULAR)
    rows, columns = np.nonzero(picture < 128)
    tight = picture[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    assert [line.text for line in reader.read(np.ascontiguousarray(tight), Segmentation.LINE)] == ["Ban Quản lý"]


def test_an_empty_picture_has_no_lines(reader: Reader) -> None:
    assert reader.read(np.full((60, 200), 255, np.uint8), Segmentation.CELL) == ()


def test_a_missing_language_names_the_packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(TesseractUnavailableError, match="tesseract-ocr-xyz"):
        open_tesseract("xyz")


def test_the_folder_named_by_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "tessdata").mkdir()
    (tmp_path / "tessdata" / "vie.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert tessdata_folder() == tmp_path / "tessdata"


def test_calibration_is_monotone() -> None:
    values = [calibrated(stated / 100) for stated in range(101)]
    assert values == sorted(values)
    assert 0 <= values[0] < values[-1] <= 1
