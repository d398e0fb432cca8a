"""The header row of an appendix table in a text dump, and where it is printed again.

A header is a run of short lines that together name three or more columns. The order in which they are named is the
order of the columns, but for risk tables, whose two-level header is always dumped out of order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from extractors.layout import Line
from extractors.table_meaning.wordings import Field, TableKind, plain
from extractors.text_dump.header_orders import layouts_of

# A header dumped in one line has at most so many words; else each of its lines is a part of a cell.
MAX_LINE_WORDS = 24
MAX_CELL_WORDS = 6
# Lines of one header: six columns of two levels, three lines a cell at most.
MAX_LINES = 16
# Lines between two header lines that name no column are the rest of a wrapped cell or specks: few, of few words.
MAX_REST_WORDS = 4
MAX_REST_LINES = 5
MIN_COLUMNS = 3
# Garbled lines of the header's upper level, of any length, above the first that names columns.
MAX_LINES_ABOVE = 2
# Columns whose names may be lost in one dump of a header that another dump of it has.
MAX_LOST_NAMES = 2
# Letters that agree, in percent, between two dumps of one header.
SAME_HEADER = 85
SAME_LINE = 75
SHORTEST_NAME = 6
# What is left of a wrapped header cell below the last line that names a column.
_TAIL = re.compile(r"(?:hoan |thuc )?(?:thanh|hien)|hop|(?:(?:hoan|thanh|thuc|hien|hop|kien|tri)(?: |$)){2,5}")
# Letters that agree, in percent, for a name of a column to be read in a garbled header.
NAME_AGREEMENT = 78

# Words of a header that are of those that headers are made of: few of a sentence's that happens to name columns.
HEADER_WORDS_SHARE = 0.6
# The same of a single line that names no column of ordinals, which may as well be one of running text.
HEADER_WORDS_SHARE_OF_A_LINE = 0.8

_HEADER_WORDS = frozenset(
    re.findall(
        r"\w+",
        "stt tt so noi dung cong viec nhiem vu giai phap hoat dong cu the don vi co quan phong ban bo phan chu tri phoi"
        " hop trach nhiem phan cong thuc hien nguoi phu trach thoi gian han tien do hoan thanh ket qua san pham dau ra"
        " kinh phi ghi chu rui ro hoi nguy bien phap hanh danh gia hieu luc ke hoach du kien",
    )
)
_PROSE = "prose " * 30
_ORDINAL_NAME = re.compile(r"(?:stt|tt|so tt)\b")
# Names that wrap where lines run across: "Cơ quan chủ" above "trì thực hiện".
_BROKEN_LEAD = ("quan chu", "vi chu")
_BROKEN_COORDINATING = ("quan phoi", "vi phoi")
_TASK_NAMES: tuple[tuple[Field, tuple[str, ...]], ...] = (
    (Field.ORDINAL, ("stt", "tt", "so tt")),
    (Field.TASK, ("noi dung", "nhiem vu", "cong viec", "giai phap", "hoat dong")),
    (Field.LEAD, ("chu tri", *_BROKEN_LEAD)),
    (Field.COORDINATING, ("phoi hop", *_BROKEN_COORDINATING)),
    (Field.RESPONSIBLE, ("trach nhiem", "phan cong", "don vi thuc hien", "co quan thuc hien", "nguoi phu trach")),
    (Field.DEADLINE, ("thoi gian", "thoi han", "tien do", "hoan thanh")),
    (Field.OUTPUT, ("san pham", "ket qua")),
    (Field.BUDGET, ("kinh phi",)),
    (Field.NOTE, ("ghi chu",)),
)
_PARENTS = ("trach nhiem", "phan cong", "don vi thuc hien", "co quan thuc hien")
_RISK_NAMES: tuple[tuple[Field, tuple[str, ...]], ...] = (
    (Field.ORDINAL, ("stt", "tt", "so tt")),
    (Field.RISK, ("rui ro", "co hoi", "nguy co")),
    (Field.MEASURE, ("bien phap",)),
    (Field.ACTION, ("noi dung thuc hien", "hanh dong", "noi dung")),
    (Field.DEADLINE, ("thoi gian", "thoi han", "tien do", "hoan thanh")),
    (Field.RESPONSIBLE, ("trach nhiem", "phan cong", "chu tri")),
    (Field.EFFECTIVENESS, ("hieu luc", "danh gia", "hieu qua")),
)


@dataclass(frozen=True, slots=True)
class DumpedHeader:
    """A header: its lines are `start` to `end` (exclusive) of the lines searched; its columns from left to right.

    `laid_out` where its lines are known by their places: nothing of it is beside them. `beside` has for each of its
    lines that names several columns these columns, as they stand from left to right.
    """

    start: int
    end: int
    kind: TableKind
    columns: tuple[Field, ...]
    certainty: int
    text: str
    laid_out: bool = False
    beside: tuple[tuple[Field, ...], ...] = ()

    @property
    def n_names(self) -> int:
        """How many columns are named."""
        return self.certainty - 2 * (self.kind is TableKind.TASKS and _ORDINAL_NAME.search(self.text) is not None)

    @property
    def layouts(self) -> tuple[tuple[Field, ...], ...]:
        """The orders in which its columns may stand, without that of the ordinals, likely ones first."""
        return layouts_of(self.kind, self.columns, self.beside)

    def is_same(self, surest: DumpedHeader) -> bool:
        """True where this is `surest` printed again, however well it was dumped."""
        alike = fuzz.partial_ratio(self.text, surest.text) >= SAME_HEADER
        return self.kind is surest.kind and (alike or self.certainty >= surest.certainty - MAX_LOST_NAMES)


def find_headers(lines: Sequence[Line], readable: Callable[[str], Sequence[str]]) -> tuple[DumpedHeader, ...]:
    """All headers in `lines`; `readable` repairs a garbled text, word for word."""
    texts = [_PROSE if _is_prose(line) else plain(" ".join(readable(line.text))) for line in lines]
    found: list[DumpedHeader] = []
    index = 0
    while index < len(lines):
        header = _header_at(texts, index)
        if header is None:
            index += 1
        else:
            found.append(header)
            index = header.end
    return tuple(found)


def body_start(lines: Sequence[Line], headers: Sequence[DumpedHeader], printed: Sequence[str], start: int) -> int:
    """Where the table's body begins on a page whose header begins at line `start`.

    `headers` are those found on the page, `printed` the lines of the header as dumped on any page (plain letters): what
    is like one of them at the top of a page, or made of their words, is what is left of the header there.
    """
    known = {index for header in headers for index in range(header.start, header.end)}
    words = {word for line in printed for word in line.split()}
    end = start
    for index in range(start, min(len(lines), start + MAX_LINES)):
        text = plain(lines[index].text)
        if index in known or words.issuperset(text.split()) or any(_is_alike(text, line) for line in printed):
            end = index + 1
        elif index - end > MAX_REST_LINES or (len(text.split()) > MAX_REST_WORDS and not _is_above(index, known)):
            break
    return end


def _is_above(index: int, known: Set[int]) -> bool:
    """True for a line just above a header."""
    return any(index < other <= index + MAX_LINES_ABOVE for other in known)


def _is_alike(text: str, line: str) -> bool:
    return len(text) >= SHORTEST_NAME and fuzz.ratio(text, line) >= SAME_LINE


def _is_prose(line: Line) -> bool:
    """True for a line that is plainly a sentence or an item of a list, as no cell of a header is."""
    text = line.text.strip()
    if len(plain(text)) < 3:  # specks
        return False
    return len(line.words) > MAX_LINE_WORDS or text.startswith(("-", "+", "•")) or text.endswith((".", ";", ":"))


def _header_at(texts: Sequence[str], start: int) -> DumpedHeader | None:
    if not _names(texts[start], _TASK_NAMES) and not _names(texts[start], _RISK_NAMES):
        return None
    end = start
    last = start
    known: set[Field] = set()
    while end < min(len(texts), start + MAX_LINES):
        text = texts[end]
        names = {*_names(text, _TASK_NAMES), *_names(text, _RISK_NAMES)}
        words = text.split()
        named = not names <= known or (bool(names) and header_words(words) == len(words))
        across = (end == start and _ORDINAL_NAME.match(text)) or _names_across(words, names)
        wordy = len(words) > (MAX_LINE_WORDS if across else MAX_CELL_WORDS)
        if named and not wordy and not re.search(r"\d{2}", text):
            last = end
            known |= names
        elif len(text.split()) > MAX_REST_WORDS or end - last > MAX_REST_LINES:
            break
        end += 1
    while last + 1 < len(texts) and _TAIL.fullmatch(texts[last + 1]):
        last += 1
    header = header_of(" ".join(texts[start : last + 1]), start, last + 1, in_one_line=last == start)
    return None if header is None else replace(header, beside=_beside(texts[start : last + 1], header))


def _names_across(words: Sequence[str], names: Set[Field]) -> bool:
    """True for a line of many words that are all of those that headers are made of, or nearly, and name columns."""
    share = HEADER_WORDS_SHARE_OF_A_LINE if len(names) >= MIN_COLUMNS else 1.0
    return header_words(words) >= share * len(words)


def _beside(texts: Sequence[str], header: DumpedHeader) -> tuple[tuple[Field, ...], ...]:
    """For each of a header's lines that names several of its columns these, from left to right."""
    names = _TASK_NAMES if header.kind is TableKind.TASKS else _RISK_NAMES
    found: list[tuple[Field, ...]] = []
    for text in texts:
        places = {field: place for field, place in _names(text, names).items() if field in header.columns}
        if len(set(places.values())) > 1:
            found.append(tuple(sorted(places, key=lambda field: places[field])))
    return tuple(found)


