"""Names of columns that stand at the heads of their columns, where a page was dumped column after column.

A name is one line or a few that together say what a header's cell says, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from extractors.layout import Line
from extractors.table_meaning.wordings import WORDINGS, Field, TableKind, plain
from extractors.text_dump.down_lines import DownLine

LONGEST_NAME_LINES = 4
LONGEST_NAME_WORDS = 9
# Letters that agree, in percent, for lines to be a name; of short names all.
NAME_AGREEMENT = 84
SHORTEST_GARBLED = 6
# Letters that agree of each of its words.
WORD_AGREEMENT = 50
# Names that other words say as well are none; those of risks are vaguer.
LEAST_STRENGTH = 0.7
LEAST_NAMED = {TableKind.TASKS: 0.8, TableKind.RISKS: 0.7}
_NO_NAMES = frozenset(
    {"so", "thang", "tuan", "ngay", "quy", "nam", "hoan thanh", "ket thuc", "dinh ky", "tan suat", "thuc hien"}
)
# Columns that a dump's heads must name, and lines of a column on average, its head among them.
FEWEST_NAMED = 4
FEWEST_SURE = 3
FEWEST_LINES = 2.5
# Words of names, and letters of them that agree, in percent, as dumped.
_CUES = ("noi dung", "nhiem vu", "chu tri", "phoi hop", "thuc hien", "thoi gian", "tien do", "san pham", "ket qua",
         "rui ro", "bien phap", "hieu luc")  # fmt: skip
CUE_AGREEMENT = 70
# Names that are so sure are no words of cells.
SURE = 0.85
# A name that is one only with another line is less sure than with it.
LONGER_SURER = 0.1
_FIELDS = frozenset(
    {
        Field.ORDINAL, Field.TASK, Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE, Field.DEADLINE, Field.OUTPUT,
        Field.BUDGET, Field.NOTE, Field.RISK, Field.MEASURE, Field.ACTION, Field.EFFECTIVENESS,
    }
)  # fmt: skip
_KEYS = {TableKind.TASKS: Field.TASK, TableKind.RISKS: Field.RISK}


def heads_at(lines: Sequence[DownLine], fields: Sequence[Field], kind: TableKind) -> dict[tuple[int, int, int], float]:
    """Where heads of columns may stand, and how surely, from 0 to 1.

    By the place of a column in `fields`, the head's first line and the number of its lines.
    """
    places = {field: place for place, field in enumerate(fields)}
    return {
        (places[name.field], index, name.n_lines): name.sureness
        for index in range(len(lines))
        for name in _names_at(lines, index, kind)
        if name.field in places
    }


@dataclass(frozen=True, slots=True)
class NamedColumns:
    """The columns that a page's lines name one after the other; `top` is where the first name stands, in points."""

    kind: TableKind
    columns: tuple[Field, ...]
    top: float


def may_name_columns(lines: Sequence[Line]) -> bool:
    """True where some of the lines, as dumped, may name columns: worth repairing them to know."""
    texts = [plain(line.text) for line in lines if len(line.words) <= LONGEST_NAME_WORDS]
    cued = [any(fuzz.partial_ratio(cue, text) >= CUE_AGREEMENT for text in texts if len(text) > 2) for cue in _CUES]
    return sum(cued) >= FEWEST_NAMED - 1


