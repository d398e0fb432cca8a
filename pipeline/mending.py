"""PDFs that pdfium can't open, mended by qpdf: cut short in a transfer, without trailer or cross references.

Runs in a worker, whose memory and time are bounded. What qpdf does not find is lost, and counted, so that a document
read in part never passes for whole.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

_LOST_PAGE = "Pages tree includes non-dictionary object"
_LOST_STREAM = "treating stream as empty"
"""What qpdf says of each page that the page tree names and the file does not hold, and of contents cut short."""


@dataclass(frozen=True, slots=True)
class MendedPdf:
    """A PDF's bytes that are sound, and how many of its pages are not among them, or not whole."""

    data: bytes
    n_lost: int


def mended(path: Path) -> MendedPdf | None:
    """What can be had of the PDF at `path`; None where that is no page at all."""
    try:
        import pikepdf  # noqa: PLC0415 - sound files do without
    except ImportError:  # no wheel for this platform
        return None
    try:
        with pikepdf.open(path) as pdf:
            if len(pdf.pages) == 0:
                return None
            file = io.BytesIO()
            pdf.save(file)
            warnings = " ".join(str(warning) for warning in pdf.get_warnings())
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        return None  # beyond qpdf too: its objects may be anything
    return MendedPdf(file.getvalue(), max(warnings.count(_LOST_PAGE), int(_LOST_STREAM in warnings)))
