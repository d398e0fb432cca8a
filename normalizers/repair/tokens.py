"""Cuts text into what may be repaired and what may not.

A *token* stands between two spaces. It is cut into *segments*: words (a candidate for repair each) and literals
(punctuation, and everything that is never touched: numbers, dates, amounts, document codes, list markers, roman
numerals, acronyms, other scripts). The literals and words of a token, joined, are the token again.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, replace
from enum import Enum, auto

from normalizers.repair.acronyms import misread_acronym
from normalizers.repair.fragments import strokes
from normalizers.unicode import folded, is_vietnamese_syllable, modern_tone


class Kind(Enum):
    """What a segment is, for the language model and for repair."""

    WORD = auto()
    NUMBER = auto()
    CODE = auto()
    ACRONYM = auto()
    LITERAL = auto()


class Case(Enum):
    """How a word was written, to be put back after repair."""

    LOWER = auto()
    TITLE = auto()
    UPPER = auto()


@dataclass(frozen=True, slots=True)
class Other:
    """What a word in capitals may be besides: an acronym (`usual` or not) or a roman numeral, spelt `text`.

    `among` tells whether it stands among capitals; None where nothing stands around it.
    """

    kind: Kind
    text: str
    usual: bool = False
    among: bool | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a token. `observed` is a word as the noise channel sees it: case folded where it says nothing.

    Of a `broken` word it has the letters whole that `text` has in fragments; of a misread acronym, the acronym.
    """

    text: str
    kind: Kind
    observed: str = ""
    case: Case = Case.LOWER
    broken: bool = False
    other: Other | None = None


LONGEST_WORD = 14
"""Letters that a token may have and still be worth repairing: the longest syllable (nghiêng) twice."""
LONGEST_TOKEN = 80
"""Characters of a token that is looked into at all: longer ones are leader dots, addresses, or no text."""

_SPACES = re.compile(r"(\s+)")
_NUMBER = re.compile(r"[\d.,:/%‰°+±≥≤<>=~xX*()\-–—]*\d[\d.,:/%‰°+±≥≤<>=~*()\-–—]*")
_CODE = re.compile(r"(?=.*\d)(?=.*[/\-])[\w./\-–]+|[A-ZĐ]{1,8}(?:[-/][A-ZĐ0-9]{1,10})+")
_MEASURE = re.compile(
    r"\d[\d.,]*\s*(?:k?m[23²³]?|km|cm|mm|ha|kg|g|t|kv|mw|kw[h]?|v|h|l|ml|[a-zđ]|đồng|tỷ|triệu)", re.IGNORECASE
)
_GARBLED_MEASURE = re.compile(r"\d[\d.,]*(?:km[23²³]?|m[23²³]|cm|mm|ha|kg|kv|mw|kwh?)|\d[\d.,]+m", re.IGNORECASE)
_MARKER = re.compile(r"[(\[]?[a-zđA-ZĐ][)\].]")
_NUMBERED_WORD = re.compile(r"([IVX]{1,4})\.([A-ZĐ][^\W\d_]+)")
"""A heading's number without the space behind it: "V.TO CHUC"."""
_SHORTENED = re.compile(r"[a-z]/[a-z]")
"""Words by their first letters: "b/c", "p/h"."""
_ROMAN = re.compile(r"[IVXLC]+")
_COMPOUND_SIGNS = re.compile(r"[-&/]")
"""Signs between acronyms: "KT-XH", "GD&ĐT", "NQ/TW"."""
_LONGEST_ACRONYM = 8
"""Letters of an acronym that nothing tells of."""
_SOFT = '.,;:!?"“”„()[]{}…«»–—*•·-/'
_ODD = "'‘’&~^|\\_`<>$#@=+¬°"
_INNER = re.compile(r"([-–—/,;:.()…\[\]]+)")
_WORD_THEN_NUMBER = re.compile(r"([^\W\d_]{2,})([.,:])(\d[\d.,]*)|([^\W\d_]{3,})()(\d{1,2}|\d+(?:\.\d{3})+)")
"""A word and a number without their space, a footnote's number behind its word."""
_NUMBER_THEN_WORD = re.compile(r"(\d+(?:\.\d+)*)([.,:;)]+)([^\W\d_]{2,})")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")
_LATIN = re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]")


def spaced(text: str) -> list[str]:
    """The text as words and the spaces between them, in turn; joined, the text again."""
    return [part for part in _SPACES.split(text) if part]


