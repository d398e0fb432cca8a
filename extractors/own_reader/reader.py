"""The line recogniser as a reader: picture in, lines of words out.

The lines are found and cut out, brought to one size, read, and decoded with the language model.
A line that comes out doubtful is read again a little smaller and a little larger, and the surest reading is taken.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.layout import Box, Line, Word
from extractors.own_reader.alphabet import N_CLASSES
from extractors.own_reader.decoding import USUAL_SEARCH, Reading, Search, beam_search, greedy
from extractors.own_reader.language import LanguageModel, load_trie
from extractors.own_reader.letter_case import even_line
from extractors.own_reader.line_cutter import MARGIN_EM, CutLine, cut, find_lines
from extractors.own_reader.line_picture import COLUMNS_PER_STEP, EM, HEIGHT, level
from extractors.reading.reader import Segmentation

MODEL_FOLDER = Path(__file__).parent
MODEL_FILE, LANGUAGE_FILE = "recogniser.onnx", "language.npz"

_STEPS_TOGETHER = 4
"""A line's picture is padded to a multiple of so many steps, so that the runtime sees few different widths."""
_LONGEST_COLUMNS = 6_000
"""A line is at most so many columns: some 400 characters. A longer one is no line of text, and is left out."""
_DOUBTFUL = -0.03
"""Mean log certainty of a line's characters below which it is read at other sizes, too."""
_OTHER_SIZES = (0.85, 1.18)
_MANY_LINES, _SAMPLE = 90, 32
"""Where a picture seems to have so many lines, more than a page, so many of them are looked at first: noise has
hundreds, a page with drawings as well."""
_UNKNOWN = -0.6
"""Mean log certainty of the likeliest classes below which a line looks like nothing known. Of synthetic lines with all
damage one in a hundred is below, of lines found in noise two thirds to all."""
_ASCENT_EM, _DESCENT_EM = 0.70, 0.22
"""A word's box reaches from the capitals' height to the foot of the descenders."""
_INK = 0.4
_CALIBRATION_SLOPE, _CALIBRATION_OFFSET = 0.498, 1.624
"""The curve from a word's certainty to its chance of being right, fitted by training/reader/calibrate.py."""


Decoding = Callable[[NDArray[np.float32]], Reading]
"""From a line's probabilities (steps, classes) to its reading."""


class OwnReaderUnavailableError(RuntimeError):
    """ONNX Runtime or the model is not there; the message says what to do."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as it was cut and read, with the picture it was read from."""

    line: CutLine
    reading: Reading
    columns: NDArray[np.bool_]
    """Which columns of its picture hold ink."""
    scale: float

    @property
    def sureness(self) -> float:
        """Mean log certainty of the characters; 0 where there is none."""
        certainties = self.reading.certainties
        return sum(math.log(max(one, 1e-6)) for one in certainties) / len(certainties) if certainties else 0.0


def open_own_reader(folder: Path = MODEL_FOLDER, *, use_language_model: bool = True) -> OwnReader:
    """The reader with the model in `folder`; raises OwnReaderUnavailableError."""
    try:
        runtime = import_module("onnxruntime")
    except ImportError as error:
        raise OwnReaderUnavailableError(
            "ONNX Runtime is not installed: pip install onnxruntime, or read with --reader tesseract"
        ) from error
    model = folder / MODEL_FILE
    if not model.is_file():
        raise OwnReaderUnavailableError(
            f"{model} is missing: make it with make reader, or read with --reader tesseract"
        )
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_mem_pattern = False  # which serves inputs of one shape
    session = runtime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    language = LanguageModel(load_trie(folder / LANGUAGE_FILE)) if use_language_model else None
    return OwnReader(session, language)


