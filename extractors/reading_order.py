"""From words to lines in the order in which a person reads them.

Vietnamese administrative pages are a single column but for two places where two columns stand side by side: the
header block (issuer and number left; motto, place and date right) and the signature block (recipients left, signer
right). Those are read column by column.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from extractors.layout import Box, Line, Word, bounding_box

SAME_ROW = 0.5
"""Words are on one row where their middles differ by less than this share of the letters' height."""
COLUMN_GAP = 1.1
"""Widest gap between words of justified text, in line heights; a wider one may part columns."""
CERTAIN_COLUMN_GAP = 2.2
"""A gap, in line heights, that no justification makes."""


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
    ordered: list[Line] = []
    for block in _blocks(_rows_of_lines(lines)):
        ordered.extend(block)
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
            if abs(row[-1].box.y_center - word.box.y_center) < SAME_ROW * height:
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


def _blocks(rows: Sequence[_Row]) -> Iterable[Sequence[Line]]:
    """Rows become blocks: single rows, or runs of rows with a common gutter, read column by column."""
    index = 0
    while index < len(rows):
        row = rows[index]
        if len(row.segments) != 2:
            yield row.segments
            index += 1
            continue
        stop, gutter = _column_run(rows, index)
        inside = [segment for member in rows[index:stop] for segment in member.segments]
        middle = sum(gutter) / 2
        yield [segment for segment in inside if segment.box.x_center < middle]
        yield [segment for segment in inside if segment.box.x_center >= middle]
        index = stop


def _column_run(rows: Sequence[_Row], start: int) -> tuple[int, tuple[float, float]]:
    """The rows from `start` on that leave a common gutter free: the index after the last, and the gutter."""
    left, right = rows[start].segments
    gutter = left.box.x1, right.box.x0
    stop = start + 1
    for index in range(start + 1, len(rows)):
        narrowed = _narrowed(gutter, rows[index])
        if narrowed is None:
            break
        gutter = narrowed
        stop = index + 1
    return stop, gutter


def _narrowed(gutter: tuple[float, float], row: _Row) -> tuple[float, float] | None:
    """What `row` leaves free of the gutter; None where it stands across it."""
    x0, x1 = gutter
    for segment in row.segments:
        if segment.box.x1 <= (x0 + x1) / 2:
            x0 = max(x0, segment.box.x1)
        elif segment.box.x0 >= (x0 + x1) / 2:
            x1 = min(x1, segment.box.x0)
        else:
            return None
    return (x0, x1) if x1 > x0 else None
