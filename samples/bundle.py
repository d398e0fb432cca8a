"""The documents that come with the project: data/raw, and their truth in samples/truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from samples.degrade import Level, Scan
from samples.layered import LayerWord, english_layer
from samples.making import MadeDocument, make_scanned
from samples.printing import print_plan
from samples.scanning import ScanOrder
from samples.sheets import Sheet
from samples.typesetting import typeset
from samples.written import written_plans

ROOT = Path(__file__).resolve().parent.parent
RAW = ROOT / "data" / "raw"
TRUTH = ROOT / "samples" / "truth"


@dataclass(frozen=True, slots=True)
class BundledDocument:
    """A plan by name and how it is scanned; not at all where `order` is None."""

    plan: str
    order: ScanOrder | None = None
    english_text_layer: bool = False


BUNDLED = (
    BundledDocument(
        "12-KH-UBND-chuyen-doi-so-2025",
        ScanOrder(Level.L1, seed=12, dpi=200, jpeg_quality=68, stamped_appendix=True),
    ),
    BundledDocument("03-KH-TTYT-rui-ro-co-hoi-2025", ScanOrder(Level.L2, seed=3, jpeg_quality=40)),
    BundledDocument(
        "87-KH-SNN-cai-cach-hanh-chinh-2024",
        ScanOrder(Level.L3, seed=87, bilevel=True, show_through=True, turns=((2, 1),)),
    ),
    BundledDocument("215-KH-THCS-nam-hoc-2025-2026"),
    BundledDocument(
        "45-KH-BXD-pho-bien-phap-luat-2025",
        ScanOrder(Level.L2, seed=45, jpeg_quality=40),
        english_text_layer=True,
    ),
)


def make_bundled(document: BundledDocument) -> MadeDocument:
    """Makes one document. The garbage layer needs Tesseract `eng`."""
    printed = typeset(written_plans()[document.plan])
    if document.order is None:
        return MadeDocument(printed, print_plan(printed))
    return make_scanned(printed, document.order, english_layer_of if document.english_text_layer else None)


def english_layer_of(_sheet: Sheet, scanned: Scan, _seed: int) -> list[LayerWord]:
    """What Tesseract `eng` reads on the scan."""
    return english_layer(scanned)


def rebuild() -> Iterator[Path]:
    """Writes every bundled document and its truth anew; tells each file as it is written."""
    for document in BUNDLED:
        yield make_bundled(document).write(RAW, document.plan, TRUTH / document.plan)
