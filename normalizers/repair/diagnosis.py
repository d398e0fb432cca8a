"""Tells how a text was damaged, by which kind of damage makes what was read likeliest, word by word.

The language model is left out but for word frequencies: a few hundred words tell the kinds apart by far.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from normalizers.repair.lexicon import Lexicon
from normalizers.repair.model_file import Model
from normalizers.repair.proposals import Proposer
from normalizers.repair.tokens import LONGEST_WORD, Kind, segments
from normalizers.repair.types import Damage
from normalizers.unicode import nfc

_SAMPLE = 1_000
"""Words looked at: more tell nothing new."""
_CLEAN_WORDS = 200
_CLEAN_SHARE = 0.995
"""Text is held to be clean where that many words were seen and that share of them is known. A shorter one may have been
read well; treating it as read does no harm."""
_ACCENTED_SHARE = 0.02
"""Share of words with an accent below which accents were lost: in Vietnamese five words in six have one."""
_SKELETON_SHARE = 0.97
"""Share of words that are a syllable's letters where nothing but accents was lost."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What words seen so far tell: counts, and nats under each reader. Adds up, and fades where text goes on and on."""

    words: float = 0.0
    accented: float = 0.0
    known: float = 0.0
    plain: float = 0.0
    plain_known: float = 0.0
    foreign_nats: float = 0.0
    vietnamese_nats: float = 0.0

    def followed_by(self, later: Evidence, fading: float = 1.0) -> Evidence:
        """This evidence times `fading`, and the later."""
        return Evidence(
            self.words * fading + later.words,
            self.accented * fading + later.accented,
            self.known * fading + later.known,
            self.plain * fading + later.plain,
            self.plain_known * fading + later.plain_known,
            self.foreign_nats * fading + later.foreign_nats,
            self.vietnamese_nats * fading + later.vietnamese_nats,
        )

    @property
    def damage(self) -> Damage:
        """The likeliest damage; CLEAN where there are no words."""
        if not self.words:
            return Damage.CLEAN
        if self.accented < _ACCENTED_SHARE * self.words:
            stripped = self.plain_known > _SKELETON_SHARE * self.plain
            return Damage.STRIPPED if stripped else Damage.FOREIGN_READER
        if self.foreign_nats < self.vietnamese_nats:
            return Damage.FOREIGN_READER
        clean = self.words >= _CLEAN_WORDS and self.known > _CLEAN_SHARE * self.words
        return Damage.CLEAN if clean else Damage.VIETNAMESE_READER


class Diagnosis:
    """Weighs the kinds of damage against each other."""

    def __init__(self, lexicon: Lexicon, model: Model, proposers: Mapping[Damage, Proposer]) -> None:
        self._lexicon = lexicon
        self._model = model
        self._proposers = proposers

    def evidence(self, texts: Sequence[str]) -> Evidence:
        """What the texts tell; of long ones, what a sample of them tells."""
        forms = self._sample(texts)
        nats = {}
        for damage in (Damage.FOREIGN_READER, Damage.VIETNAMESE_READER):
            proposer = self._proposers[damage]
            proposer.prepare(forms)
            nats[damage] = sum(self._cost(proposer, form) for form in forms)
        return replace(
            self._counts(forms),
            foreign_nats=nats[Damage.FOREIGN_READER],
            vietnamese_nats=nats[Damage.VIETNAMESE_READER],
        )

    def counts(self, texts: Sequence[str]) -> Evidence:
        """What the texts tell without weighing readers against each other."""
        return self._counts(self._sample(texts))

    def _counts(self, forms: Sequence[str]) -> Evidence:
        plain = [form for form in forms if form.isascii()]
        return Evidence(
            len(forms),
            len(forms) - len(plain),
            sum(self._is_typed(form) for form in forms),
            len(plain),
            sum(form in self._lexicon.by_skeleton for form in plain),
        )

    def _is_typed(self, form: str) -> bool:
        """True for a known word, and for two without their space: typists drop it, and readers misread more."""
        ids = self._lexicon.ids
        return form in ids or any(form[:cut] in ids and form[cut:] in ids for cut in range(2, len(form) - 1))

    def _cost(self, proposer: Proposer, form: str) -> float:
        ids, costs = proposer.proposal(form).first.row
        return float((costs + self._model.language_model.unigram[ids]).min())

    def _sample(self, texts: Sequence[str]) -> list[str]:
        """Words of up to _SAMPLE tokens, spread evenly over the texts."""
        forms: list[str] = []
        step = max(1, sum(map(len, texts)) // (_SAMPLE * 6))
        for text in texts[::step] if len(texts) > step else texts:
            for token in nfc(text[: _SAMPLE * 12]).split():
                forms += [
                    segment.observed
                    for segment in segments(token, (), garbled=False)
                    if segment.kind is Kind.WORD and len(segment.observed) <= LONGEST_WORD
                ]
            if len(forms) >= _SAMPLE:
                break
        return forms[:_SAMPLE]
