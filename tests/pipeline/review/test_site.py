"""The review site of a dataset that was written for it, looked at as HTML."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.errors import NoDataset
from pipeline.review.failures import FailedFile
from pipeline.review.labels import LABELS
from pipeline.review.pictures import DrawnPage
from pipeline.review.site import build_site
from pipeline.review.view import HEADER_FIELDS, ROW_TABLES, Mark, compare, compare_lines, read_views

DOC_ID = "00000000000000aa"
SCRIPTS = ("language", "corrections", "review")
HOSTILE = "<script>alert('x')</script> \"&' Văn phòng"

PAGE = {
    "doc_id": DOC_ID,
    "page": 2,
    "width_pt": 842.0,
    "height_pt": 595.0,
    "rotation_deg": 270,
    "text_raw": "Vấn phòng\nNơi nhận",
    "text": "Văn phòng\nNơi nhận",
    "ocr_confidence": 0.9,
    "failure": "",
}


def dataset(folder: Path, turned: bool = False) -> Path:
    """A dataset of one document with one task; the cell that it came from was repaired."""
    row_id = f"{DOC_ID}-t0001"
    tables = {
        "documents": {
            "doc_id": DOC_ID,
            "source_name": "a.pdf",
            "number": "12/KH-UBND",
            "title": HOSTILE,
            "issuer": "UBND xã",
            "n_pages": 2,
            "confidence": 0.5,
            "needs_review": True,
        },
        "tasks": {
            "doc_id": DOC_ID,
            "row_id": row_id,
            "seq": 1,
            "page_first": 2,
            "ordinal": "1",
            "section_path": ["I. Chỉ đạo"],
            "task": HOSTILE,
            "lead": "Văn phòng",
            "coordinating": None,
            "responsible": None,
            "deadline_text": "",
            "output": "Báo cáo",
            "confidence": 0.25,
            "needs_review": True,
        },
        "cells": {
            "doc_id": DOC_ID,
            "row_id": row_id,
            "field": "lead",
            "page": 2,
            "x0": 10.0,
            "y0": 20.0,
            "x1": 110.0,
            "y1": 40.0,
            "text_raw": "Văn phông",
            "text": "Văn phòng",
            "ocr_confidence": 0.5,
            "repair_confidence": 0.9,
        },
    }
    for name, row in tables.items() if not turned else (tables | {"pages": PAGE}).items():
        path = folder / name / "plan_year=2025" / f"{DOC_ID}.parquet"
        path.parent.mkdir(parents=True)
        pq.write_table(pa.Table.from_pylist([row]), path)
    return folder


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def written(folder: Path, drawn: list[DrawnPage], **options: bool) -> Elements:
    site = folder / "site"
    failed = [FailedFile("<b>.pdf", "tệp hỏng", "damaged")]
    assert build_site(dataset(folder / "dataset", **options), site, lambda view, place: drawn, failed) == 1
    return Elements((site / DOC_ID / "index.html").read_text("utf-8"))


@pytest.fixture
def page(tmp_path: Path) -> Elements:
    return written(tmp_path, [DrawnPage(2, 595.0, 842.0, "0002.webp")])


def test_a_field_and_its_box_on_the_page_name_each_other(page: Elements) -> None:
    (box,) = page.attributes("rect")
    assert (box["x"], box["y"], box["width"], box["height"]) == ("10.0", "20.0", "100.0", "20.0")
    assert box["data-row"] == "t0001"
    named = [cell for cell in page.attributes("td") if cell.get("data-cell") == box["data-cell"]]
    assert [cell["data-field"] for cell in named] == ["lead"]


def test_text_of_documents_is_shown_and_never_run(page: Elements) -> None:
    assert HOSTILE in page.text
    assert {script["src"] for script in page.attributes("script")} == {f"../{n}.js" for n in SCRIPTS}
    assert "onerror" not in {name for _, attributes in page.found for name in attributes}


def test_words_that_repair_changed_are_marked_with_what_was_read(page: Elements) -> None:
    (mark,) = [mark for mark in page.attributes("mark") if "data-was" in mark]
    assert mark["data-was"] == mark["title"] == "phông"
    (cell,) = [cell for cell in page.attributes("td") if cell.get("data-raw")]
    assert (cell["data-raw"], cell["data-ocr"], cell["data-repair"]) == ("Văn phông", "50", "90")


def test_columns_that_no_row_has_are_left_out(page: Elements) -> None:
    fields = [str(cell["data-field"]) for cell in page.attributes("td") if "data-field" in cell]
    assert [field for field in fields if field not in HEADER_FIELDS] == ["ordinal", "task", "lead", "output"]


def test_pages_without_a_picture_still_have_their_sheet(page: Elements) -> None:
    assert [figure["id"] for figure in page.attributes("figure")] == ["page-1", "page-2"]
    assert [picture["src"] for picture in page.attributes("img")] == ["0002.webp"]


def test_a_page_that_lies_on_its_side_stands_upright_with_its_boxes(tmp_path: Path) -> None:
    page = written(tmp_path, [DrawnPage(2, 595.0, 842.0, "0002-turned-3.webp")], turned=True)
    (box,) = page.attributes("rect")
    assert (box["x"], box["y"], box["width"], box["height"]) == ("555.0", "10.0", "20.0", "100.0")
    assert "Văn phòng" in page.text  # of the page


@pytest.mark.parametrize("quarter_turns", range(4))
def test_turning_a_mark_there_and_back_changes_nothing(quarter_turns: int) -> None:
    mark = Mark("a", "b", "c", 1, 10.0, 20.0, 110.0, 40.0)
    size = (595.0, 842.0) if quarter_turns % 2 == 0 else (842.0, 595.0)
    assert mark.turned(quarter_turns, 595.0, 842.0).turned(4 - quarter_turns, *size) == mark


def test_the_list_names_what_could_not_be_read(tmp_path: Path) -> None:
    written(tmp_path, [])
    index = Elements((tmp_path / "site" / "index.html").read_text("utf-8"))
    assert "<b>.pdf" in index.text
    assert "tệp hỏng" in index.text


def test_everything_shown_has_words_in_both_languages() -> None:
    shown = {field for fields in ROW_TABLES.values() for field in fields} | {*ROW_TABLES, *HEADER_FIELDS}
    assert shown <= LABELS.keys()
    assert all(label.vi and label.en for label in LABELS.values())


def test_pages_are_compared_line_by_line_where_the_lines_correspond() -> None:
    changes = compare_lines("Vấn phòng\nNơi nhận", "Văn phòng\nNơi nhận")
    assert [(change.kind, change.text) for change in changes if change.text != "\n"] == [
        ("changed", "Văn"),
        ("same", "phòng"),
        ("same", "Nơi nhận"),
    ]
    assert [change.text for change in compare_lines("một", "một\nhai")] == ["một\nhai"]


def test_a_folder_without_a_dataset_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(NoDataset, match="kehoach extract"):
        list(read_views(tmp_path))


def test_comparison_joins_equal_words_and_keeps_what_was_read() -> None:
    changes = compare("Vấn phông chủ trì", "Văn phòng chủ trì báo cáo")
    assert [(change.kind, change.text, change.before) for change in changes] == [
        ("changed", "Văn phòng", "Vấn phông"),
        ("same", "chủ trì", ""),
        ("added", "báo cáo", ""),
    ]
