"""The unattended batch over some nights: what is new is extracted, what failed is kept and not tried for nothing."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline import reader_choice
from pipeline.inputs import FoundInputs
from pipeline.messages import JsonReporter
from pipeline.nightly import run_nightly
from pipeline.options import ReaderName, RunOptions
from tests import written_pdf
from tests.conftest import Run, run_kehoach


@dataclass(frozen=True)
class Night:
    code: int
    log: list[dict[str, Any]]
    report: dict[str, Any]
    metrics: dict[str, float]
    html: str


def spend(inbox: Path, out: Path) -> Night:
    result = run_kehoach("nightly", "--inbox", inbox, "--out", out, "--log", "json", "--jobs", "1")
    reports = out / "reports"
    lines = (reports / "kehoach.prom").read_text().splitlines()
    return Night(
        result.returncode,
        [json.loads(line) for line in result.stderr.splitlines()],
        json.loads((reports / "latest.json").read_text("utf-8")),
        {name: float(value) for name, value in (line.split() for line in lines if not line.startswith("#"))},
        (reports / "latest.html").read_text("utf-8"),
    )


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> list[Night]:
    """A plan and a file that is none; nothing new; the bad file replaced and the plan gone; everything gone."""
    inbox, out = tmp_path_factory.mktemp("inbox"), tmp_path_factory.mktemp("out")
    (inbox / "plan.pdf").write_bytes(written_pdf.plan("Kế hoạch một"))
    (inbox / "bad <b>.pdf").write_bytes(b"%PDF-1.4 and no more")
    first = spend(inbox, out)
    second = spend(inbox, out)
    (inbox / "plan.pdf").unlink()
    (inbox / "bad <b>.pdf").write_bytes(written_pdf.plan("Kế hoạch hai"))
    third = spend(inbox, out)
    shutil.rmtree(inbox)
    inbox.mkdir()
    return [first, second, third, spend(inbox, out)]


def test_the_first_night_extracts_and_tells_what_failed(nights: list[Night]) -> None:
    night = nights[0]
    assert night.code == night.report["exit_code"] == 3
    assert [line["event"] for line in night.log] == ["page_failed", "failed", "extracted"] or {
        line["event"] for line in night.log
    } == {"failed", "extracted"}
    assert [document["source_name"] for document in night.report["extracted"]] == ["plan.pdf"]
    assert [failure["kind"] for failure in night.report["quarantine"]] == ["InputDamaged"]
    assert "bad &lt;b&gt;.pdf" in night.html
    assert night.metrics["kehoach_documents"] == 1
    assert night.metrics["kehoach_last_run_inputs_failed"] == 1


def test_the_second_night_tries_nothing_for_nothing(nights: list[Night]) -> None:
    night = nights[1]
    assert night.code == 0
    assert [line["event"] for line in night.log] == ["skipped", "skipped"]
    assert night.report["extracted"] == night.report["failed"] == []
    assert len(night.report["quarantine"]) == 1
    assert night.metrics["kehoach_quarantined_inputs"] == 1


def test_a_failed_input_that_changed_is_tried_again(nights: list[Night]) -> None:
    night = nights[2]
    assert night.code == 0
    assert [document["source_name"] for document in night.report["extracted"]] == ["bad <b>.pdf"]
    assert night.report["quarantine"] == []


def test_sources_that_are_gone_are_reported(nights: list[Night]) -> None:
    assert [source["source_name"] for source in nights[2].report["gone"]] == ["plan.pdf"]
    assert [source["source_name"] for source in nights[3].report["gone"]] == ["bad <b>.pdf", "plan.pdf"]
    assert nights[3].code == 0
    assert nights[3].metrics["kehoach_documents"] == 2


def test_forgetting_takes_the_rows_and_the_entry(nights: list[Night], kehoach: Run) -> None:
    out = Path(nights[3].report["out"])
    doc_id = nights[0].report["extracted"][0]["sha256"][:16]
    assert kehoach("forget", "feedfeedfeedfeed", "--out", out).returncode == 2
    result = kehoach("forget", doc_id, "--out", out)
    assert (result.returncode, result.stdout) == (0, f"{doc_id} forgotten (plan.pdf)\n")
    assert not list(out.rglob(f"{doc_id}.parquet"))
    assert "1 forgotten" not in kehoach("forget", "--gone", "--out", out).stderr
    assert not list(out.rglob("*.parquet"))
    assert "0 documents extracted" in kehoach("status", "--out", out).stdout


def test_an_inbox_that_is_not_there_is_wrong_usage(kehoach: Run, tmp_path: Path) -> None:
    result: subprocess.CompletedProcess[str] = kehoach("nightly", "--inbox", tmp_path / "none", "--out", tmp_path / "o")
    assert result.returncode == 2


def test_a_night_without_the_own_reader_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_choice, "RUNTIME", "no_such_runtime")
    log = io.StringIO()
    inbox = FoundInputs((), ())
    report = run_nightly(inbox, tmp_path, tmp_path / "out", RunOptions(jobs=1), JsonReporter(log))
    assert report.reader is ReaderName.TESSERACT
    assert "no_such_runtime is not installed" in json.loads(log.getvalue())["reason"]
    assert "no_such_runtime" in (tmp_path / "out" / "reports" / "latest.html").read_text("utf-8")


def test_reports_that_cannot_be_written_are_told(kehoach: Run, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "plan.txt").write_bytes(b"")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "reports").touch()
    result = kehoach("nightly", "--inbox", tmp_path / "inbox", "--out", tmp_path / "out")
    assert result.returncode == 1
    assert "reports: the reports: File exists. See that the place exists" in result.stderr
