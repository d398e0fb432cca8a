"""Scans: the same seed gives the same bytes, the geometry is true, each form is what it claims to be."""

import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from samples.degrade import Level, degrade, scan
from samples.making import Form, make_document
from samples.plan import Plan, Table, TableKind
from samples.printing import Picture, page_picture
from samples.scanning import ScanOrder, scan_plan, write_scans
from samples.typesetting import typeset
from samples.written import written_plans

DPI = 75.0


@pytest.fixture(scope="module")
def plan() -> Plan:
    return written_plans()["31-KH-UBND-phong-chong-thien-tai-2025"]


@pytest.fixture(scope="module")
def page(plan: Plan) -> Picture:
    return page_picture(typeset(plan).sheets[0], DPI)


@pytest.mark.parametrize("form", [Form.DIGITAL, Form.L2, Form.GARBAGE, Form.L3])
def test_same_seed_same_bytes(plan: Plan, form: Form) -> None:
    first, second = (make_document(plan, form, seed=5, dpi=DPI).pdf for _ in range(2))
    assert first == second


@pytest.mark.parametrize("level", Level)
def test_other_seed_other_scan(page: Picture, level: Level) -> None:
    assert np.array_equal(degrade(page, level, 1, DPI), degrade(page, level, 1, DPI))
    assert not np.array_equal(degrade(page, level, 1, DPI), degrade(page, level, 2, DPI))


@pytest.mark.parametrize("level", Level)
def test_levels_keep_the_size_and_most_of_the_print(page: Picture, level: Level) -> None:
    scanned = degrade(page, level, 3, DPI)
    assert scanned.shape[:2] == page.shape
    gray = np.asarray(Image.fromarray(scanned).convert("L"), np.float64)
    inked, blank = gray[page < 60].mean(), gray[page > 250].mean()
    assert blank - inked > 40


@pytest.mark.parametrize("quarter_turns", range(4))
def test_printed_points_are_where_the_scan_says(quarter_turns: int) -> None:
    dpi = 72.0
    blank = np.full((842, 595), 255, np.uint8)
    for x, y in ((100, 150), (480, 700)):
        page = blank.copy()
        page[y - 6 : y + 6, x - 6 : x + 6] = 0
        scanned = scan(page, Level.L1, 4, dpi=dpi, quarter_turns=quarter_turns)
        a, b, c, d, e, f = scanned.placement.to_shown
        rows, columns = np.nonzero(scanned.picture < 90)
        assert columns.mean() == pytest.approx(a * x + b * y + c, abs=1.5)
        assert rows.mean() == pytest.approx(d * x + e * y + f, abs=1.5)


def test_photocopies_in_black_and_white_are_kept_as_fax() -> None:
    page = np.full((300, 200), 255, np.uint8)
    pdf = write_scans([scan(page, Level.L3, 1, dpi=75, bilevel=True)])
    assert b"CCITTFaxDecode" in pdf


def test_garbage_layer_is_near_the_print_but_wrong(plan: Plan) -> None:
    made = make_document(plan, Form.GARBAGE, 2, DPI)
    pdf = pypdfium2.PdfDocument(io.BytesIO(made.pdf))
    text = pdf[0].get_textpage().get_text_range()
    printed = " ".join(word.text for word in made.printed.sheets[0].words)
    pdf.close()
    assert "31/KH-UBND" in text
    assert "nhân dân" in printed
    assert "nhân dân" not in text
    assert len(text.split()) == pytest.approx(len(printed.split()), rel=0.1)


def test_signed_pages_are_in_colour() -> None:
    printed = typeset(written_plans()["03-KH-TTYT-rui-ro-co-hoi-2025"])
    assert [scanned.picture.ndim for scanned in scan_plan(printed, ScanOrder(Level.L1, 1, DPI))] == [2, 3]


def test_orders_turn_the_pages_they_name(plan: Plan) -> None:
    scans = list(scan_plan(typeset(plan), ScanOrder(Level.L1, 1, dpi=50, turns=((2, 3),))))
    assert [scanned.placement.turned_deg for scanned in scans] == [0, 270]
    assert scans[1].picture.shape[0] < scans[1].picture.shape[1]


@pytest.mark.parametrize("bilevel", [True, False])
def test_long_documents_are_written_in_parts(bilevel: bool) -> None:
    page = np.full((120, 80), 255, np.uint8)
    pdf = write_scans(scan(page, Level.L3, seed, dpi=10, bilevel=bilevel) for seed in range(20))
    document = pypdfium2.PdfDocument(pdf)
    assert [page.get_size() for page in document] == [pytest.approx((576, 864))] * 20
    document.close()


def test_a_risk_plan_has_a_two_level_header() -> None:
    plan = written_plans()["03-KH-TTYT-rui-ro-co-hoi-2025"]
    (table,) = (block for block in plan.blocks if isinstance(block, Table))
    (printed,) = typeset(plan).tables
    assert table.kind is TableKind.RISKS
    assert printed.n_header_rows == 2
    assert {cell.column_span for cell in printed.cells if cell.row == 0} == {1, 3}
