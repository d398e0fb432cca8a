"""What a reader without Vietnamese saw in ruling lines and specks, told from what it saw in words.

Of a dump that keeps places such pieces stand where no column is, and would be taken for one. Most tokens of a piece of
text are built like Vietnamese syllables but for their marks, or are near to their repair; few of noise are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rapidfuzz.distance import Indel

from extractors.layout import Line, Word
from extractors.table_meaning.wordings import plain
from extractors.text_dump.laid_out import printed_rows, segments
from extractors.text_dump.line_clues import UNKNOWN_WORD, FluencyModel
from normalizers.unicode import is_spelt_like_syllable

# Of the letters of a piece of text those of words, at least.
WORDS_SHARE = 0.5
# Letters that a token shares with what it is repaired to, of both, and the shortest token that this is told from.
LIKE_ITS_REPAIR = 0.65
SHORTEST_REPAIRED = 3
# A token with so many digits is a date, a number, or a code.
FEWEST_DIGITS = 2
# Of a page's pieces those of noise, at least, where there is any.
NOISY = 0.04
_NAMES_OF_ORDINALS = frozenset({"tt", "stt"})


def without_noise(
    lines: Sequence[Line], readable: Callable[[str], Sequence[str]], fluency: FluencyModel
) -> tuple[Line, ...]:
    """The pieces (words close together) of `lines` that hold text, in their order, a line each.

    Where hardly any is noise what looks so is an abbreviation. `readable` gives a text's words repaired, one for each.
    """
    pieces = [Line(segment) for row in printed_rows(lines) for segment in segments(row)]
    noise = [_is_noise(piece.words, readable, fluency) for piece in pieces]
    if sum(noise) < NOISY * len(pieces):
        return tuple(pieces)
    return tuple(piece for piece, is_noise in zip(pieces, noise, strict=True) if not is_noise)


def _is_noise(words: Sequence[Word], readable: Callable[[str], Sequence[str]], fluency: FluencyModel) -> bool:
    texts = [word.text for word in words]
    if any(sum(map(str.isdigit, text)) >= FEWEST_DIGITS for text in texts) or plain(texts[0]) in _NAMES_OF_ORDINALS:
        return False
    repaired = list(readable(" ".join(texts)))
    known = (fluency.ids(texts) != UNKNOWN_WORD).tolist()
    read = (fluency.ids(repaired) != UNKNOWN_WORD).tolist()
    letters = of_words = 0
    for text, other, is_known, is_read in zip(texts, repaired, known, read, strict=True):
        n = sum(map(str.isalnum, text))
        letters += n
        of_words += n * (is_known or is_spelt_like_syllable(text) or (is_read and _is_like(text, other)))
    return letters > 0 and of_words < WORDS_SHARE * letters


def _is_like(dumped: str, repaired: str) -> bool:
    own, other = plain(dumped).replace(" ", ""), plain(repaired).replace(" ", "")
    return len(own) >= SHORTEST_REPAIRED and Indel.normalized_similarity(own, other) >= LIKE_ITS_REPAIR
