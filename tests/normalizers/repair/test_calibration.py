from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from normalizers.repair import Damage, Repairer
from normalizers.repair.calibration import Calibration, Evidence
from normalizers.repair.model_file import PACKAGED, load
from training.repair.calibrate import fit

PROBABILITY = st.floats(0, 1)
CALIBRATIONS = load(PACKAGED).calibrations


@given(PROBABILITY, PROBABILITY, st.sampled_from(sorted(CALIBRATIONS)))
def test_confidence_never_falls_as_the_probability_rises(one: float, other: float, damage: Damage) -> None:
    calibration = CALIBRATIONS[damage]
    low, high = sorted((one, other))
    evidence = Evidence(low, changed=True, known=False, nats=3.0, letters=4, capital=False)
    assert 0 <= calibration.confidence(evidence) <= calibration.confidence(replace(evidence, probability=high)) <= 1


def test_an_overconfident_decoder_is_found_out() -> None:
    # It says 0.99 of words of which eight in ten are right, and 0.6 of words of which half are.
    sure = Evidence(0.99, changed=False, known=True, nats=0.1, letters=4, capital=False)
    unsure = replace(sure, probability=0.6)
    random = np.random.default_rng(3)
    found = [(sure, bool(right)) for right in random.random(4000) < 0.8]
    found += [(unsure, bool(right)) for right in random.random(4000) < 0.5]
    calibration = fit(found)
    assert abs(calibration.confidence(sure) - 0.8) < 0.03
    assert abs(calibration.confidence(unsure) - 0.5) < 0.03


def test_without_weights_the_probability_stays() -> None:
    assert abs(Calibration().confidence(Evidence(0.7, True, True, 2.0, 3, False)) - 0.7) < 1e-9


def test_a_word_left_unknown_is_less_sure_than_a_known_one(repairer: Repairer) -> None:
    repaired = repairer.repair("kế hoạch cải cách hành chính xzqưt", damage=Damage.VIETNAMESE_READER)
    assert repaired.tokens[-1].confidence < 0.8 < repaired.tokens[0].confidence
