"""Who is responsible: one cell or sentence becomes lead and coordinating agencies, and agencies get one name each.

Names are split as a person would: "các phòng, đơn vị trực thuộc" is one group, "Văn phòng, các phòng chuyên môn" are
two, and the "và" inside "Sở Nông nghiệp và Môi trường" parts nothing. What parts them is the word that follows: an
agency's name begins with one of a closed list of words (Sở, UBND, Phòng, các, lãnh đạo ...).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from normalizers.agency_names import official_name
from normalizers.agency_words import (
    ASSIGNED,
    BEGINS_WITH_AGENCY,
    CONTRIBUTES,
    FOLDER,
    GENERIC_LIST,
    GOES_ON_WITH_GROUP,
    JOINT_OFFICE,
    LABELS,
    LEAD_WORD,
    NAMED_FOR_A_VERB,
    NO_LONGER_NAMED,
    OFFICE_BEFORE,
    RELATIVE,
    RELATIVE_VERB,
    SPLIT,
    TOGETHER_WITH,
    VERB,
)
from normalizers.folding import fold_marks


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who leads and who takes part, as printed, several joined by "; "; "" where nobody is named."""

    lead: str = ""
    coordinating: str = ""


def split_responsibility(text: str) -> Responsibility:
    """Lead and coordinating agencies of a responsibility cell or of the beginning of a sentence.

    Understands "X chủ trì, phối hợp Y thực hiện", "X phối hợp với Y", "Chủ trì: X; Phối hợp: Y", items on lines of
    their own, and a bare list of agencies, who all lead. Wording and case are kept as printed.
    """
    text = _one_spaced(text)
    leads: list[str] = []
    partners: list[str] = []
    labelled = _labelled(text)
    if labelled is not None:
        return labelled
    items = [item for item in re.split(r"\n|;\s*(?=[-+•*])", text) if item.strip()]
    helpers: list[str] = []
    for item in items:
        lead, coordinating, contributes = _split_item(item)
        (helpers if contributes and len(items) > 1 else leads).extend(lead)
        partners.extend(coordinating)
    if not leads:
        leads, helpers = helpers, []
    return Responsibility(_joined(leads), _joined([*partners, *helpers]))


def _labelled(text: str) -> Responsibility | None:
    """The parts behind the labels "Chủ trì:" and "Phối hợp:"; None without labels."""
    folded = fold_marks(text)
    in_brackets = re.search(r"\(\s*(?:co quan |don vi )?chu tri\s*\)", folded)
    if in_brackets:
        rest = re.sub(r"\((?:cùng )?phối hợp(?: thực hiện)?\)", "", text[in_brackets.end() :], flags=re.IGNORECASE)
        return Responsibility(_joined(_names(text[: in_brackets.start()])), _joined(_names(rest)))
    labels = list(LABELS.finditer(folded))
    if not labels:
        return None
    parts: dict[str, list[str]] = {"lead": [], "with": []}
    before = text[: labels[0].start()].strip(" -–+*•,;\n(")
    if before:
        parts["lead"].extend(_names(before))
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        end = following.start() if following else len(text)
        parts["lead" if label["lead"] else "with"].extend(_names(text[label.end() : end].rstrip(" -–+*•(,;\n")))
    return Responsibility(_joined(parts["lead"]), _joined(parts["with"]))


def _split_item(item: str) -> tuple[list[str], list[str], bool]:
    """Leads and partners of one item, and whether it only tells who helps along."""
    item = NO_LONGER_NAMED.sub("", item)
    assigned = ASSIGNED.match(fold_marks(item))
    if assigned and not item.lower().startswith("giáo"):  # "Giáo viên" is a teacher, "giao" (to charge with) a verb.
        item = item[assigned.end() :]
    folded = fold_marks(item)
    chair = LEAD_WORD.search(folded)
    together = TOGETHER_WITH.search(folded, chair.end() if chair else 0)
    if chair is None and together is not None and together.start() == 0:
        # "Phối hợp với Sở X ...": nobody is said to lead.
        return [], _names(item[together.end() :]), False
    lead_end = chair.start() if chair else together.start() if together else len(item)
    lead = item[:lead_end]
    verb = _verb_after(lead)
    contributes = False
    if verb is not None:
        contributes = CONTRIBUTES.match(fold_marks(item[verb:]).strip(" ,")) is not None
        lead = lead[:verb]
        far = lead_end - verb > len(" các nhiệm vụ ") and "co trach nhiem" not in folded[verb:lead_end]
        if chair is None and together is not None and far and not together[0].rstrip().endswith("voi"):
            together = None
    partners: list[str] = []
    if together is not None:
        partners = _names(item[together.end() :])
        if (
            chair is None
            and not re.search(r"\b(?:voi|cung)\b|:", together[0])
            and not names_agency("; ".join(partners))
        ):
            partners = []  # "X phối hợp tuyên truyền": with whom is not said.
        if chair is not None and not partners:
            # "X chủ trì, Y phối hợp": the partner stands before the word.
            partners = _names(item[chair.end() : together.start()])
        if chair is None and not partners:
            contributes = True
    return _names(lead), partners, contributes


