"""Components are the same whatever the width of their labels."""

import cv2
import numpy as np
import pytest

from extractors.picture.components import components_of


@pytest.mark.parametrize("share", [0.003, 0.02, 0.2, 0.7])
def test_labels_and_boxes_are_those_of_wide_labels(share: float) -> None:
    mask = (np.random.default_rng(1).random((1100, 900)) < share).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_32S)
    found, boxes = components_of(mask)
    assert np.array_equal(found, labels)
    assert np.array_equal(boxes, stats)


def test_more_components_than_small_labels_hold() -> None:
    mask = np.zeros((600, 600), np.uint8)
    mask[::2, ::2] = 1  # 90 000
    labels, stats = components_of(mask)
    assert labels.max() == len(stats) - 1 == 90_000
    assert (stats[1:, cv2.CC_STAT_AREA] == 1).all()


def test_nothing_is_the_background_alone() -> None:
    labels, stats = components_of(np.zeros((5, 7), np.uint8))
    assert not labels.any()
    assert stats[:, cv2.CC_STAT_AREA].tolist() == [35]
