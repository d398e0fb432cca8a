"""The filter behind `kehoach repair`: degraded lines in, repaired lines out, one for one, as they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from normalizers.repair import RepairedText, Repairer


def repair_stream(lines: Iterable[str], repairer: Repairer) -> Iterator[RepairedText]:
    """Each line repaired, before the next one is asked for; line ends are the caller's."""
    for line in lines:
        yield repairer.repair(line)
