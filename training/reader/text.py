"""What the synthetic lines say: pieces of a corpus, and codes, dates, numbers and rare letters at their share."""

from __future__ import annotations

import hashlib
import lzma
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from extractors.own_reader.alphabet import CHARACTERS, canonical, is_readable

_VALIDATION_SHARE = 50
"""One corpus line in so many is kept for validation and never trained on."""

_KINDS = (
    *("excerpt", "capitals", "title", "code", "marked", "rare", "letters", "leader", "latin", "short", "acronym"),
    *("measure", "quoted"),
)
_SHARES = (0.42, 0.08, 0.03, 0.11, 0.05, 0.06, 0.03, 0.02, 0.02, 0.04, 0.04, 0.06, 0.04)
_LIST_MARKS = ("- ", "+ ", "* ", "• ", "a) ", "b) ", "c) ", "đ) ", "e) ", "– ", "(i) ", "□ ", "→ ", "§ ")
_CODE_LETTERS = "ABCDĐGHIKLMNOPQSTUVXY"
_TYPES = ("KH", "QĐ", "TB", "BC", "CV", "NQ", "NĐ", "TT", "TTr", "CT", "HD", "GM", "PL", "UBND")
_UNITS = ("đồng", "triệu đồng", "tỷ đồng", "%", "ha", "m2", "km", "ngày", "giờ", "người", "hồ sơ", "điểm", "kg", "m3")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ACRONYMS = ("UBND", "HĐND", "CCHC", "TTHC", "CNTT", "ISO", "KT-XH", "QPPL", "MTTQ", "BCĐ", "PCTT", "THCS", "PAR")
_POINTS = "abcdđeghiklmnopq"
_SYMBOLS = "fghkmnpqrtxyzABCDEFHKLMNPQRSTVXYZ"
_LATIN = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Corpus:
    """Canonical lines split into words, and the corpus's distinct words."""

    training: tuple[tuple[str, ...], ...]
    validation: tuple[tuple[str, ...], ...]
    vocabulary: tuple[str, ...]


def load_corpus(path: Path) -> Corpus:
    """Reads a text file (UTF-8, may be .xz), a sentence or paragraph a line.

    A line goes to validation by its own digest, so that the split stays when the corpus grows.
    """
    training, validation = [], []
    vocabulary: set[str] = set()
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        for raw in lines:
            line = canonical(raw)
            if not line or not is_readable(line):
                continue
            words = tuple(line.split())
            if int.from_bytes(hashlib.sha256(line.encode()).digest()[:4], "big") % _VALIDATION_SHARE == 0:
                validation.append(words)
            else:
                training.append(words)
                vocabulary.update(words)
    return Corpus(tuple(training), tuple(validation), tuple(sorted(vocabulary)))


