"""Tables of the dataset as a whole, also while a run is putting new files in the place of old ones."""

from __future__ import annotations

import time
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as pads

from pipeline.errors import OutputUnusable

TRIES = 12
PAUSE_S = 0.5
"""Between tries; a change of files takes less than a second (pipeline.dataset.changing), or some for 100,000 files."""


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
