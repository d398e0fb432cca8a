"""Pictures of any mode that files may have, as eight bits of gray or colour, as a viewer shows them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

_DEEP_MODES = ("I;16", "I;16L", "I;16B", "I;16N", "I", "F")
"""Pillow cuts their values off at 255, which leaves white paper of 16 bits."""
_UPRIGHT = 1
_ORIENTATION = 0x0112
"""Tag of EXIF: how the camera was held."""


def eight_bits(image: Image.Image) -> NDArray[np.uint8]:
    """Gray (height, width) or RGB (height, width, 3); what is transparent is white.

    Raises what Pillow raises where the file can't be decoded.
    """
    if image.mode in _DEEP_MODES:
        return _shallow(np.asarray(image))
    if image.mode in ("1", "L") and "transparency" not in image.info:
        return np.asarray(image.convert("L"), dtype=np.uint8)
    if image.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in image.info:
        layer = image.convert("RGBA")
        image = Image.new("RGBA", layer.size, "white")
        image.alpha_composite(layer)
    return np.asarray(image.convert("RGB"), dtype=np.uint8)


def as_held(image: Image.Image) -> Image.Image:
    """The picture turned as its EXIF data ask for; the same where they don't, or can't be read."""
    try:
        asked = image.getexif().get(_ORIENTATION, _UPRIGHT)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError):
        return image
    return ImageOps.exif_transpose(image) if asked != _UPRIGHT else image


def _shallow(values: NDArray[np.generic]) -> NDArray[np.uint8]:
    numbers = np.nan_to_num(np.asarray(values, dtype=np.float32), posinf=0.0, neginf=0.0)
    top = float(numbers.max(initial=0)) or 1.0
    if values.dtype.kind in "iu" and top > np.iinfo(np.uint8).max:
        top = max(top, float(np.iinfo(np.uint16).max))
    return np.asarray(np.clip(numbers, 0, top) * (255 / top), dtype=np.uint8)
