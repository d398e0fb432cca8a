"""The notebooks run from top to bottom on what the bundled samples give."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[2] / "notebooks"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.ipynb")))
def test_notebook_runs_on_the_samples_by_changing_one_line(name: str, bundled: Path) -> None:
    notebook = nbformat.read(FOLDER / name, as_version=4)  # type: ignore[no-untyped-call]
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in cells), "outputs are stripped from git"
    assert sum(cell.source.count('DATA = "../data/parquet"') for cell in cells) == 1
    for cell in cells:
        cell.source = cell.source.replace("../data/parquet", bundled.as_posix())
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(FOLDER)}}).execute()
    assert any(output.output_type in {"display_data", "execute_result"} for cell in cells for output in cell.outputs)
