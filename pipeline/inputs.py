"""Which files a run reads: files named, and those below folders named that look like a kind kehoach reads.

Hidden files and folders are passed over. Symbolic links are followed only while they stay inside the folder that was
named, and only regular files are opened: neither a link nor a pipe may lead a run out of its inputs.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BufferedIOBase
from itertools import islice
from pathlib import Path
from typing import cast

from pipeline.errors import InputError, InputNotRecognised, InputUnreadable, NoInputFound

SUFFIXES = frozenset({".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png", ".txt"})
PICTURE_SUFFIXES = frozenset({".tif", ".tiff", ".jpg", ".jpeg", ".png"})
_PICTURE_STARTS = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"II*\0": "a TIFF",
    b"MM\0*": "a TIFF",
}
MAX_FILE_BYTES = 2 * 1024**3
"""Larger files are refused unread: a 5,000-page scan of good quality has half of that."""


@dataclass(frozen=True, slots=True)
class FoundInputs:
    """The files to read in a stable order, and what was met that can't be read."""

    files: tuple[Path, ...]
    failures: tuple[InputError, ...]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells, without reading a file, that it is still the one that was read."""

    size: int
    mtime_ns: int
    inode: int
    device: int

    @staticmethod
    def of(path: Path) -> Fingerprint:
        """That of the file at `path`; raises InputUnreadable where there is none or it is no regular file."""
        try:
            status = path.stat()
        except OSError as error:
            raise InputUnreadable(_because(error), str(path)) from error
        if not stat.S_ISREG(status.st_mode):
            raise InputUnreadable("not a regular file", str(path))
        return Fingerprint(status.st_size, status.st_mtime_ns, status.st_ino, status.st_dev)


@dataclass(slots=True)
class _Walk:
    files: dict[Path, None] = field(default_factory=dict)
    failures: list[InputError] = field(default_factory=list)


def find_inputs(named: tuple[Path, ...]) -> FoundInputs:
    """The files named and those below the folders named, each once, in the order named and then by path.

    Raises NoInputFound where there is nothing at all to read.
    """
    walk = _Walk()
    for path in named:
        if path.is_dir():
            _walk_folder(path, walk)
        elif path.exists():
            walk.files[path] = None
        else:
            walk.failures.append(InputUnreadable("no such file or folder", str(path)))
    if not walk.files and all(str(f.subject) in {str(path) for path in named} for f in walk.failures):
        what = ", ".join(str(path) for path in named) or "no input named"
        raise NoInputFound(f"nothing to read there{_passed_over(named)}", what)
    return FoundInputs(tuple(walk.files), tuple(walk.failures))


def _passed_over(named: tuple[Path, ...]) -> str:
    """What kinds of files the folders named hold instead, to tell."""
    others = sorted({f.suffix.lower() for path in named if path.is_dir() for f in islice(path.iterdir(), 1000)} - {""})
    return f", only {', '.join(others[:5])}" if others else ""


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes in hex; raises InputUnreadable."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputUnreadable(_because(error), str(path)) from error


def check_name(path: Path) -> None:
    """Raises InputNotRecognised where the content is a picture and the name says PDF, or the other way round.

    Such files are mistakes of whoever named them, and what else they got wrong can't be known. The names of pictures
    may be mixed up among each other: they are read all the same.
    """
    try:
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError as error:
        raise InputUnreadable(_because(error), str(path)) from error
    suffix = path.suffix.lower()
    picture = next((name for magic, name in _PICTURE_STARTS.items() if start.startswith(magic)), None)
    if suffix == ".pdf" and picture:
        raise InputNotRecognised(f"it is {picture} although its name says PDF", str(path))
    if suffix in PICTURE_SUFFIXES and b"%PDF-" in start:
        raise InputNotRecognised("it is a PDF although its name says picture", str(path))


@contextmanager
def opened(path: Path | None) -> Iterator[BufferedIOBase]:
    """The file at `path`, or standard input for None; raises InputUnreadable."""
    if path is None:
        yield cast(BufferedIOBase, sys.stdin.buffer)
        return
    try:
        file = path.open("rb")
    except OSError as error:
        raise InputUnreadable(_because(error), str(path)) from error
    with file:
        yield file


def _walk_folder(root: Path, walk: _Walk) -> None:
    inside = root.resolve()

    def unreadable(error: OSError) -> None:
        walk.failures.append(InputUnreadable(_because(error), os.fsdecode(error.filename or root)))

    for folder, subfolders, names in os.walk(root, onerror=unreadable):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in subfolders:
            if problem := _problem_of_link(Path(folder, name), inside):
                walk.failures.append(problem)
        for name in sorted(names):
            path = Path(folder, name)
            if name.startswith(".") or path.suffix.lower() not in SUFFIXES:
                continue
            if problem := _problem_of_link(path, inside):
                walk.failures.append(problem)
            else:
                walk.files[path] = None


def _problem_of_link(path: Path, inside: Path) -> InputError | None:
    """Why a symbolic link is not followed; None where it is, and for what is no link."""
    if not path.is_symlink():
        return None
    try:
        leads_out = not path.resolve().is_relative_to(inside)
    except (OSError, RuntimeError):  # RuntimeError before Python 3.13
        return InputUnreadable("a symbolic link that leads to itself", str(path))
    return InputUnreadable("a symbolic link out of the folder", str(path)) if leads_out else None


def _because(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