def _names(text: str) -> list[str]:
    """The names that `text` begins with, up to what they do, split, as printed."""
    verb = _verb_after(text)
    if verb is not None:
        text = text[:verb]
    return [name for part in split_names(text) if (name := NO_LONGER_NAMED.sub("", part))]


def _verb_after(text: str) -> int | None:
    """Where the names end and what they do begins; None where it does not.

    A verb belongs to a name where it is capitalised ("Phòng Doanh nghiệp – Giám sát đầu tư"), stands right behind
    "tổ", "ban" ("Tổ kiểm tra CCHC"), tells which rooms are meant ("các phòng giải quyết TTHC") or is in brackets.
    """
    folded = fold_marks(text)
    position = 0
    while (verb := VERB.search(folded, position)) is not None:
        before = folded[: verb.start()].rstrip(" ,")
        relative = RELATIVE_VERB.match(folded, verb.start())
        if relative and RELATIVE.search(before):
            position = relative.end()
            continue
        capitalised = before and text[verb.start() :].lstrip(" ,")[:1].isupper() and not text.isupper()
        bracketed = before.count("(") > before.count(")")
        if capitalised or bracketed or NAMED_FOR_A_VERB.search(before):
            position = verb.start() + len(verb[0].rstrip())  # the space before the next verb is still to be seen
            continue
        return verb.start()
    return None


def split_names(text: str) -> tuple[str, ...]:
    """The agencies that `text` lists, each as printed, in order."""
    text = _one_spaced(text)
    folded = FOLDER.fold(text)
    parts: list[str] = []
    start = 0
    for separator in SPLIT.finditer(folded):
        before = folded[start : separator.start()]
        if before.count("(") > before.count(")"):
            continue
        if separator["group"] and GENERIC_LIST.match(before.lstrip(" -–+*•")):
            continue
        if GENERIC_LIST.match(before.lstrip(" -–+*•")) and GOES_ON_WITH_GROUP.match(folded[separator.end() :]):
            continue
        joins_office = "va" in separator[0].split() or "&" in separator[0]
        if joins_office and JOINT_OFFICE.search(before) and OFFICE_BEFORE.search(before):
            continue
        parts.append(text[start : separator.start()])
        start = separator.end()
    parts.append(text[start:])
    return tuple(part for part in (NO_LONGER_NAMED.sub("", part) for part in parts) if part)


def _one_spaced(text: str) -> str:
    """`text` with one space for several; line feeds stay."""
    return re.sub(r"[^\S\n]+", " ", text)


def _joined(names: list[str]) -> str:
    return "; ".join(dict.fromkeys(names))


