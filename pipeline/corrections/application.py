"""Corrections become values in one document's rows.

Always applied to the rows as they were extracted, so that a correction that is taken back leaves no trace. Decides
which row a line means:

1. the one row of the document that has the line's `ordinal`, where the line gives one; where several have it, the one
   among them that `row_id` names;
2. else the row that `row_id` names.

Where the line was applied before, the row must resemble the one that it was applied to then: after another extraction
the same row_id may be another row. A row that is not surely found leaves the line orphaned; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pyarrow as pa
from rapidfuzz import fuzz

from normalizers.agencies import find_definitions
from pipeline.corrections.file import Correction
from pipeline.corrections.values import Plan, Row, ValueUnfitError, deadline_columns, follow, typed_value
from pipeline.dataset.encoding import encode
from pipeline.dataset.rows import DatasetTable
from pipeline.dataset.schemas import TABLES
from pipeline.dataset.writing import EncodedTable
from pipeline.tasks import FinishedDocument

ROW_TABLES = {"tasks": "t", "indicators": "i", "risks": "r"}
"""Tables whose rows can be corrected, with the letter of their row_id; the header block is a row of `documents`."""
KEY_FIELD = {"tasks": "task", "indicators": "text", "risks": "risk"}
"""What a row is known again by."""
SAME_ROW = 70.0
"""Likeness of two readings of one row, in hundredths: readings of a poor page by two versions differ by a letter in
ten, while two rows of one table seldom share half of their letters in order."""
FIXED = frozenset(
    {
        *("doc_id", "row_id", "seq", "source", "table_index", "page_first", "page_last", "page", "task_row_id"),
        *("source_name", "source_sha256", "source_bytes", "n_pages", "input_kind", "failed_pages"),
        *("confidence", "corrected", "pipeline_version", "options_digest", "extracted_at"),
    }
)
"""Columns that say where a row comes from: not for correction."""
MAX_YEAR = 2100


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a row was like when a line was first applied to it."""

    table: str
    ordinal: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document's lines, by their keys: applied, outdone by a later line, or orphaned and why."""

    applied: tuple[str, ...] = ()
    outdone: tuple[str, ...] = ()
    orphaned: tuple[tuple[str, str], ...] = ()
    anchors: tuple[tuple[str, Anchor], ...] = ()


class _OrphanedError(Exception):
    """The line can't be applied; says why."""


def correct(
    original: FinishedDocument, lines: Sequence[Correction], anchors: Mapping[str, Anchor]
) -> tuple[FinishedDocument, Outcome]:
    """`original` with the lines applied, and what became of each; of several lines for one field the last counts."""
    work = _Document(original)
    placed: dict[tuple[str, str, str], tuple[Correction, object]] = {}
    outdone, orphaned = [], []
    found: dict[str, Anchor] = {}
    for line in lines:
        try:
            table, row = work.row_of(line, anchors.get(line.key))
            value = work.value_of(table, line)
        except (_OrphanedError, ValueUnfitError) as error:
            orphaned.append((line.key, str(error)))
            continue
        if table != "documents":
            was = Anchor(table, row.get("ordinal") or "", row[KEY_FIELD[table]])
            found[line.key] = anchors.get(line.key, was)
        place = (table, row.get("row_id", ""), line.field)
        if place in placed and placed[place][0].key != line.key:
            outdone.append(placed[place][0].key)
        placed[place] = (line, value)
    work.put({place: value for place, (_, value) in placed.items()})
    applied = tuple(dict.fromkeys(line.key for line, _ in placed.values()))
    outcome = Outcome(applied, tuple(outdone), tuple(orphaned), tuple(found.items()))
    return work.finished(), outcome


