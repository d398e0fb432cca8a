"""What it costs that a line begins a cell of a column, or goes on with the cell of the line before.

Costs in nats, as those of the language model that they are added to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractors.table_meaning.wordings import Field, plain
from extractors.text_dump.cell_vocabulary import (
    BODIES,
    begins_agency,
    begins_deadline,
    begins_effect,
    begins_many_bodies,
    begins_measure,
    begins_product,
    is_plainly_deadline,
    is_strange,
    may_end,
)
from extractors.text_dump.down_lines import DownLine
from extractors.text_dump.dumped_lines import DASHES_AND_PLUS
from extractors.text_dump.line_clues import MOST_SURPRISE, OPENING, Context, Costs, FluencyModel

STARTS_CELL = 2.0
STARTS_SMALL = 3.0
STARTS_ITEM = 2.0
ITEM_GOES_ON = 1.5
STARTS_AFTER_HANGING = 3.0
# A deadline goes on after "before the day", "from the month".
STARTS_IN_DATE = 6.0
_DATE_GOES_ON = re.compile(
    r"(?:ng[aàáâ]y|th[aáàâ]ng|qu[yýỳ]|n[aăâ]m|[dđ][eêế]n|t[uừù]|tr[uưứ][oơớ]c|h[oằàa][aà]?ng|nh[aấâ]t|theo|khi|k[yỳý])$",
    re.IGNORECASE,
)
# A list of bodies goes on after a semicolon.
STARTS_IN_LIST = 6.0
# On a new page a cell seldom goes on with a capital letter.
RESUMES = 3.0
CAPITAL_INSIDE = 1.0
CAPITAL_AFTER_END = 2.0
# What columns' cells begin with, and what they don't.
TYPICAL_START = 2.0
UNTYPICAL_START = 2.0
UNTYPICAL_DEADLINE = 3.0
UNTYPICAL_LEVEL = 5.0
SLIGHTLY_TYPICAL = 1.0
# What begins another cell's text standing within one.
DEADLINE_INSIDE = 3.0
SECOND_BODIES = 3.0
SECOND_BODY = 1.0
SECOND_DEADLINE = 3.0
STRANGE_WORD = 0.8
MOST_STRANGE = 4.0
# Lines of a cell of bodies or of a deadline: most have one to three.
LONGER = {Field.DEADLINE: 0.5, Field.EFFECTIVENESS: 2.0}
LONGER_BODIES = 0.2
# Blank lines stand before cells rather than within them; where there are (nearly) none or all lines have one, no clue.
GAP_SHARES = (0.05, 0.9)
CELL_WITHOUT_GAP = 1.5
GAP_WITHIN = 2.5
TOO_WIDE_PER_LETTER = 0.5
WIDTH_SLACK = 1.1
TOO_SHORT_PER_LETTER = 0.25
MOST_TOO_SHORT = 5.0
# An ordinal alone on its line, in the column of the ordinals: one that counts on, another; any other line there.
LONE_ORDINAL = -2.0
ODD_ORDINAL = 3.0
NO_ORDINAL = 12.0
SECTION_BESIDE_ORDINALS = 2.0
# Before words, where ordinals have no column of their own: a cell begins there, or nearby if it stands lower.
ORDINAL_BEFORE = -2.0
NO_ORDINAL_BEFORE = 1.0
ORDINAL_INSIDE = 1.0


@dataclass(frozen=True)
class PageCosts:
    """Costs by column (that of the ordinals first) and line.

    `start` that the line begins a cell, `goes_on` that it goes on with the line before, `resumed` that it goes on with
    the column's last cell of the page before. `numbered_start` and `numbered_goes_on` are those of the key column where
    its cells have the ordinals before them; `title` tells where one begins there or between blocks of rows.
    """

    start: Costs
    goes_on: Costs
    resumed: Costs
    numbered_start: Costs
    numbered_goes_on: Costs
    title: Costs


def page_costs(
    lines: Sequence[DownLine],
    columns: Sequence[Field],
    fluency: FluencyModel,
    *,
    widths: Mapping[int, float],
    before: Mapping[int, Sequence[DownLine]],
) -> PageCosts:
    """The costs of a page's lines; `columns` without that of the ordinals, `widths` in letters by column from 1 on.

    `before` has for each column the lines of its last cell of the page before.
    """
    n = len(lines)
    shape = (len(columns) + 1, n)
    start, goes_on, resumed = np.zeros(shape), np.zeros(shape), np.full(shape, np.inf)
    gaps = _gap_costs(lines)
    opening = np.array([_after(line, OPENING, fluency) for line in lines]) + STARTS_CELL
    opening = opening + np.array([_start_cost(line) for line in lines])
    following = np.array(
        [0.0, *(_after(line, _context(lines[:index]), fluency) for index, line in enumerate(lines) if index)]
    )
    following[1:] += [_inside_cost(last, line) for last, line in pairwise(lines)]
    for place, field in enumerate(columns, start=1):
        width = widths.get(place, 0.0)
        own = np.array([_any_place(line, field, width) for line in lines])
        start[place] = opening + gaps[0] + own + [_vocabulary(line, field) for line in lines]
        goes_on[place] = following + gaps[1] + own
        goes_on[place, 1:] += [_within(last, line, field) for last, line in pairwise(lines)]
        if field is Field.DEADLINE:
            start[place, 1:] += [STARTS_IN_DATE * bool(_DATE_GOES_ON.search(last.text)) for last in lines[:-1]]
        if field in BODIES:
            start[place, 1:] += [STARTS_IN_LIST * last.words[-1].text.endswith(";") for last in lines[:-1]]
        goes_on[place, 1:] += [_too_short(last, line, width) for last, line in pairwise(lines)]
        goes_on[place, 0] = np.inf
        if before.get(place):
            ended = before[place][-1]
            context = _context(before[place])
            resumed[place] = [
                _after(line, context, fluency)
                + _inside_cost(ended, line)
                + _within(ended, line, field)
                + own[index]
                + (0.0 if _first_letter(line).islower() else RESUMES)
                for index, line in enumerate(lines)
            ]
    start[0] = [_ordinal_cost(lines, index) for index in range(n)]
    goes_on[0] = NO_ORDINAL
    numbered = np.array([line.counts for line in lines])
    alone = numbered & np.array([line.lone for line in lines])
    title = np.array([line.outer and line.text[:1].isupper() and not line.lone for line in lines])
    return PageCosts(
        start,
        goes_on,
        resumed,
        np.where(title, np.inf, start[1] + np.where(numbered, ORDINAL_BEFORE, NO_ORDINAL_BEFORE)),
        np.where(title, np.inf, np.where(alone, ORDINAL_INSIDE, goes_on[1] + ORDINAL_INSIDE * numbered)),
        np.where(title, opening - STARTS_CELL, np.inf),
    )


def _context(lines: Sequence[DownLine]) -> Context:
    """The last two words of some lines."""
    said = [line for line in lines[-3:] if not line.lone]
    ids = [*OPENING, *(int(word) for line in said for word in line.ids[line.begin :])]
    return ids[-2], ids[-1]


def _after(line: DownLine, context: Context, fluency: FluencyModel) -> float:
    """The cost of a line's first two words after others."""
    ids = line.ids[line.begin :][:2]
    if line.text[:1] in DASHES_AND_PLUS or not len(ids):
        return 0.0
    before = np.array([context], np.int64)
    first = min(float(fluency.first(before, ids)[0, 0]), MOST_SURPRISE)
    return first + min(float(fluency.second(before, ids)[0, 0]), MOST_SURPRISE)


