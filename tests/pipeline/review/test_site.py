"""The review site of a dataset that was written for it, looked at as HTML."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.review.site import build_site
from pipeline.review.view import compare, read_views

DOC_ID = "00000000000000aa"
HOSTILE = "<script>alert('x')</script> \"&' Văn phòng"


def dataset(folder: Path) -> Path:
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
    for name, row in tables.items():
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


@pytest.fixture
def page(tmp_path: Path) -> Elements:
    site = tmp_path / "site"
    assert build_site(dataset(tmp_path / "dataset"), site, lambda view, folder: [(2, 595.0, 842.0, "0002.jpg")]) == 1
    return Elements((site / DOC_ID / "index.html").read_text("utf-8"))


def test_a_field_and_its_box_on_the_page_name_each_other(page: Elements) -> None:
    (box,) = page.attributes("rect")
    assert (box["x"], box["y"], box["width"], box["height"]) == ("10.0", "20.0", "100.0", "20.0")
    assert box["data-row"] == f"{DOC_ID}-t0001"
    named = [cell for cell in page.attributes("td") if cell.get("data-cell") == box["data-cell"]]
    assert [cell["data-field"] for cell in named] == ["lead"]


def test_text_of_documents_is_shown_and_never_run(page: Elements) -> None:
    assert HOSTILE in page.text
    assert page.attributes("script") == [{"src": "../review.js"}]


def test_words_that_repair_changed_are_marked_with_what_was_read(page: Elements) -> None:
    (mark,) = page.attributes("mark")
    assert mark["title"] == "đọc được: phông"


def test_columns_that_no_row_has_are_left_out(page: Elements) -> None:
    fields = [cell["data-field"] for cell in page.attributes("td") if "data-field" in cell]
    assert fields == ["ordinal", "task", "lead", "output"]


def test_pages_without_a_picture_still_have_their_sheet(page: Elements) -> None:
    assert [figure["id"] for figure in page.attributes("figure")] == ["page-1", "page-2"]
    assert [picture["src"] for picture in page.attributes("img")] == ["0002.jpg"]


def test_a_folder_without_a_dataset_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="kehoach extract"):
        list(read_views(tmp_path))


def test_comparison_joins_equal_words_and_keeps_what_was_read() -> None:
    changes = compare("Vấn phông chủ trì", "Văn phòng chủ trì báo cáo")
    assert [(change.kind, change.text, change.before) for change in changes] == [
        ("changed", "Văn phòng", "Vấn phông"),
        ("same", "chủ trì", ""),
        ("added", "báo cáo", ""),
    ]
