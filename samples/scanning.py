"""From a set plan to a PDF of scans: stamps and signs the pages, degrades them, writes pictures into a PDF."""

from __future__ import annotations

import io
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from samples.degrade import LEVEL_DPI, Level, Scan, scan
from samples.marks import signature, stamp
from samples.printing import Picture, page_pictures
from samples.sheets import PrintedPlan

EPOCH = time.gmtime(0)
"""The date that PDFs carry, so that they do not depend on the day."""

BILEVEL_SHARE = 0.6
"""Of photocopies; the others are kept in gray."""


@dataclass(frozen=True, slots=True)
class ScanOrder:
    """What to do with a plan's pages.

    `turns` are clockwise quarter turns by page, as ((2, 1), (5, 2)). `bilevel` None lets the seed decide for
    photocopies. `dpi` and `jpeg_quality` are the level's own where None.
    """

    level: Level
    seed: int = 0
    dpi: float | None = None
    jpeg_quality: int | None = None
    signed: bool = True
    stamped_appendix: bool = False
    show_through: bool = False
    bilevel: bool | None = None
    turns: tuple[tuple[int, int], ...] = field(default=())


def marked_pages(printed: PrintedPlan, dpi: float, order: ScanOrder) -> list[Picture]:
    """Clean pictures of the pages, stamped and signed; gray where nothing is in colour."""
    pages = page_pictures(printed.sheets, dpi)
    rng = np.random.default_rng([order.seed, 77])
    text = printed.plan.header.issuer.upper()
    for index, sheet in enumerate(printed.sheets):
        if order.signed and sheet.signature_at:
            x, y = sheet.signature_at
            pages[index] = signature(pages[index], (x + float(rng.normal(4, 5)), y + float(rng.normal(0, 3))), dpi, rng)
            pages[index] = stamp(pages[index], text, (x - 46 + float(rng.normal(0, 5)), y), dpi, rng)
    if order.stamped_appendix:  # the "hanging" stamp (dấu treo) over the beginning of an appendix
        for table in printed.tables:
            first = table.cells[0].parts[0]
            if first.page > 1:
                corner = (first.box.x0 + float(rng.uniform(30, 90)), first.box.y0 - float(rng.uniform(0, 25)))
                pages[first.page - 1] = stamp(pages[first.page - 1], text, corner, dpi, rng)
    return pages


def scan_plan(printed: PrintedPlan, order: ScanOrder) -> list[Scan]:
    """Scans of the plan's pages, in order."""
    dpi = float(order.dpi or LEVEL_DPI[order.level])
    pages = marked_pages(printed, dpi, order)
    turns = dict(order.turns)
    bilevel = order.bilevel  # one copier a document
    if bilevel is None:
        share = BILEVEL_SHARE if order.level is Level.L3 else 0.0
        bilevel = bool(np.random.default_rng([order.seed, 78]).random() < share)
    scans: list[Scan] = []
    for index, page in enumerate(pages):
        behind = pages[index + 1] if order.show_through and index + 1 < len(pages) else None
        scans.append(
            scan(
                page,
                order.level,
                order.seed * 1000 + index,
                dpi=dpi,
                behind=behind,
                bilevel=bilevel,
                quarter_turns=turns.get(index + 1, 0),
            )
        )
    return scans


def write_scans(scans: Sequence[Scan], jpeg_quality: int | None = None) -> bytes:
    """A PDF with a picture a page: JPEG, or CCITT group 4 where all pages are black and white."""
    bilevel = all(scanned.bilevel for scanned in scans)
    pictures = [Image.fromarray(scanned.picture) for scanned in scans]
    if bilevel:
        pictures = [picture.convert("1", dither=Image.Dither.NONE) for picture in pictures]
    buffer = io.BytesIO()
    pictures[0].save(
        buffer,
        "PDF",
        save_all=True,
        append_images=pictures[1:],
        resolution=scans[0].dpi,
        creationDate=EPOCH,
        modDate=EPOCH,
        producer="",
        **({} if bilevel else {"quality": jpeg_quality or scans[0].jpeg_quality}),
    )
    return buffer.getvalue()
