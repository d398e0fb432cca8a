import pytest

from extractors.layout import (
    Box,
    DocumentContent,
    DocumentTable,
    PageContent,
    PageGeometry,
    Paragraph,
    Passage,
    Region,
    RowKind,
    TableRow,
    TextLayerVerdict,
    TextSource,
)
from extractors.repairing import repair_document
from normalizers.repair import Repairer

BOX = Box(0, 0, 100, 20)


@pytest.fixture(scope="module")
def repairer() -> Repairer:
    return Repairer.load()


def _page(source: TextSource, verdict: TextLayerVerdict) -> PageContent:
    return PageContent(1, PageGeometry(595, 842, 595, 842), source, verdict, "", 300.0)


def _passage(text: str, confidence: float = 0.9) -> Passage:
    return Passage(text, text, (Region(1, BOX),), (confidence,) * len(text.split()), (False,) * len(text.split()))


def _content(page: PageContent, *texts: str) -> DocumentContent:
    cells = tuple(_passage(text) for text in texts)
    rows = (TableRow(RowKind.DATA, (cells[0], *cells), (0, 0, *range(2, len(cells) + 1)), 1, 1),)
    paragraph = Paragraph(_passage("Kể hoạch cải cách hành chính"), 1, BOX)
    return DocumentContent((page,), (paragraph,), (DocumentTable(1, rows),))


def test_every_passage_of_a_read_page_is_repaired_and_keeps_what_was_read(repairer: Repairer) -> None:
    page = _page(TextSource.OCR, TextLayerVerdict.NONE)
    repaired = repair_document(_content(page, "Tố chức thực hiện\nBáo cáo kết quả", "Sở Nội vụ"), lambda: repairer)
    paragraph = repaired.paragraphs[0].passage
    assert (paragraph.text_raw, paragraph.text) == ("Kể hoạch cải cách hành chính", "Kế hoạch cải cách hành chính")
    merged, again, other = repaired.tables[0].rows[0].cells
    assert merged.text == "Tổ chức thực hiện\nBáo cáo kết quả"
    assert merged is again
    assert other.text == "Sở Nội vụ"
    assert all(0.0 <= passage.repair_confidence <= 1.0 for passage in (paragraph, merged, other))


def test_a_sound_text_layer_is_left_alone(repairer: Repairer) -> None:
    page = _page(TextSource.TEXT_LAYER, TextLayerVerdict.SOUND)
    repaired = repair_document(_content(page, "Tố chư\u0301c"), lambda: repairer)
    assert repaired.paragraphs[0].passage.text == "Kể hoạch cải cách hành chính"
    assert repaired.tables[0].rows[0].cells[0].text == "Tố chức"


def test_a_garbage_layer_is_repaired_as_garbage(repairer: Repairer) -> None:
    page = _page(TextSource.TEXT_LAYER, TextLayerVerdict.GARBAGE)
    content = _content(
        page, "t6 chirc thuc hién nhiém vu duoc giao", "bao cao két qua thuc hién", "cai cach hanh chinh"
    )
    cells = repair_document(content, lambda: repairer).tables[0].rows[0].cells
    assert cells[0].text == "tổ chức thực hiện nhiệm vụ được giao"
    assert cells[2].text == "báo cáo kết quả thực hiện"


def test_an_empty_document(repairer: Repairer) -> None:
    assert repair_document(DocumentContent(()), lambda: repairer) == DocumentContent(())
