"""What the cells of a column end with tells cells that were cut off."""

from __future__ import annotations

from extractors.text_dump.cell_endings import Endings, usual_endings


def test_a_column_whose_cells_are_stopped_asks_for_a_stop() -> None:
    endings = usual_endings([("", True)] * 8 + [("", False)] * 2)

    assert endings.cost("hien", ended=False) > endings.cost("hien", ended=True) == 0.0


def test_words_that_few_values_end_with_are_asked_for() -> None:
    endings = usual_endings([("2025", False)] * 6 + [("xuyen", False)] * 4 + [("do", False)])

    assert endings.cost("nam", ended=False) > 0.0
    assert endings.cost("xuyen", ended=False) == 0.0


def test_a_column_of_many_values_or_few_cells_asks_for_nothing() -> None:
    assert usual_endings([(str(number), False) for number in range(20)]) == Endings()
    assert usual_endings([("2025", True)] * 4) == Endings()