def header_of(text: str, start: int, end: int, *, in_one_line: bool) -> DumpedHeader | None:
    """The header whose `text` (plain letters) is that of lines `start` to `end` (exclusive); None if it is none."""
    risks = _names(text, _RISK_NAMES)
    if Field.RISK in risks and len(risks) >= MIN_COLUMNS:
        return DumpedHeader(start, end, TableKind.RISKS, tuple(field for field, _ in _RISK_NAMES), len(risks), text)
    tasks = _names(text, _TASK_NAMES)
    words = text.split()
    if Field.TASK not in tasks or len(tasks) < MIN_COLUMNS or len(words) > 4 * len(tasks) + 4:
        return None
    wordy = in_one_line and len(words) > MAX_CELL_WORDS and Field.ORDINAL not in tasks
    share = HEADER_WORDS_SHARE_OF_A_LINE if wordy else HEADER_WORDS_SHARE
    if header_words(words) < share * len(words):
        return None
    certainty = len(tasks) + 2 * (Field.ORDINAL in tasks)
    columns = sorted(tasks, key=lambda field: (field is not Field.ORDINAL, tasks[field]))
    if Field.ORDINAL not in columns:
        columns.insert(0, Field.ORDINAL)
    return DumpedHeader(start, end, TableKind.TASKS, tuple(_without_parent(columns, tasks, text)), certainty, text)


