"""Signals that ask the program to end are told where it is safe."""

from __future__ import annotations

import contextlib
import signal
import threading

import pytest

from pipeline.errors import Interrupted
from pipeline.interruption import ASKING, Interruption, noted_interruption


@pytest.mark.parametrize("number", ASKING)
def test_a_signal_is_told_where_one_asks_and_not_before(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    steps = []
    with pytest.raises(Interrupted), noted_interruption() as interruption:
        interruption.check()
        signal.raise_signal(number)
        steps.append("goes on")
        interruption.check()
        steps.append("not reached")
    assert steps == ["goes on"]
    assert signal.getsignal(number) is before


def test_a_signal_that_nobody_asked_for_is_told_at_the_end() -> None:
    steps = []
    with pytest.raises(Interrupted):
        with noted_interruption():
            signal.raise_signal(signal.SIGTERM)
            steps.append("done")
        steps.append("not reached")
    assert steps == ["done"]


def test_an_error_is_told_rather_than_the_interruption_beside_it() -> None:
    with pytest.raises(ZeroDivisionError), noted_interruption():
        signal.raise_signal(signal.SIGINT)
        raise ZeroDivisionError


def test_other_threads_note_nothing_and_go_on() -> None:
    asked = []

    def use() -> None:
        with noted_interruption() as interruption:
            asked.append(interruption.asked)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert asked == [False]


def test_a_signal_whose_error_was_lost_is_told_before_work_begins() -> None:
    before = {number: signal.getsignal(number) for number in ASKING}
    try:
        Interruption().listen()
        with contextlib.suppress(Interrupted):  # as Python does in callbacks of weak references
            signal.raise_signal(signal.SIGTERM)
        with pytest.raises(Interrupted), noted_interruption():
            pytest.fail("work began")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
