"""The candidates of each word, by kind of damage: what it may be, at what cost, and whether it is two words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

import numpy as np
from numpy.typing import NDArray

from normalizers.repair.candidates import LONGEST_READ, Weigher
from normalizers.repair.fragments import other_readings
from normalizers.repair.lexicon import NUMBER, UNKNOWN, Lexicon, Row
from normalizers.repair.model_file import Model
from normalizers.repair.tokens import Case, Segment
from normalizers.repair.types import Damage, Heard
from normalizers.unicode import folded, trimmed

_COUNT = {Damage.CLEAN: 6, Damage.STRIPPED: 16, Damage.FOREIGN_READER: 14, Damage.VIETNAMESE_READER: 10}
"""Candidates kept for a word."""
_FARTHEST = 14.0
"""Nats (channel and word frequency) behind the best candidate beyond which one is dropped: it never wins."""
_FARTHEST_HEARD = 14.0
"""Nats of the channel and the reader's confidence, as above: the language model makes up for fewer."""
_OTHER_THAN_READ = {Damage.CLEAN: 5.0, Damage.STRIPPED: 0.0, Damage.FOREIGN_READER: 0.0, Damage.VIETNAMESE_READER: 0.0}
"""Nats against anything else than a known syllable as read."""
_UNKNOWN_BASE = {Damage.CLEAN: 0.0, Damage.STRIPPED: 0.0, Damage.FOREIGN_READER: 6.0, Damage.VIETNAMESE_READER: 3.0}
_UNKNOWN_LETTER = {Damage.CLEAN: 0.5, Damage.STRIPPED: 0.0, Damage.FOREIGN_READER: 2.0, Damage.VIETNAMESE_READER: 1.5}
"""Cost of a word outside the lexicon, read rightly: that there is one, and that it has these letters."""
_LOST_SPACE = 5.0
"""Nats for a space that the reader dropped: some seven words in a thousand."""
_SPLIT_MARGIN = 2.0
_SUSPICIOUS = 6.0
"""Channel cost of the best syllable from which a word is tried as two."""
_USUAL_ERROR = 0.07
"""Share of words that a reader of Vietnamese gets wrong where nothing is known of its confidence."""
_LEAST_RUN_TOGETHER = 5
"""Letters of the shortest form that is tried as two words which lost nothing but their accents."""
_ALTERNATIVE_SHARE = 0.5
"""Share of a reader's errors in which its next best reading is right."""
_NEXT_ALTERNATIVE = 1.0
"""Nats by which each further one is less likely."""
_NAME_COST = 3.0
_WORD_FOR_NUMBER = 1.0
"""Nats against digits being letters, beside what the channel asks."""
_REMEMBERED = 20_000
"""Forms remembered before all are forgotten; a document of a hundred pages has about that many."""


@dataclass(frozen=True)
class Candidates:
    """Candidates of one word. `known` is the index of the word as read among them, or -1."""

    row: Row
    known: int

    def with_more(self, ids: NDArray[np.int64], costs: NDArray[np.float32]) -> Candidates:
        """The candidates and others that are none of them."""
        return Candidates((np.append(self.row[0], ids), np.append(self.row[1], costs)), self.known)


@dataclass(frozen=True)
class Proposal:
    """A word's candidates; two sets of them where it seems to be two words, parted at `space_at`."""

    first: Candidates
    second: Candidates | None = None
    space_at: int = 0


