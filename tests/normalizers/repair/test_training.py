"""Training on a few sentences written here: it is deterministic, and keeps rare words to itself."""

import json
from pathlib import Path

from normalizers.repair import Damage, Repairer, model_file
from training.repair.corpus import align
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
