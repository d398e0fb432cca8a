"""One decoding of some texts: from words to a lattice, and from the likeliest candidates back to words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizers.repair.capitals import in_context, with_other
from normalizers.repair.context import suggestions
from normalizers.repair.decoder import Lattice, posteriors
from normalizers.repair.language_model import LanguageModel
from normalizers.repair.lexicon import UNKNOWN, Lexicon, Row
from normalizers.repair.pieces import TextPiece
from normalizers.repair.proposals import Proposer
from normalizers.repair.tokens import Kind, Segment, spaced
from normalizers.repair.types import Heard
from normalizers.unicode import nfc, trimmed

Cut = Callable[[str], list[Segment]]

_SURE_READER = 0.9
"""A reader's confidence from which a known word that goes together with its neighbours as read is not weighed."""


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
    """A text as words and spaces in turn, and each word's pieces; `heard` tells that its reader said how sure it is."""

    parts: tuple[str, ...]
    tokens: tuple[tuple[Piece, ...], ...]
    heard: bool = False


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
            yield from self.single_words_of(text)

    def single_words_of(self, text: LaidOutText) -> Iterator[tuple[Segment, Choice]]:
        """As above, of one of the texts."""
        for token in text.tokens:
            for piece in token:
                if piece.segment.kind is Kind.WORD and piece.second < 0:
                    yield piece.segment, self.choice(piece.position)


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of the text cut into segments, and what its reader says of it; `opening` is the break before it."""

    segments: Sequence[Segment]
    heard: Heard | None
    others: tuple[str, ...]
    opening: Row | None


@dataclass(frozen=True, slots=True)
class _Source:
    """What the candidates of a position with one word come from."""

    segment: Segment
    heard: Heard | None
    others: tuple[str, ...]


class _Layout:
    """Collects positions. A settled one has one candidate, which is what was read."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.breaks: list[bool] = []
        self.settled: list[bool] = []
        self.sources: dict[int, _Source] = {}

    def add(self, row: Row, is_break: bool = False, settled: bool = False) -> int:
        self.rows.append(row)
        self.breaks.append(is_break)
        self.settled.append(settled or is_break)
        return len(self.rows) - 1

    def lattice(self, places: Sequence[int] | NDArray[np.intp]) -> Lattice:
        """The lattice of some positions in order; where some between two are left out, it is parted."""
        rows = [self.rows[place] for place in places]
        width = max((len(ids) for ids, _ in rows), default=1)
        words = np.zeros((len(rows), width), np.int64)
        costs = np.full((len(rows), width), np.inf, np.float32)
        for place, (ids, own) in enumerate(rows):
            words[place, : len(ids)] = ids
            costs[place, : len(ids)] = own
        breaks = np.array(self.breaks, bool)[places]
        if rows:
            breaks[1:] |= np.diff(places) > 1
            breaks[0] |= places[0] > 0
        return Lattice(words, costs, breaks)

    def undecided(self) -> NDArray[np.intp]:
        """The positions that are not settled, with the two on either side that weigh on them in a trigram model."""
        open_ = ~np.array(self.settled, bool)
        near = open_.copy()
        for distance in (1, 2):
            near[distance:] |= open_[:-distance]
            near[:-distance] |= open_[distance:]
        return np.flatnonzero(near)


