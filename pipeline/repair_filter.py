"""The filter behind `kehoach repair`: degraded lines in, repaired lines out, one for one, as they come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from normalizers.repair import RepairedText, RepairedToken, Repairer
from normalizers.repair.diagnosis import Evidence
from normalizers.repair.plausibility import Likeness

_FADING = 0.97
"""What a line's evidence is worth one line later: about thirty lines tell how the text was damaged."""
_ENOUGH_WORDS = 150.0
"""Words seen from which on only some lines are looked at, as telling costs as much as repairing."""
_LOOK_EVERY = 6
_PIECE_CHARS = 30_000
"""Characters read at once: a line that is longer goes through in pieces, so that memory is bounded."""
_WHITE = re.compile(r"\s")
_RED, _GREEN, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or a part of a long one. `verbatim` marks the parts of a word too long to be one."""

    text: str
    ends_line: bool = True
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class RepairedPiece:
    """A piece after repair."""

    repaired: RepairedText
    ends_line: bool


def read_pieces(source: TextIO) -> Iterator[Piece]:
    """The lines of a stream without their line feeds, long ones in pieces that begin and end with whole words."""
    carried, verbatim = "", False
    while chunk := source.readline(_PIECE_CHARS):
        text, ends = carried + chunk.removesuffix("\n"), chunk.endswith("\n")
        carried = ""
        if verbatim:
            gap = _WHITE.search(text)
            end = gap.start() if gap else len(text)
            yield Piece(text[:end], ends and not gap, verbatim=True)
            if not gap:
                verbatim = not ends
                continue
            text, verbatim = text[end:], False
        if ends:
            yield Piece(text)
            continue
        last = len(text.rstrip()) if text[-1:].isspace() else max(text.rfind(" "), text.rfind("\t"))
        if last <= 0 and len(text) >= _PIECE_CHARS:
            verbatim = True
            yield Piece(text, ends_line=False, verbatim=True)
        else:
            last = max(last, 0)
            carried = text[last:]
            if last:
                yield Piece(text[:last], ends_line=False)
    if carried:
        yield Piece(carried)


def repair_stream(pieces: Iterable[Piece], repairer: Repairer) -> Iterator[RepairedPiece]:
    """Each line, or piece of one, repaired before the next one is asked for.

    The damage is told from the line and those before it, so that a text that changes its kind is followed; so is
    whether it is Vietnamese at all.
    """
    evidence, seen = Evidence(), Likeness()
    for number, piece in enumerate(pieces):
        if piece.verbatim:
            yield RepairedPiece(RepairedText(piece.text, ()), piece.ends_line)
            continue
        own = repairer.likeness(piece.text)
        seen = seen.followed_by(own, _FADING)
        if (evidence.words < _ENOUGH_WORDS or number % _LOOK_EVERY == 0) and not own.is_foreign_among(seen):
            evidence = evidence.followed_by(repairer.evidence([piece.text]), _FADING)
        repaired = repairer.repair_all([piece.text], None, evidence.damage, before=seen)
        yield RepairedPiece(repaired[0], piece.ends_line)


@dataclass(frozen=True, slots=True)
class LineForm:
    """How repaired lines are written: with their confidence as a second column, with changes shown."""

    confidence: bool = False
    changes: bool = False
    colour: bool = False


def written(pieces: Iterable[RepairedPiece], form: LineForm) -> Iterator[str]:
    """What to write for each piece, a line feed after each line.

    The confidence of a line is that of its least certain word.
    """
    least = 1.0
    for piece in pieces:
        text = _with_changes(piece.repaired, form.colour) if form.changes else piece.repaired.text
        least = min(least, piece.repaired.confidence)
        if not piece.ends_line:
            yield text
            continue
        yield f"{text}\t{least:.4f}\n" if form.confidence else f"{text}\n"
        least = 1.0


def _with_changes(repaired: RepairedText, colour: bool) -> str:
    """The text with what was taken out and what was put in: "[-đối-]{+đổi+}"."""
    if not any(token.changed for token in repaired.tokens):
        return repaired.text
    words = iter(re.split(r"(\s+)", repaired.text))
    shown: list[str] = []
    for token in repaired.tokens:
        # A token may be several words after repair; the spaces between tokens are the text's own.
        parts = re.split(r"(\s+)", token.text)
        taken = 0
        while taken < len(parts):
            part = next(words)
            if not taken and not part.strip():
                shown.append(part)
                continue
            taken += 1
        shown.append(_change(token, colour) if token.changed else token.text)
    return "".join([*shown, *words])


def _change(token: RepairedToken, colour: bool) -> str:
    if colour:
        return f"{_RED}{token.source}{_PLAIN}{_GREEN}{token.text}{_PLAIN}"
    return f"[-{token.source}-]{{+{token.text}+}}"
