"""What tests share: the command line as users run it, and one extraction of a folder with good and bad inputs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from tests import written_pdf

# Time limits of single examples would fail on a loaded machine; what is slow shows in the whole run.
settings.register_profile("kehoach", deadline=None)
settings.load_profile("kehoach")

Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the files in tests/golden anew from what is read now."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew")


def run_kehoach(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    """`kehoach` in a process of its own, for at most two minutes."""
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    environment = os.environ | {"KEHOACH_LANG": "en"}
    settings: dict[str, object] = {"capture_output": True, "encoding": "utf-8", "timeout": 120, "env": environment}
    return subprocess.run(command, check=False, **(settings | options))  # type: ignore[call-overload, no-any-return]  # noqa: S603


@pytest.fixture(scope="session")
def kehoach() -> Run:
    return run_kehoach


@dataclass(frozen=True)
class MixedExtraction:
    """A folder of good and bad inputs, the dataset it became, and what the run said."""

    inbox: Path
    out: Path
    result: subprocess.CompletedProcess[str]


@pytest.fixture(scope="session")
def mixed_inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two plans, one of them twice, among files that can't be read."""
    inbox = tmp_path_factory.mktemp("inbox")
    plan = written_pdf.plan("Kế hoạch số một")
    (inbox / "plan.pdf").write_bytes(plan)
    (inbox / "plan, copied.pdf").write_bytes(plan)
    below = inbox / "thư mục con"
    below.mkdir()
    (below / "-x; 'a\nb\" .. .PDF").write_bytes(written_pdf.plan("Kế hoạch số hai"))
    (inbox / "encrypted.pdf").write_bytes(written_pdf.plan("Kế hoạch kín", password="secret"))  # noqa: S106
    (inbox / "truncated.pdf").write_bytes(plan[: len(plan) // 3])
    (inbox / "empty.pdf").write_bytes(b"")
    (inbox / "pageless.pdf").write_bytes(written_pdf.without_pages())
    (inbox / "letter.pdf").write_bytes("Kính gửi: Ủy ban nhân dân".encode())
    (inbox / "picture.pdf").write_bytes(written_pdf.png())
    (inbox / "dangling.pdf").symlink_to(inbox / "nowhere.pdf")
    (inbox / "outside.pdf").symlink_to("/etc/hostname")
    (inbox / "readme.md").write_text("not an input")
    (inbox / ".hidden.pdf").write_bytes(b"not an input")
    return inbox


@pytest.fixture(scope="session")
def mixed(mixed_inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> MixedExtraction:
    """`mixed_inbox`, extracted once for all tests; not to be changed by them."""
    out = tmp_path_factory.mktemp("dataset")
    return MixedExtraction(mixed_inbox, out, run_kehoach("extract", mixed_inbox, "--out", out, "--jobs", "2"))


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of the bundled samples, extracted once for all tests; not to be changed by them."""
    out = tmp_path_factory.mktemp("bundled")
    result = run_kehoach("extract", Path(__file__).parents[1] / "data" / "raw", "--out", out, timeout=600)
    assert result.returncode == 0, result.stderr
    return out
