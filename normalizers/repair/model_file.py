"""The model as one file: lexicon, language model and noise channels, compressed; written by training, read at start.

An npz archive of small integer arrays. Keys are kept as differences, their high and low bytes apart, which
compresses to half of what the keys would take.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from normalizers.repair.calibration import Calibration
from normalizers.repair.channel import Channel
from normalizers.repair.language_model import WORD_BITS, LanguageModel
from normalizers.repair.types import Damage

PACKAGED = Path(__file__).with_name("model.npz")
VERSION = 2


class ModelError(ValueError):
    """A model file that can't be used; the message names the file and says what is wrong."""


@dataclass(frozen=True)
class Model:
    """What training gives. `words` are the language model's, by id: first the specials, then the lexicon."""

    words: tuple[str, ...]
    acronyms: tuple[str, ...]
    language_model: LanguageModel
    channels: dict[Damage, Channel]
    calibrations: Mapping[Damage, Calibration] = field(default_factory=dict)


def save(model: Model, path: Path) -> None:
    """Writes the model; the same model gives the same bytes."""
    lm = model.language_model
    text = json.dumps(
        {
            "version": VERSION,
            "words": model.words,
            "acronyms": model.acronyms,
            "channels": {damage.value: _channel_table(channel) for damage, channel in sorted(model.channels.items())},
            "calibrations": {
                damage.value: [round(weight, 4) for weight in calibration.weights]
                for damage, calibration in sorted(model.calibrations.items())
            },
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
    bigram_low, bigram_high, bigram_counts = _packed(lm.bigram_keys, len(model.words))
    trigram_low, trigram_high, trigram_counts = _packed(lm.trigram_keys, len(lm.bigram_keys))
    stream = io.BytesIO()
    np.savez_compressed(
        stream,
        text=np.frombuffer(text.encode(), np.uint8),
        unigram=lm.unigram,
        unigram_backoff=lm.unigram_backoff,
        bigram_low=bigram_low,
        bigram_high=bigram_high,
        bigram_counts=bigram_counts,
        bigram=lm.bigram,
        bigram_backoff=lm.bigram_backoff,
        trigram_low=trigram_low,
        trigram_high=trigram_high,
        trigram_counts=trigram_counts,
        trigram=lm.trigram,
    )
    path.write_bytes(stream.getvalue())


def load(path: Path) -> Model:
    """Reads a model file; raises ModelError where it is none or of another version, OSError where it can't be read."""
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            text = json.loads(arrays["text"].tobytes())
            if text["version"] != VERSION:
                raise ModelError(f"{path}: repair model of version {text['version']}, not {VERSION}: train it again")
            language_model = LanguageModel.from_arrays(
                unigram=arrays["unigram"],
                unigram_backoff=arrays["unigram_backoff"],
                bigram_keys=_unpacked(arrays["bigram_low"], arrays["bigram_high"], arrays["bigram_counts"]),
                bigram=arrays["bigram"],
                bigram_backoff=arrays["bigram_backoff"],
                trigram_keys=_unpacked(arrays["trigram_low"], arrays["trigram_high"], arrays["trigram_counts"]),
                trigram=arrays["trigram"],
            )
    except ModelError:
        raise
    except (zipfile.BadZipFile, ValueError, KeyError, EOFError) as error:
        raise ModelError(f"{path}: not a repair model ({error}): train it again with `make model`") from error
    channels = {Damage(name): _channel(table) for name, table in text["channels"].items()}
    calibrations = {Damage(name): Calibration(tuple(own)) for name, own in text.get("calibrations", {}).items()}
    return Model(tuple(text["words"]), tuple(text["acronyms"]), language_model, channels, calibrations)


def _packed(keys: NDArray[np.uint32], contexts: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint16]]:
    """Last words as differences within a context (low and high bytes), and how many each context has."""
    context = (keys >> np.uint32(WORD_BITS)).astype(np.int64)
    last = (keys & np.uint32((1 << WORD_BITS) - 1)).astype(np.int64)
    steps = np.diff(last, prepend=0)
    first = np.diff(context, prepend=-1) != 0
    steps[first] = last[first]
    return (
        (steps & 255).astype(np.uint8),
        (steps >> 8).astype(np.uint8),
        np.bincount(context, minlength=contexts).astype(np.uint16),
    )


def _unpacked(low: NDArray[np.uint8], high: NDArray[np.uint8], counts: NDArray[np.uint16]) -> NDArray[np.uint32]:
    steps = low.astype(np.int64) | (high.astype(np.int64) << 8)
    sums = np.cumsum(steps)
    sizes = counts.astype(np.int64)
    starts = np.cumsum(sizes) - sizes
    before = np.where(starts > 0, sums[np.maximum(starts, 1) - 1], 0)
    last = sums - np.repeat(before, sizes)
    context = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
    return np.asarray((context << WORD_BITS) | last, np.uint32)


def _channel_table(channel: Channel) -> dict[str, object]:
    return {
        "costs": [[printed, read, round(cost, 2)] for (printed, read), cost in sorted(channel.costs.items())],
        "unseen": [channel.unseen_replacement, channel.unseen_deletion, channel.unseen_insertion],
    }


def _channel(table: dict[str, list[list[str | float]]]) -> Channel:
    costs = {(str(printed), str(read)): float(cost) for printed, read, cost in table["costs"]}
    replacement, deletion, insertion = (float(str(value)) for value in table["unseen"])
    return Channel(costs, replacement, deletion, insertion)
