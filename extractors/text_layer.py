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
"""Words with letters; fewer can't be judged (a page number, a table of figures)."""
MIN_SYLLABLE_SHARE = 0.8
"""Of the words with letters, those built like Vietnamese syllables: 0.9 and more on sound pages, 0.3 to 0.75 from an
OCR without Vietnamese, 0.2 where a font maps its letters wrongly."""
MIN_MARKED_SHARE = 0.3
"""Of the words with letters, those with a letter that only Vietnamese marks give: 0.6 to 0.8 on sound pages, under 0.2
from an OCR without Vietnamese, whose "cong hoa" is built like Vietnamese."""
MAX_UNMAPPABLE_SHARE = 0.05
"""Of all characters, those that no Vietnamese page has."""
FEW_WORDS_OVER_PICTURE = 80
"""A layer of fewer words over a picture of the whole page is a signature's time stamp or a header, not the page."""
_UNMAPPABLE = re.compile(r"\(cid:\d+\)")
_NEVER_VIETNAMESE = re.compile("[\u01a2\u01a3]")
"""Ƣ and ƣ, the next code points but two to Ư and ư: what fonts with a shifted map give for them."""


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


def triage(words: Sequence[Word], over_picture: bool) -> TextLayer:
    """Judges a page's words by what they say; `over_picture` where a picture covers most of the page."""
    kept = tuple(words)
    if not kept:
        return TextLayer((), TextLayerVerdict.NONE, "no text layer")
    if over_picture and len(kept) < FEW_WORDS_OVER_PICTURE:
        return TextLayer(kept, TextLayerVerdict.NONE, f"only {len(kept)} words over a picture of the page")
    verdict, reason = _judge(" ".join(word.text for word in kept))
    return TextLayer(kept, verdict, reason)


def _judge(text: str) -> tuple[TextLayerVerdict, str]:
    unmappable = _unmappable_share(text)
    if unmappable > MAX_UNMAPPABLE_SHARE:
        return TextLayerVerdict.UNMAPPABLE, f"{unmappable:.0%} of the characters are no Vietnamese letters"
    if _NEVER_VIETNAMESE.search(text):
        return TextLayerVerdict.WRONGLY_MAPPED, "Ƣ stands for Ư"
    tokens = [token for token in text.split() if any(char.isalpha() for char in token)]
    if len(tokens) < MIN_WORDS:
        return TextLayerVerdict.SOUND, f"only {len(tokens)} words to judge by"
    share = vietnamese_syllable_share(text)
    marked = sum(not token.isascii() for token in tokens) / len(tokens)
    reason = f"{share:.0%} of the words are built like Vietnamese, {marked:.0%} have marks"
    if share < MIN_SYLLABLE_SHARE or marked < MIN_MARKED_SHARE:
        return TextLayerVerdict.GARBAGE, reason
    return TextLayerVerdict.SOUND, reason


def _unmappable_share(text: str) -> float:
    """Share of characters that no Vietnamese page has: other scripts, private use, controls, "(cid:12)"."""
    without_cid, n_cid = _UNMAPPABLE.subn("", text)
    characters = [char for char in without_cid if not char.isspace()]
    bad = n_cid + sum(_is_foreign(char) for char in characters)
    return bad / max(1, len(characters) + n_cid)


def _is_foreign(char: str) -> bool:
    if char.isascii():
        return False
    category = unicodedata.category(char)
    if category in ("Co", "Cn", "Cs", "Cc") or char == "\ufffd":
        return True
    return category.startswith("L") and not unicodedata.name(char, "").startswith("LATIN")
