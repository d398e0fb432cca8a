"""An input opened for one task: its pages counted, or one of them read.

Runs in a worker process for pages. What it keeps from one task to the next (the text reader) is loaded when it is first
asked for.
"""

from __future__ import annotations

from functools import cache

from extractors.layout import PageContent
from extractors.reading.reader import Reader
from pipeline import page as page_stage
from pipeline.errors import InputTooLarge
from pipeline.inputs import MAX_FILE_BYTES, check_name
from pipeline.opening import open_source
from pipeline.options import PageOptions, ReaderName
from pipeline.tasks import SourceFile
from pipeline.text_source import is_text_dump, read_dump


def count_pages(source: SourceFile) -> int:
    """Number of pages of an input; raises InputError."""
    if source.n_bytes > MAX_FILE_BYTES:
        raise InputTooLarge(f"the file has {source.n_bytes} bytes", str(source.path))
    if is_text_dump(source.path):
        return len(read_dump(source.path))
    check_name(source.path)
    with open_source(source.path) as pages:
        return pages.n_pages


def read_page(source: SourceFile, page: int, options: PageOptions) -> PageContent:
    """One page, read by this process's reader; the file is opened anew, so that nothing of the last page stays."""
    if is_text_dump(source.path):
        return read_dump(source.path)[page - 1]
    reader = _reader(options.reader)
    with open_source(source.path) as pages:
        return page_stage.read_page(pages, page, reader, options)


@cache
def _reader(name: ReaderName) -> Reader:
    return page_stage.open_reader(name)
