"""Provinces and communes, before and after the mergers of 2025.

Names after the mergers come from the package `vietnam-provinces`. The provinces that the mergers ended are listed here
with the province that took them in (Nghị quyết 202/2025/QH15), since plans of earlier years name them.
"""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz, process

from normalizers.folding import fold_marks

# Province that ended on 1 July 2025 -> province that it became part of.
MERGED_PROVINCES = {
    "Hà Giang": "Tuyên Quang",
    "Yên Bái": "Lào Cai",
    "Bắc Kạn": "Thái Nguyên",
    "Vĩnh Phúc": "Phú Thọ",
    "Hòa Bình": "Phú Thọ",
    "Bắc Giang": "Bắc Ninh",
    "Thái Bình": "Hưng Yên",
    "Hải Dương": "Hải Phòng",
    "Hà Nam": "Ninh Bình",
    "Nam Định": "Ninh Bình",
    "Quảng Bình": "Quảng Trị",
    "Quảng Nam": "Đà Nẵng",
    "Kon Tum": "Quảng Ngãi",
    "Bình Định": "Gia Lai",
    "Phú Yên": "Đắk Lắk",
    "Ninh Thuận": "Khánh Hòa",
    "Đắk Nông": "Lâm Đồng",
    "Bình Thuận": "Lâm Đồng",
    "Bình Dương": "Hồ Chí Minh",
    "Bà Rịa - Vũng Tàu": "Hồ Chí Minh",
    "Bình Phước": "Đồng Nai",
    "Long An": "Tây Ninh",
    "Tiền Giang": "Đồng Tháp",
    "Trà Vinh": "Vĩnh Long",
    "Bến Tre": "Vĩnh Long",
    "Sóc Trăng": "Cần Thơ",
    "Hậu Giang": "Cần Thơ",
    "Bạc Liêu": "Cà Mau",
    "Kiên Giang": "An Giang",
    # Earlier names still met.
    "Thừa Thiên Huế": "Huế",
}
# Letters in a hundred that must agree for a garbled name to be a province's; of short names ("Hà Nam") more.
_NEAR, _NEAR_SHORT, _SHORT = 74, 83, 7
_UNIT = re.compile(r"(?<!\w)(tinh|thanh pho|xa|phuong|thi tran|dac khu|huyen|quan|thi xa)\s+(?!hoi\b)")
_PROVINCE_UNITS = ("tinh", "thanh pho")
_COMMUNE_UNITS = ("xa", "phuong", "dac khu")
_UNIT_NAMES = {
    "tinh": "tỉnh",
    "thanh pho": "thành phố",
    "xa": "xã",
    "phuong": "phường",
    "thi tran": "thị trấn",
    "dac khu": "đặc khu",
    "huyen": "huyện",
    "quan": "quận",
    "thi xa": "thị xã",
}


@cache
def _provinces() -> dict[str, str]:
    """Folded name -> name of every province, those after the mergers and those that the mergers ended."""
    from vietnam_provinces import Province  # noqa: PLC0415 - 0.1 s to load, only where names are read

    now = (province.name.removeprefix("Thành phố ").removeprefix("Tỉnh ") for province in Province.iter_all())
    return {fold_marks(name): name for name in (*MERGED_PROVINCES, *now)}


@cache
def _communes() -> dict[str, str]:
    """Folded name without its kind -> name of every commune, ward and special zone; ambiguous ones are left out."""
    from vietnam_provinces import Ward  # noqa: PLC0415 - as above

    names: dict[str, str] = {}
    ambiguous: set[str] = set()
    for ward in Ward.iter_all():
        name = re.sub(r"^(?:Xã|Phường|Đặc khu)\s+", "", ward.name)
        key = fold_marks(name)
        if names.setdefault(key, name) != name:
            ambiguous.add(key)
    return {key: name for key, name in names.items() if key not in ambiguous}


def find_province(text: str) -> str:
    """The first province that `text` names behind "tỉnh" or "thành phố", as it is spelt; "" if none."""
    folded = fold_marks(text)
    for unit in _UNIT.finditer(folded):
        if unit[1] in _PROVINCE_UNITS:
            name = _longest_name(folded[unit.end() :], _provinces())
            if name:
                return name
    return ""


def nearest_province(name: str) -> str:
    """The province whose name, marks and case aside, is nearest to a garbled one ("KhSnh Hda"); "" if none is near."""
    found = process.extractOne(
        fold_marks(name),
        list(_provinces()),
        scorer=fuzz.ratio,
        score_cutoff=_NEAR if len(name) > _SHORT else _NEAR_SHORT,
    )
    return _provinces()[found[0]] if found else ""


def province_after_mergers(name: str) -> str:
    """The province that `name` belongs to since 1 July 2025; `name` itself where nothing changed."""
    spelt = _provinces().get(fold_marks(name), name)
    return MERGED_PROVINCES.get(spelt, spelt)


def official_unit_name(text: str) -> str:
    """`text` with provinces and communes spelt as official ("UBND TỈNH khánh hòa" -> "UBND tỉnh Khánh Hòa").

    Only capitals change, and only behind "tỉnh", "xã", ...: a name whose marks are lost is not guessed.
    """
    folded = fold_marks(text)
    result = text
    for unit in _UNIT.finditer(folded):
        kind = unit[1]
        printed_kind = text[unit.start(1) : unit.end(1)]
        if printed_kind.lower() == _UNIT_NAMES[kind] and unit.start(1) > 0:
            result = result[: unit.start(1)] + _UNIT_NAMES[kind] + result[unit.end(1) :]
        names = _provinces() if kind in _PROVINCE_UNITS else _communes() if kind in _COMMUNE_UNITS else {}
        name = _longest_name(folded[unit.end() :], names)
        printed = text[unit.end() : unit.end() + len(name)]
        if name and printed.lower() == name.lower():
            result = result[: unit.end()] + name + result[unit.end() + len(name) :]
    return result


def _longest_name(folded: str, names: dict[str, str]) -> str:
    """The longest of `names` that `folded` begins with, as it is spelt; "" if none. Names have up to six words."""
    words = folded.split(" ")
    for count in range(min(6, len(words)), 0, -1):
        candidate = " ".join(words[:count]).rstrip(".,;:)")
        if candidate in names:
            return names[candidate]
    return ""
