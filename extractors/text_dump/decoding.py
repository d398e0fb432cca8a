"""The bytes of a text file become text: which encoding they are in is told from the bytes themselves."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from normalizers.legacy_encodings import decode, detect
from normalizers.unicode import nfc

# A file with more zero bytes than this share is UTF-16 without its mark: every Latin letter has one there.
ZERO_BYTE_SHARE = 0.2

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text in Unicode form C with line feeds only, and the name of the encoding that its bytes were in."""

    text: str
    encoding: str


class NotTextError(ValueError):
    """The bytes are no text in any encoding known here."""


def decode_bytes(data: bytes) -> DecodedText:
    """Decode the whole of a text file.

    A byte order mark decides; else valid UTF-8 is UTF-8; else many zero bytes tell UTF-16; else one byte is one letter
    (windows-1252, which is also how TCVN3, VNI and VISCII bytes are carried on until their content betrays them).

    Raises:
        NotTextError: the bytes hold control characters that no text has.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _unmarked(data)
    try:
        text = data.decode(encoding, errors="replace" if encoding == "cp1252" else "strict")
    except UnicodeDecodeError as error:
        raise NotTextError(f"is said to be {encoding} by its first bytes, but byte {error.start} is not") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    controls = sum(ord(letter) < 32 and letter not in "\n\t\f\v" for letter in text)
    if controls * 100 > len(text):
        raise NotTextError("holds control characters, as programs and pictures do")
    legacy = detect(text)
    if legacy is not None:
        return DecodedText(decode(text, legacy), legacy.value)
    return DecodedText(nfc(text), encoding)


def _unmarked(data: bytes) -> str:
    zeros = data.count(0)
    if zeros > ZERO_BYTE_SHARE * len(data):
        return "utf-16-le" if data[1::2].count(0) >= data[0::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
