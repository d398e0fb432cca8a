"""Writes decoded texts back: a word is rewritten only where that is sure enough for the kind of damage at hand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from normalizers.repair.calibration import Calibration
from normalizers.repair.calibration import Evidence as WordEvidence
from normalizers.repair.codes import mended_code
from normalizers.repair.collocations import word_behind_digits
from normalizers.repair.formulas import with_formulas
from normalizers.repair.lexicon import CODE, NUMBER, Lexicon
from normalizers.repair.reading import LaidOutText, Piece, Reading
from normalizers.repair.separators import written_between
from normalizers.repair.tidying import tidied
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
    Damage.VIETNAMESE_READER: 0.5,
}
"""The same for what is no known syllable."""
_CHANGE_AT_ALL = 0.05
"""Calibrated confidence from which a word that a good reader read is rewritten: below, it is some rare word or name."""
_CHANGE_HEARD, _CHANGE_HEARD_AT_ALL = 0.75, 0.55
"""The probability for a known syllable, and the confidence, where the reader says how sure it is. On scans of three
plans four of seven changes of known syllables with a probability below were wrong, one of some sixty above."""
_CHANGE_IN_NAME = 0.98
"""The probability for a syllable after another word with a capital, where the reader says how sure it is: a name may
be any syllables, and the corpus knows nothing of it ("Bình Tân Đông" is no "Đồng", "Thị Páo" no "Báo")."""
_SURE_OF_NAME, _NEVER = 0.9, 2.0
"""The reader's confidence from which such a syllable stays whatever the words around say."""
_CHANGE_LETTER = 0.9
"""The same for a single letter that a good reader read: it is a speck as often as what is left of a word."""
_ACCENTS_LOST = (Damage.STRIPPED, Damage.FOREIGN_READER)
_READ = (Damage.FOREIGN_READER, Damage.VIETNAMESE_READER)
_STROKED_D = str.maketrans("ðÐ", "đĐ")
"""Letters of Icelandic that look like the Vietnamese ones."""
_SIGN_FOR_MARKER = re.compile(r"([©¢€£øäï@])([).])")
_MARKER_OF_SIGN = {"©": "c", "¢": "c", "€": "c", "£": "e", "ø": "g", "ä": "a", "ï": "i", "@": "đ"}
"""Small letters of list markers that readers take for a sign, bracket and all: told from 290 misread markers."""
_D_MARKER = re.compile(r"[(\[]?[dD][)\].]")
_D_OR_STROKED = 0.55
"""Share of list markers "d)" that were printed so, of those that are read so where accents are lost."""
_ODD_SIGNS = frozenset("&¢€@§£©®°¬{}|\\^_`~#$¥«»")
"""Signs that readers make of letters, and that plans hardly use."""
_SURE_OF_MARK = 0.9
"""A reader's confidence from which a hyphen or full stop inside a word is taken as printed."""
_FLAG_BELOW = 0.8
"""Words less sure than this are flagged."""
_LEAST_WORDS = 3.0
"""Words read rightly that are taken for granted beside those of a text."""
_ODD = 3.0
"""How much oftener than a word its like is misread: letters amid digits, a letter or two in capitals, lone signs."""
_SHORT = 2
_USUAL_SIGNS = frozenset(("-", "–", "+", "*", "•", "|", "…", "/", "(", ")"))
_UNKNOWN, _UNKNOWN_AT_MOST = "unknown word", 0.75
"""The reason given for a word that is none of Vietnamese and resembles none, and the confidence in it at most."""
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
        *,
        reads_on: bool = True,
    ) -> None:
        self._misspelt_acronyms = misspelt_acronyms if damage in _ACCENTS_LOST else {}
        self._reads_on = reads_on
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
        before = ""
        for source, pieces in zip(
            (part for part in laid_out.parts if not part.isspace()), laid_out.tokens, strict=True
        ):
            tokens.append(self._token(source, pieces, in_name=before.isalpha() and before.istitle()))
            before = source
        if self._damage is Damage.FOREIGN_READER:
            tokens = _with_words_behind_digits(tokens)
            tokens = tidied(list(map(self._told, laid_out.tokens)), tokens) if self._reads_on else tokens
        if self._damage in _READ:
            tokens = with_formulas(laid_out.parts, tokens)
            if self._damage is Damage.VIETNAMESE_READER and not laid_out.heard:
                tokens = _as_sure_as_their_neighbours(laid_out.tokens, tokens)
        remaining = iter(tokens)
        written = [part if part.isspace() else next(remaining).text for part in laid_out.parts]
        return RepairedText("".join(written), tuple(tokens))

    def _token(self, source: str, pieces: Sequence[Piece], in_name: bool) -> RepairedToken:
        written: list[str] = []
        confidence, flagged, reason = 1.0, False, ""
        for index, piece in enumerate(pieces):
            segment = piece.segment
            text, sure, why = segment.text, 1.0, ""
            between = self._between(pieces, index)
            if between != text:
                text, why = between, "space"
            if segment.kind is Kind.WORD and self._is_other(piece):
                other = segment.other.text if segment.other is not None else text
                text, why = self._misspelt_acronyms.get(other, other), ""
                sure, why = self._reading.choice(piece.position).probability, "code" if text != segment.text else ""
            elif segment.kind is Kind.WORD:
                text, sure, why = self._word(piece, in_name)
                sure = self._calibration.confidence(self._evidence(piece, text, sure))
                sure = min(sure, _UNKNOWN_AT_MOST) if why == _UNKNOWN else sure
            elif segment.kind is Kind.NUMBER and piece.doubtful:
                sure = self._reading.probability(piece.position, NUMBER)
                why = "perhaps a word" if sure < _FLAG_BELOW else ""
            elif segment.kind in (Kind.CODE, Kind.ACRONYM):
                text = segment.observed or text
                text, sure, why = _code(self._misspelt_acronyms.get(text, text), segment.text)
            written.append(text)
            confidence = min(confidence, sure)
            flagged = flagged or sure < _FLAG_BELOW
            reason = why or reason
        if self._damage in _ACCENTS_LOST and _D_MARKER.fullmatch(source):
            confidence, reason = _D_OR_STROKED, "perhaps đ"
        if self._damage in _READ and any(char in _ODD_SIGNS for char in source):
            confidence, flagged, reason = min(confidence, 0.5), True, reason or "odd sign"
        text = "".join(written)
        if self._damage in _READ:
            text = text.translate(_STROKED_D)
            sign = _SIGN_FOR_MARKER.fullmatch(source)
            text = _MARKER_OF_SIGN[sign[1]] + sign[2] if sign else text
        return RepairedToken(source, text, round(confidence, 4), flagged, reason)

    def _is_other(self, piece: Piece) -> bool:
        """True where capitals are rather an abbreviation or a numeral than a word."""
        return (
            piece.segment.other is not None
            and piece.second < 0
            and self._reading.choice(piece.position).word in (CODE, NUMBER)
        )

    def _told(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces, capitals told to be what they are."""
        return [
            replace(piece, segment=replace(piece.segment, kind=piece.segment.other.kind))
            if piece.segment.other is not None and self._is_other(piece)
            else piece
            for piece in pieces
        ]

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

    def _between(self, pieces: Sequence[Piece], index: int) -> str:
        """What to write for a piece: as read, but for a mark between two words that a reader ran together."""
        mark = pieces[index].segment.text
        if self._damage not in _READ or not 0 < index < len(pieces) - 1 or mark[:1].isalnum():
            return mark
        left, right = pieces[index - 1], pieces[index + 1]
        if any(piece.segment.kind is not Kind.WORD or len(piece.segment.text) < 2 for piece in (left, right)):
            return mark
        choices = [self._reading.choice(piece.position) for piece in (left, right)]
        words = [self._lexicon.words[choice.word] for choice in choices]
        if any(
            not is_vietnamese_syllable(word) or choice.probability < _FLAG_BELOW
            for word, choice in zip(words, choices, strict=True)
        ):
            return mark
        names = left.segment.case is Case.TITLE and right.segment.case is Case.TITLE
        return written_between(
            *(words[0], mark, words[1]),
            follow_often=not names and left.confidence < _SURE_OF_MARK and self._reading.follows(*choices),
            right_is_small=right.segment.case is Case.LOWER,
        )

    def _word(self, piece: Piece, in_name: bool = False) -> tuple[str, float, str]:
        """What to write for a word, how sure that is, and why; `in_name` after another word with a capital."""
        segment, lexicon = piece.segment, self._lexicon
        choice = self._reading.choice(piece.position)
        if piece.second >= 0:
            return self._two_words(piece)
        if not lexicon.is_word(choice.word):
            return segment.text, min(choice.probability, 0.6), _UNKNOWN
        word = lexicon.words[choice.word]
        if word == segment.observed and not segment.broken:
            return segment.text, choice.probability, ""
        known = lexicon.ids.get(segment.observed)
        least = (_CHANGE_UNKNOWN if known is None else _CHANGE_KNOWN)[self._damage]
        heard = piece.confidence > 0
        if heard and in_name and segment.case is Case.TITLE and is_vietnamese_syllable(segment.observed):
            least = max(least, _CHANGE_IN_NAME if piece.confidence < _SURE_OF_NAME else _NEVER)
        elif heard and known is not None:
            least = max(least, _CHANGE_HEARD)
        if len(segment.observed) == 1 and self._damage is Damage.VIETNAMESE_READER:
            least = max(least, _CHANGE_LETTER)
        if choice.probability >= least:
            written = with_case(word, segment.case)
            if self._damage is not Damage.VIETNAMESE_READER or (
                self._calibration.confidence(self._evidence(piece, written, choice.probability))
                >= (_CHANGE_HEARD_AT_ALL if heard else _CHANGE_AT_ALL)
            ):
                return written, choice.probability, "repaired"
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
        # What lost nothing but its accents was printed without the space, too.
        space = "" if self._damage is Damage.STRIPPED else " "
        return f"{first}{space}{second}", sure, "two words run together"


def _as_sure_as_their_neighbours(
    pieces: Sequence[Sequence[Piece]], tokens: Sequence[RepairedToken]
) -> list[RepairedToken]:
    """The tokens, those that no language model can weigh (numbers, codes, signs) no surer than the words around them.

    Where one word in ten was misread, so was one number in ten; what looks like neither number nor word, more often.
    """
    weighed = [any(piece.segment.kind is Kind.WORD for piece in own) for own in pieces]
    misread = sum(
        1.0 if token.changed else 1 - token.confidence for token, own in zip(tokens, weighed, strict=True) if own
    )
    share = misread / (sum(weighed) + _LEAST_WORDS)
    return [
        token
        if own or token.changed
        else replace(token, confidence=round(min(token.confidence, max(1 - share * _oddness(token.source), 0.5)), 4))
        for token, own in zip(tokens, weighed, strict=True)
    ]


def _oddness(source: str) -> float:
    """How much oftener than a word in the same text such a token is misread."""
    core = source.strip(".,;:")
    if any(char.isdigit() for char in core):
        mixed = any(char.isalpha() for char in core) and not any(char in "/-" for char in core)
        return _ODD if mixed or core.endswith(")") else 1.0
    if core.isalpha():
        return _ODD if len(core) <= _SHORT else 1.0
    return 0.0 if not core or core in _USUAL_SIGNS else _ODD


def _with_words_behind_digits(tokens: list[RepairedToken]) -> list[RepairedToken]:
    """The tokens with digits that can only be a word written so."""
    result = list(tokens)
    for place, token in enumerate(tokens[1:], 1):
        if token.source.isdecimal():
            after = " ".join(other.text for other in tokens[place + 1 : place + 3])
            word = word_behind_digits(tokens[place - 1].text, token.source, after)
            if word:
                result[place] = RepairedToken(token.source, word, 0.9, False, "collocation")
    return result


def _code(text: str, source: str) -> tuple[str, float, str]:
    code = mended_code(text)
    if code.doubtful:
        return code.text, 0.5, "number runs into letters"
    return code.text, 1.0, "code" if code.text != source else ""
