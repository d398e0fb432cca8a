"""Tells how a text was damaged, by which kind of damage makes what was read likeliest, word by word.

The language model is left out but for word frequencies: a few hundred words tell the kinds apart by far.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from normalizers.repair.lexicon import Lexicon
from normalizers.repair.model_file import Model
from normalizers.repair.proposals import Proposer
from normalizers.repair.tokens import Kind, segments
from normalizers.repair.types import Damage
from normalizers.unicode import nfc

_SAMPLE = 1_000
"""Words looked at: more tell nothing new."""
_CLEAN_ERROR = 0.002
"""Share of words that are no known syllables in typed text beyond foreign names."""


class Diagnosis:
    """Weighs the kinds of damage against each other."""

    def __init__(self, lexicon: Lexicon, model: Model, proposers: Mapping[Damage, Proposer]) -> None:
        self._lexicon = lexicon
        self._model = model
        self._proposers = proposers

    def likeliest(self, texts: Sequence[str]) -> Damage:
        """The damage under which the words of the texts are likeliest; CLEAN where there are none."""
        forms = self._sample(texts)
        if not forms:
            return Damage.CLEAN
        accented = sum(not form.isascii() for form in forms) / len(forms)
        known = sum(form in self._lexicon.ids for form in forms) / len(forms)
        skeletons = sum(form in self._lexicon.by_skeleton for form in forms if form.isascii()) / len(forms)
        if accented < 0.02:
            return Damage.STRIPPED if skeletons > 0.97 else Damage.FOREIGN_READER
        costs = {}
        for damage in (Damage.FOREIGN_READER, Damage.VIETNAMESE_READER):
            proposer = self._proposers[damage]
            proposer.prepare(forms)
            costs[damage] = sum(self._cost(proposer, form) for form in forms)
        worst = min(costs, key=lambda damage: costs[damage])
        if worst is Damage.VIETNAMESE_READER and known > 0.995:
            return Damage.CLEAN
        return worst

    def _cost(self, proposer: Proposer, form: str) -> float:
        ids, costs = proposer.proposal(form).first.row
        return float((costs + self._model.language_model.unigram[ids]).min())

    def _sample(self, texts: Sequence[str]) -> list[str]:
        forms: list[str] = []
        step = max(1, sum(map(len, texts)) // (_SAMPLE * 40))
        for text in texts[::step] if len(texts) > step else texts:
            for token in nfc(text[: _SAMPLE * 12]).split():
                forms += [
                    s.observed
                    for s in segments(token, (), garbled=False)
                    if s.kind is Kind.WORD and len(s.observed) <= 9
                ]
            if len(forms) >= _SAMPLE:
                break
        return forms[:_SAMPLE]
