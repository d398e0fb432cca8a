"""A PDF's text layer: its words, and whether they are what is printed.

Decides by the words themselves, since a layer that an OCR without Vietnamese made, or that a font maps wrongly, looks
like any other. What to do with a page whose layer isn't sound is for the story of the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.layout import Box, TextLayerVerdict, Word, bounding_box
from normalizers.unicode import nfc, vietnamese_syllable_share


class Character(NamedTuple):
    """One character of a text layer with its box in points on the page as shown."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The words of a page's text layer and what they are worth."""

    words: tuple[Word, ...]
    verdict: TextLayerVerdict
    reason: str


MIN_WORDS = 8
"""Fewer words can't be judged; a page number and a signature's time stamp may be all that is there."""
MIN_SYLLABLE_SHARE = 0.75
"""A sound page has 0.85 and more (numbers don't count); an OCR without Vietnamese reaches 0.3 to 0.6."""
MAX_UNMAPPABLE_SHARE = 0.05
_UNMAPPABLE = re.compile(r"\(cid:\d+\)")


def words_of(characters: Iterable[Character]) -> tuple[Word, ...]:
    """Characters in the file's order become words at white space and where the box jumps; text is NFC."""
    words: list[Word] = []
    text: list[str] = []
    boxes: list[Box] = []

    def finish() -> None:
        if text:
            words.append(Word(nfc("".join(text)), bounding_box(boxes)))
            text.clear()
            boxes.clear()

    for character in characters:
        if character.text.isspace() or character.text == "\0":
            finish()
            continue
        if boxes and _jumps(boxes[-1], character.box):
            finish()
        text.append(character.text)
        boxes.append(character.box)
    finish()
    return tuple(words)


def _jumps(before: Box, after: Box) -> bool:
    """True where `after` can't belong to the word of `before`: on another line, or more than a letter away."""
    height = max(before.height, after.height, 1.0)
    return (
        after.y0 > before.y1 + height / 2
        or after.y1 < before.y0 - height / 2
        or after.x0 > before.x1 + 2 * height
        or after.x1 < before.x0 - height
    )


def triage(words: Sequence[Word]) -> TextLayer:
    """Judges a page's words by what they say."""
    kept = tuple(words)
    if not kept:
        return TextLayer((), TextLayerVerdict.NONE, "no text layer")
    text = " ".join(word.text for word in kept)
    if len(kept) < MIN_WORDS:
        return TextLayer(kept, TextLayerVerdict.NONE, f"only {len(kept)} words")
    unmappable = _unmappable_share(text)
    if unmappable > MAX_UNMAPPABLE_SHARE:
        return TextLayer(kept, TextLayerVerdict.UNMAPPABLE, f"{unmappable:.0%} of the characters have no meaning")
    share = vietnamese_syllable_share(text)
    if share < MIN_SYLLABLE_SHARE:
        return TextLayer(kept, TextLayerVerdict.GARBAGE, f"{share:.0%} of the words are built like Vietnamese")
    return TextLayer(kept, TextLayerVerdict.SOUND, f"{share:.0%} of the words are built like Vietnamese")


def _unmappable_share(text: str) -> float:
    """Share of characters that stand for no letter: private use, unassigned, replacement, control, "(cid:12)"."""
    without_cid, n_cid = _UNMAPPABLE.subn("", text)
    categories = [unicodedata.category(char) for char in without_cid if not char.isspace()]
    bad = n_cid + sum(category in ("Co", "Cn", "Cs", "Cc") for category in categories) + without_cid.count("\ufffd")
    return bad / max(1, len(categories) + n_cid)
