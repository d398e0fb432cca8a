"""Tables and documents as the layout stage gives them, written out by hand for tests of the row stage."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout import (
    Box,
    DocumentContent,
    DocumentTable,
    Line,
    PageContent,
    PageGeometry,
    Paragraph,
    Passage,
    Region,
    RowKind,
    TableRow,
    TextLayerVerdict,
    TextSource,
    Word,
)

A4_WIDTH = 595.0
LETTER_WIDTH = 6.0
LINE_HEIGHT = 13.0


def passage(text: str, confidence: float = 0.95, page: int = 1, y: float = 0.0) -> Passage:
    """A passage at height `y` of which every word was read with `confidence`."""
    words = text.split()
    return Passage(
        text_raw=text,
        text=text,
        regions=(Region(page, Box(0, y, 10, y + 10)),),
        word_confidences=(confidence,) * len(words),
        word_doubtful=(False,) * len(words),
    )


def row(*texts: str, kind: RowKind = RowKind.DATA, page: int = 1, confidence: float = 0.95, y: float = 0.0) -> TableRow:
    """A row; "<" takes over the cell to its left, as a merged cell does."""
    cells: list[Passage] = []
    spans: list[int] = []
    for index, text in enumerate(texts):
        if text == "<":
            cells.append(cells[-1])
            spans.append(spans[-1])
        else:
            cells.append(passage(text, confidence, page, y))
            spans.append(index)
    return TableRow(kind, tuple(cells), tuple(spans), page, page)


def header(*texts: str, page: int = 1) -> TableRow:
    """A header row."""
    return row(*texts, kind=RowKind.HEADER, page=page)


def section(marker: str, title: str, n_columns: int) -> TableRow:
    """A section row: the marker, and the title over all other columns."""
    return row(marker, title, *["<"] * (n_columns - 2), kind=RowKind.SECTION)


def table(*rows: TableRow, index: int = 1) -> DocumentTable:
    """A table of `rows`."""
    return DocumentTable(index, rows)


def left_line(text: str, y: float, x: float = 85.0, confidence: float = 0.95) -> Line:
    """A line that begins at `x`; every letter is as wide as any other."""
    words = []
    for word in text.split():
        width = LETTER_WIDTH * len(word)
        words.append(Word(word, Box(x, y, x + width, y + LINE_HEIGHT), confidence))
        x += width + LETTER_WIDTH
    return Line(tuple(words))


def centred_line(text: str, y: float, middle: float = A4_WIDTH / 2) -> Line:
    """A line around `middle`."""
    return left_line(text, y, middle - LETTER_WIDTH * len(text) / 2)


def page_of(lines: Sequence[Line], page: int = 1) -> PageContent:
    """A page of A4 with these lines."""
    return PageContent(
        page=page,
        geometry=PageGeometry(A4_WIDTH, 842.0, A4_WIDTH, 842.0),
        text_source=TextSource.OCR,
        verdict=TextLayerVerdict.NONE,
        verdict_reason="",
        dpi=300.0,
        lines=tuple(lines),
        paragraph_starts=tuple(range(len(lines))),
    )


def document(*pages: PageContent, tables: Sequence[DocumentTable] = ()) -> DocumentContent:
    """A document whose paragraphs are its lines."""
    paragraphs = tuple(
        Paragraph(passage(line.text, page=page.page, y=line.box.y0), page.page, line.box)
        for page in pages
        for line in page.lines
    )
    return DocumentContent(pages, paragraphs, tuple(tables))


def dump(*paragraphs: str, tables: Sequence[DocumentTable] = ()) -> DocumentContent:
    """A document without places, as a text dump gives it."""
    places = tuple(Paragraph(passage(text), 1, Box(0, 0, 0, 0)) for text in paragraphs)
    return DocumentContent((), places, tuple(tables))
