"""Dumps of set plans keep the words, whatever becomes of their order."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from samples.compose import compose
from samples.dumping import Dumping, Kind, Loss, Order, Wear, dump, dumping_of
from samples.sheets import PrintedPlan
from samples.typesetting import typeset


@pytest.fixture(scope="module")
def printed() -> PrintedPlan:
    return typeset(compose(101))


def words_of(text: str) -> list[str]:
    return sorted(word for word in text.replace("|", " ").split() if not word.isdigit())


@pytest.mark.parametrize("order", [order for order in Order if order is not Order.MIXED])
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


@pytest.mark.parametrize("kind", list(Kind))
def test_a_rough_dump_loses_no_word_but_of_headers_and_ordinals(printed: PrintedPlan, kind: Kind) -> None:
    rough = dumping_of(kind, 5)
    unread = replace(rough, loss=Loss.NONE, wear=replace(rough.wear, odd_bars=0.0))
    dumped = Counter(dump(printed, unread).split())
    cells = [cell for table in printed.tables for cell in table.cells if cell.row >= table.n_header_rows]
    words = Counter(word for cell in cells for word in cell.text.split() if len(word.strip(".)")) > 4)

    assert words - dumped == Counter()


@pytest.mark.parametrize("kind", list(Kind))
def test_a_kind_gives_the_same_dump_for_a_seed_and_another_for_another(printed: PrintedPlan, kind: Kind) -> None:
    assert dump(printed, dumping_of(kind, 5)) == dump(printed, dumping_of(kind, 5))
    assert dump(printed, dumping_of(kind, 5)) != dump(printed, dumping_of(kind, 6))


def test_columns_come_one_after_the_other(printed: PrintedPlan) -> None:
    dumped = dump(printed, Dumping(Order.DOWN)).split("\f")
    table = printed.tables[-1]
    page = table.row_pages(table.n_header_rows)[0]
    own = [cell for cell in table.cells if cell.row >= table.n_header_rows and cell.row_span == 1 == cell.column_span]
    columns = [[cell for cell in own if cell.column == place and cell.parts[0].page == page] for place in (1, 2)]
    first_lines = [[cell.text.split()[0] for cell in column if cell.text] for column in columns]

    assert all(" ".join(dumped[page - 1].split()).find(word) >= 0 for column in first_lines for word in column)
    ends = dumped[page - 1].rfind(columns[0][-1].text.split()[0])
    assert ends < dumped[page - 1].rfind(columns[1][-1].text.split()[0])


def test_each_reader_misreads_in_its_own_way(printed: PrintedPlan) -> None:
    readers = (Loss.ENGLISH, Loss.DROPPED, Loss.DIGITS, Loss.STROKES)
    read = [dump(printed, Dumping(Order.CELLS, loss)) for loss in readers]

    assert len(set(read)) == len(readers)
    assert all(text.count("\n") == read[0].count("\n") for text in read)


def test_words_are_lost_smeared_and_go_astray_only_where_asked_for(printed: PrintedPlan) -> None:
    tidy = dump(printed, Dumping(Order.CELLS))
    lost = dump(printed, Dumping(Order.CELLS, wear=Wear(lost_words=0.1)))
    astray = dump(printed, Dumping(Order.CELLS, wear=Wear(strayed=0.1)))
    smeared = dump(printed, Dumping(Order.CELLS, wear=Wear(smeared=0.1)))

    assert Counter(lost.split()) < Counter(tidy.split())
    assert astray != tidy
    assert len(words_of(tidy)) - 10 < len(words_of(astray)) <= len(words_of(tidy))
    assert Counter(smeared.split()) - Counter(tidy.split())
