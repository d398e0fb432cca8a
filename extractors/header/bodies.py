"""Bodies as letterheads name them, known again where reader and repair left other words of them.

Capitals are what readers get wrong most, and a letterhead has little context to repair them by; but there are not many
kinds of bodies, and their names are fixed. Which place a body belongs to is told by the list of provinces, and by how
the rest of the document names it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz

from extractors.casing import BODIES, body_case
from normalizers.administrative_units import nearest_province
from normalizers.folding import fold_marks
from normalizers.garbled_letters import plainly

# Letters in a hundred that must agree for words to be a known body, and by how many it must beat another.
AGREEMENT, SHORT_AGREEMENT = 78, 85
SHORT_NAME = 9
FIRST_WORD_AGREEMENT = 50
SURE = 99
MENTION_AGREEMENT = 75
# Where nothing says that a place is a province.
PROVINCE_AGREEMENT = 91
_UNITS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "phường", "xã", "thị trấn", "đặc khu")
_VIETNAMESE_ALONE = frozenset("ăđơưĂĐƠƯ") | frozenset(map(chr, range(0x1EA0, 0x1EFA)))
_PROVINCE_UNITS = ("tỉnh", "thành phố")
_FURTHER = (
    *(f"UBND {unit}" for unit in _UNITS),
    "Bộ Công an",
    "Bộ Quốc phòng",
    "Bộ Tư pháp",
    "Bộ Xây dựng",
    "Bộ Ngoại giao",
    "Bộ Giao thông vận tải",
    "Bộ Kế hoạch và Đầu tư",
    "Bộ Tài nguyên và Môi trường",
    "Bộ Thông tin và Truyền thông",
    "Bộ Văn hóa, Thể thao và Du lịch",
    "Bộ Dân tộc và Tôn giáo",
    "Bộ Nông nghiệp và Phát triển nông thôn",
    "Bộ Lao động - Thương binh và Xã hội",
    "Ban Quản lý Khu kinh tế",
    "Ban Quản lý Khu kinh tế và Khu công nghiệp",
    "Ban Quản lý Khu kinh tế và các Khu công nghiệp",
    "Ban Quản lý các Khu kinh tế",
    "Ban Quản lý các Khu công nghiệp",
    "Ban Quản lý các Khu công nghiệp và chế xuất",
    "Ban Quản lý Khu công nghệ cao",
    "Ban Quản lý dự án đầu tư xây dựng",
    "Ban Quản lý dự án đầu tư xây dựng khu vực",
    "Cục Thuế",
    "Cục Thủy lợi",
    "Chi cục Thuế",
    "Cục Hải quan",
    "Cục Thống kê",
    "Kho bạc Nhà nước",
    "Bảo hiểm xã hội",
    "Công an tỉnh",
    "Công an thành phố",
    "Công an xã",
    "Thanh tra tỉnh",
    "Trung tâm Y tế",
    "Trạm Y tế",
    "Bệnh viện Đa khoa",
    "Bệnh viện Đa khoa tỉnh",
    "Bệnh viện Đa khoa khu vực",
    "Văn phòng HĐND và UBND",
    "Văn phòng UBND",
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Phòng Tài chính - Kế hoạch",
    "Phòng Tư pháp",
    "Phòng Y tế",
    "Phòng GD&ĐT",
    "Trường THCS",
    "Trường THPT",
    "Trường Cao đẳng Sư phạm",
    "Trường Cao đẳng Y tế",
    "Trường Cao đẳng Kỹ thuật Công nghệ",
    "Trường Cao đẳng nghề",
    "Hội Nông dân",
    "Hội Liên hiệp Phụ nữ",
    "Hội Cựu chiến binh",
)
_NO_BODIES = frozenset({"Việt Nam", "Hồ Chí Minh", "Khu kinh tế", "Khu công nghiệp", "Chi cục", "Ban Quản lý"})


def known_body(raw: str, repaired: str, mentions: Sequence[str]) -> str:
    """The body that a letterhead's words name, as it is usually written; "" where they are near to none that is known.

    `raw` and `repaired` are the words before and after repair, `mentions` the document's texts, which name places.
    """
    words = repaired.split()
    found = ("", 0.0, 0)
    for text in dict.fromkeys((repaired, raw)):
        own = text.split()
        if len(own) == len(words):
            found = max(found, _nearest_body(own), key=lambda each: (each[1], len(each[0])))
    body, _, count = found
    if not body:
        return ""
    rest = " ".join(words[count:])
    raw_rest = " ".join(raw.split()[count:])
    unit = next((unit for unit in _UNITS if body.endswith(f" {unit}")), "")
    if not unit and rest:
        unit = next((unit for unit in _UNITS if plainly(rest).startswith(f"{fold_marks(unit)} ")), "")
        body = f"{body} {unit}" if unit else body
        size = len(unit.split())
        rest, raw_rest = " ".join(rest.split()[size:]), " ".join(raw_rest.split()[size:])
    named = place_named(unit or body, raw_rest, rest, mentions) if rest else ""
    if rest and not named and sum(map(str.isupper, rest)) > sum(map(str.islower, rest)):
        return body_case(f"{body} {rest}".upper())
    return f"{body} {named or rest}".strip()


def place_named(unit: str, raw: str, repaired: str, mentions: Sequence[str]) -> str:
    """What stands behind a `unit` ("tỉnh", "Trường THCS"): a province, or what the document names; "" if none."""
    if unit in _PROVINCE_UNITS:
        for text in (repaired, raw):
            province = nearest_province(plainly(text))
            if province:
                return province
    longest = len(repaired.split()) + 1
    pattern = re.compile(rf"\b{re.escape(unit)}((?:\s[^\W\d_]+){{1,{longest}}})", re.IGNORECASE)
    named = [match[1].split() for text in mentions for match in pattern.finditer(text)]
    size = len(repaired.split())
    counted: dict[str, int] = {}
    for words in named:
        name = " ".join(words[:size])
        if name.istitle():
            counted[name] = counted.get(name, 0) + 1
    best = max(counted.items(), key=lambda item: (_likeness(item[0], raw, repaired), item[1]), default=("", 0))
    return best[0] if best[1] and _likeness(best[0], raw, repaired) >= MENTION_AGREEMENT else ""


def place_of_issue(raw: str, repaired: str, bodies: Sequence[str]) -> str:
    """The place that a date stands behind, spelt as the bodies that issue name it, or as the province that it is.

    `raw` and `repaired` are the place before and after repair; `repaired` where no name is
    near, and `raw` where a reader of Vietnamese read it.
    """
    if any(letter in _VIETNAMESE_ALONE for letter in raw):
        return raw
    units = re.compile(rf"\b(?:{'|'.join(_UNITS)})\s(.+)$")
    names = [match[1] for match in map(units.search, bodies) if match]
    best = max(names, key=lambda name: _likeness(name, raw, repaired), default="")
    if best and _likeness(best, raw, repaired) >= MENTION_AGREEMENT:
        return best
    near = [nearest_province(plainly(text)) for text in (repaired, raw) if text]
    return next((name for name in near if name and _likeness(name, raw, repaired) >= PROVINCE_AGREEMENT), repaired)


def _likeness(name: str, raw: str, repaired: str) -> float:
    return max(fuzz.ratio(plainly(name), plainly(raw)), fuzz.ratio(plainly(name), plainly(repaired)))


def _nearest_body(words: Sequence[str]) -> tuple[str, float, int]:
    """The known body nearest to the first words, its likeness, and how many words it takes; ("", 0, 0) if none."""
    starts = [plainly(" ".join(words[:count])) for count in range(len(words) + 1)]
    words_plainly = starts[-1].split() or [""]
    best: tuple[str, float, int] = ("", 0.0, 0)
    for body, folded, size in _known():
        needed = SHORT_AGREEMENT if len(folded) <= SHORT_NAME else AGREEMENT
        for count in range(max(1, size - 1), min(size + 1, len(words)) + 1):
            score = fuzz.ratio(starts[count], folded)
            if score < needed or fuzz.ratio(words_plainly[0], folded.split()[0]) < FIRST_WORD_AGREEMENT:
                continue
            if score < SURE and len(folded) <= SHORT_NAME and not _ends_or_names_unit(words_plainly[count:]):
                continue
            # Of two that fit, the longer says more.
            if (score + 0.5 * size, -abs(count - size)) > (
                best[1] + 0.5 * len(best[0].split()),
                -abs(best[2] - len(best[0].split())),
            ):
                best = (body, score, count)
    return best


def _ends_or_names_unit(rest: Sequence[str]) -> bool:
    return not rest or any(" ".join(rest).startswith(fold_marks(unit)) for unit in _UNITS)


@cache
def _known() -> tuple[tuple[str, str, int], ...]:
    names = dict.fromkeys((*BODIES, *_FURTHER))
    return tuple((name, plainly(name), len(name.split())) for name in names if name not in _NO_BODIES)
