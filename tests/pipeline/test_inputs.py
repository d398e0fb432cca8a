"""Which files a run takes on, whatever their names, links and kinds."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from pipeline.dataset.writing import ExtractedDocument
from pipeline.document import finish_document
from pipeline.errors import InputChanged, InputNotRecognised, InputUnreadable, NoInputFound
from pipeline.inputs import Fingerprint, check_name, find_inputs, sha256_of
from pipeline.messages import describe, printable
from pipeline.options import PageOptions
from pipeline.pages import read_page
from pipeline.tasks import SourceFile, Stamp
from pipeline.wording import ENGLISH
from tests import written_pdf
from tests.pipeline.dataset.plan_content import PROVENANCE, extracted

HOSTILE = [
    'it\'s "quoted".pdf',
    "line\nbreak.pdf",
    "--force.pdf",
    "up..and..away.pdf",
    "$(reboot).pdf",
    "\x1b[31mred.pdf",
    unicodedata.normalize("NFD", "kế hoạch ứng phó " * 20).encode()[:251].decode(errors="ignore") + ".pdf",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_only_names(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert find_inputs((tmp_path,)).files == (tmp_path / name,)
    assert printable(tmp_path / name).isprintable()


def test_names_that_are_no_text_are_read_and_told(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/k\xff\xfe.pdf"
    Path(os.fsdecode(path)).write_bytes(b"x")
    (found,) = find_inputs((tmp_path,)).files
    assert sha256_of(found) == sha256_of(Path(os.fsdecode(path)))
    assert printable(found).endswith("k\\xff\\xfe.pdf")


def test_kinds_are_told_by_suffix_and_hidden_files_passed_over(tmp_path: Path) -> None:
    for name in ("a.PDF", "b.tiff", "c.jpeg", "d.png", "e.txt", "f.docx", ".g.pdf", "h"):
        (tmp_path / name).touch()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "i.pdf").touch()
    assert [path.name for path in find_inputs((tmp_path,)).files] == ["a.PDF", "b.tiff", "c.jpeg", "d.png", "e.txt"]


def test_links_are_followed_inside_the_folder_only(tmp_path: Path) -> None:
    inbox, other = tmp_path / "inbox", tmp_path / "other"
    inbox.mkdir()
    other.mkdir()
    (other / "secret.pdf").touch()
    (inbox / "plan.pdf").touch()
    (inbox / "inside.pdf").symlink_to("plan.pdf")
    (inbox / "outside.pdf").symlink_to(other / "secret.pdf")
    (inbox / "folder").symlink_to(other)
    (inbox / "itself.pdf").symlink_to("itself.pdf")
    found = find_inputs((inbox,))
    assert [path.name for path in found.files] == ["inside.pdf", "plan.pdf"]
    assert sorted(Path(failure.subject).name for failure in found.failures) == ["folder", "itself.pdf", "outside.pdf"]


def test_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (found,) = find_inputs((tmp_path,)).files
    with pytest.raises(InputUnreadable, match="not a regular file"):
        Fingerprint.of(found)


def test_nothing_to_read_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(NoInputFound):
        find_inputs((tmp_path,))
    with pytest.raises(NoInputFound):
        find_inputs((tmp_path / "none.pdf",))


def test_an_input_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    assert len(find_inputs((tmp_path, tmp_path / "a.pdf")).files) == 1


def test_contents_that_their_names_belie_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(written_pdf.png())
    (tmp_path / "b.png").write_bytes(written_pdf.plan("Kế hoạch", pages=1))
    for name in ("a.pdf", "b.png"):
        with pytest.raises(InputNotRecognised, match=name):
            check_name(tmp_path / name)


def test_a_file_still_being_copied_gives_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(written_pdf.plan("Kế hoạch", pages=1))
    source = SourceFile(path, sha256_of(path), path.stat().st_size)
    pages = [read_page(source, 1, PageOptions())]
    with path.open("ab") as file:
        file.write(b"more of it")
    stamp = Stamp(PROVENANCE.pipeline_version, PROVENANCE.options_digest, PROVENANCE.extracted_at)
    with pytest.raises(InputChanged, match=r"plan\.pdf"):
        finish_document(source, pages, (), stamp)


def test_records_survive_their_journey() -> None:
    document = extracted()
    assert ExtractedDocument.from_json(document.to_json()) == document
    assert describe(document, ENGLISH) == "2 pages, 1 task, 1 indicator, 1 risk"