class TextSampler:
    """Draws texts of lines; the same generator state gives the same texts."""

    def __init__(self, corpus: Corpus, random: np.random.Generator, *, validation: bool = False) -> None:
        self._lines = corpus.validation if validation else corpus.training
        self._vocabulary = corpus.vocabulary
        self._random = random

    def sample(self) -> str:
        """One canonical, readable text that is not empty."""
        while True:
            kind = _KINDS[int(self._random.choice(len(_KINDS), p=_SHARES))]
            text = canonical(getattr(self, f"_{kind}")())
            if text and is_readable(text):
                return text

    def _below(self, limit: int) -> int:
        return int(self._random.integers(limit))

    def _pick(self, options: tuple[str, ...] | str) -> str:
        return options[self._below(len(options))]

    def _excerpt(self) -> str:
        words = self._lines[self._below(len(self._lines))]
        wanted = min(1 + int(self._random.gamma(2.2, 2.4)), 14)
        start = self._below(max(1, len(words) - wanted + 1))
        return " ".join(words[start : start + wanted])

    def _capitals(self) -> str:
        return self._excerpt().upper()

    def _title(self) -> str:
        return self._excerpt().title()

    def _short(self) -> str:
        words = self._excerpt().split()
        if self._random.random() < 0.4:
            return self._pick((str(self._below(120)), f"{self._below(20)}.{self._below(20)}", self._pick(_ROMAN), "x"))
        return " ".join(words[:2])

    def _marked(self) -> str:
        number = ".".join(str(1 + self._below(12)) for _ in range(1 + self._below(3)))
        roman = self._pick(_ROMAN)
        mark = self._pick(
            (*_LIST_MARKS, f"{number}. ", f"{number} ", f"{roman}. ", f"Điều {self._below(99)}. ", f"[{number}] ")
        )
        return mark + self._excerpt()

    def _rare(self) -> str:
        words = [self._pick(self._vocabulary) for _ in range(1 + self._below(6))]
        style = self._below(4)
        if style == 0:
            words = [word.title() for word in words]
        elif style == 1:
            words = [word.upper() for word in words]
        return " ".join(words)

    def _letters(self) -> str:
        return "".join(CHARACTERS[self._below(len(CHARACTERS))] for _ in range(3 + self._below(12)))

    def _leader(self) -> str:
        start, end = self._excerpt().split(), self._excerpt().split()
        gap = " " if self._random.random() < 0.3 else ""
        return f"{' '.join(start[:4])}{gap}… {' '.join(end[: self._below(3)])}"

    def _latin(self) -> str:
        def word() -> str:
            return "".join(self._pick(_LATIN) for _ in range(2 + self._below(7)))

        style = self._below(5)
        if style == 0:
            return f"https://{word()}.{word()}.gov.vn/{word()}"
        if style == 1:
            return f"{word()}@{word()}.gov.vn"
        if style == 2:
            return f"{word().upper()}-{word().upper()}"
        if style == 3:
            return f"{self._excerpt()} ({word().upper()[:5]})"
        return f"{word().title()} {word()} {word()}"

    def _acronym(self) -> str:
        """Capitals among small letters: what is most easily taken for digits (ISO, A, I, II, Q1)."""

        def capitals() -> str:
            style = self._below(5)
            if style == 0:
                return self._pick(_ROMAN)
            if style == 1:
                return self._pick(_CODE_LETTERS)
            if style == 2:
                return f"{self._pick(_CODE_LETTERS)}{self._below(30)}"
            return self._pick(_ACRONYMS) if style == 3 else self._issuer()

        words = self._excerpt().split()
        for _ in range(1 + self._below(3)):
            words.insert(self._below(len(words) + 1), self._pick((capitals(), f"({capitals()})", f"{capitals()},")))
        return " ".join(words)

    def _measure(self) -> str:
        """Measured values as tables and technical annexes have them, alone or after some words."""

        def one() -> str:
            whole, unit = self._digits(1 + self._below(7)).lstrip("0") or "0", self._pick(_UNITS)
            value = f"{whole}{self._pick(('.', ','))}{self._digits(1 + self._below(4))}"
            symbol = self._pick(_SYMBOLS)
            degrees, minutes, seconds = self._below(180), self._below(60), self._below(60)
            return self._pick(
                (
                    *(value, value, f"{value} {unit}", f"{value}{unit}", f"{symbol} ({unit})", f"({unit})"),
                    *(f"{symbol}{self._below(40)}", f"{symbol} = {value}", f"{symbol} = ({self._below(9)}-{whole})"),
                    *(f"{symbol} ≤ {value} {unit}", f"{degrees}°{minutes:02d}'", f"{degrees}°", f"{value}±{symbol}"),
                    f"{degrees}°{minutes:02d}'{seconds:02d}\"",
                    f"{whole} x {self._digits(3)} {unit}",
                )
            )

        style = self._below(4)
        if style == 0:
            return f"{self._excerpt()} {one()}"
        if style == 1:
            return f"{self._excerpt()} {one()}, {one()}"
        return one()

    def _quoted(self) -> str:
        """A piece in quotation marks or brackets, at a line's start, within or at its end."""
        words = self._excerpt().split()
        begin = self._below(len(words))
        end = begin + 1 + self._below(len(words) - begin)
        inside = " ".join(words[begin:end])
        style = self._below(4)
        if style == 0:
            inside = inside.upper()
        elif style == 1:
            inside = str(self._below(100))
        marks = self._pick(("“”", "“”", '""', "()", "[]"))
        stop = self._pick(("", "", ".", ";", ",", ":"))
        return " ".join([*words[:begin], f"{marks[0]}{inside}{marks[1]}{stop}", *words[end:]])

    def _digits(self, count: int) -> str:
        return "".join(str(self._below(10)) for _ in range(count))

    def _grouped(self) -> str:
        groups = [str(1 + self._below(999))] + [self._digits(3) for _ in range(self._below(4))]
        return ("." if self._random.random() < 0.85 else ",").join(groups)

    def _issuer(self) -> str:
        return "".join(self._pick(_CODE_LETTERS) for _ in range(2 + self._below(5)))

    def _number(self) -> str:
        year = 1990 + self._below(45)
        number = str(1 + self._below(9999)) if self._random.random() < 0.7 else f"{1 + self._below(99):02d}"
        kind = self._pick(_TYPES)
        return self._pick(
            (
                f"{number}/{kind}-{self._issuer()}",
                f"{number}/{year}/{kind}-CP",
                f"{number}/{year}/{kind}-{self._issuer()}",
                f"{number}-{kind}/{self._issuer()}",
                f"{number}/{self._issuer()}-{self._issuer()}",
                f"{number}/{year}/QH{1 + self._below(15)}",
                f"điểm {self._pick(_POINTS)} khoản {1 + self._below(12)} Điều {1 + self._below(99)}",
            )
        )

    def _date(self) -> str:
        day, month, year = 1 + self._below(31), 1 + self._below(12), 1990 + self._below(45)
        return self._pick(
            (
                f"{day:02d}/{month:02d}/{year}",
                f"{day}/{month}/{year}",
                f"{day:02d}-{month:02d}-{year}",
                f"{month:02d}/{year}",
                f"ngày {day:02d} tháng {month:02d} năm {year}",
                f"ngày {day} tháng {month} năm {year}",
                f"Quý {self._pick(_ROMAN[:4])}/{year}",
                f"giai đoạn {year}-{year + 5}",
                f"Năm {year}",
                f"{self._below(24)}h{self._below(60):02d}",
            )
        )

    def _quantity(self) -> str:
        return self._pick(
            (
                f"{self._grouped()} {self._pick(_UNITS)}",
                f"{self._below(101)}%",
                f"{self._below(100)},{self._digits(1 + self._below(2))}%",
                f"≥ {self._below(101)}%",
                f"{self._below(100)},{self._digits(2)}",
                f"0{self._digits(3)}.{self._digits(3)}.{self._digits(3)}",
                self._digits(1 + self._below(12)),
            )
        )

    def _code(self) -> str:
        def piece() -> str:
            return self._pick((self._number(), self._date(), self._quantity()))

        style = self._below(6)
        if style == 0:
            return f"Số: {self._number()}"
        if style == 1:
            return f"{self._excerpt()} {piece()}"
        if style == 2:
            return f"{piece()} {self._excerpt()}"
        if style == 3:
            return f"{self._excerpt()} số {self._number()} {self._date()}"
        if style == 4:
            return f"{piece()}; {piece()}"
        return piece()
