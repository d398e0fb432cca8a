"""The value that a cell of an indicator table states: "≥ 95", "98 - 100%", "Từ 90% trở lên", "1.250,5".

The unit and the name stand in columns of their own; here is what the cell under "Kế hoạch năm" says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.folding import fold_marks
from normalizers.numbers import NUMBER_PATTERN, parse_number
from normalizers.targets import comparator_around


@dataclass(frozen=True, slots=True)
class StatedValue:
    """What a cell demands; `unit` is "" where the cell prints none."""

    comparator: str
    value: float
    value_max: float | None
    unit: str


_VALUE = re.compile(
    rf"(?P<lead>[^\d]*?)(?P<number>{NUMBER_PATTERN})\s*%?(?:\s*(?:-|den|÷)\s*(?P<upper>{NUMBER_PATTERN}))?"
    r"\s*(?P<unit>%|[^\W\d_][^\d;.]*)?\s*[.;]?"
)
# More words than this beside the number are a sentence, whose targets are found as in any other.
MOST_WORDS = 8
_BEHIND = re.compile(r"\b(?:tro len|tro xuong)\b|\(.*\)")
_IN_BRACKETS = re.compile(r"\(\s*(?:don vi(?: tinh)?\s*:\s*|dvt\s*:\s*)?(?P<unit>%|[^\W\d_][^()\d]{0,24})\)\s*$")
_ABBREVIATED = {"trd": "triệu đồng", "tr.đ": "triệu đồng", "trđ": "triệu đồng", "tỷ": "tỷ đồng", "tỷ đ": "tỷ đồng"}


def read_value(cell: str, name: str = "") -> StatedValue | None:
    """What `cell` states; None where it is no single value. `name` may end with the comparator ("... đạt trên")."""
    folded = fold_marks(cell.strip())
    match = _VALUE.fullmatch(folded)
    if match is None or len(folded.split()) > MOST_WORDS:
        return None
    value = parse_number(match["number"])
    upper = parse_number(match["upper"]) if match["upper"] else None
    if value is None:
        return None
    before = fold_marks(name).rstrip(" :;,.") + " " + match["lead"] if not match["lead"].strip() else match["lead"]
    comparator = comparator_around(before.rstrip() + " ", folded[match.end("number") :])
    unit = cell.strip()[match.start("unit") : match.end("unit")] if match["unit"] else ""
    if "%" in match[0]:
        unit = "%"
    if unit:
        behind = _BEHIND.search(fold_marks(unit))
        unit = unit[: behind.start()] if behind else unit
    if upper is not None and upper > value:
        return StatedValue("=", value, upper, unit.strip())
    return StatedValue(comparator, value, None, unit.strip())


def plain_unit(printed: str) -> str:
    """A unit as told: "Triệu đồng" is "triệu đồng", "TRĐ" too; units in capitals ("MW") stay."""
    unit = " ".join(printed.split()).strip(" .,;:()")
    short = _ABBREVIATED.get(unit.lower())
    if short:
        return short
    return (
        unit if len(unit) <= 3 and unit[1:].upper() == unit[1:] and unit.isupper() and len(unit) > 1 else unit.lower()
    )


def unit_in_name(name: str) -> tuple[str, str]:
    """A name without the unit in brackets at its end, and that unit: "Tỷ lệ hộ nghèo (%)" -> "Tỷ lệ hộ nghèo", "%"."""
    match = _IN_BRACKETS.search(fold_marks(name))
    if match is None or not name[: match.start()].strip():
        return name, ""
    return name[: match.start()].strip(), plain_unit(name[match.start("unit") : match.end("unit")])
