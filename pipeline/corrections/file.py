"""corrections.csv: what people corrected, a line a field, as the review site downloads it or a spreadsheet saves it.

A line names its row by `row_id` (or by `doc_id`, for a field of the header block), by the document's `number` and the
row's `ordinal`, or by both. Lines are read as they are; whether their rows and fields exist is found out when they are
applied.
"""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from dataclasses import dataclass
from pathlib import Path

CORRECTIONS_FILE = "corrections.csv"
COLUMNS = ("row_id", "number", "ordinal", "field", "value", "by", "when")
MAX_BYTES = 64 * 1024**2
"""Half a million corrections."""
_DELIMITERS = ",;\t"
"""Spreadsheets part by a semicolon where the comma is the decimal sign, as in Vietnam."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file. What it does not say is "". `line` counts from 1, the header being the first."""

    line: int
    row_id: str
    number: str
    ordinal: str
    field: str
    value: str
    by: str = ""
    when: str = ""

    @property
    def key(self) -> str:
        """The same for lines that say the same, wherever they stand."""
        said = (self.row_id, self.number, self.ordinal, self.field, self.value, self.by, self.when)
        return hashlib.sha256("\x1f".join(said).encode("utf-8")).hexdigest()[:16]

    @property
    def doc_id(self) -> str:
        """The document that `row_id` belongs to, "" without one."""
        return self.row_id.partition("-")[0]


@dataclass(frozen=True, slots=True)
class CorrectionsFile:
    """The lines of a file and the digest of its bytes. `problem` tells why it could not be read, "" where it was."""

    corrections: tuple[Correction, ...] = ()
    digest: str = ""
    problem: str = ""


def read_corrections(path: Path) -> CorrectionsFile:
    """The corrections in the file at `path`, none where there is no file. Never raises: see `problem`."""
    try:
        if path.exists() and path.stat().st_size > MAX_BYTES:
            return CorrectionsFile(problem=f"it has more than {MAX_BYTES} bytes")
        data = path.read_bytes()
    except FileNotFoundError:
        return CorrectionsFile()
    except OSError as error:
        return CorrectionsFile(problem=error.strerror or str(error))
    digest = hashlib.sha256(data).hexdigest()
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        return CorrectionsFile(_lines(text), digest)
    except UnicodeDecodeError:
        return CorrectionsFile(digest=digest, problem="it is not UTF-8: save it as 'CSV UTF-8'")
    except (csv.Error, ValueError) as error:
        return CorrectionsFile(digest=digest, problem=str(error))


def add_corrections(path: Path, added: CorrectionsFile) -> int:
    """Writes the lines of `added` that are not in the file at `path` below its own; gives their number.

    Raises OSError, and ValueError where the file at `path` can't be read: it is left as it is then.
    """
    there = read_corrections(path)
    if there.problem:
        raise ValueError(there.problem)
    known = {correction.key for correction in there.corrections}
    new = [correction for correction in added.corrections if correction.key not in known]
    if new:
        stream = io.StringIO(newline="")
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for correction in (*there.corrections, *new):
            writer.writerow([getattr(correction, column) for column in COLUMNS])
        temporary = path.with_name(f".{path.name}.part")
        temporary.write_text(stream.getvalue(), encoding="utf-8-sig", newline="")
        temporary.replace(path)
    return len(new)


def _lines(text: str) -> tuple[Correction, ...]:
    header, _, _ = text.partition("\n")
    delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    reader.fieldnames = [name.strip().casefold() for name in reader.fieldnames or ()]
    if not {"field", "value"} <= set(reader.fieldnames) or not {"row_id", "number"} & set(reader.fieldnames):
        raise ValueError(f"its first line should be {','.join(COLUMNS)}")
    found = []
    for values in reader:
        said = {name: _said(values.get(name)) for name in COLUMNS}
        if any(said.values()):
            found.append(Correction(reader.line_num, **said))
    return tuple(found)


def _said(value: str | None) -> str:
    return unicodedata.normalize("NFC", (value or "").replace("\r\n", "\n").strip())
