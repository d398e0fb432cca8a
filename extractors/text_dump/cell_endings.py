"""How the cells of a dumped table's columns end: which words, and whether with a full stop.

A first search tells it; what is cut off in the next one costs more. Costs in nats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

# A column whose cells end so in so large a share of at least so many.
FEWEST_CELLS = 8
STOPPED_SHARE = 0.7
FEW_VALUES_SHARE = 0.6
FEWEST_RECURRENCES = 3
# A cell that ends otherwise.
UNSTOPPED = 1.5
ODD_ENDING = 2.0


@dataclass(frozen=True, slots=True)
class Endings:
    """How a column's cells end: the words (plain letters) that many end with where most do, and if most are stopped."""

    words: frozenset[str] = frozenset()
    stopped: bool = False

    def cost(self, word: str, *, ended: bool) -> float:
        """The cost of a cell's ending with `word`, which `ended` a sentence or not."""
        return ODD_ENDING * bool(self.words and word not in self.words) + UNSTOPPED * (self.stopped and not ended)


def usual_endings(last_words: Sequence[tuple[str, bool]]) -> Endings:
    """How cells end that end with `last_words` (plain letters), each with whether it ended a sentence."""
    if len(last_words) < FEWEST_CELLS:
        return Endings()
    counted = Counter(word for word, _ in last_words)
    often = {word: times for word, times in counted.items() if word and times >= FEWEST_RECURRENCES}
    few = sum(often.values()) >= FEW_VALUES_SHARE * len(last_words)
    stopped = sum(ended for _, ended in last_words) >= STOPPED_SHARE * len(last_words)
    return Endings(frozenset(often) if few else frozenset(), stopped)