class Proposer:
    """Proposes candidates under one kind of damage; remembers every form that it has seen."""

    def __init__(self, lexicon: Lexicon, model: Model, damage: Damage) -> None:
        self._lexicon = lexicon
        self._model = model
        self._damage = damage
        channel = model.channels.get(damage, model.channels[Damage.VIETNAMESE_READER])
        self._channel = channel
        self._known: dict[str, Proposal] = {}

    @cached_property
    def _weigher(self) -> Weigher:
        return Weigher(self._lexicon.syllabary, self._channel)

    def prepare(self, forms: Iterable[str]) -> None:
        """Proposes for all new forms at once, which is much faster than one by one."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        new = [form for form in dict.fromkeys(forms) if form not in self._known]
        if not new:
            return
        if self._damage is Damage.STRIPPED:
            self._known.update((form, self._without_accents(form)) for form in new)
            return
        count = _COUNT[self._damage]
        others = {form: self._other_readings(form) for form in new}
        forms = dict.fromkeys([*new, *(other for own in others.values() for other, _ in own)])
        readable = [form for form in forms if len(form) <= LONGEST_READ]
        words, costs = self._weigher.nearest(readable, self._lexicon.bias, count)
        singles = {form: self._candidates(form, words[i], costs[i]) for i, form in enumerate(readable)}
        for form in new:
            own = singles.get(form) or self._unreadable(form)
            for other, against in others[form]:
                own = self._with_reading(own, singles.get(other), np.float32(against))
            self._known[form] = Proposal(own)
        self._split([form for form in new if self._is_suspicious(form)])

    def _other_readings(self, form: str) -> tuple[tuple[str, float], ...]:
        return other_readings(form) if self._damage is Damage.FOREIGN_READER else ()

    def _with_reading(self, own: Candidates, other: Candidates | None, against: np.float32) -> Candidates:
        """The best candidates of both, as many as of one: all words of a text pay for the one that has most."""
        if other is None:
            return own
        ids, costs = _either(own.row, other.row, against)
        total = costs + self._model.language_model.unigram[ids]
        kept = np.sort(np.argsort(total, kind="stable")[: _COUNT[self._damage]])
        return Candidates((ids[kept], costs[kept]), -1)

    def proposal(self, form: str) -> Proposal:
        """What `prepare` proposed for the form."""
        return self._known[form]

    @property
    def weighs_all(self) -> bool:
        """True where any word may stand behind any form: readers err, typists and strippers of accents don't."""
        return self._damage in (Damage.FOREIGN_READER, Damage.VIETNAMESE_READER)

    def all_costs(self, form: str) -> Row:
        """Every syllable and what it costs for the form; none for a form that is too long to be one."""
        if len(form) > LONGEST_READ:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        costs = self._weigher.all_costs(form)
        for other, against in self._other_readings(form):
            if len(other) <= LONGEST_READ:
                costs = np.minimum(costs, self._weigher.all_costs(other) + np.float32(against))
        return self._lexicon.syllabary.words.astype(np.int64), costs

    def may_be_word(self, number: str) -> bool:
        """True where the digits may be letters: at most two of them, read by a reader that knows no Vietnamese."""
        digits = trimmed(number)
        return self._damage is Damage.FOREIGN_READER and len(digits) <= 2 and digits.isdecimal()

    def number(self, number: str) -> Row:
        """The candidates of digits that may be a word, weighed to tell a doubtful number and not to rewrite it."""
        ids, costs = self._known[trimmed(number)].first.row
        near = ids != UNKNOWN
        return (
            np.concatenate([[NUMBER], ids[near]]),
            np.concatenate([np.zeros(1, np.float32), costs[near] + np.float32(_WORD_FOR_NUMBER)]),
        )

    def weighted(
        self,
        candidates: Candidates,
        segment: Segment,
        heard: Heard | None,
        others: Sequence[str],
        names: Mapping[str, int],
    ) -> Row:
        """The candidates' costs with what is known of this one occurrence.

        `others` are the forms of the reader's alternatives; `prepare` must have seen them.
        """
        ids, costs = candidates.row
        if heard is not None:
            error = _error_share(heard.confidence)
            if candidates.known >= 0:
                # What the reader is sure of is seldom wrong: the odds of an error move with its confidence.
                extra = np.full(len(ids), log(_USUAL_ERROR / error), np.float32)
                extra[candidates.known] = 0
                costs = costs + extra
            for place, form in enumerate(others):
                against = np.float32(log((1 - error) / (error * _ALTERNATIVE_SHARE)) + place * _NEXT_ALTERNATIVE)
                ids, costs = _either((ids, costs), self._known[form].first.row, against)
        name = names.get(segment.observed) if segment.case is Case.TITLE else None
        if name is not None:
            costs = costs + np.where(ids == name, np.float32(0), np.float32(_NAME_COST))
        if heard is not None:
            near = costs <= costs.min() + np.float32(_FARTHEST_HEARD)
            ids, costs = ids[near], costs[near]
        return ids, costs

    def _without_accents(self, form: str) -> Proposal:
        """All words of the form's letters; where there is none, those of two words printed without their space."""
        if folded(form) in self._lexicon.by_skeleton or not _LEAST_RUN_TOGETHER <= len(form) <= 2 * LONGEST_READ:
            return Proposal(self._by_skeleton(form))
        best, best_cut = np.inf, 0
        model = self._model.language_model
        for cut in range(2, len(form) - 1):
            left, right = (self._lexicon.by_skeleton.get(folded(part)) for part in (form[:cut], form[cut:]))
            if left is None or right is None:
                continue
            first, second = np.repeat(left, len(right)), np.tile(right, len(left))
            costs = model.unigram[first] + model.bigram_costs(first, second, model.bigram_places(first, second))
            if float(costs.min()) < best:
                best, best_cut = float(costs.min()), cut
        if not best_cut:
            return Proposal(self._by_skeleton(form))
        return Proposal(self._by_skeleton(form[:best_cut]), self._by_skeleton(form[best_cut:]), best_cut)

    def _by_skeleton(self, form: str) -> Candidates:
        ids = self._lexicon.by_skeleton.get(folded(form))
        known = self._lexicon.ids.get(form)
        if ids is None:
            return self._unreadable(form)
        costs = np.zeros(len(ids), np.float32)
        if known is not None and not form.isascii():
            costs += 6.0
            costs[ids == known] = 0
        return Candidates((ids, costs), _index_of(ids, known))

    def _candidates(self, form: str, words: NDArray[np.int32], costs: NDArray[np.float32]) -> Candidates:
        lexicon = self._lexicon
        known = lexicon.ids.get(form)
        total = costs + self._model.language_model.unigram[words]
        near = total <= total.min() + _FARTHEST
        ids, own = words[near].astype(np.int64), costs[near].astype(np.float32)
        if known is not None:
            place = _index_of(ids, known)
            if place < 0:
                ids, own = np.append(ids, known), np.append(own, np.float32(min(float(own.min()), 0.1)))
                place = len(ids) - 1
            own = own + np.float32(_OTHER_THAN_READ[self._damage])
            own[place] -= np.float32(_OTHER_THAN_READ[self._damage])
            return Candidates((ids, own), place)
        cost = _UNKNOWN_BASE[self._damage] + _UNKNOWN_LETTER[self._damage] * len(form)
        ids, own = np.append(ids, UNKNOWN), np.append(own, np.float32(cost))
        return Candidates((ids, own), -1)

    def _unreadable(self, form: str) -> Candidates:
        known = self._lexicon.ids.get(form, UNKNOWN)
        return Candidates((np.array([known], np.int64), np.zeros(1, np.float32)), -1)

    def _is_suspicious(self, form: str) -> bool:
        if self._damage is Damage.CLEAN or len(form) < 4 or form in self._lexicon.ids:
            return False
        ids, costs = self._known[form].first.row
        return len(form) > LONGEST_READ or float(costs[ids != UNKNOWN].min(initial=99.0)) > _SUSPICIOUS

    def _split(self, forms: list[str]) -> None:
        """Proposes two words where two near ones that often stand together explain the form much better than one."""
        cuts = {
            form: [cut for cut in range(2, len(form) - 1) if cut <= LONGEST_READ and len(form) - cut <= LONGEST_READ]
            for form in forms
        }
        parts = dict.fromkeys(part for form in forms for cut in cuts[form] for part in (form[:cut], form[cut:]))
        if not parts:
            return
        names = list(parts)
        words, costs = self._weigher.nearest(names, self._lexicon.bias, 6)
        places = {part: place for place, part in enumerate(names)}
        model = self._model.language_model
        for form in forms:
            ids, own = self._known[form].first.row
            single = float((own + model.unigram[ids]).min()) if len(form) <= LONGEST_READ else 99.0
            best, best_cut = np.inf, 0
            for cut in cuts[form]:
                left, right = places[form[:cut]], places[form[cut:]]
                a, b = words[left].astype(np.int64), words[right].astype(np.int64)
                first, second = np.repeat(a, len(b)), np.tile(b, len(a))
                pair = model.bigram_costs(first, second, model.bigram_places(first, second))
                total = (costs[left] + model.unigram[a]).repeat(len(b)) + np.tile(costs[right], len(a)) + pair
                if float(total.min()) < best:
                    best, best_cut = float(total.min()), cut
            if best + _LOST_SPACE + _SPLIT_MARGIN < single:
                left, right = places[form[:best_cut]], places[form[best_cut:]]
                self._known[form] = Proposal(
                    self._candidates(form[:best_cut], words[left], costs[left]),
                    self._candidates(form[best_cut:], words[right], costs[right]),
                    best_cut,
                )


def _either(one: Row, other: Row, against: np.float32) -> Row:
    """The known words of both rows at their lesser cost, those of `other` at `against` nats more."""
    near = other[0] != UNKNOWN
    ids = np.concatenate([one[0], other[0][near]])
    costs = np.concatenate([one[1], other[1][near] + against])
    order = np.lexsort((costs, ids))
    ids, costs = ids[order], costs[order]
    first = np.concatenate([[True], ids[1:] != ids[:-1]])
    return ids[first], costs[first]


def _error_share(confidence: float) -> float:
    """The share of words that a reader of Vietnamese gets wrong at this confidence: 2 % at 0.96, 15 % at 0.7."""
    return 0.005 + 0.6 * float(np.power(max(1.0 - confidence, 0.0), 1.2))


def _index_of(ids: NDArray[np.int64], known: int | None) -> int:
    if known is None:
        return -1
    places = np.flatnonzero(ids == known)
    return int(places[0]) if len(places) else -1
