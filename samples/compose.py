"""Composes plans by chance: other bodies, subjects, tables and wordings for every seed, as long as one likes.

For measuring on many different documents. The phrases are those of `phrases.toml`; the same seed and wishes give the
same plan.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

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
from samples.typesetting import typeset
from samples.wordings import GROUPS_OF_ACTION, GROUPS_OF_AGENCIES, ORDERS, WIDTHS, WORDINGS

Choice = TypeVar("Choice")
Phrases = dict[str, Any]

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ROWS_PER_PAGE = 8
SEARCH_STEPS = 12
"""First guess for plans of a given number of pages, and how often it is mended."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a composed plan must have; None leaves it to the seed. `n_rows` counts the task or risk rows."""

    n_rows: int | None = None
    kind: TableKind | None = None
    landscape: bool | None = None
    ruling: Ruling | None = None


def _in_normal_case(title: str) -> str:
    """Makes "Phó Giám đốc" of "PHÓ GIÁM ĐỐC"."""
    deputy, rest = ("Phó ", title[4:]) if title.startswith("PHÓ ") else ("", title)
    return deputy + rest.capitalize()


@cache
def phrases() -> Phrases:
    """The phrases file."""
    with (Path(__file__).parent / "phrases.toml").open("rb") as file:
        return tomllib.load(file)


