"""A PDF's text layer: its words, and whether they are what is printed.

Decides by the words themselves, since a layer that an OCR without Vietnamese made, or that a font maps wrongly, looks
like any other. What to do with a page whose layer isn't sound is for the story of the page.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from extractors.layout import Box, TextLayerVerdict, Word, bounding_box
from normalizers.legacy_encodings import LegacyEncoding, decode, detect
from normalizers.unicode import TONES, nfc, vietnamese_syllable_share


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

    decoded: bool = False
    encoding: LegacyEncoding | None = None

    @property
    def can_be_used(self) -> bool:
        """True where the words are what is printed: sound, or decoded by a map that is known."""
        return self.verdict is TextLayerVerdict.SOUND or self.decoded


MIN_WORDS = 8
"""Words with letters; fewer can't be judged (a page number, a table of figures)."""
MIN_SYLLABLE_SHARE = 0.8
"""Of the words with letters, those built like Vietnamese syllables: 0.9 and more on sound pages, 0.3 to 0.75 from an
OCR without Vietnamese, 0.2 where a font maps its letters wrongly."""
MIN_MARKED_SHARE = 0.3
"""Of the words with letters, those with a letter that only Vietnamese marks give: 0.6 to 0.8 on sound pages, under 0.2
from an OCR without Vietnamese, whose "cong hoa" is built like Vietnamese."""
MIN_SHIFTED_SHARE = 0.5
"""The same where a few letters are shifted and the rest is sound."""
MAX_UNMAPPABLE_SHARE = 0.05
"""Of all characters, those that no Vietnamese page has."""
FEW_WORDS_OVER_PICTURE = 80
"""A layer of fewer words over a picture of the whole page is a signature's time stamp or a header, not the page."""
ENGLISH_WORDS = frozenset(("of", "and", "with", "for", "is", "by", "from", "are", "be", "shall", "as"))
"""The commonest words of English that Vietnamese has not even without its marks."""
MIN_ENGLISH_SHARE = 0.06
"""Of all words: English prose has 0.1 and more of those, Vietnamese read by an OCR for English under 0.01."""
VIETNAMESE_LETTERS = frozenset(
    nfc(letter + tone)
    for base in string.ascii_lowercase + "ăâđêôơư"
    for letter in (base, base.upper())
    for tone in ("", *TONES)
)
_UNMAPPABLE = re.compile(r"\(cid:\d+\)")
_SHIFTED = str.maketrans("\u01a2\u01a3\u00d0\u00f0", "ƯưĐđ")
"""Ƣ and ƣ stand for Ư and ư, Icelandic Ð and ð for Đ and đ, where a font's map names the wrong one of its letters that
look alike; no Vietnamese text has them."""
_TILDED = re.compile("[õÕ]")
_WITH_TILDE = frozenset(
    "bõ bõm chõ chõng cõi cõng dõi dõng gõ hõm khõ lõi lõm mõ mõm ngõ nhõng nõn rõ rõi sõi võ võng xõa xõng".split()  # noqa: SIM905
)
"""Syllables in which õ is õ where the map gives it for ò as well ("CỘNG HÕA", "phõng", "cõn")."""


_AS_PRINTED = {
    "\x02": "-",  # what pdfium gives for a hyphen at the end of a line
    **dict.fromkeys(("\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"), ""),  # nothing is printed
    # Bullets of Symbol and Wingdings, which office programs leave in the private use area.
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf02d": "-",
    "\uf02b": "+",
    "\uf076": "❖",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
}
"""Characters of text layers that stand for others."""


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
        letter = _AS_PRINTED.get(character.text, character.text)
        if letter.isspace() or letter == "\0":
            finish()
            continue
        if not letter:
            continue
        if boxes and _jumps(boxes[-1], character.box):
            finish()
        text.append(letter)
        boxes.append(character.box)
    finish()
    return tuple(words)


def _jumps(before: Box, after: Box) -> bool:
    """True where `after` can't belong to the word of `before`: on another line, or more than a letter away."""
    height = max(before.y1 - before.y0, after.y1 - after.y0, 1.0)
    return (
        after.y0 > before.y1 + height / 2
        or after.y1 < before.y0 - height / 2
        or after.x0 > before.x1 + 2 * height
        or after.x1 < before.x0 - height
    )


ENOUGH_CHARACTERS = 600
"""Characters looked at to tell which way the lines run: some ten lines."""


def quarter_turns_of(characters: Sequence[Character]) -> int:
    """Quarter turns counterclockwise that make the lines of a text layer level, by where each letter has the next."""
    steps = [0.0, 0.0, 0.0, 0.0]
    for before, after in pairwise(characters[:ENOUGH_CHARACTERS]):
        if before.text.isspace() or after.text.isspace():
            continue
        right = after.box.x_center - before.box.x_center
        down = after.box.y_center - before.box.y_center
        if max(abs(right), abs(down)) < 2 * max(before.box.height, before.box.width):
            steps[0 if right > 0 else 2] += abs(right)
            steps[1 if down > 0 else 3] += abs(down)
    return max(range(4), key=lambda turns: steps[turns])


def turned_characters(
    characters: Iterable[Character], width: float, height: float, quarter_turns: int
) -> Iterator[Character]:
    """Characters of a page of `width` and `height` points after turning it counterclockwise."""
    for text, box in characters:
        turned = (
            box,
            Box(box.y0, width - box.x1, box.y1, width - box.x0),
            Box(width - box.x1, height - box.y1, width - box.x0, height - box.y0),
            Box(height - box.y1, box.x0, height - box.y0, box.x1),
        )[quarter_turns]
        yield Character(text, turned)


