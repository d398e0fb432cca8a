"""The filter behind `kehoach repair`: degraded lines in, repaired lines out, one for one, as they come."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BufferedIOBase
from itertools import groupby

from normalizers.repair import Damage, RepairedText, RepairedToken, Repairer
from normalizers.repair.diagnosis import Evidence
from normalizers.repair.plausibility import Likeness

_FADING = 0.97
"""What a line's evidence is worth one line later: about thirty lines tell how the text was damaged."""
_ENOUGH_WORDS = 150.0
"""Words seen from which on only some lines are looked at, as telling costs as much as repairing."""
_LOOK_EVERY = 6
_PIECE_CHARS = 30_000
"""Characters read at once: a line that is longer goes through in pieces, so that memory is bounded."""
_CHUNK_BYTES = 1 << 16
_TOGETHER_CHARS = 4_000
"""Characters of lines, at least, that are repaired together: more are not faster."""
_WHITE = re.compile(r"\s")
_RED, _GREEN, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or a part of a long one. `verbatim` marks the parts of a word too long to be one.

    `followed` tells that the next line has come already, so that nobody waits if this one waits for it.
    """

    text: str
    ends_line: bool = True
    verbatim: bool = False
    followed: bool = False


@dataclass(frozen=True, slots=True)
class RepairedPiece:
    """A piece after repair."""

    repaired: RepairedText
    ends_line: bool


class Arriving:
    """A UTF-8 stream as lines, which are given out as soon as they have come."""

    def __init__(self, source: BufferedIOBase) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._text = ""
        self._start = 0
        self._ended = False

    def readline(self, size: int) -> str:
        """The next line with its line feed, or as many as `size` characters of it; "" at the end."""
        while True:
            end = self._text.find("\n", self._start, self._start + size) + 1
            if not end and (self._ended or len(self._text) - self._start >= size):
                end = min(self._start + size, len(self._text))
            if end or self._ended:
                line = self._text[self._start : end]
                self._start = end
                return line
            data = self._source.read1(_CHUNK_BYTES)
            self._ended = not data
            self._text = self._text[self._start :] + self._decoder.decode(data, final=not data)
            self._start = 0

    @property
    def has_line(self) -> bool:
        """True where a whole line has come that was not given out yet."""
        return self._text.find("\n", self._start) >= 0


def read_pieces(source: Arriving) -> Iterator[Piece]:
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
            yield Piece(text, followed=source.has_line)
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
    """Each line, or piece of one, repaired before the next one is waited for.

    The damage is told from the line and those before it, so that a text that changes its kind is followed; so is
    whether it is Vietnamese at all. Lines that have come already are repaired together, each by itself: that is faster,
    and the same text comes out however it comes in.
    """
    telling = _Telling(repairer)
    waiting: list[_Told] = []
    for piece in pieces:
        waiting.append(telling.told(piece))
        if not piece.followed or sum(len(told.piece.text) for told in waiting) >= _TOGETHER_CHARS:
            yield from _repaired(waiting, repairer)
            waiting = []
    yield from _repaired(waiting, repairer)


@dataclass(frozen=True, slots=True)
class _Told:
    """A piece with what it and the pieces before it tell."""

    piece: Piece
    damage: Damage
    seen: Likeness


class _Telling:
    """Tells how pieces are damaged, from each and those before it."""

    def __init__(self, repairer: Repairer) -> None:
        self._repairer = repairer
        self._evidence, self._seen = Evidence(), Likeness()
        self._count = 0

    def told(self, piece: Piece) -> _Told:
        """The piece, the next of the stream, with what is known by now."""
        number, self._count = self._count, self._count + 1
        if piece.verbatim:
            return _Told(piece, Damage.CLEAN, self._seen)
        own = self._repairer.likeness(piece.text)
        self._seen = self._seen.followed_by(own, _FADING)
        untold = self._evidence.words < _ENOUGH_WORDS or number % _LOOK_EVERY == 0
        if untold and not own.is_foreign_among(self._seen):
            self._evidence = self._evidence.followed_by(self._repairer.evidence([piece.text]), _FADING)
        return _Told(piece, self._evidence.damage, self._seen)


def _repaired(waiting: Sequence[_Told], repairer: Repairer) -> Iterator[RepairedPiece]:
    for (damage, verbatim), group in groupby(waiting, key=lambda told: (told.damage, told.piece.verbatim)):
        members = list(group)
        texts = [told.piece.text for told in members]
        if verbatim:
            results = [RepairedText(text, ()) for text in texts]
        else:
            results = repairer.repair_all(texts, None, damage, before=[told.seen for told in members])
        for told, result in zip(members, results, strict=True):
            yield RepairedPiece(result, told.piece.ends_line)


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