class OwnReader:
    """See `extractors.reading.reader.Reader`.

    `session` is ONNX Runtime's; without `language` lines are read greedily.
    """

    name = "own"

    def __init__(self, session: Any, language: LanguageModel | None, search: Search = USUAL_SEARCH) -> None:  # noqa: ANN401 - ONNX Runtime has no types
        self._session = session
        self._language = language
        self._search = search

    def read(self, picture: NDArray[np.uint8], segmentation: Segmentation) -> tuple[Line, ...]:
        """See Reader.read. Lines are found the same way whatever the picture holds; of noise a few are told."""
        found = find_lines(picture)
        sample = self._sample_of_noise(picture, found) if len(found) >= _MANY_LINES else None
        read = self.read_lines(picture, found) if sample is None else sample
        lines = [Line(words) for words in (tuple(_words(one)) for one in read) if words]
        if segmentation is Segmentation.LINE and len(lines) > 1:
            words = sorted((word for line in lines for word in line.words), key=lambda word: word.box.x0)
            return (Line(tuple(words)),)
        return tuple(lines)

    def read_lines(self, picture: NDArray[np.uint8], lines: Sequence[CutLine]) -> list[ReadLine]:
        """The lines read one by one, in their order; doubtful ones at more than one size."""
        read = self._read_at(picture, lines, 1.0)
        doubtful = [place for place, one in enumerate(read) if one.sureness < _DOUBTFUL]
        for scale in _OTHER_SIZES if doubtful else ():
            again = self._read_at(picture, [lines[place] for place in doubtful], scale)
            for place, one in zip(doubtful, again, strict=True):
                if one.reading.text and one.sureness > read[place].sureness:
                    read[place] = one
        return read

    def _sample_of_noise(self, picture: NDArray[np.uint8], lines: Sequence[CutLine]) -> list[ReadLine] | None:
        """The longest lines as read, where most of these look like nothing that the recogniser knows; else None.

        Lines of text beside drawings are the longest.
        """
        longest = sorted(lines, key=lambda line: line.x1 - line.x0, reverse=True)[:_SAMPLE]
        read = self._read_at(picture, longest, 1.0, greedy)
        told = [one.sureness for one in read if one.reading.text]
        return read if sum(sureness < _UNKNOWN for sureness in told) > len(told) / 2 else None

    def read_darkness(self, darkness: Sequence[NDArray[np.float32]]) -> list[Reading]:
        """Readings of lines that are cut and levelled already: darkness of HEIGHT rows each."""
        return self._read_darkness(darkness, self._decode)

    def _read_darkness(self, darkness: Sequence[NDArray[np.float32]], decode: Decoding) -> list[Reading]:
        return [decode(self._probabilities(one)) for one in darkness]

    def _probabilities(self, darkness: NDArray[np.float32]) -> NDArray[np.float32]:
        """A line's probabilities (steps, classes). Lines are run one by one: what padding a batch costs is not won."""
        width = darkness.shape[1]
        if width > _LONGEST_COLUMNS:
            return np.zeros((0, N_CLASSES), np.float32)
        steps = -(-width // COLUMNS_PER_STEP) + 1
        padded = np.zeros((1, 1, HEIGHT, -(-steps // _STEPS_TOGETHER) * _STEPS_TOGETHER * COLUMNS_PER_STEP), np.float32)
        padded[0, 0, :, :width] = darkness
        (probabilities,) = self._session.run(None, {"darkness": padded})
        return np.asarray(probabilities[0, :steps])

    def _read_at(
        self, picture: NDArray[np.uint8], lines: Sequence[CutLine], scale: float, decode: Decoding | None = None
    ) -> list[ReadLine]:
        darkness = [level(cut(picture, line, scale)) for line in lines]
        readings = self._read_darkness(darkness, decode or self._decode)
        return [
            ReadLine(line, reading, np.asarray((one[4:-2] > _INK).any(axis=0)), scale)
            for line, reading, one in zip(lines, readings, darkness, strict=True)
        ]

    def _decode(self, probabilities: NDArray[np.float32]) -> Reading:
        if self._language is None:
            return greedy(probabilities)
        return beam_search(probabilities, self._language, self._search)


def log_odds(chance: float) -> float:
    """Log odds of a chance, bounded so that a certain one has odds, too."""
    chance = min(max(chance, 1e-6), 1 - 1e-6)
    return math.log(chance / (1 - chance))


def _confidence(certainties: Sequence[float]) -> float:
    """The chance that a word is right, by the calibration curve."""
    return 1 / (1 + math.exp(-(_CALIBRATION_SLOPE * log_odds(math.prod(certainties)) + _CALIBRATION_OFFSET)))


def _words(read: ReadLine) -> Iterator[Word]:
    """The words of a line with their boxes: the ink between one space and the next."""
    text, steps, certainties = even_line(read.reading.text), read.reading.steps, read.reading.certainties
    spaces = [place for place, character in enumerate(text) if character == " "]
    starts = [0, *(place + 1 for place in spaces)]
    ends = [*spaces, len(text)]
    others = [even_line(other).split() for other in read.reading.others]
    n_words = len(text.split())
    index = 0
    for start, end in zip(starts, ends, strict=True):
        if start == end:
            continue
        left = steps[start - 1] * COLUMNS_PER_STEP if start else 0
        right = (steps[end] + 1) * COLUMNS_PER_STEP if end < len(text) else len(read.columns)
        ink = np.flatnonzero(read.columns[left:right])
        if len(ink):
            left, right = left + int(ink[0]), left + int(ink[-1]) + 1
        word = text[start:end]
        found = [other[index] for other in others if len(other) == n_words and other[index] != word]
        yield Word(
            word,
            _box(read, left, right),
            _confidence(certainties[start:end]),
            alternatives=tuple(dict.fromkeys(found)),
        )
        index += 1


def _box(read: ReadLine, left: int, right: int) -> Box:
    """Columns of a line's picture as a box of the picture it was cut from."""
    line = read.line
    per_column = line.em / (EM * read.scale)
    begin = line.x0 - MARGIN_EM * line.em
    x0, x1 = begin + left * per_column, begin + right * per_column
    baseline = line.baseline((x0 + x1) / 2)
    return Box(x0, baseline - _ASCENT_EM * line.em, x1, baseline + _DESCENT_EM * line.em)
