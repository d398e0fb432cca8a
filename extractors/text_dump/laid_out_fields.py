"""Which fields the columns of a table hold whose dump keeps places: what the headers of its pages name between them.

A page's header may have lost names, and noise may have made columns of its own there: what the pages agree on counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.table_meaning.header_wording import agreement
from extractors.table_meaning.wordings import WORDINGS, Field, TableKind, plain

# How well a header's text must agree with a field's wordings.
NAMED = 0.6
# And to be a header's for sure.
PLAINLY_NAMED = 0.85
# What a column counts in which two pages' headers name the same, different fields, or nothing, on one of them or both.
SAME, DIFFERENT, LOST, UNNAMED = 1.0, -1.5, -0.2, -0.5
# Pages of fewer lines count less.
MANY_LINES = 20
# Fields that tables of tasks and risks seldom have, and that damaged names of others resemble.
_SELDOM = frozenset({Field.UNIT, Field.START, Field.OTHER, Field.KIND, Field.RATING})

Names = tuple[Field, ...]


def fields_of(headers: Sequence[Sequence[str]], kind: TableKind) -> Names:
    """The field that each column's header names in a table of this kind, each once; the others are OTHER."""
    found: list[Field] = []
    for texts in headers:
        field, agrees = _named(texts, kind)
        found.append(field if agrees >= NAMED and field not in found else Field.OTHER)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PageNames:
    """What a page's columns are named in each way to part it, and how many lines it has."""

    ways: tuple[Names, ...]
    n_lines: int

    @property
    def weight(self) -> float:
        """What the page counts, from 0 to 1."""
        return min(1.0, self.n_lines / MANY_LINES)


def agreed_fields(pages: Sequence[PageNames], n_fields: int) -> Names:
    """The fields of a table's columns, that of the ordinals apart, from left to right, if they are so many."""
    named = [([names for names in map(_bare, page.ways) if len(names) == n_fields], page.weight) for page in pages]
    candidates = {names for ways, _ in named for names in ways}

    def worth(fields: Names) -> tuple[float, Names]:
        return sum(weight * max(0.0, _best(fields, ways)[0]) for ways, weight in named), fields

    best = max(candidates, key=worth, default=())
    votes: list[defaultdict[Field, float]] = [defaultdict(float) for _ in range(n_fields)]
    for ways, weight in named:
        value, alike = _best(best, ways)
        for column, field in enumerate(alike if value > 0 else ()):
            votes[column][field] += weight * (field is not Field.OTHER)
    found: list[Field] = []
    for weights in votes:
        field = max(weights, key=lambda one: weights[one], default=Field.OTHER)
        found.append(field if weights[field] > 0 and field not in found else Field.OTHER)
    return tuple(found)


def _bare(names: Names) -> Names:
    """The names but for the ordinals', those of seldom fields taken for none."""
    kept = names[1:] if names[:1] in ((Field.ORDINAL,), (Field.OTHER,)) else names
    return tuple(Field.OTHER if field in _SELDOM or field is Field.ORDINAL else field for field in kept)


def _best(fields: Names, ways: Sequence[Names]) -> tuple[float, Names]:
    """The names among `ways` that agree best with `fields`, and how well."""
    return max(((_agreement(fields, names), names) for names in ways), default=(0.0, ()))


def _agreement(fields: Names, names: Names) -> float:
    return sum(map(_alike, fields, names))


def _alike(field: Field, other: Field) -> float:
    if field is other:
        return UNNAMED if field is Field.OTHER else SAME
    return LOST if Field.OTHER in (field, other) else DIFFERENT


def _named(texts: Sequence[str], kind: TableKind) -> tuple[Field, float]:
    """The field that the lines of a header name: all of them, or those below what stands over several columns."""
    best = (0.0, 0, Field.OTHER)
    for start in range(len(texts)):
        text = plain(" ".join(texts[start:]))
        for table_kind, fields in WORDINGS:
            if table_kind is kind and text:
                best = max(best, *((agreement(text, wordings), start, field) for field, wordings in fields))
    return best[2], best[0]


def names_field(text: str, field: Field, kind: TableKind) -> bool:
    """True where a text is what headers of this kind of table name the field with."""
    wordings = next(
        (own for table_kind, fields in WORDINGS if table_kind is kind for name, own in fields if name is field), ()
    )
    return agreement(plain(text), wordings) >= PLAINLY_NAMED
