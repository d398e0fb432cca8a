"""What stands where on a page: boxes, words, lines, cells, tables, paragraphs.

Everything here is frozen and free of pictures and files, so that it can cross process borders and be compared.

Coordinates are PDF points with the origin at the top left. A page is described in its *upright frame*: turned so that
the text reads from left to right and deskewed. `PageGeometry` maps a box back to the page as shown by a viewer; that
mapping is applied once, when rows are written. Pages count from 1 (`page`), rows and columns of a table from 0.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle, `x0 <= x1` and `y0 <= y1`, y growing downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __reduce__(self) -> tuple[type[Box], tuple[float, float, float, float]]:
        return Box, (
            self.x0,
            self.y0,
            self.x1,
            self.y1,
        )  # a third of what pickling a frozen dataclass field by field costs

    @property
    def width(self) -> float:
        """Extent from left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Extent from top to bottom."""
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        """Width times height."""
        return self.width * self.height

    @property
    def x_center(self) -> float:
        """The middle between left and right."""
        return (self.x0 + self.x1) / 2

    @property
    def y_center(self) -> float:
        """The middle between top and bottom."""
        return (self.y0 + self.y1) / 2

    def contains(self, x: float, y: float) -> bool:
        """True where the point lies inside or on the edge."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def intersection(self, other: Box) -> float:
        """Area shared with `other`; 0 where they do not overlap."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        return width * height if width > 0 and height > 0 else 0.0

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def scaled(self, factor: float) -> Box:
        """All coordinates times `factor`: pixels at `dpi` become points with `72 / dpi`."""
        return Box(self.x0 * factor, self.y0 * factor, self.x1 * factor, self.y1 * factor)

    def shifted(self, dx: float, dy: float) -> Box:
        """The box moved right by `dx` and down by `dy`."""
        return Box(self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy)


def bounding_box(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of `boxes`; raises ValueError where there is none."""
    all_boxes = tuple(boxes)
    if not all_boxes:
        raise ValueError("no box to bound")
    return Box(
        min([box.x0 for box in all_boxes]),
        min([box.y0 for box in all_boxes]),
        max([box.x1 for box in all_boxes]),
        max([box.y1 for box in all_boxes]),
    )


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two spaces.

    `confidence` is the reader's, from 0 to 1 (1 for a sound text layer). `doubtful` marks words that the reader can't
    be trusted on whatever it says (under a stamp, handwritten). `alternatives` are other readings, likeliest first.
    """

    text: str
    box: Box
    confidence: float = 1.0
    doubtful: bool = False
    alternatives: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[Callable[..., Word], tuple[str, Box, float, bool, tuple[str, ...]]]:
        return _word, (self.text, self.box, self.confidence, self.doubtful, self.alternatives)


def _word(text: str, box: Box, confidence: float, doubtful: bool, alternatives: tuple[str, ...]) -> Word:
    """A word unpickled; those that are the same share their text: a document has few that differ."""
    return Word(sys.intern(text), box, 1.0 if confidence == 1.0 else confidence, doubtful, alternatives)


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, left to right; never empty."""

    words: tuple[Word, ...]

    def __reduce__(self) -> tuple[type[Line], tuple[tuple[Word, ...]]]:
        return Line, (self.words,)

    @property
    def text(self) -> str:
        """The words, parted by single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """What bounds the words."""
        return bounding_box(word.box for word in self.words)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of one page's table: its place in the grid, its inside between the ruling lines, and what stands in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table as far as one page shows it. The cells are a partition of the grid.

    `row_edges` and `column_edges` are the grid's lines (n + 1 of them, ascending). `open_top` and `open_bottom` tell
    that the frame has no ruling line there, as where a row is cut by the page break. `ruled` is False where the
    columns were found from gaps in the text rather than from ruling lines.
    """

    box: Box
    row_edges: tuple[float, ...]
    column_edges: tuple[float, ...]
    cells: tuple[GridCell, ...]
    open_top: bool = False
    open_bottom: bool = False
    ruled: bool = True

    @property
    def n_rows(self) -> int:
        """Rows of the grid."""
        return len(self.row_edges) - 1

    @property
    def n_columns(self) -> int:
        """Columns of the grid."""
        return len(self.column_edges) - 1


class TextSource(StrEnum):
    """Where a page's words came from."""

    OCR = "ocr"
    TEXT_LAYER = "text_layer"
    TEXT_DUMP = "text_dump"


