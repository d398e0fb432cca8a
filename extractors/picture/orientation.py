"""Which way up a page is: from the shapes of its words, and from reading a few lines where those leave it in doubt.

Words lie along their lines: this tells pages that lie on their side. Vietnamese letters carry most of their marks
above, and Latin ascenders are commoner than descenders: this tells pages that stand on their head.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout import Line
from extractors.picture.raster import Picture, turned
from extractors.picture.word_shapes import WordBodies, WordBoxes, lying_share
from extractors.reading.reader import Reader, Segmentation
from normalizers.unicode import is_vietnamese_syllable

DOUBTFUL = 0.12
"""Evidence nearer to 0 is asked of a reader; on pages of a dozen words and a signature it may have the wrong sign."""


FEW_WORDS = 40
"""Fewer words may lean to the wrong side by chance: a heading in capitals has no ascenders, figures have no marks."""
OTHER_WORDS = 0.4
"""What a word that isn't built like Vietnamese (a number) counts, of one that is."""


def is_in_doubt(bodies: WordBodies, evidence: float) -> bool:
    """True where the shapes of the words don't tell surely whether a page stands on its head."""
    return abs(evidence) < DOUBTFUL or len(bodies.height) < FEW_WORDS


def lies_on_its_side(boxes: WordBoxes) -> bool:
    """True where the lines of text run from top to bottom: most elongated words stand."""
    return lying_share(boxes) < 0.5


def upside_down_evidence(bodies: WordBodies) -> float:
    """Above 0 where a page with level lines stands on its head, below 0 where it is upright; 0 knows nothing.

    The ink over the letters' bodies less the ink under them, as a share of both. Sound pages give 0.15 to 0.6 either
    way.
    """
    above, below = int(bodies.above.sum()), int(bodies.below.sum())
    return (below - above) / (above + below) if above + below else 0.0


def reads_better_turned(strip: Picture, reader: Reader) -> bool:
    """True where a strip of level lines makes more sense to `reader` when it is turned by 180 degrees."""
    upright = _sense(reader.read(strip, Segmentation.CELL))
    return _sense(reader.read(turned(strip, 2), Segmentation.CELL)) > upright


def _sense(lines: Sequence[Line]) -> float:
    """How much there is that makes sense: the confidences of the words, those built like Vietnamese above others."""
    words = (word for line in lines for word in line.words if any(map(str.isalnum, word.text)))
    return sum(
        word.confidence**2 * len(word.text) * (1.0 if is_vietnamese_syllable(word.text) else OTHER_WORDS)
        for word in words
    )
