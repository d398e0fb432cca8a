"""Inputs that gave no document, as the review site names them."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.catalog import Catalog
from pipeline.messages import printable
from pipeline.summaries import failure_told
from pipeline.wording import ENGLISH, VIETNAMESE


@dataclass(frozen=True, slots=True)
class FailedFile:
    """An input that gave no document, and what is the matter with it in Vietnamese and English."""

    name: str
    vi: str
    en: str


def failed_files(catalog: Catalog) -> list[FailedFile]:
    """The inputs that failed when they were last tried, by path."""
    return [
        FailedFile(printable(failure.path.name), failure_told(failure, VIETNAMESE), failure_told(failure, ENGLISH))
        for failure in catalog.failures()
    ]
