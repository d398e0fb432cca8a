"""Which way up a page is, from the shapes of its words.

Words lie along their lines: this tells pages that lie on their side. Vietnamese letters carry most of their marks
above, and Latin ascenders are commoner than descenders: this tells pages that stand on their head.
"""

from __future__ import annotations

from extractors.word_shapes import WordBodies, WordBoxes, lying_share


def lies_on_its_side(boxes: WordBoxes) -> bool:
    """True where the lines of text run from top to bottom: most elongated words stand."""
    return lying_share(boxes) < 0.5


def upside_down_evidence(bodies: WordBodies) -> float:
    """Above 0 where a page with level lines stands on its head, below 0 where it is upright; 0 knows nothing.

    The ink over the letters' bodies less the ink under them, as a share of both. Sound pages give 0.15 to 0.6 either
    way; within DOUBTFUL of 0 a reader should be asked.
    """
    above, below = int(bodies.above.sum()), int(bodies.below.sum())
    return (below - above) / (above + below) if above + below else 0.0


DOUBTFUL = 0.1
