"""Text dumps as input: a `.txt` file becomes pages without pictures."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from extractors.layout import PageContent
from extractors.text_dump.decoding import NotTextError, decode_bytes
from extractors.text_dump.pages import dump_pages
from pipeline.errors import InputEmpty, InputNotRecognised, InputTooLarge, InputUnreadable

SUFFIX = ".txt"
MAX_BYTES = 8 * 1024**2
"""A page of text is 3 kB: this is a plan of 2,700 pages. Each word is kept with its place, some hundred bytes."""
MAX_WORDS, MAX_LINES = 200_000, 40_000
"""A plan of 600 pages. A million lines of a word took two gigabytes and minutes."""


def is_text_dump(path: Path) -> bool:
    """True where the file's name says that it is text."""
    return path.suffix.lower() == SUFFIX


def read_dump(path: Path) -> tuple[PageContent, ...]:
    """The pages of a text dump; raises InputError where the file can't be read, is empty, too large or no text."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputTooLarge(f"the text has {size} bytes", str(path))
        return _pages(path, size, path.stat().st_mtime_ns)
    except OSError as error:
        raise InputUnreadable((error.strerror or str(error)).lower(), str(path)) from error
    except NotTextError as error:
        raise InputNotRecognised(str(error), str(path)) from error


@lru_cache(maxsize=1)
def _pages(path: Path, size: int, modified_ns: int) -> tuple[PageContent, ...]:
    """The pages of a file that has `size` and time; kept for the next page of the same file."""
    del size, modified_ns
    text = decode_bytes(path.read_bytes()).text
    if not text.strip():
        raise InputEmpty("has no text", str(path))
    n_words, n_lines = len(text.split()), len(text.splitlines())
    if n_words > MAX_WORDS or n_lines > MAX_LINES:
        raise InputTooLarge(f"the text has {n_words} words on {n_lines} lines", str(path))
    return dump_pages(text)
