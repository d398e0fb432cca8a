import numpy as np
import pytest
from numpy.typing import NDArray

from extractors.own_reader.alphabet import N_CLASSES, encode
from extractors.own_reader.decoding import Search, beam_search, greedy
from extractors.own_reader.language import LanguageModel
from training.reader.language import build, symbols_of

LINES = ("kế hoạch số 12", "kể cả", "kế hoạch năm", "số ba", "một kế hoạch")


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel(build(symbols_of(tuple(tuple(line.split()) for line in LINES * 5)), (1, 1, 1, 1)))


def _steps(*choices: dict[str, float]) -> NDArray[np.float32]:
    """Probabilities step by step; "" is the blank, what is missing to one is the blank's."""
    rows = np.zeros((len(choices), N_CLASSES), np.float32)
    for row, chances in zip(rows, choices, strict=True):
        for character, chance in chances.items():
            row[encode(character)[0] if character else 0] = chance
        row[0] += 1 - row.sum()
    return rows


def _spelt(text: str) -> list[dict[str, float]]:
    """Every character sure, a blank after each."""
    return [step for character in text for step in ({character: 1.0}, {"": 1.0})]


def test_a_sure_line_is_read_as_it_stands(model: LanguageModel) -> None:
    probabilities = _steps(*_spelt("zzx 99/QĐ-KKT"))
    assert greedy(probabilities).text == beam_search(probabilities, model).text == "zzx 99/QĐ-KKT"


def test_repeats_join_unless_a_blank_parts_them(model: LanguageModel) -> None:
    probabilities = _steps({"a": 1}, {"a": 1}, {"": 1}, {"a": 1})
    assert greedy(probabilities).text == beam_search(probabilities, model).text == "aa"


def test_chances_of_all_alignments_are_added(model: LanguageModel) -> None:
    # "a" by three alignments beats the one of the blanks
    probabilities = _steps({"": 0.6, "a": 0.4}, {"": 0.6, "a": 0.4})
    assert greedy(probabilities).text == ""
    assert beam_search(probabilities, model, Search(language_weight=0, character_bonus=0)).text == "a"


def test_the_language_decides_where_the_picture_does_not(model: LanguageModel) -> None:
    probabilities = _steps({"k": 1}, {"ể": 0.52, "ế": 0.48}, *_spelt(" hoạch"))
    assert greedy(probabilities).text == "kể hoạch"
    reading = beam_search(probabilities, model)
    assert reading.text == "kế hoạch"
    assert reading.certainties[1] == pytest.approx(0.48)
    assert "kể hoạch" in reading.others


def test_the_language_does_not_overrule_a_clear_picture(model: LanguageModel) -> None:
    probabilities = _steps({"k": 1}, {"ể": 0.999, "ế": 0.001}, *_spelt(" hoạch"))
    assert beam_search(probabilities, model).text == "kể hoạch"


def test_inside_a_code_the_picture_alone_counts(model: LanguageModel) -> None:
    probabilities = _steps(*_spelt("số 1/"), {"z": 0.51, "2": 0.49})
    assert beam_search(probabilities, model).text == "số 1/z"


def test_steps_tell_where_characters_stand(model: LanguageModel) -> None:
    reading = beam_search(_steps({"": 1}, {"b": 1}, {"": 1}, {"": 1}, {"a": 1}), model)
    assert reading.steps == (1, 4)
    assert len(reading.certainties) == len(reading.text)


def test_a_line_of_blanks_is_empty(model: LanguageModel) -> None:
    probabilities = _steps({"": 1}, {"": 1})
    assert greedy(probabilities).text == beam_search(probabilities, model).text == ""


def test_a_letter_taken_for_a_digit_is_put_right_by_the_letters_after_it(model: LanguageModel) -> None:
    probabilities = _steps({"b": 0.45, "6": 0.55}, {"": 1}, *_spelt("a số"))
    assert greedy(probabilities).text == "6a số"
    assert beam_search(probabilities, model).text == "ba số"


def test_a_code_ends_where_the_picture_has_a_space(model: LanguageModel) -> None:
    probabilities = _steps(*_spelt("12/QH1"), {" ": 0.7, "": 0.3}, {"": 1.0}, *_spelt("kế hoạch"))
    assert beam_search(probabilities, model).text == "12/QH1 kế hoạch"


def test_doubts_far_apart_are_other_readings_each(model: LanguageModel) -> None:
    doubt = {"z": 0.6, "x": 0.4}
    probabilities = _steps({"k": 1}, doubt, *_spelt(" kế hoạch số ba b"), doubt, *_spelt(" kế hoạch"))
    reading = beam_search(probabilities, model, Search(beam=2))
    assert reading.text == "kz kế hoạch số ba bz kế hoạch"
    assert set(reading.others) >= {"kx kế hoạch số ba bz kế hoạch", "kz kế hoạch số ba bx kế hoạch"}
