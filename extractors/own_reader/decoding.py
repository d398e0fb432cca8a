"""From the recogniser's probabilities to a text: prefix beam search with the character language model.

Hannun, A. Y. and others (2014), "First-Pass Large Vocabulary Continuous Speech Recognition using Bi-Directional
Recurrent DNNs": probabilities of all alignments of a prefix are summed, the language model weighs each character as it
is appended. Where the recogniser is sure and one prefix is left, its class is taken without asking the model. Prefixes
after which the model and the search go on alike are one from there on: the likelier stays, the others are kept as other
readings of the stretch before. So the search costs work only where there is doubt.

Tokens with a digit are left to the picture: the model would "repair" codes. Only for a letter right after a digit it is
asked, since most of these are a letter before it that was taken for a digit (`1SO`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.own_reader.alphabet import CHARACTERS, SPACE, decode
from extractors.own_reader.language import LanguageModel

_IS_DIGIT = (False, *(character.isdigit() for character in CHARACTERS))
_IS_LETTER = (False, *(character.isalpha() for character in CHARACTERS))
_LOG_TEN = math.log(10)
"""The language model knows that a digit comes, not which of the ten."""
_NOTHING = (0.0, 0.0)
_CERTAIN = 0.995
"""A step whose likeliest class has this probability is taken to have no other."""
_OTHERS = 3
"""Less likely texts of a line that are told."""
_LEAST_MASS, _MOST_MASS = 1e-30, 1e30
"""The best prefix's mass is brought back to 1 beyond these."""


@dataclass(frozen=True)
class Search:
    """How wide to search and what the language model weighs, both set on lines kept back from training."""

    beam: int = 8
    least: float = 2e-3
    """Classes below this probability are not followed."""
    narrow: float = 2e-3
    """Prefixes below this share of the best are dropped."""
    language_weight: float = 0.35
    character_bonus: float = 0.5
    """Added to the log probability for each character, since the language model takes from each."""
    typical_log: float = -1.4
    """Stands for the language model's log probability where it is not asked."""
    code_end_log: float = 1.0
    """The same for the space after a code, since the next word pays for its first letter and more code pays nothing."""


USUAL_SEARCH = Search()


@dataclass(frozen=True)
class Reading:
    """A line's text. `steps` has the step at which each character was emitted, `certainties` its probability there."""

    text: str
    steps: tuple[int, ...]
    certainties: tuple[float, ...]
    others: tuple[str, ...] = ()
    """Less likely texts, the likeliest first."""


class _Prefix:
    """A text so far: its last class, the language model's context, its place in the tree of texts."""

    __slots__ = ("best", "children", "context", "in_code", "last", "parent", "step")

    def __init__(self, parent: _Prefix | None, last: int, context: int, in_code: bool) -> None:
        self.parent = parent
        self.last = last
        self.context = context
        self.in_code = in_code
        self.children: dict[int, _Prefix] = {}
        self.step = 0
        self.best = 0.0


_Beams = dict[_Prefix, tuple[float, float]]
"""The probability of each prefix: of the alignments that end in a blank, and of those that end in its last class."""


@dataclass(frozen=True, slots=True)
class _Merged:
    """A prefix that was given up for a likelier one which goes on alike; `share` is its probability by that one's."""

    share: float
    given_up: _Prefix
    kept: _Prefix


def greedy(probabilities: NDArray[np.float32]) -> Reading:
    """The likeliest class of each step (steps, classes), repeats joined and blanks left out."""
    best = probabilities.argmax(axis=1)
    new = best != 0
    new[1:] &= best[1:] != best[:-1]
    steps = np.flatnonzero(new)
    return _reading(probabilities, best[steps].tolist(), steps.tolist(), ())


