"""The tree of errors: drawn as it is, each with an exit code and a remedy, whole after a journey between processes."""

from __future__ import annotations

import pickle

import pytest

from pipeline import errors
from pipeline.errors import ExitCode, KehoachError


def classes(root: type[KehoachError] = KehoachError) -> list[type[KehoachError]]:
    return [root, *(found for child in root.__subclasses__() for found in classes(child))]


def test_the_tree_is_drawn_in_the_docstring() -> None:
    drawn: dict[str, tuple[int, int]] = {}
    for line in (errors.__doc__ or "").splitlines():
        name, *rest = line.replace("|", " ").replace("+--", "   ").split() or [""]
        if rest and rest[0].isdigit():
            drawn[name] = (line.index(name) // 4 - 1, int(rest[0]))
    assert drawn == {error.__name__: (len(error.__mro__) - 4, int(error.exit_code)) for error in classes()}


@pytest.mark.parametrize("error", classes())
def test_every_error_says_what_happened_where_and_what_to_do(error: type[KehoachError]) -> None:
    told = pickle.loads(pickle.dumps(error("the cause", "plan.pdf")))  # noqa: S301
    assert type(told) is error
    assert str(told) == f"plan.pdf: the cause. {error.remedy}"
    assert error.remedy.endswith(".")
    assert error.__doc__


def test_exit_codes_are_those_of_the_contract() -> None:
    assert {code.name: code.value for code in ExitCode} == {
        "DONE": 0,
        "FAILED": 1,
        "USAGE": 2,
        "SOME_INPUTS_FAILED": 3,
        "LOCKED": 4,
        "INTERRUPTED": 130,
    }
