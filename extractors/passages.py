"""Passages: the lines of a cell or paragraph as one text, with wrapped lines joined and items kept apart.

Decides where an item begins (a bullet, an enumeration, a sentence on a line of its own) and where a line only wraps.
Vietnamese is not hyphenated, so a wrapped line is joined by a space.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from extractors.layout import EMPTY, Box, Line, Passage, Region, bounding_box

DASHES = "-–—−‐‑"
BULLET = re.compile(rf"^(?:[{DASHES}+*•●▪◦·~‣➢✓]|o(?=\s))\s*(?=\S)")
"""A mark that begins an item. "~" is a dash as readers misread it."""
ENUMERATION = re.compile(
    r"^\(?(?:[a-zđ]|[0-9]{1,2}|[ivx]{1,4})\)\s*\S|^[0-9]{1,2}\.(?:[0-9]{1,2}\.?)*\s+\S|^[a-zđ]\.\s+\S"
)
SENTENCE_END = (".", ";", ":", "!", "?", "…")
ITEM_END = (*SENTENCE_END, ",", ")", "”", '"', "./")
NUMBERED = frozenset(
    [
        "ngày",
        "tháng",
        "năm",
        "quý",
        "số",
        "điều",
        "khoản",
        "điểm",
        "mục",
        "phần",
        "chương",
        "kỳ",
        "lần",
        "đợt",
        "tuần",
        "từ",
        "đến",
    ]
)
"""Words that a number follows: one that wraps after them begins no item."""
SPACE_WIDTH = 0.35
"""Of the line height: wider than most spaces, so that a word that would just have fitted is no evidence."""


def passage_of(lines: Sequence[Line], page: int, box: Box | None = None) -> Passage:
    """The passage that `lines` (top to bottom, one cell or paragraph) form on `page`.

    `box` bounds the cell; without it the lines' own bounding box stands for it. No lines: an empty passage, at `box`
    where it is given.
    """
    if not lines:
        return EMPTY if box is None else Passage("", "", (Region(page, box),))
    right = max(line.box.x1 for line in lines)
    parts = [lines[0].text]
    for previous, line in pairwise(lines):
        parts.append("\n" if _begins_item(previous, line, right, lines[0].text) else " ")
        parts.append(line.text)
    text = _clean("".join(parts))
    confidences: list[float] = []
    doubtful: list[bool] = []
    alternatives: list[tuple[str, ...]] = []
    for line in lines:
        for word in line.words:
            n = len(unicodedata.normalize("NFC", word.text).split())
            confidences += [word.confidence] * n
            doubtful += [word.doubtful] * n
            alternatives += [word.alternatives if n == 1 else ()] * n
    region = Region(page, box if box is not None else bounding_box(line.box for line in lines))
    return Passage(text, text, (region,), tuple(confidences), tuple(doubtful), tuple(alternatives))


def join_passages(first: Passage, second: Passage) -> Passage:
    """Two parts of one passage, as a page break parts them: the second goes on where the first ends."""
    if not first.text_raw or not second.text_raw:
        text_raw, text = first.text_raw or second.text_raw, first.text or second.text
    else:
        joint = "\n" if _is_new_item(first.text_raw, second.text_raw) else " "
        text_raw, text = first.text_raw + joint + second.text_raw, first.text + joint + second.text
    return Passage(
        text_raw,
        text,
        first.regions + second.regions,
        first.word_confidences + second.word_confidences,
        first.word_doubtful + second.word_doubtful,
        first.word_alternatives + second.word_alternatives,
        min(first.repair_confidence, second.repair_confidence),
    )


def _clean(text: str) -> str:
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).split("\n"))
    return "\n".join(line for line in lines if line)


def _begins_item(previous: Line, line: Line, right: float, first_text: str) -> bool:
    """True where `line` begins an item rather than going on with `previous`."""
    before, after = previous.text, line.text
    early = _ends_early(previous, line, right)
    bullet = BULLET.match(after)
    if bullet:
        rest = after[bullet.end() :]
        if before.endswith(SENTENCE_END) or early:
            return True
        if before[-1:].isdigit() and rest[:1].isdigit():
            return False  # a range of years or numbers that wraps at its dash
        # "Phòng Doanh nghiệp" / "– Giám sát đầu tư": a dash inside a name, unless the passage is a list of such items
        same_mark = bool(BULLET.match(first_text))
        return rest[:1].isupper() and (same_mark or before.endswith(ITEM_END))
    if ENUMERATION.match(after):
        numbered = before.split()[-1].lower() in NUMBERED
        return before.endswith(SENTENCE_END) or (early and not numbered)
    return early and before.endswith(SENTENCE_END) and after[:1].isupper()


def _ends_early(previous: Line, line: Line, right: float) -> bool:
    """True where `previous` ended although the next word would have fitted: its end was meant."""
    words = line.words[:2] if BULLET.match(line.words[0].text + " x") and len(line.words) > 1 else line.words[:1]
    needed = words[-1].box.x1 - words[0].box.x0 + SPACE_WIDTH * previous.box.height
    return previous.box.x1 + needed < right


def _is_new_item(before: str, after: str) -> bool:
    bullet = BULLET.match(after)
    if bullet:
        return before.endswith(SENTENCE_END) or (after[bullet.end() :][:1].isupper() and bool(BULLET.match(before)))
    return bool(ENUMERATION.match(after)) and before.endswith(SENTENCE_END)
