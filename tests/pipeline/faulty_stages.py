"""Stages that fail in every way a native library may, for the supervisor to survive."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from pipeline.dataset.writing import PageFailure
from pipeline.errors import InputEncrypted, PageTooLarge, ReaderUnavailable
from pipeline.options import PageOptions
from pipeline.tasks import SourceFile, Stamp


@dataclass(frozen=True)
class FakePage:
    page: int
    pid: int


@dataclass(frozen=True)
class Bulky(FakePage):
    """Too large to be sent."""

    def __reduce__(self) -> tuple[type, tuple[bytes]]:
        return bytes, (bytes(64 * 1024**3),)


def count(source: SourceFile) -> int:
    """As many pages as the file's name says: "3-kill-2.pdf" has three, of which the second kills."""
    if "encrypted" in source.path.name:
        raise InputEncrypted("the PDF is encrypted", source.path.name)
    if "deadly" in source.path.name:
        os.kill(os.getpid(), signal.SIGKILL)
    return int(source.path.name.split("-")[0])


def read(source: SourceFile, page: int, options: PageOptions) -> FakePage:
    _, fault, *at = source.path.stem.split("-")
    if at and int(at[0]) == page:
        match fault:
            case "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            case "once":
                marker = Path(source.path.parent, "died")
                if not marker.exists():
                    marker.touch()
                    os.kill(os.getpid(), signal.SIGSEGV)
            case "hang":
                time.sleep(60)
            case "loop":
                while True:
                    pass
            case "eat":
                bytearray(64 * 1024**3)
            case "bulky":
                return Bulky(page, os.getpid())
            case "large":
                raise PageTooLarge("the page measures 14400 x 14400 points", source.path.name)
            case "bug":
                raise ZeroDivisionError("float division by zero")
            case "noreader":
                raise ReaderUnavailable("vie.traineddata is nowhere to be found")
    return FakePage(page, os.getpid())


def read_endlessly(source: SourceFile, page: int, options: PageOptions) -> FakePage:
    while "endless" in source.path.name:
        pass
    return read(source, page, options)


def finish(
    source: SourceFile, pages: list[FakePage], failures: tuple[PageFailure, ...], stamp: Stamp
) -> tuple[tuple[int, ...], tuple[PageFailure, ...]]:
    if "unfinished" in source.path.name:
        raise ZeroDivisionError("float division by zero")
    return tuple(page.page for page in pages), failures


def process_of(source: SourceFile, pages: list[FakePage], failures: object, stamp: object) -> tuple[int, ...]:
    return tuple(page.pid for page in pages)


def environment(*names: str) -> tuple[str | None, ...]:
    return tuple(os.environ.get(name) for name in names)
