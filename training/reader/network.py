"""The recogniser: dense convolutions, a bidirectional LSTM, a class for every four columns (CTC).

About 1.24 million parameters. Dense 3x3 convolutions are as fast as separable ones on processors with vector units
and read better; the stem goes down to half size at once, since its 5x5 window loses nothing at 32 channels.
"""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor, nn
from torch.nn import functional

from extractors.own_reader.alphabet import N_CLASSES


@dataclass(frozen=True)
class Sizes:
    """Channels of the network's parts."""

    stem: int = 32
    middle: int = 64
    deep: int = 128
    column: int = 192
    hidden: int = 128


USUAL_SIZES = Sizes()


def _convolution(
    inputs: int, outputs: int, kernel: tuple[int, int], stride: tuple[int, int], pad: tuple[int, int]
) -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, pad, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class _AlongLine(nn.Module):
    """A residual convolution along the line."""

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(
            channels, channels, (1, 3), padding=(0, dilation), dilation=(1, dilation), bias=False
        )
        self.normal = nn.BatchNorm2d(channels)

    def forward(self, columns: Tensor) -> Tensor:
        return functional.relu(columns + self.normal(self.convolution(columns)))


class Recogniser(nn.Module):
    """Darkness (batch, 1, 40, width), width a multiple of 4, to class scores (batch, width / 4, classes)."""

    def __init__(self, sizes: Sizes = USUAL_SIZES) -> None:
        super().__init__()
        self.front = nn.Sequential(
            _convolution(1, sizes.stem, (5, 5), (2, 2), (2, 2)),
            _convolution(sizes.stem, sizes.middle, (3, 3), (2, 2), (1, 1)),
            _convolution(sizes.middle, sizes.middle, (3, 3), (1, 1), (1, 1)),
            _convolution(sizes.middle, sizes.deep, (3, 3), (2, 1), (1, 1)),
            _convolution(sizes.deep, sizes.deep, (3, 3), (1, 1), (1, 1)),
        )
        self.column = _convolution(sizes.deep, sizes.column, (5, 1), (1, 1), (0, 0))
        self.along = nn.Sequential(*(_AlongLine(sizes.column, dilation) for dilation in (1, 2, 4, 1)))
        self.lstm = nn.LSTM(sizes.column, sizes.hidden, bidirectional=True, batch_first=True)
        self.scores = nn.Linear(2 * sizes.hidden, N_CLASSES)

    def forward(self, darkness: Tensor) -> Tensor:
        """Class scores of each step (not normalised)."""
        columns = self.along(self.column(self.front(darkness))).squeeze(2).transpose(1, 2)
        context, _ = self.lstm(columns)
        scores: Tensor = self.scores(context)
        return scores
