"""A batch survives whatever its pages do to the processes that read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline import workers
from pipeline.dataset.writing import PageFailure
from pipeline.errors import InputDamaged, InputEncrypted, InputUnforeseen, ReaderUnavailable
from pipeline.interruption import Interruption
from pipeline.options import PageOptions, RunOptions
from pipeline.supervisor import DocumentDone, DocumentFailed, Event, PageDone, Stages, Supervisor
from pipeline.tasks import SourceFile, Stamp
from pipeline.workers import LocalProcesses, Task, outcome
from tests.pipeline import faulty_stages

OPTIONS = RunOptions(jobs=2, page_timeout_s=1.5, worker_max_tasks=50)
STAGES = Stages(finish=faulty_stages.finish, read=faulty_stages.read, count=faulty_stages.count)  # type: ignore[arg-type]
STAMP = Stamp("0", "0", datetime(2025, 1, 1, tzinfo=UTC))


@pytest.fixture(scope="module")
def executor() -> Iterator[LocalProcesses]:
    with pytest.MonkeyPatch.context() as patch, LocalProcesses(OPTIONS) as processes:
        patch.setattr(workers, "CLOCK_PER_CPU", 1.0)
        yield processes


def run(executor: LocalProcesses, folder: Path, *names: str, stages: Stages = STAGES) -> list[Event]:
    sources = (SourceFile(folder / name, name, 1) for name in names)
    return list(Supervisor(executor, PageOptions(), OPTIONS, stages, STAMP).run(sources, Interruption()))


def test_every_fault_costs_one_page_and_no_other_document(executor: LocalProcesses, tmp_path: Path) -> None:
    names = [
        "4-none.pdf",
        "3-kill-2.pdf",
        "2-hang-1.pdf",
        "2-loop-2.pdf",
        "2-eat-2.pdf",
        "2-bulky-1.pdf",
        "2-large-1.pdf",
        "2-bug-1.pdf",
        "2-once-1.pdf",
    ]
    events = run(executor, tmp_path, *names)
    done = {event.source.path.name: event.value for event in events if isinstance(event, DocumentDone)}
    read = {name: pages for name, (pages, _) in done.items()}
    assert read == {
        "4-none.pdf": (1, 2, 3, 4),
        "3-kill-2.pdf": (1, 3),
        "2-hang-1.pdf": (2,),
        "2-loop-2.pdf": (1,),
        "2-eat-2.pdf": (1,),
        "2-bulky-1.pdf": (2,),
        "2-large-1.pdf": (2,),
        "2-bug-1.pdf": (2,),
        "2-once-1.pdf": (1, 2),  # died beside others, was read alone
    }
    failed = {name: failures[0] for name, (_, failures) in done.items() if failures}
    killed = failed.pop("3-kill-2.pdf")  # that it died is always noticed, of what sometimes
    assert (killed.page, killed.kind) == (2, "PageCrashed")
    assert killed.reason.startswith("the process reading it ")
    assert failed == {
        "2-hang-1.pdf": PageFailure(1, "PageTimeout", "it took longer than it may"),
        "2-loop-2.pdf": PageFailure(2, "PageTimeout", "it took longer than it may"),
        "2-eat-2.pdf": PageFailure(2, "PageError", "it needs more memory than a worker may have"),
        "2-bulky-1.pdf": PageFailure(1, "PageError", "it needs more memory than a worker may have"),
        "2-large-1.pdf": PageFailure(1, "PageTooLarge", "the page measures 14400 x 14400 points"),
        "2-bug-1.pdf": PageFailure(
            1, "PageError", "unexpected ZeroDivisionError at faulty_stages.py:63: float division by zero"
        ),
    }
    pages = [(event.source.path.name, event.page) for event in events if isinstance(event, PageDone)]
    assert sorted(pages) == sorted((name, page) for name in names for page in range(1, int(name[0]) + 1))


def test_a_document_of_endless_pages_is_given_up(executor: LocalProcesses, tmp_path: Path) -> None:
    stages = Stages(finish=faulty_stages.finish, read=faulty_stages.read_endlessly, count=faulty_stages.count)  # type: ignore[arg-type]
    events = run(executor, tmp_path, "90-endless.pdf", "5-none.pdf", stages=stages)
    (error,) = (event.error for event in events if isinstance(event, DocumentFailed))
    failures = [event.failure for event in events if isinstance(event, PageDone) and event.n_pages == 90]
    assert sorted(failure.page for failure in failures if failure) == list(range(1, 91))
    assert {failure.kind for failure in failures if failure} == {"PageTimeout"}
    tried = [failure.page for failure in failures if failure and not failure.reason.startswith("not tried")]
    assert 3 <= len(tried) <= 7  # those in flight are waited for
    assert "none of its pages could be read; page 1: it took longer than it may" in str(error)
    assert [event.value for event in events if isinstance(event, DocumentDone)] == [((1, 2, 3, 4, 5), ())]


def test_documents_that_cannot_be_opened_or_finished_fail_with_their_reason(
    executor: LocalProcesses, tmp_path: Path
) -> None:
    events = run(
        executor, tmp_path, "1-encrypted.pdf", "1-deadly.pdf", "1-kill-1.pdf", "1-unfinished.pdf", "1-none.pdf"
    )
    failed = {event.source.path.name: event.error for event in events if isinstance(event, DocumentFailed)}
    assert {name: type(error) for name, error in failed.items()} == {
        "1-encrypted.pdf": InputEncrypted,
        "1-deadly.pdf": InputDamaged,
        "1-kill-1.pdf": InputDamaged,
        "1-unfinished.pdf": InputUnforeseen,
    }
    assert all(name in str(error) for name, error in failed.items())
    assert [event.source.path.name for event in events if isinstance(event, DocumentDone)] == ["1-none.pdf"]


def test_without_a_reader_nothing_goes_on(executor: LocalProcesses, tmp_path: Path) -> None:
    with pytest.raises(ReaderUnavailable, match=r"vie\.traineddata"):
        run(executor, tmp_path, "1-noreader-1.pdf", "1-none.pdf")


def test_workers_have_one_thread_each(executor: LocalProcesses) -> None:
    task = Task(faulty_stages.environment, ("OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"), 5)
    future = executor.submit(task)
    future.result(timeout=10)
    assert outcome(future) == ("1", "1")


def test_workers_are_replaced_before_their_leaks_matter(tmp_path: Path) -> None:
    options = RunOptions(jobs=1, worker_max_tasks=4)
    stages = Stages(finish=faulty_stages.process_of, read=faulty_stages.read, count=faulty_stages.count)  # type: ignore[arg-type]
    with LocalProcesses(options) as processes:
        supervisor = Supervisor(processes, PageOptions(), options, stages, STAMP)
        (done,) = (
            event
            for event in supervisor.run(iter([SourceFile(tmp_path / "9-none.pdf", "", 1)]), Interruption())
            if isinstance(event, DocumentDone)
        )
    assert len(set(done.value)) == 3
