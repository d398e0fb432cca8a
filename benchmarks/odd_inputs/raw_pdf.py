"""PDFs written object by object, so that any of them may be wrong."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
TREE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
FONT = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
TEXT = b"BT /F1 13 Tf 72 700 Td (KE HOACH: bao cao truoc ngay 15/12/2025) Tj ET"


def stream(data: bytes, entries: bytes = b"", length: bytes | None = None) -> bytes:
    """A stream object; `length` is what it claims to be."""
    claimed = b"%d" % len(data) if length is None else length
    return b"<< %s /Length %s >>\nstream\n%s\nendstream" % (entries, claimed, data)


def deflated(data: bytes, times: int = 1, entries: bytes = b"") -> bytes:
    """A stream that is compressed so many times over."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, entries + b" /Filter [%s]" % (b" /FlateDecode" * times))


def page(entries: bytes = b"", box: bytes = b"/MediaBox [0 0 595 842]", resources: bytes = FONT) -> bytes:
    """A page whose content is object 4."""
    return b"<< /Type /Page /Parent 2 0 R %s /Resources %s /Contents 4 0 R %s >>" % (box, resources, entries)


def pdf(
    changed: Mapping[int, bytes] | None = None,
    *,
    trailer: bytes = b"",
    shift: int = 0,
    header: bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    ending: bytes = b"%%EOF\n",
) -> bytes:
    """A PDF of one page with a line of text, with some objects `changed`; xref offsets are off by `shift`."""
    objects = {1: CATALOG, 2: TREE, 3: page(), 4: stream(TEXT)} | dict(changed or {})
    body = bytearray(header)
    offsets = {}
    for number, text in objects.items():
        offsets[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    start = len(body)
    size = max(objects) + 1
    body += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        if number in offsets:
            body += b"%010d 00000 n \n" % (offsets[number] + shift)
        else:
            body += b"0000000000 00000 f \n"
    body += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%s" % (size, trailer, start + shift, ending)
    return bytes(body)


def with_image(entries: bytes, data: bytes, more: Mapping[int, bytes] | None = None) -> bytes:
    """A page that a picture covers; `entries` are those of its dictionary."""
    resources = b"<< /XObject << /Im 5 0 R >> >>"
    image = stream(data, b"/Type /XObject /Subtype /Image " + entries)
    return pdf({3: page(resources=resources), 4: stream(b"q 595 0 0 842 0 0 cm /Im Do Q"), 5: image, **(more or {})})
