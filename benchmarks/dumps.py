"""How right: rows of composed plans that are dumped as text, against what the plans say.

`python -m benchmarks.dumps` composes plans (seeds that nothing was tuned on), dumps each in every order and with every
loss of letters asked for, runs the whole extraction, and prints what benchmarks.rows prints, a line an order and loss.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.reading import FIRST_SEED
from benchmarks.rows import KEYS, Score, read_rows, score
from samples.compose import compose
from samples.dumping import Dumping, Loss, Order, dump
from samples.truth import write_truth
from samples.typesetting import typeset


def measured(folder: Path, seeds: range, order: Order, loss: Loss) -> Score:
    """The score of the plans of these seeds, dumped into `folder` and extracted there."""
    (folder / "in").mkdir(parents=True)
    for seed in seeds:
        printed = typeset(compose(seed))
        (folder / "in" / f"{seed}.txt").write_text(dump(printed, Dumping(order, loss, seed)), "utf-8")
        write_truth(folder / "truth" / str(seed), printed)
    command = [sys.executable, "-m", "pipeline", "extract", str(folder / "in"), "--out", str(folder / "out")]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    total = Score()
    for seed in seeds:
        for table in KEYS:
            lines = (folder / "truth" / str(seed) / f"{table}.jsonl").read_text("utf-8").splitlines()
            printed_rows = [row for row in map(json.loads, lines) if row.get("source", "table") == "table"]
            if (folder / "out" / table).exists():
                total += score(table, printed_rows, read_rows(folder / "out", table, f"{seed}.txt"))
            else:
                total += Score(printed=len(printed_rows))
    return total


def main() -> int:
    """Print a table, a line an order and loss."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dumps", description=__doc__)
    parser.add_argument("--documents", type=int, default=4)
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    parser.add_argument("--orders", nargs="+", type=Order, default=list(Order))
    parser.add_argument("--losses", nargs="+", type=Loss, default=list(Loss))
    arguments = parser.parse_args()
    seeds = range(arguments.seed, arguments.seed + arguments.documents)
    write = sys.stdout.write
    write("| order | letters | rows | recall | whole | section | read | to review | wrong | of these in review |\n")
    write("| --- " * 10 + "|\n")
    for order in arguments.orders:
        for loss in arguments.losses:
            with tempfile.TemporaryDirectory() as name:
                total = measured(Path(name), seeds, order, loss)
            share = [f"{part / max(1, total.printed):.3f}" for part in (total.found, total.whole, total.section)]
            counts = [str(n) for n in (total.read, total.review, total.wrong, total.wrong_in_review)]
            write(f"| {order} | {loss} | {total.printed} | {' | '.join(share)} | {' | '.join(counts)} |\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
