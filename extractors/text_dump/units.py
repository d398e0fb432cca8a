"""The pieces that an appendix table is dumped as: blocks between blank lines, or parts of a line between bars.

A unit is what surely belongs to one cell. What it says is scored against each column: ordinals, bodies, deadlines and
typical products tell which cell a unit may be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import regex

from extractors.layout import Line
from extractors.markers import Marker, MarkerKind, read_markers
from extractors.text_dump.pages import LINE_HEIGHT
from extractors.wordings import Field, plain
from normalizers.deadlines import parse_deadline

_LEADING_ORDINAL = regex.compile(
    r"(?P<marker>(?:\d{1,2}(?:\.\d{1,2}){0,2}|[IVX]{1,5}|(?=[1l|]*[IVX])[IVX1l|]{2,5}(?=[.)])|[A-HĐ]|[a-zđ])(?:[.)]\s+|\s+(?=[\p{Lu}\-])))(?P<rest>\S.*)",
    regex.DOTALL,
)
_AGENCY = re.compile(
    r"^(?:(?:cac|tat ca|lanh dao|toan the|chuyen vien|cong chuc|cong chuc duoc cu qua lam viec tai) )*"
    r"(?:so|phong|van phong|vp|ban|ubnd|uy ban|hdnd|hoi dong|don vi|co quan|bo phan|trung tam|bo|cuc|chi cuc|cong an"
    r"|truong|doan|hoi|to|khoa|thanh tra|vien|nganh|chu tich|giam doc|mat tran|cac phong)\b"
)
_ROLE = re.compile(r"\b(?:chu tri|phoi hop|truc thuoc|lien quan)\b")
_PRODUCT = re.compile(
    r"^(?:bao cao|ke hoach|quyet dinh|van ban|thong bao|danh muc|danh sach|cong van|to trinh|nghi quyet|bien ban|hoi"
    r" nghi|ket qua|tai lieu|he thong|phan mem|tin bai|bo ho so|quy trinh|du lieu|100|hoan thanh|ty le|dam bao|duy tri"
    r"|muc do)"
)
# Words after which a name goes on rather than begins: "của UBND", "tại Trung tâm", "phối hợp với Văn phòng".
_JOINING = re.compile(
    r"cua|va|voi|tai|trong|cho|do|tu|den|ve|theo|thuoc|hop|la|cac|gui|o|boi|tham|muu|trinh|bao|nhu|ban|truong|pho|so|bo"
)
# Cells that are dumped on one line are short: a name, a date, a product.
MAX_GLUED_WORDS = 22
_EFFECT = re.compile(r"^(?:cao|thap|trung binh|tot|kha|dat|hieu qua|co hieu qua|dap ung)\b")
_DEADLINE = re.compile(r"^(?:hang|thuong xuyen|trong nam|trong thang|quy|thang|dinh ky|6 thang|truoc ngay|theo)\b")


SECTION = -1
"""In place of a column: a title of its own."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of one cell on one page.

    `text` is repaired. `line` numbers the printed lines over the whole dump: units of equal `line` stood side by side.
    `marker` is an ordinal that stands at the head of the unit (`marker_only`: and nothing after it). Where lines ran
    across the columns the cell is known already: its `column`, and whether it begins a row.
    """

    page: int
    lines: tuple[Line, ...]
    text: str
    line: int
    side_by_side: bool
    marker: Marker | None
    marker_only: bool
    column: int | None = None
    begins_row: bool | None = None

    @property
    def is_section(self) -> bool:
        """True for a title with a capital letter or a roman number before it: never a cell of a row."""
        outer = self.marker is not None and self.marker.kind in (MarkerKind.LETTER, MarkerKind.ROMAN)
        return outer and not self.marker_only and len(self.text.split()) <= 32

    @property
    def begins_small(self) -> bool:
        """True where the first letter is small: the rest of something."""
        letters = [letter for letter in self.text if letter.isalpha()]
        return bool(letters) and letters[0].islower() and self.marker is None

    @property
    def is_item(self) -> bool:
        """True for an item of a list, one of several in a cell."""
        return self.text[:1] in "-–+•*"


def units_of(
    page: int, lines: Sequence[Line], readable: Callable[[str], Sequence[str]], first_line: int
) -> Iterator[Unit]:
    """The units of one page's table lines, in the order of the dump; printed lines count on from `first_line`.

    `readable` gives a text's words repaired, one for each word of the text.
    """
    rows = [list(group) for _, group in groupby(lines, key=lambda line: line.box.y0)]
    block: list[Line] = []
    below = 0.0
    number = first_line

    def flush() -> Iterator[Unit]:
        if block:
            yield from _units(page, tuple(block), readable, number)
            block.clear()

    for row in rows:
        number += 1
        gap = row[0].box.y0 - below > LINE_HEIGHT
        below = row[0].box.y1
        if len(row) > 1:
            yield from flush()
            for line in row:
                yield _unit(page, (line,), readable, number, side_by_side=True)
            continue
        if gap or _head(row[0].text) is not None:
            yield from flush()
        block.append(row[0])
    yield from flush()


def fitness(unit: Unit, field: Field) -> float:
    """How well a unit fits a column, in nats: 0 says nothing, positive speaks for it."""
    text = plain(unit.text)
    words = len(text.split())
    if field is Field.ORDINAL:
        return 3.0 if unit.marker_only else -6.0
    if unit.marker_only:
        return -3.0
    agency = _AGENCY.search(text) is not None and words <= 45
    deadline = words <= 22 and (_DEADLINE.search(text) is not None or parse_deadline(unit.text).kind != "none")
    if field in (Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE):
        return (2.0 if agency else -1.5) + (0.7 if _ROLE.search(text) else 0.0) - (1.5 if deadline and words < 8 else 0)
    if field is Field.DEADLINE:
        return 2.5 if deadline else -3.0
    if field is Field.EFFECTIVENESS:
        return 2.0 if _EFFECT.search(text) and words <= 8 else -2.5
    score = -1.5 * agency * (words <= 20) - 2.0 * (deadline and words <= 8)
    if field is Field.OUTPUT and _PRODUCT.search(text.removeprefix("- ")):
        score += 1.0
    if field in (Field.BUDGET, Field.NOTE):
        score -= 1.0
    if field in (Field.TASK, Field.RISK) and unit.marker is not None:
        score += 2.0
    return score


def _units(page: int, lines: tuple[Line, ...], readable: Callable[[str], Sequence[str]], number: int) -> Iterator[Unit]:
    """A block as units: one, or where short cells of a row were dumped on one line, one for each of them."""
    words = [word for line in lines for word in line.words]
    starts = _cell_starts(readable(" ".join(word.text for word in words)))
    if len(starts) == 1 or len(words) > MAX_GLUED_WORDS:
        yield _unit(page, lines, readable, number, side_by_side=False)
        return
    for start, end in pairwise([*starts, len(words)]):
        yield _unit(page, (Line(tuple(words[start:end])),), readable, number, side_by_side=True)


def _cell_starts(words: Sequence[str]) -> list[int]:
    """Where cells begin in a line of short cells: at the name of a body or a deadline with a capital letter."""
    starts = [0]
    for index in range(1, len(words)):
        rest = " ".join(words[index : index + 4])
        before = plain(words[index - 1])
        opens = words[index][:1].isupper() and (_AGENCY.match(plain(rest)) or _DEADLINE.match(plain(rest)))
        if opens and _JOINING.fullmatch(before) is None and not words[index - 1].endswith((",", "-", "/", "&", "(")):
            starts.append(index)
    return starts


def _unit(
    page: int, lines: tuple[Line, ...], readable: Callable[[str], Sequence[str]], number: int, *, side_by_side: bool
) -> Unit:
    raw = " ".join(line.text for line in lines)
    alone = read_markers(raw) if len(raw) <= 5 else ()
    marker = alone[0] if alone else _head(raw)
    text = raw if alone else " ".join(readable(raw))
    return Unit(page, lines, text, number, side_by_side, marker, bool(alone))


def _head(text: str) -> Marker | None:
    match = _LEADING_ORDINAL.match(text)
    if match is None:
        return None
    markers = read_markers(match.group("marker").strip())
    if any(letter in "IVX" for letter in match.group("marker")):  # "I11." is III
        markers = tuple(marker for marker in markers if marker.kind is MarkerKind.ROMAN) or markers
    return markers[0] if markers and markers[0].kind is not MarkerKind.BULLET else None


def begins_agency(text: str) -> bool:
    """True where `text` begins with what names of bodies begin with."""
    return _AGENCY.match(plain(text)) is not None


def begins_deadline(text: str) -> bool:
    """True where `text` begins as deadlines do."""
    return _DEADLINE.match(plain(text)) is not None


def begins_product(text: str) -> bool:
    """True where `text` begins as typical products do."""
    return _PRODUCT.match(plain(text)) is not None
