"""The bytes of a text file become text: which encoding they are in is told from the bytes themselves."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from normalizers.legacy_encodings import LegacyEncoding, decode, detect, with_whole_capitals
from normalizers.unicode import nfc, vietnamese_syllable_share

# A file with more zero bytes than this share is UTF-16 without its mark: every Latin letter has one there.
ZERO_BYTE_SHARE = 0.2

# In UTF-8 that lost some bytes, letters beyond ASCII for each that can't be read; of other encodings nearly none can.
FEWEST_SOUND = 10
# Letters for each control character, at least.
MOST_CONTROLS = 100
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
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

    A byte order mark decides; else many zero bytes tell UTF-16; else what is (nearly) valid UTF-8 is; else one byte
    is one letter, of the encoding from before Unicode that makes Vietnamese syllables of them, or of Windows (1258 or
    1252). Text of such an encoding that was taken for Western letters and saved in Unicode is told in the same way.
    Control characters are dropped.

    Raises:
        NotTextError: the bytes hold so many control characters as no text has.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _unmarked(data)
    if encoding.startswith("utf-16") and len(data) % 2:  # cut off in the middle of a letter
        data = data[:-1]
    text = data.decode(encoding, errors="replace")
    legacy = detect(text)
    if legacy is not None:
        text = decode(text, legacy)
        text = with_whole_capitals(text) if legacy is LegacyEncoding.TCVN3 else text
    elif encoding == "latin-1":
        encoding, text = _of_windows(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = _CONTROL.sub("", text)
    if (len(text) - len(kept)) * MOST_CONTROLS > len(text):
        raise NotTextError("holds control characters, as programs and pictures do")
    return DecodedText(nfc(kept), encoding if legacy is None else legacy.value)


def _of_windows(data: bytes) -> tuple[str, str]:
    """The Windows encoding that makes more Vietnamese syllables, the Western one if none does, and the text in it."""
    texts = {name: nfc(data.decode(name, errors="replace")) for name in ("cp1252", "cp1258")}
    best = max(texts, key=lambda name: vietnamese_syllable_share(texts[name]))
    return best, texts[best]


def _unmarked(data: bytes) -> str:
    zeros = data.count(0)
    if zeros > ZERO_BYTE_SHARE * len(data):
        return "utf-16-le" if data[1::2].count(0) >= data[0::2].count(0) else "utf-16-be"
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    beyond_ascii = broken and sum(not letter.isascii() for letter in text)
    return "utf-8" if broken * FEWEST_SOUND <= beyond_ascii else "latin-1"
