"""What a plan's rows are read by, whatever part of it they stand in: its year, its date, its own short names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from normalizers.deadlines import Deadline, parse_deadline
from normalizers.folding import fold_marks

_TIME_UNIT = re.compile(r"(?:^|/ )(?P<unit>thang|quy|nam)(?!\w)")
_BARE_NUMBERS = re.compile(r"(?:\d{1,2}|[IVX]{1,3})(?:\s*[-–,;+]\s*(?:\d{1,2}|[IVX]{1,3}))*|(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a row's text is read by: year and date complete deadlines, `defined` has the short names of agencies.

    `school_year`: the plan runs from August of `year` to July of the next.
    """

    year: int | None = None
    issued: date | None = None
    defined: Mapping[str, str] = field(default_factory=dict)
    school_year: bool = False

    def deadline(self, text: str, header: str = "") -> Deadline:
        """When `text` says that something is due; under the header "Tháng" (month) a bare "9" is one."""
        unit = _TIME_UNIT.search(fold_marks(header))
        if unit and _BARE_NUMBERS.fullmatch(text.strip()):
            text = " ".join((unit["unit"], text))
        return parse_deadline(text, self.year, self.issued, school_year=self.school_year)


NO_PLAN = Plan()
