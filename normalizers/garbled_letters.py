"""Letters behind the signs that readers without Vietnamese see in them: "GI4M D6C" reads "giam doc".

For comparing what was read with words that are expected; what the letters were, the context tells.
"""

from __future__ import annotations

import re

from normalizers.folding import fold_marks

# Runs of signs that stand for one letter, those that hold others first.
_RUNS = tuple(
    (run, letter)
    for letter, runs in (("a", "<;l ;l i;t <1"), ("o", "(>"), ("u", "l'.1 1,1 ~r \\r"))
    for run in runs.split()
)
_LONE_Q = re.compile("Q(?![Uu])")
_SEEN_FOR = {"a": "4", "o": "605", "i": "1!|", "e": "€¢&", "d": "@", "s": "$"}
_LETTERS = {ord(sign): letter for letter, signs in _SEEN_FOR.items() for sign in signs}
_NO_LETTERS = {ord(sign): None for sign in "~()'’‘`·<>,.;:^\"*"}


def plainly(text: str) -> str:
    """`text` folded, signs that stand for letters as these, other signs left out; words stay parted by one space."""
    letters = fold_marks(_LONE_Q.sub("o", with_letters(text))).translate(_LETTERS)
    return " ".join(letters.translate(_NO_LETTERS).split())


def with_letters(text: str) -> str:
    """`text` with runs of signs that stand for one letter with marks as that letter, without its marks."""
    for run, letter in _RUNS:
        text = text.replace(run, letter)
    return text