def _is_item(line: DownLine) -> bool:
    return line.text[:1] in DASHES_AND_PLUS


def _first_letter(line: DownLine) -> str:
    return next((char for char in line.text.lstrip("-–—+ ") if char.isalnum()), "")


def _start_cost(line: DownLine) -> float:
    if _is_item(line):
        return STARTS_ITEM
    return STARTS_SMALL if _first_letter(line).islower() else 0.0


def _inside_cost(last: DownLine, line: DownLine) -> float:
    """The cost of going on after `last`, what the words say aside."""
    if _is_item(line):
        return ITEM_GOES_ON
    word = last.words[-1].text
    capital = line.text[:1].isupper() and not line.repaired[line.begin].isupper()
    if word.endswith((".", "!", "?", "./")):
        return CAPITAL_AFTER_END if capital else STARTS_SMALL
    return CAPITAL_INSIDE if capital and not word.endswith((";", ":")) else 0.0


def _gap_costs(lines: Sequence[DownLine]) -> tuple[Costs, Costs]:
    """Of beginning a cell at each line, and of going on there, for the blank lines before them."""
    gaps = np.array([line.gap for line in lines])
    share = gaps[1:].mean() if len(gaps) > 1 else 0.0
    hangs = np.array([False, *(line.words[-1].text.endswith((",", "-", "/", "(")) for line in lines[:-1])])
    start = np.where(hangs, STARTS_AFTER_HANGING, 0.0)
    if not GAP_SHARES[0] < share < GAP_SHARES[1]:
        return start, np.zeros(len(lines))
    return start + np.where(gaps, 0.0, CELL_WITHOUT_GAP), np.where(gaps, GAP_WITHIN, 0.0)


