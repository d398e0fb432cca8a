"""The command line as users run it: what it prints, what it writes, how it ends."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import filelock
import pandas as pd
import pyarrow.parquet as pq
import pytest

from tests import written_pdf
from tests.conftest import MixedExtraction, Run

LONG = 120
"""Pages that take some ten seconds: a signal sent after another document's line comes before they are read."""
FAILED = {
    "encrypted.pdf": "InputEncrypted",
    "truncated.pdf": "InputDamaged",
    "empty.pdf": "InputEmpty",
    "pageless.pdf": "InputEmpty",
    "letter.pdf": "InputNotRecognised",
    "picture.pdf": "InputNotRecognised",
    "dangling.pdf": "InputUnreadable",
    "outside.pdf": "InputUnreadable",
}


def test_good_inputs_are_written_beside_bad_ones(mixed: MixedExtraction) -> None:
    assert mixed.result.returncode == 3, mixed.result.stderr
    documents = pd.read_parquet(mixed.out / "documents")
    assert sorted(documents["source_name"]) == ["-x; 'a\nb\" .. .PDF", "plan, copied.pdf"]
    assert mixed.result.stdout.startswith("extracted: 2 documents, 4 pages, ")
    assert f"{len(FAILED)} failed" in mixed.result.stdout


def test_every_bad_input_is_told_with_its_name_on_one_line(mixed: MixedExtraction) -> None:
    lines = mixed.result.stderr.splitlines()
    for name in FAILED:
        assert sum(f"/{name}: failed: " in line for line in lines) == 1, (name, mixed.result.stderr)
    assert "needs" not in mixed.result.stderr or "Traceback" not in mixed.result.stderr
    assert len(lines) == len(FAILED) + 2  # and one for each document written


def test_status_tells_what_failed_and_why(mixed: MixedExtraction, kehoach: Run) -> None:
    result = kehoach("status", "--out", mixed.out)
    assert result.returncode == 0
    assert "encrypted" in result.stdout
    assert f"2 documents extracted, {len(FAILED)} failed" in result.stdout


