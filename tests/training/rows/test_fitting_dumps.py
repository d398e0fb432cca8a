"""How the confidence of dumped rows is fitted, and from which on rows pass."""

from __future__ import annotations

from extractors.dumped_evidence import FEATURES, DumpedEvidence
from training.rows.calibrate_dumps import BY_REASON, fit_dumps, least_sure_that_passes
from training.rows.fitting import Judgement


def test_rows_pass_down_to_where_the_last_of_them_are_right_often_enough() -> None:
    surely = [(0.9 + n / 1000, True) for n in range(60)]
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
