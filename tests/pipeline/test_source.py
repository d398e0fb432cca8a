"""Opening files: kinds, bounds, errors with the file's name, text layers on turned pages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from extractors.reading.text_layer import words_of
from pipeline import source as source_module
from pipeline.errors import (
    InputDamaged,
    InputEmpty,
    InputEncrypted,
    InputNotRecognised,
    InputTooLarge,
    InputUnreadable,
    PageError,
    PageTooLarge,
)
from pipeline.opening import open_source
from pipeline.source import bounded_dpi
from pipeline.text_source import read_dump
from tests import written_pdf


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("source") / "plan.pdf"
    path.write_bytes(written_pdf.plan("Cải cách hành chính"))
    return path


def opened(path: Path) -> int:
    with open_source(path) as source:
        return source.n_pages


def test_a_pdf_gives_pages_sizes_pictures_and_words(plan: Path) -> None:
    with open_source(plan) as source:
        page = source.page(1)
        assert (round(page.width), round(page.height), source.n_pages) == (595, 842, 2)
        assert page.render(72).shape == (842, 596, 3)
        assert page.picture_dpi() is None
        words = words_of(page.characters())
    number = next(word for word in words if word.text == "607/KH-UBND")
    assert 90 < number.box.x0 < number.box.x1 < 220
    assert 8 < number.box.height < 16


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_words_of_a_turned_page_stand_where_the_picture_shows_them(plan: Path, tmp_path: Path, turn: int) -> None:
    document = pdfium.PdfDocument(plan)
    document[0].set_rotation(turn)
    path = tmp_path / "turned.pdf"
    document.save(path)
    document.close()
    with open_source(path) as source:
        page = source.page(1)
        dark = page.render(72).min(axis=2) < 128
        words = words_of(page.characters())
        assert dark.shape[0] == pytest.approx(page.height, abs=1)
    longer = [word for word in words if len(word.text) > 3]
    inked = [dark[int(w.box.y0) : int(w.box.y1) + 1, int(w.box.x0) : int(w.box.x1) + 1].any() for w in longer]
    assert len(longer) > 20
    assert all(inked)


def test_a_page_of_nothing_but_letters_has_no_drawings(plan: Path, tmp_path: Path) -> None:
    with open_source(plan) as source:
        assert source.page(1).has_drawings()  # the table's ruling lines
    document = pdfium.PdfDocument(plan)
    page = document[0]
    for drawn in [item for item in page.get_objects(max_depth=1) if item.type != pdfium.raw.FPDF_PAGEOBJ_TEXT]:
        page.remove_obj(drawn)
    page.gen_content()
    path = tmp_path / "letters.pdf"
    document.save(path)
    document.close()
    with open_source(path) as source:
        assert not source.page(1).has_drawings()
        assert source.page(1).characters()


def test_pictures_are_pages_of_their_paper_size(tmp_path: Path) -> None:
    picture = Image.fromarray(np.full((1169, 827), 255, np.uint8))
    picture.save(tmp_path / "a.png", dpi=(100, 100))
    picture.save(tmp_path / "b.jpg")
    picture.save(tmp_path / "c.tif", save_all=True, append_images=[picture, picture])
    for name, pages in (("a.png", 1), ("b.jpg", 1), ("c.tif", 3)):
        with open_source(tmp_path / name) as source:
            assert source.n_pages == pages
            page = source.page(pages)
            assert (page.width, page.height) == pytest.approx((595, 842), abs=2)
            assert page.render(200).shape == pytest.approx((2338, 1654), abs=4)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("empty.pdf", b"", InputEmpty),
        ("text.pdf", b"hello", InputNotRecognised),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n", InputNotRecognised),
        ("cut.png", b"\x89PNG\r\n\x1a\n", InputDamaged),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n", InputDamaged),
    ],
)
def test_bad_files_are_told_by_name(tmp_path: Path, name: str, content: bytes, error: type[Exception]) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(error, match=name):
        opened(path)


def test_missing_and_encrypted_files(tmp_path: Path) -> None:
    with pytest.raises(InputUnreadable, match="missing"):
        opened(tmp_path / "missing.pdf")
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(written_pdf.plan("Kế hoạch", pages=1, password="secret"))  # noqa: S106
    with pytest.raises(InputEncrypted, match="locked"):
        opened(locked)


def test_pixels_are_bounded_before_anything_is_rendered() -> None:
    dpi = bounded_dpi(2000, 3000, 300)
    assert (2000 * dpi / 72) * (3000 * dpi / 72) <= source_module.MAX_PIXELS * 1.001
    assert bounded_dpi(595, 842, 180) == 180
    with pytest.raises(PageTooLarge):
        bounded_dpi(14400, 14400, 300)


PALE, DARK = 60_000, 2_000


def halves(dtype: type[np.generic]) -> Image.Image:
    """The upper half pale, the lower half dark, in numbers of 16 bits or the same between 0 and 1."""
    values = np.full((200, 300), PALE)
    values[100:] = DARK
    return Image.fromarray((values / 65_535 if dtype is np.float32 else values).astype(dtype))


@pytest.mark.parametrize(("name", "dtype"), [("a.png", np.uint16), ("a.tif", np.uint16), ("b.tif", np.float32)])
def test_deep_pictures_are_neither_white_nor_black(tmp_path: Path, name: str, dtype: type[np.generic]) -> None:
    halves(dtype).save(tmp_path / name, dpi=(200, 200))
    with open_source(tmp_path / name) as source:
        picture = source.page(1).render(200)
    assert picture[:90].min() > 200
    assert picture[110:].max() < 50


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    Image.new("RGBA", (300, 200), (0, 0, 0, 0)).save(tmp_path / "clear.png", dpi=(200, 200))
    with open_source(tmp_path / "clear.png") as source:
        assert source.page(1).render(200).min() == 255


def test_a_photograph_is_shown_as_the_camera_was_held(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter turn clockwise makes it upright
    halves(np.uint16).convert("L").save(tmp_path / "held.jpg", exif=exif, dpi=(200, 200))
    with open_source(tmp_path / "held.jpg") as source:
        assert source.page(1).render(200).shape == (300, 200)


def test_a_tiff_for_more_than_four_gigabytes_is_read(tmp_path: Path) -> None:
    Image.new("L", (300, 200), 255).save(tmp_path / "big.tif", big_tiff=True)
    assert (tmp_path / "big.tif").read_bytes()[:4] == b"II+\0"
    assert opened(tmp_path / "big.tif") == 1


def test_a_picture_that_is_cut_short_says_so(tmp_path: Path) -> None:
    Image.effect_noise((300, 200), 50).save(tmp_path / "whole.jpg")
    (tmp_path / "cut.jpg").write_bytes((tmp_path / "whole.jpg").read_bytes()[:5000])
    with open_source(tmp_path / "cut.jpg") as source, pytest.raises(PageError, match="image file is truncated"):
        source.page(1).render(200)


def test_the_pages_of_a_pdf_cut_short_are_read_and_the_others_told(tmp_path: Path) -> None:
    pytest.importorskip("pikepdf")
    pictures = [Image.effect_noise((300, 400), 50) for _ in range(3)]
    pictures[0].save(tmp_path / "whole.pdf", save_all=True, append_images=pictures[1:])
    whole = (tmp_path / "whole.pdf").read_bytes()
    (tmp_path / "cut.pdf").write_bytes(whole[: len(whole) * 2 // 3])
    with open_source(tmp_path / "cut.pdf") as source:
        assert source.n_pages == 3
        assert source.page(1).render(72).std() > 10
        with pytest.raises(PageError, match="cut short or damaged"):
            source.page(3)
    (tmp_path / "untrailed.pdf").write_bytes(whole[: whole.rindex(b"xref\n0")])
    assert opened(tmp_path / "untrailed.pdf") == 3


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1)])
def test_pages_on_which_no_line_fits_are_told(tmp_path: Path, size: tuple[int, int]) -> None:
    Image.new("L", size, 255).save(tmp_path / "tiny.png")
    with open_source(tmp_path / "tiny.png") as source, pytest.raises(PageError, match="too small for a line of text"):
        source.page(1)


@pytest.mark.parametrize("text", ["a\n" * 50_000, "a " * 250_000])
def test_text_longer_than_any_plan_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "long.txt").write_text(text)
    with pytest.raises(InputTooLarge, match=r"the text has \d+ words on \d+ lines"):
        read_dump(tmp_path / "long.txt")
