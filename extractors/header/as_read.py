"""The lines of a letterhead with what the header was read as: its number, place, bodies, type and title.

Repair knows words only: of "$6:05 /KH- UBND" it makes nothing, but the header block tells a number by its form, and
bodies and places by what the document says elsewhere. Only lines that are such a field and nothing else are written
anew, word for word, so that none is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from extractors.header.issue import written_date
from extractors.header.number import printed_number
from extractors.layout import DocumentContent, Paragraph, Passage
from extractors.records import DocumentHeader
from normalizers.folding import fold_marks
from normalizers.unicode import trimmed

_LEAST_ALIKE = 50.0
"""Similarity, of 100, from which a word of a line is the word of the field that it was read as."""
_NUMBER_ALIKE = 70.0
"""The same of the letters and digits behind "Số:" and the number."""
_BODY_ALIKE = 75.0
"""The same of the lines of a body and its name."""
_PARAGRAPHS = 25
"""The first paragraphs, in which the letterhead stands."""


def with_header_as_read(content: DocumentContent, header: DocumentHeader) -> DocumentContent:
    """The content with the letterhead's paragraphs as the header was read, where that is sure; all others as they are.

    A doubtful number or date changes nothing.
    """
    changes: list[tuple[str, str]] = []
    lines = {field: _lines(header, field) for field in ("number", "place", "parent_issuer", "issuer", "title")}
    for line in lines["number"]:
        changes.append((line.text, _number_line(line.text, header.number)))
    for line in lines["place"]:
        changes.append((line.text, _place_line(line.text, header.place)))
    for field, value in (("parent_issuer", header.parent_issuer), ("issuer", header.issuer)):
        changes += _bodies_as_read([line.text for line in lines[field]], value)
    changes += _words_as_read([line.text for line in lines["title"]], header.title)
    paragraphs = list(content.paragraphs)
    for printed, told in changes:
        if printed and told != printed:
            _replace_first(paragraphs, printed, told)
    return replace(content, paragraphs=tuple(paragraphs))


def _lines(header: DocumentHeader, field: str) -> list[Passage]:
    return [
        source.passage for source in header.sources if source.field == field and not any(source.passage.word_doubtful)
    ]


def _number_line(text: str, number: str) -> str:
    """The line of the number; as it is where something else stands in it."""
    printed = printed_number(text)
    read, told = _signs(printed or ""), _signs(number)
    if printed is None or not told or len(read) > len(told) + 1 or fuzz.ratio(read, told) < _NUMBER_ALIKE:
        return text
    return f"Số: {number}"


def _signs(text: str) -> str:
    return "".join(char for char in fold_marks(text) if char.isalnum())


def _place_line(text: str, place: str) -> str:
    """The line of place and date with the place as it was read; its date stays as printed."""
    found = written_date(text)
    if found is None or not place:
        return text
    before, when = found
    words, own = before.split(), place.split()
    if len(words) != len(own) or not _are_alike(words, own):
        return text
    return f"{place}, {when}"


def _bodies_as_read(lines: Sequence[str], value: str) -> list[tuple[str, str]]:
    """For each line of a body's name, which is in capitals, the line with the words of `value`."""
    told = value.upper().split()
    printed = " ".join(lines)
    if len(printed.split()) != len(told) or fuzz.ratio(_signs(printed), _signs(value)) < _BODY_ALIKE:
        return []
    remaining = iter(told)
    return [(line, " ".join(next(remaining) for _ in line.split())) for line in lines]


def _words_as_read(lines: Sequence[str], value: str) -> list[tuple[str, str]]:
    """For each line of a field that the words of `value` stand in, the line with these words in their printed case."""
    words = [word for line in lines for word in line.split()]
    told = value.split()
    if len(words) != len(told) or not _are_alike(words, told):
        return []
    remaining = iter(told)
    return [(line, " ".join(_as_read(word, next(remaining)) for word in line.split())) for line in lines]


def _are_alike(words: Iterable[str], told: Iterable[str]) -> bool:
    return all(
        fuzz.ratio(_signs(word), _signs(own)) >= _LEAST_ALIKE or _signs(word) == _signs(own)
        for word, own in zip(words, told, strict=True)
    )


def _as_read(word: str, told: str) -> str:
    """The word with the letters of `told`, its case and the signs around it."""
    bare, own = trimmed(word), trimmed(told)
    if not bare or not own or bare.lower() == own.lower():
        return word
    return word.replace(bare, own.upper() if bare.isupper() else own, 1)


def _replace_first(paragraphs: list[Paragraph], printed: str, told: str) -> None:
    """Replaces the line in the first paragraph that it stands in."""
    for place, paragraph in enumerate(paragraphs[:_PARAGRAPHS]):
        if printed in paragraph.passage.text:
            text = paragraph.passage.text.replace(printed, told, 1)
            paragraphs[place] = replace(paragraph, passage=replace(paragraph.passage, text=text))
            return
