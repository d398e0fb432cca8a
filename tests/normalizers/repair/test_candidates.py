import numpy as np
import pytest

from normalizers.repair.candidates import Syllabary, Weigher
from normalizers.repair.channel import edit_path, learn
from normalizers.unicode import folded

WORDS = ("tổ", "tố", "chức", "chúc", "trường", "người", "nghiêng", "và", "ở", "quyết", "giải")
FAR = 20.0
"""Nats beyond which no syllable is ever chosen, and some ways to read it are not tried."""
PAIRS = [(word, folded(word)) for word in WORDS] + [("tổ", "t6"), ("tố", "t6"), ("chức", "chirc"), ("người", "ngudi")]


def test_every_syllable_is_weighed_as_its_cheapest_edit_path() -> None:
    channel = learn(PAIRS * 3, reads_tones=False)
    weigher = Weigher(Syllabary.of(WORDS, range(len(WORDS))), channel)
    reads = ["t6", "chirc", "truong", "nguoi", "va", "x", "quyet", "giai"]
    found, costs = weigher.nearest(reads, np.zeros(len(WORDS), np.float32), 5)
    for read, ids, own in zip(reads, found, costs, strict=True):
        for word, cost in zip(ids, own, strict=True):
            if cost > FAR:
                continue
            path = edit_path(WORDS[word], read, channel)
            assert cost == pytest.approx(sum(channel.cost(*step) for step in path), abs=1e-3)


def test_edit_path_spells_both_words() -> None:
    path = edit_path("chức", "chirc", learn(PAIRS * 3, reads_tones=False))
    assert "".join(printed for printed, _ in path) == "chức"
    assert "".join(read for _, read in path) == "chirc"
    assert ("ứ", "ir") in path


def test_the_channel_learns_what_a_reader_does() -> None:
    channel = learn(PAIRS * 3, reads_tones=False)
    assert channel.cost("ổ", "6") < channel.cost("à", "6")
    assert channel.cost("đ", "d") < channel.cost("đ", "k")
