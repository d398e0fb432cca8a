"""The plans that row confidence is fitted on: composed, printed, scanned, and read page by page.

Making and reading them is what takes the time, so both are kept in a folder: `<form>-<seed>.pdf`, its truth, and its
pages as read. What comes after the pages (tables joined, repair, rows) is done anew each time.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.layout import PageContent
from pipeline.inputs import sha256_of
from pipeline.options import PageOptions
from pipeline.pages import count_pages, read_page
from pipeline.tasks import SourceFile
from samples.compose import compose
from samples.making import Form, make_document

Row = dict[str, Any]

# Poor scans are where rows go wrong: of six plans one is clean, two are poor and three are photocopies.
FORMS = (Form.L1, Form.L2, Form.L3, Form.L3, Form.L2, Form.L3)


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A composed plan as its scan was read; `rows` has the "tasks" and "risks" of its tables, and all "indicators"."""

    name: str
    form: Form
    pages: tuple[PageContent, ...]
    rows: dict[str, list[Row]]


def read_plans(folder: Path, seeds: Iterable[int], *, reread: bool) -> Iterator[ReadPlan]:
    """The plans of `seeds`, one form each; pages kept from an earlier run are taken unless `reread`."""
    for seed in seeds:
        form = FORMS[seed % len(FORMS)]
        yield _read_plan(folder, form, seed, reread=reread)


def _read_plan(folder: Path, form: Form, seed: int, *, reread: bool) -> ReadPlan:
    name = f"{form}-{seed}"
    pdf, truth, kept = folder / f"{name}.pdf", folder / f"{name}.truth", folder / f"{name}.pages"
    if not pdf.exists():
        make_document(compose(seed), form, seed).write(folder, name, truth)
    if reread or not kept.exists():
        source = SourceFile(pdf, sha256_of(pdf), pdf.stat().st_size)
        pages = tuple(read_page(source, page, PageOptions()) for page in range(1, count_pages(source) + 1))
        kept.write_bytes(pickle.dumps(pages))
    pages = pickle.loads(kept.read_bytes())  # noqa: S301 - this program's own file, in a folder of the caller's
    return ReadPlan(
        name, form, pages, {table: _table_rows(truth / f"{table}.jsonl") for table in ("tasks", "risks", "indicators")}
    )


def _table_rows(file: Path) -> list[Row]:
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []
    return [row for row in rows if file.stem == "indicators" or row.get("source", "table") == "table"]