def beam_search(probabilities: NDArray[np.float32], model: LanguageModel, search: Search = USUAL_SEARCH) -> Reading:
    """The likeliest text of a line by the recogniser's probabilities (steps, classes) and the language model."""
    beams: _Beams = {_Prefix(None, 0, model.start, False): (1.0, 0.0)}
    merged: list[_Merged] = []
    for step, candidates in _eventful(probabilities, search.least):
        one, chance = candidates[0]
        if len(candidates) > 1:
            beams = _advance(beams, candidates, step=step, model=model, search=search)
        elif one == 0:
            beams = {prefix: (blank + other, 0.0) for prefix, (blank, other) in beams.items()}
        elif len(beams) > 1 or not _is_plain(beams, one):
            beams = _advance(beams, candidates, step=step, model=model, search=search)
        else:
            ((prefix, (_, other)),) = beams.items()
            if one != prefix.last or not other:
                prefix = _longer(prefix, one, chance, step, model)
            beams = {prefix: (0.0, 1.0)}
        if len(beams) > 1:
            beams = _pruned(beams, search)
            if len(candidates) == 1 and len(beams) > 1:
                beams = _with_like_ones_merged(beams, merged)
    return _told(probabilities, beams, merged)


def _eventful(probabilities: NDArray[np.float32], least: float) -> Iterator[tuple[int, list[tuple[int, float]]]]:
    """The steps that change something, with the classes to follow there and their probabilities.

    A sure step has one; of a run of sure blanks all but the first change nothing.
    """
    tops = probabilities.argmax(axis=1)
    peaks = probabilities[np.arange(len(tops)), tops]
    sure = peaks > _CERTAIN
    quiet = sure & (tops == 0)
    eventful = ~quiet
    eventful[1:] |= ~quiet[:-1]
    rows, classes = np.nonzero((probabilities > least) & ~sure[:, None])
    chances = probabilities[rows, classes].tolist()
    pairs = list(zip(classes.tolist(), chances, strict=True))
    ends = np.searchsorted(rows, np.arange(len(tops) + 1)).tolist()
    for step in np.flatnonzero(eventful).tolist():
        if sure[step]:
            yield step, [(int(tops[step]), float(peaks[step]))]
        else:
            yield step, pairs[ends[step] : ends[step + 1]]


def _is_plain(beams: _Beams, one: int) -> bool:
    """False where the only prefix may both be repeated and be longer by class `one`."""
    ((prefix, (blank, other)),) = beams.items()
    return one != prefix.last or not (blank and other)


def _longer(prefix: _Prefix, one: int, chance: float, step: int, model: LanguageModel) -> _Prefix:
    """The prefix that is longer by class `one`, which has the probability `chance` at `step`."""
    child = prefix.children.get(one)
    if child is None:
        in_code = one != SPACE and (prefix.in_code or _IS_DIGIT[one])
        child = prefix.children[one] = _Prefix(prefix, one, model.after(prefix.context, one), in_code)
    if chance > child.best:
        child.best, child.step = chance, step
    return child


def _advance(
    beams: _Beams, candidates: list[tuple[int, float]], *, step: int, model: LanguageModel, search: Search
) -> _Beams:
    """The prefixes after one more step: unchanged by a blank or a repeat, or longer by one of `candidates`."""
    most = max(blank + other for blank, other in beams.values())
    floor = most * max(chance for _, chance in candidates) * search.narrow
    after: _Beams = {}
    longer: list[tuple[float, float, _Prefix, int]] = []
    for prefix, (blank, other) in beams.items():
        both = blank + other
        still_blank = still_other = 0.0
        for one, chance in candidates:
            mass = both * chance
            if one == 0:
                still_blank = mass
                continue
            if one == prefix.last:
                still_other = other * chance
                mass = blank * chance
            if mass >= floor:
                longer.append((mass * _factor(prefix, one, model, search), chance, prefix, one))
        if still_blank + still_other >= floor:
            after[prefix] = (still_blank, still_other)
    # Prefixes are made longer only where they will stay: the model's next context is the dearest part of it.
    best = max(max((entry[0] for entry in longer), default=0.0), max(map(sum, after.values()), default=0.0))
    for mass, chance, prefix, one in longer:
        if mass >= best * search.narrow:
            child = _longer(prefix, one, chance, step, model)
            blank, other = after.get(child, _NOTHING)
            after[child] = (blank, other + mass)
    return after or beams


