"""What repair takes and gives: the kinds of damage, and text with a confidence for each of its words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Damage(StrEnum):
    """How a text came to be wrong. Each kind has a noise channel of its own."""

    CLEAN = "clean"
    """Typed text, or a sound text layer."""
    STRIPPED = "stripped"
    """The letters are right, the accents are gone."""
    FOREIGN_READER = "foreign_reader"
    """Read by a reader that knows no Vietnamese: the usual garbage layer."""
    VIETNAMESE_READER = "vietnamese_reader"
    """Read by a reader that knows Vietnamese, from a picture of any quality."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a reader says of a word besides its text: its confidence, 0 to 1, and other readings, likeliest first."""

    confidence: float
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RepairedToken:
    """A word (what stands between two spaces) before and after repair.

    `confidence` is the probability, from 0 to 1, that `text` is what the page says. `flagged` tells that a person
    should look; `reason` says in a word what was done or why it was flagged ("" where nothing was).
    """

    source: str
    text: str
    confidence: float = 1.0
    flagged: bool = False
    reason: str = ""

    @property
    def changed(self) -> bool:
        """True where repair wrote something else than was read."""
        return self.text != self.source


@dataclass(frozen=True, slots=True)
class RepairedText:
    """A text after repair; `tokens` pair with the words of the source, `source.split()`, one for one."""

    text: str
    tokens: tuple[RepairedToken, ...]

    @property
    def confidence(self) -> float:
        """That of the least certain word; 1 where there is none."""
        return min((token.confidence for token in self.tokens), default=1.0)