def read(
    pieces: Sequence[TextPiece],
    *,
    cut: Cut,
    lexicon: Lexicon,
    proposer: Proposer,
    model: LanguageModel,
    names: Mapping[str, int],
    suggest: bool = True,
) -> Reading:
    """Decodes the texts, each by itself; with `suggest`, words that only their neighbours suggest are weighed, too."""
    split = [spaced(nfc(piece.text)) for piece in pieces]
    texts = [_tokens(parts, piece, cut, lexicon) for parts, piece in zip(split, pieces, strict=True)]
    settled = _settled([token for text in texts for token in text], lexicon, model)
    settling = iter(settled)
    proposer.prepare(
        form
        for text in texts
        for token in text
        for segment in token.segments
        if segment.kind is not Kind.LITERAL and not next(settling)
        for form in _forms(segment, token.others, proposer)
    )
    layout = _Layout()
    laid_out = []
    settling = iter(settled)
    for parts, piece, text in zip(split, pieces, texts, strict=True):
        done: list[tuple[Piece, ...]] = []
        for token in text:
            if token.opening is not None:
                layout.add(token.opening, is_break=True)
            done.append(
                tuple(
                    _laid_out(
                        segment,
                        token,
                        layout,
                        settled=segment.kind is not Kind.LITERAL and next(settling),
                        lexicon=lexicon,
                        proposer=proposer,
                        names=names,
                    )
                    for segment in token.segments
                )
            )
        laid_out.append(LaidOutText(tuple(parts), tuple(done), piece.heard is not None))
    lattice, probabilities = _decoded(layout, proposer, model, names, suggest and proposer.weighs_all)
    best = probabilities.argmax(axis=1) if len(probabilities) else np.zeros(0, np.intp)
    return Reading(tuple(laid_out), lattice, probabilities, best, model)


def _tokens(parts: Sequence[str], piece: TextPiece, cut: Cut, lexicon: Lexicon) -> list[_Token]:
    found: list[_Token] = []
    new_line = True
    cuts = iter(in_context([cut(part) for part in parts if not part.isspace()]))
    for part in parts:
        if part.isspace():
            new_line = new_line or "\n" in part
            continue
        # A line that begins with a small letter goes on from the one before; any other is an item of its own.
        opens = new_line and (not found or not part[0].islower())
        new_line = False
        segments = next(cuts)
        heard = piece.heard[len(found)] if piece.heard is not None else None
        others = _alternatives(segments, heard, cut) if heard is not None else ()
        found.append(_Token(segments, heard, others, lexicon.opening(part) if opens else None))
    return found


def _forms(segment: Segment, others: Sequence[str], proposer: Proposer) -> Sequence[str]:
    """The forms that candidates are needed for."""
    if segment.kind is Kind.WORD:
        return (segment.observed, *others)
    return (trimmed(segment.text),) if segment.kind is Kind.NUMBER and proposer.may_be_word(segment.text) else ()


def _settled(tokens: Sequence[_Token], lexicon: Lexicon, model: LanguageModel) -> list[bool]:
    """For each segment that is no literal, whether there is nothing to weigh.

    So it is for a known word that its reader is sure of, and that goes together with its neighbours as read.
    """
    if not any(token.heard is not None for token in tokens):
        return [False] * sum(segment.kind is not Kind.LITERAL for token in tokens for segment in token.segments)
    ids: list[int] = []
    sure: list[bool] = []
    opening: list[bool] = []
    for token in tokens:
        if token.opening is not None:
            ids.append(int(token.opening[0][0]))
            sure.append(True)
            opening.append(True)
        heard = token.heard is not None and token.heard.confidence >= _SURE_READER and not token.others
        for segment in token.segments:
            if segment.kind is Kind.LITERAL:
                continue
            known = lexicon.ids.get(segment.observed) if segment.kind is Kind.WORD else lexicon.fixed_id(segment.kind)
            ids.append(UNKNOWN if known is None else known)
            sure.append(known is not None and (heard or segment.kind is not Kind.WORD))
            opening.append(False)
    words, opens = np.array(ids, np.int64), np.array(opening, bool)
    linked = np.ones(len(words) + 1, bool)
    linked[1:-1] = (model.bigram_places(words[:-1], words[1:]) >= 0) | opens[1:] | (opens & (words == UNKNOWN))[:-1]
    settled = np.array(sure, bool) & linked[:-1] & linked[1:]
    return list(settled[~opens].tolist())


