from pathlib import Path

import pytest

from training.repair import word_list
from training.repair.word_list import WordListMissingError, listed_words, packaged_word_list


def test_words_of_vietnamese_syllables_are_taken_once(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("A\nếch\nẾch\nbăng_chuyền\nhoà bình\nvideo\n\n", "utf-8")
    assert listed_words(path) == ["a", "ếch", "băng chuyền", "hòa bình"]


def test_without_the_package_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_list, "PACKAGE", "no_such_package_is_installed")
    with pytest.raises(WordListMissingError, match="pip install"):
        packaged_word_list()
