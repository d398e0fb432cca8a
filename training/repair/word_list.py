"""A word list, so that rare but real words are known to be words: laws speak of no "goòng" and no "ếch".

By default that of the package pyvi (MIT; 31,157 words), which is installed for training only.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from normalizers.unicode import is_vietnamese_syllable, modern_tone
from training.repair.corpus import open_lines

PACKAGE = "pyvi"
_INSIDE = Path("models", "words.txt")


class WordListMissingError(FileNotFoundError):
    """The package with the word list is not installed; the message says what to do."""


def packaged_word_list() -> Path:
    """The file of the word list; raises WordListMissingError. The package is found, not imported: it is large."""
    spec = find_spec(PACKAGE)
    for folder in spec.submodule_search_locations or () if spec else ():
        if (Path(folder) / _INSIDE).is_file():
            return Path(folder) / _INSIDE
    raise WordListMissingError(
        f"{PACKAGE} is not installed: pip install --no-deps {PACKAGE}, or name a list by --words"
    )


def listed_words(path: Path) -> list[str]:
    """The words of a list (UTF-8, a word a line) that are made of Vietnamese syllables, lower-case, each once."""
    words = (
        modern_tone(" ".join(line.replace("_", " ").replace("-", " ").lower().split())) for line in open_lines(path)
    )
    return list(dict.fromkeys(word for word in words if word and all(map(is_vietnamese_syllable, word.split()))))
