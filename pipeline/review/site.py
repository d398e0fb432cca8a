"""Writes the review site: an index, a page a document, the pages' pictures."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import jinja2

from pipeline.review.failures import FailedFile
from pipeline.review.labels import attribute, label
from pipeline.review.pictures import DrawnPage
from pipeline.review.view import ROW_TABLES, DocumentView, Mark, PageView, read_views

DOUBTFUL_BELOW = 0.6
"""A cell less sure than this is coloured. Cells have no calibrated confidence; the row's `needs_review` decides."""

A4_POINTS = (595.0, 842.0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a document as it stands beside the rows, upright. Sizes in points; `file` is "" without a picture."""

    page: int
    width: float
    height: float
    file: str
    failure: str
    marks: tuple[Mark, ...]


Pictures = Callable[[DocumentView, Path], Sequence[DrawnPage]]
"""Writes a document's page pictures into a folder."""


def build_site(dataset: Path, site: Path, pictures: Pictures, failed: Sequence[FailedFile] = ()) -> int:
    """Write the site for `dataset` into the folder `site`; gives the number of documents.

    Files of an earlier site are overwritten, others in the folder are left alone.

    Raises:
        NoInputFound: there is no dataset in that folder.
    """
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("pipeline.review"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"t": label, "attr": attribute, "doubtful_below": DOUBTFUL_BELOW}
    views = read_views(dataset)
    site.mkdir(parents=True, exist_ok=True)
    with resources.as_file(resources.files("pipeline.review") / "assets") as assets:
        for asset in sorted(assets.iterdir()):
            shutil.copyfile(asset, site / asset.name)
    documents = []
    for view in views:
        folder = site / view.doc_id
        folder.mkdir(exist_ok=True)
        sheets = _sheets(view, pictures(view, folder))
        html = environment.get_template("document.html.j2").render(document=view, sheets=sheets)
        (folder / "index.html").write_text(html, encoding="utf-8")
        documents.append(view)
    totals = {table: sum(view.count(table) for view in documents) for table in ROW_TABLES}
    index = environment.get_template("index.html.j2").render(documents=documents, totals=totals, failed=failed)
    (site / "index.html").write_text(index, encoding="utf-8")
    return len(documents)


def _sheets(view: DocumentView, drawn: Sequence[DrawnPage]) -> list[Sheet]:
    """Pages with their marks; where no picture could be made, the marks still get a sheet of the page's size."""
    by_page: dict[int, list[Mark]] = {}
    for mark in view.marks:
        by_page.setdefault(mark.page, []).append(mark)
    pictures = {picture.page: picture for picture in drawn}
    read: dict[int, PageView] = {page.page: page for page in view.pages}
    sheets = []
    for page in range(1, view.n_pages + 1):
        own = read.get(page)
        marks = by_page.get(page, [])
        picture = pictures.get(page)
        if own is not None:
            marks = [mark.turned(own.quarter_turns, own.width, own.height) for mark in marks]
            width, height = (own.width, own.height)[:: -1 if own.quarter_turns % 2 else 1]
        else:
            width, height = A4_POINTS
        picture = picture or DrawnPage(page, width, height, "")
        failure = own.failure if own is not None else ""
        shown = tuple(sorted(marks, key=_area, reverse=True))
        sheets.append(Sheet(page, picture.width, picture.height, picture.file, failure, shown))
    return sheets


def _area(mark: Mark) -> float:
    """The small ones are drawn last, so that they lie on top and can be clicked."""
    return (mark.x1 - mark.x0) * (mark.y1 - mark.y0)
