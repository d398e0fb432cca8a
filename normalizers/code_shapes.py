"""Codes of documents ("KH-UBND") as readers misread them: which letters look like which signs.

Decides whether what was read can be a given code, and which digits stand behind letters that look like them. What the
code should be, and whether digits may be told from letters at all, the caller decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from normalizers.folding import fold_marks

# Of each capital, what it is read as, as a regular expression: one letter that looks like it, or two strokes.
_STROKE = "[Il1|!]"
_LOOKALIKES = {
    "A": "[Aa4]",
    "B": f"[B8ßE]|{_STROKE}3",
    "C": "[CcG(]",
    "D": rf"[DdĐÐ0OB]|{_STROKE}\)",
    "Đ": rf"Pb|[DdĐÐ0OBEP]|{_STROKE}\)",
    "E": "[EeF]",
    "G": "[Gg6C]",
    "H": rf"[HhN]|(?:{_STROKE}|t)\s?[-–]?\s?(?:{_STROKE}|[tif])|[{{}}]{_STROKE}",
    "I": _STROKE,
    "K": f"[KkXR]|{_STROKE}[<(]",
    "L": "[LlI1|]",
    "M": "[M]|IVI|rn",
    "N": rf"[NnHM]|II|ll|{_STROKE}\\{_STROKE}",
    "O": "[OoQ0]",
    "P": "[PpFR]",
    "Q": r"[QqO0]\.?",
    "S": "[Ss5$8]",
    "T": "[Tt1I]",
    "U": "[UuV]|[Ll]['’Il]|[IltL]J|II|ij",
    "V": r"[VvY]|\\/",
    "X": "[XxK]",
    "Y": "[YyV]",
}
_DIGITS = str.maketrans(
    {"l": "1", "I": "1", "i": "1", "|": "1", "!": "1", "]": "1", "[": "1"}
    | {
        letter: digit
        for digit, letters in {"0": "OoQD", "2": "Zz", "5": "Ss$", "6": "Gb", "8": "B", "9": "gq"}.items()
        for letter in letters
    }
)
# Codes so long may have one letter that looks like nothing known.
_LONG_CODE = 4


def digits_of(read: str) -> str | None:
    """The digits that `read` stands for, letters and strokes taken for what they look like; None where one is neither.

    "" for "". Spaces and points between digits are left out.
    """
    bare = "".join(character for character in read if not character.isspace() and character not in ".,;:'’`_-")
    told = bare.translate(_DIGITS)
    return told if not told or told.isdecimal() else None


def letters_of(code: str) -> str:
    """A regular expression (module `regex`) for what `code`, in capitals, may have been read as."""
    return r"\s?".join(f"(?:{_LOOKALIKES.get(letter.upper(), regex.escape(letter))})" for letter in code)


def code_by_shape(read: str, known: Iterable[str], *, errors: int = 0) -> str:
    """The first of the `known` codes that `read` looks like, the same letters first; "" where there is none.

    Of codes of four letters or more, `errors` letters may look like nothing known.
    """
    codes = list(dict.fromkeys(known))
    folded = fold_marks(read)
    same = next((code for code in codes if fold_marks(code) == folded), "")
    return same or next((code for code in codes if _shape(code, errors).fullmatch(read)), "")


@cache
def _shape(code: str, errors: int) -> regex.Pattern[str]:
    allowed = f"{{e<={errors}}}" if errors and len(code) >= _LONG_CODE else ""
    return regex.compile(f"(?:{letters_of(code)}){allowed}")
