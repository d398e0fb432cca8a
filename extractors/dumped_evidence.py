"""What speaks for and against a row of a text dump being right, as numbers: what its confidence is fitted on.

Nothing but the words tells where a dumped cell ended. So the evidence is how surely the search for rows placed them,
and whether each cell says what its column says: a body or a time with nothing added and nothing cut off, as the other
rows have it. It weighs nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields

from extractors.cell_likeness import Likeness, likenesses, named_bodies, whole_text
from extractors.evidence import Evidence, RowFacts
from extractors.layout import Placing
from extractors.table_meaning.wordings import Field
from extractors.text_dump.cell_vocabulary import BODIES, begins_agency, begins_deadline, begins_product, misfits
from extractors.text_dump.run_ons import mostly_begin_small, runs_on
from normalizers.deadline_wholeness import deadline_oddness

_KEYS = (Field.TASK, Field.RISK)
_SHORT = (Field.DEADLINE, Field.OUTPUT, Field.MEASURE, Field.EFFECTIVENESS)
MAY_BE_EMPTY = frozenset({Field.EFFECTIVENESS, Field.BUDGET, Field.NOTE, Field.COORDINATING})
# Letters of a key, and of another cell, that may be wrong in a row that is right.
WRONG_IN_KEY, WRONG_IN_CELL = 0.10, 0.15
# Words of a key that says what is to be done, at least.
FEWEST_KEY_WORDS = 4
# Signs that no word has, letters among digits or behind a capital inside, a stop or comma inside.
_STRANGE = re.compile(
    r"[{}|~^\\<>*_=\[\]¢€£§©®«»•]|[^\W\d_][.;:,!?'’][^\W\d_]|(?<![\w/.-])[^\W\d_]+\d+[^\W\d_]+"
    r"|[a-zà-ỹđ][A-ZĐ]|[a-zà-ỹđ]\d"
)
_ENDS_INSIDE = re.compile(
    r"(?:[;,:(–-]|\b(?:và|của|các|để|theo|cho|với|trong|về|từ|tại|do|là|bằng|những|sự|việc|khi|được|phối hợp"
    r"|chủ trì))$",
    re.IGNORECASE,
)
# What begins as a body's name does is no product.
_BODY = re.compile(
    r"(?:Văn phòng|Thanh tra|UBND|HĐND|Công an|Chi cục|(?:Phòng|Trung tâm|Sở|Khoa|Trạm|Hội|Đoàn) [A-ZĐÂÁÔÚÝ])"
)
_BULLET = re.compile(r"\s*[-–+•]")
NEIGHBOURS = 3


@dataclass(frozen=True, slots=True)
class DumpedEvidence:
    """What is odd about a row of a text dump; every number is 0 where nothing is, and grows with doubt.

    Of its place: whether its words are not certainly parted (`unparted`), the share that the search placed otherwise
    before (`unsettled`), an ordinal that most rows have and it has not, one that was guessed. Of its cells: how many
    are empty that should not be, how often those empty are filled elsewhere, run on, say what is none of their column,
    hold what belongs in another or can't be understood; a deadline that is not whole, or of which nothing tells that it
    is; bodies and other short texts that stand in no other row, and those of them that are one of another row with
    words too many (`grown`) or too few (`cut`); lengths, beginnings and ends. Of the reading: how much of what the
    fields may have wrong is to be expected wrong, and strange words. Of the table: how surely its columns are known,
    and how odd its other rows are, near and far.
    """

    unparted: float = 0.0
    unsettled: float = 0.0
    strain: float = 0.0
    in_block: float = 0.0
    no_ordinal: float = 0.0
    ordinal_doubt: float = 0.0
    ordinal_gap: float = 0.0
    empty_cells: float = 0.0
    usually_filled: float = 0.0
    running_on: float = 0.0
    misfitting: float = 0.0
    misplaced: float = 0.0
    unparsed: float = 0.0
    odd_deadline: float = 0.0
    open_deadline: float = 0.0
    rare_bodies: float = 0.0
    rare_texts: float = 0.0
    grown: float = 0.0
    cut: float = 0.0
    odd_length: float = 0.0
    short_key: float = 0.0
    odd_key: float = 0.0
    begun_inside: float = 0.0
    ended_inside: float = 0.0
    misread: float = 0.0
    strange_words: float = 0.0
    mapping_doubt: float = 0.0
    lacking_columns: float = 0.0
    oddness_around: float = 0.0
    oddness_of_table: float = 0.0

    def features(self) -> tuple[float, ...]:
        """All of them, in the order of the fields."""
        return tuple(float(getattr(self, field.name)) for field in fields(self))


FEATURES = tuple(field.name for field in fields(DumpedEvidence))


def dumped_evidence(rows: Sequence[RowFacts], known: Sequence[Evidence]) -> tuple[DumpedEvidence, ...]:
    """The evidence of each of the rows of one table of a dump; `known` is what is told of the rows of any table."""
    bodies = likenesses([_parts(row, BODIES) for row in rows])
    others = [likenesses([_parts(row, [field]) for row in rows]) for field in _SHORT]
    filled = _shares_filled(rows)
    small = [
        name for name in filled if mostly_begin_small(row.cells[name].text for row in rows if _is_filled(row, name))
    ]
    bulleted = sum(_BULLET.match(row.key_text) is not None for row in rows) > len(rows) / 2
    numbered = any(row.ordinal for row in rows)
    own = []
    for index, (row, told) in enumerate(zip(rows, known, strict=True)):
        placing = row.placing or Placing()
        alike = [bodies[index], *(column[index] for column in others)]
        own.append(
            {
                "unparted": float(not placing.parted),
                "unsettled": placing.unsettled,
                "strain": math.log1p(placing.strain),
                "in_block": math.log1p(placing.in_block),
                "no_ordinal": float(numbered and not row.ordinal),
                "ordinal_doubt": told.ordinal_doubt,
                "ordinal_gap": told.ordinal_gap,
                "misplaced": told.misplaced,
                "unparsed": told.unparsed,
                "odd_length": told.odd_length,
                "lacking_columns": told.lacking_columns,
                "mapping_doubt": told.mapping_doubt,
                "misread": _misread(row),
                "odd_key": float(_begins_oddly(row.key_text, small, bulleted=bulleted)),
                "short_key": float(len(row.key_text.split()) < FEWEST_KEY_WORDS),
                **_of_cells(row, filled, small),
                **_of_likeness(row, alike),
                "misfitting": float(_misfitting(row, bodies[index])),
            }
        )
    oddness = [_oddness(row) for row in own]
    return tuple(
        DumpedEvidence(
            **row,
            oddness_around=_mean_around(oddness, index),
            oddness_of_table=sum(oddness) / len(oddness),
        )
        for index, row in enumerate(own)
    )


def _parts(row: RowFacts, columns: Collection[Field]) -> list[tuple[str, ...]]:
    """What each of the row's cells in these columns names."""
    return [
        named_bodies(row.cells[field].text) if field in BODIES else whole_text(row.cells[field].text)
        for field in columns
        if field in row.cells
    ]


