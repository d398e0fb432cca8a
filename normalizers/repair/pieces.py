"""Texts cut into pieces that are decoded at once, and put together again: bounds memory whatever a text's length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalizers.repair.tokens import spaced
from normalizers.repair.types import Heard, RepairedText, RepairedToken
from normalizers.unicode import nfc

_CHARS_AT_ONCE = 40_000
"""Characters of a text that are decoded together: some twenty pages."""
_BATCH_CHARS = 10_000
"""Characters of texts that are short: fewer cost more calls, more leave the processor's cache (a third more time)."""


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A text, or a part of a long one that begins with a word, with what its reader says of each word, if anything."""

    text: str
    heard: Sequence[Heard] | None = None


def pieces_of(text: str, heard: Sequence[Heard] | None = None) -> list[TextPiece]:
    """The text in pieces that are short enough to be decoded at once; joined, the text again."""
    if len(text) <= _CHARS_AT_ONCE:
        return [TextPiece(text, heard)]
    pieces: list[TextPiece] = []
    parts: list[str] = []
    size = first = words = 0
    for part in spaced(text):
        if size > _CHARS_AT_ONCE and not part.isspace():
            pieces.append(TextPiece("".join(parts), None if heard is None else heard[first:words]))
            parts, size, first = [], 0, words
        parts.append(part)
        size += len(part)
        words += not part.isspace()
    return [*pieces, TextPiece("".join(parts), None if heard is None else heard[first:])]


def batches(pieces: Sequence[TextPiece]) -> Iterator[Sequence[TextPiece]]:
    """The pieces, as many at a time as are decoded together."""
    start = 0
    while start < len(pieces):
        end, size = start, 0
        while end < len(pieces) and (end == start or size + len(pieces[end].text) <= _BATCH_CHARS):
            size += len(pieces[end].text)
            end += 1
        yield pieces[start:end]
        start = end


def untouched(text: str) -> RepairedText:
    """The text as it is; words that are the same share their token, of which there may be millions."""
    text = nfc(text)
    tokens: dict[str, RepairedToken] = {}
    return RepairedText(text, tuple(tokens.setdefault(word, RepairedToken(word, word)) for word in text.split()))


def joined(pieces: Sequence[RepairedText]) -> RepairedText:
    """The repaired pieces of one text as one."""
    if len(pieces) == 1:
        return pieces[0]
    return RepairedText(
        "".join(piece.text for piece in pieces), tuple(token for piece in pieces for token in piece.tokens)
    )
