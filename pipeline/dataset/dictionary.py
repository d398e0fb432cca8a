"""The data dictionary: every table and column as Markdown, from the schemas themselves, so that it can't drift."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from pipeline.dataset.notes import ColumnNote, note_on
from pipeline.dataset.schemas import TABLES, TableSchema

BEGIN = "<!-- the tables below are written by `make dictionary` -->"


def dictionary() -> str:
    """All tables in the order of the schemas, each with its columns, types and meanings."""
    return "\n".join(line for table in TABLES for line in _table(table))


def with_dictionary(document: str) -> str:
    """`document` with all that follows the line `BEGIN` replaced by today's dictionary.

    Raises:
        ValueError: the document has no such line.
    """
    head, mark, _ = document.partition(BEGIN)
    if not mark:
        raise ValueError(f"the document lacks the line {BEGIN!r}")
    return f"{head}{BEGIN}\n\n{dictionary()}"


def _table(table: TableSchema) -> Iterator[str]:
    yield f"## {table.name}"
    yield f"{table.description}."
    yield ""
    yield "| column | tiếng Việt | type | unit | meaning | example |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for field in table.schema:
        meaning = (field.metadata or {}).get(b"description", b"").decode()
        note = note_on(table.name, field.name) or ColumnNote("", "")
        cells = (field.name, note.vietnamese, _type(field), note.unit, meaning, note.example)
        yield f"| {' | '.join(_escaped(cell) for cell in cells)} |"
    yield ""


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "\\<")


def _type(field: pa.Field) -> str:
    kind = field.type
    name = f"list of {kind.value_type}" if pa.types.is_list(kind) else str(kind).replace("date32[day]", "date")
    return f"{name}, may be null" if field.nullable else name


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(with_dictionary(path.read_text("utf-8")), encoding="utf-8")