class TextLayerVerdict(StrEnum):
    """What triage found in a page's text layer."""

    NONE = "none"
    SOUND = "sound"
    GARBAGE = "garbage"
    UNMAPPABLE = "unmappable"
    WRONGLY_MAPPED = "wrongly_mapped"
    LEGACY_ENCODING = "legacy_encoding"


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """Sizes of a page and the way back from its upright frame to the page as shown.

    `to_shown` is (a, b, c, d, e, f): `x_shown = a*x + b*y + c`, `y_shown = d*x + e*y + f`.
    """

    width: float
    height: float
    shown_width: float
    shown_height: float
    to_shown: tuple[float, float, float, float, float, float] = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
    rotation_deg: int = 0
    skew_deg: float = 0.0

    def shown(self, box: Box) -> Box:
        """The bounding box, on the page as shown, of a box of the upright frame."""
        a, b, c, d, e, f = self.to_shown
        corners = [(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        xs = [a * x + b * y + c for x, y in corners]
        ys = [d * x + e * y + f for x, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class PageContent:
    """All that one page gave: the result of the page stage, small enough to send between processes.

    `lines` are the lines outside tables in reading order (header block column by column); `tables` from top to bottom.
    `paragraph_starts` are the indexes into `lines` where a paragraph begins. `dropped` tells what was left out and how
    often ("page_number", "stamp", ...): nothing vanishes silently.
    """

    page: int
    geometry: PageGeometry
    text_source: TextSource
    verdict: TextLayerVerdict
    verdict_reason: str
    dpi: float
    lines: tuple[Line, ...] = ()
    paragraph_starts: tuple[int, ...] = ()
    tables: tuple[PageTable, ...] = ()
    dropped: tuple[tuple[str, int], ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Region:
    """A box on a page, in the page's upright frame."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text (a cell, a paragraph) with where it stands and how sure it is.

    `text_raw` is as read, `text` as repaired (equal before repair); both NFC, items on lines of their own joined by a
    line feed, wrapped lines by a space. `word_confidences` has the reader's confidence of each word of
    `text_raw.split()`, `word_alternatives` its other readings; `word_doubtful` is True where a word can't be trusted
    whatever the confidence. Repair takes the alternatives into account and leaves them out of what it gives.
    `repair_confidence` is that of the least certain word after repair, `repair_errors` the share of the letters that
    stand in words which repair has wrong, as far as it knows.
    """

    text_raw: str
    text: str
    regions: tuple[Region, ...] = ()
    word_confidences: tuple[float, ...] = ()
    word_doubtful: tuple[bool, ...] = ()
    word_alternatives: tuple[tuple[str, ...], ...] = ()
    repair_confidence: float = 1.0
    repair_errors: float = 0.0

    @property
    def ocr_confidence(self) -> float:
        """Mean confidence of the words; 1 where there is none (an empty cell is sure to be empty)."""
        return sum(self.word_confidences) / len(self.word_confidences) if self.word_confidences else 1.0


EMPTY = Passage("", "")


class RowKind(StrEnum):
    """What a row of a table is."""

    HEADER = "header"
    SECTION = "section"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Placing:
    """How surely a row was put together where no geometry tells (text dumps).

    `parted` is False where it is not certain which words are which cell's; `unsettled` is the share of the row's words
    that the search for rows placed otherwise while it knew less of the table. Of a row dumped down the columns
    `in_block` counts the rows whose columns follow each other with its own, `strain` is by how many nats the cells
    of these were parted or joined against what their lines say, at most. `ambiguous` where two of its cells may as well
    stand in each other's place, or one be another row's.
    """

    parted: bool = True
    unsettled: float = 0.0
    strain: float = 0.0
    in_block: int = 0
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table that may run over pages: one passage a column, a merged cell's passage in each it covers.

    `spans` has, for each column, the index of the first column of the cell that covers it, so that merged cells can be
    told from equal neighbours. `placing` is set where the row comes from a text dump.
    """

    kind: RowKind
    cells: tuple[Passage, ...]
    spans: tuple[int, ...]
    page_first: int
    page_last: int
    placing: Placing | None = None


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """A table joined over its pages: header rows first (once), then sections and data in reading order.

    `index` counts the tables of a document from 1. All rows have the same number of cells.
    """

    index: int
    rows: tuple[TableRow, ...]
    ruled: bool = True

    @property
    def n_columns(self) -> int:
        """Columns of the table; 0 without rows."""
        return len(self.rows[0].cells) if self.rows else 0

    @property
    def header(self) -> tuple[TableRow, ...]:
        """The header rows."""
        return tuple(row for row in self.rows if row.kind is RowKind.HEADER)

    @property
    def body(self) -> tuple[TableRow, ...]:
        """Sections and data."""
        return tuple(row for row in self.rows if row.kind is not RowKind.HEADER)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside tables. `x0` and `x1` bound its lines; `centered` by its place between the margins."""

    passage: Passage
    page: int
    box: Box
    centered: bool = False


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """A whole document as read: its pages' paragraphs and joined tables, in reading order, before rows are read."""

    pages: tuple[PageContent, ...]
    paragraphs: tuple[Paragraph, ...] = field(default=())
    tables: tuple[DocumentTable, ...] = field(default=())
