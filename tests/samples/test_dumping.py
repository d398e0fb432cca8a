"""Dumps of set plans keep the words, whatever becomes of their order."""

from __future__ import annotations

import pytest

from samples.compose import compose
from samples.dumping import Dumping, Loss, Order, dump
from samples.sheets import PrintedPlan
from samples.typesetting import typeset


@pytest.fixture(scope="module")
def printed() -> PrintedPlan:
    return typeset(compose(101))


def words_of(text: str) -> list[str]:
    return sorted(word for word in text.replace("|", " ").split() if not word.isdigit())


@pytest.mark.parametrize("order", list(Order))
def test_every_order_has_the_words_of_the_pages(printed: PrintedPlan, order: Order) -> None:
    text = dump(printed, Dumping(order))
    placed = " ".join(word.text for sheet in printed.sheets for word in sheet.words)

    assert words_of(text) == words_of(placed)
    assert text.count("\f") == len(printed.sheets) - 1


def test_cells_stand_together_only_where_they_were_dumped_so(printed: PrintedPlan) -> None:
    cells = [cell for table in printed.tables for cell in table.cells if cell.row_span == 1 == len(cell.parts)]
    cell = max((cell.text.split() for cell in cells if "\n" not in cell.text), key=len)

    assert " ".join(cell) in " ".join(dump(printed, Dumping(Order.CELLS)).split())
    assert " ".join(cell) not in " ".join(dump(printed, Dumping(Order.ACROSS)).split())


def test_letters_are_lost_in_the_same_way_each_time(printed: PrintedPlan) -> None:
    stripped = dump(printed, Dumping(Order.CELLS, Loss.STRIPPED))
    foreign = dump(printed, Dumping(Order.CELLS, Loss.FOREIGN))

    assert "ế" not in stripped
    assert stripped != foreign
    assert foreign == dump(printed, Dumping(Order.CELLS, Loss.FOREIGN))
    assert len(foreign) == len(stripped)
