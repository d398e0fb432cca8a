import io
import os
import pty
import random
import string
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.repair import Repairer
from pipeline.repair_filter import Arriving, LineForm, Piece, read_pieces, repair_stream, written
from tests.conftest import Run

GARBLED = ["Uy ban nhan dan tinh ban hanh ké hoach", "cai cach hanh chinh n&m 2025"]
MISREAD = "Tiếp tục đối mới tố chức bộ máy hành chính\n\n  cải cách  hànhchính nhà nước\n"


@pytest.fixture(scope="module")
def repairer() -> Repairer:
    return Repairer.load()


def arriving(text: str) -> Arriving:
    return Arriving(io.BufferedReader(io.BytesIO(text.encode("utf-8", "replace"))))


def test_lines_come_out_one_for_one_and_as_they_come(repairer: Repairer) -> None:
    asked: list[str] = []

    def lines() -> Iterator[Piece]:
        for line in [*GARBLED, "", "Kế hoạch cải cách hành chính"]:
            asked.append(line)
            yield Piece(line)

    stream = written(repair_stream(lines(), repairer), LineForm())
    assert next(stream) == "Ủy ban nhân dân tỉnh ban hành kế hoạch\n"
    assert len(asked) == 1
    assert list(stream) == ["cải cách hành chính năm 2025\n", "\n", "Kế hoạch cải cách hành chính\n"]


def test_confidence_is_a_second_column(kehoach: Run) -> None:
    result = kehoach("repair", "--confidence", input="Kế hoạch năm 2025\n\ndcrn vi trr,rc thuQc\n")
    assert result.returncode == 0, result.stderr
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert [len(line) for line in lines] == [2, 2, 2]
    sure, empty, unsure = (float(line[1]) for line in lines)
    assert lines[0][0] == "Kế hoạch năm 2025"
    assert empty == 1.0
    assert 0 <= unsure < sure <= 1


def test_changes_are_shown_in_brackets_where_there_is_no_terminal(kehoach: Run) -> None:
    result = kehoach("repair", "--diff", input=MISREAD)
    assert result.stdout == (
        "Tiếp tục [-đối-]{+đổi+} mới [-tố-]{+tổ+} chức bộ máy hành chính\n\n"
        "  cải cách  [-hànhchính-]{+hành chính+} nhà nước\n"
    )


def test_changes_are_coloured_on_a_terminal() -> None:
    try:
        ours, theirs = pty.openpty()
    except OSError as error:
        pytest.skip(f"this system has no pseudo-terminals to give: {error}")
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    command = [sys.executable, "-m", "pipeline", "repair", "--diff"]
    subprocess.run(  # noqa: S603
        command, input=MISREAD.encode(), stdout=theirs, check=True, timeout=60, env=environment
    )
    os.close(theirs)
    assert "\x1b[31mđối\x1b[0m\x1b[32mđổi\x1b[0m mới" in os.read(ours, 10_000).decode()
    os.close(ours)


def test_a_line_comes_out_before_the_next_one_goes_in() -> None:
    command = [sys.executable, "-m", "pipeline", "repair"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write((GARBLED[0] + "\n").encode())
        process.stdin.flush()
        assert process.stdout.readline().decode() == "Ủy ban nhân dân tỉnh ban hành kế hoạch\n"
        process.stdin.close()
        assert process.wait(30) == 0


def test_lines_that_came_together_come_out_as_those_that_came_one_by_one(repairer: Repairer) -> None:
    lines = [*GARBLED, "", "d) ke hoach", "Kế hoạch cải cách hành chính", *MISREAD.splitlines()] * 3
    one_by_one = "".join(written(repair_stream(map(Piece, lines), repairer), LineForm()))
    together = "".join(written(repair_stream(read_pieces(arriving("\n".join(lines) + "\n")), repairer), LineForm()))
    assert together == one_by_one


@settings(deadline=None, max_examples=40)
@given(st.text(st.sampled_from("ab \t\nđ"), max_size=60), st.sampled_from([1, 700, 40_000]))
def test_pieces_are_the_stream_again(text: str, times: int) -> None:
    source = text * times if len(text) * times < 400_000 else text
    pieces = list(read_pieces(arriving(source)))
    again = "".join(piece.text + ("\n" if piece.ends_line else "") for piece in pieces)
    assert again == source or again == source + "\n"
    assert max((len(piece.text) for piece in pieces), default=0) <= 60_000


def test_a_long_line_is_repaired_like_a_short_one(repairer: Repairer) -> None:
    line = "nang cao chat luong phuc vu nguoi dan " * 3_000
    out = "".join(written(repair_stream(read_pieces(arriving(line)), repairer), LineForm()))
    assert out == "nâng cao chất lượng phục vụ người dân " * 3_000 + "\n"


def hostile(kind: str, size: int) -> str:
    random_words = random.Random(7)  # noqa: S311 (no secret)
    alphabet = {
        "letters": string.ascii_letters,
        "signs": string.printable.replace("\n", ""),
        "accented": "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệ",
        "kanji": "漢字計画書",
        "control": "\x00\x01\x07\x1b a",
        "surrogates": "\ud800\udfffđ ",
        "digits": "0123456789",
        "dots": ". ",
    }[kind]
    words: list[str] = []
    while size > 0:
        words.append("".join(random_words.choices(alphabet, k=random_words.randint(1, 9))))
        size -= len(words[-1]) + 1
    return " ".join(words)


KINDS = ["letters", "signs", "accented", "kanji", "control", "surrogates", "digits", "dots"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_vietnamese_comes_back(repairer: Repairer, kind: str) -> None:
    text = hostile(kind, 60_000)
    out = "".join(written(repair_stream([Piece(text)], repairer), LineForm()))
    assert out == text + "\n"


def _calls(repairer: Repairer, text: str) -> int:
    """Function calls made to repair the text: what it costs, told without a clock."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        del frame, argument
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        for _ in repair_stream(read_pieces(arriving(text)), repairer):
            pass
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("kind", KINDS)
def test_work_grows_with_the_text_and_stays_small(repairer: Repairer, kind: str) -> None:
    short, long = (_calls(repairer, hostile(kind, size)) for size in (60_000, 240_000))
    assert long < 5 * short + 1_000
    assert long < 240_000


def test_lines_of_no_vietnamese_are_left_alone_once_that_is_sure(repairer: Repairer) -> None:
    words = hostile("letters", 60_000).split()
    text = "\n".join(" ".join(words[i : i + 12]) for i in range(0, len(words), 12))
    out = "".join(written(repair_stream(read_pieces(arriving(text)), repairer), LineForm()))
    assert out.splitlines()[40:] == text.splitlines()[40:]