def _of_cells(row: RowFacts, filled: Mapping[str, float], small: Collection[str]) -> dict[str, float]:
    """What each cell says by itself."""
    texts = {Field(name): " ".join(cell.text.split()) for name, cell in row.cells.items()}
    empty = [field for field, text in texts.items() if not text]
    key_small = any(field in small for field in _KEYS)
    full = {field: text for field, text in texts.items() if text}
    return {
        "ended_inside": float(sum(_ENDS_INSIDE.search(text) is not None for text in full.values())),
        "begun_inside": float(sum(text[0].islower() and field not in small for field, text in full.items())),
        "empty_cells": float(sum(field not in MAY_BE_EMPTY and filled.get(field, 0.0) > 0 for field in empty)),
        "usually_filled": sum(filled.get(field, 0.0) for field in empty),
        "running_on": float(sum(runs_on(text, field, small=key_small) for field, text in full.items())),
        "strange_words": math.log1p(sum(len(_STRANGE.findall(text)) for text in full.values())),
    }


def _misfitting(row: RowFacts, bodies: Likeness) -> int:
    """How many cells say what their column does not say: a name that recurs is a body's, however it begins."""
    texts = [(Field(name), cell.text.lstrip("-–+ ")) for name, cell in row.cells.items() if cell.text.strip()]
    named = [text for field, text in texts if field in BODIES and not begins_agency(text)]
    foreign = sum(bodies.rare > 0 or begins_product(text) or begins_deadline(text) for text in named)
    foreign += sum(field is Field.EFFECTIVENESS and misfits(text, field) for field, text in texts)
    return foreign + sum(field is Field.OUTPUT and _BODY.match(text) is not None for field, text in texts)


def _begins_oddly(key: str, small: Collection[str], *, bulleted: bool) -> bool:
    """True for a key that begins as an item of a list, or with a small letter, where most others do not."""
    if _BULLET.match(key) is not None:
        return not bulleted
    return key[:1].islower() and not any(field in small for field in _KEYS)


def _of_likeness(row: RowFacts, alike: Sequence[Likeness]) -> dict[str, float]:
    """What tells a row's short texts from those of the other rows: of its bodies first, then of `_SHORT`."""
    bodies, deadline, *others = alike
    text = row.cells[Field.DEADLINE].text if Field.DEADLINE in row.cells else ""
    odd = deadline_oddness(text)
    return {
        "odd_deadline": float(odd == 1.0),
        "open_deadline": float(0.0 < odd < 1.0 and deadline.rare > 0),
        "rare_bodies": float(bodies.rare),
        "rare_texts": float(sum(one.rare for one in others)),
        "grown": float(sum(one.grown for one in (bodies, *others)) + (odd > 0) * deadline.grown),
        "cut": float(sum(one.cut for one in (bodies, *others)) + (odd > 0) * deadline.cut),
    }


def _misread(row: RowFacts) -> float:
    """Of what a field may have wrong in a row that is right, the share that is to be expected wrong."""
    keys = frozenset(_KEYS)
    return max(
        (
            cell.repair_errors / (WRONG_IN_KEY if name in keys else WRONG_IN_CELL)
            for name, cell in row.cells.items()
            if cell.text.strip()
        ),
        default=0.0,
    )


def _shares_filled(rows: Sequence[RowFacts]) -> dict[str, float]:
    names = {name for row in rows for name in row.cells}
    return {name: sum(_is_filled(row, name) for row in rows) / len(rows) for name in sorted(names)}


def _is_filled(row: RowFacts, name: str) -> bool:
    return name in row.cells and bool(row.cells[name].text.strip())


def _oddness(row: Mapping[str, float]) -> float:
    odd = (
        "unsettled", "no_ordinal", "ordinal_doubt", "empty_cells", "running_on", "misfitting", "misplaced",
        "odd_deadline", "grown", "cut", "odd_length", "short_key", "odd_key", "begun_inside", "ended_inside",
    )  # fmt: skip
    return min(1.0, sum(row[name] for name in odd))


def _mean_around(values: Sequence[float], index: int) -> float:
    around = [*values[max(0, index - NEIGHBOURS) : index], *values[index + 1 : index + 1 + NEIGHBOURS]]
    return sum(around) / len(around) if around else 0.0