def agency_names(text: str, defined: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The agencies of a lead or coordinating text, each once, under the one name that it has across a corpus.

    `defined` maps short forms that the document itself defines to what they stand for (see `find_definitions`).
    """
    names: list[str] = []
    for part in split_names(text):
        names.extend(official_name(name, defined or {}) for name in _of_one_kind(part))
    return tuple(dict.fromkeys(name for name in names if name))


# Fields whose names hold "và" or a comma, so that "các Sở: Tài chính, Nông nghiệp và Môi trường" can be parted.
_COMPOUND_FIELDS = (
    "van hoa, the thao va du lich",
    "van hoa, the thao",
    "van hoa va the thao",
    "van hoa va thong tin",
    "van hoa, khoa hoc va thong tin",
    "nong nghiep va moi truong",
    "nong nghiep va phat trien nong thon",
    "tai nguyen va moi truong",
    "khoa hoc va cong nghe",
    "giao duc va dao tao",
    "ke hoach va dau tu",
    "thong tin va truyen thong",
    "dan toc va ton giao",
    "lao dong, thuong binh va xa hoi",
    "lao dong - thuong binh va xa hoi",
    "kinh te, ha tang va do thi",
    "kinh te va ha tang",
)
_ONE_KIND = re.compile(r"^(?:cac\s+)?(?P<kind>so|bo|phong|ban|hoi|truong|vu|cuc)\s*:\s*")


def _of_one_kind(text: str) -> list[str]:
    """Read "Các Sở: Tài chính, Nội vụ" as "Sở Tài chính", "Sở Nội vụ"; anything else as it is."""
    folded = fold_marks(text)
    match = _ONE_KIND.match(folded)
    if match is None:
        return [text]
    kind = text[match.start("kind") : match.end("kind")].capitalize()
    rest, folded = text[match.end() :], folded[match.end() :]
    for field in _COMPOUND_FIELDS:
        folded = folded.replace(field, "x" * len(field))
    parts, start = [], 0
    for separator in re.finditer(r"\s*(?:,|;|\sva\s)\s*", folded):
        parts.append(rest[start : separator.start()])
        start = separator.end()
    parts.append(rest[start:])
    return [f"{kind} {part.strip()}" for part in parts if part.strip()]


_CALLED = re.compile(
    r"\(\s*(?:(?:sau day|duoi day)\s+)?(?:duoc\s+)?(?:goi|viet)\s+(?:tat|chung|ngan gon)?\s*(?:la"
    r"|:)?\s*(?P<short>[^()]{2,60})\)"
)
_IN_BRACKETS = re.compile(r"\(\s*(?P<short>[^()\d]{2,40}?)\s*\)")


def find_definitions(text: str) -> dict[str, str]:
    """Short forms that `text` defines for agencies: "Ban Quản lý" -> "Ban Quản lý Khu kinh tế và Khu công nghiệp".

    Taken from "(gọi tắt là X)", "(sau đây gọi là X)", and from brackets that hold the beginning or the initials of
    the agency's name just before them.
    """
    folded = fold_marks(text)
    found: dict[str, str] = {}
    for pattern, explicit in ((_CALLED, True), (_IN_BRACKETS, False)):
        for match in pattern.finditer(folded):
            short = text[match.start("short") : match.end("short")].strip(" \"“”'.")
            name = _name_ending_at(text, folded, match.start())
            if not name or short in found or len(short) >= len(name):
                continue
            initials = "".join(word[0] for word in re.split(r"[\s,\-–]+", fold_marks(name)) if word)
            begins = fold_marks(name).startswith(fold_marks(short) + " ")
            if explicit or begins or (short.isupper() and _abbreviates(fold_marks(short), initials)):
                found[short] = name
    return found


def _abbreviates(short: str, initials: str) -> bool:
    """True where `short` is made of initials in their order, beginning with the first, none of them far skipped."""
    letters = re.sub(r"[^a-z]", "", short)
    position = 0
    for letter in letters:
        position = initials.find(letter, position) + 1
        if position == 0:
            return False
    return bool(letters) and letters[0] == initials[0] and len(letters) * 2 >= len(initials)


_NAME_START = re.compile(
    r"(?:^|[\s;,:(])(?=(?:ban quan ly|ban chi dao|ban chi huy|ban|so|bo|phong|trung tam|truong"
    r"|van phong|uy ban|hoi dong|chi cuc|cuc|vien|cong ty|tap doan|hoi|lien doan|khoa|benh vien"
    r"|to)\s)"
)


def _name_ending_at(text: str, folded: str, end: int) -> str:
    """The agency name that stands right before position `end`; "" if none."""
    sentence = max(folded.rfind(sign, 0, end) for sign in (".", ";", "\n", ":", ")")) + 1
    starts = [match.end() for match in _NAME_START.finditer(folded[:end], sentence)]
    for start in starts:
        name = text[start:end].strip()
        if name[:1].isupper() and len(name) <= 120 and "," not in name.split(" và ")[0]:
            return name
    return ""


def names_agency(text: str) -> bool:
    """True where `text` begins with an agency or group that could be given a task."""
    return BEGINS_WITH_AGENCY.match(FOLDER.fold(text)) is not None
