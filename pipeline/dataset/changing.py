"""Files of a table take the places of others without a reader ever seeing a row twice, or not at all.

Readers (pandas, DuckDB, polars) list a table's folders and then look at the files listed, one after the other. No
order of renames, and no exchange of folders either, gives each of them all of the old files or all of the new: the
paths that a reader holds lead into the folder as it is when they are followed, and pyarrow passes over a name that
it listed and does not find any more. What can be had is that whoever would see a mixture is told so by an error:

1. the new files are written elsewhere, and a note of what goes and what comes beside them: from here on the change is
   made, if need be by the next run;
2. in the place of each new file comes a placeholder, which is no Parquet file: who lists it, fails;
3. a pause, for those who listed before to have looked at all that they listed;
4. the old files go: who listed them fails from now on;
5. a short pause, for those who listed and opened an old file just before to open a placeholder too;
6. the new files take the places of the placeholders.

The names of new files were never used before, so that no list from before leads to them. They sort before those of
single documents, since readers open files in the order of their names.
"""

from __future__ import annotations

import json
import shutil
import time
from collections import defaultdict
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.dataset.writing import STATE_FOLDER, TABLE_NAMES, sync_folder, write_synced
from pipeline.errors import OutputUnusable

CHANGES_FOLDER = "changes"
NOTE = "change.json"
PLACEHOLDER = b"kehoach is putting new files in the place of old ones here: read this table again in a few seconds\n"

LISTING_GRACE_S = 0.5
"""From a reader's list of a folder to its look at the last file listed, on a busy machine."""
LISTING_GRACE_PER_FILE_S = 0.0002
"""What a file more adds to it; a look takes some 5 microseconds."""
OPENING_GRACE_S = 0.2
"""From the opening of one file of a folder to that of the next."""


class TableChange:
    """A change of one table's files, made when the context ends without an error; raises OutputUnusable.

    Whoever makes it holds the output folder's lock, and has called `finish_changes` since.
    """

    def __init__(self, out: Path, table: str) -> None:
        self._out = out
        self._table = table
        self._folder = _changes(out, table)
        self._removed: defaultdict[str, list[str]] = defaultdict(list)

    def __enter__(self) -> Self:
        shutil.rmtree(self._folder, ignore_errors=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is None and (self._removed or self._folder.is_dir()):
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                for partition in self._folder.iterdir():
                    sync_folder(partition)
                write_synced(self._folder / f"{NOTE}.part", json.dumps(self._removed).encode())
                (self._folder / f"{NOTE}.part").replace(self._folder / NOTE)
                sync_folder(self._folder)
                _carry_out(self._out, self._table)
            except OSError as failed:
                raise OutputUnusable(failed.strerror or str(failed), str(self._out)) from failed
        elif error is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise OutputUnusable(error.strerror or str(error), str(self._out)) from error

    def new_files(self, partition: Path) -> Path:
        """The folder to put a partition's new files in, synced each."""
        folder = self._folder / partition.name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def remove(self, path: Path) -> None:
        """Takes a file out of its partition."""
        self._removed[path.parent.name].append(path.name)


def finish_changes(out: Path) -> None:
    """Makes the changes that an interrupted run had decided on, and removes what it had only begun."""
    for table in TABLE_NAMES:
        if (_changes(out, table) / NOTE).exists():
            _carry_out(out, table)
    shutil.rmtree(out / STATE_FOLDER / CHANGES_FOLDER, ignore_errors=True)


def is_placeholder(path: Path) -> bool:
    """True where a new file is yet to come."""
    return path.stat().st_size == len(PLACEHOLDER) and path.read_bytes() == PLACEHOLDER


def _carry_out(out: Path, table: str) -> None:
    changes = _changes(out, table)
    removed = [
        out / table / partition / name
        for partition, names in json.loads((changes / NOTE).read_bytes()).items()
        for name in names
    ]
    new = {out / table / path.parent.name / path.name: path for path in sorted(changes.glob("*/*.parquet"))}
    awaited = [place for place in new if not place.exists() or is_placeholder(place)]
    for place in awaited:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(PLACEHOLDER)
    if awaited:
        time.sleep(LISTING_GRACE_S + LISTING_GRACE_PER_FILE_S * len(removed))
    for path in removed:
        path.unlink(missing_ok=True)
    if awaited and removed:
        time.sleep(OPENING_GRACE_S)
    for place, path in new.items():
        path.replace(place)
    for folder in sorted({path.parent for path in (*removed, *new)}):
        sync_folder(folder)
    shutil.rmtree(changes)


def _changes(out: Path, table: str) -> Path:
    return out / STATE_FOLDER / CHANGES_FOLDER / table
