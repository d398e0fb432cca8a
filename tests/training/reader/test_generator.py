"""The generator of lines, with the one family of fonts that the tests have."""

from pathlib import Path

import numpy as np
import pytest

from extractors.own_reader.alphabet import canonical, decode, encode, is_readable
from extractors.own_reader.line_picture import COLUMNS_PER_STEP, HEIGHT, level
from training.reader.faces import FAMILIES, Family, FontMissingError, face
from training.reader.pool import Shard, is_learnable, load_shard, make_shard
from training.reader.text import Corpus, TextSampler, load_corpus

TINOS = tuple(family for family in FAMILIES if family.name == "Tinos")
SENTENCES = (
    "Thực hiện kế hoạch cải cách hành chính năm 2025 của Ủy ban nhân dân tỉnh.",
    "Báo cáo kết quả trước ngày 15 tháng 12 hằng năm; tổng hợp, trình phê duyệt.",
    "Các phòng, đơn vị trực thuộc phối hợp thực hiện nhiệm vụ được giao.",
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    path = tmp_path_factory.mktemp("corpus") / "corpus.txt"
    numbered = [f"{number}. {sentence}" for number in range(60) for sentence in SENTENCES]
    path.write_text("\n".join(numbered), encoding="utf-8")
    return load_corpus(path)


@pytest.fixture(scope="module")
def shard(corpus: Corpus) -> Shard:
    return make_shard(corpus, 60, seed=3, families=TINOS)


def test_validation_lines_are_not_trained_on(corpus: Corpus) -> None:
    assert corpus.validation
    assert not set(corpus.training) & set(corpus.validation)
    assert len(corpus.training) + len(corpus.validation) == 180


def test_texts_are_canonical_and_readable(corpus: Corpus) -> None:
    sampler = TextSampler(corpus, np.random.default_rng(1))
    texts = [sampler.sample() for _ in range(400)]
    assert all(text and text == canonical(text) and is_readable(text) for text in texts)
    assert len(set(texts)) > 250
    with_digits = sum(any(map(str.isdigit, text)) for text in texts)
    assert 60 < with_digits < 300


def test_the_same_seed_gives_the_same_bytes(corpus: Corpus, shard: Shard) -> None:
    again = make_shard(corpus, 60, seed=3, families=TINOS)
    assert shard.pixels.tobytes() == again.pixels.tobytes()
    assert shard.classes.tobytes() == again.classes.tobytes()
    other = make_shard(corpus, 60, seed=4, families=TINOS)
    assert shard.classes.tobytes() != other.classes.tobytes()


def test_lines_have_the_recognisers_height_and_room_for_their_text(shard: Shard) -> None:
    assert len(shard) == 60
    for index in range(len(shard)):
        picture, target = shard.picture(index), [int(one) for one in shard.target(index)]
        assert picture.shape[0] == HEIGHT
        assert is_learnable(picture.shape[1], target)
        assert len(target) <= picture.shape[1] // COLUMNS_PER_STEP
        assert decode(target)


def test_most_lines_have_their_feet_on_the_baseline(shard: Shard) -> None:
    ink = np.concatenate([level(shard.picture(index)) for index in range(len(shard))], axis=1)
    rows = (ink > 0.5).mean(axis=1)
    body = rows[18:29].mean()
    assert rows[33:].mean() < 0.5 * body
    assert rows[:4].mean() < 0.5 * body


def test_a_shard_is_read_as_written(shard: Shard, tmp_path: Path) -> None:
    shard.save(tmp_path / "shard.npz")
    read = load_shard(tmp_path / "shard.npz")
    assert read.picture(7).tobytes() == shard.picture(7).tobytes()
    assert read.target(7).tolist() == shard.target(7).tolist()


def test_repeated_characters_need_a_step_between_them() -> None:
    assert is_learnable(2 * COLUMNS_PER_STEP, encode("ab"))
    assert not is_learnable(2 * COLUMNS_PER_STEP, encode("aa"))


def test_a_missing_font_is_told_with_what_to_install() -> None:
    missing = Family("None", ("NoSuchFont.ttf",) * 4, 1.0)
    with pytest.raises(FontMissingError, match="apt-get install"):
        face(missing.files[0], 40)
