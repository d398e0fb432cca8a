"""Runs a command and tells what it cost: CPU seconds of it and all its children, peak memory of the largest of them.

A process of its own, since the peak that Linux keeps of a child begins with the size of the process that forked it.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds, seconds by the clock, and the peak resident memory of the largest process, in MB (1024 x 1024)."""

    cpu_s: float
    clock_s: float
    peak_mb: float


def measure(command: list[str]) -> Cost:
    """Runs `command` with one OpenMP thread; raises CalledProcessError where it fails."""
    launcher = [sys.executable, "-m", "benchmarks.measured", *command]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled once, not each time
    run = subprocess.run(launcher, check=True, stdout=subprocess.PIPE, env=environment)  # noqa: S603
    return Cost(**json.loads(run.stdout))


def main() -> int:
    """Print the cost as JSON; gives the command's exit code."""
    began = time.monotonic()
    code = subprocess.run(sys.argv[1:], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode  # noqa: S603
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost = {
        "cpu_s": used.ru_utime + used.ru_stime,
        "clock_s": time.monotonic() - began,
        "peak_mb": used.ru_maxrss / 1024,
    }
    sys.stdout.write(json.dumps(cost))
    return code


if __name__ == "__main__":
    raise SystemExit(main())
