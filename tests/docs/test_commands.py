"""Every command that the documentation names is one: the command line parses it, make knows it, the module is there."""

from __future__ import annotations

import functools
import importlib.util
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from pytest import MonkeyPatch
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.guidance import COMMANDS, EXAMPLES, OPTIONS, PROGRAM
from tests.conftest import Run

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "deploy/*.md", "samples/*.md", "benchmarks/*.md", "training/**/*.md")
    for path in ROOT.glob(pattern)
    if path.name != "CHANGELOG.md"
)
_CODE = re.compile(r"```(?:sh|console)\n(.*?)```|`([^`\n]+)`", re.DOTALL)
_PROGRAM = re.compile(r"(?:\$ )?(?:\.venv/bin/|\$\(BIN\)/)?(kehoach|make|python3? -m) (?=\S)(.*)")
_SHELL = re.compile(r"\s+#.*| [|&;<>].*")
_WORDS_FOR = {"N": "2", "FILE": "file", "INPUT...": "input", "DOC_ID...": "0123456789abcdef", "...": "input"}
_NEED_OUT = {"extract", "status", "review", "export", "nightly", "correct", "compact", "forget"}
_NO_COMMAND = re.compile(r"COMMAND|LỆNH")


def commands(program: str) -> list[tuple[str, str]]:
    """(page, arguments) of every command of `program` in fenced blocks and code spans."""
    found = []
    for page in PAGES:
        for block, span in _CODE.findall(page.read_text("utf-8")):
            for line in (block or span).replace("\\\n", " ").splitlines():
                match = _PROGRAM.match(line.strip())
                if match and match[1].replace("python3", "python") == program:
                    found.append((str(page.relative_to(ROOT)), _SHELL.sub("", match[2]).strip()))
    return list(dict.fromkeys(found))


def idle(callback: Callable[..., object] | None) -> Callable[..., None]:
    """Something with the arguments of `callback` that does nothing."""
    assert callback is not None

    @functools.wraps(callback)
    def nothing(**arguments: object) -> None:
        del arguments

    return nothing


def parse(arguments: list[str]) -> tuple[int, str]:
    """Exit code and output of a command line like ours whose commands do nothing."""
    ours = typer.Typer(rich_markup_mode=None)
    assert app.registered_callback is not None
    ours.callback()(idle(app.registered_callback.callback))
    for command in app.registered_commands:
        ours.command(command.name)(idle(command.callback))
    result = CliRunner().invoke(ours, arguments)
    return result.exit_code, result.output


@pytest.mark.parametrize(("page", "line"), commands("kehoach"))
def test_the_command_line_reads_it(page: str, line: str, tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("input", "file", "FILE", "inbox", "DIR"):
        (tmp_path / name).mkdir() if name.isupper() or name == "inbox" else (tmp_path / name).touch()
    words = [_WORDS_FOR.get(word.strip("[]"), word.strip("[]")) for word in shlex.split(line)]
    words = ["file" if word.startswith("~") else word for word in words]
    if _NO_COMMAND.match(words[0]) or words[-1] in {"--help", "--install-completion"}:
        words = ["--help"]
    if "--out" not in words and "--help" not in words and words[0] in _NEED_OUT:
        words += ["--out", "dataset"]  # a mention of the command, not a line to type
    if words[0] == "nightly" and "--inbox" not in words:
        words += ["--inbox", "inbox"]
    code, output = parse(words)
    assert code == 0, f"{page}: kehoach {line}: {output}"


@pytest.mark.parametrize(("page", "line"), commands("make"))
def test_make_knows_the_target(page: str, line: str) -> None:
    targets = [word for word in shlex.split(line) if "=" not in word]
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in targets:
        assert re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE), f"{page}: make {line}"
    command = ["make", "--dry-run", *shlex.split(line)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert result.returncode == 0, f"{page}: make {line}: {result.stderr}"


@pytest.mark.parametrize(("page", "line"), commands("python -m"))
def test_the_module_is_there(page: str, line: str) -> None:
    name = line.split(maxsplit=1)[0]
    module = importlib.util.find_spec(name)
    assert module is not None, f"{page}: python -m {line}"
    if module.submodule_search_locations is not None:
        assert importlib.util.find_spec(f"{name}.__main__") is not None


@pytest.mark.parametrize("line", sorted({line for lines in EXAMPLES.values() for line, _ in lines}))
def test_the_examples_of_the_help_are_read_too(line: str, tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inbox").mkdir()
    for name in ("plan.pdf", "dump.txt", "corrections.csv"):
        (tmp_path / name).touch()
    code, output = parse(shlex.split(_SHELL.sub("", line))[1:])
    assert code == 0, f"{line}: {output}"


def test_every_command_has_help_and_examples_in_both_languages() -> None:
    names = {str(info.name) for info in app.registered_commands}
    assert COMMANDS.keys() == names
    assert EXAMPLES.keys() == names | {""}
    for text in (PROGRAM, *COMMANDS.values(), *OPTIONS.values()):
        assert text.en
        assert text.vi
        assert text.en != text.vi


def test_help_comes_in_the_language_asked_for(kehoach: Run) -> None:
    assert "Thư mục của bộ dữ liệu" in kehoach("--lang", "vi", "status", "--help").stdout
    assert "Folder of the dataset" in kehoach("--lang=en", "status", "--help").stdout


def test_there_is_something_to_test() -> None:
    assert {page for page, _ in commands("kehoach")} >= {"README.md", "README.vi.md", "docs/operations.md"}
    assert len(commands("make")) > 8
    assert commands("python -m")


def test_an_unknown_option_is_noticed() -> None:
    assert parse(["status", "--uot", "DIR"])[0] == 2
    assert parse(["statsu", "--out", "DIR"])[0] == 2
