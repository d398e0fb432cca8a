"""Where the columns of a table stand on each page of a dump that keeps places, once it is known how many they are.

Pages differ in how wide their letters were, and in what noise stands on them; but their columns are in proportion. Of
the edges that a page's gaps speak for, those are taken that part what the header names and that fit the other pages'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.layout import Line
from extractors.table_meaning.wordings import Field, TableKind
from extractors.text_dump.laid_out import LaidOutColumns, edge_choices, piles_of, printed_rows, segments
from extractors.text_dump.laid_out_fields import PageNames, agreed_fields, fields_of
from extractors.text_dump.laid_out_headers import header_texts
from extractors.text_dump.pages import LETTER_WIDTH

MOST_COLUMNS = 10
# Edges beside those of the columns: that of the ordinals, and those of noise.
MORE_EDGES = 3
# Pages of fewer lines are looked at together with the others.
FEW_LINES = 10
FEWEST_FIELDS = 3
# What a column costs, and one that no header names, of one that is named and plainly parted.
COLUMN = 0.5
UNNAMED_COLUMN = 0.3
# Edges that are among the best only where there are more of them, for each more.
NOT_FIRST = 0.1
# Of the highest pile of pieces on a page, that of a column's.
LOWEST_PILE = 0.15
# What it counts, of a column named, that edges are out of proportion by a letter, and at most.
OUT_OF_PROPORTION = 0.3
MOST_OUT_OF_PROPORTION = 4.0
# Two edges fit any others.
FEWEST_IN_PROPORTION = 3
# Text of the first column begins left of where so large a share of its pieces do, behind what may be an ordinal.
TEXT_BEGINS = 0.25
LONGEST_ORDINAL = 4
FEW_BEFORE = 0.15
LONG = 12

Edges = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TablePage:
    """The lines of a page of a table's body, and those of its header there, both without noise."""

    lines: tuple[Line, ...]
    header: tuple[Line, ...]

    @property
    def n_lines(self) -> int:
        """How many printed lines of the body there are."""
        return len(printed_rows(self.lines))


@dataclass(frozen=True, slots=True)
class EdgeWays:
    """A page with its piles of pieces and its best edges for each number of columns, from one.

    `lines` are those that tell where the text of the first column begins.
    """

    page: TablePage
    piles: NDArray[np.float64]
    choices: tuple[Edges, ...]
    lines: tuple[Line, ...]

    def names(self, kind: TableKind) -> PageNames:
        """What its header names the columns between each of them."""
        choices = self.choices if self.page.header else ()
        texts = [header_texts(self.page.header, LaidOutColumns(edges)) for edges in choices]
        return PageNames(tuple(fields_of(one, kind) for one in texts), self.page.n_lines)


def _edge_ways(pages: Sequence[TablePage]) -> tuple[EdgeWays, ...]:
    """The ways to part each of a table's pages into columns."""
    found: list[EdgeWays] = []
    for index, page in enumerate(pages):
        others = [*pages[:index], *pages[index + 1 :]] if page.n_lines < FEW_LINES else []
        piles = piles_of(page.lines, page.header, [(other.lines, other.header) for other in others])
        lines = (*page.lines, *(line for other in others for line in other.lines))
        found.append(EdgeWays(page, piles, edge_choices(piles, MOST_COLUMNS), lines))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PlacedColumns:
    """The fields of a table's columns but for the ordinals', the columns of each page with theirs, and their worth."""

    fields: tuple[Field, ...]
    pages: tuple[LaidOutColumns, ...]
    worth: float


def placed_columns(pages: Sequence[TablePage], kind: TableKind, most: int) -> PlacedColumns:
    """The likeliest columns of a table of this kind, `most` and that of the ordinals at most."""
    ways = _edge_ways(pages)
    names = [one.names(kind) for one in ways]
    weights = [one.weight for one in names]
    found = (_placed(ways, agreed_fields(names, n), kind, weights) for n in range(FEWEST_FIELDS, most + 1))
    return max(found, key=lambda one: one.worth)


