"""Corrections on real datasets: applied by every run, taken back with their lines, never on another row."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pipeline.batch import apply_corrections
from pipeline.catalog import open_catalog
from pipeline.corrections.application import Anchor, correct
from pipeline.corrections.file import Correction
from pipeline.corrections.keeping import corrections_report
from pipeline.corrections.originals import read_from_dataset
from pipeline.dataset.compaction import compact
from pipeline.dataset.encoding import encode
from pipeline.dataset.rows import DatasetTable
from pipeline.dataset.schemas import TASKS
from pipeline.tasks import FinishedDocument
from tests.conftest import MixedExtraction, Run

HEADER = "row_id,number,ordinal,field,value,by,when\n"


@pytest.fixture
def out(mixed: MixedExtraction, tmp_path: Path) -> Path:
    """A dataset of two plans with the number 607/KH-UBND and six tasks each, 1.1 to 2.3."""
    return Path(shutil.copytree(mixed.out, tmp_path / "dataset"))


@pytest.fixture
def doc_id(mixed: MixedExtraction) -> str:
    documents = pd.read_parquet(mixed.out / "documents")
    return str(documents.loc[documents["source_name"] == "plan, copied.pdf", "doc_id"].item())


def write(out: Path, *lines: str) -> None:
    (out / "corrections.csv").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8-sig")


def tasks(out: Path, doc_id: str) -> pd.DataFrame:
    rows = pd.read_parquet(out / "tasks")
    return rows[(rows["doc_id"] == doc_id) & (rows["source"] == "table")].set_index("ordinal")


def files(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in out.glob("*/plan_year=*/*.parquet")}


def row_of(out: Path, doc_id: str, ordinal: str) -> str:
    return str(tasks(out, doc_id).loc[ordinal, "row_id"])


def test_a_correction_makes_its_row_certain_and_leaves_others_alone(out: Path, doc_id: str) -> None:
    before = tasks(out, doc_id)
    write(out, f'{row_of(out, doc_id, "1.2")},,,deadline_text,"Quý IV",Lan,2026-01-05')
    apply_corrections(out)
    after = tasks(out, doc_id)
    row = after.loc["1.2"]
    assert (row["deadline_text"], str(row["deadline_end"]), row["deadline_kind"]) == ("Quý IV", "2025-12-31", "quarter")
    assert (row["confidence"], row["needs_review"], list(row["corrected"])) == (1.0, False, ["deadline_text"])
    pd.testing.assert_frame_equal(after.drop("1.2"), before.drop("1.2"))
    assert corrections_report(out).applied == 1


def test_corrections_taken_back_leave_no_trace(out: Path, doc_id: str) -> None:
    before = files(out)
    write(out, f"{row_of(out, doc_id, '1.2')},,,task,Việc khác,,", f"{doc_id},,,plan_year,2024,,")
    apply_corrections(out)
    assert set(pd.read_parquet(out / "documents")["plan_year"]) == {2024, 2025}
    (out / "corrections.csv").unlink()
    apply_corrections(out)
    assert files(out) == before
    assert corrections_report(out).applied == 0


def test_they_survive_extraction_by_force(out: Path, doc_id: str, mixed: MixedExtraction, kehoach: Run) -> None:
    write(out, f"{row_of(out, doc_id, '2.1')},,,lead,Sở Tài chính,,")
    result = kehoach("extract", mixed.inbox / "plan.pdf", "--out", out, "--force", "--jobs", "1")
    assert "extracted: 1 document" in result.stdout
    row = tasks(out, doc_id).loc["2.1"]
    assert (row["lead"], list(row["lead_agencies"])) == ("Sở Tài chính", ["Sở Tài chính"])
    (out / "corrections.csv").unlink()
    apply_corrections(out)
    assert tasks(out, doc_id).loc["2.1", "lead"] == "Văn phòng"


def test_a_run_without_anything_new_writes_nothing(out: Path, doc_id: str) -> None:
    write(out, f"{row_of(out, doc_id, '1.1')},,,task,Việc,,")
    apply_corrections(out)
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.suffix in {".parquet", ".json"}}
    apply_corrections(out)
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_the_last_line_for_a_field_counts(out: Path, doc_id: str) -> None:
    row_id = row_of(out, doc_id, "1.1")
    write(out, f"{row_id},,,task,Một,,", f"{row_id},,,task,Hai,,", f"{row_id},,,needs_review,true,,")
    apply_corrections(out)
    row = tasks(out, doc_id).loc["1.1"]
    assert (row["task"], row["needs_review"]) == ("Hai", True)
    report = corrections_report(out)
    assert (report.applied, report.orphaned) == (2, ())


def test_number_and_ordinal_name_rows_of_every_document_with_that_number(out: Path, doc_id: str) -> None:
    write(out, ",607/KH-UBND,1.3,lead,Phòng Tư pháp,,", "0000000000000000-t0001,607/KH-UBND,1.1,lead,Công an xã,,")
    apply_corrections(out)
    rows = pd.read_parquet(out / "tasks").set_index("ordinal")
    assert rows["lead"][["1.3"]].to_list() == ["Phòng Tư pháp"] * 2
    assert rows["lead"][["1.1"]].to_list() == ["Công an xã"] * 2  # of an earlier scan of the same document


def test_what_can_not_be_applied_is_orphaned_and_told(out: Path, doc_id: str, kehoach: Run) -> None:
    before = files(out)
    lines = {
        f"{doc_id}-t0999,,,task,x,,": "there is no such row",
        f"{doc_id}-t0001,,,colour,x,,": "no column 'colour'",
        f"{doc_id}-t0001,,,confidence,1,,": "not for correction",
        f"{doc_id}-t0001,,,deadline_end,mai,,": "is no date",
        f"{doc_id},,,plan_year,25,,": "is no year",
        "ffffffffffffffff-t0001,,,task,x,,": "no such document",
        ",1/KH-UBND,1.1,task,x,,": "no such document",
    }
    write(out, *lines)
    result = kehoach("correct", "--out", out)
    assert (result.returncode, result.stderr) == (0, "")
    assert f"0 corrections applied, {len(lines)} orphaned" in result.stdout
    told = kehoach("status", "--out", out).stdout
    for number, reason in enumerate(lines.values(), 2):
        assert any(f"corrections.csv:{number}:" in line and reason in line for line in told.splitlines()), reason
    assert files(out) == before


def test_an_unreadable_file_stops_nothing(out: Path, doc_id: str, mixed: MixedExtraction, kehoach: Run) -> None:
    write(out, f"{row_of(out, doc_id, '1.1')},,,task,Việc,,")
    apply_corrections(out)
    (out / "corrections.csv").write_bytes(b"\xff\xd8 no text")
    result = kehoach("extract", mixed.inbox / "plan.pdf", "--out", out, "--force", "--jobs", "1")
    assert result.returncode == 0
    assert tasks(out, doc_id).loc["1.1", "task"] == "Việc"
    assert "corrections.csv can't be read" in kehoach("status", "--out", out).stdout


def test_downloaded_files_are_taken_over(out: Path, doc_id: str, tmp_path: Path, kehoach: Run) -> None:
    downloaded = tmp_path / "corrections (1).csv"
    downloaded.write_text(f'"row_id","field","value"\n"{row_of(out, doc_id, "1.1")}","task","Việc"\n', "utf-8-sig")
    assert "1 correction applied, 0 orphaned" in kehoach("correct", "--out", out, downloaded).stdout
    assert tasks(out, doc_id).loc["1.1", "task"] == "Việc"
    bad = kehoach("correct", "--out", out, __file__)
    assert bad.returncode == 3
    assert Path(__file__).name in bad.stderr


def test_documents_in_compacted_files(out: Path, doc_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.dataset.compaction.SINGLES_KEPT", 0)
    assert compact(out) > 0
    before = pd.read_parquet(out / "tasks").sort_values("row_id", ignore_index=True)
    write(out, f"{row_of(out, doc_id, '1.1')},,,task,Việc,,")
    apply_corrections(out)
    assert tasks(out, doc_id).loc["1.1", "task"] == "Việc"
    assert len(pd.read_parquet(out / "tasks")) == len(before)
    (out / "corrections.csv").unlink()
    apply_corrections(out)
    pd.testing.assert_frame_equal(pd.read_parquet(out / "tasks").sort_values("row_id", ignore_index=True), before)


def test_a_forgotten_document_leaves_its_corrections_orphaned(out: Path, doc_id: str, kehoach: Run) -> None:
    write(out, f"{row_of(out, doc_id, '1.1')},,,task,Việc,,")
    apply_corrections(out)
    assert kehoach("forget", "--out", out, doc_id).returncode == 0
    apply_corrections(out)
    assert corrections_report(out).applied == 0
    assert [reason for _, reason in corrections_report(out).orphaned] == ["there is no such document"]


# What another version may read differently: rows that have moved, ordinals that are read otherwise.


def extracted(out: Path, doc_id: str) -> FinishedDocument:
    with open_catalog(out) as catalog:
        (document,) = (document for document in catalog.documents() if document.doc_id == doc_id)
    return read_from_dataset(out, document)


def without_first_task(finished: FinishedDocument) -> FinishedDocument:
    """The same document, read by a version that misses its first task, so that all row_ids move up by one."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    def shifted(name: str, data: bytes) -> pa.Table:
        table = pq.read_table(pa.BufferReader(data), partitioning=None)
        return table.slice(1).set_column(1, table.schema.field(1), table.column("row_id").slice(0, table.num_rows - 1))

    tables = tuple(
        encode(DatasetTable(TASKS, shifted(table.name, table.data))) if table.name == "tasks" else table
        for table in finished.tables
    )
    return replace(finished, tables=tables)


