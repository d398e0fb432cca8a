"""Text files, files whose name says something else than their content, mutations of sound files, and odd names."""

from __future__ import annotations

import io
import os
import random
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.odd_inputs.pictures import lettered, saved
from benchmarks.odd_inputs.raw_pdf import pdf

PLAN = "ỦY BAN NHÂN DÂN TỈNH\nSố: 607/KH-UBND\nKẾ HOẠCH\n1. Báo cáo kết quả trước ngày 15/12/2025.\n"
MUTATIONS = 10


def odd_texts() -> Iterator[tuple[str, bytes]]:
    """Names with suffixes, and contents."""
    yield "text with zeros.txt", PLAN.encode().replace(b" ", b"\0")
    yield "one line of 50 megabytes.txt", PLAN.replace("\n", " ").encode() * (50_000_000 // len(PLAN.encode()))
    yield "one word of 50 megabytes.txt", b"a" * 50_000_000
    yield "a million lines.txt", b"1. a\n" * 1_000_000
    yield "a million pages.txt", b"\f" * 1_000_000
    yield "UTF-16.txt", PLAN.encode("utf-16")
    yield "UTF-16 without mark.txt", PLAN.encode("utf-16-le")
    yield "Windows.txt", "Báo cáo kết quả\r\n".encode("cp1258", "replace")
    yield "TCVN3.txt", b"\xd1y ban nh\xa9n d\xa9n t\xd8nh\n" * 20
    yield "bytes that are no text.txt", bytes(range(256)) * 1000
    yield "half a letter.txt", PLAN.encode()[:-3] + b"\xe1\xba"
    yield "only blanks.txt", b" \t\n" * 1000
    yield "only a mark.txt", b"\xef\xbb\xbf"
    yield "escape sequences.txt", b"\x1b[2J\x1b]0;title\x07" * 100
    yield "marks on marks.txt", ("a" + "\u0301" * 100_000).encode()
    yield "right to left.txt", ("\u202e" + PLAN).encode()
    yield "bars.txt", b"|" * 1_000_000


def mistaken() -> Iterator[tuple[str, bytes]]:
    """Files that are not what they are called."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", "<w:document/>")
    page = b"<!DOCTYPE html><html><body>404</body></html>"
    yield "a JPEG.pdf", saved(lettered("RGB"), "JPEG")
    yield "a PDF.txt", pdf()
    yield "a PDF.png", pdf()
    yield "a zip.pdf", archive.getvalue()
    yield "a zip.txt", archive.getvalue()
    yield "a web page.pdf", page
    yield "a web page.jpg", page
    yield "a TIFF.png", saved(lettered(), "TIFF")
    yield "a PNG.tiff", saved(lettered(), "PNG")
    yield "a GIF.png", saved(lettered(), "GIF")
    yield "a PostScript file.pdf", b"%!PS-Adobe-3.0\nshowpage\n"
    yield "a lock file.pdf", b"\x05user" + bytes(49)
    for suffix in ("pdf", "png", "jpg", "tif", "txt"):
        yield f"nothing.{suffix}", b""
        yield f"one byte.{suffix}", b"\n"


def mutations(sound: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Sound files with bits turned, cut short, with a block of zeros, and with a block twice."""
    for name, data in sound.items():
        stem, _, suffix = name.rpartition(".")
        for seed in range(MUTATIONS):
            chance = random.Random(seed)  # noqa: S311
            flipped = bytearray(data)
            for _ in range(1 + len(data) * seed // 20_000):
                flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            yield f"{stem}, bits turned {seed}.{suffix}", bytes(flipped)
            yield f"{stem}, cut {seed}.{suffix}", data[: chance.randrange(len(data))]
            start = chance.randrange(len(data))
            block = data[start : start + 2000]
            yield f"{stem}, zeros {seed}.{suffix}", data[:start] + bytes(len(block)) + data[start + len(block) :]
            yield f"{stem}, twice {seed}.{suffix}", data[: start + len(block)] + block + data[start + len(block) :]


def odd_names(folder: Path, data: bytes) -> None:
    """Files under names that a shell, a terminal or a path may stumble over, and things that are no files."""
    vietnamese = unicodedata.normalize("NFD", "Kế hoạch triển khai thực hiện Nghị quyết về chuyển đổi số năm 2025 ")
    long = (vietnamese * 4).encode()[:251].decode(errors="ignore")
    names = [
        "-rf.pdf",
        "--out.pdf",
        "..pdf",
        "...pdf",
        "a\nb.pdf",
        "a\tb.pdf",
        "\x1b[31mred.pdf",
        'it\'s "quoted".pdf',
        "$(touch x); `id` | &.pdf",
        "%s %n {0} {}.pdf",
        "[bold]marked[red].pdf",
        "back\\slash.pdf",
        "*?[a-z].pdf",
        "\u202egnp.pdf",
        " leading and trailing .pdf",
        "CON.pdf",
        "UPPER.PDF",
        f"{long}{'a' * (251 - len(long.encode()))}.pdf",
    ]
    for number, name in enumerate(names):
        Path(folder, name).write_bytes(data + b"%% %d\n" % number)  # each a document of its own
    Path(os.fsdecode(os.fsencode(folder) + b"/no \xff\xfe UTF-8.pdf")).write_bytes(data + b"%% x\n")
    Path(folder, "a folder.pdf").mkdir()
    os.mkfifo(folder / "a pipe.pdf")
    Path(folder, "a link to itself.pdf").symlink_to("a link to itself.pdf")
    Path(folder, "a link to nothing.pdf").symlink_to("nowhere")
    Path(folder, "a link out.pdf").symlink_to("/etc/hostname")
    Path(folder, "a link out of the folder").symlink_to("/etc")
    Path(folder, "a folder in a circle").symlink_to(".")
