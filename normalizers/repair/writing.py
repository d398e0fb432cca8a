"""Writes decoded texts back: a word is rewritten only where that is sure enough for the kind of damage at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from normalizers.repair.calibration import Calibration
from normalizers.repair.calibration import Evidence as WordEvidence
from normalizers.repair.codes import mended_code
from normalizers.repair.collocations import word_behind_digits
from normalizers.repair.formulas import with_formulas
from normalizers.repair.lexicon import NUMBER, Lexicon
from normalizers.repair.reading import LaidOutText, Piece, Reading
from normalizers.repair.tokens import Case, Kind, with_case
from normalizers.repair.types import Damage, RepairedText, RepairedToken
from normalizers.unicode import is_vietnamese_syllable

_CHANGE_KNOWN = {
    Damage.CLEAN: 0.98,
    Damage.STRIPPED: 0.3,
    Damage.FOREIGN_READER: 0.3,
    Damage.VIETNAMESE_READER: 0.5,
}
"""Probability from which a known syllable, as read, is rewritten."""
_CHANGE_UNKNOWN = {
    Damage.CLEAN: 0.9,
    Damage.STRIPPED: 0.2,
    Damage.FOREIGN_READER: 0.2,
    Damage.VIETNAMESE_READER: 0.3,
}
"""The same for what is no known syllable."""
_CHANGE_LETTER = 0.9
"""The same for a single letter that a good reader read: it is a speck as often as what is left of a word."""
_ACCENTS_LOST = (Damage.STRIPPED, Damage.FOREIGN_READER)
_READ = (Damage.FOREIGN_READER, Damage.VIETNAMESE_READER)
_ODD_SIGNS = frozenset("&¢€@§£©®°¬{}|\\^_`~#$¥«»")
"""Signs that readers make of letters, and that plans hardly use."""
_ENDS = (".", ",", ";", ":")
_FLAG_BELOW = 0.8
"""Words less sure than this are flagged."""
_UNREAD = 0.2
"""Confidence in a word that is neither known nor near enough to one."""


class Writer:
    """Writes decoded texts back, changing only what is sure enough."""

    def __init__(
        self,
        reading: Reading,
        lexicon: Lexicon,
        damage: Damage,
        misspelt_acronyms: Mapping[str, str],
        calibration: Calibration,
    ) -> None:
        self._misspelt_acronyms = misspelt_acronyms if damage in _ACCENTS_LOST else {}
        self._reading = reading
        self._lexicon = lexicon
        self._damage = damage
        self._calibration = calibration

    def texts(self) -> list[RepairedText]:
        """All texts, in order."""
        return [self._text(laid_out) for laid_out in self._reading.texts]

    def outcomes(self) -> list[list[tuple[str, WordEvidence | None]]]:
        """All texts' words with what calibration is fitted on."""
        found = []
        for text, laid_out in zip(self.texts(), self._reading.texts, strict=True):
            words = [[piece for piece in pieces if piece.segment.kind is Kind.WORD] for pieces in laid_out.tokens]
            found.append(
                [
                    (token.text, self._evidence(own[0], *self._word(own[0])[:2]) if len(own) == 1 else None)
                    for token, own in zip(text.tokens, words, strict=True)
                ]
            )
        return found

    def _text(self, laid_out: LaidOutText) -> RepairedText:
        tokens: list[RepairedToken] = []
        for source, pieces in zip(
            (part for part in laid_out.parts if not part.isspace()), laid_out.tokens, strict=True
        ):
            token = self._token(source, pieces)
            if self._damage is Damage.FOREIGN_READER and source.isdecimal() and tokens:
                word = word_behind_digits(tokens[-1].text, source)
                token = RepairedToken(source, word, 0.9, False, "collocation") if word else token
            tokens.append(token)
        if self._damage in _READ:
            tokens = with_formulas(laid_out.parts, tokens)
        remaining = iter(tokens)
        written = [part if part.isspace() else next(remaining).text for part in laid_out.parts]
        return RepairedText("".join(written), tuple(tokens))

    def _token(self, source: str, pieces: Sequence[Piece]) -> RepairedToken:
        written: list[str] = []
        confidence, flagged, reason = 1.0, False, ""
        for index, piece in enumerate(pieces):
            segment = piece.segment
            text, sure, why = segment.text, 1.0, ""
            if self._lost_space(pieces, index):
                text, why = text + " ", "space"
            if segment.kind is Kind.WORD:
                text, sure, why = self._word(piece)
                sure = self._calibration.confidence(self._evidence(piece, text, sure))
            elif segment.kind is Kind.NUMBER and piece.doubtful:
                sure = self._reading.probability(piece.position, NUMBER)
                why = "perhaps a word" if sure < _FLAG_BELOW else ""
            elif segment.kind in (Kind.CODE, Kind.ACRONYM):
                text, sure, why = _code(self._misspelt_acronyms.get(text, text), text)
            written.append(text)
            confidence = min(confidence, sure)
            flagged = flagged or sure < _FLAG_BELOW
            reason = why or reason
        if self._damage in _READ and any(char in _ODD_SIGNS for char in source):
            confidence, flagged, reason = min(confidence, 0.5), True, reason or "odd sign"
        return RepairedToken(source, "".join(written), round(confidence, 4), flagged, reason)

    def _evidence(self, piece: Piece, text: str, probability: float) -> WordEvidence:
        segment, costs = piece.segment, self._reading.lattice.costs
        positions = [position for position in (piece.position, piece.second) if position >= 0]
        return WordEvidence(
            probability,
            changed=text != segment.text,
            known=segment.observed in self._lexicon.ids,
            nats=sum(float(costs[position, self._reading.best[position]]) for position in positions),
            letters=len(segment.observed),
            capital=segment.case is not Case.LOWER,
        )

    def _lost_space(self, pieces: Sequence[Piece], index: int) -> bool:
        """True where a reader ran two words together at the comma or full stop between them."""
        if self._damage not in _READ or pieces[index].segment.text not in _ENDS or not 0 < index < len(pieces) - 1:
            return False
        beside = (pieces[index - 1], pieces[index + 1])
        if any(piece.segment.kind is not Kind.WORD or len(piece.segment.text) < 2 for piece in beside):
            return False
        choices = [self._reading.choice(piece.position) for piece in beside]
        return all(
            is_vietnamese_syllable(self._lexicon.words[choice.word]) and choice.probability >= _FLAG_BELOW
            for choice in choices
        )

    def _word(self, piece: Piece) -> tuple[str, float, str]:
        """What to write for a word, how sure that is, and why."""
        segment, lexicon = piece.segment, self._lexicon
        choice = self._reading.choice(piece.position)
        if piece.second >= 0:
            return self._two_words(piece)
        if not lexicon.is_word(choice.word):
            return segment.text, min(choice.probability, 0.6), "unknown word"
        word = lexicon.words[choice.word]
        if word == segment.observed:
            return segment.text, choice.probability, ""
        known = lexicon.ids.get(segment.observed)
        least = (_CHANGE_UNKNOWN if known is None else _CHANGE_KNOWN)[self._damage]
        if len(segment.observed) == 1 and self._damage is Damage.VIETNAMESE_READER:
            least = max(least, _CHANGE_LETTER)
        if choice.probability >= least:
            return with_case(word, segment.case), choice.probability, "repaired"
        as_read = _UNREAD if known is None else self._reading.probability(piece.position, known)
        return segment.text, as_read, "uncertain"

    def _two_words(self, piece: Piece) -> tuple[str, float, str]:
        segment, lexicon = piece.segment, self._lexicon
        left, right = self._reading.choice(piece.position), self._reading.choice(piece.second)
        sure = min(left.probability, right.probability)
        if not (lexicon.is_word(left.word) and lexicon.is_word(right.word)) or sure < _CHANGE_UNKNOWN[self._damage]:
            return segment.text, _UNREAD, "uncertain"
        first = with_case(lexicon.words[left.word], segment.case)
        second = with_case(lexicon.words[right.word], Case.UPPER if segment.case is Case.UPPER else Case.LOWER)
        return f"{first} {second}", sure, "two words run together"


def _code(text: str, source: str) -> tuple[str, float, str]:
    code = mended_code(text)
    if code.doubtful:
        return code.text, 0.5, "number runs into letters"
    return code.text, 1.0, "code" if code.text != source else ""