def _without_parent(columns: Sequence[Field], places: Mapping[Field, int], text: str) -> list[Field]:
    """The columns without the name over those of who leads and helps, which stand where it plainly does."""
    if Field.LEAD not in columns or Field.RESPONSIBLE not in columns:
        return list(columns)
    others: list[Field] = [field for field in columns if field is not Field.RESPONSIBLE]
    parent = min((match.start() for cue in _PARENTS if (match := re.search(rf"\b{cue}\b", text))), default=-1)
    below = [field for field in others if field in (Field.LEAD, Field.COORDINATING) and places[field] > parent]
    if parent < 0 or not below:
        return others
    rest = [field for field in others if field not in below]
    place = sum(field is Field.ORDINAL or places[field] < parent for field in rest)
    return [*rest[:place], *below, *rest[place:]]


def header_words(words: Sequence[str]) -> int:
    """How many of `words` (plain letters) are of those that headers are made of."""
    return sum(word in _HEADER_WORDS for word in words)


def named_fields(text: str, kind: TableKind) -> dict[Field, int]:
    """The columns of a table of this kind that `text` (plain letters) names to the letter, each with its place."""
    names = _TASK_NAMES if kind is TableKind.TASKS else _RISK_NAMES
    found = {field: [re.search(rf"\b{cue}\b", text) for cue in cues] for field, cues in names}
    return {field: min(one.start() for one in matches if one) for field, matches in found.items() if any(matches)}


def _names(text: str, names: Sequence[tuple[Field, tuple[str, ...]]]) -> dict[Field, int]:
    """The columns named in `text` (plain letters), each with the place of its name."""
    found: dict[Field, int] = {}
    for field, cues in names:
        for cue in cues:
            place = _place(cue, text)
            if place is not None:
                found[field] = min(place, found.get(field, place))
    return found


def _place(cue: str, text: str) -> int | None:
    exact = re.search(rf"\b{cue}\b", text)
    if exact:
        return exact.start()
    if len(cue) < 7 or len(text) < len(cue) - 1 or cue in (*_BROKEN_LEAD, *_BROKEN_COORDINATING):
        return None
    alignment = fuzz.partial_ratio_alignment(cue, text, score_cutoff=NAME_AGREEMENT)
    return None if alignment is None else alignment.dest_start
