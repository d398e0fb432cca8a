"""Vietnamese text as Unicode: one form, folding, tone placement, and what a Vietnamese syllable looks like.

A syllable is told by its structure (onset, rhyme, tone), not by a list of words: see Đoàn Thiện Thuật, "Ngữ âm tiếng
Việt". Nothing here depends on a model; `normalizers.repair` decides which syllable was meant.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from unidecode import unidecode

GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
TONES = (GRAVE, ACUTE, HOOK, TILDE, DOT)

PUNCTUATION = "".join(chr(code) for code in range(0x2000, 0x2070)) + "!\"'()*,-./:;<>?[\\]^_`{|}~«»…"
"""What may stand around a word without being part of it."""

_VOWELS = "aăâeêioôơuưy"
_TONED = {(vowel, tone): unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in TONES}

# Rhymes (vần) without tone, by first letter. "qu" and "gi" count as onsets.
_RHYMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op
    ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uên uênh uêt uêu ui um un ung uơ up ut uy uya uych uyn uynh uyên uyêt uyp uyt uyu
    uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y yêm yên yêng yêt yêu
    """.split()  # noqa: SIM905 (a list of a hundred lines would be no clearer)
)
_AFTER_QU = frozenset(
    """
    a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân âng ât âu ây e en eo et ê ên ênh êch êt i ia ich in inh it
    iu ơ ơi ôc y ych yn ynh yt yên yêt yêu
    """.split()  # noqa: SIM905 (a list of a hundred lines would be no clearer)
)
_AFTER_GI = frozenset(rhyme for rhyme in _RHYMES if rhyme[0] not in "iy")
_BEFORE_FRONT_VOWEL = ("k", "gh", "ngh")
_BEFORE_OTHER_VOWEL = ("c", "ng")
_ONSETS = ("", *"bcdđghklmnprstvx", "ch", "gh", "gi", "kh", "ng", "ngh", "nh", "ph", "qu", "th", "tr")
_STOPS = ("c", "ch", "p", "t")

_FOLDING = {
    ord(char): base
    for vowel in _VOWELS
    for form in (vowel, *(_TONED[vowel, tone] for tone in TONES))
    for base in [unicodedata.normalize("NFD", vowel)[0]]
    for char in (form, form.upper())
} | {ord("đ"): "d", ord("Đ"): "d"}
_SURROGATES = re.compile("[\ud800-\udfff]")

# An open syllable in "oa", "oe" or "uy" whose tone stands on its last letter: the old placement. Not after q (quý).
_OLD_TONE = re.compile(
    "([oO])([{ae}])(?!\\w)|(?<![qQ])([uU])([{y}])(?!\\w)".format(
        ae="".join(form + form.upper() for vowel in "ae" for form in (_TONED[vowel, tone] for tone in TONES)),
        y="".join(form + form.upper() for form in (_TONED["y", tone] for tone in TONES)),
    )
)


def nfc(text: str) -> str:
    """The text in Unicode normal form C, in which the whole program works."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """The text without accents and in lower case, "Kế hoạch" as "ke hoach"; other scripts as `unidecode` spells them.

    For comparing, never for showing: the length may change. Lone surrogates vanish.
    """
    simple = nfc(text).translate(_FOLDING).lower()
    if simple.isascii():
        return simple
    return str(unidecode(_SURROGATES.sub("", simple))).lower()


def modern_tone(text: str) -> str:
    """The text (NFC) with the tone mark of open "oa", "oe", "uy" on the first letter: "hoà" as "hòa"; "quý" stays."""
    return _OLD_TONE.sub(_moved_tone, text)


def _moved_tone(match: re.Match[str]) -> str:
    glide, vowel = match[1] or match[3], match[2] or match[4]
    parts = unicodedata.normalize("NFD", vowel)
    return unicodedata.normalize("NFC", glide + parts[1]) + parts[0]


def trimmed(token: str) -> str:
    """The token without the punctuation around it."""
    return token.strip(PUNCTUATION)


def split_syllable(word: str) -> tuple[str, str]:
    """Onset and rhyme of a lower-case word: "trường" as ("tr", "ường"); any other word after its longest onset."""
    for length in (3, 2, 1):
        onset = word[:length]
        if len(onset) == length and onset in _ONSETS and len(word) > length:
            if onset == "gi" and unicodedata.normalize("NFD", word[2])[0] not in _VOWELS:
                continue
            return onset, word[length:]
    return "", word


def is_vietnamese_syllable(token: str) -> bool:
    """True where the token, punctuation around it and case aside, is built like a Vietnamese syllable.

    Both placements of the tone count. A token of any other script, with a digit, or empty, is none.
    """
    return trimmed(nfc(token)).lower() in _syllables()


def is_spelt_like_syllable(token: str) -> bool:
    """True where the letters are those of a Vietnamese syllable, whatever marks they bear: "thuc", not "cdc"."""
    return folded(trimmed(token)) in _bare_syllables()


def vietnamese_syllable_share(text: str) -> float:
    """The share, from 0 to 1, of the words with a letter that are built like Vietnamese syllables; 0 without words.

    A word with a digit in it counts as a word if it has a letter too ("t6" is what a bad reader makes of "tổ").
    """
    syllables = _syllables()
    words = right = 0
    for token in nfc(text).lower().split():
        word = token.strip(PUNCTUATION)
        if any(char.isalpha() for char in word):
            words += 1
            right += word in syllables
    return right / words if words else 0.0


@cache
def _syllables() -> frozenset[str]:
    """All that is built like a syllable, in lower case and both tone placements (about 25,000)."""
    found: set[str] = set()
    for onset in _ONSETS:
        rhymes = _AFTER_QU if onset == "qu" else _AFTER_GI if onset == "gi" else _RHYMES
        for rhyme in rhymes:
            front = rhyme[0] in "eêiy"
            if (onset in _BEFORE_OTHER_VOWEL and front) or (onset in _BEFORE_FRONT_VOWEL and not front):
                continue
            if onset == "g" and rhyme[0] in "eêy":
                continue
            found.update(onset + toned for toned in _toned_forms(rhyme))
    return frozenset(found)


@cache
def _bare_syllables() -> frozenset[str]:
    return frozenset(map(folded, _syllables()))


def _toned_forms(rhyme: str) -> set[str]:
    """The rhyme with each tone that it can bear, in both placements."""
    stopped = rhyme.endswith(_STOPS)
    forms = set() if stopped else {rhyme}
    for tone in (ACUTE, DOT) if stopped else TONES:
        for place in _tone_places(rhyme):
            forms.add(rhyme[:place] + _TONED[rhyme[place], tone] + rhyme[place + 1 :])
    return forms


def _tone_places(rhyme: str) -> tuple[int, ...]:
    """Indexes of the letters that may bear the tone mark."""
    vowels = [index for index, char in enumerate(rhyme) if char in _VOWELS]
    marked = [index for index in vowels if rhyme[index] in "ăâêôơư"]
    if marked:
        return (marked[-1],)
    closed = vowels[-1] < len(rhyme) - 1
    if len(vowels) == 1:
        return (vowels[0],)
    if closed:
        return (vowels[-1],)
    if len(vowels) == 3:
        return (vowels[1],)
    if rhyme in ("oa", "oe", "uy"):
        return (0, 1)
    return (vowels[0],)
