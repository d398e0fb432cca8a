"""Deadlines as printed become kinds and dates.

Decides what time a phrase such as "Trước ngày 05/12/2025", "Quý II, quý IV/2022" or "Định kỳ hằng quý" tells. It never
repairs a digit: where one can't be read, the kind is told and the dates stay unknown.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from normalizers.document_numbers import mask_citations
from normalizers.folding import Folder


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


END_OF_MONTH = 0
# Words of the patterns that others look like once their marks are gone ("quỹ" and "quý", "tự" and "từ").
_FOLDER = Folder.of_words(
    ["quý", "từ", "đến", "trước", "hạn", "tháng", "ngày", "năm", "kỳ", "kì", "tuần", "hằng", "hàng", "mỗi", "tư", "theo", "khi", "sau", "thứ", "nửa", "hết", "chậm", "xong"],
    others=("tự",),
)
# From coarse to fine.
_FINENESS = ("year", "half_year", "quarter", "month", "date")
_YEAR = r"(?:19|20)\d\d"
_YEAR_BEHIND = rf"(?:\s*[/.,-]?\s*(?:cua\s+)?(?:nam\s*)?[/.-]?\s*(?P<year>{_YEAR})(?!\d))?"
# A quarter in Roman figures, with what scans make of "I"; only one to four are possible, so they are safe to read.
_QUARTER = r"(?:[i1l|!]{1,3}|[i1l|]v|v[i1l|]?|[1-4])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_LIST_JOIN = r"\s*(?:,|;|&|\+|-|va|den|toi|hoac)\s*"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # "l5/12/2025", "3O/6": a letter among the digits; the date can't be known.
    (
        "unreadable_date",
        re.compile(
            r"(?<![\w/])(?=[\dloi|]*[loi|])(?=[loi|]*\d)[\dloi|]{1,2}\s?/\s?[\dloi|]{1,2}(?:\s?/\s?[\dloi|]{4})?(?![\w/])"
        ),
    ),
    (
        "date",
        re.compile(
            rf"(?<![\d/.])(?P<day>\d{{1,2}})\s?(?P<sign>[/.-])\s?(?P<month>\d{{1,2}})\s?(?P=sign)\s?(?P<year>{_YEAR}"
            rf"|\d\d(?=\D|$))(?![\d/])"
        ),
    ),
    (
        "date",
        re.compile(
            rf"(?:ngay\s*)?(?<!\d)(?<!tuan )(?<!\d[.,])(?P<day>\d{{1,2}})\s*thang\s*(?P<month>\d{{1,2}})"
            rf"(?:\s*[,.]?\s*nam\s*(?P<year>{_YEAR}))?(?!\d)"
        ),
    ),
    (
        "months",
        re.compile(
            rf"\b(?:cac\s+)?(?:thang|t(?=\d))\s*(?P<list>{_MONTH}(?:{_LIST_JOIN}(?:thang\s*)?{_MONTH}(?![\d]"
            rf"|\s*(?:lan|%|ngay|nam\b)))*)(?!\d|[.,]\d){_YEAR_BEHIND}"
        ),
    ),
    (
        "quarters",
        re.compile(
            rf"\b(?:cac\s+)?(?:quy|q(?=[1-4i]))\s*(?P<list>{_QUARTER}(?:{_LIST_JOIN}(?:quy\s*)?{_QUARTER}(?!\w))*)(?!\w){_YEAR_BEHIND}"
        ),
    ),
    ("quarters", re.compile(rf"(?<![\w/])(?P<list>i{{1,3}}|iv)\s?/\s?(?P<year>{_YEAR})(?!\d)")),
    ("month", re.compile(rf"(?<![\d/.])(?P<month>{_MONTH})\s?[/-]\s?(?P<year>{_YEAR})(?![\d/])")),
    (
        "date",
        re.compile(
            rf"(?<![\d/.,])(?P<day>{_DAY})\s?/\s?(?P<month>{_MONTH})(?![\d/.,%]\d|[/%])(?!\d)(?!\s*(?:so"
            rf"|tong|%|lop|nguoi|phong|don vi|xa|bo phan))"
        ),
    ),
    (
        "first_half",
        re.compile(
            rf"\b0?6\s*thang\s*dau(?:\s*nam)?{_YEAR_BEHIND}|\bnua\s*dau\s*nam{_YEAR_BEHIND.replace('year', 'year2')}"
        ),
    ),
    (
        "second_half",
        re.compile(
            rf"\b0?6\s*thang\s*cuoi(?:\s*nam)?{_YEAR_BEHIND}|\bnua\s*cuoi\s*nam{_YEAR_BEHIND.replace('year', 'year2')}"
        ),
    ),
    ("nine_months", re.compile(rf"\b0?9\s*thang(?:\s*dau)?(?:\s*nam)(?:\s*{_YEAR_BEHIND})?")),
    (
        "term",
        re.compile(
            rf"\bhoc\s*k[yi]\s*(?P<term>1|2|i{{1,2}}|l{{1,2}})\b(?:[,\s]*(?:cua\s+)?nam\s*hoc)?(?:\s*(?P<year>{_YEAR})\s*-\s*(?P<year2>{_YEAR}))?"
        ),
    ),
    ("school_year", re.compile(rf"\bnam\s*hoc\s*(?P<year>{_YEAR})\s*-\s*(?P<year2>{_YEAR})")),
    (
        "years",
        re.compile(rf"(?<![\d/])(?P<year>{_YEAR})\s*(?:-|den(?:\s*(?:het\s*)?nam)?)\s*(?P<year2>{_YEAR})(?![\d/])"),
    ),
    (
        "year",
        re.compile(
            rf"(?<![\d/.,])(?:(?:nam|/)\s*)?(?P<year>{_YEAR})(?![\d/%]|[.,]\d|\s*(?:nguoi|ho so|dong"
            rf"|trieu|ty|luot|ho|ha|tan))"
        ),
    ),
    (
        "this_year",
        re.compile(
            r"\b(?:trong|ca|het|cuoi|hoan thanh trong|dau)\s+nam(?:\s+nay|\s+ke hoach)?\b(?!\s*(?:hoc|so|[12]\d))"
        ),
    ),
)

# How often; (words on folded text, recurrence), the first that stands first in the text wins.
_EVERY = r"(?:hang|hẳng|moi|tung|dinh ky|theo)"
_TIMES = r"(?:\d{1,2}|mot|hai|ba|bon)\s*(?:lan|ky|cuoc|buoi|dot|bao cao)"
_RECURRENCES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "half_yearly",
        re.compile(
            rf"(?:dinh ky|moi|bao cao|hang|{_TIMES}\s*(?:/|moi|trong)?)\s*(?:\d\s*lan\s*)?(?:0?6|sau)\s*thang"
            rf"|(?:0?6|sau)\s*thang\s*(?:/|mot|1|moi)\s*(?:lan|mot|1)"
            r"|(?:0?2|hai)\s*lan\s*(?:/|trong|moi|mot)\s*(?:1\s*|mot\s*)?nam\b|(?:so|tong) ket 6 thang|nua nam"
        ),
    ),
    (
        "quarterly",
        re.compile(
            rf"{_EVERY}\s*quy\b(?!\s*(?:dinh|che|trinh|hoach|mo|dat|[iv\d]))|{_TIMES}\s*(?:/|trong|moi)?\s*(?:1\s*"
            rf"|mot\s*)?quy\b(?!\s*[iv\d])|quy\s*/\s*(?:0?1\s*)?lan"
            r"|(?:0?3|ba)\s*thang\s*(?:/|mot|1|moi)\s*(?:lan|mot|1)|(?:0?4|bon)\s*lan\s*/\s*nam|\bquy, (?:0?6"
            r"|sau) thang|thang cuoi quy|cuoi (?:moi |hang )?quy\b(?!\s*[iv\d])"
        ),
    ),
    (
        "monthly",
        re.compile(
            rf"{_EVERY}\s*thang\b(?!\s*\d)|{_TIMES}\s*(?:/|trong|moi)?\s*(?:1\s*|mot\s*)?thang\b(?!\s*\d)"
            rf"|(?<!\d )(?<!\d)(?:1\s*|mot\s*)?thang\s*/\s*(?:0?1\s*)?lan|12\s*lan\s*/\s*nam"
            r"|ngay\s*\d{1,2}\s*(?:hang|moi|cua)\s*thang"
        ),
    ),
    (
        "weekly",
        re.compile(
            rf"{_EVERY}\s*tuan\b|{_TIMES}\s*(?:/|trong|moi)?\s*(?:1\s*|mot\s*)?tuan\b|tuan\s*/\s*(?:0?1\s*)?lan"
            rf"|thu\s*(?:hai|ba|tu|nam|sau|[2-6])\s*(?:hang|moi)\s*tuan"
        ),
    ),
    (
        "yearly",
        re.compile(
            r"(?:hang|moi|tung|dinh ky)\s*nam\b(?!\s*\d)"
            rf"|{_TIMES}\s*(?:/|trong|moi)\s*(?:1\s*|mot\s*)?nam\b(?!\s*(?:hoc"
            rf"|\d))|(?:1\s*|mot\s*)?nam\s*/\s*(?:0?1\s*)?lan|thuong nien|cac nam trong"
            r"|(?:1|mot) lan (?:mot|trong) nam|hang nien"
        ),
    ),
    (
        "ongoing",
        re.compile(
            r"thuong\s*xuyen|lien\s*tuc|hang\s*ngay\b|moi\s*ngay\b|thuong\s*truc\b|suot (?:nam|ca nam)"
            r"|quanh nam|ca nam\b|suot nam hoc|xuyen suot"
        ),
    ),
)
_PERIODIC = re.compile(r"\bdinh\s*k[yi]\b|\btheo k[yi]\b")

_CONDITION = re.compile(
    r"^[-+*\s(]*(?:thuc hien\s+|hoan thanh\s+|trien khai\s+|bao cao\s+|khi\s+)?(?:theo\b|sau\b"
    r"|khi\b|ngay sau\b|ngay khi\b|ke tu\b|tuy\b|phu thuoc|truoc khi\b|neu\b|can cu)"
    r"|\bke tu (?:ngay|khi|luc)\b|\bngay (?:sau )?khi\b|\bsau khi\b|\bkhi co\b|\bkhi (?:phat sinh"
    r"|can|duoc|nhan)|\bdot xuat\b|\btheo (?:quy dinh|ke hoach|tien do|lo trinh|yeu cau|"
    r"thuc te|tinh hinh|huong dan|chi dao|chuong trinh|thoi gian|thoi han|su vu|nhu cau|dot"
    r"|vu viec|tung|de nghi|trien khai|dang ky|thong bao|phan cong|lich)"
    r"|\btrong (?:vong|thoi han|thoi gian) \d|\bchua xac dinh|\bphat sinh\b|\bsau \d+ (?:ngay"
    r"|thang|nam)\b|\btruoc khi\b"
)
_BEFORE_CONDITION = re.compile(r"\btheo\b|\bsau khi\b|\bkhi\b|\bke tu\b|\bcan cu\b")
_BY = re.compile(
    r"\b(?:truoc|den|toi|cham nhat|muon nhat|xong|han|khong qua|het|hoan thanh vao)\b[^\d;\n]{0,24}(?:\d{1,2}\s*(?:h"
    r"|g|gio)\s*(?:\d\d)?[^\d;\n]{0,8})?$"
)
_FROM = re.compile(r"\btu\s*(?:dau\s*|ngay\s*|thang\s*|quy\s*|nam\s*|khoang\s*)*$")
_ONWARD = re.compile(r"^\s*(?:tro di|va (?:cac|nhung) nam (?:tiep theo|sau)|va cac nam sau|\.\.\.)")
_BEFORE_YEAR = re.compile(r"truoc\s*(?:nam\s*)?$")
_DAYS_AFTER_ISSUE = re.compile(
    r"(?P<days>\d{1,3})\s*(?P<unit>ngay(?:\s*lam viec)?|thang)\s*[,]?\s*(?:ke\s*)?tu\s*(?:ngay"
    r"|khi)\s*(?:ky\s*)?(?:,?\s*ban hanh|ky)(?:\s*(?:ke hoach|van ban)(?:\s*nay)?)?\s*[.;)]*\s*$"
)


def parse_deadline(text: str, plan_year: int | None = None, issued: date | None = None) -> Deadline:
    """What the deadline phrase or cell `text` says. Never raises; what can't be understood has the kind "none".

    A year that is not printed beside a day, month or quarter is taken from the nearest year printed after it, else
    before it, else `plan_year`; without any, the dates stay unknown. "Trước", "đến", "chậm nhất" leave the start open.
    Where several times are named, the range runs from the first to the last and the kind is that of the finest.
    `issued` is the plan's own date, used for "30 ngày kể từ ngày ban hành". A school year runs from September to May.
    """
    folded = _FOLDER.fold(mask_citations(text))
    if not folded.strip(" .-_…\n\t/"):
        return Deadline()
    moments = _moments(folded)
    recurrence = _recurrence(folded, moments)
    if recurrence is None and _depends_on_condition(folded, moments):
        return _conditional(folded, issued)
    start, end = _range(folded, moments, plan_year)
    if recurrence is not None:
        kind = "ongoing" if recurrence == "ongoing" else "recurring"
        return Deadline(kind, start, end, recurrence or None)
    if moments:
        kind = max((moment.kind for moment in moments), key=_FINENESS.index)
        return Deadline(kind, start, end)
    if _CONDITION.search(folded):
        return _conditional(folded, issued)
    return Deadline()


def _moments(folded: str) -> list[_Moment]:
    """The times named in a folded text, in order, none inside another."""
    remaining = folded
    found: list[_Moment] = []
    for name, pattern in _PATTERNS:
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
    return _ROMAN.get(figure) or _ROMAN.get(re.sub(r"[1l|!]", "i", figure))


def _recurrence(folded: str, moments: list[_Moment]) -> str | None:
    """How often, "" where it only says that it comes back ("định kỳ"), None where it says nothing."""
    first: tuple[int, str] | None = None
    for name, pattern in _RECURRENCES:
        match = pattern.search(folded)
        if match is not None and (first is None or match.start() < first[0]):
            first = (match.start(), name)
    if first is not None:
        return first[1]
    return "" if not moments and _PERIODIC.search(folded) else None


def _depends_on_condition(folded: str, moments: list[_Moment]) -> bool:
    """True where the only times named belong to what is waited for ("Theo Kế hoạch kiểm tra năm 2025")."""
    if not _CONDITION.search(folded):
        return False
    return all(
        _BEFORE_CONDITION.search(folded[: moment.start])
        and (moment.kind == "year" or _CONDITION.match(folded))
        and not _BY.search(folded[: moment.start])
        and "(" not in folded[: moment.start]
        and "\n" not in folded[: moment.start]
        for moment in moments
    )


def _conditional(folded: str, issued: date | None) -> Deadline:
    match = _DAYS_AFTER_ISSUE.search(folded)
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


def _range(folded: str, moments: list[_Moment], plan_year: int | None) -> tuple[date | None, date | None]:
    """First and last day of all `moments`; None where open or unknown."""
    if not moments or not all(moment.readable for moment in moments):
        return None, None
    spans: list[tuple[date | None, date | None]] = []
    for index, moment in enumerate(moments):
        year = moment.year or _nearest_year(moments, index) or plan_year
        if year is None:
            return None, None
        first, last = _day(year, moment.first), _day(year + moment.years_on, moment.last)
        if first is None or last is None:
            return None, None
        before, after = folded[: moment.start], folded[moment.end :]
        if moment.kind == "year" and _BEFORE_YEAR.search(before) and moment.last == (12, 31):
            spans.append((None, _day(year - 1, (12, 31))))
        elif _ONWARD.match(after) or (_FROM.search(before) and len(moments) == 1):
            spans.append((first, None))
        elif _BY.search(before):
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


# A phrase inside a sentence: lead words, then a time, or a recurrence.
_TIME_IN_SENTENCE = (
    rf"(?:ngay\s*)?{_DAY}\s?[/.-]\s?{_MONTH}\s?[/.-]\s?{_YEAR}"
    rf"|(?:ngay\s*)?{_DAY}\s*thang\s*{_MONTH}(?:\s*nam\s*{_YEAR}|\s*hang nam)?"
    rf"|ngay\s*{_DAY}\s?/\s?{_MONTH}(?:\s*hang nam)?|ngay\s*{_DAY}\s*(?:hang|cua|moi)\s*(?:thang|quy)"
    rf"|(?:cac\s+)?thang\s*{_MONTH}(?:{_LIST_JOIN}(?:thang\s*)?{_MONTH}(?!\d))*(?:\s*[/-]\s*{_YEAR}"
    rf"|\s*nam\s*{_YEAR})?(?!\d)"
    rf"|(?:cac\s+)?quy\s*(?:iv|i{{1,3}}|[1-4])(?!\w)(?:{_LIST_JOIN}(?:quy\s*)?(?:iv|i{{1,3}})(?!\w))*(?:\s*[/-]\s*{_YEAR}"
    rf"|\s*nam\s*{_YEAR})?"
    rf"|0?6\s*thang\s*(?:dau|cuoi)\s*nam(?:\s*{_YEAR})?"
    rf"|(?:cuoi\s+|dau\s+|het\s+)?nam(?:\s*hoc)?\s*{_YEAR}(?:\s*-\s*{_YEAR})?"
    rf"|hoc\s*k[yi]\s*(?:i{{1,2}}|[12])\b(?:\s*nam\s*hoc\s*{_YEAR}\s*-\s*{_YEAR})?"
    rf"|{_MONTH}/{_YEAR}"
)
_LEAD = (
    r"(?:truoc|den het|den|tinh den|cham nhat (?:vao |la |den )?|muon nhat (?:vao |la |den )?"
    r"|xong truoc|hoan thanh (?:truoc|trong|vao)|trong|vao|tu|het|han|thoi han(?: den)?|thoi gian(?: hoan thanh)?:?)"
)
_PHRASE = re.compile(
    rf"(?<!\w){_LEAD}\s+(?:{_TIME_IN_SENTENCE})(?:\s*(?:den|-|tro di)\s*(?:{_TIME_IN_SENTENCE})?)?(?!\w)"
    r"|(?<!\w)(?:trong|truoc|cuoi|het) nam(?: nay| hoc)?(?!\w)(?!\s*\d)"
    r"|(?<!\w)(?:dinh ky\s+)?(?:hang|moi)\s+(?:ngay|tuan|thang|quy|nam)(?!\w)(?!\s*[iv\d])"
    r"|(?<!\w)dinh ky\s+(?:0?[36]\s*thang|tuan|thang|quy|nam)(?!\w)"
    rf"|(?<!\w)(?:thang\s*{_MONTH}\s?/\s?{_YEAR}|quy\s*(?:iv|i{{1,3}}|[1-4])\s?/\s?{_YEAR})(?!\d)"
)


def find_deadline(text: str) -> str:
    """The first deadline phrase inside the sentence `text`, as printed ("trước ngày 15/12/2025"); "" if none."""
    match = _PHRASE.search(_FOLDER.fold(mask_citations(text)))
    return text[match.start() : match.end()].strip() if match else ""
