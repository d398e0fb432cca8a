"""Malformed PDFs and pictures: each ends in rows or in a reason, and the sound ones beside them are written.

`python -m benchmarks.odd_inputs` has ten times as many, and those that take long.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from benchmarks.odd_inputs.others import mistaken, odd_names
from benchmarks.odd_inputs.pdfs import odd_pdfs
from benchmarks.odd_inputs.pictures import odd_pictures
from tests import written_pdf
from tests.conftest import Run

SMALL_BYTES = 3_000
SLOW = "a pattern of itself"
"""Takes pdfium as long as a page may take."""
QUICK = ("box ", "tree", "kids", "root", "trailer", "itself", "header")


def test_every_odd_file_ends_in_rows_or_a_reason(tmp_path: Path, kehoach: Run) -> None:
    inbox, out = tmp_path / "inbox", tmp_path / "out"
    (inbox / "names").mkdir(parents=True)
    plan = written_pdf.plan("Kế hoạch", pages=1)
    odd_names(inbox / "names", plan)
    odd = [(f"{name}.pdf", data) for name, data in odd_pdfs() if any(word in name for word in QUICK) and name != SLOW]
    for name, data in (*odd, *odd_pictures(), *mistaken()):
        if len(data) < SMALL_BYTES:  # little to read
            (inbox / name).write_bytes(data)
    result = kehoach("nightly", "--inbox", inbox, "--out", out, "--log", "json", "--jobs", "2", timeout=600)
    assert result.returncode == 3
    events = [json.loads(line) for line in result.stderr.splitlines()]
    ends = [event for event in events if event["event"] in ("extracted", "failed", "skipped")]
    assert len(ends) > 70
    assert max(Counter(event["source"] for event in ends).values()) == 1
    assert [event for event in ends if event["event"] == "failed" and event["kind"] == "InputUnforeseen"] == []
    assert [event for event in events if event.get("kind") in ("PageCrashed", "PageTimeout")] == []
    assert "unexpected" not in result.stderr
    named = {event["event"] for event in ends if event["source"].startswith(str(inbox / "names" / "it"))}
    assert named == {"extracted"}
