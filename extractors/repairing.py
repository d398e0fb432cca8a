"""Repair of a document's text, passage by passage, once tables and paragraphs are whole.

A passage (a cell, a paragraph) is repaired as one text, its wrapped lines joined: read across columns, a language model
makes fluent nonsense. Passages of pages with a sound text layer stay as they are, apart from Unicode form C. What was
read stays in `text_raw`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extractors.layout import DocumentContent, DocumentTable, PageContent, Paragraph, Passage, TextLayerVerdict
from extractors.layout import TextSource as Source
from normalizers.quantity_words import mended_quantities
from normalizers.repair import Damage, Heard, RepairedText, Repairer
from normalizers.unicode import nfc

_GARBAGE = (TextLayerVerdict.GARBAGE, TextLayerVerdict.WRONGLY_MAPPED)
DOUBTFUL = 0.5
"""Confidence, at most, in a word under a stamp or by hand."""


def repair_document(content: DocumentContent, repairer: Callable[[], Repairer]) -> DocumentContent:
    """The document with `text` and `repair_confidence` of every passage set.

    The damage is told once for all pages read in one way (by the reader, or from a layer), and where a layer is garbage
    the repairer adapts to it. A passage that stands in several cells is repaired once and stays one object.
    The repairer is asked for only where there is something to repair.
    """
    pages = {page.page: page for page in content.pages}
    passages = {id(passage): passage for passage in _passages(content)}
    groups: dict[bool, list[Passage]] = {}
    for passage in passages.values():
        if not _is_sound(passage, pages):
            groups.setdefault(_is_garbage(passage, pages), []).append(passage)
    repaired = {key: replace(passage, text=nfc(passage.text_raw)) for key, passage in passages.items()}
    for garbage, members in groups.items():
        repaired.update(_repaired_group(members, garbage, repairer()))
    return DocumentContent(
        content.pages,
        tuple(_with_paragraph(paragraph, repaired) for paragraph in content.paragraphs),
        tuple(_with_table(table, repaired) for table in content.tables),
    )


def _repaired_group(members: list[Passage], garbage: bool, repairer: Repairer) -> dict[int, Passage]:
    texts = [passage.text_raw for passage in members]
    if garbage:
        damage = repairer.diagnose(texts)
    else:
        # Our own reader knows Vietnamese, and what it read without a visible error may still hold a wrong word.
        damage = Damage.STRIPPED if repairer.lost_accents(texts) else Damage.VIETNAMESE_READER
    heard = [None if garbage else _heard(passage) for passage in members]
    results = repairer.repair_together(texts, heard, damage)
    mended = [
        _with_quantities(passage.text_raw, result.text) if garbage and damage is not Damage.CLEAN else result.text
        for passage, result in zip(members, results, strict=True)
    ]
    return {
        id(passage): replace(
            passage,
            text=text,
            word_alternatives=(),
            repair_confidence=result.confidence,
            repair_errors=_expected_errors(result),
        )
        for passage, text, result in zip(members, mended, results, strict=True)
    }


def _expected_errors(repaired: RepairedText) -> float:
    """The share of the letters that stand in words which are wrong, by their confidences."""
    letters = sum(len(token.text) for token in repaired.tokens)
    wrong = sum(len(token.text) * (1 - token.confidence) for token in repaired.tokens)
    return round(wrong / letters, 4) if letters else 0.0


def _with_quantities(raw: str, text: str) -> str:
    """The repaired text with the words around its numbers mended; white space stays."""
    parts = re.split(r"(\s+)", text)
    places = [place for place, part in enumerate(parts) if part and not part.isspace()]
    words = raw.split()
    if len(words) != len(places):
        return text
    for place, word in zip(places, mended_quantities(words, [parts[place] for place in places]), strict=True):
        parts[place] = word
    return "".join(parts)


def _heard(passage: Passage) -> tuple[Heard, ...] | None:
    """What the reader says of each word, a doubtful word at most even; None where words do not pair."""
    count = len(passage.text_raw.split())
    if len(passage.word_confidences) != count:
        return None
    doubtful = passage.word_doubtful if len(passage.word_doubtful) == count else (False,) * count
    alternatives = passage.word_alternatives if len(passage.word_alternatives) == count else ((),) * count
    return tuple(
        Heard(min(confidence, DOUBTFUL) if is_doubtful else confidence, others)
        for confidence, is_doubtful, others in zip(passage.word_confidences, doubtful, alternatives, strict=True)
    )


def _passages(content: DocumentContent) -> list[Passage]:
    in_tables = [cell for table in content.tables for row in table.rows for cell in row.cells]
    return [paragraph.passage for paragraph in content.paragraphs] + in_tables


def _pages_of(passage: Passage, pages: dict[int, PageContent]) -> list[PageContent]:
    return [pages[region.page] for region in passage.regions if region.page in pages]


def _is_sound(passage: Passage, pages: dict[int, PageContent]) -> bool:
    """True where every page that the passage stands on has a text layer to be trusted."""
    own = _pages_of(passage, pages)
    return bool(own) and all(page.text_source is Source.TEXT_LAYER and page.verdict not in _GARBAGE for page in own)


def _is_garbage(passage: Passage, pages: dict[int, PageContent]) -> bool:
    """True where the passage was not read from a picture by us: a garbage layer, or a dump of one."""
    own = _pages_of(passage, pages)
    return bool(own) and any(page.text_source is not Source.OCR for page in own)


def _with_paragraph(paragraph: Paragraph, repaired: dict[int, Passage]) -> Paragraph:
    return replace(paragraph, passage=repaired[id(paragraph.passage)])


def _with_table(table: DocumentTable, repaired: dict[int, Passage]) -> DocumentTable:
    rows = (replace(row, cells=tuple(repaired[id(cell)] for cell in row.cells)) for row in table.rows)
    return replace(table, rows=tuple(rows))