def _factor(prefix: _Prefix, one: int, model: LanguageModel, search: Search) -> float:
    """What the language says to class `one` after `prefix`."""
    is_digit = _IS_DIGIT[one]
    if prefix.in_code and not (_IS_DIGIT[prefix.last] and _IS_LETTER[one]):
        log = search.code_end_log if one == SPACE else search.typical_log
    else:
        log = model.log_probability(prefix.context, one)
        if is_digit:
            log -= _LOG_TEN
    return math.exp(search.language_weight * log + search.character_bonus)


def _pruned(beams: _Beams, search: Search) -> _Beams:
    """The likeliest prefixes."""
    best = max(blank + other for blank, other in beams.values())
    floor = best * search.narrow
    kept = [(prefix, pair) for prefix, pair in beams.items() if pair[0] + pair[1] >= floor]
    if len(kept) > search.beam:
        kept.sort(key=lambda entry: entry[1][0] + entry[1][1], reverse=True)
        del kept[search.beam :]
    if best < _LEAST_MASS or best > _MOST_MASS:
        kept = [(prefix, (blank / best, other / best)) for prefix, (blank, other) in kept]
    return dict(kept)


def _with_like_ones_merged(beams: _Beams, merged: list[_Merged]) -> _Beams:
    """Of prefixes after which everything goes on alike the likeliest; the others are added to `merged`.

    Called after a sure step: each prefix ends in a blank or in its last class, so that its sum says all.
    """
    likeliest: dict[tuple[int, int, bool, bool], _Prefix] = {}
    for prefix, (blank, other) in beams.items():
        key = prefix.context, prefix.last, prefix.in_code, blank > other
        rival = likeliest.get(key)
        if rival is None:
            likeliest[key] = prefix
            continue
        mass, rival_mass = blank + other, sum(beams[rival])
        if mass > rival_mass:
            likeliest[key] = prefix
            merged.append(_Merged(rival_mass / mass, rival, prefix))
        else:
            merged.append(_Merged(mass / rival_mass, prefix, rival))
    return {prefix: beams[prefix] for prefix in likeliest.values()}


def _told(probabilities: NDArray[np.float32], beams: _Beams, merged: list[_Merged]) -> Reading:
    """The likeliest text, and the next likely ones: other prefixes, and what was given up on the likeliest's way."""
    ranked = sorted(beams.items(), key=lambda entry: sum(entry[1]), reverse=True)
    best, pair = ranked[0]
    path = _path(best)
    classes = [prefix.last for prefix in path]
    others = [(sum(masses) / sum(pair), [one.last for one in _path(prefix)]) for prefix, masses in ranked[1:]]
    lengths = {prefix: place for place, prefix in enumerate(path, start=1)}
    for one in merged:
        if one.kept in lengths:
            changed = [prefix.last for prefix in _path(one.given_up)]
            others.append((one.share, changed + classes[lengths[one.kept] :]))
    others.sort(key=lambda entry: entry[0], reverse=True)
    texts = tuple(decode(other) for _, other in others[:_OTHERS])
    return _reading(probabilities, classes, [prefix.step for prefix in path], texts)


def _path(prefix: _Prefix) -> list[_Prefix]:
    """The prefixes of one class and more that lead to `prefix`, itself the last."""
    path = []
    here: _Prefix | None = prefix
    while here is not None and here.parent is not None:
        path.append(here)
        here = here.parent
    return path[::-1]


def _reading(
    probabilities: NDArray[np.float32], classes: list[int], steps: list[int], others: tuple[str, ...]
) -> Reading:
    """Puts a reading together; a character's certainty is its highest probability between its neighbours' steps."""
    if not classes:
        return Reading("", (), (), others)
    firsts = np.minimum([0, *(step + 1 for step in steps[:-1])], steps)
    ends = np.maximum([*steps[1:], len(probabilities)], np.array(steps) + 1)
    lengths = ends - firsts
    starts = np.cumsum(lengths) - lengths
    rows = np.arange(int(lengths.sum())) + np.repeat(firsts - starts, lengths)
    certainties = np.maximum.reduceat(probabilities[rows, np.repeat(classes, lengths)], starts)
    return Reading(decode(classes), tuple(steps), tuple(certainties.tolist()), others)
