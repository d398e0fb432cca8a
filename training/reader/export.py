"""From a checkpoint to the model of the product: convolutions and their normalisation joined, ONNX, int8.

Static int8 for the convolutions, whose ranges are measured on lines; dynamic int8 for the LSTM and the last layer.
Fully dynamic int8 is ten times slower: dynamic convolutions have no fast kernel.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_dynamic,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from training.reader.network import Recogniser, Sizes
from training.reader.pool import load_shard
from training.reader.train import batches, collate


class _WithProbabilities(nn.Module):
    """The recogniser with the softmax, as the product runs it."""

    def __init__(self, recogniser: Recogniser) -> None:
        super().__init__()
        self.recogniser = recogniser

    def forward(self, darkness: Tensor) -> Tensor:
        """Probabilities (lines, steps, classes)."""
        probabilities: Tensor = self.recogniser(darkness).softmax(2)
        return probabilities


class _Lines(CalibrationDataReader):
    """Batches of lines for measuring ranges."""

    def __init__(self, work: Path, n_batches: int = 24) -> None:
        shard = load_shard(work / "validation.npz")
        random = np.random.default_rng(1)
        chosen = [indexes for indexes, _ in zip(batches(shard, 4000, random, 700), range(n_batches), strict=False)]
        self._batches: Iterator[NDArray[np.float32]] = iter([collate(shard, indexes, None) for indexes in chosen])

    def get_next(self) -> dict[str, Any] | None:
        """The next batch, or None at the end."""
        batch = next(self._batches, None)
        return None if batch is None else {"darkness": batch}


def export(checkpoint: Path, out: Path) -> Path:
    """Writes the float32 model of the checkpoint's running mean."""
    state = torch.load(checkpoint, weights_only=True)
    recogniser = Recogniser(Sizes(**state["sizes"]))
    recogniser.load_state_dict(state["mean"])
    model = _WithProbabilities(recogniser).eval()
    torch.onnx.export(
        model,
        (torch.zeros(2, 1, 40, 320),),
        str(out),
        input_names=["darkness"],
        output_names=["probabilities"],
        dynamic_axes={"darkness": {0: "lines", 3: "columns"}, "probabilities": {0: "lines", 1: "steps"}},
        opset_version=17,
        dynamo=False,
    )
    return out


def quantise(model: Path, work: Path, out: Path) -> Path:
    """Writes the int8 model of a float32 model; ranges are measured on the lines kept back in `work`."""
    prepared, static = work / "prepared.onnx", work / "static.onnx"
    quant_pre_process(str(model), str(prepared), skip_symbolic_shape=True)
    quantize_static(
        str(prepared),
        str(static),
        _Lines(work),
        quant_format=QuantFormat.QDQ,
        op_types_to_quantize=["Conv", "Relu", "Add"],
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        per_channel=True,
        calibrate_method=CalibrationMethod.MinMax,
    )
    quantize_dynamic(str(static), str(out), op_types_to_quantize=["LSTM", "MatMul"], weight_type=QuantType.QInt8)
    onnx.checker.check_model(str(out))
    return out


def save_weights(checkpoint: Path, out: Path) -> Path:
    """Writes the running mean of a checkpoint's weights in half precision: enough to go on training from."""
    state = torch.load(checkpoint, weights_only=True)
    arrays = {name: tensor.numpy() for name, tensor in state["mean"].items()}
    halves = {
        name: array.astype(np.float16) if array.dtype == np.float32 and np.abs(array).max(initial=0) < 6e4 else array
        for name, array in arrays.items()
    }
    progress = state["progress"]
    np.savez_compressed(out, chunk=progress["chunk"], lines=progress["lines"], **halves)
    return out


def record(model: Path, card: Path) -> None:
    """Puts the model's size and digest into its row of the model card."""
    row = f"| {model.name} | {model.stat().st_size:,} | `{hashlib.sha256(model.read_bytes()).hexdigest()}` |"
    pattern = rf"^\| {re.escape(model.name)} \|.*$"
    changed, n_rows = re.subn(pattern, row, card.read_text(encoding="utf-8"), flags=re.MULTILINE)
    if n_rows != 1:
        raise ValueError(f"{card} has {n_rows} rows for {model.name}, not one")
    card.write_text(changed, encoding="utf-8")


def main() -> None:
    """Exports a checkpoint in full precision and in int8."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--checkpoint", default="checkpoint.pt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=Path, help="where to keep the weights to go on training from, too")
    parser.add_argument("--card", type=Path, help="the model card, for the model's size and digest")
    options = parser.parse_args()
    if options.weights:
        save_weights(options.work / options.checkpoint, options.weights)
    full = export(options.work / options.checkpoint, options.work / "recogniser.float.onnx")
    small = quantise(full, options.work, options.out)
    if options.card:
        record(small, options.card)
    print(f"{small} {small.stat().st_size} bytes sha256 {hashlib.sha256(small.read_bytes()).hexdigest()}")  # noqa: T201


if __name__ == "__main__":
    main()
