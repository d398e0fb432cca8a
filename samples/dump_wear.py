"""What wears on the blocks of a dump: blank lines, bars, specks, pieces of cells that come later, ordinals lost.

A block is what a dump keeps together: the lines of a cell, or of several cells read across. All shares are from 0 to 1.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

SPECKS = (".", ":", "'", "-", "•", "|", "~", "^", "—", "i", "A", "Z", "£", ",", "..", ": :", ". .")
SMEARS = "eiornuclt1l;:.,'f{}()gaséAVS0"
BARS = ("|", "|", "|", "|", "!", "l", "I", "1", "]", "[", "|.")
ORDINAL = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})?|[IVX]{1,4}|[A-Za-z])[.)]?")


@dataclass(frozen=True, slots=True)
class Wear:
    """How rough a dump is. The default is tidy: whole blocks with blank lines between most of them.

    `glued` is the share of the blocks without a blank line after them, `broken` that of the lines within a block with
    one before them; `displaced` that of the blocks whose last lines come after the next block, `swapped` of those that
    come after it whole; `cut` of those that fall into two. `kept_bars` is the share of bars that are left, `odd_bars`
    of these that are read as other signs. `specks` is the share of lines with something that is none of theirs.
    `lost_ordinals` goes for ordinals alone in their block, `lost_headers` and `worn_headers` for pages. `offset` is by
    how much of a letter's size baselines may differ to be taken for one line. Of the words of tables `lost_words` is
    the share that is lost, `smeared` of those at which one to four words became signs and letters that say nothing,
    `strayed` of those that went to the end of the next line, whatever cell that is of.
    """

    glued: float = 0.1
    broken: float = 0.0
    displaced: float = 0.0
    swapped: float = 0.0
    cut: float = 0.0
    kept_bars: float = 0.85
    odd_bars: float = 0.0
    specks: float = 0.0
    lost_ordinals: float = 0.0
    lost_headers: float = 0.0
    worn_headers: float = 0.0
    offset: float = 0.5
    lost_words: float = 0.0
    smeared: float = 0.0
    strayed: float = 0.0

    @property
    def spoils_words(self) -> bool:
        """True where words are lost, smeared or astray."""
        return self.lost_words + self.smeared + self.strayed > 0


TIDY = Wear()


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that a dump keeps together; `row` tells the row of the page that they are of, None outside tables."""

    lines: tuple[str, ...]
    row: int | None = None
    header: bool = False
    parted: bool = False
    """A blank line follows whatever the wear."""


def worn(blocks: Iterable[Block], wear: Wear, chance: random.Random) -> list[str]:
    """The lines of the blocks of a page, blank ones among them, as the wear leaves them."""
    kept = [block for block in _headers(blocks, wear, chance) if not _is_lost(block, wear, chance)]
    lines: list[str] = []
    strays: list[str] = []
    for block in _displaced(_swapped(kept, wear, chance), wear, chance):
        for index, line in enumerate(block.lines):
            if block.row is not None and index and chance.random() < wear.broken:
                lines.append("")
            lines.append(_speckled(line, wear, chance) if block.row is not None else line)
            if wear.spoils_words and block.row is not None:
                lines[-1], strays = _spoiled(lines[-1], strays, wear, chance)
        if block.lines and (block.parted or chance.random() >= wear.glued):
            lines.append("")
    return lines


def bar(wear: Wear, chance: random.Random) -> str:
    """What is left of a ruling line between two cells of a line: a bar between spaces, or a space."""
    if chance.random() >= wear.kept_bars:
        return " "
    sign = chance.choice(BARS) if chance.random() < wear.odd_bars else "|"
    return f" {sign} " if not wear.odd_bars or chance.random() < 0.8 else f" {sign}"


def _spoiled(line: str, strays: Sequence[str], wear: Wear, chance: random.Random) -> tuple[str, list[str]]:
    """A line of a table as its words are lost and smeared, with the strays of the line before; and its own strays."""
    kept: list[str] = []
    astray: list[str] = []
    smears = 0
    for word in line.split(" "):
        roll = chance.random() if len(word) > 1 or smears else 1.0
        if smears or roll < wear.smeared:
            smears = smears - 1 if smears else chance.randrange(4)
            kept.append("".join(chance.choice(SMEARS) for _ in range(max(1, len(word) + chance.randrange(-1, 3)))))
        elif roll < wear.smeared + wear.strayed:
            astray.append(word)
        elif roll >= wear.smeared + wear.strayed + wear.lost_words:
            kept.append(word)
    return " ".join([*kept, *strays]), astray


def _headers(blocks: Iterable[Block], wear: Wear, chance: random.Random) -> list[Block]:
    """The blocks; of the header some cells or all are lost, or out of order."""
    found = list(blocks)
    places = [index for index, block in enumerate(found) if block.header]
    if not places:
        return found
    roll = chance.random()
    if roll < wear.lost_headers:
        return [block for block in found if not block.header]
    if roll < wear.lost_headers + wear.worn_headers:
        shown = [found[index] for index in places]
        if chance.random() < 0.5 and places[-1] - places[0] == len(places) - 1:
            chance.shuffle(shown)
        else:
            lost = chance.randrange(len(shown))
            shown[lost] = replace(shown[lost], lines=())
        for index, block in zip(places, shown, strict=True):
            found[index] = block
    return found


def _is_lost(block: Block, wear: Wear, chance: random.Random) -> bool:
    alone = block.row is not None and not block.header and len(block.lines) == 1
    return alone and ORDINAL.fullmatch(block.lines[0]) is not None and chance.random() < wear.lost_ordinals


def _swapped(blocks: Sequence[Block], wear: Wear, chance: random.Random) -> list[Block]:
    """Blocks of one row, some in the place of the next one."""
    found = list(blocks)
    for index in range(len(found) - 1):
        same = found[index].row is not None and found[index].row == found[index + 1].row
        if same and not found[index].header and chance.random() < wear.swapped:
            found[index], found[index + 1] = found[index + 1], found[index]
    return found


def _displaced(blocks: Sequence[Block], wear: Wear, chance: random.Random) -> list[Block]:
    """Blocks of which some are cut, and the last lines of some come after the block that follows."""
    found: list[Block] = []
    held: Block | None = None
    for block in blocks:
        pieces = [block]
        n = len(block.lines)
        if block.row is not None and not block.header and n > 1:
            roll = chance.random()
            place = chance.randrange(1, n)
            first, last = replace(block, lines=block.lines[:place]), replace(block, lines=block.lines[place:])
            if roll < wear.displaced and held is None:
                found.append(first)
                held = last
                continue
            if roll < wear.displaced + wear.cut:
                pieces = [replace(first, parted=True), last]
        found += pieces
        if held is not None:
            found.append(held)
            held = None
    return found if held is None else [*found, held]


def _speckled(line: str, wear: Wear, chance: random.Random) -> str:
    if not line or chance.random() >= wear.specks:
        return line
    words = line.split(" ")
    place = chance.choice((0, len(words), chance.randrange(len(words) + 1)))
    return " ".join([*words[:place], chance.choice(SPECKS), *words[place:]])