def _decoded(
    layout: _Layout, proposer: Proposer, model: LanguageModel, names: Mapping[str, int], suggest: bool
) -> tuple[Lattice, NDArray[np.float32]]:
    """All positions' candidates and their probabilities; only what is not settled, and what is near it, is decoded."""
    places = layout.undecided()
    lattice = layout.lattice(places)
    probabilities = posteriors(lattice, model)
    if suggest and len(places):
        probabilities = _with_suggestions(
            layout, places, lattice, probabilities, proposer=proposer, model=model, names=names
        )
    whole = layout.lattice(range(len(layout.rows)))
    result = np.zeros(whole.costs.shape, np.float32)
    result[:, 0] = 1.0
    result[places] = 0.0
    result[places, : probabilities.shape[1]] = probabilities
    return whole, result


def _with_suggestions(
    layout: _Layout,
    places: NDArray[np.intp],
    lattice: Lattice,
    probabilities: NDArray[np.float32],
    *,
    proposer: Proposer,
    model: LanguageModel,
    names: Mapping[str, int],
) -> NDArray[np.float32]:
    """The probabilities after what words around suggest has joined the candidates in `layout`.

    `lattice` is that of `places`; only texts for which there are suggestions are decoded again.
    """
    forms = {
        row: layout.sources[place].segment.observed
        for row, place in enumerate(places.tolist())
        if place in layout.sources
    }
    found = suggestions(lattice, probabilities, forms, proposer.all_costs, model)
    if not found:
        return probabilities
    for suggestion in found:
        place = int(places[suggestion.position])
        source = layout.sources[place]
        candidates = proposer.proposal(source.segment.observed).first.with_more(suggestion.words, suggestion.costs)
        row = proposer.weighted(candidates, source.segment, source.heard, source.others, names)
        layout.rows[place] = with_other(row, source.segment)
    texts = np.cumsum(lattice.breaks)
    again = np.flatnonzero(np.isin(texts, texts[[suggestion.position for suggestion in found]]))
    wider = layout.lattice(places[again])
    width = max(probabilities.shape[1], wider.costs.shape[1])
    result = np.zeros((len(places), width), np.float32)
    result[:, : probabilities.shape[1]] = probabilities
    result[again] = 0.0
    result[again, : wider.costs.shape[1]] = posteriors(Lattice(wider.words, wider.costs, lattice.breaks[again]), model)
    return result


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
    token: _Token,
    layout: _Layout,
    *,
    settled: bool,
    lexicon: Lexicon,
    proposer: Proposer,
    names: Mapping[str, int],
) -> Piece:
    if segment.kind is not Kind.WORD:
        return _laid_out_literal(segment, layout, lexicon, proposer)
    confidence = token.heard.confidence if token.heard else 0.0
    if settled:
        return Piece(segment, layout.add(lexicon.known(segment.observed), settled=True), confidence=confidence)
    proposal = proposer.proposal(segment.observed)
    if proposal.second is not None:
        other = segment.other
        if other is not None and other.among is not True:
            # Among small letters nobody runs two words in capitals together.
            return _laid_out_literal(Segment(segment.text, other.kind, other.text), layout, lexicon, proposer)
        first = layout.add(proposal.first.row)
        return Piece(segment, first, layout.add(proposal.second.row))
    row = with_other(proposer.weighted(proposal.first, segment, token.heard, token.others, names), segment)
    layout.sources[len(layout.rows)] = _Source(segment, token.heard, token.others)
    return Piece(segment, layout.add(row), confidence=confidence)


def _laid_out_literal(segment: Segment, layout: _Layout, lexicon: Lexicon, proposer: Proposer) -> Piece:
    """What is no word: it takes no part, or stands for what is never touched, or is a number that may be a word."""
    if segment.kind is Kind.LITERAL:
        return Piece(segment)
    if segment.kind is Kind.NUMBER and proposer.may_be_word(segment.text):
        return Piece(segment, layout.add(proposer.number(segment.text)), doubtful=True)
    return Piece(segment, layout.add(lexicon.fixed(segment.kind), settled=True))
