from pathlib import Path

import cv2
import numpy as np
import pytest

from extractors.own_reader.reader import OwnReader, OwnReaderUnavailableError, open_own_reader
from extractors.reading.noise import without_noise
from extractors.reading.reader import Segmentation
from tests.extractors.own_reader.printing import printed

LINES = (
    "Thực hiện kế hoạch cải cách hành chính năm 2025",
    "Ủy ban nhân dân tỉnh Khánh Hòa",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 607/KH-KKTKCN ngày 12/9/2025",
)


@pytest.fixture(scope="module")
def reader() -> OwnReader:
    return open_own_reader()


def test_printed_lines_are_read_as_they_stand(reader: OwnReader) -> None:
    picture = printed([(40, 60 + 45 * place, text) for place, text in enumerate(LINES)], (900, 260))
    lines = reader.read(picture, Segmentation.CELL)
    assert [line.text for line in lines] == list(LINES)
    assert all(0.0 <= word.confidence <= 1.0 for line in lines for word in line.words)


@pytest.mark.parametrize("em", [24, 28, 31, 36])
def test_a_number_alone_in_its_cell_keeps_what_parts_its_digits(reader: OwnReader, em: int) -> None:
    numbers = ["25,9", "75,9", "854", "85,4", "72.711", "53.556", "2683", "7/4/2025", "29/9/2024", "23.366,9"]
    read = [reader.read(printed([(14, 2 * em, text)], (7 * em, 3 * em), em), Segmentation.CELL) for text in numbers]
    assert [" ".join(line.text for line in lines) for lines in read] == numbers


def test_boxes_stand_where_the_words_are(reader: OwnReader) -> None:
    picture = printed([(50, 60, "báo"), (200, 60, "cáo"), (270, 60, "năm")], (400, 100))
    (line,) = [line for line in reader.read(picture, Segmentation.COLUMN) if line.words[-1].text == "năm"]
    assert line.words[-1].box.x0 == pytest.approx(270, abs=6)
    assert line.words[-1].box.y0 < 60 < line.words[-1].box.y1
    lefts = [word.box.x0 for word in line.words]
    assert lefts == sorted(lefts)


def test_a_line_is_one_line_whatever_its_gaps(reader: OwnReader) -> None:
    picture = printed([(20, 60, "báo cáo"), (460, 60, "năm 2025")], (800, 100))
    (line,) = reader.read(picture, Segmentation.LINE)
    assert line.text == "báo cáo năm 2025"


def test_reading_again_gives_the_same(reader: OwnReader) -> None:
    picture = printed([(40, 60, LINES[0])], (800, 100))
    assert reader.read(picture, Segmentation.CELL) == reader.read(picture, Segmentation.CELL)


def test_without_language_model_clear_print_is_read_too() -> None:
    reader = open_own_reader(use_language_model=False)
    (line,) = reader.read(printed([(40, 60, LINES[0])], (900, 100)), Segmentation.LINE)
    assert line.text == LINES[0]


def test_an_empty_picture_has_no_lines(reader: OwnReader) -> None:
    assert reader.read(np.full((100, 300), 255, np.uint8), Segmentation.PAGE) == ()


def test_a_missing_model_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OwnReaderUnavailableError, match="make reader"):
        open_own_reader(tmp_path)


def test_of_noise_some_lines_are_told_and_they_are_no_text(reader: OwnReader) -> None:
    noise = np.random.default_rng(1).normal(128, 120, (900, 700)).clip(0, 255)
    picture = np.asarray(cv2.resize(noise.astype(np.uint8), None, fx=2, fy=2), np.uint8)
    lines = reader.read(picture, Segmentation.COLUMN)
    assert 0 < len(lines) <= 32
    kept, n_words = without_noise(lines)
    assert kept == ()
    assert n_words == sum(len(line.words) for line in lines)


def test_a_page_of_many_lines_is_no_noise(reader: OwnReader) -> None:
    places = [(20 + 320 * column, 40 + 30 * row, "kế hoạch") for column in range(3) for row in range(40)]
    lines = reader.read(printed(places, (1000, 1300)), Segmentation.COLUMN)
    assert sum(line.text == "kế hoạch" for line in lines) > 0.95 * len(places)
    assert without_noise(lines) == (lines, 0)
