import math
from pathlib import Path

import pytest

from extractors.own_reader.alphabet import encode
from extractors.own_reader.language import BOUNDARY, SYMBOL_OF_CLASS, LanguageModel, Trie, load_trie
from training.reader.language import build, symbols_of

LINES = (
    "kế hoạch cải cách hành chính",
    "kế hoạch phát triển",
    "báo cáo kế hoạch năm 2025",
    "cải cách thủ tục hành chính",
)


@pytest.fixture(scope="module")
def trie() -> Trie:
    return build(symbols_of(tuple(tuple(line.split()) for line in LINES * 3)), (1, 1, 1, 2, 2))


def _symbol_sum(model: LanguageModel, context: int) -> float:
    symbols = {
        int(symbol): math.exp(model.log_probability(context, place)) for place, symbol in enumerate(SYMBOL_OF_CLASS)
    }
    return sum(symbols.values())


def test_after_any_context_the_chances_add_up_to_one(trie: Trie) -> None:
    model = LanguageModel(trie)
    context = model.start
    for one in encode("kế hoạch x"):
        # log probabilities are rounded to LOG_STEP, which is worth 4 % at most
        assert _symbol_sum(model, context) == pytest.approx(1.0, abs=0.06)
        context = model.after(context, one)


def test_what_was_seen_is_likelier_than_what_was_not(trie: Trie) -> None:
    model = LanguageModel(trie)
    assert model.score(encode("kế hoạch")) > model.score(encode("kể hoạch")) + 2
    assert model.score(encode("kế hoạch")) > model.score(encode("kế hoach")) + 2


def test_digits_are_alike_and_case_does_not_count(trie: Trie) -> None:
    model = LanguageModel(trie)
    assert model.score(encode("năm 2025")) == model.score(encode("năm 1987"))
    assert model.score(encode("KẾ HOẠCH")) == model.score(encode("kế hoạch"))


def test_a_trie_is_read_as_written(trie: Trie, tmp_path: Path) -> None:
    trie.save(tmp_path / "language.npz")
    read = load_trie(tmp_path / "language.npz")
    assert LanguageModel(read).score(encode(LINES[0])) == LanguageModel(trie).score(encode(LINES[0]))


def test_the_empty_context_knows_every_symbol_of_the_text(trie: Trie) -> None:
    assert trie.symbols[1] == BOUNDARY
    assert int(trie.children[0]) == len({int(one) for line in LINES for one in SYMBOL_OF_CLASS[encode(line)]}) + 1
