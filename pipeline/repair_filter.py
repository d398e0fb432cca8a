"""The filter behind `kehoach repair`: degraded lines in, repaired lines out, one for one, as they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from normalizers.repair import RepairedText, Repairer
from normalizers.repair.diagnosis import Evidence

_FADING = 0.97
"""What a line's evidence is worth one line later: about thirty lines tell how the text was damaged."""
_ENOUGH_WORDS = 150.0
"""Words seen from which on only some lines are looked at, as telling costs as much as repairing."""
_LOOK_EVERY = 6


def repair_stream(lines: Iterable[str], repairer: Repairer) -> Iterator[RepairedText]:
    """Each line repaired before the next one is asked for; a line end that it has stays.

    The damage is told from the line and those before it, so that a text that changes its kind is followed.
    """
    evidence = Evidence()
    for number, line in enumerate(lines):
        if evidence.words < _ENOUGH_WORDS or number % _LOOK_EVERY == 0:
            evidence = evidence.followed_by(repairer.evidence([line]), _FADING)
        yield repairer.repair(line, damage=evidence.damage)