class _Document:
    """A document's rows while they are corrected."""

    def __init__(self, original: FinishedDocument) -> None:
        self._original = original
        self._schemas = {table.name: table for table in TABLES}
        tables = {table.name: table for table in original.tables}
        self._arrow = {name: _decoded(tables[name]) for name in (*ROW_TABLES, "documents")}
        self._pages = tables["pages"]
        self._rows: dict[str, list[Row]] = {name: table.to_pylist() for name, table in self._arrow.items()}
        self._before = {name: [dict(row) for row in rows] for name, rows in self._rows.items()}
        self._corrected: dict[tuple[str, str], set[str]] = {}
        self._plan_year = original.document.plan_year

    def row_of(self, line: Correction, anchor: Anchor | None) -> tuple[str, Row]:
        """The row as extracted that a line means, and its table; raises _OrphanedError."""
        if line.row_id == self._original.document.doc_id or (not line.row_id and not line.ordinal):
            return "documents", self._before["documents"][0]
        named = line.row_id if line.doc_id == self._original.document.doc_id else ""
        letter = line.row_id.partition("-")[2][:1]
        tables = [name for name, own in ROW_TABLES.items() if own == letter or not letter]
        if not line.row_id:
            tables = [name for name in tables if line.field in self._arrow[name].column_names]
        rows = [(table, row) for table in tables for row in self._before[table]]
        numbered = [(t, row) for t, row in rows if line.ordinal and _plain(row.get("ordinal")) == _plain(line.ordinal)]
        if len(numbered) == 1 and line.ordinal:
            return numbered[0]
        candidates = numbered or rows
        if anchor is not None:
            return self._known_again(candidates if numbered else rows, named, anchor)
        chosen = [(table, row) for table, row in candidates if row["row_id"] == named]
        if not chosen and named and numbered:
            chosen = [(table, row) for table, row in rows if row["row_id"] == named]
        if chosen:
            return chosen[0]
        if numbered:
            raise _OrphanedError(f"{len(numbered)} rows have the ordinal {line.ordinal!r}: give the row_id too")
        raise _OrphanedError("there is no such row")

    def value_of(self, table: str, line: Correction) -> object:
        """The line's value, typed; raises _OrphanedError, ValueUnfitError."""
        if table == "documents" and line.field == "plan_year":
            if line.value.isdecimal() and 1945 <= int(line.value) <= MAX_YEAR:
                return int(line.value)
            raise ValueUnfitError(f"{line.value!r} is no year")
        schema = self._schemas[table].schema
        if line.field not in schema.names:
            raise _OrphanedError(f"{table} has no column {line.field!r}")
        if line.field in FIXED:
            raise _OrphanedError(f"{line.field} is not for correction")
        return typed_value(schema.field(line.field), line.value)

    def put(self, values: Mapping[tuple[str, str, str], object]) -> None:
        """Puts in values by (table, row_id, column), those of the header block first: deadlines follow its year."""
        header = {name: value for (table, _, name), value in values.items() if table == "documents"}
        if "plan_year" in header:
            self._plan_year = int(str(header["plan_year"]))
        self._rows["documents"][0].update({name: value for name, value in header.items() if name != "plan_year"})
        if header.keys() & {"plan_year", "issued_date"}:
            for row in (*self._rows["tasks"], *self._rows["risks"]):
                if row["deadline_text"]:
                    row.update(deadline_columns(row, self._plan()))
        for (table, row_id, name), value in values.items():
            if table != "documents":
                next(row for row in self._rows[table] if row["row_id"] == row_id)[name] = value
            self._corrected.setdefault((table, row_id), set()).add(name)

    def finished(self) -> FinishedDocument:
        """The document as corrected: what follows from the corrections worked out, tables encoded, counts anew."""
        if not self._corrected:
            return self._original
        header = self._rows["documents"][0]
        for table, rows in self._rows.items():
            for row in rows:
                names = self._corrected.get((table, row.get("row_id", "")))
                if names:
                    follow(table, row, frozenset(names), self._plan())
                    _seen(row, names, bool(row.get("failed_pages")))
        changed = {name: self._encoded(name) for name in self._rows}
        row_tables = [row for name in ROW_TABLES for row in self._rows[name]]
        document = replace(
            self._original.document,
            plan_year=self._plan_year,
            n_review=sum(row["needs_review"] for row in row_tables),
            needs_review=header["needs_review"],
        )
        return FinishedDocument(document, tuple(changed.get(table.name, table) for table in self._original.tables))

    def _known_again(self, candidates: list[tuple[str, Row]], named: str, anchor: Anchor) -> tuple[str, Row]:
        alike = [
            (fuzz.ratio(row[KEY_FIELD[table]], anchor.text), row["row_id"] == named, table, row)
            for table, row in candidates
            if table == anchor.table
        ]
        best = max(alike, key=lambda found: found[:2], default=None)
        if best is None or best[0] < SAME_ROW:
            raise _OrphanedError("its row is not found again")
        at_name = next((found for found in alike if found[1] and found[0] >= SAME_ROW), None)
        equal = [found for found in alike if found[0] == best[0]]
        if at_name is not None and at_name[0] == best[0]:
            return at_name[2:]
        if len(equal) > 1:
            raise _OrphanedError(f"{len(equal)} rows are like the one that it was made for")
        return best[2:]

    def _plan(self) -> Plan:
        return Plan(self._plan_year, self._rows["documents"][0]["issued_date"], self._defined)

    @cached_property
    def _defined(self) -> Mapping[str, str]:
        texts: Iterable[str] = _decoded(self._pages).column("text").to_pylist()
        return find_definitions("\n".join(texts))

    def _encoded(self, name: str) -> EncodedTable:
        rows = pa.Table.from_pylist(self._rows[name], schema=self._arrow[name].schema)
        return encode(DatasetTable(self._schemas[name], rows))


def _seen(row: Row, names: Iterable[str], failed_pages: bool) -> None:
    """A person has looked at the row beside its page: it is as sure as anything, unless the person says otherwise."""
    if "needs_review" not in names:
        row["needs_review"] = failed_pages
    if not row["needs_review"]:
        row["confidence"] = 1.0
    if "corrected" in row:
        row["corrected"] = sorted(names)


def _decoded(table: EncodedTable) -> pa.Table:
    import pyarrow.parquet as pq  # noqa: PLC0415

    return pq.read_table(pa.BufferReader(table.data), partitioning=None)


def _plain(ordinal: str | None) -> str:
    return (ordinal or "").strip().rstrip(".)").casefold()
