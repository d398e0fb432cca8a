"""Repair of degraded Vietnamese text by a noisy channel: what was read, what may stand behind it, what fits around it.

Texts are cut into segments, each word gets its candidates with the channel's costs, the decoder weighs them in their
context, and a word is rewritten only where that is sure enough for the kind of damage at hand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from pathlib import Path

from normalizers.repair import model_file
from normalizers.repair.calibration import Calibration
from normalizers.repair.calibration import Evidence as WordEvidence
from normalizers.repair.channel import adapted
from normalizers.repair.codes import mended_code
from normalizers.repair.collocations import word_behind_digits
from normalizers.repair.diagnosis import Diagnosis, Evidence
from normalizers.repair.formulas import formula_of
from normalizers.repair.lexicon import NUMBER, Lexicon
from normalizers.repair.markers import with_list_markers
from normalizers.repair.plausibility import Likeness, likeness
from normalizers.repair.proposals import Proposer
from normalizers.repair.reading import Choice, LaidOutText, Piece, Reading, read
from normalizers.repair.tokens import (
    Case,
    Kind,
    Segment,
    document_acronyms,
    segments,
    spaced,
    unaccented_acronyms,
    with_case,
)
from normalizers.repair.types import Damage, RepairedText, RepairedToken
from normalizers.unicode import is_vietnamese_syllable, nfc

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
_REMEMBERED = 20_000
"""Tokens whose segments are remembered before all are forgotten."""
_CHARS_AT_ONCE = 40_000
"""Characters decoded together: some twenty pages. Bounds memory whatever the length of a text."""
_ACCENTS_LOST = (Damage.STRIPPED, Damage.FOREIGN_READER)
_READ = (Damage.FOREIGN_READER, Damage.VIETNAMESE_READER)
_ODD_SIGNS = frozenset("&¢€@§£©®°¬{}|\\^_`~#$¥«»")
"""Signs that readers make of letters, and that plans hardly use."""
_MOTTO_WORDS = 8
"""Words of "Độc lập - Tự do - Hạnh phúc", the one formula that is not in capitals."""
_ENDS = (".", ",", ";", ":")
_FLAG_BELOW = 0.8
"""Words less sure than this are flagged."""
_UNREAD = 0.2
"""Confidence in a word that is neither known nor near enough to one."""
_ADAPTATION_ROUNDS = 3
_ADAPTATION_WORDS = 300
"""Words below which a document says too little of its reader."""
_ADAPTATION_CHARS = 400_000
"""Characters, some two hundred pages, beyond which a document tells nothing new of its reader."""
_ADAPTATION_WEIGHT = 15.0
"""Occurrences of a letter that what is known of readers in general counts for."""
_SURE_ENOUGH_TO_LEARN = 0.7
_NAME_SHARE = 0.6
"""Share of a name's occurrences from which the others follow."""


_Known = tuple[str, Sequence[float] | None]
"""A text and its reader's confidences."""


