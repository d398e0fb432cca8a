"""Proves on a small run that the training works.

Lines are learnt, a run taken up again equals one that was not interrupted, the export says what the network says.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from extractors.own_reader.decoding import greedy
from training.reader.export import export, quantise, save_weights
from training.reader.network import Sizes
from training.reader.pool import Shard, make_shard
from training.reader.text import load_corpus
from training.reader.train import Trainer, collate

SMALL = Sizes(stem=8, middle=16, deep=24, column=48, hidden=32)
SENTENCES = ("kế hoạch cải cách hành chính năm 2025", "Ủy ban nhân dân tỉnh", "báo cáo kết quả thực hiện")
N_LINES, N_CHUNKS, COLUMNS = 160, 8, 2400


class CheckFailedError(RuntimeError):
    """The small run did not do what a training must do."""


def _demand(holds: bool, what: str) -> None:
    if not holds:
        raise CheckFailedError(what)
    print(f"ok: {what}")  # noqa: T201 - the result of the command


def _trained(shard: Shard, n_chunks: int, interrupted_at: int | None, folder: Path) -> tuple[Trainer, list[float]]:
    trainer = Trainer(SMALL, rate=4e-3)
    losses = []
    for chunk in range(n_chunks):
        if chunk == interrupted_at:
            trainer.save(folder / "checkpoint.pt")
            trainer = Trainer(SMALL, rate=4e-3)
            trainer.load(folder / "checkpoint.pt")
        losses.append(trainer.train_chunk(shard, columns=COLUMNS))
    return trainer, losses


def main() -> None:
    """Runs the check; raises CheckFailedError."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "corpus.txt").write_text("\n".join(SENTENCES * 40), encoding="utf-8")
        corpus = load_corpus(folder / "corpus.txt")
        shard = make_shard(corpus, N_LINES, seed=1)
        again = make_shard(corpus, N_LINES, seed=1)
        _demand(shard.pixels.tobytes() == again.pixels.tobytes(), "the same seed gives the same lines")
        trainer, losses = _trained(shard, N_CHUNKS, None, folder)
        _demand(losses[-1] < 0.75 * losses[3], f"the loss falls ({losses[3]:.2f} to {losses[-1]:.2f})")
        other, _ = _trained(shard, N_CHUNKS, 5, folder)
        same = all(
            torch.equal(one, two)
            for one, two in zip(trainer.network.state_dict().values(), other.network.state_dict().values(), strict=True)
        )
        _demand(same, "a run taken up again equals one that was not interrupted")
        trainer.save(folder / "checkpoint.pt")
        kept = Trainer(SMALL)
        kept.load_weights(save_weights(folder / "checkpoint.pt", folder / "weights.npz"))
        near = all(
            torch.allclose(one.float(), two.float(), rtol=2e-3, atol=1e-4)
            for one, two in zip(kept.network.state_dict().values(), trainer.mean.state_dict().values(), strict=True)
        )
        _demand(near and kept.progress.lines == trainer.progress.lines, "the kept weights can be gone on from")
        shard.save(folder / "validation.npz")
        full = export(folder / "checkpoint.pt", folder / "full.onnx")
        small = quantise(full, folder, folder / "small.onnx")
        batch = collate(shard, np.arange(24), None)
        trainer.mean.eval()
        with torch.no_grad():
            expected = trainer.mean(torch.from_numpy(batch)).softmax(2).numpy()
        run = onnxruntime.InferenceSession(str(full)).run
        _demand(bool(np.allclose(run(None, {"darkness": batch})[0], expected, atol=1e-3)), "the export is exact")
        rough = onnxruntime.InferenceSession(str(small)).run(None, {"darkness": batch})[0]
        agreeing = np.mean([greedy(one).text == greedy(two).text for one, two in zip(expected, rough, strict=True)])
        _demand(float(agreeing) >= 0.5, f"int8 reads as the network does ({agreeing:.0%} of the lines)")


if __name__ == "__main__":
    main()
