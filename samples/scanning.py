"""From a set plan to a PDF of scans: stamps and signs the pages, degrades them, writes pictures into a PDF."""

from __future__ import annotations

import io
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise

import numpy as np
from PIL import Image

from samples.degrade import LEVEL_DPI, Level, Scan, scan
from samples.marks import signature, stamp
from samples.printing import Picture, page_pictures
from samples.sheets import PrintedPlan

EPOCH = time.gmtime(0)
"""The date that PDFs carry, so that they do not depend on the day."""

PICTURES_AT_ONCE = 8

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


def marked_pages(printed: PrintedPlan, dpi: float, order: ScanOrder) -> Iterator[Picture]:
    """Clean pictures of the pages, stamped and signed; gray where nothing is in colour."""
    rng = np.random.default_rng([order.seed, 77])
    text = printed.plan.header.issuer.upper()
    firsts = {table.cells[0].parts[0].page: table.cells[0].parts[0].box for table in printed.tables}
    for sheet, clean in zip(printed.sheets, page_pictures(printed.sheets, dpi), strict=True):
        page = clean
        if order.signed and sheet.signature_at:
            x, y = sheet.signature_at
            page = signature(page, (x + float(rng.normal(4, 5)), y + float(rng.normal(0, 3))), dpi, rng)
            page = stamp(page, text, (x - 46 + float(rng.normal(0, 5)), y), dpi, rng)
        if order.stamped_appendix and sheet.page > 1 and sheet.page in firsts:
            box = firsts[sheet.page]  # the "hanging" stamp (dấu treo) over the beginning of an appendix
            corner = (box.x0 + float(rng.uniform(30, 90)), box.y0 - float(rng.uniform(0, 25)))
            page = stamp(page, text, corner, dpi, rng)
        yield page


def scan_plan(printed: PrintedPlan, order: ScanOrder) -> Iterator[Scan]:
    """Scans of the plan's pages, in order, one at a time in memory."""
    dpi = float(order.dpi or LEVEL_DPI[order.level])
    turns = dict(order.turns)
    bilevel = order.bilevel  # one copier a document
    if bilevel is None:
        share = BILEVEL_SHARE if order.level is Level.L3 else 0.0
        bilevel = bool(np.random.default_rng([order.seed, 78]).random() < share)
    pages = chain(marked_pages(printed, dpi, order), [None])
    for index, (page, behind) in enumerate(pairwise(pages)):
        if page is None:
            break
        yield scan(
            page,
            order.level,
            order.seed * 1000 + index,
            dpi=dpi,
            behind=behind if order.show_through else None,
            bilevel=bilevel,
            quarter_turns=turns.get(index + 1, 0),
        )


def write_scans(scans: Iterable[Scan], jpeg_quality: int | None = None) -> bytes:
    """A PDF with a picture a page: JPEG, or CCITT group 4 where the first page is black and white.

    Holds a handful of pictures at a time, so that documents may be long.
    """
    buffer = io.BytesIO()
    remaining = iter(scans)
    while some := list(islice(remaining, PICTURES_AT_ONCE)):
        pictures = [Image.fromarray(scanned.picture) for scanned in some]
        if some[0].bilevel:
            pictures = [picture.convert("1", dither=Image.Dither.NONE) for picture in pictures]
        pictures[0].save(
            buffer,
            "PDF",
            append=buffer.tell() > 0,
            save_all=True,
            append_images=pictures[1:],
            resolution=some[0].dpi,
            creationDate=EPOCH,
            modDate=EPOCH,
            producer="",
            **({} if some[0].bilevel else {"quality": jpeg_quality or some[0].jpeg_quality}),
        )
    return buffer.getvalue()