class Repairer:
    """Restores what a page said from what was read. `adapted` gives another one; a repairer itself never changes.

    It remembers the candidates of the words that it has seen: text that repeats itself costs a third of new text.
    """

    def __init__(
        self,
        model: model_file.Model,
        acronyms: frozenset[str] = frozenset(),
        names: Mapping[str, int] | None = None,
        lexicon: Lexicon | None = None,
    ) -> None:
        self._model = model
        self._lexicon = lexicon or Lexicon.of(model.words, model.language_model.unigram)
        self._misspelt_acronyms = unaccented_acronyms(acronyms | frozenset(model.acronyms))
        self._acronyms = acronyms | frozenset(model.acronyms) | frozenset(self._misspelt_acronyms)
        self._names = dict(names or {})
        self._proposers = {damage: Proposer(self._lexicon, model, damage) for damage in Damage}
        self._diagnosis = Diagnosis(self._lexicon, model, self._proposers)
        self._segments: dict[tuple[str, bool], list[Segment]] = {}

    @classmethod
    def load(cls, path: Path | None = None) -> Repairer:
        """The repairer of a model file, by default the one that comes with the package.

        Raises ModelError where the file is no model of this version, OSError where it can't be read.
        """
        return cls(model_file.load(path or model_file.PACKAGED))

    def diagnose(self, texts: Sequence[str]) -> Damage:
        """The likeliest damage of a document, given its texts in any order."""
        return self.evidence(texts).damage

    def evidence(self, texts: Sequence[str]) -> Evidence:
        """What the texts tell of their damage, to be added up where they come one by one."""
        return self._diagnosis.evidence(texts)

    def adapted(self, texts: Sequence[str], damage: Damage) -> Repairer:
        """A repairer that has learned from a document's own readings: its acronyms, its names, its reader's habits.

        The reader's habits are learned only where the text is garbage and long enough to tell; no truth is needed, as
        the language model settles most words however they are spelt.
        """
        repairer = Repairer(self._model, self._acronyms | document_acronyms(texts), self._names, self._lexicon)
        pieces = [text for text, _ in (piece for text in texts for piece in _bounded(text, None))]
        texts = [text for text, foreign in zip(pieces, self._foreign(pieces), strict=True) if not foreign]
        if damage is Damage.FOREIGN_READER and sum(len(text.split()) for text in texts) >= _ADAPTATION_WORDS:
            for _ in range(_ADAPTATION_ROUNDS):
                repairer = repairer._with_channel_of(_beginning(texts), damage)
        if damage is Damage.CLEAN:
            return repairer
        names = {**self._names, **repairer._name_readings(texts, damage)}
        repairer._names.update(names)
        return repairer

    def repair(
        self, text: str, confidences: Sequence[float] | None = None, damage: Damage | None = None
    ) -> RepairedText:
        """The text as it was meant; spaces and line feeds stay where they are.

        `confidences` has the reader's confidence, 0 to 1, of each word of `text.split()`. Without `damage`, it is told
        from the text alone.
        """
        return self.repair_all([text], None if confidences is None else [confidences], damage)[0]

    def repair_all(
        self,
        texts: Sequence[str],
        confidences: Sequence[Sequence[float] | None] | None = None,
        damage: Damage | None = None,
        before: Likeness | None = None,
    ) -> list[RepairedText]:
        """`repair` of many texts at once, which is faster; each is read by itself.

        Text that is plainly no Vietnamese comes back as it is. `before` is what was seen before these texts, where they
        are pieces of a longer one; without it, they are judged together.
        """
        damage = self.diagnose(texts) if damage is None else damage
        known = confidences or [None] * len(texts)
        cut = [_bounded(text, own) for text, own in zip(texts, known, strict=True)]
        flat = [piece for pieces in cut for piece in pieces]
        own = self._foreign([text for text, _ in flat], before)
        # A letter by itself is an ordinal: nothing around it tells otherwise.
        foreign = [is_foreign or len(text.strip()) == 1 for is_foreign, (text, _) in zip(own, flat, strict=True)]
        decoded = iter(
            self._repaired([piece for piece, is_foreign in zip(flat, foreign, strict=True) if not is_foreign], damage)
        )
        done = iter(
            [
                _untouched(text) if is_foreign else next(decoded)
                for (text, _), is_foreign in zip(flat, foreign, strict=True)
            ]
        )
        joined = [_joined([next(done) for _ in pieces]) for pieces in cut]
        return joined if damage is Damage.CLEAN else with_list_markers(joined)

    def outcomes(self, texts: Sequence[str], damage: Damage) -> list[list[tuple[str, WordEvidence | None]]]:
        """For each text its words as written, each with what calibration is fitted on where it is one word."""
        found = []
        for batch in _batches([(text, None) for text in texts]):
            reading = self._read([text for text, _ in batch], damage)
            writer = _Writer(reading, self._lexicon, damage, self._misspelt_acronyms, Calibration())
            found += writer.outcomes()
        return found

    def likeness(self, text: str) -> Likeness:
        """How like Vietnamese the text is, to be added up where texts come one by one."""
        return likeness(text, self._lexicon.syllable_skeletons)

    def _foreign(self, texts: Sequence[str], before: Likeness | None = None) -> list[bool]:
        """Which texts are plainly no Vietnamese: by themselves, or too short to tell and among others that are none."""
        own = [self.likeness(text) for text in texts]
        together = before or reduce(Likeness.followed_by, own, Likeness())
        return [each.is_foreign or each.is_foreign_among(together) for each in own]

    def _repaired(self, pieces: Sequence[_Known], damage: Damage) -> list[RepairedText]:
        done: list[RepairedText] = []
        for batch in _batches(pieces):
            reading = self._read([text for text, _ in batch], damage, [own for _, own in batch])
            calibration = self._model.calibrations.get(damage, Calibration())
            done += _Writer(reading, self._lexicon, damage, self._misspelt_acronyms, calibration).texts()
        return done

    def _read(
        self, texts: Sequence[str], damage: Damage, confidences: Sequence[Sequence[float] | None] | None = None
    ) -> Reading:
        garbled = damage is Damage.FOREIGN_READER
        return read(
            texts,
            confidences or [None] * len(texts),
            cut=lambda token: self._cut(token, garbled),
            lexicon=self._lexicon,
            proposer=self._proposers[damage],
            model=self._model.language_model,
            names=self._names,
        )

    def _single_words(self, texts: Sequence[str], damage: Damage) -> Iterator[tuple[Segment, Choice]]:
        for batch in _batches([(text, None) for text in texts]):
            yield from self._read([text for text, _ in batch], damage).single_words()

    def _cut(self, token: str, garbled: bool) -> list[Segment]:
        found = self._segments.get((token, garbled))
        if found is None:
            if len(self._segments) > _REMEMBERED:
                self._segments.clear()
            found = self._segments[token, garbled] = segments(
                token, self._acronyms, garbled=garbled, skeletons=self._lexicon.syllable_skeletons
            )
        return found

    def _with_channel_of(self, texts: Sequence[str], damage: Damage) -> Repairer:
        """The repairer with its channel moved to what it is sure to have read in the texts."""
        seen: Counter[tuple[str, str]] = Counter()
        for segment, choice in self._single_words(texts, damage):
            if choice.probability >= _SURE_ENOUGH_TO_LEARN and self._lexicon.is_word(choice.word):
                seen[self._lexicon.words[choice.word], segment.observed] += 1
        channel = adapted(self._model.channels[damage], seen, _ADAPTATION_WEIGHT)
        model = replace(self._model, channels={**self._model.channels, damage: channel})
        return Repairer(model, self._acronyms, self._names, self._lexicon)

    def _name_readings(self, texts: Sequence[str], damage: Damage) -> dict[str, int]:
        """For each form that stands for a name several times, the reading that most of them have."""
        votes: dict[str, Counter[int]] = defaultdict(Counter)
        for segment, choice in self._single_words(texts, damage):
            if segment.case is Case.TITLE and self._lexicon.is_word(choice.word):
                votes[segment.observed][choice.word] += 1
        readings = {}
        for form, counter in votes.items():
            word, count = counter.most_common(1)[0]
            if counter.total() >= 2 and count / counter.total() >= _NAME_SHARE:
                readings[form] = word
        return readings


