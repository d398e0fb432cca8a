"""The way that a search took becomes rows: each cell's parts from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout import Line, Word
from extractors.markers import Marker
from extractors.text_dump.line_clues import LineClues
from extractors.text_dump.row_states import TITLE, FoundRow, State


def path_to(final: State) -> list[State]:
    """The states that led to `final`, one a line, from the first line to the last."""
    states = []
    state: State | None = final
    while state is not None and state.before is not None:
        states.append(state)
        state = state.before
    return states[::-1]


def rows_of(path: Sequence[State], clues: Sequence[LineClues], earlier: Sequence[State]) -> tuple[FoundRow, ...]:
    """The rows of a way through the lines that `clues` are of; `earlier` is the way that was found before it."""
    rows: list[FoundRow] = []
    cells: dict[int, list[tuple[int, Line]]] = {}
    title: list[tuple[int, Line]] = []
    marker: Marker | None = None
    word: Word | None = None
    pages: list[int] = []
    cost, n_words, n_unsettled, across = 0.0, 0, 0, False

    def close() -> None:
        if cells or title or marker:
            fixed = {column: tuple(parts) for column, parts in sorted(cells.items())}
            spread = (min(pages), max(pages))
            rows.append(
                FoundRow(
                    marker, word, fixed, tuple(title), spread, cost / max(1, n_words), across,
                    n_unsettled / max(1, n_words),
                )
            )  # fmt: skip

    for state, clue, before in zip(path, clues, earlier, strict=True):
        if state.new_row:
            close()
            cells, title, marker, word, pages = {}, [], None, None, []
            cost, n_words, n_unsettled, across = 0.0, 0, 0, False
        pages.append(clue.line.page)
        cost += state.cost - (0.0 if state.before is None else state.before.cost)
        n_words += len(clue.ids)
        settled = state.new_row == before.new_row and state.cuts == before.cuts
        n_unsettled += 0 if settled else len(clue.ids)
        across |= clue.line.across and not clue.line.places
        if state.marked:
            marker, word = clue.marker, clue.line.words[0]
        for column, begin, end in state.cuts:
            part = (clue.line.page, Line(clue.line.words[begin:end]))
            if column == TITLE:
                title.append(part)
            else:
                cells.setdefault(column, []).append(part)
    close()
    return tuple(rows)
