"""The lines of a document outside its tables, one after another, with their repaired words and their places.

The letterhead and the signature stand in two columns, which a reader may give one after the other or line by line
across both; here every line is parted at a gap that no running text has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.layout import DocumentContent, Line, Passage, Region, Word, bounding_box

# A gap wider than this many letter heights parts two columns: justified text stays well below two.
COLUMN_GAP = 2.5
# A page is wide as A4 where nothing tells its width (a text dump).
PAPER_WIDTH = 595.0


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line, or one column's part of it.

    `left` and `right` are shares of the page's width, `top` and `height` points. Where a document has no places (a text
    dump), `placed` is False and the shares are 0 and 1.
    """

    text: str
    page: int
    left: float
    right: float
    top: float
    height: float
    passage: Passage
    placed: bool = True

    @property
    def middle(self) -> float:
        """The line's middle as a share of the page's width."""
        return (self.left + self.right) / 2


def printed_lines(content: DocumentContent) -> tuple[PrintedLine, ...]:
    """All lines outside tables in reading order; paragraphs where the pages have no lines."""
    if not any(page.lines for page in content.pages):
        return tuple(_unplaced(content))
    repaired = _repaired_words(content)
    widths = {page.page: page.geometry.width or PAPER_WIDTH for page in content.pages}
    found = []
    for page in content.pages:
        for line in page.lines:
            for words in _columns(line.words):
                found.append(_printed(words, page.page, widths[page.page], repaired))
    return tuple(found)


def _unplaced(content: DocumentContent) -> Iterator[PrintedLine]:
    for paragraph in content.paragraphs:
        for text in paragraph.passage.text.split("\n"):
            yield PrintedLine(text.strip(), paragraph.page, 0.0, 1.0, 0.0, 0.0, paragraph.passage, placed=False)


def _repaired_words(content: DocumentContent) -> dict[int, tuple[str, float]]:
    """For each word read, by identity, its repaired text and how sure that is, if the paragraph kept its words."""
    lines: list[tuple[int, Line]] = [(page.page, line) for page in content.pages for line in page.lines]
    words = [word for _, line in lines for word in line.words]
    repaired: dict[int, tuple[str, float]] = {}
    position = 0
    for paragraph in content.paragraphs:
        raw, mended = paragraph.passage.text_raw.split(), paragraph.passage.text.split()
        pieces = [piece for word in words[position : position + len(raw)] for piece in word.text.split()]
        if pieces != raw:
            break  # Paragraphs were not made of these lines; the words stay as read.
        if len(mended) == len(raw):
            for word, text in zip(words[position : position + len(raw)], mended, strict=False):
                repaired[id(word)] = (text, paragraph.passage.repair_confidence)
        position += len(raw)
    return repaired


def _columns(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    height = max(word.box.height for word in words)
    parts: list[list[Word]] = [[]]
    for word in words:
        if parts[-1] and word.box.x0 - parts[-1][-1].box.x1 > COLUMN_GAP * height:
            parts.append([])
        parts[-1].append(word)
    return [tuple(part) for part in parts]


def _printed(words: tuple[Word, ...], page: int, width: float, repaired: dict[int, tuple[str, float]]) -> PrintedLine:
    box = bounding_box(word.box for word in words)
    text = " ".join(repaired.get(id(word), (word.text, 1.0))[0] for word in words)
    passage = Passage(
        text_raw=" ".join(word.text for word in words),
        text=text,
        regions=(Region(page, box),),
        word_confidences=tuple(word.confidence for word in words),
        word_doubtful=tuple(word.doubtful for word in words),
        repair_confidence=min((repaired[id(word)][1] for word in words if id(word) in repaired), default=1.0),
    )
    return PrintedLine(text, page, box.x0 / width, box.x1 / width, box.y0, box.height, passage)
