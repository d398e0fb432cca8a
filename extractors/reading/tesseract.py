"""Tesseract as a reader: in this process through tesserocr, or as a program through pytesseract.

The fast model `vie` is used: on pages of this kind the larger ones read no better. In this process a small picture
costs about 10 ms, started as a program 148 ms.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.layout import Box, Line, Word
from extractors.reading.reader import Reader, Segmentation
from normalizers.unicode import nfc

os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # read once, when the library is loaded: one thread a process

try:
    import tesserocr
except ImportError:  # no wheel for this machine
    tesserocr = None

LANGUAGE = "vie"
TESSDATA_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
PAGE_SEGMENTATION_MODES = {
    Segmentation.PAGE: 3,
    Segmentation.COLUMN: 4,
    Segmentation.CELL: 6,
    Segmentation.LINE: 7,
}
MARGIN_PX = 10
"""White put around a picture: letters that touch its edge are lost otherwise."""


class TesseractUnavailableError(RuntimeError):
    """Neither tesserocr nor the program is there, or the language data is not; the message says what to install."""


def tessdata_folder(language: str = LANGUAGE) -> Path:
    """The folder with `language`.traineddata: TESSDATA_PREFIX first, then where the distributions put it.

    Raises TesseractUnavailableError where there is none.
    """
    named = os.environ.get("TESSDATA_PREFIX")
    candidates = [Path(named), Path(named) / "tessdata"] if named else []
    for folder in [*candidates, *map(Path, TESSDATA_FOLDERS)]:
        if (folder / f"{language}.traineddata").is_file():
            return folder
    raise TesseractUnavailableError(
        f"Tesseract's {language}.traineddata is nowhere to be found. Install the packages tesseract-ocr and "
        f"tesseract-ocr-{language}, or set TESSDATA_PREFIX to the folder that holds it."
    )


def open_tesseract(language: str = LANGUAGE, folder: Path | None = None) -> Reader:
    """A reader with the model `language` from `folder`; in this process where that is possible.

    Raises TesseractUnavailableError.
    """
    folder = folder or tessdata_folder(language)
    if tesserocr is not None:
        return TesseractReader(language, folder)
    return PytesseractReader(language, folder)


class TesseractReader:
    """Tesseract in this process. Not to be shared between threads."""

    name = "tesseract"

    def __init__(self, language: str = LANGUAGE, folder: Path | None = None) -> None:
        folder = folder or tessdata_folder(language)
        try:
            self._api = tesserocr.PyTessBaseAPI(path=str(folder), lang=language, oem=tesserocr.OEM.LSTM_ONLY)
        except RuntimeError as error:
            raise TesseractUnavailableError(f"Tesseract can't load {folder / language}.traineddata: {error}") from error
        self._api.SetVariable("tessedit_do_invert", "0")  # white on black doesn't occur; trying costs a second pass

    def read(self, picture: NDArray[np.uint8], segmentation: Segmentation) -> tuple[Line, ...]:
        """See Reader.read."""
        padded = _padded(picture)
        height, width = padded.shape
        self._api.SetPageSegMode(PAGE_SEGMENTATION_MODES[segmentation])
        self._api.SetImageBytes(padded.tobytes(), width, height, 1, width)
        table = self._api.GetTSVText(0)
        return tuple(_lines(table))


class PytesseractReader:
    """Tesseract as a program, a process a picture."""

    name = "pytesseract"

    def __init__(self, language: str = LANGUAGE, folder: Path | None = None) -> None:
        import pytesseract  # noqa: PLC0415 - needed only where tesserocr is not to be had

        self._pytesseract = pytesseract
        self._language = language
        self._folder = folder or tessdata_folder(language)
        try:
            pytesseract.get_tesseract_version()
        except pytesseract.TesseractNotFoundError as error:
            raise TesseractUnavailableError(
                "The program tesseract is missing. Install the package tesseract-ocr."
            ) from error

    def read(self, picture: NDArray[np.uint8], segmentation: Segmentation) -> tuple[Line, ...]:
        """See Reader.read."""
        mode = PAGE_SEGMENTATION_MODES[segmentation]
        table = self._pytesseract.image_to_data(
            _padded(picture),
            lang=self._language,
            config=f'--tessdata-dir "{self._folder}" --oem 1 --psm {mode} -c tessedit_do_invert=0',
        )
        return tuple(_lines(table.partition("\n")[2]))


def _padded(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.pad(picture, MARGIN_PX, constant_values=255)


STATED = (0.0, 0.3, 0.5, 0.75, 0.88, 0.91, 0.93, 0.96, 1.0)
RIGHT = (0.01, 0.2, 0.45, 0.7, 0.78, 0.88, 0.95, 0.985, 0.998)
"""Confidence that the model states, and the share of such words that were right: isotonic, on 3440 words of the
project's scanned samples (office scans, poor scans, photocopies)."""


def calibrated(stated: float) -> float:
    """The probability that a word is right whose confidence Tesseract states as `stated` (0 to 1)."""
    return float(np.interp(stated, STATED, RIGHT))


WORD_LEVEL = "5"


def _lines(table: str) -> Iterator[Line]:
    """Lines of Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, conf, text."""
    key: tuple[str, ...] = ()
    words: list[Word] = []
    for row in table.splitlines():
        fields = row.split("\t")
        if len(fields) < 12 or fields[0] != WORD_LEVEL:
            continue
        text = nfc(fields[11]).strip()
        if not text:
            continue
        if tuple(fields[2:5]) != key:
            if words:
                yield Line(tuple(words))
            words = []
            key = tuple(fields[2:5])
        left, top, width, height = (int(field) - shift for field, shift in zip(fields[6:10], PADDING, strict=True))
        confidence = calibrated(float(fields[10]) / 100)
        words.append(Word(text, Box(left, top, left + width, top + height), confidence))
    if words:
        yield Line(tuple(words))


PADDING = (MARGIN_PX, MARGIN_PX, 0, 0)
