"""The comparison of readers, on a page that all of them can read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from benchmarks.engines import main
from samples.fonts import Face
from tests.extractors.lettering import lettered


def test_every_reader_is_scored_on_the_same_page_before_and_after_repair(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = ("KẾ HOẠCH", "Cải cách hành chính năm 2025 của tỉnh", "Hoàn thành trước ngày 30 tháng 6 năm 2025")
    page = Image.fromarray(lettered(said, 200, 13, Face.REGULAR))
    page.save(tmp_path / "page.png", dpi=(200, 200))
    (tmp_path / "page.txt").write_text("\n".join(said), encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    rows = [line.split(" | ") for line in capsys.readouterr().out.splitlines()[2:]]
    assert [row[1] for row in rows] == [
        "Tesseract, plain",
        "Tesseract",
        "own, greedy",
        "own, language model",
        "own, Tesseract second",
    ]
    assert {row[9] for row in rows} == {"0 / 0 of 4"}
    assert all(float(row[7]) == 1.0 for row in rows)