def _placed(
    ways: Sequence[EdgeWays], fields: Sequence[Field], kind: TableKind, weights: Sequence[float]
) -> PlacedColumns:
    """The columns of each page where they are those of the ordinals and of `fields`."""
    sets = [_weighed(one, fields, kind) for one in ways]
    surest = max(range(len(sets)), key=lambda index: weights[index] * max(worth for _, worth in sets[index]))
    likely = max(sets[surest], key=lambda pair: pair[1])[0]
    found = [
        max(((edges, worth - _out_of_proportion(edges, likely)) for edges, worth in one), key=lambda pair: pair[1])
        for one in sets
    ]
    columns = tuple(_with_ordinals(one.lines, edges) for one, (edges, _) in zip(ways, found, strict=True))
    costs = COLUMN * len(fields) + UNNAMED_COLUMN * fields.count(Field.OTHER)
    total = sum(weight * (worth - costs) for weight, (_, worth) in zip(weights, found, strict=True))
    return PlacedColumns(tuple(fields), columns, total)


def _weighed(ways: EdgeWays, fields: Sequence[Field], kind: TableKind) -> list[tuple[Edges, float]]:
    """The sets of edges between `fields` that a page's gaps speak for, and what speaks for each."""
    n_edges = len(fields) - 1
    more = {
        edges: number
        for number in range(MORE_EDGES, -1, -1)
        for choice in ways.choices[n_edges + number : n_edges + number + 1]
        for edges in combinations(choice, n_edges)
    }
    return [
        (edges, _parted(edges, ways.piles) + _agreement(ways, edges, fields, kind) - NOT_FIRST * number)
        for edges, number in sorted(more.items())
    ]


def _agreement(ways: EdgeWays, edges: Edges, fields: Sequence[Field], kind: TableKind) -> float:
    """How many of the fields the page's header names between the edges, less the others that it names."""
    if not ways.page.header:
        return 0.0
    named = fields_of(header_texts(ways.page.header, _with_ordinals(ways.lines, edges))[1:], kind)
    pairs = [(own, other) for own, other in zip(named, fields, strict=True) if Field.OTHER not in (own, other)]
    return float(sum(1 if own is other else -1 for own, other in pairs))


def _parted(edges: Edges, piles: NDArray[np.float64]) -> float:
    """How plainly edges part what stands on a page: for each the share of the lower pile beside it not over it.

    Beside low piles, as noise makes them, it is less plain.
    """
    places = [0, *(round(edge / LETTER_WIDTH) for edge in edges), len(piles)]
    heights = [float(piles[start:end].max(initial=0.0)) for start, end in pairwise(places)]
    plain = LOWEST_PILE * max(heights)
    total = 0.0
    for place, beside in zip(places[1:-1], pairwise(heights), strict=True):
        lower = min(beside)
        over = float(piles[place]) if place < len(piles) else 0.0
        total += max(0.0, lower - over) / max(lower, plain) if lower > 0 else 0.0
    return total


def _out_of_proportion(edges: Edges, likely: Edges) -> float:
    """What it counts that edges are not in proportion with those of another page (least squares)."""
    if len(edges) < FEWEST_IN_PROPORTION:
        return 0.0
    design = np.stack([np.array(likely), np.ones(len(likely))], axis=1)
    solution = np.linalg.lstsq(design, np.array(edges), rcond=None)[0]
    apart = float(np.sqrt(np.mean((design @ solution - np.array(edges)) ** 2))) / LETTER_WIDTH
    return min(MOST_OUT_OF_PROPORTION, OUT_OF_PROPORTION * apart / max(1.0, float(solution[0])))


def _with_ordinals(lines: Sequence[Line], edges: Edges) -> LaidOutColumns:
    """The columns between `edges`, that of the ordinals before them.

    It ends right before most lines of the first column's text begin, where few others pass.
    """
    rows = [[word for word in row if word.box.x0 < edges[0]] for row in printed_rows(lines)]
    pieces = [Line(piece) for row in rows for piece in segments(row)]
    texts = [piece.words[1:] if len(piece.words[0].text) <= LONGEST_ORDINAL else piece.words for piece in pieces]
    begins = [words[0].box.x0 / LETTER_WIDTH for words in texts if sum(len(word.text) for word in words) >= LONG]
    if not begins:
        return LaidOutColumns((0.0, *edges))
    piles = piles_of(pieces, ())
    before = piles[: round(float(np.quantile(begins, TEXT_BEGINS))) + 1][::-1]
    low = before <= max(float(before.min()), FEW_BEFORE * float(piles.max()))
    ordinals = float(len(before) - 1 - int(np.argmax(low))) * LETTER_WIDTH
    return LaidOutColumns((min(ordinals, edges[0]), *edges))
