"""What speaks for and against a row being right, as numbers: what row confidence is fitted on.

Takes what the reader and the repair say of the row's words, how surely its columns are known, and what is odd about it
among the rows of its table: an ordinal that does not follow, a cell empty where the others are filled, a cell far
longer than the others (two rows run into one), a value that can't be understood. It weighs nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from statistics import median

from extractors.layout import Passage, Placing
from extractors.markers import Marker, MarkerKind, next_markers, read_markers

# A word read with less than this is weak.
WEAK_WORD = 0.6
# Rows of a table from which on what the others are like tells something.
FEWEST_ROWS = 4
# A cell so many times as long as the column's median begins to be odd; five words are not long, whatever the others.
ODD_LENGTH = 2.0
FEWEST_WORDS = 6
_STRAY = re.compile(r"[~^|\\_=<>{}@#§©®°`¬]|[^\W\d_]\d[^\W\d_]|\d[^\W\d_]\d")
_BEGINS_INSIDE = re.compile(r"^(?:[^\W\d_](?<=[a-zà-ỹđ])|[,;.)])")
# In which fields a small letter begins nothing: bodies are often printed so ("các phòng"), sentences are not.
_SENTENCES = frozenset({"task", "output", "risk", "measure", "action", "deadline_text", "lead"})
# A column of which more cells than this begin small is printed so.
PRINTED_SMALL = 0.8
_ENDS_INSIDE = re.compile(
    r"(?:[,(–-]|\b(?:và|của|các|để|theo|cho|với|trong|về|từ|đến|tại|do|là|bằng|những|sự|việc|khi|được|phối hợp"
    r"|chủ trì))$",
    re.IGNORECASE,
)
# Rows so near on both sides are looked at for disorder.
NEIGHBOURS = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is odd about a row; every number is 0 where nothing is, and grows with doubt.

    Of the words: the share read weakly, the logarithm of the number of wrong ones to be expected, the doubt of the
    least sure one, whether one can't be trusted whatever the reader says (under a stamp, by hand), the doubt of the
    repair, the share that it rewrote, the share with stray signs. Of the row: the doubt of its columns and how many
    usual ones its table lacks, the doubt of its ordinal and whether it follows, whether its key is empty, the shares of
    its cells that begin or end in the middle of a sentence, values that can't be understood, cells that hold what
    belongs in another or the same as another, bodies not known as such, lengths and empty cells unlike the table's, a
    page break inside; and the mean of what is odd in the rows around it, since what cuts one row wrongly cuts its
    neighbours too.
    """

    weak_share: float = 0.0
    expected_errors: float = 0.0
    least_word: float = 0.0
    doubtful: float = 0.0
    repair_doubt: float = 0.0
    rewritten: float = 0.0
    stray_signs: float = 0.0
    mapping_doubt: float = 0.0
    lacking_columns: float = 0.0
    ordinal_doubt: float = 0.0
    ordinal_gap: float = 0.0
    empty_key: float = 0.0
    begun_inside: float = 0.0
    ended_inside: float = 0.0
    misplaced: float = 0.0
    unparsed: float = 0.0
    unknown_agency: float = 0.0
    odd_length: float = 0.0
    missing_cell: float = 0.0
    cut_by_page: float = 0.0
    disorder_around: float = 0.0

    def features(self) -> tuple[float, ...]:
        """All of them, in the order of the fields."""
        return tuple(float(getattr(self, field.name)) for field in fields(self))


FEATURES = tuple(field.name for field in fields(Evidence))


def passages_evidence(passages: Sequence[Passage]) -> Evidence:
    """What the words of `passages` say."""
    sure = [confidence for passage in passages for confidence in passage.word_confidences]
    read = [word for passage in passages for word in passage.text_raw.split()]
    written = [word for passage in passages for word in passage.text.split()]
    changed = sum(a != b for a, b in zip(read, written, strict=False)) + abs(len(read) - len(written))
    return Evidence(
        weak_share=sum(confidence < WEAK_WORD for confidence in sure) / len(sure) if sure else 0.0,
        expected_errors=math.log1p(sum(1 - confidence for confidence in sure)),
        least_word=1 - min(sure, default=1.0),
        doubtful=float(any(any(passage.word_doubtful) for passage in passages)),
        repair_doubt=1 - min((passage.repair_confidence for passage in passages), default=1.0),
        rewritten=min(1.0, changed / len(read)) if read else 0.0,
        stray_signs=sum(_STRAY.search(word) is not None for word in written) / len(written) if written else 0.0,
    )


@dataclass(frozen=True, slots=True)
class RowFacts:
    """A row among those of its table: its cells by field, the key's text, and what reading it found odd.

    `unparsed` counts values that could not be understood, `unknown_agencies` cells that name no known body,
    `misplaced` cells that hold what belongs in another, `lacking_columns` those that others of its kind have. `placing`
    tells of a row of a text dump how surely it was put together.
    """

    cells: Mapping[str, Passage]
    key_text: str
    ordinal: str
    section_path: tuple[str, ...]
    ordinal_doubt: int
    mapping_doubt: float
    unparsed: int
    unknown_agencies: int
    misplaced: int = 0
    lacking_columns: int = 0
    pages: int = 1
    placing: Placing | None = None


def table_evidence(rows: Sequence[RowFacts]) -> tuple[Evidence, ...]:
    """The evidence of each of the rows of one table, in order."""
    lengths = _usual_lengths(rows)
    filled = _shares_filled(rows)
    begun_small = _columns_begun_small(rows)
    gaps = _ordinal_gaps(rows)
    own = [_row_evidence(row, lengths, filled, gap) for row, gap in zip(rows, gaps, strict=True)]
    own = [
        replace(known, begun_inside=_share_of(row, _BEGINS_INSIDE, begun_small))
        for row, known in zip(rows, own, strict=True)
    ]
    disorder = [_disorder(known) for known in own]
    return tuple(replace(known, disorder_around=_mean_around(disorder, index)) for index, known in enumerate(own))


