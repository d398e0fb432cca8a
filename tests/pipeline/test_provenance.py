"""Where every field came from, on composed digital plans: the words of each value stand inside the boxes it names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pdfplumber
import pytest

from extractors.document import read_document
from extractors.layout import PageContent, Passage
from extractors.records import DocumentRecords, FieldSource, Indicator, Risk, Task
from pipeline.document import assemble
from pipeline.inputs import sha256_of
from pipeline.options import PageOptions, ReaderName
from pipeline.pages import count_pages, read_page
from pipeline.tasks import SourceFile
from samples.compose import Wishes, compose
from samples.making import Form, make_document
from samples.plan import TableKind

FIELDS = {
    Task: ("ordinal", "task", "lead", "coordinating", "responsible", "deadline_text", "output"),
    Risk: ("ordinal", "risk", "measure", "action", "deadline_text", "responsible", "effectiveness"),
    Indicator: ("text",),
}
HEADER = ("number", "doc_type", "issuer", "parent_issuer", "place", "title", "signer_title", "signer")


@dataclass(frozen=True)
class Plan:
    """A plan as read, and the words of each page with their middles as another program finds them."""

    records: DocumentRecords
    pages: list[PageContent]
    words: dict[int, list[tuple[str, float, float]]]


@pytest.fixture(scope="module", params=[(TableKind.TASKS, 3), (TableKind.RISKS, 8)], ids=["tasks", "risks"])
def plan(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Plan:
    kind, seed = request.param
    path = tmp_path_factory.mktemp("plans") / "plan.pdf"
    path.write_bytes(make_document(compose(seed, Wishes(n_rows=6, kind=kind)), Form.DIGITAL).pdf)
    source = SourceFile(path, sha256_of(path), path.stat().st_size)
    options = PageOptions(reader=ReaderName.TESSERACT)
    pages = [read_page(source, page, options) for page in range(1, count_pages(source) + 1)]
    words: dict[int, list[tuple[str, float, float]]] = {}
    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            words[number] = [
                (word["text"], (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2)
                for word in page.extract_words()
            ]
    return Plan(read_document(assemble(tuple(pages))), pages, words)


def rows_of(records: DocumentRecords) -> list[Task | Risk | Indicator]:
    return [*records.tasks, *records.risks, *records.indicators]


def words_inside(plan: Plan, passage: Passage) -> Counter[str]:
    """The words that stand in the boxes of a passage."""
    geometry = {page.page: page.geometry for page in plan.pages}
    found: Counter[str] = Counter()
    for region in passage.regions:
        box = geometry[region.page].shown(region.box)
        found += Counter(text for text, x, y in plan.words[region.page] if box.contains(x, y))
    return found


def sources_of(sources: tuple[FieldSource, ...], field: str) -> list[Passage]:
    return [source.passage for source in sources if source.field == field]


def test_words_of_every_passage_stand_in_its_boxes(plan: Plan) -> None:
    seen: set[int] = set()
    for row in rows_of(plan.records):
        for source in row.sources:
            if id(source.passage) not in seen:
                seen.add(id(source.passage))
                missing = Counter(source.passage.text.split()) - words_inside(plan, source.passage)
                assert not missing, (source.field, source.passage.text)
    assert len(seen) > 20


def test_every_filled_field_says_where_it_came_from_and_says_nothing_else(plan: Plan) -> None:
    for row in rows_of(plan.records):
        for field in FIELDS[type(row)]:
            value = getattr(row, field)
            if not value:
                continue
            passages = sources_of(row.sources, field)
            assert passages, (field, value)
            printed = " ".join(passage.text for passage in passages)
            letters = Counter(character for character in printed.casefold() if character.isalnum())
            assert not Counter(c for c in value.casefold() if c.isalnum()) - letters, (field, value, printed)


def test_every_header_field_says_where_it_came_from(plan: Plan) -> None:
    for field in HEADER:
        value = getattr(plan.records.header, field)
        if value:
            printed = " ".join(passage.text for passage in sources_of(plan.records.header.sources, field))
            assert "".join(value.split()).casefold() in "".join(printed.split()).casefold(), field
