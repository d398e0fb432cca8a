"""Inputs that gave no document, as the review site names them."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline import errors
from pipeline.catalog import Catalog, FailedInput
from pipeline.messages import printable
from pipeline.wording import ENGLISH, VIETNAMESE, Wording


@dataclass(frozen=True, slots=True)
class FailedFile:
    """An input that gave no document, and what is the matter with it in Vietnamese and English."""

    name: str
    vi: str
    en: str


def failed_files(catalog: Catalog) -> list[FailedFile]:
    """The inputs that failed when they were last tried, by path."""
    return [
        FailedFile(printable(failure.path.name), _told(failure, VIETNAMESE), _told(failure, ENGLISH))
        for failure in catalog.failures()
    ]


def _told(failure: FailedInput, words: Wording) -> str:
    kind = getattr(errors, failure.kind, errors.InputError)
    return words.problem(kind(failure.reason))
