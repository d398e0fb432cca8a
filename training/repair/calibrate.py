"""Fits what the decoder's probabilities are worth, on lines whose truth is known and that the model was not trained on.

    python -m training.repair.calibrate --model TRAINED --text FILE --pairs FILE... --out MODEL [--into MODEL]

`--model` was trained without the text and the pairs; the weights found go into `--into` (the same model by default),
which was trained on everything.
"""

from __future__ import annotations

import argparse
import json
import logging
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from normalizers.repair import Damage, Repairer
from normalizers.repair.calibration import N_FEATURES, Calibration
from normalizers.repair.calibration import Evidence as WordEvidence
from normalizers.repair.model_file import PACKAGED, load, save
from normalizers.unicode import modern_tone, trimmed
from training.repair.corpus import open_lines, paired_places

READERS = {Damage.FOREIGN_READER: "eng", Damage.VIETNAMESE_READER: "vie"}
RIDGE = 1.0
"""Penalty on squared weights, as a count of words: keeps rare signs from getting huge weights."""
ROUNDS = 40

log = logging.getLogger(__name__)
Floats = NDArray[np.float64]


def stripped(text: str) -> str:
    """The text without its accents."""
    letters = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(char for char in letters if not unicodedata.combining(char))


def examples(
    repairer: Repairer, damage: Damage, pairs: Sequence[tuple[str, str]]
) -> Iterator[tuple[WordEvidence, bool]]:
    """What is known of each word of the (printed, read) lines, and whether it came out right."""
    read = [line for _, line in pairs]
    for (printed, line), found in zip(pairs, repairer.outcomes(read, damage), strict=True):
        words = printed.split()
        for place, own in paired_places(words, line.split()):
            written, evidence = found[own]
            if evidence is not None:
                yield evidence, _form(words[place]) == _form(written)


def _form(word: str) -> str:
    return modern_tone(trimmed(word.lower()))


def fit(found: Sequence[tuple[WordEvidence, bool]]) -> Calibration:
    """Logistic regression by Newton's method; the weight of the log-odds is kept from falling below zero."""
    x: Floats = np.array([evidence.features() for evidence, _ in found], np.float64).reshape(-1, N_FEATURES)
    y: Floats = np.array([right for _, right in found], np.float64)
    weights: Floats = np.zeros(N_FEATURES)
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (y - p) - RIDGE * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(N_FEATURES)
        weights = weights + np.linalg.solve(hessian, gradient)
    weights[0] = max(float(weights[0]), 0.0)
    return Calibration(tuple(float(weight) for weight in weights))


def caught(confidences: Floats, right: NDArray[np.bool_], share: float = 0.1) -> float:
    """The share of wrong words that are among the least certain."""
    order = np.argsort(confidences, kind="stable")[: round(len(right) * share)]
    return float((~right[order]).sum() / max(1, (~right).sum()))


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Calibrate the repair model's confidence.")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True, help="UTF-8 text that the model was not trained on")
    parser.add_argument("--pairs", type=Path, nargs="+", required=True, help="JSON lines [reader, dpi, printed, read]")
    parser.add_argument("--into", type=Path)
    parser.add_argument("--out", type=Path, default=PACKAGED)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    clean = [line for line in open_lines(options.text) if line.strip()]
    pairs = [json.loads(line) for line in chain.from_iterable(open_lines(path) for path in options.pairs)]
    lines = {Damage.STRIPPED: [(line, stripped(line)) for line in clean]}
    for damage, reader in READERS.items():
        lines[damage] = [(printed, read) for name, _dpi, printed, read in pairs if name == reader]
    # Most pages are read far better than the pairs, which are of poor scans: as many lines without an error.
    own = lines[Damage.VIETNAMESE_READER]
    own += [(line, line) for line in clean[: len(own)]]
    repairer = Repairer.load(options.model)
    calibrations = {}
    for damage, own in lines.items():
        found = list(examples(repairer, damage, own))
        calibrations[damage] = fit(found)
        right = np.array([good for _, good in found])
        before = np.array([evidence.probability for evidence, _ in found])
        after = np.array([calibrations[damage].confidence(evidence) for evidence, _ in found])
        log.info(
            "%s: %d words, %.2f %% wrong, of which in the least certain tenth %.0f %%, calibrated %.0f %%",
            damage.value, len(found), 100 * (~right).mean(), 100 * caught(before, right), 100 * caught(after, right),
        )  # fmt: skip
        log.info("  %s", calibrations[damage].weights)
    save(replace(load(options.into or options.model), calibrations=calibrations), options.out)


if __name__ == "__main__":
    main()
