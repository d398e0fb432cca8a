"""Measurable targets in a text: "tối thiểu 92%", "không quá 08 tiếng", "từ 70% trở lên", "top 10".

Finds the number, its unit and what it is compared with; `normalizers.target_clauses` finds the clause and the name. A
percentage, score or amount is a target where it stands; a count ("02 lớp") or a stretch of time ("05 ngày") is one
only where words around it say so. A percentage that a scan has mixed with letters ("l00%") is told by what these look
like, and marked so; where they make none, it is marked unreadable.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from normalizers.code_shapes import digits_of
from normalizers.counted_things import COUNT_UNITS
from normalizers.document_numbers import mask_citations
from normalizers.folding import Folder
from normalizers.numbers import NUMBER_PATTERN, parse_number


@dataclass(frozen=True, slots=True)
class Target:
    """A number with its unit and comparator; `start` and `end` bound all of it, comparator words included.

    `number_start` is where the number itself begins. `value` is NaN where it can't be read; it `is_told` where letters
    among the digits were taken for what they look like.
    """

    comparator: str
    value: float
    value_max: float | None
    unit: str
    start: int
    number_start: int
    end: int
    is_told: bool = False

    @property
    def is_readable(self) -> bool:
        """True where the digits are sure."""
        return not math.isnan(self.value)


# Units that make any number a target. Folded pattern -> unit as told.
_MEASURES: tuple[tuple[str, str], ...] = (
    (r"%|[o0°]/[o0](?!\w)|⁰/₀|\bphan tram\b|(?<=\d)[yv][o0](?!\w)", "%"),
    (r"\bdiem (?:phan tram|%)", "điểm phần trăm"),
    (r"\b(?:nghin|ngan) ty(?: dong)?\b", "nghìn tỷ đồng"),
    (r"\bty (?:usd|do la)", "tỷ USD"),
    (r"\bty (?:dong)|\bty\b(?! (?:le|trong|so|suat))", "tỷ đồng"),
    (r"\btrieu (?:dong|vnd)\b", "triệu đồng"),
    (r"\btrieu (?:usd|do la)\b", "triệu USD"),
    (r"\btrieu (?:luot(?: khach)?)\b", "triệu lượt"),
    (r"\btrieu\b(?=\s*(?:[;,./)]|$|tro len))", "triệu đồng"),
    (r"\btrieu\b", "triệu"),
    (r"\busd\b", "USD"),
    (r"\bdong\b(?! vat| bao| nai| thap| thoi| bo)", "đồng"),
)
_SCORE = (
    (
        r"\bdiem\b(?! (?:cau|den|ban|truong|dan cu|nghen|nong|du lich|moi|[a-dđ]\b|giao dich|ket noi"
        r"|tiep nhan))",
        "điểm",
    ),
)
_TIMES: tuple[tuple[str, str], ...] = (
    (r"\bngay lam viec\b", "ngày làm việc"),
    (r"\bngay\b", "ngày"),
    (r"\bgio(?: lam viec)?\b", "giờ"),
    (r"\btieng\b", "tiếng"),
    (r"\bphut\b", "phút"),
    (r"\bthang\b", "tháng"),
    (r"\btuan\b", "tuần"),
)
_COUNT_UNIT = "|".join(sorted((re.escape(unit) for unit in COUNT_UNITS), key=len, reverse=True))

# Digits with letters that scans put for digits among them; only looked at before "%".
_DAMAGED_NUMBER = r"(?<!\w)(?=[\dloi|sbz]*\d|[li|]oo)(?=\d*[loi|sbz])[\dloi|sbz]{2,4}"
_MOST_PERCENT = 100
_RANGE = r"\s*(?:-|den(?: duoi| khoang)?|toi|~)\s*"
_ANY_MEASURE = "|".join(pattern for pattern, _ in (*_MEASURES, *_SCORE, *_TIMES))
_NUMBER_BEFORE_UNIT = re.compile(
    rf"(?:(?<![\w.,/'‘’`^~¢&])|(?<=[a-z]{{3}})(?=\d{{1,3}}(?:,\d)?%))(?P<number>{NUMBER_PATTERN})(?:\s?/\s?\d{{1,4}}(?=\s*diem\b))?(?:\s?(?:{_ANY_MEASURE})?{_RANGE}(?P<upper>{NUMBER_PATTERN}))?\s*"
    rf"(?P<unit>{_ANY_MEASURE}|(?:{_COUNT_UNIT})(?!\w))"
)
_DAMAGED_PERCENT = re.compile(rf"(?P<number>{_DAMAGED_NUMBER})\s?%")
_RANK = re.compile(
    r"\btop\s*(?P<top>\d{1,3})(?!\d)"
    r"|\b(?:nhom|trong(?: so)?)\s+(?P<group>\d{1,3})\s+[a-z][^.;:\d]{1,60}?"
    r"\b(?:dan dau|dung dau|tot nhat|cao nhat|hang dau)"
    # "xếp thứ 12/63", "đứng hạng 5 cả nước"; a bare "thứ 6" may be a day of the week.
    r"|\b(?:xep|dung|hang|vi tri|vi thu)\s+(?:(?:o|hang|vi tri|vi thu|thu|tu)\s+)*(?P<place>\d{1,3})"
    r"(?=\s*(?:/\s*\d|tro len|toan|ca nuoc|cua|trong|tren|,(?!\d)|\.(?!\d)|;|$))"
    r"|(?<!lan )\bthu\s+(?P<ordinal>\d{1,3})(?=\s*(?:/\s*\d|tro len|toan (?:tinh|quoc|nganh)|ca nuoc))"
)
_RANK_WORDS = re.compile(r"\b(?:hang|thu|vi tri|vi thu|top)(?: (?:thu|tu))*\s*$")

# What stands before the number, nearest first; the whole must reach up to the number.
_FILLER = r"(?:\s*(?:la|dat|phai dat|khoang|muc|o muc|binh quan|hon muc|bang|them|den|:))*\s*$"
_BEFORE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?:{words}){_FILLER}"), comparator)
    for words, comparator in (
        (r"\bkhong (?:duoi|it hon|thap hon|duoc duoi|nho hon)", ">="),
        (
            r"\b(?:khong|khong duoc|chua) (?:vuot qua|qua|cao hon|lon hon|nhieu hon|vuot|cham qua|tre qua"
            r"|duoc qua|cham hon|tre hon)",
            "<=",
        ),
        (r"\b(?:toi thieu|it nhat|thap nhat)(?: (?:tu|tren))?", ">="),
        (
            r"\b(?:toi da|nhieu nhat|cham nhat|muon nhat|cao nhat|trong vong|trong thoi (?:han|gian)"
            r"|thoi (?:han|gian)(?: giai quyet| xu ly| thuc hien)?)(?: khong qua)?",
            "<=",
        ),
        (
            r"\b(?:dat va vuot|hoan thanh va (?:hoan thanh )?vuot|vuot muc|bang hoac (?:tren|hon|cao hon)"
            r"|tu tren)(?: muc)?",
            ">=",
        ),
        (r"\bgiam (?:xuong |con |xuong con )?(?:con )?duoi|\bcon duoi|\bduoi|\b(?:it|thap|nho) hon", "<"),
        (r"\bgiam\b[^,;.]{0,60}\b(?:xuong con|xuong|con)|\b(?:xuong|giam) con|\bchi con", "<="),
        (r"\b(?:tren|hon|vuot|tu hon)", ">"),
        (r"(?:>=|≥|=>)", ">="),
        (r"(?:<=|≤|=<)", "<="),
        (r">", ">"),
        (r"<", "<"),
        (r"\btu", ">="),
    )
)
_AFTER_UP = re.compile(r"^[^,;.:()\d]{0,50}?\btro len\b")
_AFTER_DOWN = re.compile(r"^[^,;.:()\d]{0,50}?\btro xuong\b")
# "từ 40% lên 45%": the first number is where it starts, not the target.
_STARTS_FROM = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:nam \d{4}\s*)?(?:len|xuong|xuong con|con|tang len|giam xuong)\s+(?:con\s+"
    r"|tren\s+|duoi\s+|den\s+)?\d"
)
# Words that make a count a target, right before it or its comparator.
_COUNT_VERB = re.compile(
    r"\b(?:to chuc|xay dung|dao tao|boi duong|tap huan|ket nap|thu hut|mo|thanh lap|phat trien"
    r"|trong do(?: co)?|trong|hoan thanh|dat|co|tuyen(?: dung| sinh)?|ho tro|giai quyet viec lam"
    r"|ra mat|cong nhan|dang|dang tai|duy tri|phan dau|tao viec lam|cho|phat hanh|thuc hien"
    r"|cap|bien che|xuat ban|trien khai|bao dam|dam bao|so luong|chi tieu|tong so|tang|giam"
    r"|cung cap|sua chua|dua|tiep nhan|kiem tra|giam sat|thanh tra|nhan rong|san xuat|dang ky"
    r"|tham gia|binh quan|cu|bo tri)"
    r"(?:\s+(?:duoc|them|moi|thanh cong|it nhat|thanh lap|ra|vao|khoang|len|:))*\s*:?\s*$"
)
# What already happened is no target.
_HAPPENED = re.compile(
    r"\b(?:da (?:dat|hoan thanh|co|giai quyet|duoc|thuc hien|tiep nhan|xu ly|giam|tang|to chuc)"
    r"|(?<!thuc )hien (?:nay|co|dat|dang)|uoc (?:dat|thuc hien)(?![^;.]*\b(?:den|vao) nam 20)"
    r"|nam truoc dat|tinh den nay|trong nam qua|hien trang)\b[^;.]*$"
)
_NOT_A_COUNT_AFTER = re.compile(r"^\s*(?:lan\s+)?(?:tro len\s+)?(?:/|mot|moi)\s*(?:lan)\b")


# Words of the patterns that other words look like once their marks are gone.
_WORDS = (
    "đạt từ còn con dưới hơn lên giảm giám tăng đồng động điểm tỷ tỉ triệu ngày tháng giờ phút tiếng hạng hàng hằng"
    " thứ thủ thu vụ xã hồ hỗ mô bố bồi tổ đội bộ máy bài tin cây căn nhà giải đợt buổi hộ lớp cuộc lượt mở mỗi mới"
)
_FOLDER = Folder.of_words(_WORDS.split(), others=("tư", "tự", "giai"))


def find_targets(text: str) -> tuple[Target, ...]:
    """All targets in `text`, in order; document numbers, dates, years and articles are none."""
    folded = _FOLDER.fold(mask_citations(text))
    found: list[Target] = []
    for match in _NUMBER_BEFORE_UNIT.finditer(folded):
        target = _measured(folded, match)
        if target is not None:
            found.append(target)
    for match in _DAMAGED_PERCENT.finditer(folded):
        comparator, start = _comparator(folded, match.start(), match.end())
        value = _told_percentage(match["number"])
        found.append(
            Target(comparator, value, None, "%", start, match.start(), match.end(), is_told=not math.isnan(value))
        )
    for match in _RANK.finditer(folded):
        if not any(target.start <= match.start() < target.end for target in found):
            place = next(group for group in match.groups() if group)
            exact = (
                (match["place"] or match["ordinal"])
                and not _AFTER_UP.match(folded[match.end() :])
                and " tu " not in folded[max(0, match.start() - 4) : match.end()]
            )
            start = match.start()
            found.append(
                Target("=" if exact else "<=", float(place), None, "hạng", start, match.end() - len(place), match.end())
            )
    found.extend(_of_any_unit(folded, found))
    found.extend(_without_unit(folded, found))
    found.sort(key=lambda target: target.number_start)
    return tuple(
        replace(target, unit=text[target.end - len(target.unit) : target.end].lower())
        if target.unit and target.unit == folded[target.end - len(target.unit) : target.end]
        else target
        for target in found
        if not _HAPPENED.search(_words_before(folded, target.start))
    )


def _told_percentage(read: str) -> float:
    """The percentage that digits and letters that look like digits stand for; NaN where they make none of 1 to 100."""
    digits = digits_of(read)
    value = float(digits) if digits and not (len(digits) > 1 and digits.startswith("0")) else math.nan
    if value > _MOST_PERCENT and read.endswith("o"):  # "100o%": a part of the sign
        return _told_percentage(read[:-1])
    return value if 0 < value <= _MOST_PERCENT else math.nan


# How far before a number the words that tell what it is may stand, in characters.
_REACH = 200


def _words_before(folded: str, position: int) -> str:
    return folded[max(0, position - _REACH) : position]


def _measured(folded: str, match: re.Match[str]) -> Target | None:
    """The target that a number with a unit states; None where it only happens to have one."""
    value = parse_number(match["number"])
    upper = parse_number(match["upper"]) if match["upper"] else None
    if value is None or _is_part_of_something_else(folded, match):
        return None
    unit, kind = _unit(folded, match.start("unit"), match.end("unit"))
    if unit.endswith(("đồng", "USD")) and _COST.search(_words_before(folded, match.start())):
        return None
    comparator, start = _comparator(folded, match.start(), match.end())
    if kind is _Kind.TIME and not _limits_time(folded, match, comparator):
        return None
    if kind is _Kind.COUNT and not _is_aimed_at(folded, match, comparator, start):
        return None
    if upper is not None and upper > value:
        lead = re.search(r"\b(?:tu|khoang)\s*$", _words_before(folded, match.start()))
        return Target("=", value, upper, unit, lead.start() if lead else start, match.start(), match.end())
    return Target(comparator, value, None, unit, start, match.start(), match.end())


def _is_part_of_something_else(folded: str, match: re.Match[str]) -> bool:
    """True for a share owned, a factor of a formula, a starting point ("từ 40% lên 45%"), "trên 1 ha" (for each)."""
    for_each = folded.rfind("tren", 0, match.start())
    return (
        _OWNED.match(folded[match.end() :]) is not None
        or _CALCULATED.search(_words_before(folded, match.start())) is not None
        or _STARTS_FROM.match(folded[match.end() :]) is not None
        or (for_each >= 0 and _FOR_EACH.match(folded, for_each) is not None)
    )


def _is_aimed_at(folded: str, match: re.Match[str], comparator: str, start: int) -> bool:
    """True where the words around a count make it a target: a comparator, or a verb such as "tổ chức" before it."""
    before, after = _words_before(folded, match.start()), folded[match.end() :]
    if _RANK_WORDS.search(before):
        return False
    if re.search(r"(?:/|mot)\s*$", before) or _NOT_A_COUNT_AFTER.match(folded[match.end("number") :]):
        return False
    # A bare "từ" may as well say where something comes from.
    only_from = comparator == ">=" and _ONLY_FROM.search(before) and not _AFTER_UP.match(after)
    return (comparator != "=" and not only_from) or _COUNT_VERB.search(_words_before(folded, start)) is not None


class _Kind(Enum):
    """How surely a number with a unit is a target."""

    MEASURE = auto()
    TIME = auto()
    COUNT = auto()


# Money that is spent on a plan is no target of it.
_COST = re.compile(
    r"\b(?:kinh phi|du toan|chi phi|muc chi|muc ho tro|don gia|le phi|muc phat"
    r"|phat tien|thu lao|tien thuong|muc thuong)\b[^;.\n]*$"
)
# "doanh nghiệp có 100% vốn nước ngoài": what kind of company it is.
_OWNED = re.compile(r"\s*(?:von (?:dieu le|nha nuoc|nuoc ngoai|dau tu nuoc ngoai|chu so huu)|so huu|co phan)\b")
_AT_LEAST = re.compile(r"\b(?:it nhat|toi thieu)\s*$")
_CALCULATED = re.compile(r"[x×*/]\s*$")
# "giá trị sản phẩm trên 1 ha", "số bác sĩ trên 10.000 dân": for each of so many, no comparison.
_FOR_EACH = re.compile(
    r"\btren\s+(?:0?1|mot|1\.000|10\.000|100\.000)\s*(?:ha|nguoi|dan|km|km2|m2|ho|tre|lop|vien chuc|dan so)\b"
)
_ONLY_FROM = re.compile(r"(?<!co )(?<!dat )\btu\s*$")
# "tối thiểu 01 bến xe": behind a comparator in words, whatever is counted is a target.
_AIMED_AT_ANYTHING = re.compile(
    r"\b(?P<words>toi thieu|it nhat|khong duoi|khong it hon|toi da|khong qua)\s+(?:(?:la|dat|tu|phai co|co)\s+)?"
    rf"(?P<number>{NUMBER_PATTERN})\s+(?P<unit>(?!nam\b|tuoi\b|khoan\b|trong\b|den\b|va\b|ngay\b|gio\b|thang\b)[a-z]{{2,}})"
)


def _of_any_unit(folded: str, found: list[Target]) -> list[Target]:
    """Targets whose unit is not listed; the unit is the first word behind the number."""
    extra = []
    for match in _AIMED_AT_ANYTHING.finditer(folded):
        start, end = match.start("number"), match.end()
        value = parse_number(match["number"])
        if value is None or any(target.start < end and start < target.end for target in found):
            continue
        comparator = "<=" if match["words"] in ("toi da", "khong qua") else ">="
        extra.append(Target(comparator, value, None, match["unit"], match.start(), start, end))
    return extra


# "Số bác sĩ trên một vạn dân đạt 15,5", "Chỉ số PCI đạt 68,2": measures that have no unit.
_UNITLESS = re.compile(
    r"(?:^|[;.:,\n]\s*)\W*(?:so|chi so|he so|ty so|ti so|tuoi tho|mat do|diem)\b[^;.:\n]{3,120}?"
    rf"\b(?:dat|la|bang|duoi|tren|toi thieu|it nhat|con|xuong)\s+(?:tu\s+|muc\s+)?(?P<number>{NUMBER_PATTERN})"
    r"(?![.,]?\d)(?=\s*(?:[;,.)]|$|tro len|vao nam|den nam))"
)


def _without_unit(folded: str, found: list[Target]) -> list[Target]:
    """Targets of indexes and ratios, whose number stands alone at the end of its clause."""
    extra = []
    for match in _UNITLESS.finditer(folded):
        start, end = match.span("number")
        value = parse_number(match["number"])
        if value is None or any(target.start < end and start < target.end for target in found):
            continue
        if (
            re.search(r"\b(?:nam|thang|quy|ngay|dieu|khoan|muc do)\s*$", _words_before(folded, start))
            or 1900 <= value <= 2100
        ):
            continue
        comparator, begins = _comparator(folded, start, end)
        extra.append(Target(comparator, value, None, "", begins, start, end))
    return extra


_UNITS = tuple(
    (re.compile(pattern), unit, kind)
    for units, kind in ((_MEASURES, _Kind.MEASURE), (_TIMES, _Kind.TIME), (_SCORE, _Kind.COUNT))
    for pattern, unit in units
)


def _unit(folded: str, start: int, end: int) -> tuple[str, _Kind]:
    """The unit that stands in `folded` from `start` to `end`, as told, and what its numbers are worth."""
    for pattern, unit, kind in _UNITS:
        match = pattern.match(folded, start)
        if match is not None and match.end() == end:
            return unit, kind
    printed = folded[start:end]
    return COUNT_UNITS.get(printed, printed), _Kind.COUNT


def _limits_time(folded: str, match: re.Match[str], comparator: str) -> bool:
    """True where a stretch of time is a limit to keep ("không quá 08 tiếng"), not a date or a duration."""
    before, after = _words_before(folded, match.start()), folded[match.end() :]
    if re.search(r"\b(?:ngay|sau|truoc|thang|quy|nam|tu|hang|moi)\s*$", before):
        return False
    if match["unit"] == "thang" and re.match(r"\s*(?:\d|dau|cuoi|nam)", after):
        return False
    if comparator in ("<=", "<") or (comparator == ">=" and _AT_LEAST.search(before)):
        return True
    if re.search(r"\btrong\s*$", before):
        return match["unit"] == "ngay lam viec" or re.match(r"\s*ke tu\b", after) is not None
    return False


def comparator_around(before: str, after: str) -> str:
    """The comparator that folded words before and after a number give it; "=" where they give none."""
    return _comparator(before + after, len(before), len(before))[0]


def _comparator(folded: str, number_start: int, number_end: int) -> tuple[str, int]:
    """The comparator that the words around a number give it, and where those words begin."""
    before = folded[:number_start]
    clause = max(before.rfind(sign) for sign in (";", ".", "\n")) + 1
    found, start = "=", number_start
    for pattern, comparator in _BEFORE:
        match = pattern.search(before, max(clause, number_start - 90))
        if match is not None:
            found, start = comparator, match.start()
            if comparator == "<=" and before[match.start() :].startswith("giam"):
                # Keep what is reduced out of the comparator: "giảm tỷ lệ hộ nghèo xuống còn 2%".
                inner = re.search(r"\b(?:xuong con|xuong|con)\b[^a-z]*$", before)
                start = inner.start() if inner else start
            break
    after = folded[number_end:]
    if _AFTER_UP.match(after):
        found = ">="
    elif _AFTER_DOWN.match(after):
        found = "<="
    return found, start
