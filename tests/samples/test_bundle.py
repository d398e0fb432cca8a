"""What comes with the project: small enough, complete, and what the generator makes today."""

import json

import pypdfium2
import pytest

from samples.bundle import BUNDLED, RAW, TRUTH, BundledDocument, make_bundled
from samples.truth import truth_files
from samples.typesetting import typeset
from samples.written import written_plans

SIZE_BOUND = 4_000_000
PAGE_BOUNDS = range(2, 6)


def test_bundled_documents_are_small() -> None:
    assert sum(path.stat().st_size for path in RAW.iterdir()) < SIZE_BOUND


@pytest.mark.parametrize("document", BUNDLED, ids=lambda document: document.plan)
def test_truth_is_what_the_generator_says(document: BundledDocument) -> None:
    told = truth_files(typeset(written_plans()[document.plan]))
    kept = {path.name: path.read_text("utf-8") for path in (TRUTH / document.plan).iterdir()}
    assert set(kept) == set(told)
    for name in set(told) - {"pages.json"}:
        assert kept[name] == told[name]
    assert json.loads(kept["pages.json"])["tables"] == json.loads(told["pages.json"])["tables"]


@pytest.mark.parametrize("document", BUNDLED, ids=lambda document: document.plan)
def test_bundled_pdf_has_the_pages_of_its_truth(document: BundledDocument) -> None:
    pages = json.loads((TRUTH / document.plan / "pages.json").read_text("utf-8"))["pages"]
    pdf = pypdfium2.PdfDocument(RAW / f"{document.plan}.pdf")
    assert len(pdf) == len(pages)
    assert len(pdf) in PAGE_BOUNDS
    for page, told in zip(pdf, pages, strict=True):
        size = (told["width"], told["height"])
        assert page.get_size() == pytest.approx(size if told["turned_deg"] % 180 == 0 else size[::-1], abs=1.0)
    pdf.close()


def test_the_digital_document_is_made_the_same_again() -> None:
    (document,) = (document for document in BUNDLED if document.order is None)
    assert make_bundled(document).pdf == make_bundled(document).pdf
