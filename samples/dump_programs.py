"""Text dumps as the programs that people dump PDFs with make them."""

from __future__ import annotations

import io
import subprocess
from enum import StrEnum

import pdfplumber


class Program(StrEnum):
    """What makes the dump."""

    PLAIN = "plain"
    """Poppler's pdftotext without options: block by block."""
    RAW = "raw"
    """pdftotext -raw: in the order in which the PDF draws."""
    LAYOUT = "layout"
    """pdftotext -layout: what stands beside each other stays so."""
    ACROSS = "across"
    """pdfplumber's extract_text: lines across all columns, their words one space apart."""


def dump_with(program: Program, pdf: bytes) -> str:
    """The text of a PDF with a form feed between pages; raises CalledProcessError, FileNotFoundError of pdftotext."""
    if program is Program.ACROSS:
        with pdfplumber.open(io.BytesIO(pdf)) as document:
            return "\n\f".join(page.extract_text() for page in document.pages)
    options = () if program is Program.PLAIN else (f"-{program}",)
    command = ["pdftotext", *options, "-", "-"]
    return subprocess.run(command, input=pdf, check=True, capture_output=True).stdout.decode()  # noqa: S603
