"""The orders in which the columns of a dumped table may stand, by what is left of its header.

A header of one level names its columns in their order. Names of two levels, or names that stand in the middle of a
higher cell, come in no order; but those of one line that runs across stand there from left to right.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations

from extractors.table_meaning.wordings import Field, TableKind
from extractors.text_dump.cell_vocabulary import BODIES

Layout = tuple[Field, ...]
"""Columns from left to right, without that of the ordinals."""

MOST_LAYOUTS = 6
# Columns that other than the last are never.
_LAST = (Field.BUDGET, Field.NOTE)


def layouts_of(kind: TableKind, columns: Sequence[Field], beside: Sequence[Sequence[Field]]) -> tuple[Layout, ...]:
    """The orders in which `columns`, as named, may stand, likely ones first.

    Names of two levels are dumped level by level: those of the lower one come after their right neighbours'. The last
    column's name is the one that dumps lose. Where who leads is named after who helps, or what is to be done not first,
    they were probably dumped in no order, and tables' usual ones are likelier. `beside` has columns that one line names
    from left to right: orders that no line contradicts are meant then, where there are any.
    """
    named = tuple(field for field in columns if field is not Field.ORDINAL)
    bodies = [field for field in named if field in BODIES]
    others = [field for field in named if field not in BODIES]
    found: list[Layout] = [named]
    if bodies and Field.TASK in named and named[-1] in BODIES and named.index(bodies[0]) > 1:
        place = others.index(Field.TASK) + 1
        found.append((*others[:place], *bodies, *others[place:]))
    if _is_scrambled(named):
        found = _agreeing([*_usual_orders(named), *_orders(named)], beside) or [*_usual_orders(named), named]
    elif kind is TableKind.TASKS and Field.OUTPUT not in named:
        found = [layout for one in found for layout in (one, (*one, Field.OUTPUT))]
    return tuple(dict.fromkeys(found))[:MOST_LAYOUTS]


def _agreeing(layouts: Sequence[Layout], beside: Sequence[Sequence[Field]]) -> list[Layout]:
    """Those of the layouts that no line contradicts; none where no line tells anything."""
    known = {pair for line in beside for pair in pairwise(field for field in line if field is not Field.ORDINAL)}
    return [
        layout
        for layout in layouts
        if known
        and all(layout.index(left) < layout.index(right) for left, right in known if {left, right} <= set(layout))
    ]


def _orders(named: Layout) -> list[Layout]:
    """All orders with what is to be done first, those who lead and help beside each other, and notes last."""
    last: Layout = tuple(field for field in _LAST if field in named)
    bodies: Layout = tuple(field for field in (Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE) if field in named)
    rest = [(field,) for field in named if field is not Field.TASK and field not in (*bodies, *last)]
    if Field.TASK not in named:
        return []
    blocks = [block for block in (bodies, *rest) if block]
    return [(Field.TASK, *(field for block in order for field in block), *last) for order in permutations(blocks)]


def _is_scrambled(named: Layout) -> bool:
    """True for columns in an order that few tables have, or none."""
    if Field.TASK in named and named[0] is not Field.TASK:
        return True
    both = Field.LEAD in named and Field.COORDINATING in named
    return both and named.index(Field.COORDINATING) < named.index(Field.LEAD)


def _usual_orders(named: Layout) -> list[Layout]:
    """The orders in which tables of these columns usually have them."""
    bodies = (Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE)
    orders: tuple[Layout, ...] = (
        (Field.TASK, *bodies, Field.DEADLINE, Field.OUTPUT),
        (Field.TASK, Field.OUTPUT, *bodies, Field.DEADLINE),
        (Field.TASK, Field.DEADLINE, *bodies, Field.OUTPUT),
    )
    last: Layout = tuple(field for field in named if field not in orders[0])
    return [(*(field for field in order if field in named), *last) for order in orders]
