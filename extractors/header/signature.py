"""The signature block: who signed in which office, and to whom the document goes (Nơi nhận)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from extractors.casing import OFFICES, office_case, person_case
from extractors.layout import Passage
from extractors.printed_lines import PrintedLine
from extractors.table_meaning.wordings import plain
from normalizers.folding import fold_marks
from normalizers.garbled_letters import plainly
from normalizers.person_names import is_surname, rightmost_person

# Letters in a hundred that must agree for a line to be "Nơi nhận" or an office.
AGREEMENT = 80
# The same for an office of a text dump, signs taken for the letters that they stand for.
OFFICE_AGREEMENT = 76
# A list of recipients longer than this has run into something else.
MOST_RECIPIENTS = 40
# The signer's name stands within this many lines below the office.
NAME_WITHIN = 12

_OFFICE = re.compile(
    r"^(?:(?:kt|tm|tl|tuq|q)\s?[.,]?\s+)?(?:pho |quyen )?(?:truong ban|pho truong ban|chu tich|giam doc|tong giam doc"
    r"|hieu truong|chanh van phong|truong phong|chi cuc truong|cuc truong|bi thu|bo truong|thu truong|truong khoa"
    r"|truong tram|truong thon|vu truong|tong cuc truong|thu tuong|chi huy truong|chinh uy|tong thanh tra|chanh an"
    r"|truong doan|chu nhiem|truong tieu ban|truong phan hieu|tram truong|hat truong|ban giam hieu|ban giam doc"
    r"|vien truong|chanh thanh tra|chu nhiem|thu tuong|to truong|doi truong|tong bien tap|thuong truc)\b"
)
_PLAIN_OFFICES = [plainly(office) for office in OFFICES]
# Two columns' words without a space between: "TRƯỞNG BANNgười lập".
_RUN_TOGETHER = re.compile(r"(?<=[A-ZĐ]{2})(?=[A-ZĐ][^\W\dA-ZĐ]{2})")
FEWEST_LETTERS = 6
_ON_BEHALF = re.compile(r"^(?:kt|tm|tl|tuq)\s?[.,]?\s")
_RECIPIENTS = re.compile(r"^\W*noi\s?nh?an\b\W*")
# Folded: degrees and ranks before a name.
_TITLES_OF_PERSON = re.compile(
    r"^(?:(?:th\.?s|ts|tskh|pgs|gs|bs|bs\.?\s?cki{1,2}|cki{1,2}|ds|ds\.?\s?cki{1,2}|ks|cn"
    r"|luat su|nsut|nsnd|nguoi lap|phe duyet"
    r"|(?:thieu|trung|thuong|dai) (?:tuong|ta|uy))(?:[.,:]\s*|\s+))+"
)
_NAME = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+){1,5}")
_ARCHIVE = re.compile(r"^\W*l[uư]u\b")


@dataclass(frozen=True, slots=True)
class Signature:
    """Office and name of the signer, and the recipients as printed, without bullets and final signs."""

    title: str = ""
    name: str = ""
    recipients: tuple[str, ...] = ()
    title_passages: tuple[Passage, ...] = ()
    name_passages: tuple[Passage, ...] = ()
    recipient_passages: tuple[Passage, ...] = ()


def read_signature(lines: Sequence[PrintedLine], *, as_dumped: bool = False) -> Signature:
    """The signature block: the first "Nơi nhận" with what stands around it, else the last office named.

    Of what was dumped (`as_dumped`), offices and names are brought to those that they are near to.
    """
    if as_dumped:
        lines = [_with_known_words(line) for line in lines]
    start = _recipients_start(lines)
    if start is not None:
        page = lines[start].page
        block = [line for line in lines[max(0, start - 6) : start + MOST_RECIPIENTS] if line.page in (page, page + 1)]
        right = [line for line in block if not line.placed or line.middle > 0.5]
        signed = _signer(right)
        if not signed.name:
            signed = _signer(lines[max(0, start - 14) : start + MOST_RECIPIENTS])
        recipients, recipient_lines = _recipients(lines, start)
        passages = tuple(line.passage for line in recipient_lines)
        return replace(signed, recipients=recipients, recipient_passages=passages)
    offices = [index for index, line in enumerate(lines) if _is_office(line)]
    for index in reversed(offices):
        signed = _signer(lines[max(0, index - 2) : index + NAME_WITHIN])
        if signed.name:
            return signed
    return Signature()


def _recipients_start(lines: Sequence[PrintedLine]) -> int | None:
    for index, line in enumerate(lines):
        head = " ".join(plain(line.text).split()[:2])
        short = len(line.text.split()) <= 3
        if _RECIPIENTS.match(fold_marks(line.text)) or (short and fuzz.ratio(head, "noi nhan") >= AGREEMENT):
            return index
    return None


def names_office(text: str) -> bool:
    """True for a line in capitals that begins with an office: "KT. TRƯỞNG BAN"."""
    letters = [character for character in text if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    return bool(letters) and capitals >= 0.7 * len(letters) and _OFFICE.match(plain(text)) is not None


def _is_office(line: PrintedLine) -> bool:
    return names_office(line.text)


def _with_known_words(line: PrintedLine) -> PrintedLine:
    """The line with the office or the person that it names, where its words are near to one; else as it is."""
    raw = line.passage.text_raw
    if names_office(line.text):
        return line
    office = _nearest_office(raw)
    if office:
        return replace(line, text=office.upper())
    if raw.isupper():
        return line
    raw_words, words = raw.split(), line.text.split()
    if len(raw_words) != len(words):
        return line
    titles = _TITLES_OF_PERSON.match(fold_marks(line.text))
    skipped = len(line.text[: titles.end()].split()) if titles else 0
    name = rightmost_person(" ".join(raw_words[skipped:]), " ".join(words[skipped:]))
    return replace(line, text=name) if name else line


def _nearest_office(raw: str) -> str:
    """The office in capitals that a line names, alone or run together with what stands beside it; "" if none."""
    for part in _RUN_TOGETHER.split(raw):
        behalf = _ON_BEHALF.match(fold_marks(part))
        own = part[behalf.end() :] if behalf else part
        letters = [character for character in own if character.isalpha()]
        if len(letters) < FEWEST_LETTERS or sum(map(str.isupper, letters)) < 0.6 * len(letters):
            continue
        found = process.extractOne(plainly(own), _PLAIN_OFFICES, scorer=fuzz.ratio, score_cutoff=OFFICE_AGREEMENT)
        if found is not None:
            return (behalf[0].upper() if behalf else "") + OFFICES[found[2]]
    return ""


def _signer(lines: Sequence[PrintedLine]) -> Signature:
    """The first office with a name below it, and that name; without a name the last office."""
    title, title_line = "", None
    for index, line in enumerate(lines):
        if _is_office(line):
            office = re.sub(r"^(?:kt|tm|tl|tuq|q)\s?[.,]\s*", "", fold_marks(line.text))
            printed = line.text[len(line.text) - len(office) :].strip(" .,:;")
            if not _ON_BEHALF.match(fold_marks(line.text)) or not title:
                title, title_line = office_case(printed), line
            for below in lines[index + 1 : index + 1 + NAME_WITHIN]:
                if _is_office(below):
                    break
                name = _name_of(below.text)
                if name:
                    office_passages = (title_line.passage,) if title_line is not None else ()
                    return Signature(title, name, (), office_passages, (below.passage,))
    return Signature(title, "", (), (title_line.passage,) if title_line is not None else ())


def _name_of(text: str) -> str:
    """The person named by a line that holds nothing else; "" where it is no name."""
    stripped = text.strip(" .,:;-_*'\"|")
    titles = _TITLES_OF_PERSON.match(fold_marks(stripped))
    stripped = stripped[titles.end() :] if titles else stripped
    words = stripped.split()
    if not 2 <= len(words) <= 5 or _NAME.fullmatch(stripped) is None:
        return ""
    if not all(word[:1].isupper() for word in words):
        return ""
    if not is_surname(words[0]):
        return ""
    return person_case(stripped)


def _recipients(lines: Sequence[PrintedLine], start: int) -> tuple[tuple[str, ...], tuple[PrintedLine, ...]]:
    """The items below "Nơi nhận", those that wrap joined, up to the archive ("Lưu") that ends the list; their lines."""
    first = lines[start]
    items: list[str] = []
    used: list[PrintedLine] = []
    rest = _RECIPIENTS.sub("", fold_marks(first.text))
    inline = first.text[len(first.text) - len(rest) :].strip() if rest else ""
    if inline.startswith(("-", "–", "+")):
        items.append(inline)
        used.append(first)
    archived = False
    for line in lines[start + 1 : start + MOST_RECIPIENTS]:
        if line.page != first.page and (archived or line.page > first.page + 1 or line.text.isupper()):
            break
        if (line.placed and line.left > 0.5) or _is_office(line):
            if archived:
                break
            continue
        text = line.text.strip()
        bulleted = re.match(r"^[-–—+•*~:=]+\s*", text)
        if archived and not (items and items[-1].rstrip().endswith((",", "-"))):
            break
        if bulleted or not items:
            if not bulleted and not re.match(r"^\W*(?:nhu|ubnd|tt|so |cac |luu)", fold_marks(text)):
                break
            items.append(text)
        elif items[-1].rstrip().endswith((";", ".")):
            break
        else:
            items[-1] = f"{items[-1]} {text}"
        used.append(line)
        archived = _ARCHIVE.match(fold_marks(re.sub(r"^[-–—+•*~:=]+\s*", "", items[-1]))) is not None
    cleaned = [re.sub(r"^[-–—+•*~:=]+\s*", "", item).strip(" ;.") for item in items]
    return tuple(" ".join(item.split()) for item in cleaned if item), tuple(used)
