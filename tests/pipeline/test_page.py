"""The story of a page, on the bundled documents: digital, scanned, with a garbage text layer, turned."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from extractors.layout import PageContent, TextLayerVerdict, TextSource
from extractors.reading.reader import Reader
from pipeline.opening import open_source
from pipeline.options import PageOptions
from pipeline.page import open_reader, read_page
from samples.fonts import Face
from samples.marks import stamp
from tests.extractors import lettering
from tests.written_pdf import lettered

BUNDLED = Path("data/raw")
TRUTH = Path("samples/truth")
SCANNED = "12-KH-UBND-chuyen-doi-so-2025"
DIGITAL = "215-KH-THCS-nam-hoc-2025-2026"
GARBAGE = "45-KH-BXD-pho-bien-phap-luat-2025"
PHOTOCOPY = "87-KH-SNN-cai-cach-hanh-chinh-2024"
SENTENCE = "Rà soát thủ tục hành chính, báo cáo kết quả thực hiện trước ngày 15 hằng tháng của đơn vị."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def read(path: Path, page: int, reader: Reader, options: PageOptions | None = None) -> PageContent:
    with open_source(path) as source:
        return read_page(source, page, reader, options or PageOptions())


def text_of(content: PageContent) -> str:
    lines = [*content.lines, *(line for table in content.tables for cell in table.cells for line in cell.lines)]
    return " ".join(line.text for line in lines)


def truth_of(stem: str, page: int) -> str:
    pages = json.loads((TRUTH / stem / "pages.json").read_text(encoding="utf-8"))["pages"]
    return str(pages[page - 1]["text"])


def agreement(stem: str, content: PageContent) -> float:
    """F1 of the syllables of a page, in any order."""
    expected, found = Counter(truth_of(stem, content.page).split()), Counter(text_of(content).split())
    return 2 * (expected & found).total() / (expected.total() + found.total())


def test_a_digital_page_is_not_read_by_ocr(reader: Reader) -> None:
    content = read(BUNDLED / f"{DIGITAL}.pdf", 1, reader)
    assert content.text_source is TextSource.TEXT_LAYER
    assert content.verdict is TextLayerVerdict.SOUND
    assert agreement(DIGITAL, content) > 0.98


def test_a_layer_by_an_ocr_without_vietnamese_is_read_anew(reader: Reader) -> None:
    content = read(BUNDLED / f"{GARBAGE}.pdf", 1, reader)
    assert content.text_source is TextSource.OCR
    assert content.verdict is TextLayerVerdict.GARBAGE
    assert agreement(GARBAGE, content) > 0.9


@pytest.fixture(scope="module")
def turned_photocopy(reader: Reader) -> PageContent:
    return read(BUNDLED / f"{PHOTOCOPY}.pdf", 2, reader)


def test_a_turned_photocopy_is_read(turned_photocopy: PageContent) -> None:
    geometry = turned_photocopy.geometry
    assert geometry.rotation_deg == 90  # counterclockwise, since it was turned clockwise by as much
    assert (round(geometry.width), round(geometry.height)) == (
        round(geometry.shown_height),
        round(geometry.shown_width),
    )
    assert agreement(PHOTOCOPY, turned_photocopy) > 0.85


def test_words_of_a_turned_page_stand_on_ink_of_the_page_as_shown(turned_photocopy: PageContent) -> None:
    with open_source(BUNDLED / f"{PHOTOCOPY}.pdf") as source:
        dark = source.page(2).render(72).min(axis=2) < 160
    tables = turned_photocopy.tables
    lines = [*turned_photocopy.lines, *(line for table in tables for cell in table.cells for line in cell.lines)]
    boxes = [turned_photocopy.geometry.shown(word.box) for line in lines for word in line.words if len(word.text) > 2]
    inked = [dark[int(b.y0) : int(b.y1) + 1, int(b.x0) : int(b.x1) + 1].mean() > 0.05 for b in boxes]
    assert len(boxes) > 100
    assert np.mean(inked) > 0.98


def test_tables_of_a_scan_are_read_cell_by_cell(turned_photocopy: PageContent) -> None:
    assert len(turned_photocopy.tables) == 1
    table = turned_photocopy.tables[0]
    for cell in table.cells:
        for line in cell.lines:
            assert cell.box.y0 - 2 < line.box.y_center < cell.box.y1 + 2


def test_the_page_number_is_dropped_and_counted(reader: Reader) -> None:
    content = read(BUNDLED / f"{DIGITAL}.pdf", 2, reader)
    assert ("page_number", 1) in content.dropped
    assert content.lines[0].text != "2"


@pytest.mark.parametrize("number", ["3", "- 3 -", "Trang 3/12", "3/12", "trang 3"])
def test_page_numbers_are_dropped_in_all_their_forms_and_other_numbers_stay(
    tmp_path: Path, reader: Reader, number: str
) -> None:
    path = tmp_path / "numbered.pdf"
    items = [(280.0, 30.0, number), (85.0, 100.0, SENTENCE), (85.0, 120.0, "2025"), (85.0, 800.0, "12/2025")]
    path.write_bytes(lettered(items))
    content = read(path, 1, reader)
    assert [line.text for line in content.lines] == [SENTENCE, "2025", "12/2025"]
    assert ("page_number", 1) in content.dropped


def test_letters_beyond_the_edge_of_the_page_are_dropped_and_counted(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / "cropped.pdf"
    path.write_bytes(lettered([(85.0, 100.0, SENTENCE), (85.0, 900.0, "bên ngoài")]))
    content = read(path, 1, reader)
    assert text_of(content) == SENTENCE
    assert ("letter_off_page", 8) in content.dropped


def saved(path: Path, image: Image.Image, **how: object) -> Path:
    image.save(path, dpi=(DPI, DPI), **how)  # type: ignore[arg-type] # Pillow's options differ by format
    return path


DPI = 120
LETTERED = lettering.lettered([SENTENCE[:57], SENTENCE[57:]] * 4, DPI, 13, Face.REGULAR)
PLAIN = Image.fromarray(LETTERED)


@pytest.mark.parametrize(
    ("name", "image"),
    [
        ("inverted.png", Image.fromarray(255 - LETTERED).convert("1")),
        ("transparent.png", Image.fromarray(np.dstack([np.zeros_like(LETTERED)] * 3 + [255 - LETTERED]))),
        ("deep.png", Image.fromarray(LETTERED.astype(np.uint16) * 257)),
        ("cmyk.jpg", PLAIN.convert("CMYK")),
        ("palette.png", PLAIN.convert("P")),
        ("bilevel.tif", PLAIN.convert("1")),
    ],
)
def test_pictures_of_every_make_are_read(tmp_path: Path, reader: Reader, name: str, image: Image.Image) -> None:
    content = read(saved(tmp_path / name, image), 1, reader)
    found = Counter(text_of(content).split())
    assert (found & Counter((SENTENCE.split()) * 4)).total() >= 0.9 * 4 * len(SENTENCE.split())


def test_words_under_a_gray_seal_are_doubtful_and_its_inscription_is_dropped(tmp_path: Path, reader: Reader) -> None:
    printed = lettering.lettered(
        [SENTENCE[:57], SENTENCE[57:], "", "", "", "", "", SENTENCE[:57]], 150, 13, Face.REGULAR
    )
    sealed = stamp(printed, "SỞ NỘI VỤ TỈNH KHÁNH HÒA", (250.0, 110.0), 150, np.random.default_rng(3)).min(axis=2)
    copied = np.asarray(np.where(sealed < 200, sealed // 2, sealed), np.uint8)
    page = np.full((1754, 1240), 255, np.uint8)
    page[: copied.shape[0], : copied.shape[1]] = copied[:, :1240]
    path = tmp_path / "sealed.png"
    Image.fromarray(page).save(path, dpi=(150, 150))
    content = read(path, 1, reader)
    doubtful = [line.words for line in content.lines for word in line.words if word.doubtful]
    assert doubtful
    assert not any(word.doubtful for word in content.lines[-1].words)
    assert content.lines[-1].text == SENTENCE[:57].strip()


@pytest.mark.parametrize("quarter_turns", [1, 2, 3])
def test_a_page_reads_the_same_however_it_is_turned(tmp_path: Path, reader: Reader, quarter_turns: int) -> None:
    with open_source(BUNDLED / f"{DIGITAL}.pdf") as source:
        shown = source.page(1).render(150)
    turned = tmp_path / "turned.png"
    Image.fromarray(np.ascontiguousarray(np.rot90(shown, -quarter_turns))).save(turned, dpi=(150, 150))
    content = read(turned, 1, reader)
    assert content.geometry.rotation_deg == 90 * quarter_turns
    assert agreement(DIGITAL, content) > 0.93
