"""Tables of the dataset as a whole, also while a run is putting new files in the place of old ones."""

from __future__ import annotations

import time
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as pads
import pyarrow.parquet as pq

from pipeline.dataset.schemas import SCHEMA_VERSION
from pipeline.errors import OutdatedDataset, OutputUnusable

TRIES = 12
PAUSE_S = 0.5
"""Between tries; a change of files takes less than a second (pipeline.dataset.changing), or some for 100,000 files."""

FILES_LOOKED_AT = 50


def read_table(folder: Path) -> pa.Table:
    """The rows of the table in `folder`, with plan_year.

    Raises OutputUnusable where it can't be read: damaged, or left in the middle of a change by a run that was killed.
    """
    reason = ""
    for attempt in range(TRIES):
        if attempt:
            time.sleep(PAUSE_S)
        try:
            return pads.dataset(folder, format="parquet", partitioning="hive").to_table()
        except (FileNotFoundError, pa.ArrowInvalid) as error:
            reason = str(error).partition("\n")[0]
    raise OutputUnusable(
        f"the table can't be read; if a run was killed, any further run mends it ({reason})", str(folder)
    )


def check_schema(folder: Path) -> None:
    """Raises OutdatedDataset where the table in `folder` was written with another schema than this version writes.

    Looks at the first files only: a run of another version writes all documents anew.
    """
    for file in islice(folder.rglob("*.parquet"), FILES_LOOKED_AT):
        version = (pq.read_schema(file).metadata or {}).get(b"schema_version", SCHEMA_VERSION.encode()).decode()
        if version != SCHEMA_VERSION:
            raise OutdatedDataset(f"schema version {version}; this kehoach knows {SCHEMA_VERSION}", str(folder.parent))
