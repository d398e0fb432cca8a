"""The characters that the line recogniser tells apart, and the one way in which each text is written with them.

Every character is one Unicode code point (NFC). Signs that can't be told apart in print have one form here.
"""

from __future__ import annotations

import re
import unicodedata

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "̀", "̉", "̃", "́", "̣")
_LOWER = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES)
_LOWER += "bcdđfghjklmnpqrstvwxz"

CHARACTERS = " " + _LOWER + _LOWER.upper() + "0123456789" + ".,:;!?()[]/\\-–+=%&@#*'\"“”_<>|…°§≥≤±×÷•□→~"
"""The recogniser's classes in their order; class 0 is CTC's blank and has no character."""

N_CLASSES = len(CHARACTERS) + 1
SPACE = 1

_CLASS_OF = {character: index for index, character in enumerate(CHARACTERS, start=1)}
_SAME_IN_PRINT = str.maketrans(
    {
        "—": "–", "―": "–", "−": "–", "‑": "-", "‐": "-", "\xad": "-",
        "‘": "'", "’": "'", "`": "'", "´": "'", "„": "“", "«": "“", "»": "”",
        "º": "°", "Ð": "Đ", "¹": "1", "²": "2", "³": "3", "₂": "2",
        "·": "•", "●": "•", "▪": "•", "■": "•", "◦": "•", "➢": "→", "⇒": "→", "►": "→",
        "☐": "□", "❑": "□", "{": "(", "}": ")",
    }
)  # fmt: skip
_DOT_LEADER = re.compile(r"(?:[.…]\s?){3,}|…+")
_SPACES = re.compile(r"\s+")


def canonical(text: str) -> str:
    """`text` as the recogniser writes it: NFC, one form of like signs, a run of dots as one `…`, single spaces."""
    text = unicodedata.normalize("NFC", text).translate(_SAME_IN_PRINT)
    text = _DOT_LEADER.sub(lambda run: "… " if run.group().endswith(" ") else "…", text)
    return _SPACES.sub(" ", text).strip()


def is_readable(text: str) -> bool:
    """True where every character of the canonical `text` is one of the recogniser's."""
    return all(character in _CLASS_OF for character in text)


def encode(text: str) -> list[int]:
    """The classes of a canonical text; raises KeyError for a character that is not in the alphabet."""
    return [_CLASS_OF[character] for character in text]


def decode(classes: list[int]) -> str:
    """The text of a list of classes without blanks."""
    return "".join(CHARACTERS[index - 1] for index in classes)
