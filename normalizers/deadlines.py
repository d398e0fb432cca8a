"""Deadlines as printed become kinds and dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due.

    `kind` is one of date, month, quarter, half_year, year, recurring, ongoing, conditional, none; `recurrence` one of
    weekly, monthly, quarterly, half_yearly, yearly, ongoing, or None. `start` and `end` are inclusive.
    """

    kind: str = "none"
    start: date | None = None
    end: date | None = None
    recurrence: str | None = None
