"""The program speaks Vietnamese where it is asked to, of everything that can go wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import KehoachError, PageError
from pipeline.wording import ENGLISH, LANGUAGE_VARIABLE, VIETNAMESE, wording
from tests.conftest import Run
from tests.pipeline.test_errors import classes

GENERAL = {"KehoachError", "InputError"}  # never told as such


def test_every_error_that_is_told_has_vietnamese_words() -> None:
    told = {error.__name__ for error in classes() if not issubclass(error, PageError)}
    assert VIETNAMESE.errors.keys() == told - GENERAL


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ENGLISH),
        ({"LANG": "vi_VN.UTF-8"}, VIETNAMESE),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C"}, ENGLISH),
        ({"LANG": "de_DE.UTF-8"}, ENGLISH),
        ({"LC_ALL": "C", LANGUAGE_VARIABLE: "vi"}, VIETNAMESE),
    ],
)
def test_the_environment_says_which_language(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: object
) -> None:
    for variable in (LANGUAGE_VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    assert wording() is expected


def test_errors_are_told_in_vietnamese(kehoach: Run, tmp_path: Path) -> None:
    result = kehoach("--lang", "vi", "extract", tmp_path, "--out", tmp_path / "out")
    assert result.returncode == 2
    assert "không tìm thấy gì để đọc" in result.stderr


def test_remedies_stand_in_both_languages() -> None:
    error = KehoachError("the cause", "plan.pdf")
    assert VIETNAMESE.problem(error) == ENGLISH.problem(error) == f"the cause. {error.remedy}"