def row_tasks(finished: FinishedDocument) -> pd.DataFrame:
    import io

    (table,) = (table for table in finished.tables if table.name == "tasks")
    return pd.read_parquet(io.BytesIO(table.data)).set_index("ordinal")


def test_a_row_that_moved_is_known_by_what_it_was(mixed: MixedExtraction, doc_id: str) -> None:
    finished = extracted(mixed.out, doc_id)
    line = Correction(2, row_of(mixed.out, doc_id, "1.2"), "", "", "lead", "Sở Nội vụ")
    _, outcome = correct(finished, (line,), {})
    corrected, again = correct(without_first_task(finished), (line,), dict(outcome.anchors))
    assert again.applied == (line.key,)
    assert row_tasks(corrected)["lead"].to_dict()["1.2"] == "Sở Nội vụ"
    assert list(row_tasks(corrected)["lead"]).count("Sở Nội vụ") == 1


def test_number_and_ordinal_win_over_a_row_id_that_moved(mixed: MixedExtraction, doc_id: str) -> None:
    finished = without_first_task(extracted(mixed.out, doc_id))
    line = Correction(2, row_of(mixed.out, doc_id, "1.2"), "607/KH-UBND", "1.2", "lead", "Sở Nội vụ")
    corrected, _ = correct(finished, (line,), {})
    assert row_tasks(corrected)["lead"].to_dict()["1.2"] == "Sở Nội vụ"


def test_a_row_that_is_not_there_any_more_is_not_guessed(mixed: MixedExtraction, doc_id: str) -> None:
    finished = extracted(mixed.out, doc_id)
    line = Correction(2, row_of(mixed.out, doc_id, "1.2"), "", "", "lead", "Sở Nội vụ")
    was = {line.key: Anchor("tasks", "9.9", "Tổ chức hội thi tìm hiểu pháp luật cho thanh niên")}
    corrected, outcome = correct(finished, (line,), was)
    assert outcome.applied == ()
    assert [reason for _, reason in outcome.orphaned] == ["its row is not found again"]
    assert corrected == finished
