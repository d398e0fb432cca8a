"""Text dumps as input: a `.txt` file becomes pages without pictures."""

from __future__ import annotations

from pathlib import Path

from extractors.layout import PageContent
from extractors.text_dump.decoding import NotTextError, decode_bytes
from extractors.text_dump.pages import dump_pages
from pipeline.errors import InputEmpty, InputNotRecognised, InputTooLarge, InputUnreadable

SUFFIX = ".txt"
MAX_BYTES = 64 * 1024**2
"""A page of text is 3 kB: this is a plan of 20,000 pages."""


def is_text_dump(path: Path) -> bool:
    """True where the file's name says that it is text."""
    return path.suffix.lower() == SUFFIX


def read_dump(path: Path) -> tuple[PageContent, ...]:
    """The pages of a text dump; raises InputError where the file can't be read, is empty, too large or no text."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputTooLarge(f"the text has {size} bytes", str(path))
        text = decode_bytes(path.read_bytes()).text
    except OSError as error:
        raise InputUnreadable((error.strerror or str(error)).lower(), str(path)) from error
    except NotTextError as error:
        raise InputNotRecognised(str(error), str(path)) from error
    if not text.strip():
        raise InputEmpty("has no text", str(path))
    return dump_pages(text)
