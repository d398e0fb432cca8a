"""Composes documents around tables of one kind each, so that every kind can be measured by itself.

The kinds are those that administrative documents use: ruled in every way or not at all, headers of several levels,
cells merged over rows and columns, rows and cells cut by page breaks, several tables on a page. What stands in the
tables varies with the seed: tasks, figures, persons, criteria.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from samples.compose import ROMAN, Composer, Wishes
from samples.plan import (
    Appendix,
    Block,
    Column,
    DataRow,
    Paragraph,
    Plan,
    Ruling,
    SectionForm,
    SectionRow,
    Stroke,
    Style,
    Table,
    TableKind,
    TableLook,
)
from samples.sheets import PrintedPlan
from samples.typesetting import typeset

Rows = tuple[SectionRow | DataRow, ...]


class TableForm(StrEnum):
    """The kinds of tables, and documents without any."""

    RULED = "ruled"
    OPEN_SIDES = "open sides"
    LEVEL_LINES = "level lines only"
    UPRIGHT_LINES = "upright lines only"
    UNRULED = "unruled"
    DASHED = "dashed inside"
    DOTTED = "dotted inside"
    DOUBLE = "double frame"
    FAINT = "hairlines"
    THREE_LEVELS = "header of three levels"
    NUMBERED = "numbering row"
    MERGED_ROWS = "merged over rows"
    TOTALS = "totals"
    SECTIONS = "sections over all columns"
    SEVERAL = "several on a page"
    LONG = "long, header repeated"
    LONG_BARE = "long, header once"
    CUT_ROWS = "rows cut by breaks"
    CUT_CELL = "one cell cut by a break"
    LOST_COLUMN = "a column line lost on a page"
    EMPTY_COLUMNS = "empty columns"
    TALL_CELLS = "cells of thirty lines"
    BOTTOM = "cells set at the bottom"
    TURNED = "turned pages"
    NO_TABLE = "no table"


LOOKS: dict[TableForm, dict[str, Any]] = {
    TableForm.OPEN_SIDES: {"ruling": Ruling.OPEN_SIDES},
    TableForm.LEVEL_LINES: {"ruling": Ruling.LINES},
    TableForm.UPRIGHT_LINES: {"ruling": Ruling.COLUMNS},
    TableForm.UNRULED: {"ruling": Ruling.NONE, "shaded_header": False},
    TableForm.DASHED: {"stroke": Stroke.DASHED},
    TableForm.DOTTED: {"stroke": Stroke.DOTTED},
    TableForm.DOUBLE: {"stroke": Stroke.DOUBLE},
    TableForm.FAINT: {"rule_width": 0.25},
    TableForm.NUMBERED: {"numbering_row": True},
    TableForm.BOTTOM: {"bottom_aligned": True, "top_aligned": False},
    TableForm.CUT_ROWS: {"cut_rows": True},
    TableForm.CUT_CELL: {"cut_rows": True},
    TableForm.TALL_CELLS: {"cut_rows": True},
}
"""What a kind asks of the table's look."""


@dataclass(frozen=True, slots=True)
class _Content:
    """What a table holds: its columns, and its rows where it has none of a special kind."""

    columns: tuple[Column, ...]
    rows: tuple[DataRow, ...]


