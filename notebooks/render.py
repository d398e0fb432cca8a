"""Runs the notebooks and writes them as Markdown with pictures into a folder: python notebooks/render.py DATASET FOLDER."""

import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbconvert import MarkdownExporter
from PIL import Image

HERE = Path(__file__).parent
COLOURS = 96
"""Charts have few colours, and scans few greys: a third of the bytes."""
_STYLE = re.compile(r"<style[^>]*>.*?</style>\s*", re.DOTALL)
_ATTRIBUTES = re.compile(r"(<t[a-z]+)[^>]*?( colspan=\"\d+\")?[^>]*>")
_DIV = re.compile(r"</?div>\s*")


def render(path: Path, dataset: Path, folder: Path) -> None:
    """Runs a notebook on a dataset and writes `<name>.md` and its pictures."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = cell.source.replace("../data/parquet", dataset.resolve().as_posix())
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(HERE)}}).execute()
    for cell in notebook.cells:
        cell.source = cell.source.replace(dataset.resolve().as_posix(), "../data/parquet")
    for old in (folder / "pictures").glob(f"{path.stem}_*.png"):
        old.unlink()
    resources = {"output_files_dir": "pictures", "unique_key": path.stem}
    text, resources = MarkdownExporter().from_notebook_node(notebook, resources)
    for name, data in resources["outputs"].items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        picture = Image.open(file).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        picture.save(file, optimize=True)
    text = _ATTRIBUTES.sub(r"\1\2>", _DIV.sub("", _STYLE.sub("", text)))
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.splitlines()))
    (folder / f"{path.stem}.md").write_text(text.strip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    for notebook_path in sorted(HERE.glob("*.ipynb")):
        render(notebook_path, Path(sys.argv[1]), Path(sys.argv[2]))
