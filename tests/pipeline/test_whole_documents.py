"""The bundled documents from bytes to rows, against what was read of them before (tests/golden).

A digital document has to give the same rows to the letter. The pictures of scanned ones are read by a network in whole
numbers, which differ in the last place from one kind of processor to another: there a text may differ by a letter or
two, but no row, number, date or agency. `pytest --update-golden` writes the files anew; the difference is for a person
to read.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from rapidfuzz.distance import Indel

GOLDEN = Path(__file__).parents[1] / "golden"
EVIDENCE = Path(__file__).parents[2] / "build" / "golden"
"""Where the rows that differ are left, one file a document."""

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "raw").glob("*.pdf"))
READ_TEXT_ALIKE = 0.97
"""Letters that have to agree where a picture was read."""

FIELDS = {
    "documents": "number doc_type issuer parent_issuer place issued_date title signer_title signer recipients"
    " plan_year",
    "tasks": "ordinal section_path task lead coordinating responsible lead_agencies coordinating_agencies"
    " deadline_text deadline_kind deadline_start deadline_end recurrence output page_first page_last source",
    "indicators": "name comparator value value_max unit deadline_text deadline_end page source",
    "risks": "ordinal kind risk measure action deadline_text deadline_end responsible effectiveness_level page_first",
    "references": "number doc_type issuer issued_date page",
    "table_rows": "table_index kind row_kind page_first page_last cells",
}
PROSE = {"title", "section_path", "task", "output", "risk", "measure", "action", "name", "cells", "recipients"}
"""Fields of running text; all others have to agree to the letter however they were read."""


def _plain(value: object) -> object:
    if hasattr(value, "tolist"):
        return [_plain(one) for one in value.tolist()]
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    return value.isoformat() if hasattr(value, "isoformat") else value


def _rows(bundled: Path, name: str, doc_id: str) -> list[dict[str, object]]:
    frame = pd.read_parquet(bundled / name)
    frame = frame[frame["doc_id"] == doc_id]
    if "seq" in frame:
        frame = frame.sort_values(["table_index", "seq"] if name == "table_rows" else ["seq"])
    return [{field: _plain(row[field]) for field in FIELDS[name].split()} for row in frame.to_dict("records")]


def _alike(field: str, expected: object, actual: object, scanned: bool) -> bool:
    if expected == actual or not scanned or field not in PROSE:
        return expected == actual
    pairs = [(str(expected), str(actual))]
    if isinstance(expected, list) and isinstance(actual, list):
        if len(expected) != len(actual):
            return False
        pairs = [(str(one), str(other)) for one, other in zip(expected, actual, strict=True)]
    distances = sum(Indel.distance(one, other) for one, other in pairs)
    return distances <= max(2, (1 - READ_TEXT_ALIKE) * 2 * sum(len(one) for one, _ in pairs))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_document_gives_the_rows_it_gave_before(sample: Path, bundled: Path, request: pytest.FixtureRequest) -> None:
    documents = pd.read_parquet(bundled / "documents")
    document = documents[documents["source_name"] == sample.name].iloc[0]
    actual: dict[str, Any] = {name: _rows(bundled, name, document["doc_id"]) for name in FIELDS}
    golden = GOLDEN / f"{sample.stem}.json"
    text = json.dumps(actual, ensure_ascii=False, indent=1) + "\n"
    if request.config.getoption("--update-golden"):
        golden.write_text(text, encoding="utf-8")
    expected = json.loads(golden.read_text(encoding="utf-8"))
    scanned = document["input_kind"] != "digital"
    differences = [
        f"{name} {place}, {field}: {before.get(field)!r} -> {after.get(field)!r}"
        for name in FIELDS
        for place, (before, after) in enumerate(zip(expected[name], actual[name], strict=False), 1)
        for field in FIELDS[name].split()
        if not _alike(field, before.get(field), after.get(field), scanned)
    ]
    counts = {name: (len(expected[name]), len(actual[name])) for name in FIELDS}
    differences += [f"{name}: {before} -> {after} rows" for name, (before, after) in counts.items() if before != after]
    if differences:
        EVIDENCE.mkdir(parents=True, exist_ok=True)
        (EVIDENCE / golden.name).write_text(text, encoding="utf-8")
    assert not differences, "\n".join((f"the rows as read now are in {EVIDENCE / golden.name}", *differences))