def triage(words: Sequence[Word], over_picture: bool) -> TextLayer:
    """Judges a page's words by what they say; `over_picture` where a picture covers most of the page."""
    kept = tuple(words)
    if not kept:
        return TextLayer((), TextLayerVerdict.NONE, "no text layer")
    text = " ".join(word.text for word in kept)
    mapped = _without_shift(kept, text)
    if mapped is not None:
        return mapped
    verdict, reason = _judge(text, over_picture)
    encoding = detect(text) if verdict is not TextLayerVerdict.SOUND else None
    if encoding is not None:
        decoded = tuple(replace(word, text=decode(word.text, encoding)) for word in kept)
        reason = f"written in {encoding}; decoded"
        return TextLayer(decoded, TextLayerVerdict.LEGACY_ENCODING, reason, decoded=True, encoding=encoding)
    if verdict is TextLayerVerdict.SOUND and over_picture and len(kept) < FEW_WORDS_OVER_PICTURE:
        return TextLayer(kept, TextLayerVerdict.NONE, f"only {len(kept)} words over a picture of the page")
    return TextLayer(kept, verdict, reason)


def in_capitals(layer: TextLayer, characters: Sequence[Character], capital: Sequence[bool]) -> TextLayer:
    """A layer in TCVN3 decoded anew, with the letters in capitals that a font of capitals draws.

    The ABC fonts have no codes for most capitals with marks; ".VnTimeH" and its like draw small letters as capitals.
    `capital` tells for each of `characters`, as the file has them, whether it is in such a font.
    """
    if layer.encoding is not LegacyEncoding.TCVN3 or not any(capital):
        return layer
    letters = (
        Character(text.upper() if is_capital else text, one.box)
        for one, is_capital in zip(characters, capital, strict=True)
        for text in (decode(one.text, LegacyEncoding.TCVN3),)
    )
    return replace(layer, words=words_of(letters))


def _without_shift(words: Sequence[Word], text: str) -> TextLayer | None:
    """The layer decoded where a map gave letters for their look-alikes and the rest is sound; None where it didn't."""
    shifted = sorted({char for char in text if ord(char) in _SHIFTED})
    tilded = [word for word in _SYLLABLE.findall(text.lower()) if _TILDED.search(word)]
    # Where a page has no ò at all and õ in syllables that have none, õ stands for it.
    never_tilded = sum(word not in _WITH_TILDE for word in tilded)
    tilde_for_grave = "ò" not in text.lower() and never_tilded >= (1 if shifted else 2)
    if not shifted and not tilde_for_grave:
        return None
    decoded = tuple(
        replace(word, text=_unshifted(word.text, tilde_for_grave)) if not word.text.isascii() else word
        for word in words
    )
    named = [f"{char} stands for {char.translate(_SHIFTED)}" for char in shifted]
    reason = ", ".join(named + ["õ stands for ò"] * tilde_for_grave)
    verdict, judgement = _judge(" ".join(word.text for word in decoded), over_picture=False)
    if verdict is TextLayerVerdict.SOUND:
        return TextLayer(decoded, TextLayerVerdict.WRONGLY_MAPPED, f"{reason}; decoded", decoded=True)
    if shifted and vietnamese_syllable_share(text) > MIN_SHIFTED_SHARE:
        return TextLayer(tuple(words), TextLayerVerdict.WRONGLY_MAPPED, f"{reason}; but {judgement}")
    return None


_SYLLABLE = re.compile(r"[^\W\d_]+")


def _unshifted(text: str, tilde_for_grave: bool) -> str:
    mapped = text.translate(_SHIFTED)
    if not tilde_for_grave:
        return mapped
    return _SYLLABLE.sub(
        lambda match: match[0] if match[0].lower() in _WITH_TILDE else match[0].translate(_TILDE_TO_GRAVE), mapped
    )


_TILDE_TO_GRAVE = str.maketrans("õÕ", "òÒ")


def _judge(text: str, over_picture: bool) -> tuple[TextLayerVerdict, str]:
    unmappable = _unmappable_share(text)
    if unmappable > MAX_UNMAPPABLE_SHARE:
        return TextLayerVerdict.UNMAPPABLE, f"{unmappable:.0%} of the characters are no Vietnamese letters"
    tokens = [token for token in text.split() if any(map(str.isalpha, token))]
    if not over_picture:  # no reader made them up: codes and acronyms are what is printed
        tokens = [
            token for token in tokens if not any(map(str.isdigit, token)) and not (token.isupper() and token.isascii())
        ]
    if len(tokens) < MIN_WORDS:
        return TextLayerVerdict.SOUND, f"only {len(tokens)} words to judge by"
    english = sum(token.lower() in ENGLISH_WORDS for token in tokens) / len(tokens)
    if english > MIN_ENGLISH_SHARE:
        return TextLayerVerdict.SOUND, f"English: {english:.0%} of the words are its commonest"
    share = vietnamese_syllable_share(" ".join(tokens))
    marked = sum(not token.isascii() for token in tokens) / len(tokens)
    reason = f"{share:.0%} of the words are built like Vietnamese, {marked:.0%} have marks"
    if share < MIN_SYLLABLE_SHARE or marked < MIN_MARKED_SHARE:
        return TextLayerVerdict.GARBAGE, reason
    return TextLayerVerdict.SOUND, reason


def _unmappable_share(text: str) -> float:
    """Share of characters that no Vietnamese page has: letters of other languages, private use, "(cid:12)"."""
    without_cid, n_cid = _UNMAPPABLE.subn("", text)
    characters = [char for char in without_cid if not char.isspace()]
    bad = n_cid + sum(_is_foreign(char) for char in characters)
    return bad / max(1, len(characters) + n_cid)


def _is_foreign(char: str) -> bool:
    if char in VIETNAMESE_LETTERS:
        return False
    return char == "\ufffd" or unicodedata.category(char)[0] in "LC"
