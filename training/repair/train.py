"""Trains the repair model: `python -m training.repair.train --corpus FILE... --pairs FILE... --out MODEL`.

Deterministic: the same text and pairs give the same bytes. Takes about a minute and 2 GB for 6 million syllables.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from normalizers.repair.calibration import Calibration
from normalizers.repair.channel import learn
from normalizers.repair.model_file import PACKAGED, Model, ModelError, load, save
from normalizers.repair.types import Damage
from training.repair.corpus import open_lines, read_pairs, read_text
from training.repair.language_model import estimate
from training.repair.places import place_lines
from training.repair.word_list import listed_words, packaged_word_list

TRIGRAM_THRESHOLD = 1.5
"""Nats that a trigram must add to the likelihood of the corpus: a fifth of them add less, and go."""
BIGRAM_THRESHOLD = 1.0
READERS = {Damage.FOREIGN_READER: "eng", Damage.VIETNAMESE_READER: "vie"}
"""The reader's language in the aligned pairs that each kind of damage is learned from."""

log = logging.getLogger(__name__)


def train(lines: Iterable[str], pair_lines: Sequence[str], words: Sequence[str] = ()) -> Model:
    """The model of UTF-8 text, a sentence or paragraph a line, and JSON lines [language, dpi, printed, read].

    `words` is a word list, so that rare words are known.
    """
    text = read_text(chain(lines, place_lines()), words)
    log.info("%d words in the lexicon, %d in the text", len(text.words), len(text.ids))
    language_model = estimate(text.ids, text.rare, TRIGRAM_THRESHOLD, BIGRAM_THRESHOLD)
    log.info("%d bigrams, %d trigrams", len(language_model.bigram), len(language_model.trigram))
    channels = {}
    for damage, reader in READERS.items():
        pairs = read_pairs(pair_lines, reader)
        channels[damage] = learn(
            ((pair.printed, pair.read) for pair in pairs), reads_tones=damage is Damage.VIETNAMESE_READER
        )
        log.info("%s: %d operations from %d pairs", damage.value, len(channels[damage].costs), len(pairs))
    return Model(text.words, text.acronyms, language_model, channels)


def _calibrations_in_use() -> Mapping[Damage, Calibration]:
    try:
        return load(PACKAGED).calibrations
    except (FileNotFoundError, ModelError):
        return {}


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Train the repair model.")
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="UTF-8 text, a sentence a line; .xz too")
    parser.add_argument("--pairs", type=Path, nargs="+", required=True, help="JSON lines [reader, dpi, printed, read]")
    parser.add_argument("--out", type=Path, default=PACKAGED)
    parser.add_argument("--words", type=Path, help="word list, a word of one or more syllables a line")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    lines = chain.from_iterable(open_lines(path) for path in options.corpus)
    pair_lines = [line for path in options.pairs for line in open_lines(path)]
    model = train(lines, pair_lines, listed_words(options.words or packaged_word_list()))
    # What probabilities are worth is fitted by training.repair.calibrate; until then the weights in use serve on.
    save(replace(model, calibrations=_calibrations_in_use()), options.out)
    log.info("%s: %d bytes", options.out, options.out.stat().st_size)


if __name__ == "__main__":
    main()
