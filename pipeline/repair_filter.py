"""The filter behind `kehoach repair`: degraded lines in, repaired lines out, one for one, as they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from normalizers.repair import RepairedText, Repairer
from normalizers.repair.diagnosis import Evidence

_FADING = 0.97
"""What a line's evidence is worth one line later: about thirty lines tell how the text was damaged."""


def repair_stream(lines: Iterable[str], repairer: Repairer) -> Iterator[RepairedText]:
    """Each line repaired before the next one is asked for; a line end that it has stays.

    The damage is told from the line and those before it, so that a text that changes its kind is followed.
    """
    evidence = Evidence()
    for line in lines:
        evidence = evidence.followed_by(repairer.evidence([line]), _FADING)
        yield repairer.repair(line, damage=evidence.damage)
