"""One document's files, taken out of the dataset, whether they lie in files of their own or in files of many."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as pads
import pyarrow.parquet as pq

from pipeline.dataset.encoding import encode
from pipeline.dataset.rows import DatasetTable
from pipeline.dataset.schemas import TABLES
from pipeline.dataset.writing import EncodedTable, ExtractedDocument, table_file
from pipeline.errors import OutputUnusable
from pipeline.tasks import FinishedDocument


def read_from_dataset(out: Path, document: ExtractedDocument) -> FinishedDocument:
    """The files of a document as they lie in the dataset; raises OutputUnusable where one is missing."""
    tables = []
    for table in TABLES:
        path = table_file(out, table.name, document.plan_year, document.doc_id)
        if path.exists():
            data = path.read_bytes()
            tables.append(EncodedTable(table.name, pq.read_metadata(path).num_rows, data))
            continue
        if not path.parent.is_dir():
            raise OutputUnusable("a file is missing; extract the document again with --force", str(path))
        rows = pads.dataset(path.parent, format="parquet").to_table(filter=pads.field("doc_id") == document.doc_id)
        tables.append(encode(DatasetTable(table, rows)))
    return FinishedDocument(document, tuple(tables))


def numbers_of_documents(out: Path) -> dict[str, str]:
    """The number of each document in the dataset, by doc_id."""
    if not (out / "documents").is_dir():
        return {}
    table = pads.dataset(out / "documents", format="parquet").to_table(columns=["doc_id", "number"])
    return dict(zip(table.column("doc_id").to_pylist(), table.column("number").to_pylist(), strict=True))


def number_of(finished: FinishedDocument) -> str:
    """The number of a document that is not in the dataset yet."""
    (documents,) = (table for table in finished.tables if table.name == "documents")
    return str(pq.read_table(pa.BufferReader(documents.data), columns=["number"]).column(0)[0].as_py() or "")