def named_columns(lines: Sequence[DownLine]) -> NamedColumns | None:
    """The columns whose names stand at their heads, in the order of the page.

    None where fewer than four columns are named (three letter for letter), or their names stand together, as those of
    a header's row do.
    """
    best: NamedColumns | None = None
    for kind, key in _KEYS.items():
        firsts: dict[Field, int] = {}
        sureness: list[float] = []
        end = 0
        for index in range(len(lines)):
            names = [
                name
                for name in _names_at(lines, index, kind)
                if name.field not in firsts and name.sureness >= LEAST_NAMED[kind] - LONGER_SURER
            ]
            if names and index >= end:
                name = max(names, key=lambda name: name.sureness)
                firsts[name.field] = index
                sureness.append(name.sureness)
                end = index + name.n_lines
        if Field.LEAD in firsts and Field.COORDINATING in firsts:  # the name of the group of both
            firsts.pop(Field.RESPONSIBLE, None)
        few = len(firsts) < FEWEST_NAMED and (len(firsts) < FEWEST_SURE or min(sureness) < 1)
        if key not in firsts or few:
            continue
        start = min(firsts.values())
        if (max(firsts.values()) - start) < FEWEST_LINES * (len(firsts) - 1):
            continue
        if best is None or len(firsts) > len(best.columns):
            best = NamedColumns(kind, tuple(firsts), lines[start].words[0].box.y0)
    return best


def first_head(lines: Sequence[DownLine], fields: Sequence[Field], kind: TableKind) -> float | None:
    """Where the first head stands, in points, on a page that has those of some of the columns `fields`."""
    sure = [(place, index) for (place, index, _), sureness in heads_at(lines, fields, kind).items() if sureness > SURE]
    if len({place for place, _ in sure}) < FEWEST_NAMED - 1:
        return None
    return lines[min(index for _, index in sure)].words[0].box.y0


@dataclass(frozen=True, slots=True)
class _Name:
    field: Field
    n_lines: int
    sureness: float


def _names_at(lines: Sequence[DownLine], index: int, kind: TableKind) -> Iterator[_Name]:
    """The columns that the lines from `index` on may name; of names that are one longer than another, the longer."""
    surest = 0.0
    for n_lines in range(min(LONGEST_NAME_LINES, len(lines) - index), 0, -1):
        own = lines[index : index + n_lines]
        if not own[0].repaired[0][:1].isupper() or any(line.gap and line.lone for line in own[1:]):
            continue
        text = plain(" ".join(" ".join(line.repaired) for line in own))
        if len(text.split()) > LONGEST_NAME_WORDS:
            continue
        field, sureness = _named(text, kind)
        if field is not None and sureness >= surest:
            yield _Name(field, n_lines, sureness - (LONGER_SURER if surest else 0.0))
            surest = max(surest, sureness)


@cache
def _named(text: str, kind: TableKind) -> tuple[Field | None, float]:
    """The column that a text names, and how surely from 0 to 1."""
    names, words = _names(kind)
    if text in names:
        return names[text]
    # Below the name of a group: "co quan thuc hien chu tri"; behind that of the ordinals: "stt noi dung".
    for place in range(1, len(text.split())):
        group, name = text.split()[:place], " ".join(text.split()[place:])
        if (
            name in names
            and names[name][0] is not Field.ORDINAL
            and words.issuperset(group)
            and " ".join(group) in names
        ):
            return names[name]
    if len(text) < SHORTEST_GARBLED:
        return None, 0.0
    score, name = max((fuzz.ratio(text, name), name) for name in names)
    own, others = text.split(), name.split()
    alike = len(own) == len(others) and all(
        fuzz.ratio(a, b) >= WORD_AGREEMENT for a, b in zip(own, others, strict=True)
    )
    return (names[name][0], score / 100 * names[name][1]) if alike and score >= NAME_AGREEMENT else (None, 0.0)


@cache
def _names(kind: TableKind) -> tuple[Mapping[str, tuple[Field, float]], frozenset[str]]:
    """The names of columns with the column that each names most surely, and the words that names are made of."""
    found: dict[str, tuple[float, Field]] = {}
    for field, wordings in dict(WORDINGS)[kind]:
        for wording in wordings:
            if field in _FIELDS and wording.strength >= LEAST_STRENGTH and wording.text not in _NO_NAMES:
                found[wording.text] = max(found.get(wording.text, (0.0, field)), (wording.strength, field))
    names = {text: (field, strength) for text, (strength, field) in found.items()}
    return names, frozenset(word for text in names for word in text.split())
