"""What the columns of a dump that keeps places hold whose names were lost: what the lines in them begin with tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractors.table_meaning.wordings import Field, TableKind
from extractors.text_dump.cell_vocabulary import (
    BODIES,
    begins_agency,
    begins_deadline,
    begins_effect,
    begins_measure,
    begins_product,
)
from extractors.text_dump.laid_out import printed_rows, segments
from extractors.text_dump.laid_out_places import PlacedColumns, TablePage

# Of the pieces of a column that begin with a capital those that begin as its field's cells do: at least where no header
# names it; where one does it is another's only if nearly none do.
TELLING = 0.4
NOT_TELLING = 0.1
FEWEST_PIECES = 5

_BEGINS: tuple[tuple[Field, Callable[[str], bool]], ...] = (
    (Field.DEADLINE, begins_deadline),
    (Field.EFFECTIVENESS, begins_effect),
    (Field.RESPONSIBLE, begins_agency),
    (Field.MEASURE, begins_measure),
    (Field.OUTPUT, begins_product),
)
_OF_KIND = {
    TableKind.TASKS: frozenset({Field.DEADLINE, Field.RESPONSIBLE, Field.OUTPUT}),
    TableKind.RISKS: frozenset({Field.DEADLINE, Field.RESPONSIBLE, Field.MEASURE, Field.EFFECTIVENESS}),
}


def fields_by_contents(
    placed: PlacedColumns, pages: Sequence[TablePage], kind: TableKind, readable: Callable[[str], Sequence[str]]
) -> tuple[Field, ...]:
    """The fields of the columns, those that no header names told by what stands in them.

    `readable` gives a text's words repaired, one for each.
    """
    texts = _texts(placed, pages, readable)
    shares = [{field: _share(own, begins) for field, begins in _BEGINS} for own in texts]
    fields = list(placed.fields)
    if Field.OTHER not in fields:
        return placed.fields
    dated = fields.index(Field.DEADLINE) if Field.DEADLINE in fields else None
    if dated is not None and shares[dated][Field.DEADLINE] <= NOT_TELLING:
        fields[dated] = Field.OTHER
    for field, _ in _BEGINS:
        unnamed = [column for column, name in enumerate(fields) if name is Field.OTHER]
        best = max(unnamed, key=lambda column: shares[column][field], default=None)
        name = _missing(field, fields) if field in _OF_KIND.get(kind, ()) else None
        if best is not None and name is not None and shares[best][field] >= TELLING:
            fields[best] = name
    if dated is not None and Field.DEADLINE not in fields:
        fields[dated] = Field.DEADLINE
    return tuple(fields)


def _missing(field: Field, fields: Sequence[Field]) -> Field | None:
    """The field itself where the table lacks it; of bodies the one that it lacks."""
    if field not in BODIES:
        return field if field not in fields else None
    if Field.RESPONSIBLE in fields or {Field.LEAD, Field.COORDINATING} <= set(fields):
        return None
    if Field.LEAD in fields:
        return Field.COORDINATING
    return Field.LEAD if Field.COORDINATING in fields else Field.RESPONSIBLE


def _texts(
    placed: PlacedColumns, pages: Sequence[TablePage], readable: Callable[[str], Sequence[str]]
) -> list[list[str]]:
    """For each column the pieces that stand in it and begin with a capital, repaired."""
    found: list[list[str]] = [[] for _ in placed.fields]
    for page, columns in zip(pages, placed.pages, strict=True):
        for row in printed_rows(page.lines):
            for piece in segments(row):
                place = columns.places_of(piece)[0]
                if 0 < place.first == place.last and piece[0].text[:1].isupper():
                    found[place.first - 1].append(" ".join(readable(" ".join(word.text for word in piece))))
    return found


def _share(texts: Sequence[str], begins: Callable[[str], bool]) -> float:
    return sum(map(begins, texts)) / max(FEWEST_PIECES, len(texts))
