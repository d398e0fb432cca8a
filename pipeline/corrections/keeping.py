"""Which documents have corrections, and where their rows as extracted are kept.

A corrected document's files as extracted lie in `.kehoach/corrected/<doc_id>/original/`; its rows in the dataset are
always made from those. `state.json` beside them says which lines were applied. A run compares digests: where nothing
has changed since the last one, one small file is read and no more. Whoever holds the output folder's lock writes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.catalog import Catalog
from pipeline.corrections.file import CORRECTIONS_FILE, Correction, CorrectionsFile, add_corrections, read_corrections
from pipeline.dataset.writing import (
    STATE_FOLDER,
    EncodedTable,
    ExtractedDocument,
    sync_folder,
    write_synced,
)
from pipeline.errors import CorrectionsUnreadable, OutputUnusable
from pipeline.tasks import FinishedDocument

_FOLDER = "corrected"
_SEEN = "corrections.json"


@dataclass(frozen=True, slots=True)
class CorrectionsReport:
    """What became of the lines of corrections.csv. `pending`: the file has changed since the last run.

    `problem` tells why the file can't be read, "" where it can; the rows then stay as they were corrected last.
    """

    applied: int = 0
    orphaned: tuple[tuple[Correction, str], ...] = ()
    pending: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class CorrectedDocument:
    """A document with its corrections, to be written, and what is to be kept of them once it is."""

    finished: FinishedDocument
    state: str | None


class Corrections:
    """The corrections of one output folder during a run."""

    def __init__(self, out: Path, catalog: Catalog) -> None:
        self._out = out
        self._catalog = catalog
        self._file = read_corrections(out / CORRECTIONS_FILE)
        self._doc_ids: frozenset[str] | None = None

    def changed(self) -> Iterator[CorrectedDocument]:
        """The extracted documents whose corrections have changed; each is to be written before the next is asked for.

        Empty where the file can't be read.
        """
        if self._file.problem or _seen_digest(self._out) == self._file.digest:
            return
        folder = self._out / STATE_FOLDER / _FOLDER
        before = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
        by_document = self._by_document()
        documents = {document.doc_id: document for document in self._catalog.documents()}
        for doc_id in sorted(before | by_document.keys()):
            if doc_id not in documents:
                shutil.rmtree(folder / doc_id, ignore_errors=True)
                continue
            lines = by_document.get(doc_id, ())
            if _read_state(self._out, doc_id).get("digest") != _digest(lines):
                original, kept = _original(self._out, documents[doc_id])
                yield self._corrected(original, lines, kept)
        _write(self._out / STATE_FOLDER / _SEEN, json.dumps({"digest": self._file.digest}))

    def applied_to(self, finished: FinishedDocument) -> CorrectedDocument:
        """A document just extracted, with its corrections."""
        doc_id = finished.document.doc_id
        folder = self._out / STATE_FOLDER / _FOLDER / doc_id
        if self._file.problem and folder.exists():
            lines = [Correction(**line) for line in _read_state(self._out, doc_id).get("lines", ())]
            return self._corrected(finished, lines)
        return self._corrected(finished, self._lines_for(finished) if self._file.corrections else ())

    def settle(self, corrected: CorrectedDocument) -> None:
        """Remembers that a document is written (or ready, which is as good)."""
        doc_id = corrected.finished.document.doc_id
        folder = self._out / STATE_FOLDER / _FOLDER / doc_id
        if corrected.state is not None:
            _write(folder / "state.json", corrected.state)
        else:
            shutil.rmtree(folder, ignore_errors=True)

    def _corrected(
        self, original: FinishedDocument, lines: Sequence[Correction], kept: bool = False
    ) -> CorrectedDocument:
        from pipeline.corrections.application import Anchor, correct  # noqa: PLC0415 - only where there are any

        doc_id = original.document.doc_id
        if not lines:
            return CorrectedDocument(original, None)
        if not kept:
            _keep(self._out, original)
        known = {key: Anchor(*was) for key, was in _read_state(self._out, doc_id).get("anchors", {}).items()}
        finished, outcome = correct(original, lines, known)
        state = {
            "digest": _digest(lines),
            "applied": outcome.applied,
            "outdone": outcome.outdone,
            "orphaned": dict(outcome.orphaned),
            "anchors": {key: (was.table, was.ordinal, was.text) for key, was in outcome.anchors},
            "lines": [asdict(line) for line in lines],
        }
        return CorrectedDocument(finished, json.dumps(state, ensure_ascii=False))

    def _by_document(self) -> dict[str, tuple[Correction, ...]]:
        """The lines of each extracted document."""
        numbers: dict[str, list[str]] = {}
        if any(self._goes_by_number(line) for line in self._file.corrections):
            from pipeline.corrections.originals import numbers_of_documents  # noqa: PLC0415 - loads pyarrow

            for doc_id, number in numbers_of_documents(self._out).items():
                numbers.setdefault(_plain(number), []).append(doc_id)
        found: dict[str, list[Correction]] = {}
        for line in self._file.corrections:
            by_number = self._goes_by_number(line)
            for doc_id in numbers.get(_plain(line.number), ()) if by_number else (line.doc_id,):
                found.setdefault(doc_id, []).append(line)
        return {doc_id: tuple(lines) for doc_id, lines in found.items()}

    def _lines_for(self, finished: FinishedDocument) -> tuple[Correction, ...]:
        doc_id = finished.document.doc_id
        own = [line for line in self._file.corrections if line.doc_id == doc_id]
        by_number = [line for line in self._file.corrections if line.doc_id != doc_id and self._goes_by_number(line)]
        if not by_number:
            return tuple(own)
        from pipeline.corrections.originals import number_of  # noqa: PLC0415 - loads pyarrow

        numbers = {_plain(line.value) for line in own if line.row_id == doc_id and line.field == "number"}
        numbers.add(_plain(number_of(finished)))
        taken = {line.line for line in (*own, *(line for line in by_number if _plain(line.number) in numbers))}
        return tuple(line for line in self._file.corrections if line.line in taken)

    def _goes_by_number(self, line: Correction) -> bool:
        """True for lines whose document is known by its number only: without row_id, or with that of a scan before."""
        if not line.number or not line.row_id:
            return bool(line.number)
        if self._doc_ids is None:
            self._doc_ids = frozenset(document.doc_id for document in self._catalog.documents())
        return line.doc_id not in self._doc_ids


def take_over(file: Path, out: Path) -> int:
    """Adds the lines of a file to those beside the dataset in `out`; gives how many were new.

    Raises CorrectionsUnreadable where one of the files can't be read, OutputUnusable where it can't be written.
    """
    added = read_corrections(file)
    if added.problem:
        raise CorrectionsUnreadable(added.problem, str(file))
    try:
        return add_corrections(out / CORRECTIONS_FILE, added)
    except ValueError as error:
        raise CorrectionsUnreadable(str(error), str(out / CORRECTIONS_FILE)) from error
    except OSError as error:
        raise OutputUnusable(error.strerror or str(error), str(out)) from error


def corrections_report(out: Path) -> CorrectionsReport:
    """What became of the lines of corrections.csv in the folder `out`."""
    file = read_corrections(out / CORRECTIONS_FILE)
    folder = out / STATE_FOLDER / _FOLDER
    states = [_read_state(out, path.name) for path in sorted(folder.iterdir())] if folder.is_dir() else []
    applied = {key for state in states for key in state.get("applied", ())}
    if file.problem:
        return CorrectionsReport(len(applied), problem=file.problem)
    outdone = {key for state in states for key in state.get("outdone", ())}
    reasons = {key: reason for state in states for key, reason in state.get("orphaned", {}).items()}
    pending = _seen_digest(out) != file.digest
    orphaned = tuple(
        (line, reasons.get(line.key, "there is no such document"))
        for line in _once(file)
        if line.key not in applied | outdone
    )
    lines = {line.key for line in file.corrections}
    return CorrectionsReport(len(applied & lines), () if pending else orphaned, pending)


def _once(file: CorrectionsFile) -> tuple[Correction, ...]:
    return tuple({line.key: line for line in reversed(file.corrections)}.values())[::-1]


def forget_corrected(out: Path, doc_id: str) -> None:
    """Removes what is kept of a document that leaves the dataset; its lines in corrections.csv stay."""
    shutil.rmtree(out / STATE_FOLDER / _FOLDER / doc_id, ignore_errors=True)


def _original(out: Path, document: ExtractedDocument) -> tuple[FinishedDocument, bool]:
    """A document's files as extracted, and whether they are kept already; else they are those of the dataset."""
    from pipeline.corrections.originals import read_from_dataset  # noqa: PLC0415 - loads pyarrow

    folder = out / STATE_FOLDER / _FOLDER / document.doc_id
    kept = next((folder / name for name in ("original", "original.old") if (folder / name).is_dir()), None)
    if kept is None:
        return read_from_dataset(out, document), False
    record = ExtractedDocument.from_json((kept / "document.json").read_text("utf-8"))
    rows = json.loads((kept / "rows.json").read_text("utf-8"))
    tables = (EncodedTable(name, rows[name], (kept / f"{name}.parquet").read_bytes()) for name in rows)
    return FinishedDocument(record, tuple(tables)), True


