"""The rows of a dumped table: which words of which line belong to which cell of which row.

A beam search over the lines, which may be a cell's own (cells dumped one after the other) or run across the columns.
What belongs together reads fluently; cells of a row come from left to right, rows from top to bottom; ordinals, the
words that a column's cells begin with and are made of, what is left of ruling lines (bars), blank lines, and the
columns' widths tell the rest. What a pass over the lines tells of the columns (widths, recurring words, how blank lines
part cells, how cells end) serves the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from extractors.markers import Marker
from extractors.table_meaning.wordings import Field
from extractors.text_dump.column_learning import (
    alignments,
    beginnings,
    cell_gap_odds,
    column_widths,
    cut_costs,
    endings,
    gap_odds,
    pauses,
    recurring_pairs,
    running_across,
    unnumbered_cost,
)
from extractors.text_dump.counted_sections import with_counted_sections
from extractors.text_dump.dumped_lines import PrintedLine, without_specks
from extractors.text_dump.found_rows import path_to, rows_of
from extractors.text_dump.line_clues import (
    UNKNOWN_WORD,
    FluencyModel,
    GapOdds,
    KnownColumns,
    LineClues,
    clues_of,
    inserted_costs,
    words_of,
)
from extractors.text_dump.part_costs import PartCosts
from extractors.text_dump.row_states import FoundRow, State
from extractors.text_dump.row_steps import closing_cost, next_states, on_new_page

BEAM = 90
# Searches after the first, each told what the one before it found of the columns.
LESSONS = 2
# To tell the columns' order, fewer states over the table's first lines do.
NARROW_BEAM = 12
TRIED_LINES = 80
# Of the next ordinals so many are looked at: some are specks.
FOLLOWING_ORDINALS = 3
# Of lines that run across: rows have blank lines between them where the dump has any.
USUAL_GAPS = GapOdds(0.8, 0.15)
GAPPED_SHARE = 0.05
# Of lines that run across without bars: each cell more that one has parts of, while nothing is known of its page.
USUAL_CUT = 1.0
# Of words that repair changes, at most, where a dump is of digital text.
SOUND_SHARE = 0.005


def find_rows(
    lines: Sequence[PrintedLine],
    columns: Sequence[Field],
    readable: Callable[[str], Sequence[str]],
    fluency: FluencyModel,
) -> tuple[FoundRow, ...]:
    """The rows that `lines` hold; `columns` are those of the table without that of the ordinals.

    `readable` gives a text's words repaired, one for each. Method: beam search over the lines; for each line and each
    row that may be open the best cuts for every set of columns are found by dynamic programming.
    """
    kept, words = _read(lines, readable, fluency)
    if not kept:
        return ()
    clues = _with_following([clues_of(line, own, columns, fluency) for line, own in zip(kept, words, strict=True)])
    known = KnownColumns(tuple(columns), gaps=_usual_gaps(kept), usual_cut=USUAL_CUT)
    path = path_to(_searched(clues, known, fluency))
    earlier = path
    for _ in range(LESSONS):
        known = _learned(known, path, clues)
        clues = running_across(clues, known)
        earlier, path = path, path_to(_searched(clues, known, fluency))
    return rows_of(path, clues, earlier)


def _learned(known: KnownColumns, path: Sequence[State], clues: Sequence[LineClues]) -> KnownColumns:
    """What a way through the lines tells of the columns."""
    n_columns = len(known.fields)
    return replace(
        known,
        widths=column_widths(path, clues, n_columns),
        pairs=recurring_pairs(path, clues, known.fields),
        unnumbered=unnumbered_cost(path),
        gaps=gap_odds(path, clues) if known.gaps else None,
        cell_gaps=cell_gap_odds(path, clues),
        alignments=alignments(path, n_columns),
        endings=endings(path, known.fields),
        beginnings=beginnings(path, clues, n_columns),
        pauses=pauses(path, clues),
        cuts=cut_costs(path, clues),
    )


def likeliest_columns(
    lines: Sequence[PrintedLine],
    layouts: Sequence[tuple[Field, ...]],
    readable: Callable[[str], Sequence[str]],
    fluency: FluencyModel,
) -> tuple[Field, ...]:
    """The one of `layouts` (columns from left to right, without ordinals) in which the first lines cost least.

    A header of two levels is dumped in an order that is not that of the columns, and a name may be lost.
    """
    if len(layouts) == 1:
        return layouts[0]
    kept, words = _read(lines[:TRIED_LINES], readable, fluency)
    if not kept:
        return layouts[0]

    def cost(columns: tuple[Field, ...]) -> float:
        clues = _with_following([clues_of(line, own, columns, fluency) for line, own in zip(kept, words, strict=True)])
        return _searched(clues, KnownColumns(columns, gaps=_usual_gaps(kept)), fluency, NARROW_BEAM).cost

    return min(layouts, key=cost)


def _read(
    lines: Sequence[PrintedLine], readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> tuple[list[PrintedLine], list[list[str]]]:
    """The lines that have words, without what proves to be specks, and their words repaired."""
    filled = [line for line in lines if line.words]
    words_read = words_of(filled, readable)
    if _is_sound(filled, words_read):
        return filled, words_read
    read = [
        without_specks(line, words, list(fluency.ids(words) == UNKNOWN_WORD), inserted_costs(words, fluency))
        for line, words in zip(filled, words_read, strict=True)
    ]
    return [line for line, words in read if words], [words for _, words in read if words]


def _is_sound(lines: Sequence[PrintedLine], words_read: Sequence[Sequence[str]]) -> bool:
    """True where repair changes next to nothing: no reader left specks between the words."""
    changed = [
        own.text != word
        for line, words in zip(lines, words_read, strict=True)
        for own, word in zip(line.words, words, strict=True)
    ]
    return sum(changed) <= SOUND_SHARE * len(changed)


def _usual_gaps(lines: Sequence[PrintedLine]) -> GapOdds | None:
    """What blank lines tell before a table is known; None where there are none."""
    across = [line.after_gap for line in lines if line.across]
    return USUAL_GAPS if sum(across) > GAPPED_SHARE * len(across) else None


def _with_following(clues: Sequence[LineClues]) -> list[LineClues]:
    """The clues, each told the next ordinals; numbers that count sections are sure."""
    found: list[LineClues] = []
    following: tuple[Marker, ...] = ()
    for clue in reversed(with_counted_sections(clues)):
        found.append(replace(clue, following=following))
        following = (clue.marker, *following)[:FOLLOWING_ORDINALS] if clue.marker is not None else following
    return found[::-1]


def _searched(clues: Sequence[LineClues], known: KnownColumns, fluency: FluencyModel, beam_width: int = BEAM) -> State:
    beam = [State(0.0, (None,) * len(known.fields))]
    page = clues[0].line.page
    for clue in clues:
        if clue.line.page != page:
            page = clue.line.page
            beam = [on_new_page(state) for state in beam]
        beam = next_states(beam, clue, known, PartCosts(clue, known, fluency), beam_width)
    return min(beam, key=lambda state: state.cost + closing_cost(state, known))
