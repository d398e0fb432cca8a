"""The truth says what is printed: its texts and boxes against the digital PDF's own text layer."""

import io
import json
import unicodedata

import pdfplumber
import pytest

from samples.compose import Wishes, compose
from samples.plan import DataRow, Plan, SectionRow, Table, TableKind
from samples.printing import print_plan
from samples.truth import task_rows, truth_files
from samples.typesetting import typeset
from samples.written import written_plans

WRITTEN = written_plans()


@pytest.mark.parametrize("plan", [*WRITTEN.values(), compose(3), compose(8)], ids=lambda plan: plan.name)
def test_page_texts_are_those_of_the_text_layer(plan: Plan) -> None:
    printed = typeset(plan)
    pages = json.loads(truth_files(printed)["pages.json"])["pages"]
    with pdfplumber.open(io.BytesIO(print_plan(printed))) as pdf:
        assert len(pdf.pages) == len(pages)
        for page, told in zip(pdf.pages, pages, strict=True):
            found = sorted(word["text"] for word in page.extract_words())
            words = sorted(word for passage in told["passages"] for word in passage["text"].split())
            assert found == words


def test_a_cell_box_holds_the_words_of_its_cell() -> None:
    printed = typeset(WRITTEN["87-KH-SNN-cai-cach-hanh-chinh-2024"])
    tables = json.loads(truth_files(printed)["pages.json"])["tables"]
    checked = 0
    with pdfplumber.open(io.BytesIO(print_plan(printed))) as pdf:
        for table in tables:
            for cell in table["cells"]:
                for part in cell["parts"]:
                    inside = pdf.pages[part["page"] - 1].crop(part["box"], strict=False).extract_words()
                    assert sorted(w["text"] for w in inside) == sorted(part["text"].split())
                    checked += 1
    assert checked > 80


def test_parts_of_a_cut_cell_make_up_the_cell() -> None:
    printed = typeset(WRITTEN["12-KH-UBND-chuyen-doi-so-2025"])
    cut = [cell for cell in printed.tables[0].cells if len(cell.parts) > 1]
    assert cut
    for cell in cut:
        assert " ".join(part.text for part in cell.parts).split() == cell.text.split()


@pytest.mark.parametrize("seed", range(6))
def test_every_row_of_the_plan_is_a_row_of_the_truth(seed: int) -> None:
    plan = compose(seed, Wishes(kind=TableKind.TASKS, n_rows=25))
    (table,) = (b for b in plan.blocks if isinstance(b, Table) and b.kind is TableKind.TASKS)
    rows = [row for row in task_rows(typeset(plan)) if row["source"] == "table"]
    assert len(rows) == 25
    place = [column.field for column in table.columns].index("task")
    assert [r["task"] for r in rows] == [r.cells[place] for r in table.rows if isinstance(r, DataRow)]
    assert all(row["section_path"] for row in rows) == any(isinstance(r, SectionRow) for r in table.rows)


def test_merged_cells_stand_in_every_row_they_cover() -> None:
    rows = task_rows(typeset(WRITTEN["87-KH-SNN-cai-cach-hanh-chinh-2024"]))
    by_ordinal = {row["ordinal"]: row for row in rows if row["source"] == "table"}
    assert by_ordinal["7"]["deadline_text"] == by_ordinal["6"]["deadline_text"] == "Quý II/2024"
    assert by_ordinal["11"]["lead"] == by_ordinal["10"]["lead"] == "Văn phòng Sở"


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_texts_are_composed_unicode(name: str) -> None:
    for content in truth_files(typeset(WRITTEN[name])).values():
        assert unicodedata.is_normalized("NFC", content)
