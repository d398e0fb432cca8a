"""The units that run kehoach every night are sound, as systemd itself sees it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import app

DEPLOY = Path(__file__).parents[2] / "deploy"
INSTALLED = "/opt/kehoach/.venv/bin/kehoach"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_units_are_verified(tmp_path: Path) -> None:
    for unit in DEPLOY.glob("kehoach-nightly.*"):
        (tmp_path / unit.name).write_text(unit.read_text().replace(INSTALLED, sys.executable))
    command = ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))]
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("name", ["kehoach-nightly.service", "crontab"])
def test_commands_are_those_of_the_program(name: str) -> None:
    (line,) = (line for line in (DEPLOY / name).read_text().splitlines() if INSTALLED in line)
    command, *options = line.partition(f"{INSTALLED} ")[2].split()
    (registered,) = (
        entry for entry in app.registered_commands if entry.callback and entry.callback.__name__ == command
    )
    assert registered.callback is not None
    known = registered.callback.__annotations__
    assert {option.removeprefix("--") for option in options if option.startswith("--")} <= known.keys()