def segments(
    token: str,
    acronyms: Container[str],
    *,
    garbled: bool,
    skeletons: Container[str] = (),
    usual: Container[str] | None = None,
) -> list[Segment]:
    """The token's segments in order. `garbled` tells that digits and punctuation may be misread letters.

    `skeletons` are the spellings of words without accents: what is spelt so in capitals is no acronym, unless it is one
    of `acronyms`. `usual` are all that are known, those among them that are spelt like a word.
    """
    if len(token) > LONGEST_TOKEN or _UNPRINTABLE.search(token):
        return [Segment(token, Kind.LITERAL)]
    known = _Known(acronyms, skeletons, acronyms if usual is None else usual)
    broken = _broken_segments(token, known) if garbled else []
    return broken or _cut(token, known, garbled)


def _cut(token: str, known: _Known, garbled: bool) -> list[Segment]:
    if not any(char.isalpha() for char in token) and not (garbled and any(char in _ODD for char in token)):
        kind = Kind.NUMBER if any(char.isdigit() for char in token) else Kind.LITERAL
        return [Segment(token, kind)]
    if len(token) <= 3 and _MARKER.fullmatch(token):
        return [Segment(token, Kind.LITERAL)]
    edges = _SOFT if garbled else _SOFT + _ODD
    core = token.strip(edges)
    if not core:
        return [Segment(token, Kind.LITERAL)]
    start = token.index(core)
    before, after = token[:start], token[start + len(core) :]
    found = [Segment(before, Kind.LITERAL)] if before else []
    found += _core_segments(core, known, garbled)
    if after:
        found.append(Segment(after, Kind.LITERAL))
    return found


def _broken_segments(token: str, known: _Known) -> list[Segment]:
    """The segments of a token with broken letters, cut as if these were whole; none where the token has none."""
    core = token.strip(_SOFT)
    acronym = misread_acronym(core, known.acronyms)
    if acronym is not None:
        start = token.index(core)
        edges = [Segment(edge, Kind.LITERAL) for edge in (token[:start], token[start + len(core) :])]
        misread = Segment(core, Kind.ACRONYM, acronym)
        if core.isalpha():
            misread = replace(_word(core), other=Other(Kind.ACRONYM, acronym, usual=True))
        return [each for each in (edges[0], misread, edges[1]) if each.text]
    found = strokes(token)
    if found is None or _NUMBER.fullmatch(token) or ("/" in core and _CODE.fullmatch(core)):
        return []
    taken = "".join(stroke.taken for stroke in found)
    cut: list[Segment] = []
    place = 0
    for segment in _cut(taken, known, garbled=True):
        own = found[place : place + len(segment.text)]
        place += len(segment.text)
        printed = "".join(stroke.printed for stroke in own)
        cut.append(replace(segment, text=printed, broken=printed != segment.text))
    return cut


@dataclass(frozen=True, slots=True)
class _Known:
    acronyms: Container[str]
    skeletons: Container[str]
    usual: Container[str]


def _core_segments(core: str, known: _Known, garbled: bool) -> list[Segment]:
    glued = _glued_number(core)
    if glued:
        return glued
    whole = _no_plain_word(core, known, garbled)
    if whole is not None:
        return [whole]
    pieces = _INNER.split(core)
    numbered = _NUMBERED_WORD.fullmatch(core)
    if garbled and numbered:
        return [Segment(numbered[1], Kind.NUMBER), Segment(".", Kind.LITERAL), _word(numbered[2])]
    if not garbled and "." in pieces and any(len(piece) == 1 for piece in pieces[::2]):
        # Initials, or a name like "e.Gov".
        return [Segment(core, Kind.ACRONYM)]
    if len(pieces) > 1 and (not garbled or _are_words(pieces[::2])):
        found: list[Segment] = []
        for index, piece in enumerate(pieces):
            if index % 2:
                found.append(Segment(piece, Kind.LITERAL))
            elif piece:
                found.append(_no_plain_word(piece, known, garbled) or _word(piece))
        return found
    return [_word(core)]


def _no_plain_word(core: str, known: _Known, garbled: bool) -> Segment | None:
    """The segment of what must stay as it is, or of capitals that may be something else than a word."""
    kind = _protected_kind(core, known, garbled)
    if kind is not None:
        return Segment(core, kind)
    other = _other_than_word(core, known) if garbled else None
    return None if other is None else replace(_word(core), other=other)


