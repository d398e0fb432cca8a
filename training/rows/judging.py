"""Which rows read from tables are right: compared with what was printed, as benchmarks/rows counts whole rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.rows import ALIKE, DERIVED, FIELDS, FOUND, KEYS, alike, pairs
from extractors.records import Risk, Task
from training.rows.documents import Row
from training.rows.fitting import Judgement


def judged_rows(
    name: str, printed: Sequence[Row], rows: Sequence[Task | Risk], form: str, plan: str = ""
) -> Iterator[Judgement]:
    """The judgements of the rows read from tables ("tasks" or "risks") of which `printed` has the truth."""
    read: list[Row] = [{"index": index, **_fields(name, row)} for index, row in enumerate(rows)]
    right: set[int] = set()
    for truth, row in pairs(printed, read, KEYS[name]):
        skipped = DERIVED if truth.get("responsible") else ()
        fields = [field for field in FIELDS[name] if truth.get(field) is not None and field not in skipped]
        whole = alike(truth[KEYS[name]], row[KEYS[name]]) >= FOUND
        if whole and all(alike(truth[field], row[field]) >= ALIKE for field in fields):
            right.add(row["index"])
    for index, record in enumerate(rows):
        if record.evidence is not None:
            yield Judgement(record.evidence, index in right, form, plan)


def _fields(name: str, row: Task | Risk) -> Row:
    return {field: getattr(row, field) for field in (KEYS[name], *FIELDS[name])}
