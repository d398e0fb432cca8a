"""One decoding of some texts: from words to a lattice, and from the likeliest candidates back to words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizers.repair.decoder import Lattice, posteriors
from normalizers.repair.language_model import LanguageModel
from normalizers.repair.lexicon import Lexicon, Row
from normalizers.repair.pieces import TextPiece
from normalizers.repair.proposals import Proposer
from normalizers.repair.tokens import Kind, Segment, spaced
from normalizers.repair.types import Heard
from normalizers.unicode import nfc, trimmed

Cut = Callable[[str], list[Segment]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment and its positions in the lattice: none for a literal (-1), two for what seems to be two words.

    `doubtful` marks a number that may be a misread word; `confidence` is the reader's in the whole token.
    """

    segment: Segment
    position: int = -1
    second: int = -1
    doubtful: bool = False
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class LaidOutText:
    """A text as words and spaces in turn, and each word's pieces."""

    parts: tuple[str, ...]
    tokens: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest candidate of a position, and its probability."""

    word: int
    probability: float


@dataclass(frozen=True)
class Reading:
    """Decoded texts."""

    texts: tuple[LaidOutText, ...]
    lattice: Lattice
    probabilities: NDArray[np.float32]
    best: NDArray[np.intp]
    model: LanguageModel

    def follows(self, first: Choice, second: Choice) -> bool:
        """True where the language model knows the second word to follow the first."""
        pair = np.array([first.word], np.int64), np.array([second.word], np.int64)
        return bool(self.model.bigram_places(*pair)[0] >= 0)

    def choice(self, position: int) -> Choice:
        """What the position was read as."""
        best = self.best[position]
        return Choice(int(self.lattice.words[position, best]), float(self.probabilities[position, best]))

    def probability(self, position: int, word: int) -> float:
        """How likely the position is that word."""
        return float(self.probabilities[position][self.lattice.words[position] == word].sum())

    def single_words(self) -> Iterator[tuple[Segment, Choice]]:
        """Each word that was read as one, with its choice."""
        for text in self.texts:
            for token in text.tokens:
                for piece in token:
                    if piece.segment.kind is Kind.WORD and piece.second < 0:
                        yield piece.segment, self.choice(piece.position)


class _Layout:
    """Collects positions."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.breaks: list[bool] = []

    def add(self, row: Row, is_break: bool = False) -> int:
        self.rows.append(row)
        self.breaks.append(is_break)
        return len(self.rows) - 1

    def lattice(self) -> Lattice:
        width = max((len(ids) for ids, _ in self.rows), default=1)
        words = np.zeros((len(self.rows), width), np.int64)
        costs = np.full((len(self.rows), width), np.inf, np.float32)
        for place, (ids, own) in enumerate(self.rows):
            words[place, : len(ids)] = ids
            costs[place, : len(ids)] = own
        return Lattice(words, costs, np.array(self.breaks, bool))


def read(
    pieces: Sequence[TextPiece],
    *,
    cut: Cut,
    lexicon: Lexicon,
    proposer: Proposer,
    model: LanguageModel,
    names: Mapping[str, int],
) -> Reading:
    """Decodes the texts, each by itself."""
    split = [spaced(nfc(piece.text)) for piece in pieces]
    cuts = [[cut(part) for part in parts if not part.isspace()] for parts in split]
    others = [
        [_alternatives(token, heard, cut) for token, heard in zip(tokens, piece.heard, strict=True)]
        if piece.heard is not None
        else [()] * len(tokens)
        for tokens, piece in zip(cuts, pieces, strict=True)
    ]
    proposer.prepare(form for own in others for forms in own for form in forms)
    proposer.prepare(
        segment.observed or trimmed(segment.text)
        for tokens in cuts
        for token in tokens
        for segment in token
        if segment.kind is Kind.WORD or (segment.kind is Kind.NUMBER and proposer.may_be_word(segment.text))
    )
    layout = _Layout()
    laid_out = []
    for parts, tokens, piece, other in zip(split, cuts, pieces, others, strict=True):
        done: list[tuple[Piece, ...]] = []
        new_line = True
        for part in parts:
            if part.isspace():
                new_line = new_line or "\n" in part
                continue
            if new_line and (not done or not part[0].islower()):
                # A line that begins with a small letter goes on from the one before; any other is an item of its own.
                layout.add(lexicon.opening(part), is_break=True)
            new_line = False
            heard = piece.heard[len(done)] if piece.heard is not None else None
            forms = other[len(done)]
            done.append(
                tuple(
                    _laid_out(segment, heard, forms, layout, lexicon=lexicon, proposer=proposer, names=names)
                    for segment in tokens[len(done)]
                )
            )
        laid_out.append(LaidOutText(tuple(parts), tuple(done)))
    lattice = layout.lattice()
    probabilities = posteriors(lattice, model)
    best = probabilities.argmax(axis=1) if len(probabilities) else np.zeros(0, np.intp)
    return Reading(tuple(laid_out), lattice, probabilities, best, model)


def _alternatives(token: Sequence[Segment], heard: Heard, cut: Cut) -> tuple[str, ...]:
    """The forms of the reader's alternatives of a token with one word, where they are one word in the same place."""
    if not heard.alternatives or sum(segment.kind is Kind.WORD for segment in token) != 1:
        return ()
    found = []
    for other in heard.alternatives:
        segments = cut(nfc(other))
        if [segment.kind for segment in segments] == [segment.kind for segment in token]:
            found += [segment.observed for segment in segments if segment.kind is Kind.WORD]
    return tuple(found)


def _laid_out(
    segment: Segment,
    heard: Heard | None,
    others: Sequence[str],
    layout: _Layout,
    *,
    lexicon: Lexicon,
    proposer: Proposer,
    names: Mapping[str, int],
) -> Piece:
    if segment.kind is Kind.LITERAL:
        return Piece(segment)
    if segment.kind is Kind.NUMBER and proposer.may_be_word(segment.text):
        return Piece(segment, layout.add(proposer.number(segment.text)), doubtful=True)
    if segment.kind is not Kind.WORD:
        return Piece(segment, layout.add(lexicon.fixed(segment.kind)))
    proposal = proposer.proposal(segment.observed)
    if proposal.second is not None:
        first = layout.add(proposal.first.row)
        return Piece(segment, first, layout.add(proposal.second.row))
    row = proposer.weighted(proposal.first, segment, heard, others, names)
    return Piece(segment, layout.add(row), confidence=heard.confidence if heard else 0.0)