def _protected_kind(core: str, known: _Known, garbled: bool) -> Kind | None:
    """What the core is if it must stay as it is, or None for a word."""
    if any(char.isdigit() for char in core):
        if (_NUMBER.fullmatch(core) and not (garbled and core[0].isalpha())) or (
            _GARBLED_MEASURE if garbled else _MEASURE
        ).fullmatch(core):
            return Kind.NUMBER
        if not garbled or ("/" in core and _CODE.fullmatch(core)) or (len(core) > 3 and _letters(core) * 2 < len(core)):
            return Kind.CODE
    if len(core) > LONGEST_WORD or not _LATIN.search(core):
        return Kind.LITERAL
    if _SHORTENED.fullmatch(core):
        return Kind.ACRONYM
    return _capitals_kind(core, known, garbled) if core.isupper() else None


def _capitals_kind(core: str, known: _Known, garbled: bool) -> Kind | None:
    if garbled:
        return Kind.ACRONYM if _is_compound(core, known) else None
    if _ROMAN.fullmatch(core):
        return Kind.NUMBER
    if core in known.acronyms or _CODE.fullmatch(core) or _looks_acronym(core, known):
        return Kind.ACRONYM
    return None


def _is_compound(core: str, known: _Known) -> bool:
    """True for acronyms with signs between them ("KT-XH", "GD&ĐT", "NQ/TW"), one of them a usual one."""
    parts = _COMPOUND_SIGNS.split(core)
    if len(parts) == 1 or not all(part.isalpha() and len(part) <= _LONGEST_ACRONYM for part in parts):
        return False
    usual = [part in known.usual for part in parts]
    return core in known.usual or (
        any(usual)
        and all(
            own or (len(part) > 1 and folded(part) not in known.skeletons)
            for own, part in zip(usual, parts, strict=True)
        )
    )


def _other_than_word(core: str, known: _Known) -> Other | None:
    """What capitals that a foreign reader read may be besides a word."""
    if not core.isupper():
        return None
    if _ROMAN.fullmatch(core):
        return Other(Kind.NUMBER, core)
    if core in known.usual:
        return Other(Kind.ACRONYM, core, usual=True)
    may_be = 2 <= len(core) <= _LONGEST_ACRONYM and all(char.isascii() or char == "Đ" for char in core)
    return Other(Kind.ACRONYM, core) if may_be and core.isalpha() and folded(core) not in known.skeletons else None


def _looks_acronym(core: str, known: _Known) -> bool:
    """Capitals without a toned vowel that are no syllable: a misread word in capitals mostly has a toned one."""
    short = len(core) <= 8 and core.isalpha() and not is_vietnamese_syllable(core)
    return short and folded(core) not in known.skeletons and all(char.isascii() or char in "ĐƯƠÔÂÊĂ" for char in core)


def _glued_number(core: str) -> list[Segment]:
    """The segments of a word and a number beside each other; none where the core is something else."""
    found = _WORD_THEN_NUMBER.fullmatch(core)
    if found:
        word, mark, number = found[1] or found[4], found[2] or "", found[3] or found[6]
        if mark or word[1:].islower():
            marks = [Segment(mark, Kind.LITERAL)] if mark else []
            return [_word(word), *marks, Segment(number, Kind.NUMBER)]
    found = _NUMBER_THEN_WORD.fullmatch(core)
    if found:
        return [Segment(found[1], Kind.NUMBER), Segment(found[2], Kind.LITERAL), _word(found[3])]
    return []


def _are_words(pieces: list[str]) -> bool:
    """True where what stands between the punctuation of a garbled token is words, or numbers beside words.

    Punctuation beside a single letter may be part of it, as "l'" is for "là".
    """
    words = [piece for piece in pieces if piece and not piece.isdecimal()]
    return bool(words) and all(_letters(piece) >= 1 and len(piece) >= 2 for piece in words)


def _letters(piece: str) -> int:
    return sum(char.isalpha() for char in piece)


def _word(text: str) -> Segment:
    """The word with its case told apart from its letters; capitals amid small letters stay: they tell of misreading."""
    plain = text.replace("ð", "đ").replace("Ð", "Đ")
    letters = [char for char in plain if char.isalpha()]
    upper = sum(char.isupper() for char in letters)
    if upper >= 2 and upper * 2 >= len(letters):
        return Segment(text, Kind.WORD, modern_tone(plain.lower()), Case.UPPER)
    if letters and letters[0].isupper():
        place = plain.index(letters[0])
        observed = plain[:place] + letters[0].lower() + plain[place + 1 :]
        return Segment(text, Kind.WORD, modern_tone(observed), Case.TITLE)
    return Segment(text, Kind.WORD, modern_tone(plain), Case.LOWER)


def with_case(word: str, case: Case) -> str:
    """The lower-case word as it is to be written."""
    if case is Case.UPPER:
        return word.upper()
    return word[:1].upper() + word[1:] if case is Case.TITLE else word