class Composer:
    """What a seed makes of the phrases, piece by piece."""

    def __init__(self, seed: int, wishes: Wishes) -> None:
        self.rng, self.wishes, self.phrases = np.random.default_rng([seed, 4711]), wishes, phrases()
        self.seed = seed
        self.year = int(self.rng.integers(2021, 2027))
        self.issuer: Phrases = self.one(self.phrases["issuers"])
        self.place = self.one(self.phrases["names"]["places"])
        self.province = self.one(self.phrases["names"]["provinces"])
        self.units: list[str] = self.issuer["units"]

    # Chance

    def one(self, choices: Sequence[Choice]) -> Choice:
        """One of the choices."""
        return choices[int(self.rng.integers(len(choices)))]

    def some(self, choices: Sequence[Choice], count: int) -> list[Choice]:
        """So many of the choices, in their order."""
        picked = sorted(self.rng.permutation(len(choices))[:count].tolist())
        return [choices[index] for index in picked]

    def chance(self, share: float) -> bool:
        """True with a probability of `share`."""
        return bool(self.rng.random() < share)

    def day(self) -> date:
        """A day of the plan's year."""
        return date(self.year, 1, 5) + timedelta(days=int(self.rng.integers(0, 350)))

    def filled(self, text: str) -> str:
        """A phrase with its places filled in."""
        day = self.day()
        return text.format(
            year=self.year,
            place=self.place,
            PLACE=self.place.upper(),
            province=self.province,
            number=int(self.rng.integers(12, 4999)),
            date=f"{day.day:02}/{day.month}/{day.year}",
            quarter=self.one(("II", "III", "IV")),
            month=int(self.rng.integers(3, 13)),
            day=int(self.rng.integers(10, 29)),
            issuer=self.issuer["issuer"].format(place=self.place),
        )

    # Header and signature

    def header(self, title: str) -> Header:
        """The header block."""
        day = self.day()
        return Header(
            issuer=self.filled(self.issuer["issuer"]),
            issuer_lines=tuple(self.filled(line) for line in self.issuer.get("lines", [])),
            parent_issuer=self.filled(self.issuer.get("parent", "")),
            number=f"{int(self.rng.integers(2, 1999)):02}/{self.issuer['sign']}",
            place=self.place if self.issuer["kind"] in ("commune", "hospital") else self.province,
            issued_date=day,
            title=title,
        )

    def signature(self) -> Signature:
        """The signature block."""
        names = self.phrases["names"]
        titles = self.one(self.issuer["titles"])
        return Signature(
            title_lines=tuple(titles),
            signer=" ".join(self.one(names[part]) for part in ("surnames", "middles", "givens")),
            signer_title=_in_normal_case(titles[-1]),
            recipients=tuple(self.issuer["recipients"]),
        )

    # Narrative

    def narrative(self) -> list[Block]:
        """The body: purposes, goals, who does what."""
        told = self.phrases["narrative"]
        upper = self.chance(0.7)

        def heading(text: str) -> Paragraph:
            return Paragraph(text.upper() if upper else text, Style.HEADING_1)

        blocks: list[Block] = [
            Paragraph(self.filled(text), Style.BASIS) for text in self.some(told["basis"], int(self.rng.integers(1, 4)))
        ]
        blocks += [Paragraph(self.filled(told["opening"])), heading("I. Mục đích, yêu cầu")]
        blocks += [Paragraph("1. Mục đích", Style.HEADING_2)]
        blocks += [Paragraph(text, Style.BULLET) for text in self.some(told["purposes"], 2)]
        blocks += [Paragraph("2. Yêu cầu", Style.HEADING_2)]
        blocks += [Paragraph(text, Style.BULLET) for text in self.some(told["requirements"], 2)]
        blocks += [heading("II. Chỉ tiêu"), *self.goals()]
        blocks += [heading("III. Tổ chức thực hiện")]
        for number, unit in enumerate(self.some(self.units, 3), 1):
            duty = self.filled(self.one(told["duties"]))
            blocks.append(Paragraph(f"{number}. {unit}", Style.HEADING_2))
            blocks.append(Paragraph(f"- {duty}", Style.BULLET, assignments=(Assignment(duty, lead=unit),)))
        return [*blocks, Paragraph(self.filled(told["closing"]))]

    def goals(self) -> list[Paragraph]:
        """Paragraphs with measurable targets."""
        paragraphs = []
        for goal in self.some(self.phrases["goals"], int(self.rng.integers(3, 6))):
            value = int(self.rng.integers(goal["range"][0], goal["range"][1] + 1))
            shown = f"{value:02}"
            text = goal["text"].format(value=shown, year=self.year)
            target = Target(
                text,
                goal["name"],
                goal["comparator"],
                value,
                goal["unit"],
                deadline_text=goal.get("deadline_text", "").format(year=self.year),
            )
            paragraphs.append(Paragraph(f"- {text}", Style.BULLET, targets=(target,)))
        return paragraphs

    # Tables

    def look(self, landscape: bool) -> TableLook:
        """How a table is set and ruled."""
        ruling = self.wishes.ruling or (Ruling.ALL if self.chance(0.85) else self.one(tuple(Ruling)[1:4]))
        return TableLook(
            font_size=float(self.one((11.5, 12.0, 12.5, 13.0))) if landscape else float(self.one((11.0, 11.5, 12.0))),
            ruling=ruling,
            rule_width=float(self.one((0.5, 0.6, 0.9))),
            repeat_header=self.chance(0.7),
            cut_rows=self.chance(0.75),
            close_cuts=self.chance(0.5),
            numbering_row=self.chance(0.2),
            shaded_header=self.chance(0.15),
            top_aligned=self.chance(0.3),
        )

    def column(self, field: str, group: str = "", title: str = "") -> Column:
        """A column in one of the wordings of its field."""
        centred = field in ("ordinal", "deadline_text", "effectiveness") or (field == "lead" and self.chance(0.3))
        return Column(field, title or self.one(WORDINGS[field]), WIDTHS[field], group, centred)

    def task_columns(self) -> tuple[Column, ...]:
        """The columns of a task table."""
        style = self.one(("two", "two", "grouped", "one"))
        columns: list[Column] = []
        for field in self.one(ORDERS):
            if field != "WHO":
                columns.append(self.column(field))
            elif style == "one":
                columns.append(self.column("responsible"))
            elif style == "grouped":
                group = self.one(GROUPS_OF_AGENCIES)
                columns += [self.column("lead", group, "Chủ trì"), self.column("coordinating", group, "Phối hợp")]
            else:
                columns += [self.column("lead"), self.column("coordinating")]
        return tuple(columns)

    def deadline(self) -> str:
        """A deadline as printed."""
        return self.filled(self.one(self.phrases["deadlines"]["texts"]))

    def task_row(self, ordinal: str, theme: Phrases, fields: Sequence[str]) -> DataRow:
        """A row of a task table."""
        verb = self.one(self.phrases["verbs"])
        lead = self.one(self.units)
        others = [unit for unit in self.units if unit != lead]
        helping = "; ".join(self.some(others, int(self.one((0, 1, 1, 2)))))
        tail = self.filled(self.one(self.phrases["tails"]["texts"]))
        task = f"{verb['text']} {self.one(theme['objects'])}{tail}".replace("việc thực hiện việc", "việc")
        values = {
            "ordinal": ordinal,
            "task": task,
            "lead": lead,
            "coordinating": helping,
            "responsible": f"{lead} chủ trì, phối hợp {helping} thực hiện" if helping else lead,
            "deadline_text": self.deadline(),
            "output": self.one(verb["outputs"]),
            "note": "",
        }
        return DataRow(tuple(values[field] for field in fields), lead, helping)

    def task_table(self, landscape: bool) -> Table:
        """A task table with its sections."""
        columns, look, merging = self.task_columns(), self.look(landscape), self.chance(0.3)
        fields = [column.field for column in columns]
        n_rows = self.wishes.n_rows or int(self.rng.integers(8, 40))
        levels = int(self.one((0, 1, 1, 2)))
        form = self.one((SectionForm.MARKER, SectionForm.MARKER, SectionForm.MERGED, SectionForm.OPEN))
        numbering = self.one(("restart", "through", "nested")) if levels else "through"
        rows: list[SectionRow | DataRow] = []
        themes: list[Phrases] = self.phrases["themes"]
        per_section = int(self.rng.integers(3, 8))
        section = 0
        for index in range(n_rows):
            if levels and index % per_section == 0:
                section += 1
                if levels > 1 and section % 3 == 1:
                    part = "ABCDEFGHIKLMNOPQ"[(section // 3) % 16]
                    rows.append(SectionRow(part, f"NHÓM NHIỆM VỤ THỨ {section // 3 + 1}", 1, form))
                marker = str(section) if numbering == "nested" else ROMAN[(section - 1) % len(ROMAN)]
                rows.append(SectionRow(marker, themes[(section - 1) % len(themes)]["title"], levels, form))
            inner = index % per_section + 1
            ordinal = {"restart": str(inner), "through": str(index + 1), "nested": f"{section}.{inner}"}[numbering]
            rows.append(
                self.task_row(ordinal, themes[(section - 1) % len(themes)] if levels else self.one(themes), fields)
            )
        if merging and "deadline_text" in fields:
            self.merge_down(rows, fields.index("deadline_text"))
        return Table(TableKind.TASKS, columns, tuple(rows), look)

    def merge_down(self, rows: list[SectionRow | DataRow], place: int) -> None:
        """Merges the column at `place` over two or more rows here and there."""
        for index in range(1, len(rows)):
            above, row = rows[index - 1], rows[index]
            if isinstance(above, DataRow) and isinstance(row, DataRow) and above.cells[place] and self.chance(0.2):
                rows[index] = replace(row, cells=(*row.cells[:place], None, *row.cells[place + 1 :]))

    def risk_table(self, landscape: bool) -> Table:
        """A table of risks and opportunities."""
        group, look = self.one(GROUPS_OF_ACTION), self.look(landscape)
        columns = (
            self.column("ordinal"),
            self.column("risk"),
            self.column("measure"),
            self.column("action", group),
            self.column("deadline_text", group),
            self.column("responsible", group, self.one(("Trách nhiệm", "Người thực hiện", "Trách nhiệm thực hiện"))),
            self.column("effectiveness"),
        )
        known: list[Phrases] = self.phrases["risks"]
        n_rows = self.wishes.n_rows or int(self.rng.integers(5, len(known) + 1))
        rows = tuple(
            DataRow(
                (
                    f"{index + 1:02}",
                    entry["risk"],
                    entry["measure"],
                    entry["action"],
                    self.deadline(),
                    self.one(self.units),
                    self.one(("Thấp", "Trung bình", "Cao", "")),
                ),
                kind=entry.get("kind", "risk"),
            )
            for index, entry in enumerate(known[index % len(known)] for index in range(n_rows))
        )
        return Table(TableKind.RISKS, columns, rows, look)

    def statistics(self) -> list[Block]:
        """A table that holds no tasks, with its sentence."""
        columns = (
            Column("c1", "Đơn vị", 34),
            Column("c2", "Số hồ sơ", 16, "Năm trước", centred=True),
            Column("c3", "Tỷ lệ (%)", 16, "Năm trước", centred=True),
            Column("c4", "Số hồ sơ", 16, "Dự kiến năm nay", centred=True),
            Column("c5", "Tỷ lệ (%)", 16, "Dự kiến năm nay", centred=True),
        )
        rows = tuple(
            DataRow(
                (
                    unit,
                    str(int(self.rng.integers(20, 2500))),
                    f"{self.rng.uniform(70, 99):.1f}".replace(".", ","),
                    str(int(self.rng.integers(20, 2500))),
                    f"{self.rng.uniform(85, 100):.1f}".replace(".", ","),
                )
            )
            for unit in self.units[:6]
        )
        look = TableLook(font_size=12.0, ruling=self.one((Ruling.ALL, Ruling.LINES, Ruling.COLUMNS, Ruling.OPEN_SIDES)))
        return [Paragraph("Kết quả giải quyết hồ sơ của các đơn vị:"), Table(TableKind.OTHER, columns, rows, look)]

    # The whole

    def plan(self) -> Plan:
        """The whole plan."""
        kind = self.wishes.kind or (TableKind.RISKS if self.chance(0.2) else TableKind.TASKS)
        landscape = self.chance(0.65) if self.wishes.landscape is None else self.wishes.landscape
        subject: Phrases = self.one(self.phrases["subjects"])
        if kind is TableKind.RISKS:
            landscape = True
            subject = {
                "title": "Giải quyết rủi ro và cơ hội năm {year}",
                "capital": "BẢNG NHẬN DIỆN RỦI RO, CƠ HỘI NĂM {year}",
            }
        header = self.header(self.filled(subject["title"]))
        blocks = self.narrative()
        if self.chance(0.25):
            blocks[-1:-1] = self.statistics()
        day = header.issued_date or date(self.year, 1, 1)
        note = f"(Kèm theo Kế hoạch số {header.number} ngày {day.day:02}/{day.month:02}/{day.year} của {header.issuer})"
        appendix = Appendix(
            self.one(("PHỤ LỤC", "Phụ lục", "PHỤ LỤC I")), self.filled(subject["capital"]), note, landscape
        )
        table = self.risk_table(landscape) if kind is TableKind.RISKS else self.task_table(landscape)
        name = f"composed-{self.seed:04}"
        size = float(self.one((13.0, 13.5, 14.0)))
        return Plan(name, header, (*blocks, self.signature(), appendix, table), self.year, size)


def compose(seed: int, wishes: Wishes = Wishes()) -> Plan:
    """A plan by chance: the same seed and wishes, the same plan."""
    return Composer(seed, wishes).plan()


def compose_pages(seed: int, n_pages: int, wishes: Wishes = Wishes()) -> Plan:
    """A plan of as many printed pages as fit into `n_pages` (at least about four), seldom one less than asked for.

    The number of rows is found by regula falsi: pages grow almost evenly with the rows.
    """
    fewest, most = (1, 0.0), (0, 0.0)
    best = compose(seed, replace(wishes, n_rows=1))
    n_rows = max(1, ROWS_PER_PAGE * (n_pages - 3))
    for _ in range(SEARCH_STEPS):
        plan = compose(seed, replace(wishes, n_rows=n_rows))
        pages = len(typeset(plan).sheets)
        if pages <= n_pages:
            fewest, best = (n_rows, pages), plan
        else:
            most = (n_rows, pages)
        if pages == n_pages or 0 < most[0] <= fewest[0] + 1:
            break
        if most[0] == 0:
            n_rows = max(n_rows + 1, round(n_rows * (n_pages + 0.5) / max(pages, 1)))
        else:
            slope = (most[1] - fewest[1]) / (most[0] - fewest[0])
            n_rows = min(max(fewest[0] + 1, fewest[0] + round((n_pages - fewest[1]) / slope)), most[0] - 1)
    return best
