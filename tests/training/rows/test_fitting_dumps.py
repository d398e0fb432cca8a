"""How the confidence of dumped rows is fitted, and from which on rows pass."""

from __future__ import annotations

from extractors.confidence import Calibration
from extractors.dumped_evidence import FEATURES, DumpedEvidence
from training.rows.calibrate_dumps import BY_REASON, fit_dumps, least_sure_that_passes
from training.rows.fitting import Judgement, curve_of


def test_rows_pass_down_to_where_the_last_of_them_are_right_often_enough() -> None:
    surely = [(0.9 + n / 2000, True) for n in range(80)]
    assert least_sure_that_passes([*surely, (0.89, False), (0.88, True), (0.5, False)]) == 0.88
    assert least_sure_that_passes([*surely, (0.89, False), (0.88, False), (0.5, True)]) == 0.89
    assert least_sure_that_passes([(0.9, False), (0.8, True)]) == 1.0


def test_each_feature_has_a_weight_by_reason() -> None:
    assert tuple(BY_REASON) == FEATURES


def test_what_is_wrong_more_often_is_less_sure() -> None:
    judgements = [
        Judgement(DumpedEvidence(grown=float(n % 2)), (n % 2 == 0) != (n % 5 == 0), "cells", f"plan {n % 13}")
        for n in range(260)
    ]
    found = fit_dumps(judgements)
    sure, unsure = (found.confidence(DumpedEvidence(grown=grown)) for grown in (0.0, 1.0))
    assert 0.75 < sure < 0.85
    assert 0.15 < unsure < 0.25
    assert found.review_below > sure


def test_confidences_are_moved_to_the_share_that_is_right() -> None:
    told = [(said, n < right) for said, right in ((0.1, 20), (0.6, 40), (0.9, 99)) for n in range(100)]
    curve = curve_of(told)
    for said, right in ((0.1, 0.2), (0.6, 0.4), (0.9, 0.99)):
        assert abs(curve.moved(said) - right) < 0.05
    moved = curve.applied(Calibration(2.1972, {"grown": -1.0}, 0.0), review_below=0.5)
    assert abs(moved.confidence(DumpedEvidence()) - curve.moved(0.9)) < 0.001
