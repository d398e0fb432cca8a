"""The lines of dumped pages in the order in which they are read, without the specks among them.

A reader that takes a page region by region may dump its regions in any order: the end of a sentence that began on the
page before stands last, the recipients and the signer before the text that they close. Sentences tell: a block that
goes on from nothing on its page goes on from the page before, and where the next page goes on from nothing, the block
that was left open comes last. Nothing else is moved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from extractors.layout import Line, PageContent, Word
from extractors.paragraphs import LIST_MARKER, SENTENCE_END
from extractors.table_meaning.wordings import plain
from extractors.text_dump.dumped_lines import DASHES_AND_PLUS
from extractors.text_dump.line_clues import FluencyModel
from extractors.text_dump.pages import LINE_HEIGHT

# Words of a sentence that tell whether another goes on from it, and of that other.
WORDS_BEFORE, WORDS_AFTER = 4, 3
# Nats that each word of what goes on gains from what is before it, at least: 2 and more in running text.
LEAST_GAIN = 0.3
# Share of the width of its page's long lines that a line reaches which goes on below; lines that a heading has at most.
FULL_LINE = 0.7
LINES_OF_HEADING = 3
# Letters that agree, in percent, for a line to be the heading of the recipients; words that it has at most.
RECIPIENTS_AGREEMENT = 75
MOST_WORDS = 5
# Lines below the recipients that are more than the rest of a signature.
FEWEST_LINES_BELOW = 4
LONG_LINE_WORDS = 9
# Specks in a row inside a line from which they are left out: fewer may be what is left of words.
FEWEST_SPECKS = 4

_LONE_MARKER = re.compile(r"\(?(?:[a-zđ]\)|[IVX]+[.)]?|\d+[.)]?)|[-–—+•*]")
_LETTERS = re.compile(r"[^\W_]{2}")
_NUMBERED = re.compile(r"(?:[IVXLl1]{1,5}|\d{1,2}(?:\.\d{1,2})*)\s?[.)]")
_APPENDIX = re.compile(r"phu luc|bieu|mau|danh muc")


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of a page between blank lines, and the index of the first."""

    start: int
    lines: tuple[Line, ...]

    @property
    def goes_on(self) -> bool:
        """True where it begins as no sentence does."""
        text = self.lines[0].text
        return text[:1].islower() and LIST_MARKER.match(text + " ") is None

    def is_open(self, page: PageContent) -> bool:
        """True where its sentence goes on elsewhere: its last line has no end, but fills the width of its page.

        Headings end without a full stop, too.
        """
        text = self.lines[-1].text.rstrip("_\"' ")
        few = len(self.lines) <= LINES_OF_HEADING
        heading = (few and _NUMBERED.match(self.lines[0].text) is not None) or text.isupper()
        width = sorted(line.box.x1 for line in page.lines)[len(page.lines) * 9 // 10]
        return not heading and not text.endswith(SENTENCE_END) and self.lines[-1].box.x1 >= FULL_LINE * width

    @property
    def end(self) -> int:
        return self.start + len(self.lines)


def pages_in_order(
    pages: Sequence[PageContent], readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> tuple[PageContent, ...]:
    """The pages, those without tables in reading order; specks are dropped and counted.

    `readable` repairs a text word for word, `fluency` tells what reads on.
    """
    plain_pages = [page if page.tables else _without_specks(page) for page in pages]
    ordered: list[PageContent] = []
    for index, page in enumerate(plain_pages):
        before = ordered[-1] if ordered else None
        after = plain_pages[index + 1] if index + 1 < len(plain_pages) else None
        ordered.append(page if page.tables else _in_order(page, before, after, readable, fluency))
    return tuple(ordered)


def _without_specks(page: PageContent) -> PageContent:
    lines = [_without_runs(line) for line in page.lines]
    kept = [index for index, line in enumerate(lines) if not _is_speck(line)]
    gone = len(lines) - len(kept)
    if not gone and all(own is line for own, line in zip(lines, page.lines, strict=True)):
        return page
    starts = tuple(place for place, index in enumerate(kept) if index in page.paragraph_starts)
    dropped = (*page.dropped, ("speck", gone)) if gone else page.dropped
    return replace(page, lines=tuple(lines[index] for index in kept), paragraph_starts=starts, dropped=dropped)


def _is_speck(line: Line) -> bool:
    """True for a line in which no two letters or digits stand together, but for a marker."""
    return not any(_LETTERS.search(word.text) or word.text.isalnum() for word in line.words) and not (
        _LONE_MARKER.fullmatch(line.words[0].text)
    )


def _without_runs(line: Line) -> Line:
    """The line without runs of specks, but for those at its end, which may be a leader's dots."""
    words: list[Word] = []
    run: list[Word] = []
    for word in line.words:
        if _LETTERS.search(word.text):
            words += run if len(run) < FEWEST_SPECKS else [last for last in run[-1:] if last.text in DASHES_AND_PLUS]
            run = []
            words.append(word)
        else:
            run.append(word)
    words += run
    return line if len(words) == len(line.words) else Line(tuple(words))


def _in_order(
    page: PageContent,
    before: PageContent | None,
    after: PageContent | None,
    readable: Callable[[str], Sequence[str]],
    fluency: FluencyModel,
) -> PageContent:
    blocks = _blocks(page.lines)
    if len(blocks) < 2:
        return page
    is_open = before is not None and bool(before.lines) and _blocks(before.lines)[-1].is_open(before)
    closing = _closing(page.lines, is_open=is_open)
    if closing is not None:
        start, heading, end = closing
        order = [*range(start), *range(end, len(page.lines)), *range(heading, end), *range(start, heading)]
        reads_on_from_above = start == 0 and is_open and page.lines[end].text[:1].islower()
        return _reordered(page, order, goes_on=end if reads_on_from_above else None)

    def reads_on(left: _Block, right: _Block) -> float:
        return _gain(left.lines[-1], right.lines[0], readable, fluency)

    orphans = [
        block for above, block in pairwise(blocks) if block.goes_on and above.lines[-1].text.endswith(SENTENCE_END)
    ]
    first = None
    if before is not None and is_open and not blocks[0].goes_on and len(orphans) == 1:
        last = _blocks(before.lines)[-1]
        first = orphans[0] if reads_on(last, orphans[0]) >= LEAST_GAIN else None
    last_block = None
    below = _blocks(after.lines)[0] if after is not None and not after.tables and after.lines else None
    if below is not None and below.goes_on and page.lines[-1].text.endswith(SENTENCE_END):
        until = len(blocks) if first is None else blocks.index(first)
        left_open = [
            block for block, other in pairwise(blocks[: until + 1]) if block.is_open(page) and not other.goes_on
        ]
        gains = sorted(((reads_on(block, below), -block.start, block) for block in left_open), key=lambda one: one[:2])
        last_block = gains[-1][2] if gains and gains[-1][0] >= LEAST_GAIN else None
    if first is None and last_block is None:
        return page
    cut = 0 if last_block is None else last_block.end
    begin = len(page.lines) if first is None else first.start
    order = [*range(begin, len(page.lines)), *range(cut, begin), *range(cut)]
    return _reordered(page, order, goes_on=None if first is None else first.start)


def _reordered(page: PageContent, order: Sequence[int], goes_on: int | None = None) -> PageContent:
    """The page with its lines in `order`; each part that was moved begins a paragraph, but for the line `goes_on`."""
    known = {*page.paragraph_starts} - {goes_on}
    starts = [
        place
        for place, index in enumerate(order)
        if index in known or (place and index != order[place - 1] + 1 and index != goes_on)
    ]
    return replace(page, lines=tuple(page.lines[index] for index in order), paragraph_starts=tuple(starts))


def _closing(lines: Sequence[Line], *, is_open: bool) -> tuple[int, int, int] | None:
    """Where the recipients and the signer stand above text that they close; None where they don't.

    The indexes of the first line of the block, of the heading of the recipients, and of the line below the block.
    `is_open` tells that the page before ends inside a sentence.
    """
    heading = next((index for index, line in enumerate(lines) if _heads_recipients(line)), None)
    if heading is None:
        return None
    end = heading + 1
    while (
        end < len(lines)
        and lines[end].text.startswith(("-", "–", "—", "+"))
        and len(lines[end].words) < LONG_LINE_WORDS
    ):
        end += 1
    start = heading
    while start and _may_be_signature(lines[start - 1]):
        start -= 1
    rest = lines[end:]
    long_lines = sum(len(line.words) >= LONG_LINE_WORDS for line in rest)
    opens = start > 0 and not lines[start - 1].text.endswith(SENTENCE_END)
    if len(rest) < FEWEST_LINES_BELOW or long_lines < FEWEST_LINES_BELOW or not (start == 0 or opens or is_open):
        return None
    return None if _APPENDIX.match(plain(rest[0].text)) or rest[0].text.isupper() else (start, heading, end)


def _heads_recipients(line: Line) -> bool:
    text = plain(line.text).replace(" ", "")
    return len(line.words) < MOST_WORDS and fuzz.ratio(text, "noinhan") >= RECIPIENTS_AGREEMENT


def _may_be_signature(line: Line) -> bool:
    """True for a line of few words that is no sentence: an office or a name."""
    text = line.text
    few = len(line.words) <= MOST_WORDS and LIST_MARKER.match(text + " ") is None
    return few and not text.endswith(SENTENCE_END) and text[:1].isupper()


def _blocks(lines: Sequence[Line]) -> list[_Block]:
    """The lines parted where there is a blank line between them, or where they were not dumped one after another."""
    blocks: list[_Block] = []
    start = 0
    for index in range(1, len(lines) + 1):
        parted = index == len(lines) or not 0 <= lines[index].box.y0 - lines[index - 1].box.y1 <= LINE_HEIGHT
        if parted and index < len(lines) and lines[index].box.y0 == lines[index - 1].box.y0:
            continue
        if parted:
            blocks.append(_Block(start, tuple(lines[start:index])))
            start = index
    return blocks


def _gain(left: Line, right: Line, readable: Callable[[str], Sequence[str]], fluency: FluencyModel) -> float:
    """Nats that a word at the beginning of `right` gains from the end of `left` standing before it, on average."""
    before = [word.text for word in left.words[-WORDS_BEFORE:]]
    after = [word.text for word in right.words[:WORDS_AFTER]]
    ids = fluency.ids(readable(" ".join([*before, *after])))
    gains = (fluency.alone(ids) - fluency.running(ids))[len(before) :]
    return float(gains.mean()) if len(gains) else 0.0