def _disorder(known: Evidence) -> float:
    odd = (
        known.ordinal_gap,
        known.begun_inside,
        known.ended_inside,
        known.misplaced,
        known.odd_length,
        known.empty_key,
    )
    return min(1.0, sum(odd))


def _mean_around(values: Sequence[float], index: int) -> float:
    """The mean over the neighbours of `index` up to NEIGHBOURS away, itself not counted."""
    around = [*values[max(0, index - NEIGHBOURS) : index], *values[index + 1 : index + 1 + NEIGHBOURS]]
    return sum(around) / len(around) if around else 0.0


def _columns_begun_small(rows: Sequence[RowFacts]) -> frozenset[str]:
    """The fields whose cells mostly begin with a small letter: there it tells nothing."""
    names = {name for row in rows for name in row.cells}
    small = names - _SENTENCES
    for name in names & _SENTENCES:
        texts = [row.cells[name].text.strip() for row in rows if _words(row.cells.get(name))]
        if sum(_BEGINS_INSIDE.search(text) is not None for text in texts) > PRINTED_SMALL * len(texts):
            small.add(name)
    return frozenset(small)


def _share_of(row: RowFacts, pattern: re.Pattern[str], without: frozenset[str] = frozenset()) -> float:
    """The share of the row's filled cells that `pattern` is found in, fields in `without` aside."""
    texts = [cell.text.strip() for name, cell in row.cells.items() if name not in without and cell.text.strip()]
    return sum(pattern.search(text) is not None for text in texts) / len(texts) if texts else 0.0


def _row_evidence(row: RowFacts, lengths: Mapping[str, float], filled: Mapping[str, float], gap: float) -> Evidence:
    texts = [" ".join(cell.text.split()) for cell in row.cells.values() if len(cell.text.split()) > 1]
    return replace(
        passages_evidence([passage for passage in row.cells.values() if passage.text.strip()]),
        mapping_doubt=row.mapping_doubt,
        ordinal_doubt=float(row.ordinal_doubt),
        ordinal_gap=gap,
        empty_key=float(not row.key_text.strip()),
        lacking_columns=float(row.lacking_columns),
        ended_inside=_share_of(row, _ENDS_INSIDE),
        misplaced=float(row.misplaced + len(texts) - len(set(texts))),
        unparsed=float(row.unparsed),
        unknown_agency=float(row.unknown_agencies),
        odd_length=max((_oddness(row.cells.get(name), usual) for name, usual in lengths.items()), default=0.0),
        missing_cell=max((share for name, share in filled.items() if not _words(row.cells.get(name))), default=0.0),
        cut_by_page=float(row.pages > 1),
    )


def _words(passage: Passage | None) -> int:
    return len(passage.text.split()) if passage is not None else 0


def _usual_lengths(rows: Sequence[RowFacts]) -> dict[str, float]:
    """The median of words in each field's filled cells; none in a table too short to tell."""
    names = {name for row in rows for name in row.cells}
    lengths = {name: [count for row in rows if (count := _words(row.cells.get(name)))] for name in sorted(names)}
    return {name: median(counts) for name, counts in lengths.items() if len(counts) >= FEWEST_ROWS}


def _shares_filled(rows: Sequence[RowFacts]) -> dict[str, float]:
    """The share of rows in which each field's cell is filled; none in a table too short to tell."""
    if len(rows) < FEWEST_ROWS:
        return {}
    names = {name for row in rows for name in row.cells}
    return {name: sum(_words(row.cells.get(name)) > 0 for row in rows) / len(rows) for name in sorted(names)}


def _oddness(passage: Passage | None, usual: float) -> float:
    """The logarithm of how many times too long a cell is for its column; 0 where it is not odd."""
    count = _words(passage)
    if count < FEWEST_WORDS or usual <= 0:
        return 0.0
    return max(0.0, math.log(count / max(usual, 2.0) / ODD_LENGTH))


def _ordinal_gaps(rows: Sequence[RowFacts]) -> list[float]:
    """1 for the rows on both sides of an ordinal that is missing: a row may be lost there, or joined to one of them.

    So it is where the numbers restart within a section: the heading between them was lost.
    """
    markers = [next(iter(read_markers(row.ordinal)), None) for row in rows]
    gaps = [0.0] * len(rows)
    if sum(marker is not None for marker in markers) * 2 < len(rows):
        return gaps
    last_of_kind: dict[MarkerKind, tuple[int, Marker]] = {}
    for index, marker in enumerate(markers):
        if marker is None or marker.kind is MarkerKind.BULLET:
            continue
        before_index, before = last_of_kind.get(marker.kind, (-1, None))
        same_section = before is not None and rows[before_index].section_path == rows[index].section_path
        if not (_restarts(marker, before, same_section=same_section) or _follows(marker, before)):
            gaps[index] = 1.0
            if same_section:
                gaps[before_index] = 1.0
        last_of_kind[marker.kind] = (index, marker)
    return gaps


def _restarts(marker: Marker, before: Marker | None, *, same_section: bool) -> bool:
    return marker.is_first and (before is None or not same_section or len(marker.numbers) > 1)


def _follows(marker: Marker, before: Marker | None) -> bool:
    """True for 3 behind 2, đ or e behind d, 2.1 or 2 behind 1.3."""
    if before is None or not before.numbers or not marker.numbers:
        return False
    if marker.place in {following.place for following in next_markers(before)}:
        return True
    return marker.numbers[0] == before.numbers[0] + 1 and len(marker.numbers) != len(before.numbers)
