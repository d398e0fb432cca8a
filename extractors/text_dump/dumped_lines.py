"""A line of a dumped table as its words and bars, without the specks among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.layout import Line, Word
from extractors.table_meaning.wordings import plain

BEFORE_FIRST = -1
"""The column of the ordinals, before the first that cells are found for."""
DASHES_AND_PLUS = ("-", "–", "—", "+")
# Letters that are words by themselves, or what is read for them: "y kiến", "ở"; capitals in a line are specks.
_LONE_LETTERS = frozenset("yýỳỷ¥ởỞY")
# "Quý I, Quý IV", as dumped.
_ROMAN = frozenset("IVXl1|")
_BEFORE_ROMAN = re.compile(r"[QO].?[uUiy]?.{0,2}|khoa|[Kk]h\w{1,3}|[Hh]\wng|lo\wi")
# A line of so large a share of tokens of one or two letters is specks; of words few are so short.
SPECKS_SHARE = 0.7
FEWEST_SPECKS = 4
# Of marks above or below letters: ".2".
_BROKEN_NUMBER = re.compile(r"[.,]\d")
# No speck reads as an ordinal of two levels: "2.2".
_TWO_LEVELS = re.compile(r"\d{1,2}\.\d{1,2}\.?")
# What a digit, or letters in ones and twos, must cost more than the line without them to be specks, in nats.
DEAR_DIGIT = 4.4
DEAR_LETTERS = 7.5
# A row of "(1) (2) (3)" below the header.
_COLUMN_NUMBER = re.compile(r"\(\d\)")
# A word with so large a share of signs is no word, but for codes ("57-NQ/TW"), which have fewer.
_SIGNS_SHARE = 0.45
# Signs that readers without Vietnamese see in letters with marks: "K& hoach", "S& Noi vu".
_READ_FOR_LETTERS = "&€¢"


@dataclass(frozen=True, slots=True)
class Place:
    """The columns, `first` to `last`, that a word may be in by its place; by how many letters it is outside each."""

    first: int
    last: int
    outside: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as dumped: its words but for specks, and the indexes of the words before which a bar stands.

    `after_gap` where blank lines stand before it; `across` where its block runs across the columns. `places` has
    those of the words where the dump keeps them.
    """

    words: tuple[Word, ...]
    bars: frozenset[int]
    page: int = 1
    after_gap: bool = False
    across: bool = True
    places: tuple[Place, ...] = ()

    def part(self, start: int, end: int) -> PrintedLine:
        """The line's words `start` to `end` (exclusive)."""
        bars = frozenset(bar - start for bar in self.bars if start < bar < end)
        return replace(
            self,
            words=self.words[start:end],
            bars=bars,
            after_gap=self.after_gap and start == 0,
            places=self.places[start:end],
        )


def printed_line(parts: Sequence[Line], *, page: int = 1, after_gap: bool = False, across: bool = True) -> PrintedLine:
    """A dumped line of `parts` between bars; what has neither letter nor digit is left out, but for dashes."""
    words: list[Word] = []
    bars: set[int] = set()
    texts = [word.text for part in parts for word in part.words]
    speckled = across and _is_speckled(texts)
    if all(_COLUMN_NUMBER.fullmatch(text) for text in texts):
        parts = ()
    for part in parts:
        if words:
            bars.add(len(words))
        if len(parts) == 1 and _is_lone_letter(part):
            continue
        words += [
            word
            for index, word in enumerate(part.words)
            if not _is_speck(part.words, index, across=across) and not (speckled and _is_single(word.text))
        ]
    kept = frozenset(bar for bar in bars if bar < len(words))
    return PrintedLine(tuple(words), kept, page, after_gap, across)


def _is_speckled(words: Sequence[str]) -> bool:
    """True for a line of little else than tokens of one or two letters: those of one are specks then."""
    short = sum(map(_is_short, words))
    return len(words) >= FEWEST_SPECKS and short >= SPECKS_SHARE * len(words)


def _is_short(word: str) -> bool:
    return sum(map(str.isalnum, word)) <= 2 and not word.isdigit()


def _is_single(word: str) -> bool:
    return sum(map(str.isalnum, word)) <= 1 and not word.isdigit()


