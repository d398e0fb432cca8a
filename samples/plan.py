"""What a plan document (kế hoạch) says, before anything is printed: header block, narrative, tables, signature.

All text is fully accented Vietnamese in Unicode NFC. Items of a cell that stand on lines of their own are parted by a
line feed; lines that only wrap are the typesetter's business.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Target:
    """A measurable target (chỉ tiêu) that a paragraph or a cell states.

    `text` is the clause as printed, `name` the shortest noun phrase of it that tells what is measured. `comparator` is
    one of ">=", ">", "<=", "<", "=".
    """

    text: str
    name: str
    comparator: str
    value: float
    unit: str
    value_max: float | None = None
    deadline_text: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A task (nhiệm vụ) that a paragraph of the narrative gives to somebody."""

    task: str
    lead: str = ""
    coordinating: str = ""
    deadline_text: str = ""
    output: str = ""


class Style(StrEnum):
    """How a paragraph is set; the headings also carry the section path."""

    BASIS = "basis"
    HEADING_1 = "heading_1"
    HEADING_2 = "heading_2"
    HEADING_3 = "heading_3"
    BODY = "body"
    BULLET = "bullet"


HEADING_LEVEL = {Style.HEADING_1: 1, Style.HEADING_2: 2, Style.HEADING_3: 3}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A printed paragraph with what it states."""

    text: str
    style: Style = Style.BODY
    assignments: tuple[Assignment, ...] = ()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the field it holds, its header text, its share of the table's width.

    Neighbouring columns with the same `group` stand under one merged header cell, and groups with the same `over_group`
    under another above it. Fields beside those of tasks and risks ("note", "c1") have no row in the truth but that of
    the table itself.
    """

    field: str
    title: str
    width: float
    group: str = ""
    centred: bool = False
    over_group: str = ""


class SectionForm(StrEnum):
    """How a section row is ruled."""

    MERGED = "merged"
    """Marker and title in one cell over all columns: "A. Công tác chỉ đạo"."""
    MARKER = "marker"
    """The marker in the first column, the title merged over the others."""
    OPEN = "open"
    """The marker in the first column, the title in the second, the other cells empty."""


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A row that gives the rows below a heading; `level` 1 is the outermost."""

    marker: str
    title: str
    level: int = 1
    form: SectionForm = SectionForm.MARKER


@dataclass(frozen=True, slots=True)
class DataRow:
    """A row of a table, a text for each column; None where the cell above is merged down over this row.

    `lead` and `coordinating` are what a person would read out of a column that names both. `merged` are the columns
    that belong to the cell on their left (their own text is "").
    """

    cells: tuple[str | None, ...]
    lead: str = ""
    coordinating: str = ""
    kind: str = "risk"
    targets: tuple[Target, ...] = ()
    merged: tuple[int, ...] = ()


class TableKind(StrEnum):
    """What the rows of a table are."""

    TASKS = "tasks"
    RISKS = "risks"
    OTHER = "other"


class Ruling(StrEnum):
    """Which ruling lines a table has."""

    ALL = "all"
    OPEN_SIDES = "open_sides"
    """All but the two outer vertical lines."""
    LINES = "lines"
    """Horizontal lines only."""
    COLUMNS = "columns"
    """Frame, header and vertical lines; none between the rows."""
    NONE = "none"


class Stroke(StrEnum):
    """How the ruling lines inside a table are drawn; the frame is solid, but for DOUBLE, which doubles it."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"
    DOUBLE = "double"


@dataclass(frozen=True, slots=True)
class TableLook:
    """How a table is set and ruled. `font_size` and `rule_width` are in points."""

    font_size: float = 12.0
    ruling: Ruling = Ruling.ALL
    rule_width: float = 0.6
    repeat_header: bool = True
    cut_rows: bool = True
    close_cuts: bool = False
    """Draw the border where a page break cuts a row."""
    numbering_row: bool = False
    """A row "(1) (2) (3)" under the header."""
    shaded_header: bool = False
    top_aligned: bool = False
    bottom_aligned: bool = False
    stroke: Stroke = Stroke.SOLID


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the flow of the document."""

    kind: TableKind
    columns: tuple[Column, ...]
    rows: tuple[SectionRow | DataRow, ...]
    look: TableLook = field(default_factory=TableLook)

    def __post_init__(self) -> None:
        for row in self.rows:
            if isinstance(row, DataRow) and len(row.cells) != len(self.columns):
                raise ValueError(
                    f"a row of {len(row.cells)} cells in a table of {len(self.columns)} columns: {row.cells}"
                )


@dataclass(frozen=True, slots=True)
class Appendix:
    """A fresh page with its own heading (phụ lục). What follows stands on such pages."""

    heading: str
    title: str
    note: str
    landscape: bool = True


@dataclass(frozen=True, slots=True)
class Header:
    """The header block: issuer and number on the left, motto, place and date on the right, title below.

    `issuer` and `parent_issuer` are in normal case and printed in capitals; "" and None leave the place empty.
    `issuer_lines` are the printed lines where they are not the issuer itself.
    """

    issuer: str
    parent_issuer: str
    number: str
    place: str
    issued_date: date | None
    title: str
    doc_type: str = "Kế hoạch"
    issuer_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """The block at the end: recipients (nơi nhận) on the left, who signs on the right."""

    title_lines: tuple[str, ...]
    signer: str
    signer_title: str
    recipients: tuple[str, ...] = ()
    prepared_by: str = ""


Block = Paragraph | Table | Appendix | Signature


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan document; `name` is an ASCII file stem. `body_size` is in points."""

    name: str
    header: Header
    blocks: tuple[Block, ...]
    plan_year: int
    body_size: float = 14.0
    landscape: bool = False

    @property
    def signature(self) -> Signature | None:
        """The signature block, where the plan has one."""
        return next((block for block in self.blocks if isinstance(block, Signature)), None)
