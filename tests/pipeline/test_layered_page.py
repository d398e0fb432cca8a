"""Text layers against what is printed: hidden layers over scans, scans pasted into digital pages."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.layout import PageContent, TextLayerVerdict, TextSource
from extractors.reading.reader import Reader
from pipeline.opening import open_source
from pipeline.options import PageOptions
from pipeline.page import open_reader, read_page
from samples.fonts import Face
from tests.extractors.lettering import lettered
from tests.written_pdf import FONT

PRINTED = [
    "Thực hiện Kế hoạch cải cách hành chính năm 2025 của tỉnh,",
    "Sở Nội vụ báo cáo kết quả thực hiện nhiệm vụ quý I như sau:",
    "1. Ban hành văn bản chỉ đạo, điều hành công tác của đơn vị.",
    "2. Rà soát thủ tục hành chính, đề xuất phương án đơn giản hóa.",
    "3. Tuyên truyền, phổ biến pháp luật đến cán bộ và người dân.",
    "4. Kiểm tra việc chấp hành kỷ luật tại các phòng chuyên môn.",
    "5. Tổ chức đánh giá mức độ hài lòng của người dân, tổ chức.",
    "6. Báo cáo định kỳ hằng quý gửi về Văn phòng trước ngày 15.",
]
OTHER = [
    "Căn cứ chức năng nhiệm vụ được giao tại quyết định thành lập,",
    "các phòng chuyên môn xây dựng lịch công tác theo từng tuần và",
    "chủ động phối hợp với địa phương tháo gỡ khó khăn vướng mắc.",
    "Trong quá trình triển khai nếu phát sinh vấn đề mới cần phản",
    "ánh kịp thời để lãnh đạo xem xét cho ý kiến và giải quyết dứt",
    "điểm, không để tồn đọng kéo dài gây bức xúc trong nhân dân ở",
    "cơ sở. Đối với những việc vượt thẩm quyền thì tổng hợp trình",
    "cấp trên quyết định theo đúng trình tự đã được quy định chung.",
]
SCAN_DPI = 150.0
FIRST_BASELINE, PITCH = 100.0, 24.0
TOP_OF_LETTERS = 14.0


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def page_of(
    path: Path, printed: Sequence[str], layer: Sequence[str], hidden: bool, pictures: Sequence[Sequence[str]] = ()
) -> Path:
    """A page with `printed` lines as a picture over all of it, `layer` as text, and `pictures` pasted below."""
    pdfmetrics.registerFont(TTFont("Tinos", FONT))
    page = Canvas(str(path), pagesize=A4, invariant=1)
    if printed:
        drawn = Canvas(buffer := io.BytesIO(), pagesize=A4, invariant=1)
        write(drawn, printed, hidden=False)
        drawn.save()
        plain = path.with_suffix(".printed.pdf")
        plain.write_bytes(buffer.getvalue())
        with open_source(plain) as source:
            scan = Image.fromarray(source.page(1).render(SCAN_DPI)).convert("L")
        page.drawImage(ImageReader(scan), 0, 0, *A4)
    write(page, layer, hidden)
    for index, lines in enumerate(pictures):
        scan = Image.fromarray(lettered(list(lines), SCAN_DPI, 13, Face.REGULAR))
        size = (scan.width * 72 / SCAN_DPI, scan.height * 72 / SCAN_DPI)
        page.drawImage(ImageReader(scan), 60, 360 - 250 * index - size[1] + 100, *size)
    page.save()
    return path


def write(page: Canvas, lines: Sequence[str], hidden: bool) -> None:
    text = page.beginText()
    text.setFont("Tinos", 13)
    text.setTextRenderMode(3 if hidden else 0)
    for index, line in enumerate(lines):
        text.setTextOrigin(85, A4[1] - FIRST_BASELINE - PITCH * index)
        text.textOut(line)
    page.drawText(text)


def read(path: Path, reader: Reader) -> PageContent:
    with open_source(path) as source:
        return read_page(source, 1, reader, PageOptions())


def syllables(content: PageContent) -> list[str]:
    return [word.text for line in content.lines for word in line.words]


def test_a_hidden_layer_that_says_what_is_printed_is_believed(tmp_path: Path, reader: Reader) -> None:
    content = read(page_of(tmp_path / "page.pdf", PRINTED, PRINTED, hidden=True), reader)
    assert (content.text_source, content.verdict) == (TextSource.TEXT_LAYER, TextLayerVerdict.SOUND)
    assert "agree with the picture" in content.verdict_reason
    assert [line.text for line in content.lines] == PRINTED


def test_a_fluent_layer_that_says_something_else_is_not_believed(tmp_path: Path, reader: Reader) -> None:
    content = read(page_of(tmp_path / "page.pdf", PRINTED, OTHER, hidden=True), reader)
    assert (content.text_source, content.verdict) == (TextSource.OCR, TextLayerVerdict.GARBAGE)
    assert [line.text for line in content.lines] == PRINTED


def test_a_layer_over_a_part_of_the_print_does_not_stand_for_the_page(tmp_path: Path, reader: Reader) -> None:
    printed = [*PRINTED, *OTHER, *PRINTED]
    content = read(page_of(tmp_path / "page.pdf", printed, printed[:10], hidden=True), reader)
    assert content.text_source is TextSource.OCR
    assert "of the print" in content.verdict_reason
    assert len(content.lines) == len(printed)


def test_a_scan_pasted_into_a_digital_page_is_read_with_it(tmp_path: Path, reader: Reader) -> None:
    content = read(page_of(tmp_path / "page.pdf", [], PRINTED, hidden=False, pictures=[OTHER[:6]]), reader)
    assert content.text_source is TextSource.TEXT_LAYER
    assert "1 pasted" in content.verdict_reason
    expected = [*" ".join(PRINTED).split(), *" ".join(OTHER[:6]).split()]
    assert sum(word in expected for word in syllables(content)) >= 0.95 * len(expected)
    assert [line.text for line in content.lines][: len(PRINTED)] == PRINTED
    assert min(word.confidence for line in content.lines[len(PRINTED) :] for word in line.words) < 1


def test_pictures_without_text_add_nothing(tmp_path: Path, reader: Reader) -> None:
    drawing = ["* ~ o ~ *             o o"] * 8
    content = read(page_of(tmp_path / "page.pdf", [], PRINTED, hidden=False, pictures=[drawing]), reader)
    assert [line.text for line in content.lines] == PRINTED


@pytest.mark.parametrize("turned_deg", [90, 180, 270])
def test_lines_and_tables_set_along_the_side_are_read_level(tmp_path: Path, reader: Reader, turned_deg: int) -> None:
    pdfmetrics.registerFont(TTFont("Tinos", FONT))
    page = Canvas(str(tmp_path / "page.pdf"), pagesize=A4, invariant=1)
    page.translate(A4[0] / 2, A4[1] / 2)
    page.rotate(turned_deg)
    page.setFont("Tinos", 13)
    for row, line in enumerate(PRINTED):
        page.drawString(-200, 100 - 20 * row, line)
    for y in (-80, -105, -130):
        page.line(-210, y, 210, y)
    for x in (-210, -60, 210):
        page.line(x, -80, x, -130)
    for row, column in ((0, 0), (0, 1), (1, 0), (1, 1)):
        page.drawString((-205, -55)[column], -98 - 25 * row, f"ô {row} {column}")
    page.save()
    content = read(tmp_path / "page.pdf", reader)
    assert content.geometry.rotation_deg == (360 - turned_deg) % 360
    assert [line.text for line in content.lines] == PRINTED
    (table,) = content.tables
    assert [line.text for cell in table.cells for line in cell.lines] == ["ô 0 0", "ô 0 1", "ô 1 0", "ô 1 1"]
    first = content.lines[0].words[0]
    with open_source(tmp_path / "page.pdf") as source:
        shown = content.geometry.shown(first.box)
        inside = [one.text for one in source.page(1).characters() if shown.contains(one.box.x_center, one.box.y_center)]
    assert "".join(inside) == first.text


def test_fonts_of_capitals_draw_small_letters_of_an_old_encoding_as_capitals(tmp_path: Path, reader: Reader) -> None:
    pdfmetrics.registerFont(TTFont("Tinos", FONT))
    heading, line = (
        "kÕ ho¹ch c¶i c¸ch hµnh chÝnh",
        "Thùc hiÖn KÕ ho¹ch c¶i c¸ch hµnh chÝnh cña tØnh, Së Néi vô b¸o c¸o:",
    )
    page = Canvas(str(tmp_path / "page.pdf"), pagesize=A4, invariant=1, pageCompression=0)
    page.setFont("Tinos", 13)
    page.drawString(200, 740, heading)
    for row in range(5):
        page.drawString(85, 700 - 20 * row, line)
    page.save()
    one_font = read(tmp_path / "page.pdf", reader)
    assert one_font.verdict is TextLayerVerdict.LEGACY_ENCODING
    assert one_font.lines[0].text == "kế hoạch cải cách hành chính"
    named = (tmp_path / "page.pdf").read_bytes().replace(b"+Tinos", b"+.VnTH")
    (tmp_path / "capitals.pdf").write_bytes(named)
    assert read(tmp_path / "capitals.pdf", reader).lines[0].text == "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH"
