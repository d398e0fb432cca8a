"""What is measured is what there is: modules that stages are told by, and memory that is the command's own."""

from __future__ import annotations

import sys

import pytest

from benchmarks.measured import measure
from benchmarks.stages import ROOT, STAGES


@pytest.mark.parametrize("module", [module for modules in STAGES.values() for module in modules])
def test_stages_are_told_by_modules_that_exist(module: str) -> None:
    assert (ROOT / module).is_dir() if module.endswith("/") else (ROOT / f"{module}.py").is_file()


def test_the_peak_is_that_of_the_command_and_not_of_who_measures() -> None:
    held = b"x" * 300_000_000
    assert measure([sys.executable, "-c", ""]).peak_mb < 100
    assert 100 < measure([sys.executable, "-c", "b'x' * 100_000_000"]).peak_mb < 250
    assert len(held)
