"""The letterhead's left column: the bodies that issue a document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from extractors.casing import body_case
from extractors.header.beginning import BODY_HEADS, FORMULA_AGREEMENT
from extractors.header.bodies import known_body
from extractors.header.issue import names_date
from extractors.header.number import is_number_line
from extractors.printed_lines import PrintedLine
from extractors.table_meaning.wordings import plain
from normalizers.document_numbers import find_document_numbers
from normalizers.folding import fold_marks

_MOTTO = ("cong hoa xa hoi chu nghia viet nam", "doc lap tu do hanh phuc", "dang cong san viet nam")
_MOTTO_PARTS = (
    "cong hoa xa hoi chu nghia",
    "viet nam",
    "xa hoi chu nghia viet nam",
    "chu nghia viet nam",
    "nghia viet nam",
)
# Of what is stamped over a letterhead: "CÔNG VĂN ĐẾN", "ĐẾN Số: ...", words read as letters and digits.
_STAMPED = re.compile(r"^\W*(?:cong van |van ban )?den\b|\b(?=[a-z]*\d)(?=\w*[a-z]{2})\w+\b")
_STAMP = re.compile(r"^\W*(?:cong van |van ban )?den\b")
# The share of a body's letters that are capitals, at least; readers of dumps take some for small ones.
FEWEST_CAPITALS, FEWEST_CAPITALS_DUMPED = 0.6, 0.5
# A name goes on in the next line: "... VÀ", "... NÔNG NGHIỆP VÀ MÔI" (then "TRƯỜNG" is not a school).
_JOINS_ON = re.compile(r"(?:\bva|\bcac|\bcua|\bmoi|,|-|–)$")


def _is_formula(text: str, formulas: Sequence[str]) -> bool:
    folded = plain(text)
    return any(fuzz.ratio(folded, formula) >= FORMULA_AGREEMENT for formula in formulas)


def read_issuers(
    above: Sequence[PrintedLine], mentions: Sequence[str] = (), *, named: bool = True, as_dumped: bool = False
) -> tuple[str, str, tuple[PrintedLine, ...], tuple[PrintedLine, ...]]:
    """The body above the issuer and the issuer: the capitals of the left column, parted where a body's name begins.

    Of what was dumped (`as_dumped`), names are brought to those of known bodies that they are near to; `mentions` are
    the document's texts, which name its places. Where no type of document
    stands below (`named`), a dump has lost its letterhead, but for lines that are a body's for sure.
    """
    groups: list[list[PrintedLine]] = []
    for line in above:
        folded = plain(line.text)
        if not folded or _is_formula(line.text, (*_MOTTO, *_MOTTO_PARTS)) or (line.placed and line.middle > 0.5):
            continue
        if (_STAMPED if not as_dumped else _STAMP).search(fold_marks(line.text)) and not find_document_numbers(
            line.text
        ):
            continue
        if is_number_line(line.text) or find_document_numbers(line.text) or names_date(line.text):
            if groups:
                break
            continue
        if not _is_in_capitals(line, as_dumped=as_dumped):
            if groups:
                break
            continue
        begins = BODY_HEADS.match(folded + " ") is not None or (as_dumped and _body_of([line], ()) != "")
        if not (groups or begins or named or not as_dumped):
            continue
        if groups and (_JOINS_ON.search(fold_marks(groups[-1][-1].text).strip()) is not None or not begins):
            groups[-1].append(line)
        else:
            groups.append([line])
    names = [(as_dumped and _body_of(group, mentions)) or _cased(group) for group in groups]
    if not names:
        return "", "", (), ()
    if len(names) == 1:
        return "", names[0], (), tuple(groups[0])
    return names[-2], names[-1], tuple(groups[-2]), tuple(groups[-1])


def _is_in_capitals(line: PrintedLine, *, as_dumped: bool) -> bool:
    texts = (line.text, line.passage.text_raw) if as_dumped else (line.text,)
    return any(_share_of_capitals(text) >= (FEWEST_CAPITALS_DUMPED if as_dumped else FEWEST_CAPITALS) for text in texts)


def _share_of_capitals(text: str) -> float:
    letters = [character for character in text if character.isalpha()]
    return sum(character.isupper() for character in letters) / len(letters) if letters else 0.0


def _body_of(group: Sequence[PrintedLine], mentions: Sequence[str]) -> str:
    """The known body that the lines name, in its usual case; "" if none."""
    repaired = " ".join(line.text for line in group)
    known = known_body(" ".join(line.passage.text_raw for line in group), repaired, mentions)
    return body_case(known.upper()) if known.isupper() else known


def _cased(group: Sequence[PrintedLine]) -> str:
    return body_case(" ".join(" ".join(line.text for line in group).split()).strip(" .,-_:*"))