class _TableComposer(Composer):
    def __init__(self, seed: int, form: TableForm) -> None:
        super().__init__(seed * len(TableForm) + list(TableForm).index(form), Wishes())
        self.form = form

    # What stands in a table

    def content(self, n_rows: int) -> _Content:
        return self.one((self.tasks, self.figures, self.persons, self.criteria))(n_rows)

    def tasks(self, n_rows: int) -> _Content:
        columns = self.task_columns()
        fields = [column.field for column in columns]
        themes = self.phrases["themes"]
        return _Content(columns, tuple(self.task_row(str(i + 1), self.one(themes), fields) for i in range(n_rows)))

    def figures(self, n_rows: int) -> _Content:
        n_years = int(self.rng.integers(2, 4))
        columns = [Column("c0", self.one(("TT", "STT", "Số TT")), 6, centred=True), Column("c1", "Chỉ tiêu", 34)]
        columns += [Column("c2", "Đơn vị tính", 12, centred=True)]
        first = self.year - n_years + 1
        columns += [Column(f"y{i}", f"Năm {first + i}", 12, "Kết quả thực hiện", centred=True) for i in range(n_years)]
        columns += [Column("c4", "Ghi chú", 12)]
        rows = []
        for index in range(n_rows):
            theme = self.one(self.phrases["themes"])
            values = [f"{self.rng.uniform(10, 4000):,.1f}".replace(",", " ").replace(".", ",") for _ in range(n_years)]
            name = f"Số lượng {self.one(theme['objects'])}"
            unit = self.one(("Hồ sơ", "%", "Cuộc", "Người", "Triệu đồng"))
            rows.append(DataRow((f"{index + 1:02}", name, unit, *(value.replace(" ", ".") for value in values), "")))
        return _Content(tuple(columns), tuple(rows))

    def persons(self, n_rows: int) -> _Content:
        columns = (
            Column("c0", self.one(("STT", "TT")), 6, centred=True),
            Column("c1", "Họ và tên", 24),
            Column("c2", "Chức vụ, đơn vị công tác", 34),
            Column("c3", "Nhiệm vụ được phân công", 26),
            Column("c4", "Điện thoại", 14, centred=True),
        )
        names = self.phrases["names"]
        duties = ("Trưởng ban", "Phó Trưởng ban", "Thư ký", "Thành viên", "Thành viên thường trực")
        rows = []
        for index in range(n_rows):
            person = " ".join(self.one(names[part]) for part in ("surnames", "middles", "givens"))
            post = (
                f"{self.one(('Trưởng phòng', 'Phó Trưởng phòng', 'Chuyên viên', 'Giám đốc'))}, {self.one(self.units)}"
            )
            phone = f"09{int(self.rng.integers(10_000_000, 99_999_999))}"
            rows.append(DataRow((str(index + 1), person, post, self.one(duties), phone)))
        return _Content(columns, tuple(rows))

    def criteria(self, n_rows: int) -> _Content:
        columns = (
            Column("c0", self.one(("STT", "TT")), 7, centred=True),
            Column("c1", "Tiêu chí đánh giá", 50),
            Column("c2", "Điểm tối đa", 14, centred=True),
            Column("c3", "Căn cứ chấm điểm", 28),
        )
        rows = []
        for index in range(n_rows):
            verb = self.one(self.phrases["verbs"])
            text = f"{verb['text']} {self.one(self.one(self.phrases['themes'])['objects'])}"
            points = f"{int(self.rng.integers(1, 10))}{self.one(('', ',5'))}"
            rows.append(DataRow((f"{index // 5 + 1}.{index % 5 + 1}", text, points, self.one(verb["outputs"]))))
        return _Content(columns, tuple(rows))

    # Kinds

    def tables(self) -> list[Table]:
        special: dict[TableForm, Callable[[], list[Table]]] = {
            TableForm.SEVERAL: lambda: [self.table(self.content(4)) for _ in range(3)],
            TableForm.LONG: lambda: [self.long(repeat_header=True)],
            TableForm.LONG_BARE: lambda: [self.long(repeat_header=False)],
            TableForm.CUT_ROWS: lambda: [self.with_long_cells(every=1, lines=12)],
            TableForm.CUT_CELL: lambda: [self.with_long_cells(every=2, lines=22)],
            TableForm.LOST_COLUMN: lambda: [self.long(repeat_header=True)],
            TableForm.TALL_CELLS: lambda: [self.with_long_cells(every=4, lines=30)],
            TableForm.THREE_LEVELS: lambda: [self.three_levels()],
            TableForm.MERGED_ROWS: lambda: [self.merged_rows()],
            TableForm.TOTALS: lambda: [self.totals()],
            TableForm.SECTIONS: lambda: [self.sections()],
            TableForm.EMPTY_COLUMNS: lambda: [self.empty_columns()],
            TableForm.NO_TABLE: list,
        }
        return special.get(self.form, lambda: [self.table(self.content(int(self.rng.integers(7, 14))))])()

    def form_look(self) -> TableLook:
        look = replace(self.look(landscape=True), ruling=Ruling.ALL, numbering_row=False)
        return replace(look, **LOOKS.get(self.form, {}))

    def table(self, content: _Content, rows: Rows | None = None) -> Table:
        return Table(TableKind.OTHER, content.columns, content.rows if rows is None else rows, self.form_look())

    def long(self, *, repeat_header: bool) -> Table:
        table = self.table(self.content(int(self.rng.integers(28, 40))))
        return replace(table, look=replace(table.look, repeat_header=repeat_header))

    def with_long_cells(self, every: int, lines: int) -> Table:
        """Every so many rows the widest column holds about `lines` lines."""
        content = self.content(8)
        widths = [column.width for column in content.columns]
        place = widths.index(max(widths))
        rows = list(content.rows)
        for index in range(every - 1, len(rows), every):
            texts = [rows[index].cells[place] or ""]
            while len(texts) * 1.6 < lines:
                verb = self.one(self.phrases["verbs"])
                texts.append(f"- {verb['text']} {self.one(self.one(self.phrases['themes'])['objects'])};")
            cells = rows[index].cells
            rows[index] = replace(rows[index], cells=(*cells[:place], "\n".join(texts), *cells[place + 1 :]))
        return self.table(content, tuple(rows))

    def three_levels(self) -> Table:
        groups = (("Kế hoạch", "Vốn đầu tư"), ("Thực hiện", "Vốn đầu tư"))
        columns = [Column("c0", "TT", 6, centred=True), Column("c1", "Tên dự án, công trình", 34)]
        for number, (group, over) in enumerate(groups):
            columns += [
                Column(f"a{number}", "Ngân sách", 12, group, centred=True, over_group=over),
                Column(f"b{number}", "Xã hội hóa", 12, group, centred=True, over_group=over),
            ]
        columns.append(Column("c9", "Ghi chú", 12))
        rows = []
        for index in range(9):
            values = [f"{int(self.rng.integers(100, 9000)):,}".replace(",", ".") for _ in range(4)]
            name = (
                f"{self.one(('Sửa chữa', 'Xây mới', 'Nâng cấp'))} {self.one(('trụ sở', 'tuyến đường', 'trường học'))}"
            )
            rows.append(
                DataRow((str(index + 1), f"{name} xã {self.one(self.phrases['names']['places'])}", *values, ""))
            )
        return self.table(_Content(tuple(columns), tuple(rows)))

    def merged_rows(self) -> Table:
        content = self.content(12)
        rows: list[DataRow] = list(content.rows)
        last = len(content.columns) - 1
        for index in range(1, len(rows)):
            cells = list(rows[index].cells)
            for place in {last, int(self.rng.integers(2, last + 1))}:
                if rows[index - 1].cells[place] != "" and self.chance(0.4):
                    cells[place] = None
            rows[index] = replace(rows[index], cells=tuple(cells))
        return self.table(content, tuple(rows))

    def totals(self) -> Table:
        content = self.figures(9)
        n = len(content.columns)
        rows: list[SectionRow | DataRow] = list(content.rows)
        for place, title in ((5, "Cộng"), (10, "Tổng cộng")):
            figures = [f"{int(self.rng.integers(1000, 90000)):,}".replace(",", ".") for _ in range(n - 4)]
            rows.insert(place, DataRow((title, "", "", *figures, ""), merged=(1, 2)))
        return self.table(content, tuple(rows))

    def sections(self) -> Table:
        content = self.content(12)
        form = self.one((SectionForm.MERGED, SectionForm.MERGED, SectionForm.MARKER, SectionForm.OPEN))
        rows: list[SectionRow | DataRow] = list(content.rows)
        for number, place in enumerate((8, 4, 0)):
            rows.insert(place, SectionRow(ROMAN[2 - number], self.one(self.phrases["themes"])["title"], 1, form))
        return self.table(content, tuple(rows))

    def empty_columns(self) -> Table:
        content = self.content(9)
        more = (Column("e1", "Ký nhận", 12), Column("e2", "Ghi chú khác", 10))
        rows = tuple(replace(row, cells=(*row.cells, "", "")) for row in content.rows)
        return self.table(_Content((*content.columns, *more), rows))

    # The document

    def document(self) -> Plan:
        tables = self.tables()
        landscape = self.chance(0.4) or max((len(table.columns) for table in tables), default=0) > 6
        in_body = self.form is TableForm.SEVERAL or (not landscape and self.chance(0.5))
        header = self.header(self.filled(self.one(self.phrases["subjects"])["title"]))
        blocks = self.narrative()
        if self.form is not TableForm.NO_TABLE:
            blocks = blocks[: 6 if in_body else 4]
        parts: list[Block] = []
        for number, table in enumerate(tables, 1):
            parts += [
                Paragraph(f"Biểu số {number}. {self.one(self.phrases['themes'])['title']}", Style.HEADING_3),
                table,
            ]
        if in_body or not tables:
            blocks += [*parts, self.signature()]
        else:
            title = self.filled(self.one(self.phrases["subjects"])["capital"])
            note = f"(Kèm theo Kế hoạch số {header.number} của {header.issuer})"
            blocks += [self.signature(), Appendix("PHỤ LỤC", title, note, landscape), *parts]
        name = f"{self.form.name.lower().replace('_', '-')}-{self.seed:05}"
        return Plan(name, header, tuple(blocks), self.year, 13.5)


def compose_tables(seed: int, form: TableForm) -> Plan:
    """A document around a table of one kind (three for SEVERAL, none for NO_TABLE): same arguments, same document."""
    return _TableComposer(seed, form).document()


def set_tables(seed: int, form: TableForm) -> PrintedPlan:
    """The document set on pages; for LOST_COLUMN its second page lacks an upright ruling line."""
    printed = typeset(compose_tables(seed, form))
    if form is TableForm.LOST_COLUMN and len(printed.sheets) > 1:
        sheet = printed.sheets[-1 if len(printed.sheets) == 2 else -2]
        places = sorted({rule.x0 for rule in sheet.rules if rule.x0 == rule.x1})
        lost = places[seed % max(1, len(places) - 2) + 1]
        sheet.rules[:] = [rule for rule in sheet.rules if not rule.x0 == rule.x1 == lost]
    return printed


def turns_of(printed: PrintedPlan, form: TableForm) -> tuple[tuple[int, int], ...]:
    """The quarter turns of pages on the glass, as `ScanOrder` wants them."""
    if form is not TableForm.TURNED:
        return ()
    return tuple((sheet.page, (1, 2, 3)[sheet.page % 3]) for sheet in printed.sheets)