def _vocabulary(line: DownLine, field: Field) -> float:
    """The cost of a cell of the column beginning with the line."""
    text = " ".join(line.text.lstrip("-–—+ ").split()[:5])
    strange = sum(is_strange(word, Field.DEADLINE) for word in plain(text).split())
    deadline = begins_deadline(text) and strange <= 2
    if field in BODIES:
        return -TYPICAL_START if begins_agency(text) else UNTYPICAL_START
    if field is Field.DEADLINE:
        return -TYPICAL_START if deadline else UNTYPICAL_DEADLINE
    if field is Field.EFFECTIVENESS:
        return -TYPICAL_START if begins_effect(text) else UNTYPICAL_LEVEL
    typical = (field is Field.OUTPUT and begins_product(text)) or (field is Field.MEASURE and begins_measure(text))
    return SLIGHTLY_TYPICAL * deadline - SLIGHTLY_TYPICAL * typical


def _within(last: DownLine, line: DownLine, field: Field) -> float:
    """The cost of the line standing within a cell of the column below `last`, not at its head."""
    text = line.text
    capital = text[:1].isupper() or text[:1].isdigit()
    longer = LONGER_BODIES if field in BODIES else LONGER.get(field, 0.0)
    if not capital or (field in BODIES and last.words[-1].text.endswith((";", ","))):
        return longer
    deadline = is_plainly_deadline(text)
    if field in BODIES:
        many = SECOND_BODIES if begins_many_bodies(text) else SECOND_BODY * begins_agency(text)
        return longer + DEADLINE_INSIDE * deadline + many
    if field is Field.DEADLINE:
        another = begins_deadline(text) and not _DATE_GOES_ON.search(last.text)
        return longer + SECOND_DEADLINE * (deadline or another) + SECOND_BODIES * begins_many_bodies(text)
    return longer + DEADLINE_INSIDE * deadline


def _any_place(line: DownLine, field: Field, width: float) -> float:
    """The cost of the line standing in the column at all: words that its cells are not made of, and its width."""
    cost = 0.0
    if field in (Field.DEADLINE, Field.EFFECTIVENESS):
        strange = sum(is_strange(word, field) for word in plain(line.text).split())
        cost += min(STRANGE_WORD * strange, MOST_STRANGE)
    if width:
        cost += TOO_WIDE_PER_LETTER * max(0.0, line.length - WIDTH_SLACK * width)
    return cost


def _too_short(last: DownLine, line: DownLine, width: float) -> float:
    """The cost of `last` having been ended where the first word of `line` would have fitted."""
    if not width or _is_item(line):
        return 0.0
    room = width - last.length - 1 - len(line.words[line.begin].text)
    return float(np.clip(TOO_SHORT_PER_LETTER * room, 0.0, MOST_TOO_SHORT))


def _ordinal_cost(lines: Sequence[DownLine], index: int) -> float:
    """The cost of the line being an entry of the column of the ordinals."""
    line = lines[index]
    if not line.lone:
        beside = line.outer and line.text[:1].isupper() and may_end(line.repaired[-1])
        return SECTION_BESIDE_ORDINALS if beside else NO_ORDINAL
    if line.marker is None or line.outer or line.marker.is_first or index == 0:
        return LONE_ORDINAL
    last = next((one.marker for one in reversed(lines[:index]) if one.lone), None)
    counts = last is not None and line.marker.numbers[-1:] > last.numbers[-1:]
    return LONE_ORDINAL if counts or (last is not None and last.kind is not line.marker.kind) else ODD_ORDINAL
