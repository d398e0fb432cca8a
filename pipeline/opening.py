"""Opens a file by what its first bytes say it is, and refuses what is none of the kinds, or not what its name says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import InputEmpty, InputNotRecognised, InputUnreadable
from pipeline.image_source import open_images
from pipeline.pdf_source import open_pdf
from pipeline.source import Source

FIRST_BYTES = {
    "PNG": (b"\x89PNG",),
    "JPEG": (b"\xff\xd8\xff",),
    "TIFF": (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),  # + where the file may have more than 4 GB
}
KIND_SUFFIXES = {"PDF": (".pdf",), "PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "TIFF": (".tif", ".tiff")}
SUFFIXES = tuple(suffix for suffixes in KIND_SUFFIXES.values() for suffix in suffixes)


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Opens a PDF, TIFF, JPEG or PNG by what its first bytes say.

    Raises:
        InputUnreadable: missing or not to be read.
        InputEmpty: no bytes or no pages.
        InputNotRecognised: another kind of file.
        InputEncrypted: a PDF that needs a password.
        InputDamaged: broken beyond what the libraries mend.
        InputTooLarge: more than MAX_PAGES pages.
    """
    try:
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError as error:
        raise InputUnreadable(error.strerror or str(error), path.name) from error
    if not start:
        raise InputEmpty("the file is empty", path.name)
    kind = _kind(start)
    if kind is None:
        raise InputNotRecognised("neither PDF, TIFF, JPEG nor PNG", path.name)
    if path.suffix.lower() in SUFFIXES and path.suffix.lower() not in KIND_SUFFIXES[kind]:
        raise InputNotRecognised(f"a {kind} file although its name says {path.suffix.lower()}", path.name)
    if kind == "PDF":
        pdf = open_pdf(path)
        try:
            yield pdf
        finally:
            pdf.close()
    else:
        images = open_images(path)
        try:
            yield images
        finally:
            images.close()


def _kind(start: bytes) -> str | None:
    """The kind of file that begins with `start`; a PDF may have up to a kilobyte of other things before it."""
    for kind, marks in FIRST_BYTES.items():
        if start.startswith(marks):
            return kind
    return "PDF" if b"%PDF-" in start else None
