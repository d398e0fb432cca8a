"""Repair of degraded Vietnamese text by a noisy channel: what was read, what may stand behind it, what fits around it.

Texts are cut into segments, each word gets its candidates with the channel's costs, the decoder weighs them in their
context, and a word is rewritten only where that is sure enough for the kind of damage at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import chain
from pathlib import Path

from normalizers.repair import adaptation, model_file
from normalizers.repair.acronyms import document_acronyms, unaccented_acronyms, usual_acronyms
from normalizers.repair.calibration import Calibration
from normalizers.repair.calibration import Evidence as WordEvidence
from normalizers.repair.diagnosis import Diagnosis, Evidence
from normalizers.repair.lexicon import Lexicon
from normalizers.repair.markers import with_list_markers
from normalizers.repair.pieces import TextPiece, batches, joined, pieces_of, untouched
from normalizers.repair.plausibility import Likeness, likeness
from normalizers.repair.proposals import Proposer
from normalizers.repair.reading import Choice, Reading, read
from normalizers.repair.tokens import Case, Segment, segments
from normalizers.repair.types import Damage, Heard, RepairedText
from normalizers.repair.writing import Writer
from normalizers.unicode import folded

_REMEMBERED = 20_000
"""Tokens whose segments are remembered before all are forgotten."""


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
        proposers: Mapping[Damage, Proposer] | None = None,
    ) -> None:
        self._model = model
        self._lexicon = lexicon or Lexicon.of(model.words, model.language_model.unigram)
        usual = usual_acronyms()
        skeletons = self._lexicon.syllable_skeletons
        sure = frozenset(model.acronyms) | {acronym for acronym in usual if folded(acronym) not in skeletons}
        self._own_acronyms = acronyms
        self._misspelt_acronyms = unaccented_acronyms(acronyms | sure, sure)
        self._acronyms = acronyms | sure | frozenset(self._misspelt_acronyms)
        self._usual_acronyms = self._acronyms | usual
        self._names = dict(names or {})
        self._proposers = proposers or {damage: Proposer(self._lexicon, model, damage) for damage in Damage}
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

    def lost_accents(self, texts: Sequence[str]) -> bool:
        """True where the texts lost nothing but their accents; told much faster than the damage is."""
        return self._diagnosis.counts(texts).damage is Damage.STRIPPED

    def evidence(self, texts: Sequence[str]) -> Evidence:
        """What the texts tell of their damage, to be added up where they come one by one."""
        return self._diagnosis.evidence(texts)

    def adapted(
        self, texts: Sequence[str], damage: Damage, heard: Sequence[Sequence[Heard] | None] | None = None
    ) -> Repairer:
        """A repairer that has learned from a document's own readings: its acronyms, its names, its reader's habits.

        The reader's habits are learned only where the text is garbage and long enough to tell. `heard` is as in
        `repair_all`.
        """
        acronyms = self._own_acronyms | document_acronyms(texts, self._lexicon.syllable_skeletons)
        repairer = Repairer(self._model, acronyms, self._names, self._lexicon, self._proposers)
        cut = [
            piece
            for text, own in zip(texts, heard or [None] * len(texts), strict=True)
            for piece in pieces_of(text, own)
        ]
        foreign = self._foreign([piece.text for piece in cut])
        pieces = [piece for piece, is_foreign in zip(cut, foreign, strict=True) if not is_foreign]
        texts = [piece.text for piece in pieces]
        if damage is Damage.FOREIGN_READER and sum(len(text.split()) for text in texts) >= adaptation.LEAST_WORDS:
            for _ in range(adaptation.ROUNDS):
                repairer = repairer._with_channel_of(adaptation.telling(texts), damage)
        if damage is Damage.CLEAN:
            return repairer
        names = {**self._names, **adaptation.names_of(repairer._single_words(pieces, damage), self._lexicon)}
        repairer._names.update(names)
        return repairer

    def repair(
        self,
        text: str,
        heard: Sequence[Heard] | None = None,
        damage: Damage | None = None,
        *,
        reads_on: bool = True,
    ) -> RepairedText:
        """The text as it was meant; spaces and line feeds stay where they are.

        `heard` has what the reader says of each word of `text.split()`. Without `damage`, it is told from the text
        alone. Text that does not read on, of cells that stand beside each other, keeps its capitals and stops.
        """
        return self.repair_all([text], None if heard is None else [heard], damage, reads_on=reads_on)[0]

    def repair_all(
        self,
        texts: Sequence[str],
        heard: Sequence[Sequence[Heard] | None] | None = None,
        damage: Damage | None = None,
        before: Sequence[Likeness] | None = None,
        *,
        learn_names: bool = False,
        reads_on: bool = True,
    ) -> list[RepairedText]:
        """`repair` of many texts at once, which is faster; each is read by itself.

        Text that is plainly no Vietnamese comes back as it is. Where the texts are pieces of a stream, `before` is what
        was seen of it up to each of them, and they are judged one by one; without it, together. With `learn_names` a
        name has one reading in all of them.
        """
        damage = self.diagnose(texts) if damage is None else damage
        cut = [pieces_of(text, own) for text, own in zip(texts, heard or [None] * len(texts), strict=True)]
        flat = [piece for pieces in cut for piece in pieces]
        seen = None if before is None else [own for own, pieces in zip(before, cut, strict=True) for _ in pieces]
        own = self._foreign([piece.text for piece in flat], seen)
        # A letter by itself is an ordinal: nothing around it tells otherwise.
        foreign = [is_foreign or len(piece.text.strip()) == 1 for is_foreign, piece in zip(own, flat, strict=True)]
        vietnamese = [piece for piece, is_foreign in zip(flat, foreign, strict=True) if not is_foreign]
        decoded = iter(self._repaired(vietnamese, damage, learn_names, reads_on=reads_on))
        done = iter(
            [
                untouched(piece.text) if is_foreign else next(decoded)
                for piece, is_foreign in zip(flat, foreign, strict=True)
            ]
        )
        whole = [joined([next(done) for _ in pieces]) for pieces in cut]
        return whole if damage is Damage.CLEAN or before is not None else with_list_markers(whole)

    def repair_together(
        self, texts: Sequence[str], heard: Sequence[Sequence[Heard] | None] | None, damage: Damage
    ) -> list[RepairedText]:
        """`repair_all` of a document's texts, adapted to it; read by a reader of Vietnamese, in little more time."""
        if damage is not Damage.VIETNAMESE_READER:
            return self.adapted(texts, damage, heard).repair_all(texts, heard, damage)
        repairer = Repairer(
            self._model,
            self._own_acronyms | document_acronyms(texts, self._lexicon.syllable_skeletons),
            self._names,
            self._lexicon,
            self._proposers,
        )
        return repairer.repair_all(texts, heard, damage, learn_names=True)

    def outcomes(self, texts: Sequence[str], damage: Damage) -> list[list[tuple[str, WordEvidence | None]]]:
        """For each text its words as written, each with what calibration is fitted on where it is one word."""
        found = []
        for batch in batches([TextPiece(text) for text in texts]):
            writer = Writer(self._read(batch, damage), self._lexicon, damage, self._misspelt_acronyms, Calibration())
            found += writer.outcomes()
        return found

    def likeness(self, text: str) -> Likeness:
        """How like Vietnamese the text is, to be added up where texts come one by one."""
        return likeness(text, self._lexicon.syllable_skeletons)

    def _foreign(self, texts: Sequence[str], before: Sequence[Likeness] | None = None) -> list[bool]:
        """Which texts are plainly no Vietnamese: by themselves, or too short to tell and among others that are none."""
        own = [self.likeness(text) for text in texts]
        others = before or [reduce(Likeness.followed_by, own, Likeness())] * len(own)
        return [each.is_foreign or each.is_foreign_among(seen) for each, seen in zip(own, others, strict=True)]

    def _repaired(
        self, pieces: Sequence[TextPiece], damage: Damage, learn_names: bool, *, reads_on: bool = True
    ) -> list[RepairedText]:
        if not learn_names:
            read = (self._read(batch, damage) for batch in batches(pieces))
            return [text for reading in read for text in self._written(reading, damage, reads_on=reads_on)]
        done: list[RepairedText] = []
        named: list[list[tuple[Segment, Choice]]] = []  # of each text; a whole reading takes a hundred times the room
        for batch in batches(pieces):
            reading = self._read(batch, damage)
            done += self._written(reading, damage)
            named += [
                [word for word in reading.single_words_of(text) if word[0].case is Case.TITLE] for text in reading.texts
            ]
        self._names.update(adaptation.names_of(chain.from_iterable(named), self._lexicon))
        # Names mostly read as they do elsewhere: only the texts in which one does not are decoded again.
        others = [place for place, words in enumerate(named) if self._has_odd_name(words)]
        again = iter(self._repaired([pieces[place] for place in others], damage, learn_names=False))
        for place in others:
            done[place] = next(again)
        return done

    def _has_odd_name(self, words: Sequence[tuple[Segment, Choice]]) -> bool:
        """True where one of the names was not read as it is mostly read."""
        return any(self._names.get(segment.observed, choice.word) != choice.word for segment, choice in words)

    def _written(self, reading: Reading, damage: Damage, *, reads_on: bool = True) -> list[RepairedText]:
        calibration = self._model.calibrations.get(damage, Calibration())
        return Writer(reading, self._lexicon, damage, self._misspelt_acronyms, calibration, reads_on=reads_on).texts()

    def _read(self, pieces: Sequence[TextPiece], damage: Damage, suggest: bool = True) -> Reading:
        garbled = damage is Damage.FOREIGN_READER
        return read(
            pieces,
            cut=lambda token: self._cut(token, garbled),
            lexicon=self._lexicon,
            proposer=self._proposers[damage],
            model=self._model.language_model,
            names=self._names,
            suggest=suggest,
        )

    def _single_words(self, pieces: Sequence[TextPiece], damage: Damage) -> Iterator[tuple[Segment, Choice]]:
        for batch in batches(pieces):
            yield from self._read(batch, damage, suggest=False).single_words()

    def _cut(self, token: str, garbled: bool) -> list[Segment]:
        found = self._segments.get((token, garbled))
        if found is None:
            if len(self._segments) > _REMEMBERED:
                self._segments.clear()
            found = self._segments[token, garbled] = segments(
                token,
                self._acronyms,
                garbled=garbled,
                skeletons=self._lexicon.syllable_skeletons,
                usual=self._usual_acronyms,
            )
        return found

    def _with_channel_of(self, texts: Sequence[str], damage: Damage) -> Repairer:
        """The repairer with its channel moved to what it is sure to have read in the texts."""
        pieces = [TextPiece(text) for text in texts]
        channel = adaptation.channel_of(self._single_words(pieces, damage), self._model.channels[damage], self._lexicon)
        model = replace(self._model, channels={**self._model.channels, damage: channel})
        return Repairer(model, self._own_acronyms, self._names, self._lexicon)
