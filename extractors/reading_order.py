"""From words to lines in the order in which a person reads them.

Vietnamese administrative pages are a single column but for two places where two columns stand side by side: the
header block (issuer and number left; motto, place and date right) and the signature block (recipients left, signer
right). Those are read column by column; what else stands side by side (the labels and values of a form) row by row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.layout import Box, Line, Word, bounding_box
from normalizers.unicode import folded

SAME_ROW = 0.5
"""Words are on one row where their middles differ by less than this share of the letters' height."""
COLUMN_GAP = 1.1
"""Widest gap between words of justified text, in line heights; a wider one may part columns."""
CERTAIN_COLUMN_GAP = 2.2
"""A gap, in line heights, that no justification makes."""

Gutter = tuple[float, float]
"""From where to where, left to right, nothing stands between two columns."""


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands side by side: one or more segments, left to right."""

    segments: tuple[Line, ...]

    @property
    def box(self) -> Box:
        return bounding_box(segment.box for segment in self.segments)


def lines_from_words(words: Iterable[Word]) -> tuple[Line, ...]:
    """Words (in any order) become lines from top to bottom, each row of the page parted at wide gaps."""
    return tuple(segment for row in _rows_of_words(tuple(words)) for segment in row.segments)


def in_reading_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """`lines` of one page (in any order, rows not yet parted into columns), as a person reads them."""
    rows = _rows_of_lines(lines)
    height, pitch = text_height(lines), _pitch(rows)
    ordered: list[Line] = []
    index = 0
    while index < len(rows):
        found = _block_from(rows, index, height, pitch) if len(rows[index].segments) > 1 else None
        if found is None:
            ordered.extend(rows[index].segments)
            index += 1
            continue
        stop, gutter = found
        before, gutter = _begun_above(rows, index, gutter, height, pitch)
        if before:  # they were taken for lines of their own
            del ordered[-before:]
        columns = [_columns_of(row, gutter) for row in rows[index - before : stop]]
        block = [column for side in (0, 1) for column in (row[side] for row in columns) if column is not None]
        by_column = _reads_by_column([row[0] for row in columns], [row[1] for row in columns])
        ordered.extend(block if by_column else [part for row in columns for part in row if part is not None])
        index = stop
    return tuple(ordered)


def text_height(lines: Sequence[Line]) -> float:
    """The height of a typical line: the median of the words' heights; 0 where there is none."""
    heights = [word.box.height for line in lines for word in line.words]
    return median(heights) if heights else 0.0


