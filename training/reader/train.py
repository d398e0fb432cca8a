"""Training in chunks: stop it when you like, start it again, and it goes on where the last chunk ended.

A chunk is one shard of new lines. After each the weights, their running mean, the optimiser and the learning curve are
written; the seed of a chunk is its number, so an interrupted run and an uninterrupted one see the same lines. The
learning rate stays level, and what is measured and exported is the running mean of the weights, so that there is a
usable model at any time; `--finish N` lets the rate fall to zero over N chunks in a file of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from extractors.own_reader.alphabet import decode
from extractors.own_reader.line_picture import COLUMNS_PER_STEP, HEIGHT, level
from training.reader.decoding import character_errors, greedy_classes
from training.reader.network import USUAL_SIZES, Recogniser, Sizes
from training.reader.pool import Shard, load_shard, make_shard
from training.reader.text import Corpus, load_corpus

LINES_A_CHUNK = 6144
COLUMNS_A_BATCH = 9000
RATE = 1.5e-3
_WARM_UP_STEPS = 200
_MEAN_DECAY = 0.9985
_GRADIENT_NORM = 2.0
_VALIDATION_LINES = 800
_VALIDATION_SEED = 1_000_003
_FIRST_COLUMNS = (160, 240, 360)
"""The first chunks hold short lines only: CTC finds the alignment sooner."""
WIDTHS = (*range(64, 385, 32), *range(448, 769, 64), 896, 1024, 1248)
"""The widths that batches are padded to."""

_corpus: Corpus | None = None


@dataclass
class Progress:
    """Where the training stands."""

    chunk: int = 0
    steps: int = 0
    lines: int = 0
    cpu_seconds: float = 0.0
    curve: list[dict[str, float]] = field(default_factory=list)


def _make(path: Path, corpus_path: Path, n_lines: int, seed: int, validation: bool) -> Path:
    """Makes a shard unless it is there; runs in a process of its own that keeps the corpus."""
    global _corpus  # noqa: PLW0603 - the one thing a worker process keeps between shards
    if not path.exists():
        if _corpus is None:
            _corpus = load_corpus(corpus_path)
        make_shard(_corpus, n_lines, seed, validation=validation).save(path)
    return path


def _cpu_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def batches(shard: Shard, columns: int, random: np.random.Generator, longest: int) -> Iterator[NDArray[np.int64]]:
    """Indexes of lines of one width class, about `columns` columns a batch, in random order.

    Lines over `longest` columns are left out. All batches of a width class have the same size (the last is filled up
    with lines of its class), since a new shape costs more than the work on it: kernels are made for every shape.
    """
    classes = np.searchsorted(WIDTHS, np.diff(shard.starts))
    groups: list[NDArray[np.int64]] = []
    for place, width in enumerate(WIDTHS):
        if width > longest:
            break
        members = random.permutation(np.flatnonzero(classes == place))
        size = max(1, columns // width)
        groups.extend(
            np.resize(members, size) if len(members) < size else members[at : at + size]
            for at in range(0, max(len(members) - size + 1, min(1, len(members))), size)
        )
    for index in random.permutation(len(groups)):
        yield groups[index]


def collate(shard: Shard, indexes: NDArray[np.int64], random: np.random.Generator | None) -> NDArray[np.float32]:
    """Darkness (lines, 1, HEIGHT, width) padded with paper; with `random` moved, lightened and darkened a little."""
    pictures = [shard.picture(int(index)) for index in indexes]
    width = WIDTHS[int(np.searchsorted(WIDTHS, max(picture.shape[1] for picture in pictures)))]
    batch = np.zeros((len(pictures), 1, HEIGHT, width), np.float32)
    for row, picture in enumerate(pictures):
        darkness = level(picture)
        if random is not None:
            darkness = darkness * np.float32(random.uniform(0.85, 1.15)) + np.float32(random.normal(0, 0.03))
            down = int(random.integers(-1, 2))
            darkness = np.roll(darkness, down, axis=0)
        batch[row, 0, :, : picture.shape[1]] = darkness
    return batch


class Trainer:
    """A network with its optimiser, the running mean of its weights, and its place on disk."""

    def __init__(self, sizes: Sizes = USUAL_SIZES, rate: float = RATE) -> None:
        torch.manual_seed(6)
        self.sizes = sizes
        self.rate = rate
        self.network = Recogniser(sizes).to(memory_format=torch.channels_last)
        self.mean = Recogniser(sizes).to(memory_format=torch.channels_last)
        self.mean.load_state_dict(self.network.state_dict())
        self.optimiser = torch.optim.AdamW(
            self.network.parameters(), rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True
        )
        self.progress = Progress()

    def state(self) -> dict[str, Any]:
        """All that is needed to go on."""
        return {
            "network": self.network.state_dict(),
            "mean": self.mean.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "torch_random": torch.get_rng_state(),
            "progress": vars(self.progress),
            "sizes": vars(self.sizes),
        }

    def save(self, path: Path) -> None:
        """Writes the checkpoint; the old one stays until the new one is whole."""
        part = path.with_suffix(".part")
        torch.save(self.state(), part)
        part.replace(path)

    def load(self, path: Path) -> None:
        """Goes on from a checkpoint."""
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.mean.load_state_dict(state["mean"])
        self.optimiser.load_state_dict(state["optimiser"])
        torch.set_rng_state(state["torch_random"])
        self.progress = Progress(**state["progress"])

    def load_weights(self, path: Path) -> None:
        """Starts from the weights that `training.reader.export --weights` wrote; the optimiser begins anew.

        The count of chunks goes on, so that no line is seen a second time.
        """
        with np.load(path) as arrays:
            weights = {name: torch.from_numpy(arrays[name].astype(np.float32)) for name in self.network.state_dict()}
            self.progress.chunk, self.progress.lines = int(arrays["chunk"]), int(arrays["lines"])
        self.network.load_state_dict(weights)
        self.mean.load_state_dict(weights)

    def train_chunk(
        self, shard: Shard, fall: tuple[float, float] = (1.0, 1.0), columns: int = COLUMNS_A_BATCH
    ) -> float:
        """One pass over a shard; the rate goes evenly between the two shares of `fall`. Returns the mean loss."""
        progress = self.progress
        random = np.random.default_rng((progress.chunk, 77))
        longest = _FIRST_COLUMNS[progress.chunk] if progress.chunk < len(_FIRST_COLUMNS) else WIDTHS[-1]
        groups = list(batches(shard, columns, random, longest))
        losses = []
        self.network.train()
        for place, indexes in enumerate(groups):
            share = fall[0] + (fall[1] - fall[0]) * place / len(groups)
            rate = self.rate * share * min(1.0, (progress.steps + 1) / _WARM_UP_STEPS)
            for group in self.optimiser.param_groups:
                group["lr"] = rate
            losses.append(self._step(shard, indexes, random))
            progress.steps += 1
            progress.lines += len(indexes)
        progress.chunk += 1
        return float(np.mean(losses))

    def _step(self, shard: Shard, indexes: NDArray[np.int64], random: np.random.Generator) -> float:
        batch = torch.from_numpy(collate(shard, indexes, random)).contiguous(memory_format=torch.channels_last)
        targets = [shard.target(int(index)) for index in indexes]
        widths = np.diff(shard.starts)[indexes]
        with torch.autocast("cpu", torch.bfloat16):
            scores = self.network(batch)
        steps = np.minimum(-(-widths // COLUMNS_PER_STEP) + 1, scores.shape[1])
        loss = functional.ctc_loss(
            scores.float().log_softmax(2).transpose(0, 1),
            torch.from_numpy(np.concatenate(targets).astype(np.int64)),
            torch.from_numpy(steps),
            torch.tensor([len(target) for target in targets]),
            zero_infinity=True,
        )
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), _GRADIENT_NORM)
        self.optimiser.step()
        self._follow()
        return float(loss.detach())

    @torch.no_grad()
    def _follow(self) -> None:
        decay = min(_MEAN_DECAY, (1 + self.progress.steps) / (10 + self.progress.steps))
        pairs = zip(self.mean.state_dict().values(), self.network.state_dict().values(), strict=True)
        floats = [(mean, now) for mean, now in pairs if mean.is_floating_point()]
        torch._foreach_lerp_([mean for mean, _ in floats], [now for _, now in floats], 1 - decay)

    @torch.no_grad()
    def validate(self, shard: Shard) -> dict[str, float]:
        """Character error rate and share of lines without an error, greedy, by the running mean."""
        self.mean.eval()
        errors = length = exact = 0
        order = np.argsort(np.diff(shard.starts))
        for indexes in np.array_split(order, 24):
            batch = torch.from_numpy(collate(shard, indexes, None)).contiguous(memory_format=torch.channels_last)
            with torch.autocast("cpu", torch.bfloat16):
                scores = self.mean(batch)
            for row, index in zip(scores.float().numpy(), indexes, strict=True):
                truth = decode([int(one) for one in shard.target(int(index))])
                wrong = character_errors(decode(greedy_classes(row)).strip(), truth)
                errors, length, exact = errors + wrong, length + len(truth), exact + (wrong == 0)
        return {"cer": errors / length, "exact": exact / len(shard)}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="text, a sentence a line, UTF-8, may be .xz")
    parser.add_argument("--work", type=Path, required=True, help="folder for shards and checkpoints")
    parser.add_argument("--start", type=Path, help="weights to start from where the folder has no checkpoint")
    parser.add_argument("--chunks", type=int, default=1 << 30, help="stop after so many chunks of this run")
    parser.add_argument(
        "--finish", type=int, default=0, help="let the rate fall to zero over so many chunks, then stop"
    )
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--lines", type=int, default=LINES_A_CHUNK, help="lines a chunk")
    parser.add_argument("--validate-every", type=int, default=4)
    parser.add_argument("--rate", type=float, default=RATE)
    return parser.parse_args()


class _Stop:
    """Set by SIGTERM or SIGINT: the chunk under way is ended and written, then the run stops."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


