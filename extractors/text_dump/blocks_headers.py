"""Headers of tables that were dumped block by block: names of columns stand between cells, some at the page's end.

What any page names are the table's columns; of the orders in which pages name them, and those usual, the cells tell
which is theirs (blocks_rows).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractors.layout import Line
from extractors.table_meaning.wordings import Field, TableKind, plain
from extractors.text_dump.blocks_lines import ALONE, blocks_of
from extractors.text_dump.running_header import header_words, named_fields
from extractors.text_dump.table_spans import MAX_COLUMNS, TableSpan

# Words of a block that names columns, at most; blocks of a page among which a name may stand above a cell.
MOST_HEADER_WORDS = 12
HEADER_BLOCKS = 20
# "Tên nhiệm vụ": the name of what is to be done.
_NAME = "ten"
# Columns that stay empty in most tables are left out where their names come late, as those of the last column do.
_OPTIONAL = frozenset({Field.NOTE, Field.BUDGET})
_BELOW = frozenset({Field.LEAD, Field.COORDINATING})
_USUAL = {
    TableKind.TASKS: (
        (Field.TASK, Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE, Field.DEADLINE, Field.OUTPUT),
        (Field.TASK, Field.OUTPUT, Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE, Field.DEADLINE),
        (Field.TASK, Field.DEADLINE, Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE, Field.OUTPUT),
        (Field.TASK, Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE, Field.OUTPUT, Field.DEADLINE),
        (Field.TASK, Field.OUTPUT, Field.DEADLINE, Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE),
    ),
    TableKind.RISKS: (
        (Field.RISK, Field.MEASURE, Field.ACTION, Field.DEADLINE, Field.RESPONSIBLE, Field.EFFECTIVENESS),
    ),
}


@dataclass(frozen=True, slots=True)
class BlocksTable:
    """A table's pages without the names of its columns, and the orders in which these may stand."""

    bodies: tuple[tuple[int, tuple[Line, ...]], ...]
    layouts: tuple[tuple[Field, ...], ...]


def without_headers(span: TableSpan, readable: Callable[[str], Sequence[str]]) -> BlocksTable:
    """The table of `span` without its headers, wherever their blocks stand on its pages."""
    said = " ".join(_plain(line, readable) for header in span.headers for line in header)
    bodies: list[tuple[int, tuple[Line, ...]]] = []
    orders: list[tuple[Field, ...]] = []
    headers = span.headers or ((),) * len(span.bodies)
    for (page, body), header in zip(span.bodies, headers, strict=True):
        lines = sorted((*header, *body), key=lambda line: (line.box.y0, line.box.x0))
        named: list[Field] = []
        kept: list[Line] = []
        top = {line.box for line in header}
        for index, block in enumerate(blocks_of(lines)):
            texts = [_plain(line, readable) for line in block]
            n = _n_named(texts) if index < HEADER_BLOCKS or _n_named(texts) == len(texts) else 0
            text = " ".join(texts[:n])
            new = [field for field in _in_order(text, span.kind) if field not in named]
            certain = n == len(texts) and (block[0].box in top or text in said)
            if n and (new or certain):
                named += new
                kept += block[n:]
            else:
                kept += block
        bodies.append((page, tuple(kept)))
        orders.append(tuple(named))
    return BlocksTable(tuple(bodies), _layouts(span, orders))


def _plain(line: Line, readable: Callable[[str], Sequence[str]]) -> str:
    return plain(" ".join(readable(line.text)))


def _n_named(texts: Sequence[str]) -> int:
    """How many lines of a block, from its first on, say nothing but what headers say."""
    n = 0
    for text in texts:
        words = text.split()
        n_header = header_words(words) + words.count(_NAME)
        if not words or ALONE.fullmatch(text) or n_header < len(words) or len(words) > MOST_HEADER_WORDS:
            break
        n += 1
    return n


def _in_order(text: str, kind: TableKind) -> list[Field]:
    """The columns that a block names, as they stand in it."""
    places = named_fields(text, kind)
    return sorted(places, key=lambda field: places[field])


def _layouts(span: TableSpan, orders: Sequence[tuple[Field, ...]]) -> tuple[tuple[Field, ...], ...]:
    """The orders in which the columns may stand that the pages name."""
    seen = dict.fromkeys(field for order in (*orders, *span.layouts) for field in order)
    gone = {Field.ORDINAL, *_OPTIONAL, *((Field.RESPONSIBLE,) if seen.keys() & _BELOW else ())}
    fields = [field for field in seen if field not in gone]
    found: list[tuple[Field, ...]] = []
    for order in (*orders, *span.layouts):
        own = tuple(field for field in order if field in fields)
        if len(own) == len(fields):
            found.append(own)
    for usual in _USUAL[span.kind]:
        own = tuple(field for field in usual if field in fields)
        found.append((*own, *(field for field in fields if field not in own)))
    return tuple(layout[:MAX_COLUMNS] for layout in dict.fromkeys(found))
