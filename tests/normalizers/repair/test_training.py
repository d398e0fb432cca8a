"""Training on a few sentences written here: it is deterministic, and keeps rare words to itself."""

import json
from pathlib import Path

import numpy as np

from normalizers.repair import Damage, Repairer, model_file
from normalizers.repair.language_model import WORD_BITS
from training.repair.corpus import align, paired_places
from training.repair.train import train

LINES = [
    "Ủy ban nhân dân xã tổ chức thực hiện kế hoạch",
    "Các phòng ban tổ chức thực hiện nhiệm vụ được giao",
    "Kế hoạch cải cách hành chính của Ủy ban nhân dân",
] * 4 + ["Nguyễn Khuyển thực hiện kế hoạch"]
PAIRS = [
    json.dumps([reader, 200, line, line.replace("ế", "é").replace("ổ", "6") if reader == "eng" else line])
    for reader in ("eng", "vie")
    for line in LINES
]


def test_training_is_deterministic(tmp_path: Path) -> None:
    for name in ("one.npz", "two.npz"):
        model_file.save(train(LINES, PAIRS), tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    repaired = Repairer.load(tmp_path / "one.npz").repair("t6 chức thực hiện ké hoạch", damage=Damage.FOREIGN_READER)
    assert repaired.text == "tổ chức thực hiện kế hoạch"


def test_words_rarer_than_three_are_not_in_the_model() -> None:
    assert "khuyển" not in train(LINES, PAIRS).words


def test_a_listed_word_is_known_however_rare() -> None:
    words = train(LINES, PAIRS, ["toa goòng"]).words
    assert {"toa", "goòng"} <= set(words)


def test_words_that_the_reader_split_teach_nothing() -> None:
    pairs = align("cải cách hành chính", "cai each han h chinh", garbled=True)
    assert ("cải", "cai") in [(pair.printed, pair.read) for pair in pairs]
    assert len(pairs) <= 4


def test_a_word_that_is_rare_in_the_text_is_in_no_trigram_though_it_is_listed() -> None:
    model = train([*LINES, "Các phòng ban tổ chức toa goòng"], PAIRS, ["toa goòng"])
    language_model = model.language_model
    rare = {model.words.index(word) for word in ("toa", "goòng")}
    word_bits = np.uint32((1 << WORD_BITS) - 1)
    contexts = language_model.bigram_keys[language_model.trigram_keys >> np.uint32(WORD_BITS)]
    found = (contexts >> np.uint32(WORD_BITS), contexts & word_bits, language_model.trigram_keys & word_bits)
    assert len(contexts) > 0
    assert not any(rare & set(words.tolist()) for words in found)


def test_a_word_lost_and_a_speck_gained_shift_no_neighbours() -> None:
    printed, read = ["cải", "cách", "thủ", "tục", "hành", "chính"], ["cai", "thu", "tuc", "hanh", ".", "chinh"]
    assert paired_places(printed, read) == [(0, 0), (2, 1), (3, 2), (4, 3), (5, 5)]
