"""From a plan and a wish (digital, L1, L2, L3, garbage) to the bytes of a PDF and its truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from samples.degrade import Level, Placement, Scan
from samples.layered import LayerWord, garbled_layer, write_layered
from samples.plan import Plan
from samples.printing import print_plan
from samples.scanning import ScanOrder, scan_plan, write_scans
from samples.sheets import PrintedPlan, Sheet
from samples.truth import write_truth
from samples.typesetting import typeset


class Form(StrEnum):
    """What kind of PDF to make."""

    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    WORN = "worn"
    DIGITAL = "digital"
    GARBAGE = "garbage"
    """The pictures of L2 with an invisible text layer as by an OCR without Vietnamese."""


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """A document ready to be written."""

    printed: PrintedPlan
    pdf: bytes
    placements: tuple[Placement, ...] = ()

    def write(self, folder: Path, stem: str, truth_folder: Path) -> Path:
        """Writes `<folder>/<stem>.pdf` and the truth into `truth_folder`; tells the PDF's path."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{stem}.pdf"
        path.write_bytes(self.pdf)
        write_truth(truth_folder, self.printed, self.placements)
        return path


def order_for(form: Form, seed: int, dpi: float | None = None) -> ScanOrder:
    """How a form other than digital is scanned; at the level's own resolution where `dpi` is None."""
    level = Level.L2 if form is Form.GARBAGE else Level(str(form))
    poor = level is not Level.L1
    return ScanOrder(level, seed, dpi, stamped_appendix=level is Level.L2, show_through=poor)


def make_document(plan: Plan, form: Form, seed: int = 0, dpi: float | None = None) -> MadeDocument:
    """Sets, prints and, but for the digital form, scans a plan."""
    printed = typeset(plan)
    if form is Form.DIGITAL:
        return MadeDocument(printed, print_plan(printed))
    return make_scanned(printed, order_for(form, seed, dpi), garbled_layer_of if form is Form.GARBAGE else None)


TextLayer = Callable[[Sheet, Scan, int], list[LayerWord]]
"""What makes the words of a page's text layer: from the page as set, its scan, and the order's seed."""


def garbled_layer_of(sheet: Sheet, scanned: Scan, seed: int) -> list[LayerWord]:
    """The page's own words, garbled."""
    return garbled_layer(sheet, scanned.placement, seed)


def make_scanned(printed: PrintedPlan, order: ScanOrder, text_layer: TextLayer | None = None) -> MadeDocument:
    """Scans a set plan, with a text layer where one is given."""
    placements: list[Placement] = []

    def scans() -> Iterator[Scan]:
        for scanned in scan_plan(printed, order):
            placements.append(scanned.placement)
            yield scanned

    if text_layer is None:
        pdf = write_scans(scans(), order.jpeg_quality)
    else:
        pages = zip(printed.sheets, scans(), strict=True)
        layered = ((scanned, text_layer(sheet, scanned, order.seed)) for sheet, scanned in pages)
        pdf = write_layered(layered, order.jpeg_quality)
    return MadeDocument(printed, pdf, tuple(placements))