def test_rows_are_those_of_the_pages(mixed: MixedExtraction) -> None:
    tasks = duckdb.read_parquet(f"{mixed.out}/tasks/**/*.parquet", hive_partitioning=True)
    found = (
        tasks.filter("source = 'table'")
        .aggregate("doc_id, count(*), max(page_last), list(ordinal ORDER BY seq)")
        .fetchall()
    )
    assert [row[1:] for row in found] == [(6, 2, ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"])] * 2
    pages = pd.read_parquet(mixed.out / "pages")
    assert set(pages["text_source"]) == {"text_layer"}
    assert pages["text"].str.contains("Rà soát quy trình số").all()


def test_a_second_run_opens_nothing_and_tries_failures_again(mixed: MixedExtraction, kehoach: Run) -> None:
    before = {path: path.stat().st_mtime_ns for path in mixed.out.rglob("*.parquet")}
    result = kehoach("extract", mixed.inbox, "--out", mixed.out, "--verbose", "--jobs", "1")
    assert result.returncode == 3
    assert "extracted: 0 documents" in result.stdout
    assert "2 already extracted\n1 with the content of another input\n" in result.stdout
    assert {path: path.stat().st_mtime_ns for path in mixed.out.rglob("*.parquet")} == before


def test_the_same_bytes_under_another_name_are_known(mixed: MixedExtraction, kehoach: Run, tmp_path: Path) -> None:
    (tmp_path / "moved.pdf").write_bytes((mixed.inbox / "plan.pdf").read_bytes())
    result = kehoach("extract", tmp_path / "moved.pdf", "--out", mixed.out)
    assert (result.returncode, result.stderr) == (0, "")
    assert "1 already extracted" in result.stdout


def test_forced_again_gives_the_same_rows(mixed: MixedExtraction, kehoach: Run, tmp_path: Path) -> None:
    again = tmp_path / "again"
    plan = mixed.inbox / "plan.pdf"
    assert kehoach("extract", plan, "--out", again, "--jobs", "1").returncode == 0
    first = {path: path.read_bytes() for path in again.rglob("*.parquet")}
    assert "extracted: 1 document" in kehoach("extract", plan, "--out", again, "--force", "--jobs", "1").stdout
    changed = {path.parts[-3] for path, data in first.items() if path.read_bytes() != data}
    assert changed <= {"documents", "pages"}  # the time of extraction, the seconds that it took
    (tasks,) = again.glob("tasks/*/*.parquet")
    assert tasks.read_bytes() == (mixed.out / tasks.relative_to(again)).read_bytes()


def test_text_is_printed_page_by_page(mixed: MixedExtraction, kehoach: Run) -> None:
    result = kehoach("text", mixed.inbox / "plan.pdf", "--jobs", "1")
    first, second = result.stdout.split("\f")
    assert result.returncode == 0
    assert "Rà soát quy trình số 13 của đơn vị" in first
    assert second.endswith("Trang 2 kết thúc ở đây.\n")


def test_the_dataset_is_exported_and_shown(mixed: MixedExtraction, kehoach: Run, tmp_path: Path) -> None:
    result = kehoach("export", "--out", mixed.out, "--xlsx", tmp_path / "rows.xlsx", "--csv", tmp_path / "csv")
    assert (result.returncode, result.stderr) == (0, "")
    assert len(pd.read_excel(tmp_path / "rows.xlsx", sheet_name="Văn bản")) == 2
    assert len(pd.read_csv(tmp_path / "csv" / "documents.csv")) == 2
    result = kehoach("review", "--out", mixed.out, "--html", tmp_path / "site")
    assert (result.returncode, result.stdout) == (0, f"{tmp_path / 'site' / 'index.html'}\n")
    assert len(list((tmp_path / "site").rglob("*.webp"))) == 4


@pytest.mark.parametrize("name", ["encrypted.pdf", "empty.pdf"])
def test_text_of_a_bad_input_is_an_error(mixed: MixedExtraction, kehoach: Run, name: str) -> None:
    result = kehoach("text", mixed.inbox / name, "--jobs", "1")
    assert (result.returncode, result.stdout) == (3, "")
    assert name in result.stderr


def test_repair_is_a_filter_line_for_line(kehoach: Run) -> None:
    result = kehoach("repair", input="Kế hoạch năm 2025\n\nkhông có dấu xuống dòng")
    assert result.returncode == 0
    assert result.stdout == "Kế hoạch năm 2025\n\nkhông có dấu xuống dòng\n"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["extract"], "Missing argument"),
        (["extract", "."], "--out"),
        (["extract", "{empty}", "--out", "{out}"], "nothing to read"),
        (["extract", "{empty}/none.pdf", "--out", "{out}"], "nothing to read"),
        (["extract", "{empty}", "--out", "{out}", "--jobs", "0"], "--jobs"),
        (["extract", "{letters}", "--out", "{out}"], "only .docx"),
        (["status", "--out", "{empty}"], "no dataset there. Name the folder that kehoach extract wrote"),
        (["export", "--out", "{empty}"], "no dataset"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_wrong_usage_ends_with_two(kehoach: Run, tmp_path: Path, arguments: list[str], complaint: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.docx").write_bytes(b"PK")
    places = {name: tmp_path / name for name in ("empty", "letters", "out")}
    result = kehoach(*(argument.format(**places) for argument in arguments))
    assert (result.returncode, result.stdout) == (2, "")
    assert complaint in result.stderr
    assert not (tmp_path / "out").exists()


def test_an_output_folder_serves_one_run_at_a_time(kehoach: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(written_pdf.plan("Kế hoạch"))
    lock = tmp_path / "out" / ".kehoach" / "lock"
    lock.parent.mkdir(parents=True)
    with filelock.FileLock(lock):
        result = kehoach("extract", tmp_path / "plan.pdf", "--out", tmp_path / "out")
    assert result.returncode == 4
    assert "another run" in result.stderr


def test_an_output_folder_that_cannot_be_made_is_told(kehoach: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(written_pdf.plan("Kế hoạch"))
    (tmp_path / "file").touch()
    result = kehoach("extract", tmp_path / "plan.pdf", "--out", tmp_path / "file" / "out")
    assert result.returncode == 1
    assert str(tmp_path / "file") in result.stderr


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    code = "import sys, pipeline.cli; print(sorted({'numpy', 'cv2', 'pyarrow', 'pandas', 'pebble'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert result.stdout == "[]\n"


def test_an_interrupted_run_is_taken_up_again(kehoach: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "pipeline", "extract", str(tmp_path), "--out", str(out), "--jobs", "1"]
    (tmp_path / "long.pdf").write_bytes(written_pdf.plan("Kế hoạch dài", pages=LONG))
    for number, signal_number in enumerate((signal.SIGINT, signal.SIGTERM)):
        (tmp_path / f"{number}.pdf").write_bytes(written_pdf.plan(f"Kế hoạch {number}", pages=1))
        with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as run:  # noqa: S603
            assert run.stderr is not None
            first = run.stderr.readline()
            run.send_signal(signal_number)
            try:
                _, rest = run.communicate(timeout=60)
            finally:
                run.kill()  # one that hangs would be waited for without end
        assert f"{number}.pdf: 1 page, " in first
        assert run.returncode == 130, rest
        assert "interrupted" in rest
        assert len(pd.read_parquet(out / "documents")) == number + 1
    result = kehoach("extract", tmp_path, "--out", out, "--jobs", "1")
    assert (result.returncode, len(pd.read_parquet(out / "documents"))) == (0, 3)
    assert "2 already extracted" in result.stdout


def test_a_reader_that_has_seen_enough_is_no_failure_of_the_folder(mixed: MixedExtraction) -> None:
    command = [sys.executable, "-m", "pipeline", "status", "--out", str(mixed.out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:  # noqa: S603
        assert run.stdout is not None
        run.stdout.close()
        assert run.stderr is not None
        assert run.stderr.read() == ""


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (["export", "--xlsx", "{file}/plans.xlsx"], "plans.xlsx"),
        (["export", "--csv", "{file}/tables"], "tables"),
        (["review", "--html", "{file}/site"], "site"),
    ],
)
def test_places_that_cannot_be_written_are_told(
    mixed: MixedExtraction, kehoach: Run, tmp_path: Path, arguments: list[str], place: str
) -> None:
    (tmp_path / "file").touch()
    result = kehoach(*(a.format(file=tmp_path / "file") for a in arguments), "--out", mixed.out)
    assert result.returncode == 1
    assert place in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_dataset_of_another_version_is_told(mixed: MixedExtraction, kehoach: Run, tmp_path: Path) -> None:
    copy = tmp_path / "dataset"
    shutil.copytree(mixed.out, copy)
    for file in (copy / "documents").rglob("*.parquet"):
        table = pq.ParquetFile(file).read()
        pq.write_table(table.replace_schema_metadata({"schema_version": "0"}), file)
    result = kehoach("export", "--csv", tmp_path / "csv", "--out", copy)
    assert result.returncode == 2
    assert "schema version 0" in result.stderr
    assert "--force" in result.stderr
