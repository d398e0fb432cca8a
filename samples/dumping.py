"""A set plan as a text dump: what is left where a program wrote the words of the pages down without their places.

Decides how the parts of a dump go together: the order of the words (dump_orders), what wears on the lines (dump_wear),
and what became of the letters (dump_letters); and which of these go together in the kinds of dumps that are met with.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from enum import StrEnum

from samples.dump_letters import Loss, garbled
from samples.dump_orders import Order, Reading, page_blocks, roles_of
from samples.dump_wear import TIDY, Block, Wear, worn
from samples.sheets import PrintedPlan

__all__ = ["Dumping", "Kind", "Loss", "Order", "Reading", "Wear", "dump", "dumping_of"]


@dataclass(frozen=True, slots=True)
class Dumping:
    """How a plan is dumped. `form_feeds` are False where pages are parted by a space at the head of a line.

    `displaced` is the share of the pages of which a paragraph stands at the wrong end.
    """

    order: Order
    loss: Loss = Loss.NONE
    seed: int = 0
    form_feeds: bool = True
    wear: Wear = TIDY
    heads: bool = True
    parts: bool = False
    joined: float = 0.0
    displaced: float = 0.0


class Kind(StrEnum):
    """Kinds of rough dumps, by what is hardest in them."""

    LINES = "lines"
    """Lines across the columns with bars and specks on most pages, cells on the others; letters read as English."""
    CELLS = "cells"
    """Cells one after the other, blank lines anywhere; letters read as English."""
    BANDS = "bands"
    """Cells one after the other, neighbours read as one; letters with two marks dropped."""
    PIECES = "pieces"
    """Pieces of cells in odd order, most ordinals lost; letters taken for digits."""
    DISPLACED = "displaced"
    """Blocks of the narrative and last lines of cells that come later; letters taken for strokes."""
    DOWN = "down"
    """Down the columns, each with its header; all letters right."""
    DOWN_PARTS = "down-parts"
    """Down the columns from section row to section row, the header before; letters read as English."""


def dumping_of(kind: Kind, seed: int) -> Dumping:
    """A dump of this kind: what a kind leaves open varies with the seed."""
    chance = random.Random(f"{kind}-{seed}")  # noqa: S311
    form_feeds = chance.random() < 0.5
    habits = {
        Kind.LINES: Dumping(
            Order.MIXED,
            Loss.ENGLISH,
            wear=Wear(
                broken=chance.choice((0.0, 0.03, 0.06)),
                kept_bars=chance.uniform(0.7, 0.95),
                odd_bars=0.08,
                specks=0.08,
                lost_ordinals=0.5,
                worn_headers=0.3,
                offset=chance.choice((0.5, 0.62)),
            ),
        ),
        Kind.CELLS: Dumping(
            Order.CELLS,
            Loss.ENGLISH,
            wear=Wear(glued=0.15, broken=0.03, specks=0.02, lost_ordinals=0.05, lost_headers=0.2, worn_headers=0.2),
        ),
        Kind.BANDS: Dumping(
            Order.BANDS,
            Loss.DROPPED,
            joined=0.35,
            wear=Wear(glued=0.3, broken=0.02, cut=0.1, specks=0.03, worn_headers=0.3),
        ),
        Kind.PIECES: Dumping(
            Order.CELLS,
            Loss.DIGITS,
            wear=Wear(
                glued=0.25, displaced=0.06, swapped=0.05, cut=0.12, specks=0.03, lost_ordinals=0.6, worn_headers=0.5
            ),
        ),
        Kind.DISPLACED: Dumping(
            Order.CELLS, Loss.STROKES, displaced=0.7, wear=Wear(glued=0.2, displaced=0.12, specks=0.03)
        ),
        Kind.DOWN: Dumping(
            Order.DOWN,
            joined=0.3,
            wear=Wear(glued=chance.choice((0.1, 0.1, 0.4)), broken=0.01, worn_headers=0.1),
        ),
        Kind.DOWN_PARTS: Dumping(
            Order.DOWN,
            Loss.ENGLISH,
            heads=False,
            parts=chance.random() < 0.7,
            joined=0.3,
            wear=Wear(glued=chance.choice((0.1, 0.3)), broken=0.02, specks=0.02, worn_headers=0.2),
        ),
    }[kind]
    return replace(habits, seed=seed, form_feeds=form_feeds)


def dump(printed: PrintedPlan, dumping: Dumping) -> str:
    """The dump of all pages; the same for the same seed."""
    chance, letters = random.Random(dumping.seed), random.Random(f"letters-{dumping.seed}")  # noqa: S311
    roles = roles_of(printed)
    reading = Reading(dumping.order, dumping.heads, dumping.parts, dumping.joined)
    pages = []
    for sheet in printed.sheets:
        blocks = list(page_blocks(sheet, reading, roles, dumping.wear, chance))
        if chance.random() < dumping.displaced:
            blocks = _one_moved(blocks, chance)
        pages.append(garbled("\n".join(worn(blocks, dumping.wear, chance)), dumping.loss, letters))
    return ("\n\f" if dumping.form_feeds else "\n ").join(page.strip("\n") for page in pages) + "\n"


def _one_moved(blocks: list[Block], chance: random.Random) -> list[Block]:
    """The blocks of a page with some lines outside its tables moved to its top or its foot."""
    places = [index for index, block in enumerate(blocks) if block.row is None and len(block.lines) > 6]
    if not places:
        return blocks
    index = chance.choice(places)
    lines = blocks[index].lines
    start = chance.randrange(1, len(lines) - 3)
    end = start + chance.randrange(1, 4)
    moved = Block(lines[start:end], parted=True)
    left = [
        *blocks[:index],
        Block(lines[:start], parted=True),
        Block(lines[end:], parted=True),
        *blocks[index + 1 :],
    ]
    return [moved, *left] if chance.random() < 0.5 else [*left, moved]