def _keep(out: Path, original: FinishedDocument) -> None:
    """Keeps a document's files as extracted; at every moment there is a whole folder of them, or never was."""
    folder = out / STATE_FOLDER / _FOLDER / original.document.doc_id
    new, kept, old = folder / "original.part", folder / "original", folder / "original.old"
    try:
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        for table in original.tables:
            write_synced(new / f"{table.name}.parquet", table.data)
        rows = {table.name: table.n_rows for table in original.tables}
        write_synced(new / "rows.json", json.dumps(rows).encode())
        write_synced(new / "document.json", original.document.to_json().encode("utf-8"))
        if kept.is_dir():
            shutil.rmtree(old, ignore_errors=True)
            kept.replace(old)
        new.replace(kept)
        shutil.rmtree(old, ignore_errors=True)
        sync_folder(folder)
    except OSError as error:
        raise OutputUnusable(error.strerror or str(error), str(out)) from error


def _read_state(out: Path, doc_id: str) -> dict[str, Any]:
    try:
        state = json.loads((out / STATE_FOLDER / _FOLDER / doc_id / "state.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def _seen_digest(out: Path) -> str:
    """The digest of the file as the last run applied it; "" where there was none."""
    try:
        return str(json.loads((out / STATE_FOLDER / _SEEN).read_text("utf-8"))["digest"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _digest(lines: Sequence[Correction]) -> str:
    return hashlib.sha256(" ".join(line.key for line in lines).encode()).hexdigest() if lines else ""


def _plain(number: str) -> str:
    return "".join(number.split()).casefold()


def _write(path: Path, text: str) -> None:
    temporary = path.with_suffix(".part")
    try:
        write_synced(temporary, text.encode("utf-8"))
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise OutputUnusable(error.strerror or str(error), str(path)) from error
