"""Corrected values: what a person typed as a value of the column's type, and the columns that follow from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa

from extractors.risks import effectiveness_level
from extractors.tasks import legal_refs
from normalizers.agencies import agency_names, split_responsibility
from normalizers.deadlines import parse_deadline
from normalizers.numbers import parse_number

Row = dict[str, Any]

CHOICES: Mapping[str, tuple[str, ...]] = {
    "deadline_kind": (
        "date",
        "month",
        "quarter",
        "half_year",
        "year",
        "recurring",
        "ongoing",
        "conditional",
        "none",
    ),
    "recurrence": ("weekly", "monthly", "quarterly", "half_yearly", "yearly", "ongoing"),
    "comparator": (">=", ">", "<=", "<", "="),
    "kind": ("risk", "opportunity"),
    "effectiveness_level": ("low", "medium", "high"),
}
"""Columns whose values are words of our own."""

_TRUE = ("true", "1", "yes", "có", "đúng")
_FALSE = ("false", "0", "no", "không", "sai")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_LIST_PARTS = re.compile(r"\s*(?:;|\n|›)\s*")


class ValueUnfitError(ValueError):
    """What was typed is no value of the column."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What texts of a document are read by: its year and date, and the short names that it defines."""

    year: int | None
    issued: date | None
    defined: Mapping[str, str] = field(default_factory=dict)


def typed_value(column: pa.Field, text: str) -> object:
    """`text` as a value of `column`: dates as 2025-12-05 or 05/12/2025, numbers as printed, lists parted by ";".

    Raises ValueUnfitError.
    """
    kind = column.type
    if column.name in CHOICES and text and text not in CHOICES[column.name]:
        raise ValueUnfitError(f"{text!r} is none of {', '.join(CHOICES[column.name])}")
    if pa.types.is_list(kind):
        return [part for part in _LIST_PARTS.split(text) if part]
    if pa.types.is_string(kind):
        return None if not text and column.name in CHOICES and column.nullable else text
    if not text:
        if column.nullable:
            return None
        raise ValueUnfitError("it must not be empty")
    if pa.types.is_boolean(kind):
        return _boolean(text)
    if pa.types.is_date(kind):
        return _date(text)
    number = parse_number(text)
    if number is None or (pa.types.is_integer(kind) and not number.is_integer()):
        raise ValueUnfitError(f"{text!r} is no number")
    return int(number) if pa.types.is_integer(kind) else number


def follow(table: str, row: Row, corrected: frozenset[str], plan: Plan) -> None:
    """Works out anew the columns of `row` that follow from those `corrected`, except where they are themselves."""
    derived: Row = {}
    if table == "tasks" and "responsible" in corrected:
        split = split_responsibility(row["responsible"] or "")
        for name, text in (("lead", split.lead), ("coordinating", split.coordinating)):
            if name not in corrected:
                derived[name] = text
    now = row | derived
    changed = corrected | derived.keys()
    for text, names in (
        ("lead", "lead_agencies"),
        ("coordinating", "coordinating_agencies"),
        ("responsible", "responsible_agencies"),
    ):
        if text in changed and names in row:
            derived[names] = list(agency_names(now[text] or "", plan.defined))
    if "deadline_text" in changed:
        derived |= deadline_columns(row, plan)
    if "effectiveness" in changed:
        derived["effectiveness_level"] = effectiveness_level(now["effectiveness"])
    if table == "tasks" and changed & {"task", "responsible", "deadline_text", "output"}:
        derived["legal_refs"] = list(legal_refs(now["task"], now["responsible"], now["deadline_text"], now["output"]))
    row.update({name: value for name, value in derived.items() if name in row and name not in corrected})


def deadline_columns(row: Row, plan: Plan) -> Row:
    """The columns that follow from a row's deadline as printed."""
    deadline = parse_deadline(row["deadline_text"] or "", plan.year, plan.issued)
    return {
        "deadline_kind": deadline.kind,
        "deadline_start": deadline.start,
        "deadline_end": deadline.end,
        "recurrence": deadline.recurrence,
    }


def _boolean(text: str) -> bool:
    folded = text.casefold()
    if folded not in (*_TRUE, *_FALSE):
        raise ValueUnfitError(f"{text!r} is neither true nor false")
    return folded in _TRUE


def _date(text: str) -> date:
    try:
        match = _DAY_FIRST.fullmatch(text)
        if match:
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueUnfitError(f"{text!r} is no date; write 2025-12-05 or 05/12/2025") from error
