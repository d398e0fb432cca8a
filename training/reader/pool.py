"""Shards of spoilt lines on disk: made ahead of the training, each from its own seed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.own_reader.alphabet import encode
from extractors.own_reader.line_picture import COLUMNS_PER_STEP, HEIGHT
from training.reader.drawing import LineSetter
from training.reader.faces import FAMILIES, Family
from training.reader.scanning import Scanner, draw_scan_em, setting_em
from training.reader.text import Corpus, TextSampler

_SCANS_OF_A_LINE = 2
"""A line is set once and scanned so many times: setting is the dearer half."""

MAX_COLUMNS = 1240


@dataclass(frozen=True)
class Shard:
    """Pictures of lines, one after the other: line i is `pixels[:, starts[i]:starts[i + 1]]`."""

    pixels: NDArray[np.uint8]
    starts: NDArray[np.int64]
    classes: NDArray[np.uint8]
    class_starts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def picture(self, index: int) -> NDArray[np.uint8]:
        """The gray picture of a line, `HEIGHT` rows."""
        return self.pixels[:, self.starts[index] : self.starts[index + 1]]

    def target(self, index: int) -> NDArray[np.uint8]:
        """The classes of a line's text."""
        return self.classes[self.class_starts[index] : self.class_starts[index + 1]]

    def save(self, path: Path) -> None:
        """Writes the shard; a reader never sees half of it."""
        part = path.with_suffix(".part.npz")
        np.savez(part, pixels=self.pixels, starts=self.starts, classes=self.classes, class_starts=self.class_starts)
        part.replace(path)


def load_shard(path: Path) -> Shard:
    """Reads what `Shard.save` wrote."""
    with np.load(path) as arrays:
        return Shard(arrays["pixels"], arrays["starts"], arrays["classes"], arrays["class_starts"])


def is_learnable(columns: int, classes: list[int]) -> bool:
    """True where the recogniser has steps enough for the text: one a character, one more between equal ones."""
    repeats = sum(first == second for first, second in pairwise(classes))
    return len(classes) + repeats <= columns // COLUMNS_PER_STEP and columns <= MAX_COLUMNS


def make_shard(
    corpus: Corpus,
    n_lines: int,
    seed: int,
    *,
    validation: bool = False,
    families: tuple[Family, ...] = FAMILIES,
    scan_em: float | None = None,
) -> Shard:
    """`n_lines` lines; the same corpus, seed and installed fonts give the same bytes.

    `scan_em`: the size of type in pixels of an em as scanned, where it is not to vary.
    """
    cv2.setNumThreads(1)
    random = np.random.default_rng((seed, int(validation)))
    texts, setter, scanner = (
        TextSampler(corpus, random, validation=validation),
        LineSetter(random, families),
        Scanner(random),
    )
    pictures: list[NDArray[np.uint8]] = []
    targets: list[list[int]] = []
    while len(pictures) < n_lines:
        text = texts.sample()
        classes = encode(text)
        em = draw_scan_em(random) if scan_em is None else scan_em
        ink = setter.set_line(text, setting_em(em))
        for _ in range(_SCANS_OF_A_LINE):
            picture = scanner.scan(setter.add_surroundings(ink), em)
            if scan_em is None:
                em = float(np.clip(em * random.uniform(0.7, 1.4), *((14.0, 38.0) if ink.em == 40 else (38.1, 60.0))))
            if is_learnable(picture.shape[1], classes):
                pictures.append(picture)
                targets.append(classes)
    pictures, targets = pictures[:n_lines], targets[:n_lines]
    starts = np.cumsum([0] + [picture.shape[1] for picture in pictures])
    class_starts = np.cumsum([0] + [len(target) for target in targets])
    classes_flat = np.concatenate([np.array(target, np.uint8) for target in targets])
    shard = Shard(
        np.concatenate(pictures, axis=1), starts.astype(np.int64), classes_flat, class_starts.astype(np.int64)
    )
    if shard.pixels.shape[0] != HEIGHT:
        raise ValueError(f"lines are {shard.pixels.shape[0]} px high, not {HEIGHT}")
    return shard
