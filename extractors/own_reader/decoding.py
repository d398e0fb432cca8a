"""From the recogniser's probabilities to a text: prefix beam search with the character language model.

Hannun, A. Y. and others (2014), "First-Pass Large Vocabulary Continuous Speech Recognition using Bi-Directional
Recurrent DNNs": probabilities of all alignments of a prefix are summed, the language model weighs each character as it
is appended. Most steps of a clear line have one likely class and the beam holds one prefix, so that the search costs
work only where there is doubt. Tokens with a digit are left to the picture: the model would "repair" codes. Only for a
letter right after a digit it is asked, since most of these are a letter before it that was taken for a digit (`1SO`).
"""

from __future__ import annotations

import math
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
_CERTAIN = 0.9995
"""A step whose likeliest class has this probability has no other."""


@dataclass(frozen=True)
class Search:
    """How wide to search and what the language model weighs, both set on lines kept back from training."""

    beam: int = 8
    least: float = 2e-4
    """Classes below this probability are not followed."""
    narrow: float = 5e-4
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
    score: float = 0.0
    """Log probability of the text, the language model's part included."""


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


def greedy(probabilities: NDArray[np.float32]) -> Reading:
    """The likeliest class of each step (steps, classes), repeats joined and blanks left out."""
    best = probabilities.argmax(axis=1)
    new = best != 0
    new[1:] &= best[1:] != best[:-1]
    steps = np.flatnonzero(new)
    classes = [int(one) for one in best[steps]]
    return _reading(probabilities, classes, [int(step) for step in steps], (), 0.0)


def beam_search(probabilities: NDArray[np.float32], model: LanguageModel, search: Search = USUAL_SEARCH) -> Reading:
    """The likeliest text of a line by the recogniser's probabilities (steps, classes) and the language model."""
    root = _Prefix(None, 0, model.start, False)
    beams: dict[_Prefix, tuple[float, float]] = {root: (1.0, 0.0)}
    total_log = 0.0
    tops = probabilities.argmax(axis=1)
    rows = np.arange(len(tops))
    certain = probabilities[rows, tops] > _CERTAIN
    for step, (top, sure) in enumerate(zip(tops.tolist(), certain.tolist(), strict=True)):
        if sure and top == 0:
            beams = {prefix: (blank + other, 0.0) for prefix, (blank, other) in beams.items()}
            continue
        row = probabilities[step]
        candidates = [top] if sure else np.flatnonzero(row > search.least).tolist()
        beams = _advance(beams, row, candidates, step=step, model=model, search=search)
        best = max(blank + other for blank, other in beams.values())
        floor = best * search.narrow
        if len(beams) > 1:
            kept = [(prefix, pair) for prefix, pair in beams.items() if pair[0] + pair[1] >= floor]
            if len(kept) > search.beam:
                kept.sort(key=lambda entry: entry[1][0] + entry[1][1], reverse=True)
                del kept[search.beam :]
        else:
            kept = list(beams.items())
        if best < 1e-30 or best > 1e30:
            total_log += math.log(best)
            kept = [(prefix, (blank / best, other / best)) for prefix, (blank, other) in kept]
        beams = dict(kept)
    ranked = sorted(beams.items(), key=lambda entry: entry[1][0] + entry[1][1], reverse=True)
    prefix, pair = ranked[0]
    classes, steps = _path(prefix)
    others = tuple(decode(_path(other)[0]) for other, _ in ranked[1:4])
    return _reading(probabilities, classes, steps, others, total_log + math.log(max(pair[0] + pair[1], 1e-300)))


def _advance(
    beams: dict[_Prefix, tuple[float, float]],
    row: NDArray[np.float32],
    candidates: list[int],
    *,
    step: int,
    model: LanguageModel,
    search: Search,
) -> dict[_Prefix, tuple[float, float]]:
    """The prefixes after one more step: unchanged by a blank or a repeat, or longer by one of `candidates`."""
    after: dict[_Prefix, tuple[float, float]] = {}
    chances = [(one, float(row[one])) for one in candidates]
    neutral = math.exp(search.language_weight * search.typical_log + search.character_bonus)
    code_end = math.exp(search.language_weight * search.code_end_log + search.character_bonus)
    most = max(blank + other for blank, other in beams.values())
    floor = most * max(chance for _, chance in chances) * search.narrow
    for prefix, (blank, other) in beams.items():
        both = blank + other
        logs = None
        for one, chance in chances:
            if both * chance < floor:
                continue
            if one == 0:
                old = after.get(prefix, _NOTHING)
                after[prefix] = (old[0] + both * chance, old[1])
                continue
            source = both
            if one == prefix.last:
                if other:
                    old = after.get(prefix, _NOTHING)
                    after[prefix] = (old[0], old[1] + other * chance)
                source = blank
                if source * chance < floor:
                    continue
            is_digit = _IS_DIGIT[one]
            if prefix.in_code and not (_IS_DIGIT[prefix.last] and _IS_LETTER[one]):
                factor = code_end if one == SPACE else neutral
            else:
                if logs is None:
                    logs = model.log_probabilities(prefix.context)
                log = float(logs[one]) - _LOG_TEN if is_digit else float(logs[one])
                factor = math.exp(search.language_weight * log + search.character_bonus)
            child = prefix.children.get(one)
            if child is None:
                in_code = one != SPACE and (prefix.in_code or is_digit)
                child = _Prefix(prefix, one, model.after(prefix.context, one), in_code)
                prefix.children[one] = child
            if chance > child.best:
                child.best, child.step = chance, step
            old = after.get(child, _NOTHING)
            after[child] = (old[0], old[1] + source * chance * factor)
    return after or dict(beams)


def _path(prefix: _Prefix) -> tuple[list[int], list[int]]:
    classes, steps = [], []
    here: _Prefix | None = prefix
    while here is not None and here.parent is not None:
        classes.append(here.last)
        steps.append(here.step)
        here = here.parent
    return classes[::-1], steps[::-1]


def _reading(
    probabilities: NDArray[np.float32], classes: list[int], steps: list[int], others: tuple[str, ...], score: float
) -> Reading:
    """Puts a reading together; a character's certainty is its highest probability between its neighbours' steps."""
    certainties = []
    for place, (one, step) in enumerate(zip(classes, steps, strict=True)):
        first = steps[place - 1] + 1 if place else 0
        last = steps[place + 1] if place + 1 < len(steps) else len(probabilities)
        certainties.append(float(probabilities[min(first, step) : max(last, step + 1), one].max()))
    return Reading(decode(classes), tuple(steps), tuple(certainties), others, score)