def main() -> None:
    """Trains from the last checkpoint on, or from the start."""
    options = _arguments()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    options.work.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(rate=options.rate)
    checkpoint = options.work / "checkpoint.pt"
    if checkpoint.exists():
        trainer.load(checkpoint)
    elif options.start:
        trainer.load_weights(options.start)
    if options.finish:
        checkpoint = options.work / "finished.pt"
        options.chunks = options.finish
    stop = _Stop()
    started = trainer.progress.cpu_seconds
    first = trainer.progress.chunk
    with ProcessPoolExecutor(1) as maker:

        def order(chunk: int) -> Future[Path]:
            path = options.work / f"shard-{chunk:05d}.npz"
            return maker.submit(_make, path, options.corpus, options.lines, chunk, validation=False)

        proof = maker.submit(
            _make, options.work / "validation.npz", options.corpus, _VALIDATION_LINES, _VALIDATION_SEED, validation=True
        )
        coming = order(first)
        validation = load_shard(proof.result())
        while trainer.progress.chunk < first + options.chunks and not stop.asked:
            chunk = trainer.progress.chunk
            path = coming.result()
            coming = order(chunk + 1)
            begin = time.monotonic()
            fall = (1.0, 1.0)
            if options.finish:
                fall = (1 - (chunk - first) / options.finish, 1 - (chunk - first + 1) / options.finish)
            loss = trainer.train_chunk(load_shard(path), fall)
            path.unlink()
            progress = trainer.progress
            progress.cpu_seconds = started + _cpu_seconds()
            row: dict[str, float] = {
                "chunk": progress.chunk,
                "lines": progress.lines,
                "cpu_minutes": round(progress.cpu_seconds / 60, 2),
                "loss": round(loss, 4),
                "wall_seconds": round(time.monotonic() - begin, 1),
            }
            last = progress.chunk == first + options.chunks or stop.asked
            if last or progress.chunk % options.validate_every == 0:
                row |= {name: round(value, 4) for name, value in trainer.validate(validation).items()}
            progress.curve.append(row)
            trainer.save(checkpoint)
            print(json.dumps(row), flush=True)  # noqa: T201 - the log of a long run


if __name__ == "__main__":
    main()