def _rows_of_words(words: tuple[Word, ...]) -> list[_Row]:
    if not words:
        return []
    height = median(word.box.height for word in words) or 1.0
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.box.y_center, word.box.x0)):
        for row in rows[-3:]:
            tallest = max(row[-1].box.height, word.box.height)
            if abs(row[len(row) // 2].box.y_center - word.box.y_center) < SAME_ROW * tallest:
                row.append(word)
                break
        else:
            rows.append([word])
    return [_Row(_parted(sorted(row, key=lambda word: word.box.x0), height)) for row in rows]


def _rows_of_lines(lines: Sequence[Line]) -> list[_Row]:
    """Lines that stand side by side become rows."""
    if not lines:
        return []
    height = text_height(lines) or 1.0
    parted = [segment for line in lines for segment in _parted(line.words, height)]
    parted.sort(key=lambda line: line.box.y_center)
    rows: list[list[Line]] = []
    for line in parted:
        last = rows[-1] if rows else []
        level = last and abs(last[-1].box.y_center - line.box.y_center) < SAME_ROW * height
        if level and all(_apart(line.box, other.box) for other in last):
            last.append(line)
        else:
            rows.append([line])
    return [_Row(tuple(sorted(row, key=lambda line: line.box.x0))) for row in rows]


def _apart(one: Box, other: Box) -> bool:
    """True where the boxes don't overlap sideways (by more than a sliver)."""
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared < 0.1 * min(one.width, other.width)


def _parted(words: Sequence[Word], height: float) -> tuple[Line, ...]:
    """Words of a row, left to right, parted where the gap is wider than any between words."""
    segments: list[list[Word]] = []
    for word in words:
        if segments and word.box.x0 - segments[-1][-1].box.x1 <= CERTAIN_COLUMN_GAP * height:
            segments[-1].append(word)
        else:
            segments.append([word])
    return tuple(Line(tuple(segment)) for segment in segments)


def _pitch(rows: Sequence[_Row]) -> float:
    """The usual distance of a row from the next; 0 with fewer than two rows."""
    centers = [row.box.y_center for row in rows]
    return median(after - before for before, after in pairwise(centers)) if len(centers) > 1 else 0.0


def _block_from(rows: Sequence[_Row], start: int, height: float, pitch: float) -> tuple[int, Gutter] | None:
    """The rows from `start` on that leave a common gutter free: the index after the last, and the gutter.

    The block ends where a row stands across the gutter, where a wider step down parts it from the next, and at the
    addressee. None where that makes no block.
    """
    if ADDRESSEE.match(folded(rows[start].segments[0].text)):
        return None  # what stands beside it is its own list
    left, right = max(pairwise(rows[start].segments), key=lambda pair: pair[1].box.x0 - pair[0].box.x1)
    gutter = left.box.x1, right.box.x0
    stop = start + 1
    for index in range(start + 1, len(rows)):
        row = rows[index]
        step = row.box.y_center - rows[index - 1].box.y_center
        if step > (FAR_STEP if len(row.segments) > 1 or _is_beside(row, gutter) else BLOCK_STEP) * pitch:
            break
        if ADDRESSEE.match(folded(row.segments[0].text)):
            break
        narrowed = _narrowed(gutter, _parted_at(row, gutter, height))
        if narrowed is None:
            break
        gutter = narrowed
        stop = index + 1
    return stop, gutter


ADDRESSEE = re.compile(r"kinh (gui|trinh|chuyen)\b")
"""It stands in the middle under the header block, without leaving much room."""
BLOCK_STEP = 1.8
FAR_STEP = 2.6
"""In distances of rows: a wider step down ends a block; where what follows stands in one of its columns (a signer's
name under a signature) only the latter does."""


def _is_beside(row: _Row, gutter: Gutter) -> bool:
    return row.box.x0 >= gutter[1] - (gutter[1] - gutter[0]) / 2


def _begun_above(rows: Sequence[_Row], start: int, gutter: Gutter, height: float, pitch: float) -> tuple[int, Gutter]:
    """How many rows just over `start` belong to the block, and the gutter that they leave free as well.

    The right column may start higher than the left, and the first rows may leave a narrower gap than those below.
    """
    count = 0
    while count < start:
        above, below = rows[start - count - 1], rows[start - count]
        if below.box.y_center - above.box.y_center > BLOCK_STEP * pitch or len(above.segments) > 1:
            break
        in_right_column = above.box.x0 >= gutter[1] - SLIVER * above.box.width
        parted = _parted_at(above, gutter, height)
        narrowed = _narrowed(gutter, parted) if len(parted.segments) > 1 else None
        if not in_right_column and narrowed is None:
            break
        gutter = narrowed or gutter
        count += 1
    return count, gutter


SLIVER = 0.1
"""Of a line's width, what may reach over a gutter."""


def _parted_at(row: _Row, gutter: Gutter, height: float) -> _Row:
    """The row with a segment that stands across the gutter parted there, where its words leave a gap."""
    segments: list[Line] = []
    for segment in row.segments:
        cut = next(
            (
                index
                for index, (before, after) in enumerate(pairwise(segment.words), 1)
                if after.box.x0 - before.box.x1 > COLUMN_GAP * height
                and before.box.x1 < gutter[1]
                and after.box.x0 > gutter[0]
            ),
            None,
        )
        parts = (segment.words,) if cut is None else (segment.words[:cut], segment.words[cut:])
        segments.extend(Line(part) for part in parts)
    return _Row(tuple(segments))


def _narrowed(gutter: Gutter, row: _Row) -> Gutter | None:
    """What `row` leaves free of the gutter; None where it stands across it."""
    x0, x1 = gutter
    for segment in row.segments:
        if segment.box.x1 < x1 and segment.box.x_center < (x0 + x1) / 2:
            x0 = max(x0, segment.box.x1)
        elif segment.box.x0 > x0 and segment.box.x_center > (x0 + x1) / 2:
            x1 = min(x1, segment.box.x0)
        else:
            return None
    return (x0, x1) if x1 > x0 else None


def _columns_of(row: _Row, gutter: Gutter) -> tuple[Line | None, Line | None]:
    """What of a row stands left and right of the gutter; blanks left for the pen don't part a line."""
    middle = sum(gutter) / 2
    left = tuple(word for segment in row.segments for word in segment.words if word.box.x_center < middle)
    right = tuple(word for segment in row.segments for word in segment.words if word.box.x_center >= middle)
    return Line(left) if left else None, Line(right) if right else None


def _reads_by_column(left: Sequence[Line | None], right: Sequence[Line | None]) -> bool:
    """True where rows of two columns are read column by column rather than as label and value, row by row.

    Header and signature blocks are told by what always stands in them, columns of running text by lines that go on in
    lower case; a block of one row reads the same either way.
    """
    columns = [[line.text for line in side if line is not None] for side in (left, right)]
    texts = [text for side in columns for text in side]
    if LETTERHEAD.search(folded("\n".join(texts))) or SIGNED_BY.search(folded("\n".join(filter(str.isupper, texts)))):
        return True
    going_on = [text[:1].islower() and len(text) > 2 and text[1] not in ").," for side in columns for text in side[1:]]
    return sum(going_on) > GOING_ON_SHARE * len(going_on)


LETTERHEAD = re.compile(
    r"cong hoa xa hoi|doc lap\W+tu do|dang cong san|^so:?\s*\S{0,8}\s*/|, ngay\b.*thang|^v/v\b|noi nhan"
    r"|^\W*ky\b.*(ten|dong dau)",
    re.MULTILINE,
)
"""What stands in the letterhead, or beside and under a signature (Decree 30/2020/NĐ-CP, appendix I), folded."""
SIGNED_BY = re.compile(
    r"^(tm|kt|tl|tuq|q)\.|^(pho |quyen )?(tong |chi )?(chu tich|chu nhiem|giam doc|cuc truong|bo truong|hieu truong"
    r"|truong|thu truong|vien truong|chanh|thu tuong|bi thu|ke toan)\b|^nguoi |^dai dien|^xac nhan|^ben [ab]\b",
    re.MULTILINE,
)
"""The offices of who signs, set in capitals: in a form they are labels in small letters."""
GOING_ON_SHARE = 0.3
"""Of the lines of two columns, those that begin in lower case: half of those of running text do."""