class _Writer:
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
            tokens = _with_formulas(laid_out.parts, tokens)
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


def _with_formulas(parts: Sequence[str], tokens: list[RepairedToken]) -> list[RepairedToken]:
    """The tokens with lines that are a misread formula put right."""
    result: list[RepairedToken] = []
    line: list[RepairedToken] = []
    remaining = iter(tokens)
    for part in [*parts, "\n"]:
        if not part.isspace():
            line.append(next(remaining))
        elif "\n" in part and line:
            result += _formula_tokens(line)
            line = []
    return result


def _formula_tokens(line: list[RepairedToken]) -> list[RepairedToken]:
    letters = [char for token in line for char in token.source if char.isalpha()]
    if sum(char.isupper() for char in letters) * 2 < len(letters) and len(line) != _MOTTO_WORDS:
        return line
    formula = formula_of(" ".join(token.text for token in line)) or formula_of(" ".join(token.source for token in line))
    if formula is None:
        return line
    return [
        RepairedToken(token.source, word, 0.95, False, "formula" if word != token.source else token.reason)
        for token, word in zip(line, formula.split(), strict=True)
    ]


def _batches(pieces: Sequence[_Known]) -> Iterator[Sequence[_Known]]:
    """The pieces, as many at a time as are decoded together."""
    start = 0
    while start < len(pieces):
        end, size = start, 0
        while end < len(pieces) and (end == start or size + len(pieces[end][0]) <= _CHARS_AT_ONCE):
            size += len(pieces[end][0])
            end += 1
        yield pieces[start:end]
        start = end


def _beginning(texts: Sequence[str]) -> Sequence[str]:
    """The first texts, as many as are looked at to learn a reader's habits; one at least."""
    size = 0
    for count, text in enumerate(texts, 1):
        size += len(text)
        if size >= _ADAPTATION_CHARS:
            return texts[:count]
    return texts


def _untouched(text: str) -> RepairedText:
    """The text as it is; words that are the same share their token, of which there may be millions."""
    text = nfc(text)
    tokens: dict[str, RepairedToken] = {}
    return RepairedText(text, tuple(tokens.setdefault(word, RepairedToken(word, word)) for word in text.split()))


def _bounded(text: str, confidences: Sequence[float] | None) -> list[_Known]:
    """The text in pieces that begin with a word and are short enough to be decoded at once."""
    if len(text) <= _CHARS_AT_ONCE:
        return [(text, confidences)]
    pieces: list[_Known] = []
    parts: list[str] = []
    size = first = words = 0
    for part in spaced(text):
        if size > _CHARS_AT_ONCE and not part.isspace():
            pieces.append(("".join(parts), None if confidences is None else confidences[first:words]))
            parts, size, first = [], 0, words
        parts.append(part)
        size += len(part)
        words += not part.isspace()
    return [*pieces, ("".join(parts), None if confidences is None else confidences[first:])]


def _joined(pieces: Sequence[RepairedText]) -> RepairedText:
    if len(pieces) == 1:
        return pieces[0]
    return RepairedText(
        "".join(piece.text for piece in pieces), tuple(token for piece in pieces for token in piece.tokens)
    )


def _code(text: str, source: str) -> tuple[str, float, str]:
    code = mended_code(text)
    if code.doubtful:
        return code.text, 0.5, "number runs into letters"
    return code.text, 1.0, "code" if code.text != source else ""
