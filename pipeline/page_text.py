"""The text of each page in reading order, as read and as repaired.

Paragraphs and tables stand where the page prints them; a table is told row by row, a line a cell. Passages that a page
break cuts are cut again, so that a page's text is what that page shows. A cell that no passage of the joined document
covers (a header printed again) is told as it was read: nothing on the page is left out but what `PageContent.dropped`
counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from rapidfuzz.distance import LCSseq

from extractors.layout import Box, DocumentContent, GridCell, PageContent, PageTable, Paragraph, Passage, Word
from extractors.passages import passage_of

SAME_EDGE = 0.5
"""Points by which two edges of one cell may differ: far below a character's height, far above rounding."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's text; `n_repaired` counts the words of `text_raw` that `text` does not have."""

    page: int
    text_raw: str
    text: str
    n_words: int
    n_repaired: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one page shows of a passage."""

    text_raw: str
    text: str


@dataclass(slots=True)
class _Passages:
    """The passages of the document's tables by the page they stand on."""

    by_page: dict[int, list[tuple[Box, Passage]]] = field(default_factory=dict)

    def add(self, passage: Passage) -> None:
        for region in passage.regions:
            self.by_page.setdefault(region.page, []).append((region.box, passage))

    def all_of(self, page: int) -> list[Passage]:
        """The passages on a page, row by row."""
        return [passage for _, passage in self.by_page.get(page, [])]

    def inside(self, page: int, box: Box) -> list[Passage]:
        """The passages that stand in the cell at `box`, in the order of the joined table's rows.

        More than one where the rows of a table without level lines were told apart when it was joined.
        """
        entries = self.by_page.get(page, [])
        found = [passage for other, passage in entries if box.contains(other.x_center, other.y_center)]
        return list({id(passage): passage for passage in found}.values())  # a merged cell is in all that it covers

    def at(self, page: int, box: Box) -> Passage | None:
        """The passage that stands in the cell at `box`."""
        candidates = self.by_page.get(page, [])
        exact = next((passage for other, passage in candidates if _same(box, other)), None)
        if exact is not None:
            return exact
        return next((passage for other, passage in candidates if other.contains(box.x_center, box.y_center)), None)


def page_texts(content: DocumentContent) -> tuple[PageText, ...]:
    """The text of every page that was read, in the order of `content.pages`."""
    passages = _Passages()
    for table in content.tables:
        for row in table.rows:
            for cell in row.cells:
                passages.add(cell)
    words = {page.page: tuple(_words(page)) for page in content.pages}
    paragraphs: dict[int, list[tuple[Box, Paragraph]]] = {}
    for paragraph in content.paragraphs:
        regions = {region.page: region.box for region in reversed(paragraph.passage.regions)}
        for page, box in {paragraph.page: paragraph.box, **regions}.items():
            paragraphs.setdefault(page, []).append((box, paragraph))
    return tuple(_page_text(page, paragraphs.get(page.page, []), passages, words) for page in content.pages)


def _page_text(
    page: PageContent,
    paragraphs: list[tuple[Box, Paragraph]],
    passages: _Passages,
    words: dict[int, tuple[Word, ...]],
) -> PageText:
    pieces: list[_Piece] = []
    next_paragraph = 0
    for table in page.tables:
        above = [i for i, (box, _) in enumerate(paragraphs) if box.y_center < table.box.y_center]
        end = max(above[-1] + 1 if above else 0, next_paragraph)
        pieces.extend(_piece(entry.passage, page.page, words) for _, entry in paragraphs[next_paragraph:end])
        next_paragraph = end
        pieces.extend(_table_pieces(table, page.page, passages, words))
    pieces.extend(_piece(entry.passage, page.page, words) for _, entry in paragraphs[next_paragraph:])
    n_words = sum(len(piece.text_raw.split()) for piece in pieces)
    kept = sum(LCSseq.similarity(piece.text_raw.split(), piece.text.split()) for piece in pieces)
    return PageText(
        page=page.page,
        text_raw="\n".join(piece.text_raw for piece in pieces if piece.text_raw),
        text="\n".join(piece.text for piece in pieces if piece.text),
        n_words=n_words,
        n_repaired=n_words - int(kept),
    )


def _table_pieces(
    table: PageTable, page: int, passages: _Passages, words: dict[int, tuple[Word, ...]]
) -> Iterator[_Piece]:
    told: set[int] = set()
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    for _, row in groupby(cells, key=lambda cell: cell.row):
        for passage, cell in _of_row(list(row), page, passages):
            if passage is None:
                raw = passage_of(cell.lines, page)
                yield _Piece(raw.text_raw, raw.text)
            elif id(passage) not in told:
                told.add(id(passage))
                yield _piece(passage, page, words)


def _of_row(row: Sequence[GridCell], page: int, passages: _Passages) -> list[tuple[Passage | None, GridCell]]:
    """The passages of a row of the page's grid, left to right; None for a cell that the joined table doesn't have."""
    inside = [passages.inside(page, cell.box) for cell in row]
    if all(len(found) <= 1 for found in inside):
        return [(passages.at(page, cell.box), cell) for cell in row]
    by_row = {id(passage): index for index, passage in enumerate(passages.all_of(page))}
    split: list[tuple[Passage | None, GridCell]] = sorted(
        ((passage, cell) for found, cell in zip(inside, row, strict=True) for passage in found),
        key=lambda entry: by_row[id(entry[0])],
    )
    return [*split, *((None, cell) for found, cell in zip(inside, row, strict=True) if not found and cell.lines)]


def _piece(passage: Passage, page: int, words: dict[int, tuple[Word, ...]]) -> _Piece:
    """What `page` shows of a passage; all of it on its first page where the cut can't be told."""
    pages = list(dict.fromkeys(region.page for region in passage.regions))
    if len(pages) < 2:
        return _Piece(passage.text_raw, passage.text)
    counts = [sum(_count(words.get(r.page, ()), r.box) for r in passage.regions if r.page == p) for p in pages]
    if sum(counts) != len(passage.text_raw.split()) or sum(counts) != len(passage.text.split()):
        return _Piece(passage.text_raw, passage.text) if page == pages[0] else _Piece("", "")
    before = sum(counts[: pages.index(page)])
    after = before + counts[pages.index(page)]
    return _Piece(_slice(passage.text_raw, before, after), _slice(passage.text, before, after))


def _slice(text: str, first: int, last: int) -> str:
    """The words `first` to `last` (exclusive) of a text with the spaces between them."""
    spans = [match.span() for match in _WORD.finditer(text)]
    return text[spans[first][0] : spans[last - 1][1]] if last > first else ""


def _words(page: PageContent) -> Iterator[Word]:
    for line in page.lines:
        yield from line.words
    for table in page.tables:
        for cell in table.cells:
            for line in cell.lines:
                yield from line.words


def _count(words: Iterable[Word], box: Box) -> int:
    return sum(len(word.text.split()) for word in words if box.contains(word.box.x_center, word.box.y_center))


def _same(one: Box, other: Box) -> bool:
    return (
        abs(one.x0 - other.x0) < SAME_EDGE
        and abs(one.y0 - other.y0) < SAME_EDGE
        and abs(one.x1 - other.x1) < SAME_EDGE
        and abs(one.y1 - other.y1) < SAME_EDGE
    )
