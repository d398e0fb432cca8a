"""Roman numbers that count a dumped table's sections: those that count on from each other are no words.

Of lines that run across, a number without a point before a title is as well the last word of a cell ("Quý II") or a
speck. Where I, II, III ... come one after the other through the table, each is an ordinal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.markers import MarkerKind
from extractors.text_dump.line_clues import LineClues

# Numbers that count on from each other, at least.
FEWEST_COUNTED = 3


def with_counted_sections(clues: Sequence[LineClues]) -> list[LineClues]:
    """The clues, Roman numbers before titles sure where so many of the table count on from the first."""
    counts: list[list[int]] = []
    for index, clue in enumerate(clues):
        marker = clue.marker
        if marker is None or marker.kind is not MarkerKind.ROMAN or not clue.line.across or len(clue.ids) < 2:
            continue
        number = marker.numbers[-1]
        if number == 1:
            counts.append([index])
            continue
        before = next((count for count in reversed(counts) if len(count) == number - 1), None)
        if before is not None:
            before.append(index)
    sure = {index for count in counts if len(count) >= FEWEST_COUNTED for index in count}
    return [replace(clue, marker_sure=True) if index in sure else clue for index, clue in enumerate(clues)]