def _is_lone_letter(line: Line) -> bool:
    """True for a line that is one letter: what is left of a mark that stood above a word."""
    text = "".join(word.text for word in line.words)
    bare = text.strip(".,:;'‘’~^|")
    return len(line.words) == 1 and len(bare) == 1 and bare.isalpha()


def _is_speck(words: Sequence[Word], index: int, *, across: bool) -> bool:
    """True for signs, but for the dash before an item, and in lines across columns for a lone letter after others.

    Elsewhere a lone letter is what is left of a word.
    """
    text = words[index].text
    letters = sum(map(str.isalnum, text))
    if letters == 0:
        if text not in DASHES_AND_PLUS:
            return True
        goes_on = index + 1 < len(words) and sum(map(str.isalnum, words[index + 1].text)) > 1
        hangs = index == len(words) - 1 and index > 0 and sum(map(str.isalnum, words[index - 1].text)) > 1
        return not (goes_on or hangs)
    signs = len(text.strip(".,;:()-")) - letters - sum(map(text.count, _READ_FOR_LETTERS))
    if len(text) > 1 and signs > _SIGNS_SHARE * len(text):
        return True
    bare = text.strip("'‘’.,:;~^")
    lone = letters == 1 and bare.isalpha() and text not in _LONE_LETTERS
    return lone and index > 0 and across and not (bare in _ROMAN and _BEFORE_ROMAN.fullmatch(words[index - 1].text))


def without_specks(
    line: PrintedLine, words: Sequence[str], unknown: Sequence[bool], inserted: Sequence[float]
) -> tuple[PrintedLine, list[str]]:
    """A line that runs across, and its words repaired, without letters and digits in ones and twos that are no words.

    `unknown` marks the words that no lexicon has, `inserted` is what each costs more than the line without it, in nats.
    What a line begins with may be an ordinal and stays, unless it is a letter before another speck.
    """
    if not line.across or line.places:
        return line, list(words)
    odd = [
        _is_odd_pair(own.text) and (unknown[index] or not _is_like(own.text, word))
        for index, (own, word) in enumerate(zip(line.words, words, strict=True))
    ]
    dear = [_may_be_speck(own.text) and cost > _dear(own.text) for own, cost in zip(line.words, inserted, strict=True)]
    first = line.words[0].text
    if len(odd) > 1 and _is_lone_capital(first) and _may_be_speck(line.words[1].text):
        dear[1] = True
    stays = (1 in line.bars or _TWO_LEVELS.fullmatch(first) is not None) or not (
        _BROKEN_NUMBER.match(first) or (len(odd) > 1 and (odd[1] or dear[1]) and _is_odd_pair(first))
    )
    gone = {index for index in range(len(odd)) if (odd[index] or dear[index] if index else not stays)}
    if not gone:
        return line, list(words)
    kept = [index for index in range(len(words)) if index not in gone]
    bars = {sum(index < bar for index in kept) for bar in line.bars}
    own_words = tuple(line.words[index] for index in kept)
    rest = replace(line, words=own_words, bars=frozenset(bars - {0, len(kept)}))
    return rest, [words[index] for index in kept]


def _may_be_speck(text: str) -> bool:
    """True for a digit with a letter or sign at most, and for one or two capitals; small letters may be any word."""
    bare = text.strip(".,;:()")
    return len(bare) <= 2 and sum(map(str.isdigit, bare)) < 2 and not bare.islower() and text not in DASHES_AND_PLUS


def _is_lone_capital(text: str) -> bool:
    return len(text) == 1 and text.isupper()


def _dear(text: str) -> float:
    return DEAR_LETTERS if any(map(str.isalpha, text)) else DEAR_DIGIT


def _is_odd_pair(text: str) -> bool:
    letters = [char for char in text if char.isalnum()]
    number = text.strip(".,;:()%").isdigit() and not _BROKEN_NUMBER.match(text)
    return len(letters) <= 2 and not number and text not in DASHES_AND_PLUS


def _is_like(dumped: str, repaired: str) -> bool:
    """True where a letter of what was dumped is in what was read for it."""
    return bool(set(plain(dumped)) & set(plain(repaired)))
