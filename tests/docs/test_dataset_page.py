"""docs/dataset.md says what the schemas say, and its queries and one-liners run."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from pipeline.dataset.dictionary import with_dictionary

PAGE = Path(__file__).parents[2] / "docs" / "dataset.md"
BLOCKS = re.findall(r"```(sql|python)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def test_the_dictionary_is_the_schemas_own() -> None:
    text = PAGE.read_text("utf-8")
    assert text == with_dictionary(text), "run `make dictionary`"


@pytest.mark.parametrize("query", [code for kind, code in BLOCKS if kind == "sql"])
def test_every_query_runs_on_the_samples(query: str, bundled: Path) -> None:
    duckdb.execute(query.replace("data/parquet", bundled.as_posix())).fetchall()


@pytest.mark.parametrize("code", [code for kind, code in BLOCKS if kind == "python"])
def test_reading_is_one_line(code: str, bundled: Path) -> None:
    names: dict[str, object] = {}
    exec(code.replace("data/parquet", bundled.as_posix()), names)  # noqa: S102 - the documentation's own lines
    assert len(names["tasks"]) > 0  # type: ignore[arg-type]
