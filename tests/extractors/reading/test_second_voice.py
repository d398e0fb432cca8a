"""Words with digits that the first reader is unsure of, heard again by real Tesseract on a printed line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from extractors.layout import Box, Line, Word
from extractors.reading.reader import Segmentation
from extractors.reading.second_voice import AGREED, DIFFERED, SecondVoiceReader
from extractors.reading.tesseract import open_tesseract
from samples.fonts import Face
from tests.extractors.lettering import lettered

PRINTED = "Kế hoạch số 1478/KH-UBND ngày 16/6/2025"


@dataclass
class Says:
    """A first reader that says what it is told of the whole picture."""

    text: str
    confidence: float
    name: str = "first"

    def read(self, picture: NDArray[np.uint8], segmentation: Segmentation) -> tuple[Line, ...]:
        height, width = picture.shape
        box = Box(width * 0.05, height * 0.2, width * 0.95, height * 0.8)
        return (Line(tuple(Word(text, box, self.confidence) for text in self.text.split())),)


@dataclass
class Places:
    """A first reader that says a text, each word where Tesseract finds one."""

    picture: NDArray[np.uint8]
    text: str
    confidence: float
    name: str = "first"

    def read(self, picture: NDArray[np.uint8], segmentation: Segmentation) -> tuple[Line, ...]:
        (line,) = open_tesseract().read(picture, segmentation)
        pairs = zip(self.text.split(), line.words, strict=True)
        return (Line(tuple(Word(text, word.box, self.confidence) for text, word in pairs)),)


@pytest.fixture(scope="module")
def picture() -> NDArray[np.uint8]:
    return lettered([PRINTED], 170.0, 13, Face.REGULAR)


def heard(picture: NDArray[np.uint8], text: str, confidence: float) -> dict[str, Word]:
    (line,) = SecondVoiceReader(Says(text, confidence), open_tesseract()).read(picture, Segmentation.LINE)
    return {word.text: word for word in line.words}


def test_digits_that_both_read_are_believed(picture: NDArray[np.uint8]) -> None:
    word = heard(picture, PRINTED, 0.6)["1478/KH-UBND"]
    assert (word.confidence, word.doubtful) == (AGREED, False)


def test_the_same_digits_parted_otherwise_are_no_agreement(picture: NDArray[np.uint8]) -> None:
    word = heard(picture, "Kế hoạch số 14,78/KH-UBND ngày 16/6/2025", 0.6)["14,78/KH-UBND"]
    assert (word.confidence, word.doubtful) == (0.6, False)


def test_digits_that_differ_stay_as_read_and_are_doubtful(picture: NDArray[np.uint8]) -> None:
    words = heard(picture, "Kế hoạch số 8565/KH-UBND ngày 16/6/2025", 0.6)
    assert (words["8565/KH-UBND"].confidence, words["8565/KH-UBND"].doubtful) == (DIFFERED, True)
    assert not words["16/6/2025"].doubtful


def test_an_unsure_word_that_both_read_is_believed(picture: NDArray[np.uint8]) -> None:
    first = SecondVoiceReader(Places(picture, PRINTED, 0.4), open_tesseract())
    (line,) = first.read(picture, Segmentation.LINE)
    assert [(word.text, word.confidence) for word in line.words][:2] == [("Kế", AGREED), ("hoạch", AGREED)]


def test_a_word_that_differs_takes_the_second_reading_along(picture: NDArray[np.uint8]) -> None:
    (line,) = SecondVoiceReader(Places(picture, PRINTED.replace("hoạch", "hoách"), 0.55), open_tesseract()).read(
        picture, Segmentation.LINE
    )
    word = line.words[1]
    assert (word.text, word.alternatives, word.confidence) == ("hoách", ("hoạch",), DIFFERED)


def test_sure_words_are_left_alone(picture: NDArray[np.uint8]) -> None:
    assert heard(picture, "số 8565/KH-UBND", 0.95)["8565/KH-UBND"] == Word(
        "8565/KH-UBND", next(iter(Says("x", 0.95).read(picture, Segmentation.LINE))).box, 0.95
    )
    assert heard(picture, "Kế hoách", 0.65)["hoách"].alternatives == ()


@dataclass
class Doubts:
    """A first reader that sees many lines and is sure of none."""

    n_lines: int
    name: str = "first"

    def read(self, picture: NDArray[np.uint8], segmentation: Segmentation) -> tuple[Line, ...]:
        return tuple(Line((Word("9", Box(2, 2 * y, 9, 2 * y + 1), 0.1),)) for y in range(self.n_lines))


@dataclass
class Counts:
    """A second reader that counts how often it is asked."""

    n_asked: int = 0
    name: str = "second"

    def read(self, picture: NDArray[np.uint8], segmentation: Segmentation) -> tuple[Line, ...]:
        self.n_asked += 1
        return ()


@pytest.mark.parametrize(("n_lines", "n_asked"), [(5, 5), (200, 0)])
def test_of_a_picture_of_noise_the_second_reader_is_not_asked(n_lines: int, n_asked: int) -> None:
    second = Counts()
    lines = SecondVoiceReader(Doubts(n_lines), second).read(np.full((500, 20), 255, np.uint8), Segmentation.COLUMN)
    assert len(lines) == n_lines
    assert second.n_asked == n_asked
