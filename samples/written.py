"""Reads the plans composed by hand: samples/plans/*.toml. Bodies, persons and figures in them are made up.

The form of such a file:

* `[header]` and `[signature]`: the fields of `plan.Header` and `plan.Signature`.
* `[[blocks]]` in printed order, each one of `text` (a paragraph a line; "# ", "## ", "### " begin headings, "~ " the
  legal basis in italics), `signature = true`, `appendix` or `table`.
* Rows of a table: a list of cells, "^" where the cell above is merged down; or a table of `cells` with `lead`,
  `coordinating`, `kind`; or a section row as text, "= A | Title" on the outermost level, "== I | Title" below.
* `[[targets]]` and `[[assignments]]`: the measurable targets, and the tasks of the narrative; each belongs to the first
  paragraph or row that holds its text.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from samples.plan import (
    Appendix,
    Assignment,
    Block,
    Column,
    DataRow,
    Header,
    Paragraph,
    Plan,
    Ruling,
    SectionForm,
    SectionRow,
    Signature,
    Style,
    Table,
    TableKind,
    TableLook,
    Target,
)

FOLDER = Path(__file__).parent / "plans"
STYLE_MARKS = (
    ("### ", Style.HEADING_3),
    ("## ", Style.HEADING_2),
    ("# ", Style.HEADING_1),
    ("~ ", Style.BASIS),
)
MERGED_DOWN = "^"


class PlanFileError(ValueError):
    """A plan's file does not say a plan."""


def _tuples(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}


class _Reader:
    """Reads one file; hands each target and assignment out once."""

    def __init__(self, source: dict[str, Any]) -> None:
        self.source = source
        self.targets = [Target(**entry) for entry in source.get("targets", [])]
        self.assignments = [Assignment(**entry) for entry in source.get("assignments", [])]

    def plan(self) -> Plan:
        blocks = tuple(block for entry in self.source["blocks"] for block in self._blocks(entry))
        left = [t.text for t in self.targets] + [a.task for a in self.assignments]
        if left:
            raise PlanFileError(f"{self.source['name']}: nowhere in the text: {left}")
        rest = {key: self.source[key] for key in ("body_size", "landscape") if key in self.source}
        header = Header(**{"parent_issuer": "", **_tuples(self.source["header"])})
        return Plan(self.source["name"], header, blocks, self.source["plan_year"], **rest)

    def _blocks(self, entry: dict[str, Any]) -> list[Block]:
        match entry:
            case {"text": str(text)}:
                return [self._paragraph(line) for line in text.splitlines()]
            case {"signature": True}:
                return [Signature(**_tuples(self.source["signature"]))]
            case {"appendix": dict(appendix)}:
                return [Appendix(**appendix)]
            case {"table": dict(table)}:
                return [self._table(table)]
        raise PlanFileError(f"{self.source['name']}: not a block: {entry}")

    def _paragraph(self, line: str) -> Paragraph:
        style = Style.BULLET if line.startswith("- ") else Style.BODY
        for mark, marked in STYLE_MARKS:
            if line.startswith(mark):
                line, style = line.removeprefix(mark), marked
                break
        assignments = tuple(given for given in self.assignments if given.task in line)
        self.assignments = [given for given in self.assignments if given not in assignments]
        return Paragraph(line, style, assignments, self._targets_in([line]))

    def _targets_in(self, texts: list[str]) -> tuple[Target, ...]:
        found = tuple(target for target in self.targets if any(target.text in text for text in texts))
        self.targets = [target for target in self.targets if target not in found]
        return found

    def _table(self, entry: dict[str, Any]) -> Table:
        forms = [SectionForm(form) for form in entry.get("section_forms", [])]
        look = dict(entry.get("look", {}))
        if "ruling" in look:
            look["ruling"] = Ruling(look["ruling"])
        return Table(
            TableKind(entry["kind"]),
            tuple(Column(**column) for column in entry["columns"]),
            tuple(self._row(row, forms) for row in entry["rows"]),
            TableLook(**look),
        )

    def _row(self, entry: Any, forms: list[SectionForm]) -> SectionRow | DataRow:  # noqa: ANN401
        if isinstance(entry, str):
            marks, _, rest = entry.partition(" ")
            marker, _, title = rest.partition("|")
            level = len(marks)
            form = forms[min(level, len(forms)) - 1] if forms else SectionForm.MARKER
            return SectionRow(marker.strip(), title.strip(), level, form)
        more = dict(entry) if isinstance(entry, dict) else {"cells": entry}
        cells = tuple(None if text == MERGED_DOWN else text for text in more.pop("cells"))
        row = DataRow(cells, **more)
        return replace(row, targets=self._targets_in([text for text in cells if text]))


def read_plan(path: Path) -> Plan:
    """Reads a plan's file; raises PlanFileError or tomllib.TOMLDecodeError."""
    with path.open("rb") as file:
        return _Reader(tomllib.load(file)).plan()


@cache
def written_plans() -> dict[str, Plan]:
    """All plans composed by hand, by name, which is the file stem."""
    plans = [read_plan(path) for path in sorted(FOLDER.glob("*.toml"))]
    return {plan.name: plan for plan in plans}
