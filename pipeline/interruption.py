"""Being asked to end, by Ctrl-C or SIGTERM, is told where nothing is held.

A signal handler runs between any two steps of the main thread: also when a lock was taken and nothing sees yet to its
being given back, or inside a callback whose errors Python drops. An error raised there is lost, or leaves the lock
taken, and who asks for it next waits for ever; processes that are to be ended are such a case. While they work a signal
is therefore only noted, and whoever hands out work asks.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.errors import Interrupted

ASKING = (signal.SIGINT, signal.SIGTERM)


@dataclass(slots=True)
class Interruption:
    """Whether somebody asked the program to end; the handler of the signals that do so."""

    asked: bool = False
    held: bool = False
    """A signal is noted only."""

    def __call__(self, number: int, frame: object) -> None:
        """Handles a signal."""
        del number, frame
        self.asked = True
        if not self.held:
            raise Interrupted

    def check(self) -> None:
        """Raises Interrupted where somebody asked."""
        if self.asked:
            raise Interrupted

    def listen(self) -> None:
        """Handles the signals from now on. For the main thread."""
        for number in ASKING:
            signal.signal(number, self)


@contextmanager
def noted_interruption() -> Iterator[Interruption]:
    """Inside, a signal that asks the program to end is noted; at the end, Interrupted is raised if one came.

    Raises Interrupted at once where one came before and its error was lost: the program's handler knows. Outside the
    main thread, where Python handles no signals, nothing is noted.
    """
    if threading.current_thread() is not threading.main_thread():
        yield Interruption()
        return
    before = {number: signal.getsignal(number) for number in ASKING}
    known = before[signal.SIGINT]
    interruption = known if isinstance(known, Interruption) else Interruption()
    interruption.check()
    interruption.held = True
    interruption.listen()
    try:
        yield interruption
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        interruption.held = False
    interruption.check()
