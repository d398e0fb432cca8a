"""corrections.csv as the review site, Excel and people write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.corrections.file import add_corrections, read_corrections


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ","), ("utf-8-sig", ";"), ("utf-16", "\t")]
)
def test_files_of_several_programs_say_the_same(tmp_path: Path, encoding: str, delimiter: str) -> None:
    file = tmp_path / "corrections.csv"
    lines = [["row_id", "Field", "value"], ["0123456789abcdef-t0001", "task", '"Rà soát ""một cửa"""'], ["", "", ""]]
    file.write_text("\r\n".join(delimiter.join(line) for line in lines), encoding=encoding, newline="")
    (correction,) = read_corrections(file).corrections
    assert (correction.doc_id, correction.field, correction.value) == ("0123456789abcdef", "task", 'Rà soát "một cửa"')
    assert (correction.number, correction.by, correction.line) == ("", "", 2)


def test_text_is_composed_and_line_ends_are_ours(tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    file.write_bytes('row_id,field,value\r\nx-t0001,task,"Ke\u0302\u0301 hoa\u0323ch\r\nhai"\r\n'.encode())
    assert read_corrections(file).corrections[0].value == "Kế hoạch\nhai"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"\xff\x00\x80row_id,field,value", "UTF-8"),
        (b"a,b,c\n1,2,3\n", "row_id"),
        (b"", "row_id"),
        (b'row_id,field,value\nx,y,"' + b"a" * 200_000, "limit"),
    ],
)
def test_what_is_no_corrections_file_is_told(tmp_path: Path, data: bytes, problem: str) -> None:
    file = tmp_path / "corrections.csv"
    file.write_bytes(data)
    assert problem in read_corrections(file).problem
    assert read_corrections(file).corrections == ()


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    assert read_corrections(tmp_path / "corrections.csv").problem == ""


def test_lines_are_taken_over_once(tmp_path: Path) -> None:
    downloaded, kept = tmp_path / "downloaded.csv", tmp_path / "corrections.csv"
    downloaded.write_text("row_id,field,value\na-t0001,task,một\na-t0002,task,hai\n", encoding="utf-8-sig")
    assert add_corrections(kept, read_corrections(downloaded)) == 2
    before = kept.read_bytes()
    assert add_corrections(kept, read_corrections(downloaded)) == 0
    assert kept.read_bytes() == before
    assert [correction.value for correction in read_corrections(kept).corrections] == ["một", "hai"]
    assert before.startswith(b"\xef\xbb\xbf")
