"""What workers are asked to do.

The heavy modules are loaded when a task runs, so that the process that only hands out tasks stays small.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.dataset.writing import EncodedTable, ExtractedDocument, PageFailure
from pipeline.options import PageOptions

if TYPE_CHECKING:
    from extractors.layout import PageContent


@dataclass(frozen=True, slots=True)
class SourceFile:
    """An input whose content is known."""

    path: Path
    sha256: str
    n_bytes: int


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who extracts, with which options, when."""

    pipeline_version: str
    options_digest: str
    extracted_at: datetime


@dataclass(frozen=True, slots=True)
class FinishedDocument:
    """A document's rows, encoded, and what the catalogue keeps of it."""

    document: ExtractedDocument
    tables: tuple[EncodedTable, ...]


def count_pages(source: SourceFile) -> int:
    """Number of pages of an input; raises InputError."""
    from pipeline.pages import count_pages as count  # noqa: PLC0415

    return count(source)


def read_page(source: SourceFile, page: int, options: PageOptions) -> PageContent:
    """One page, read by this process's reader; raises InputError, PageError, ReaderUnavailable."""
    from pipeline.pages import read_page as read  # noqa: PLC0415

    return read(source, page, options)


def finish_document(
    source: SourceFile, pages: list[PageContent], failures: tuple[PageFailure, ...], stamp: Stamp
) -> FinishedDocument:
    """Pages become rows; raises InputChanged where the file is no longer the one that was read."""
    from pipeline.document import finish_document as finish  # noqa: PLC0415

    return finish(source, pages, failures, stamp)


def finish_text(
    source: SourceFile, pages: list[PageContent], failures: tuple[PageFailure, ...], stamp: Stamp
) -> tuple[str, ...]:
    """Pages become repaired text, one a page."""
    from pipeline.document import finish_text as finish  # noqa: PLC0415

    return finish(source, pages, failures, stamp)
