"""The clause that states a target; the name of what it measures is told by normalizers.target_names.

A text is parted into clauses at full stops, semicolons and line feeds (not inside brackets), and before "đảm bảo" or a
colon where what follows states the target by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from normalizers.deadlines import find_deadline
from normalizers.folding import fold_marks
from normalizers.target_names import COPULA_END, FOLDER, MEASURE_NOUN, name_of
from normalizers.targets import Target, find_targets


@dataclass(frozen=True, slots=True)
class FoundIndicator:
    """A target found in a text. `text` is the clause as printed, `name` what is measured, taken from it.

    `value` is NaN where the digits can't be read; it is not `is_sure` where letters were taken for digits.
    `deadline_text` is "" where the clause names none.
    """

    text: str
    name: str
    comparator: str
    value: float
    value_max: float | None
    unit: str
    deadline_text: str
    is_sure: bool = True


_MARKER = re.compile(r"^\s*(?:[-–—−•*+]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|[IVX]+\.)\s+|^\s*[-–+*•]\s*")
_CLAUSE_END = re.compile(r"[;\n]|[.!?](?=\s|$)")
_ABBREVIATION_BEFORE = re.compile(r"(?:\b(?:tp|tt|p|q|st|ths|ts|gs|pgs|bs|vp|v\.v|kt|tm|tl|nxb|dr|no)|\.\.)$")
# Items of a cell whose line breaks are lost: a percentage, then a capital that begins what is measured next.
_ITEM_WITHOUT_STOP = re.compile(
    r"(?<=%)\s(?=(?:Tỷ lệ|Tỉ lệ|Số lượng|Mức độ|Chỉ số|Tổng số|Hoàn thành|Phấn đấu|Tối thiểu|Ít nhất)\s"
    r"|[-–+]\s?[A-ZĐ\d])"
)
_OPENING = re.compile(
    r",\s+(?=(?:dam bao|bao dam|phan dau|trong do|huong toi|muc tieu|yeu cau"
    r"|rut|nang (?!cao)|cat giam|giam|tang|dua) (?!cuong))"
)
_TAIL = re.compile(r",?\s+(?:gop phan|qua do|tu do)\b.*$", re.DOTALL)


def find_indicators(text: str) -> tuple[FoundIndicator, ...]:
    """Every target that `text` (a paragraph, or a cell with items on lines of their own) states, in order."""
    found: list[FoundIndicator] = []
    for clause, deadline in _clauses(text):
        targets = find_targets(clause)
        if len(targets) > _MOST_TARGETS_OF_A_CLAUSE:
            continue
        for index, target in enumerate(targets):
            found.append(
                FoundIndicator(
                    text=clause,
                    name=name_of(clause, targets, index),
                    comparator=target.comparator,
                    value=target.value,
                    value_max=target.value_max,
                    unit=target.unit,
                    deadline_text=find_deadline(clause) or deadline,
                    is_sure=target.is_readable and not target.is_told,
                )
            )
    return tuple(found)


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    """Clauses that state targets, with the deadline that the sentence put before them ("Đến năm 2030: ...")."""
    deadline = ""
    for sentence, begins_line in _sentences(text):
        if begins_line:
            deadline = ""
        if not find_targets(sentence):
            continue
        led = re.match(r"^[^:,]{0,50}[:,]", sentence)
        if led and find_deadline(led[0]) and not find_targets(led[0]):
            deadline = find_deadline(led[0])
        for clause in _parted(sentence):
            yield clause, deadline


def _sentences(text: str) -> Iterator[tuple[str, bool]]:
    """Pieces of `text` between full stops, semicolons and line feeds, and whether each begins a line.

    The stop stays with the piece where it ends a sentence; a semicolon inside a line does not.
    """
    text = _ITEM_WITHOUT_STOP.sub("\n", text)  # one sign for another: the text keeps its length
    start, begins_line = 0, True
    folded = fold_marks(text)
    for match in _CLAUSE_END.finditer(text):
        before = text[start : match.start()]
        if match[0] != "\n" and before.count("(") > before.count(")"):
            continue
        if match[0] == "." and _ABBREVIATION_BEFORE.search(folded[max(0, match.start() - 6) : match.start()]):
            continue
        # A full stop before a small letter is a comma or a speck.
        if match[0] == "." and text[match.end() :].lstrip(" ")[:1].islower():
            continue
        if match[0] == "." and re.fullmatch(r"\s*(?:\d{1,2}|[IVX]{1,4}|[a-zđ])", before):
            continue
        end = match.end() if match[0] in ".!?" else match.start()
        yield _MARKER.sub("", text[start:end]).strip(), begins_line
        begins_line = match[0] == "\n"
        start = match.end()
    yield _MARKER.sub("", text[start:]).strip(), begins_line


# How far around a comma or colon a clause is looked at, in characters: longer sentences are lists.
_REACH = 600
# More numbers than this are no sentence but a table that was read as one.
_MOST_TARGETS_OF_A_CLAUSE = 40


def _parted(sentence: str) -> Iterator[str]:
    """`sentence` cut to the clauses that state its targets."""
    folded = FOLDER.fold(sentence)
    cuts = {0}
    measures = MEASURE_NOUN.match(fold_marks(_MARKER.sub("", sentence)))
    for opening in islice(_OPENING.finditer(folded), 0 if measures else _MOST_TARGETS_OF_A_CLAUSE):
        opened = sentence[opening.end() : opening.end() + _REACH]
        if find_targets(opened) and not _begins_with_number(opened):
            cuts.add(opening.end())
    for colon in islice(re.finditer(r":\s+", folded), _MOST_TARGETS_OF_A_CLAUSE):
        before = sentence[max(0, colon.start() - _REACH) : colon.start()]
        if _begins_anew(before, sentence[colon.end() : colon.end() + _REACH]):
            cuts.add(colon.end())
    cuts |= _cuts_between_targets(sentence, folded)
    ordered = [*sorted(cuts), len(sentence)]
    for start, end in pairwise(ordered):
        clause = _TAIL.sub("", _cut_folded(sentence[start:end])).strip()
        clause = clause.removesuffix(",").removesuffix(":").strip()
        if clause and find_targets(clause):
            yield clause


def _begins_with_number(clause: str) -> bool:
    """True for "tăng 600 ha so với ...", which says nothing without what stands before it."""
    return re.match(r"(?:tang|giam)(?: them)?\s+\d", fold_marks(clause)) is not None


def _cut_folded(clause: str) -> str:
    match = _TAIL.search(fold_marks(clause))
    return clause[: match.start()] if match else clause


def _begins_anew(before: str, after: str) -> bool:
    """True where what follows a colon states its target without what stands before the colon."""
    targets = find_targets(after)
    if not targets or find_targets(before) or find_deadline(before) or before.count("(") > before.count(")"):
        return False
    first = targets[0]
    words_before = after[: first.start].split()
    words_after = re.split(r"[,;.:(]", after[first.end :], maxsplit=1)[0].split()
    return len(words_before) >= 3 or len(words_after) >= 3


# What a new measured thing begins with, in a list of targets parted by commas.
_NEW_NAME = re.compile(
    r"(?:,|\bva)\s+(?=(?:ty le|so luong|so|muc do|muc|chi so|tong|(?:tang|giam|cat giam)(?=\s+(?!them\b)[a-z])|gia tri"
    r"|thu nhap|toc do|dien tich|san luong|it nhat .{0,30}ty le)\b)"
)


def _cuts_between_targets(sentence: str, folded: str) -> set[int]:
    """Places where a comma parts two targets that each have a name of their own before the number."""
    targets = find_targets(sentence)
    cuts: set[int] = set()
    for one, other in pairwise(targets):
        between = folded[one.end : other.start]
        named = list(_NEW_NAME.finditer(between))
        if named and between.count("(") == between.count(")"):
            cuts.add(one.end + named[0].end())
            continue
        comma = re.search(r",\s+", between)
        if (
            comma
            and COPULA_END.search(between)
            and len(between[comma.end() :].split()) >= 3
            and not _unfinished(folded, one)
        ):
            cuts.add(one.end + comma.end())
    return cuts


def _unfinished(folded: str, target: Target) -> bool:
    """True where a target stands before its name, so that a comma behind it may belong to the name."""
    return not COPULA_END.search(folded[: target.start])
