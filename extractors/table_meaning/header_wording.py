"""How well a header's text agrees with the wordings of a field.

Letters without accents are compared, by edit distance, so that misread letters cost little; a wording may also stand
inside a longer text. What the wordings are is in extractors.table_meaning.wordings.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz

from extractors.table_meaning.wordings import WORDINGS, Field, TableKind, Wording, plain

# A leaf header says more of its column than the header above it, which it shares with its neighbours.
PARENT_WEIGHT = 0.85
# Words of a header cell that the reader gave in another order ("phối Đơn vị hợp") count so much.
WORDS_OUT_OF_ORDER = 0.95
# A first row is a header though not marked as one when its texts agree with wordings this well on the average.
UNMARKED_HEADER_AGREEMENT = 0.8


def field_of_header(text: str) -> Field | None:
    """The field that a header text names by itself in a table of any kind; None where it names none for sure."""
    field, agrees = named(text)
    return field if agrees >= UNMARKED_HEADER_AGREEMENT else None


@cache
def all_wordings(kind: TableKind) -> tuple[Wording, ...]:
    """The wordings of all fields of one kind of table."""
    return tuple(
        wording for table_kind, fields in WORDINGS if table_kind is kind for _, group in fields for wording in group
    )


@cache
def named(text: str) -> tuple[Field, float]:
    """The field that a header text names best in a table of any kind, and how well it agrees."""
    folded = plain(text)
    if not folded:
        return Field.OTHER, 0.0
    found = [(agreement(folded, wordings), field) for _, fields in WORDINGS for field, wordings in fields]
    best, field = max(found)
    return field, best


def agreement(text: str, wordings: Sequence[Wording]) -> float:
    """How well a header text agrees with the best of `wordings`, from 0 to 1.

    The whole text against the whole wording (edit distance), or the wording found inside a longer text, which counts
    less the more of the text it leaves unexplained.
    """
    best = 0.0
    for wording in wordings:
        whole = (
            max(fuzz.ratio(text, wording.text), WORDS_OUT_OF_ORDER * fuzz.token_sort_ratio(text, wording.text)) / 100
        )
        score = whole
        if len(wording.text) >= 6 and len(wording.text) < len(text):
            inside = fuzz.partial_ratio(wording.text, text) / 100
            score = max(whole, inside * (0.7 + 0.3 * len(wording.text) / len(text)) if inside >= 0.8 else 0.0)
        best = max(best, score * wording.strength)
    return best


def is_wording(text: str, wordings: Sequence[Wording]) -> bool:
    """True where a header text is one of the wordings letter for letter: it then names no field that it resembles."""
    return any(wording.text == text and wording.strength >= UNMARKED_HEADER_AGREEMENT for wording in wordings)


def path_agreement(path: tuple[str, ...], wordings: tuple[Wording, ...]) -> float:
    """How well a column's header texts, outermost first, agree with a field's wordings: its own text, or both."""
    if not path:
        return 0.0
    own = agreement(path[-1], wordings)
    if len(path) == 1:
        return own
    return max(
        own, PARENT_WEIGHT * agreement(path[-2], wordings), PARENT_WEIGHT * agreement(" ".join(path[-2:]), wordings)
    )
