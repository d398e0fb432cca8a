"""Arrow tables as Parquet bytes, the same bytes for the same rows."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dataset.rows import DatasetTable
from pipeline.dataset.writing import EncodedTable


def encode(table: DatasetTable) -> EncodedTable:
    """A table as a Parquet file with a checksum a page."""
    sink = pa.BufferOutputStream()
    pq.write_table(table.rows, sink, compression="zstd", write_page_checksum=True)
    return EncodedTable(table.schema.name, table.rows.num_rows, sink.getvalue().to_pybytes())
