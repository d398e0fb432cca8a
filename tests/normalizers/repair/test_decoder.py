"""The lattice against every path written out."""

import itertools

import numpy as np
import pytest

from normalizers.repair import model_file
from normalizers.repair.decoder import Lattice, posteriors
from normalizers.repair.language_model import LanguageModel
from normalizers.repair.model_file import Model


@pytest.fixture(scope="module")
def model() -> Model:
    return model_file.load(model_file.PACKAGED)


def _brute_force(words: np.ndarray, costs: np.ndarray, model: LanguageModel) -> np.ndarray:
    n, k = words.shape
    totals = np.zeros((n, k))
    for path in itertools.product(range(k), repeat=n):
        ids = [int(words[i, j]) for i, j in enumerate(path)]
        cost = float(sum(costs[i, j] for i, j in enumerate(path)))
        if not np.isfinite(cost):
            continue
        first, second = np.array(ids[:1]), np.array(ids[1:2])
        cost += float(model.unigram[ids[0]])
        cost += float(model.bigram_costs(first, second, model.bigram_places(first, second))[0])
        cost += float(model.trigram_costs(np.array(ids[:-2]), np.array(ids[1:-1]), np.array(ids[2:])).sum())
        for i, j in enumerate(path):
            totals[i, j] += np.exp(-cost)
    return np.asarray(totals / totals.sum(axis=1, keepdims=True))


def test_probabilities_are_those_of_all_paths(model: Model) -> None:
    index = {word: place for place, word in enumerate(model.words)}
    rows = [("cải", "cái", "cai"), ("cách", "cạch", "cách"), ("hành", "hạnh", "hanh"), ("chính", "chinh", "chình")]
    words = np.array([[index.get(word, 1) for word in row] for row in rows], np.int64)
    costs = np.array([[0, 0.5, 1], [0, 1, np.inf], [0, 0, 2], [0.3, 0, 0]], np.float32)
    lattice = Lattice(words, costs, np.zeros(4, bool))
    expected = _brute_force(words, costs, model.language_model)
    assert posteriors(lattice, model.language_model) == pytest.approx(expected, abs=2e-4)


def test_probabilities_sum_to_one_however_long_the_text(model: Model) -> None:
    generator = np.random.default_rng(0)
    words = generator.integers(4, len(model.words), (1500, 5))
    costs = generator.uniform(0, 5, (1500, 5)).astype(np.float32)
    result = posteriors(Lattice(words, costs, np.zeros(1500, bool)), model.language_model)
    assert result.sum(axis=1) == pytest.approx(np.ones(1500), abs=1e-3)


def test_texts_parted_by_a_break_do_not_touch(model: Model) -> None:
    index = {word: place for place, word in enumerate(model.words)}
    one = np.array([[index["cải"], index["cái"]], [index["cách"], index["cạnh"]]], np.int64)
    separator = np.array([[0, 0]], np.int64)
    two = np.array([[index["kế"], index["kể"]], [index["hoạch"], index["hoạch"]]], np.int64)
    free = np.zeros((2, 2), np.float32)
    free[1, 1] = 1
    alone_costs = np.vstack([[[0, np.inf]], free]).astype(np.float32)
    alone = posteriors(
        Lattice(np.vstack([separator, two]), alone_costs, np.array([True, False, False])), model.language_model
    )
    words = np.vstack([separator, one, separator, two])
    costs = np.vstack([alone_costs, alone_costs]).astype(np.float32)
    both = posteriors(Lattice(words, costs, np.array([True, False, False] * 2)), model.language_model)
    assert both[4:] == pytest.approx(alone[1:], abs=1e-4)
