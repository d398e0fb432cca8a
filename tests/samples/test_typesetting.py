"""Setting: cells are a partition, cuts and repeated headers are as ordered, every letter has a glyph."""

import unicodedata
from dataclasses import replace

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from samples.compose import Wishes, compose, compose_pages
from samples.fonts import Face, FontMissingError, font_file, wrap
from samples.plan import Plan, Ruling, Table, TableKind, TableLook
from samples.typesetting import typeset

BASE_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def with_look(plan: Plan, look: TableLook) -> Plan:
    return replace(plan, blocks=tuple(replace(b, look=look) if isinstance(b, Table) else b for b in plan.blocks))


@pytest.fixture(scope="module")
def long_plan() -> Plan:
    return compose(11, Wishes(n_rows=40, kind=TableKind.TASKS))


@pytest.mark.parametrize("face", Face)
def test_faces_have_every_vietnamese_letter(face: Face) -> None:
    glyphs = TTFont(str(face), str(font_file(face))).face.charToGlyph
    letters = {
        unicodedata.normalize("NFC", letter + tone)
        for small in BASE_LETTERS
        for letter in (small, small.upper())
        for tone in (TONES if small in "aăâeêioôơuưy" else ("",))
    }
    assert {letter for letter in letters if ord(letter) not in glyphs} == set()


def test_missing_font_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samples.fonts.FONT_FOLDERS", (font_file(Face.BOLD).parent / "nowhere",))
    with pytest.raises(FontMissingError, match="fonts-croscore"):
        font_file(Face.BOLD)


def test_a_word_wider_than_its_line_is_refused() -> None:
    with pytest.raises(ValueError, match="wider"):
        wrap("một " + "x" * 80, Face.REGULAR, 12, 100)


@pytest.mark.parametrize("seed", range(12))
def test_cells_are_a_partition_of_the_grid(seed: int) -> None:
    for table in typeset(compose(seed)).tables:
        covered = [
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert len(covered) == len(set(covered)) == table.n_rows * len(table.table.columns)


@pytest.mark.parametrize("seed", range(12))
def test_words_stay_on_their_page(seed: int) -> None:
    for sheet in typeset(compose(seed)).sheets:
        for word in sheet.words:
            assert 0 < word.box.x0 < word.box.x1 < sheet.width
            assert 0 < word.box.y0 < word.box.y1 < sheet.height


@pytest.mark.parametrize("cut_rows", [True, False])
def test_rows_are_cut_only_where_allowed(long_plan: Plan, cut_rows: bool) -> None:
    (table,) = (t for t in typeset(with_look(long_plan, TableLook(cut_rows=cut_rows))).tables if t.n_rows > 30)
    cut = [row for row in range(table.n_rows) if len(set(table.row_pages(row))) > 1]
    assert bool(cut) == cut_rows


@pytest.mark.parametrize("repeat_header", [True, False])
def test_the_header_is_repeated_where_ordered(long_plan: Plan, repeat_header: bool) -> None:
    printed = typeset(with_look(long_plan, TableLook(repeat_header=repeat_header)))
    again = [sheet.page for sheet in printed.sheets if any(p.role == "repeated_header" for p in sheet.passages)]
    table_pages = {part.page for cell in printed.tables[-1].cells for part in cell.parts}
    assert again == (sorted(table_pages)[1:] if repeat_header else [])


def test_an_open_cut_has_no_rule_at_the_page_break(long_plan: Plan) -> None:
    def lowest_rules(close_cuts: bool) -> int:
        printed = typeset(with_look(long_plan, TableLook(close_cuts=close_cuts)))
        return sum(len([r for r in s.rules if r.y0 == r.y1]) for s in printed.sheets)

    assert lowest_rules(close_cuts=False) < lowest_rules(close_cuts=True)


def test_rulings(long_plan: Plan) -> None:
    def rules(ruling: Ruling) -> tuple[int, int]:
        sheet = typeset(with_look(long_plan, TableLook(ruling=ruling))).sheets[-2]
        upright = sum(rule.x0 == rule.x1 for rule in sheet.rules)
        return upright, len(sheet.rules) - upright

    every, sideless, lines, columns = (rules(r) for r in (Ruling.ALL, Ruling.OPEN_SIDES, Ruling.LINES, Ruling.COLUMNS))
    assert rules(Ruling.NONE) == (0, 0)
    assert lines[0] == 0 < lines[1]
    assert sideless[0] < every[0]
    assert columns[1] < every[1]


def test_composed_plans_differ_and_repeat() -> None:
    assert compose(1) == compose(1)
    assert len({typeset(compose(seed)).sheets[0].passages[0].text for seed in range(8)}) > 1
    assert (
        len({tuple(c.title for b in compose(s).blocks if isinstance(b, Table) for c in b.columns) for s in range(20)})
        > 12
    )


def test_plans_can_have_many_pages() -> None:
    assert len(typeset(compose_pages(2, 9)).sheets) in (8, 9)
    assert len(typeset(compose_pages(3, 2)).sheets) > 2  # fewer than a plan can have: the shortest there is
