"""Everything that can go wrong and be told to a user, as one tree.

    KehoachError                      1
    +-- UsageError                    2   the command line asks for something that can't be
    |   +-- NoInputFound              2   nothing to read where the user pointed
    |   +-- NoDataset                 2   no dataset where the user pointed
    |   +-- OutdatedDataset           2   written by a version that knew other columns
    +-- OutputLocked                  4   another run holds the output folder
    +-- OutputUnusable                1   the output folder can't be written, or is full
    +-- InputError                    3   one input can't be read; the batch goes on
    |   +-- InputUnreadable           3   missing, no permission, or not a file
    |   +-- InputChanged              3   was written to while it was read
    |   +-- InputEmpty                3   no bytes, or no pages
    |   +-- InputNotRecognised        3   not a kind that kehoach reads, or not what its name says
    |   +-- InputDamaged              3   broken beyond repair
    |   +-- InputEncrypted            3   needs a password
    |   +-- InputTooLarge             3   passes a bound set for untrusted input
    |   +-- InputUnforeseen           3   made kehoach itself fail
    |   +-- CorrectionsUnreadable     3   a file of corrections is none
    +-- PageError                     3   one page can't be read; its document is written without it
    |   +-- PageTimeout               3   took longer than a page may
    |   +-- PageCrashed               3   killed the process that read it, twice
    |   +-- PageTooLarge              3   has no picture that fits into the bounds
    +-- WorkersUnavailable            1   no process can be started
    +-- ClusterUnusable               1   the Dask cluster can't do the work
    +-- ReaderUnavailable             1   the text reader or its language data is missing

The number is the exit code of a command that ends with it. Every class also has a remedy: one sentence on what to do.
Errors cross process borders, so all of their state is in `args`.
"""

# ruff: noqa: N818 - the classes are named for what happened, as users read them.
from __future__ import annotations

from enum import IntEnum
from typing import Self


class ExitCode(IntEnum):
    """What a command of kehoach returns to the shell."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    SOME_INPUTS_FAILED = 3
    LOCKED = 4
    INTERRUPTED = 130


class KehoachError(Exception):
    """Base of all; `reason` tells what happened, `subject` names the file (and page) it happened to."""

    exit_code = ExitCode.FAILED
    transient = False
    """True where the same input may well succeed another time, without anyone's doing."""
    remedy = "Run again with --verbose and report what it prints."

    def __init__(self, reason: str, subject: str = "") -> None:
        super().__init__(reason, subject)
        self.reason = reason
        self.subject = subject

    def __str__(self) -> str:
        where = f"{self.subject}: " if self.subject else ""
        return f"{where}{self.reason}. {self.remedy}"

    def about(self, subject: str) -> Self:
        """The same error, told of `subject`."""
        return type(self)(self.reason, subject)


class Interrupted(BaseException):
    """A signal asked the program to end. No error: nothing that catches errors may catch it."""


class UsageError(KehoachError):
    """The command line asks for something that can't be."""

    exit_code = ExitCode.USAGE
    remedy = "See kehoach --help."


class NoInputFound(UsageError):
    """There is nothing to read where the user pointed."""

    remedy = "Name PDF, TIFF, JPEG, PNG or .txt files, or folders that hold some."


class NoDataset(UsageError):
    """There is no dataset where the user pointed."""

    remedy = "Name the folder that kehoach extract wrote with --out, or run kehoach extract first."


class OutdatedDataset(UsageError):
    """The dataset was written by a version of kehoach that knew other columns."""

    remedy = "Write it again with kehoach extract --force, or use the version that wrote it."


class OutputLocked(KehoachError):
    """Another run holds the output folder."""

    exit_code = ExitCode.LOCKED
    remedy = "Wait until it has ended, or choose another --out."


class OutputUnusable(KehoachError):
    """The output folder can't be written to, or the disk is full."""

    remedy = "See that the place exists, may be written to and has room, then run again; what is already written stays."


class WorkersUnavailable(KehoachError):
    """The system starts no further processes."""

    remedy = "Close other programs, or run with a smaller --jobs; what is extracted stays."


class ClusterUnusable(KehoachError):
    """The Dask cluster does not answer, or its workers can't do the work."""

    remedy = "See docs/operations.md, or leave out --cluster to run on this machine."


class ReaderUnavailable(KehoachError):
    """The text reader or its Vietnamese data is missing."""

    remedy = "Ask kehoach doctor what is missing; the Debian packages are tesseract-ocr and tesseract-ocr-vie."


class InputError(KehoachError):
    """One input can't be read; the others are."""

    exit_code = ExitCode.SOME_INPUTS_FAILED
    remedy = "Check that the file opens in a viewer."


class InputUnreadable(InputError):
    """The file is missing, is not a regular file, or may not be read."""

    transient = True
    remedy = "Check that it exists and that you may read it."


class InputChanged(InputError):
    """The file was written to while it was read."""

    transient = True
    remedy = "Run again when it has been copied completely."


class InputEmpty(InputError):
    """The file has no bytes or no pages."""

    remedy = "Scan or copy it again."


class InputNotRecognised(InputError):
    """The content is not of a kind that kehoach reads, or not of the kind that the file's name says."""

    remedy = "Give PDF, TIFF, JPEG, PNG or .txt files whose names say what they are."


class InputDamaged(InputError):
    """The file is broken beyond repair."""

    remedy = "Scan or copy it again; part of it may be missing."


class InputEncrypted(InputError):
    """The file needs a password."""

    remedy = "Remove the password first, for instance with: qpdf --decrypt --password-file=FILE IN OUT."


class InputTooLarge(InputError):
    """The file passes one of the bounds set for untrusted input."""

    remedy = "Split it into smaller files."


class InputUnforeseen(InputError):
    """The input made kehoach fail in a way that it does not know."""

    remedy = "This is a defect of kehoach: report it, with the file if you may."


class CorrectionsUnreadable(InputError):
    """The file holds no corrections that can be read."""

    remedy = "Give the corrections.csv that the review site gave, or a CSV in UTF-8 with row_id, field and value."


class PageError(KehoachError):
    """One page can't be read; the rest of its document is."""

    exit_code = ExitCode.SOME_INPUTS_FAILED
    remedy = "The other pages are written; look at this one by hand."


class PageTimeout(PageError):
    """Reading the page took longer than a page may, or it was not tried since others of its document had."""

    remedy = "Run again with a longer --page-timeout, or look at the page by hand."


class PageCrashed(PageError):
    """The page killed the process that read it, also when it was read alone."""


class PageTooLarge(PageError):
    """No picture of the page fits into the bounds on pixels."""
