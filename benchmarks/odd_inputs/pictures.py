"""PNG, JPEG and TIFF files that are damaged, enormous, or of a kind that scanners rarely write."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageDraw, ImageFont

TEXT = "KẾ HOẠCH\nBáo cáo kết quả trước ngày 15/12/2025"
FACE = "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf"


def lettered(mode: str = "L", size: tuple[int, int] = (1240, 877)) -> Image.Image:
    """A picture with two lines of text."""
    picture = Image.new("L", size, 255)
    ImageDraw.Draw(picture).text((120, 120), TEXT, fill=0, font=ImageFont.truetype(FACE, 40))
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:  # noqa: ANN401 - Pillow's own
    """A picture as a file's bytes."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def odd_pictures() -> Iterator[tuple[str, bytes]]:
    """Names with suffixes, and contents."""
    for name, data in _pngs():
        yield f"{name}.png", data
    for name, data in _jpegs():
        yield f"{name}.jpg", data
    for name, data in _tiffs():
        yield f"{name}.tif", data


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, data: bytes, before: bytes = b"") -> bytes:
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + before + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _pngs() -> Iterator[tuple[str, bytes]]:
    sound = saved(lettered(), "PNG")
    yield "60000 x 60000", _png(60_000, 60_000, zlib.compress(bytes(60_000)))
    yield "a picture of no size", _png(0, 0, b"")
    yield "2 to the 31", _png(2**31 - 1, 2**31 - 1, b"")
    yield "6400 x 6400 of nothing", _png(6400, 6400, zlib.compress(bytes(6401 * 6400), 9))
    yield "1 x 1", saved(Image.new("L", (1, 1)), "PNG")
    yield "1 x 30000", saved(Image.new("L", (1, 30_000)), "PNG")
    yield "30000 x 1", saved(Image.new("L", (30_000, 1)), "PNG")
    yield "3 x 3", saved(Image.new("RGB", (3, 3)), "PNG")
    yield "all black", saved(Image.new("L", (2480, 3508), 0), "PNG")
    yield "all white", saved(Image.new("L", (2480, 3508), 255), "PNG")
    yield "nothing but noise", saved(Image.effect_noise((2480, 3508), 120), "PNG")
    yield "half a file", sound[: len(sound) // 2]
    yield "no data", sound[:60]
    yield "a wrong checksum", sound[:50] + b"\xff" + sound[51:]
    yield "things after the end", sound + b"x" * 100_000
    yield "16 bits", saved(lettered().convert("I;16"), "PNG")
    yield "gray with alpha", saved(lettered("LA"), "PNG")
    transparent = lettered("RGBA")
    transparent.putalpha(0)
    yield "all transparent", saved(transparent, "PNG")
    yield "a palette", saved(lettered("RGB").quantize(4), "PNG", transparency=1)
    yield "animated", saved(lettered(), "PNG", save_all=True, append_images=[lettered().rotate(180)] * 3)
    yield "one bit", saved(lettered("1"), "PNG")
    text = b"Comment\0\0" + zlib.compress(bytes(100_000_000), 9)
    yield "a comment of 100 megabytes", _png(9, 9, zlib.compress(bytes(90)), _chunk(b"zTXt", text))
    yield "a resolution of nothing", saved(lettered(), "PNG", dpi=(0, 0))
    yield "a resolution of a million", saved(lettered(), "PNG", dpi=(1_000_000, 1_000_000))


def _jpegs() -> Iterator[tuple[str, bytes]]:
    sound = saved(lettered("RGB"), "JPEG", dpi=(150, 150))
    for percent in (5, 30, 60, 95):
        yield f"{percent} percent of a file", sound[: len(sound) * percent // 100]
    yield "CMYK", saved(lettered("RGB").convert("CMYK"), "JPEG")
    yield "progressive", saved(lettered("RGB"), "JPEG", progressive=True)
    frame = sound.index(b"\xff\xc0") + 5
    yield "65535 x 65535", sound[:frame] + b"\xff\xff\xff\xff" + sound[frame + 4 :]
    yield "a frame of no size", sound[:frame] + b"\0\0\0\0" + sound[frame + 4 :]
    yield "only its first bytes", b"\xff\xd8\xff\xe0"
    yield "no tables", sound.replace(b"\xff\xc4", b"\xff\xfe")
    yield "junk in the middle", sound[: len(sound) // 2] + b"\xff\xd9\xff\xd8" * 500 + sound[len(sound) // 2 :]
    for orientation in (3, 5, 6):
        exif = Image.Exif()
        exif[274] = orientation
        yield f"held the {orientation}th way", saved(lettered("RGB"), "JPEG", exif=exif)
    yield "an exif of junk", saved(lettered("RGB"), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"x" * 200)


def _tiffs() -> Iterator[tuple[str, bytes]]:
    for mode in ("1", "CMYK", "F", "I;16", "P", "RGBA", "LAB"):
        picture = lettered("RGB").convert("P") if mode == "P" else _in_mode(mode)
        yield f"mode {mode.replace(';', ' ')}", saved(picture, "TIFF")
    for compression in ("group3", "group4", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"):
        mode = "1" if compression.startswith("group") else "L"
        yield f"packed by {compression}", saved(lettered(mode), "TIFF", compression=compression)
    yield (
        "2000 pages",
        saved(Image.new("1", (60, 80), 1), "TIFF", save_all=True, append_images=[Image.new("1", (60, 80), 1)] * 1999),
    )
    sound = saved(lettered(), "TIFF")
    yield "big", saved(lettered(), "TIFF", big_tiff=True)
    offset = struct.unpack("<I", sound[4:8])[0]
    entries = struct.unpack("<H", sound[offset : offset + 2])[0]
    following = offset + 2 + 12 * entries
    yield "pages in a circle", sound[:following] + struct.pack("<I", offset) + sound[following + 4 :]
    yield "a page beyond the end", sound[:4] + struct.pack("<I", 2**31) + sound[8:]
    yield "no pages", b"II*\0" + struct.pack("<I", 8) + bytes(6)
    yield "half a file", sound[: len(sound) // 2]
    fields = {256: 60_000, 257: 60_000, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: 60_000, 279: 100}
    yield "60000 x 60000", _tiff(fields)
    yield "five samples", _tiff(fields | {256: 100, 257: 100, 277: 5})
    yield "64 bits", _tiff(fields | {256: 100, 257: 100, 258: 64})
    yield "no strips", _tiff({256: 100, 257: 100, 258: 8, 259: 1, 262: 1, 277: 1})
    yield "packed by nobody", _tiff(fields | {256: 100, 257: 100, 259: 59_999})
    for orientation in (2, 6, 8):
        yield f"turned the {orientation}th way", saved(lettered(), "TIFF", tiffinfo={274: orientation})


def _in_mode(mode: str) -> Image.Image:
    if mode == "LAB":
        return Image.new("LAB", (600, 400))
    return lettered("RGB").convert(mode) if mode in ("CMYK", "RGBA") else lettered().convert(mode)


def _tiff(fields: dict[int, int]) -> bytes:
    directory = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in sorted(fields.items()))
    return b"II*\0" + struct.pack("<IH", 8, len(fields)) + directory + bytes(4) + bytes(1000)
