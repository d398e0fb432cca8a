"""Writes the review site: an index, a page a document, the pages' pictures."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import jinja2

from pipeline.review.view import DocumentView, Mark, read_views

LABELS = {
    "tasks": "Nhiệm vụ",
    "indicators": "Chỉ tiêu",
    "risks": "Rủi ro, cơ hội",
    "ordinal": "STT",
    "task": "Nội dung",
    "lead": "Chủ trì",
    "coordinating": "Phối hợp",
    "responsible": "Trách nhiệm",
    "deadline_text": "Thời hạn",
    "output": "Kết quả",
    "name": "Chỉ tiêu",
    "comparator": "So sánh",
    "value": "Giá trị",
    "unit": "Đơn vị",
    "text": "Nguyên văn",
    "risk": "Rủi ro, cơ hội",
    "measure": "Biện pháp",
    "action": "Hành động",
    "effectiveness": "Hiệu lực",
}


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page of a document as a picture file beside its HTML. Sizes in points; `file` is "" without a picture."""

    page: int
    width: float
    height: float
    file: str
    marks: tuple[Mark, ...]


Pictures = Callable[[DocumentView, Path], Sequence[tuple[int, float, float, str]]]
"""Writes a document's page pictures into a folder; gives (page, width, height, file name) of each, sizes in points."""


def build_site(dataset: Path, site: Path, pictures: Pictures) -> int:
    """Write the site for `dataset` into the folder `site`; gives the number of documents.

    Files of an earlier site are overwritten, others in the folder are left alone.

    Raises:
        FileNotFoundError: there is no dataset in that folder.
    """
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("pipeline.review"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    site.mkdir(parents=True, exist_ok=True)
    with resources.as_file(resources.files("pipeline.review") / "assets") as assets:
        for asset in sorted(assets.iterdir()):
            shutil.copyfile(asset, site / asset.name)
    documents = []
    for view in read_views(dataset):
        folder = site / view.doc_id
        folder.mkdir(exist_ok=True)
        pages = _pages(view, pictures(view, folder))
        html = environment.get_template("document.html.j2").render(document=view, pages=pages, labels=LABELS)
        (folder / "index.html").write_text(html, encoding="utf-8")
        documents.append(view)
    index = environment.get_template("index.html.j2").render(documents=documents, labels=LABELS)
    (site / "index.html").write_text(index, encoding="utf-8")
    return len(documents)


def _pages(view: DocumentView, drawn: Sequence[tuple[int, float, float, str]]) -> list[PagePicture]:
    """Pages with their marks; where no picture could be made, the marks still get a sheet of their own size."""
    by_page: dict[int, list[Mark]] = {}
    for mark in view.marks:
        by_page.setdefault(mark.page, []).append(mark)
    sizes = {page: (width, height, file) for page, width, height, file in drawn}
    pages = []
    for page in range(1, view.n_pages + 1):
        marks = tuple(by_page.get(page, ()))
        default = (max([595.0, *(m.x1 for m in marks)]), max([842.0, *(m.y1 for m in marks)]), "")
        width, height, file = sizes.get(page, default)
        pages.append(PagePicture(page, width, height, file, marks))
    return pages
