"""Deadlines as printed become kinds and dates.

Decides what time a phrase such as "Trước ngày 05/12/2025", "Quý II, quý IV/2022" or "Định kỳ hằng quý" tells. It never
repairs a digit: where one can't be read, the kind is told and the dates stay unknown.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from normalizers.deadline_words import (
    BEFORE_CONDITION,
    BEFORE_STRETCH,
    BEFORE_YEAR,
    BY,
    CONDITION,
    DAYS_AFTER_ISSUE,
    EARLY,
    FOLDER,
    FROM,
    MIDDLE,
    OCCASION,
    ONWARD,
    PATTERNS,
    PERIODIC,
    PHRASE,
    RECURRENCES,
    ROMAN,
)
from normalizers.document_numbers import mask_citations


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


@dataclass(frozen=True, slots=True)
class _Moment:
    """A stretch of time named in a text: from the first day of (`first`) to the last of (`last`), as month and day.

    `year` is None where it is not printed beside it. `years_on` is how many years later it ends.
    """

    start: int
    end: int
    kind: str
    year: int | None
    first: tuple[int, int]
    last: tuple[int, int]
    years_on: int = 0
    readable: bool = True


@dataclass(frozen=True, slots=True)
class _PlanYear:
    """The year that a moment without one belongs to."""

    year: int | None
    is_school_year: bool

    def of(self, moment: _Moment) -> int | None:
        if self.year is None or not self.is_school_year:
            return self.year
        return self.year + int(moment.kind != "year" and moment.first[0] < FIRST_MONTH_OF_SCHOOL_YEAR)


FIRST_MONTH_OF_SCHOOL_YEAR = 8
END_OF_MONTH = 0
# From coarse to fine.
_FINENESS = ("year", "half_year", "quarter", "month", "date")


def parse_deadline(
    text: str, plan_year: int | None = None, issued: date | None = None, *, school_year: bool = False
) -> Deadline:
    """What the deadline phrase or cell `text` says. Never raises; what can't be understood has the kind "none".

    A year that is not printed beside a day, month or quarter is taken from the nearest year printed after it, else
    before it, else `plan_year`; without any, the dates stay unknown. "Trước", "đến", "chậm nhất" leave the start open.
    Where several times are named, the range runs from the first to the last and the kind is that of the finest.
    `issued` is the plan's own date, used for "30 ngày kể từ ngày ban hành". A school year runs from September to May.
    `school_year`: the plan's year is one, so that months before August are those of the year after `plan_year`.
    """
    folded = FOLDER.fold(mask_citations(text))
    if not folded.strip(" .-_…\n\t/"):
        return Deadline()
    moments = _moments(folded)
    recurrence = _recurrence(folded, moments)
    if recurrence is None and _depends_on_condition(folded, moments):
        return _conditional(folded, issued)
    start, end = _range(folded, moments, _PlanYear(plan_year, school_year))
    if recurrence is not None:
        kind = "ongoing" if recurrence == "ongoing" else "recurring"
        return Deadline(kind, start, end, recurrence or None)
    if moments:
        kind = max((moment.kind for moment in moments), key=_FINENESS.index)
        return Deadline(kind, start, end)
    if CONDITION.search(folded):
        return _conditional(folded, issued)
    return Deadline()


def _moments(folded: str) -> list[_Moment]:
    """The times named in a folded text, in order, none inside another."""
    remaining = folded
    found: list[_Moment] = []
    for name, pattern in PATTERNS:
        for match in pattern.finditer(remaining):
            moment = _moment(name, match)
            if moment is None:
                continue
            found.append(moment)
            remaining = remaining[: match.start()] + "\x00" * len(match[0]) + remaining[match.end() :]
    return sorted(found, key=lambda moment: moment.start)


def _moment(name: str, match: re.Match[str]) -> _Moment | None:  # noqa: PLR0911, PLR0912 - a case a kind of phrase
    groups = match.groupdict()
    year = _year(groups.get("year") or groups.get("year2"))
    blank = _Moment(match.start(), match.end(), "year", year, (1, 1), (12, 31))
    match name:
        case "unreadable_date":
            return replace(blank, kind="date", readable=False)
        case "date":
            day, month = int(groups["day"]), int(groups["month"])
            if not (1 <= month <= 12 and 1 <= day <= 31):
                return replace(blank, kind="date", readable=False)
            return replace(blank, kind="date", first=(month, day), last=(month, day))
        case "days":
            month, first, last = int(groups["month"]), int(groups["day"]), int(groups["day2"])
            if first >= last:
                return replace(blank, kind="date", readable=False)
            return replace(blank, kind="date", first=(month, first), last=(month, last))
        case "month":
            month = int(groups["month"])
            return replace(blank, kind="month", first=(month, 1), last=(month, END_OF_MONTH))
        case "months":
            months = [int(number) for number in re.findall(r"\d+", groups["list"])]
            later = 1 if months[-1] < months[0] else 0
            return replace(blank, kind="month", first=(months[0], 1), last=(months[-1], END_OF_MONTH), years_on=later)
        case "quarters":
            quarters = [_quarter(figure) for figure in re.findall(r"(?<![a-z])[i1l|!v2-4]+(?![a-z])", groups["list"])]
            known = [quarter for quarter in quarters if quarter]
            if not known or len(known) < len(quarters):
                return replace(blank, kind="quarter", readable=False)
            return replace(blank, kind="quarter", first=(min(known) * 3 - 2, 1), last=(max(known) * 3, END_OF_MONTH))
        case "first_half":
            return replace(blank, kind="half_year", first=(1, 1), last=(6, 30))
        case "second_half":
            return replace(blank, kind="half_year", first=(7, 1), last=(12, 31))
        case "three_months":
            return replace(blank, kind="quarter", first=(1, 1), last=(3, 31))
        case "this_school_year":
            return replace(blank, first=(9, 1), last=(5, 31), years_on=1)
        case "nine_months":
            return replace(blank, kind="year", first=(1, 1), last=(9, 30))
        case "term":
            year = _year(groups.get("year"))
            second = groups["term"] in ("2", "ii", "ll")
            if second:
                year = _year(groups.get("year2"))
                return replace(blank, kind="half_year", year=year, first=(1, 1), last=(5, 31))
            return replace(blank, kind="half_year", year=year, first=(9, 1), last=(1, 31), years_on=1)
        case "school_year":
            first_year, last_year = int(groups["year"]), int(groups["year2"])
            return replace(blank, year=first_year, first=(9, 1), last=(5, 31), years_on=max(0, last_year - first_year))
        case "years":
            return replace(blank, years_on=max(0, int(groups["year2"]) - int(groups["year"])))
        case _:
            return blank


def _year(printed: str | None) -> int | None:
    if not printed:
        return None
    return int(printed) if len(printed) == 4 else 2000 + int(printed)


def _quarter(figure: str) -> int | None:
    return ROMAN.get(figure) or ROMAN.get(re.sub(r"[1l|!]", "i", figure))


def _recurrence(folded: str, moments: list[_Moment]) -> str | None:
    """How often, "" where it only says that it comes back ("định kỳ"), None where it says nothing."""
    # "23 tháng 11" must not look like "3 tháng 1 lần".
    for moment in moments:
        folded = folded[: moment.start] + "#" * (moment.end - moment.start) + folded[moment.end :]
    first: tuple[int, str] | None = None
    for name, pattern in RECURRENCES:
        match = pattern.search(folded)
        if match is not None and (first is None or match.start() < first[0]):
            first = (match.start(), name)
    if first is not None:
        return first[1]
    return "" if not moments and PERIODIC.search(folded) else None


def _depends_on_condition(folded: str, moments: list[_Moment]) -> bool:
    """True where the only times named belong to what is waited for ("Theo Kế hoạch kiểm tra năm 2025")."""
    if not CONDITION.search(folded):
        return False
    if folded.lstrip(" -+*(").startswith("ke tu") and moments and FROM.search(folded[: moments[0].start]):
        return False
    if moments and all(moment.kind == "year" and OCCASION.search(folded[: moment.start]) for moment in moments):
        return True
    return all(
        BEFORE_CONDITION.search(folded[: moment.start])
        and (moment.kind == "year" or CONDITION.match(folded))
        and not BY.search(folded[: moment.start])
        and "(" not in folded[: moment.start]
        and "\n" not in folded[: moment.start]
        for moment in moments
    )


def _conditional(folded: str, issued: date | None) -> Deadline:
    match = DAYS_AFTER_ISSUE.search(folded)
    if match is None or issued is None:
        return Deadline("conditional")
    days = int(match["days"])
    if match["unit"] == "thang":
        return Deadline("conditional", end=_add_months(issued, days))
    end = issued
    while days > 0:
        end += timedelta(days=1)
        if match["unit"] == "ngay" or end.weekday() < 5:
            days -= 1
    return Deadline("conditional", end=end)


def _add_months(day: date, months: int) -> date:
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _range(folded: str, moments: list[_Moment], plan_year: _PlanYear) -> tuple[date | None, date | None]:
    """First and last day of all `moments`; None where open or unknown."""
    if not moments or not all(moment.readable for moment in moments):
        return None, None
    spans: list[tuple[date | None, date | None]] = []
    for index, moment in enumerate(moments):
        year = moment.year or _nearest_year(moments, index) or plan_year.of(moment)
        if year is None:
            return None, None
        first, last = _day(year, moment.first), _day(year + moment.years_on, moment.last)
        if first is None or last is None:
            return None, None
        before, after = folded[: moment.start], folded[moment.end :]
        last = _shortened(moment, before, folded, first, last)
        has_end = re.search(r"\bden\b|\btoi\b|-", folded[moment.start : moment.end]) is not None
        if moment.kind == "year" and BEFORE_YEAR.search(before) and moment.last == (12, 31):
            spans.append((None, _day(year - 1, (12, 31))))
        elif moment.kind in ("month", "quarter") and BEFORE_STRETCH.search(before):
            spans.append((None, first - timedelta(days=1)))
        elif ONWARD.match(after) or (FROM.search(before) and len(moments) == 1 and not has_end):
            spans.append((first, None))
        elif BY.search(before):
            spans.append((None, last))
        else:
            spans.append((first, last))
    spans = _without_surrounding(spans)
    starts, ends = [first for first, _ in spans], [last for _, last in spans]
    known_starts = [day for day in starts if day]
    known_ends = [day for day in ends if day]
    end = max(known_ends) if len(known_ends) == len(ends) else None
    if None in starts and not (len(spans) > 1 and starts[0] is not None and end is not None):
        return None, end
    start = min(known_starts) if known_starts else None
    return (start, end) if start is None or end is None or start <= end else (None, end)


def _shortened(moment: _Moment, before: str, folded: str, first: date, last: date) -> date:
    """The last day of "đầu năm", "đầu quý II", "giữa tháng 9": of the first part of the stretch, not of all of it."""
    early = EARLY.search(before) or folded[moment.start :].startswith("dau nam")
    if early and moment.kind in FIRST_PART:
        months, days = FIRST_PART[moment.kind]
        return min(last, _add_months(first, months) + timedelta(days=days))
    if moment.kind == "month" and MIDDLE.search(before):
        return first + timedelta(days=19)
    return last


# How far the first part of a stretch reaches from its first day, in months and days: a quarter, a month, ten days.
FIRST_PART = {"year": (3, -1), "quarter": (1, -1), "month": (0, 9)}


def _nearest_year(moments: list[_Moment], index: int) -> int | None:
    following = [moment.year for moment in moments[index + 1 :] if moment.year]
    preceding = [moment.year for moment in moments[:index] if moment.year]
    return following[0] if following else preceding[-1] if preceding else None


def _day(year: int, month_and_day: tuple[int, int]) -> date | None:
    """The day; the end of the month for END_OF_MONTH; None where there is no such day."""
    month, day = month_and_day
    length = calendar.monthrange(year, month)[1]
    if day == END_OF_MONTH:
        return date(year, month, length)
    return date(year, month, day) if day <= length else None


def _without_surrounding(spans: list[tuple[date | None, date | None]]) -> list[tuple[date | None, date | None]]:
    """`spans` without those that hold a finer one: "trong năm 2025, xong trước ngày 15/12" is due on 15/12."""

    def surrounds(outer: tuple[date | None, date | None], inner: tuple[date | None, date | None]) -> bool:
        if outer == inner or outer[0] is None or outer[1] is None:
            return False
        inner_start, inner_end = inner[0] or inner[1], inner[1] or inner[0]
        return inner_start is not None and inner_end is not None and outer[0] <= inner_start and inner_end <= outer[1]

    return [span for span in spans if not any(surrounds(span, other) for other in spans)]


def find_deadline(text: str) -> str:
    """The first deadline phrase inside the sentence `text`, as printed ("trước ngày 15/12/2025"); "" if none."""
    match = PHRASE.search(FOLDER.fold(mask_citations(text)))
    return text[match.start() : match.end()].strip() if match else ""
