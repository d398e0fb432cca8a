"""How sure is sure: what a word's certainty is worth, measured on lines kept back from training.

A logistic curve over the log odds of the product of the characters' certainties (Platt, 1999): its two numbers go into
`extractors.own_reader.reader`.
"""

from __future__ import annotations

import argparse
import difflib
import math
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.own_reader.alphabet import decode
from extractors.own_reader.letter_case import even_line
from extractors.own_reader.line_picture import level
from extractors.own_reader.reader import MODEL_FOLDER, OwnReader, log_odds, open_own_reader
from training.reader.pool import Shard, load_shard

_READER = Path(__file__).parents[2] / "extractors" / "own_reader" / "reader.py"


def outcomes(reader: OwnReader, shard: Shard) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Log odds of the product of each read word's certainties, and whether the word is right."""
    odds: list[float] = []
    right: list[bool] = []
    for index in range(len(shard)):
        reading = reader.read_darkness([level(shard.picture(index))])[0]
        truth = decode([int(one) for one in shard.target(index)]).split()
        text = even_line(reading.text)
        read, products = [], []
        start = 0
        for word in text.split(" "):
            if word:
                read.append(word)
                products.append(math.prod(reading.certainties[start : start + len(word)]))
            start += len(word) + 1
        correct = [False] * len(read)
        for block in difflib.SequenceMatcher(None, read, truth, autojunk=False).get_matching_blocks():
            correct[block.a : block.a + block.size] = [True] * block.size
        odds.extend(map(log_odds, products))
        right.extend(correct)
    return np.array(odds), np.array(right)


def fit(odds: NDArray[np.float64], right: NDArray[np.bool_], rounds: int = 50) -> tuple[float, float]:
    """Slope and offset of the logistic curve with the highest likelihood, by Newton's method."""
    design = np.stack([odds, np.ones_like(odds)], axis=1)
    weights = np.array([0.5, 0.0])
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-design @ weights))
        spread = np.maximum(chance * (1 - chance), 1e-6)
        gradient = design.T @ (right - chance) - 0.1 * weights
        weights = weights + np.linalg.solve((design * spread[:, None]).T @ design + 0.1 * np.eye(2), gradient)
    return float(weights[0]), float(weights[1])


def write(slope: float, offset: float) -> None:
    """Puts the curve into the reader's source."""
    text = _READER.read_text(encoding="utf-8")
    line = f"_CALIBRATION_SLOPE, _CALIBRATION_OFFSET = {slope:.3f}, {offset:.3f}"
    changed, n_changes = re.subn(r"^_CALIBRATION_SLOPE, _CALIBRATION_OFFSET = .*$", line, text, flags=re.MULTILINE)
    if n_changes != 1:
        raise ValueError(f"{_READER} has {n_changes} lines with the curve, not one")
    _READER.write_text(changed, encoding="utf-8")


def main() -> None:
    """Prints the curve and how well it fits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=MODEL_FOLDER)
    parser.add_argument("--write", action="store_true", help="put the two numbers into the reader")
    options = parser.parse_args()
    odds, right = outcomes(open_own_reader(options.model), load_shard(options.work / "validation.npz"))
    slope, offset = fit(odds, right)
    said = 1 / (1 + np.exp(-(slope * odds + offset)))
    print(f"slope {slope:.3f} offset {offset:.3f}, {len(right)} words, {right.mean():.4f} right")  # noqa: T201
    if options.write:
        write(slope, offset)
    edges = (0.0, 0.5, 0.8, 0.9, 0.97, 0.99, 1.01)
    for low, high in pairwise(edges):
        inside = (said >= low) & (said < high)
        if inside.any():
            row = f"{low:.2f}-{high:.2f}: {inside.sum()} words"
            print(f"{row}, said {said[inside].mean():.3f}, right {right[inside].mean():.3f}")  # noqa: T201


if __name__ == "__main__":
    main()
