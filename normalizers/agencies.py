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
from normalizers.folding import fold_marks


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who leads and who takes part, as printed, several joined by "; "; "" where nobody is named."""

    lead: str = ""
    coordinating: str = ""


# Words that an agency's name begins with, folded; those in the second list only before or not before certain words.
_HEAD_WORDS = (
    "so, ubnd, hdnd, uy ban, hoi dong, bo phan, bo mon, van phong, vp, bql, bcd, bch, bgh, cong an, quan su,"
    " bo chi huy,"
    " ban chi huy, ban quan ly, trung tam, tt, chi cuc, cuc, tong cuc, vien kiem sat, benh vien, tram, toa an,"
    " kho bac, ngan hang,"
    " thanh tra, mat tran, mttq, ubmttq, ubmttqvn, lien doan, lien hiep, lien minh, cong doan, dang uy, chi bo,"
    " chi doan,"
    " chi hoi, dang bo, tinh uy, huyen uy, thanh uy, quan uy, tinh doan, huyen doan, hieu truong, pho hieu truong,"
    " chu tich, pho chu tich, giam doc, pho giam doc, truong phong, truong ban, truong thon, truong khoa, truong doan,"
    " pho truong, lanh dao, thu truong, nguoi dung dau, cong chuc, can bo, vien chuc, chuyen vien, giao vien,"
    " gv, gvcn, gvbm,"
    " nhan vien, van thu, ke toan, y te, thu vien, bao ve, quan tri mang, quan tri, tong phu trach, tpt, ttcm,"
    " to truong,"
    " to pho, cong ty, tap doan, tong cong ty, hop tac xa, buu dien, dien luc, bao hiem xa hoi, bhxh, thue,"
    " hai quan, kiem lam, nha truong, dai hoc, hoc vien, chinh phu, thu tuong, bi thu, bo doi bien phong,"
    " don bien phong,"
    " dan quan, lien doi, chi doi, ban ngành, ky thuat vien"
)
_CONDITIONAL_HEADS = (
    r"bo (?!phan|may|sung|sach|tieu|mon|chi|luat|cong cu|ho so)",
    r"phong (?!chong|ngua|trao)",
    r"ban (?!hanh|giao|do|tin|sao|luan|bac|dan|be|than|quyen|chi huy)",
    r"ca (?=xa|tinh|huyen|phuong)",
    r"hoi (?!nghi|thao|nhap|vien|dap|dong)",
    r"doan (?!vien|ket|the)",
    r"truong (?=mam|tieu|thcs|thpt|pho|trung|cao|dai|hoc|chinh|th |mn |day|ptdt)",
    r"vu (?!viec|an|mua|the)",
    r"vien (?!chuc|tro|phi)",
    r"bao (?=khanh|va|dong|nhan|tinh|ha|lao|dai)",
    r"dai (?=phat|truyen|khi)",
    r"to (?!chuc|tung|khai|trinh|quoc|cao)",
    r"doi (?=tuyen|co|kiem|phong|san|thanh|quan|canh|thue)",
    r"khoa (?!hoc|dao|hop|so)",
    r"nha (?=thieu|van hoa)",
    r"hat (?=kiem|giao)",
    r"thon (?=[a-z]+\b)",
)
# Plural groups: "các phòng", "tất cả các đơn vị", "toàn thể cán bộ".
_PLURAL = r"(?:tat ca|toan the|toan bo|cac|nhung|tung|mot so)"
_HEAD = (
    "(?:"
    + "|".join(sorted((word.strip() for word in fold_marks(_HEAD_WORDS).split(",")), key=len, reverse=True))
    + rf"|{_PLURAL})(?!\w)|(?:"
    + "|".join(_CONDITIONAL_HEADS)
    + ")"
)
_HEAD = f"(?:{_HEAD})"
# Bare words for groups: behind "và" they are a group of their own, unless they go on with one ("các sở, ngành và ...").
_GROUP = (
    r"(?:bo, nganh|so, nganh|so, ban|ban, nganh|bo nganh|co quan|don vi|dia phuong|doan the|to chuc|ca nhan|nganh"
    r"|ban nganh)"
)
_GENERIC_LIST = re.compile(r"^(?:tat ca\s+)?(?:cac|nhung|toan the|tat ca)\s")
_SPLIT = re.compile(
    rf"\s*(?:;|\n|,(?=\s+{_HEAD})|,?\s+va(?=\s+(?:{_HEAD}|(?P<group>{_GROUP})(?!\w)))|\s*/(?=\s*{_HEAD})"
    rf"|\s\+\s|\s&\s(?={_HEAD}))\s*"
)
# "HĐND và UBND", "Đoàn ĐBQH và HĐND" share one office.
_JOINT_OFFICE = re.compile(
    r"(?:hdnd|hoi dong nhan dan|dbqh|dai bieu quoc hoi|huyen uy|tinh uy|dang uy|thanh uy)\s*(?:tinh"
    r"|huyen|xa|phuong|thanh pho)?\s*$"
)
_OFFICE_BEFORE = re.compile(r"(?:van phong|vp\.?|doan)\s[^,;\n]*$|(?:van phong|vp\.?)\s*$")

_LEADS = r"(?:chu\s*tri|chu\s*dong|dau\s*moi|lam dau moi|la co quan chu tri|phu trach chinh|chiu trach nhiem chinh)"
_TOGETHER = r"(?:phoi\s*hop|phoi\s*ket\s*hop|ket\s*hop|cung(?!\s*(?:cap|ung|co)\b))\b"
_TOGETHER_WITH = re.compile(
    rf"[,;]?\s*(?:va\s+)?(?:chu dong\s+)?{_TOGETHER}\s*(?:chat che\s*)?(?:voi\s+|cung\s+(?:voi\s+)?)?[:]?\s*"
)
_LEAD_WORD = re.compile(rf"[,:;]?\s*(?:(?:la|lam|chiu trach nhiem|co trach nhiem|duoc giao)\s+)*{_LEADS}\b\s*[:,;]?\s*")
# What an agency does: ends its name. "thực hiện giải quyết TTHC" behind "phòng" tells which rooms, see _cut_at_verb.
_VERB = re.compile(
    r"(?:[,;]?\s+|^)(?:(?:co\s+)?trach nhiem|co nhiem vu|chiu trach nhiem|cac nhiem vu\b|thuc hien"
    r"|to chuc (?!hanh chinh|can bo|nha nuoc|chinh tri|xa hoi|dang|phap che|- )"
    r"|xay dung (?=bao|ke|van|noi|du|de|quy|chuong|phuong|va|co so|danh|cac|to trinh|chi)|tham muu"
    r"|nghien cuu(?! khoa)|lap (?=danh|ke|du|bao|ho|bien|de)|tong hop(?=\s)(?! -)|cung cap|tra loi"
    r"|tiep nhan|dang tai|dang tin|trien khai|huong dan|ra soat"
    r"|kiem tra (?!dang|cchc|noi bo|ccvc|cong vu|giam sat)|theo doi|don doc|bao cao|de xuat"
    r"|bo tri|phan cong|chi dao (?!tuyen)|dam bao|bao dam|thong ke|cap nhat|soan thao|trinh (?=ubnd"
    r"|hdnd|lanh|chu|ban)|tham dinh|giam sat|quan ly (?=va|viec|ho so)|nop|gui|hoan thanh|phe duyet"
    r"|du thao|van dong|tuyen truyen(?=\s+(?!gd|va|giao|-|vien))|chuan bi|ban hanh|phoi hop thuc hien"
    r"|tham gia|bam sat|lam tot|day manh|tang cuong|tiep tuc|cong khai|niem yet|khao sat|danh gia (?!ngoai"
    r"|xep)|du toan|tien hanh|duoc (?=giao|phan)|so hoa|chu dong|can cu|phat dong|quan triet"
    r"|pho bien|dau moi|cu (?=can|cong|nguoi|chuyen)|doi moi|khai thac|tu van (?=cho)"
    r"|chu tri|quy dinh (?=chi tiet|viec|ve|cu the)|dieu tra|la (?=co quan|don vi|dau moi|nguoi|to chuc)|phai"
    r"|khi (?=thuc|co)|xem xet|quyet dinh (?=dau|phe|viec)|quan ly, su dung|to chuc,|cong bo|ke khai|thu thap|lua chon"
    r"|thong bao|lien he|ho tro|yeu cau|uu tien|phat huy|giup|tao dieu kien|thi hanh|van hanh|xac dinh|dinh ky|hang nam"
    r"|thuong xuyen|kip thoi|khan truong|tong ket|xu ly|giai quyet|thu (?=phi|hut|le)|quan ly (?=nha nuoc|, )|chap hanh"
    r"|de (?!xuat|an|tai|nghi)|nham|trong (?=viec|cong tac|qua trinh))\b"
)
_RELATIVE = re.compile(
    r"(?:phong|ban|bo phan|don vi|co quan|phong chuyen mon|phong, ban|to chuc|ca nhan|nguoi"
    r"|so, nganh)(?:\s+chuyen mon)?$"
)
_RELATIVE_VERB = re.compile(
    r"\s+(?:thuc hien\s+(?:viec\s+)?)?(?:giai quyet|tiep nhan(?= ho so| va tra)|quan ly|cung cap(?= dich vu)"
    r"|tham muu(?= linh)|phu trach|lien quan|co lien quan|chu quan)"
)
_NAMED_FOR_A_VERB = re.compile(r"(?<!cac )\b(?:ban|to|doan|trung tam|bo phan|hoi dong|to cong tac)$")
_NO_LONGER_NAMED = re.compile(r"^[\s\-–+*•.,:;]+|[\s.,:;]+$")
_LABELS = re.compile(
    r"(?P<lead>(?:co quan|don vi|bo phan|phong)?\s*(?:chu tri|dau moi)(?:\s+thuc hien|\s+tham muu)?|cqct)\s*:\s*"
    r"|(?P<with>(?:(?:cac\s+)?(?:co quan|don vi|bo phan)\s+)?phoi hop(?:\s+thuc hien)?|cqph)\s*:\s*"
)
_CONTRIBUTES = re.compile(r"^(?:thuc hien\s+)?(?:cung cap|phoi hop|ho tro|tham gia|gui|dong gop)\b")
_ASSIGNED = re.compile(r"^(?:giao|de nghi|yeu cau|phan cong|uy quyen|giao cho)\s+(?:cho\s+)?")


def split_responsibility(text: str) -> Responsibility:
    """Lead and coordinating agencies of a responsibility cell or of the beginning of a sentence.

    Understands "X chủ trì, phối hợp Y thực hiện", "X phối hợp với Y", "Chủ trì: X; Phối hợp: Y", items on lines of
    their own, and a bare list of agencies, who all lead. Wording and case are kept as printed.
    """
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
    labels = list(_LABELS.finditer(folded))
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
    item = _NO_LONGER_NAMED.sub("", item)
    assigned = _ASSIGNED.match(fold_marks(item))
    if assigned:
        item = item[assigned.end() :]
    folded = fold_marks(item)
    chair = _LEAD_WORD.search(folded)
    together = _TOGETHER_WITH.search(folded, chair.end() if chair else 0)
    if chair is None and together is not None and together.start() == 0:
        # "Phối hợp với Sở X ...": nobody is said to lead.
        return [], _names(item[together.end() :]), False
    lead_end = chair.start() if chair else together.start() if together else len(item)
    lead = item[:lead_end]
    verb = _verb_after(lead)
    contributes = False
    if verb is not None:
        contributes = _CONTRIBUTES.match(fold_marks(item[verb:]).strip(" ,")) is not None
        lead = lead[:verb]
        far = lead_end - verb > len(" các nhiệm vụ ") and "co trach nhiem" not in folded[verb:lead_end]
        if chair is None and together is not None and far and not together[0].rstrip().endswith("voi"):
            together = None
    partners: list[str] = []
    if together is not None:
        partners = _names(item[together.end() :])
        if chair is None and not partners:
            contributes = True
    return _names(lead), partners, contributes


def _names(text: str) -> list[str]:
    """The names that `text` begins with, up to what they do, split, as printed."""
    verb = _verb_after(text)
    if verb is not None:
        text = text[:verb]
    return [name for part in split_names(text) if (name := _NO_LONGER_NAMED.sub("", part))]


def _verb_after(text: str) -> int | None:
    """Where the names end and what they do begins; None where it does not.

    A verb belongs to a name where it is capitalised ("Phòng Doanh nghiệp – Giám sát đầu tư"), stands right behind
    "tổ", "ban" ("Tổ kiểm tra CCHC"), tells which rooms are meant ("các phòng giải quyết TTHC") or is in brackets.
    """
    folded = fold_marks(text)
    position = 0
    while (verb := _VERB.search(folded, position)) is not None:
        before = folded[: verb.start()].rstrip(" ,")
        relative = _RELATIVE_VERB.match(folded, verb.start())
        if relative and _RELATIVE.search(before):
            position = relative.end()
            continue
        capitalised = before and text[verb.start() :].lstrip(" ,")[:1].isupper() and not text.isupper()
        bracketed = before.count("(") > before.count(")")
        if capitalised or bracketed or _NAMED_FOR_A_VERB.search(before):
            position = verb.end()
            continue
        return verb.start()
    return None


def split_names(text: str) -> tuple[str, ...]:
    """The agencies that `text` lists, each as printed, in order."""
    folded = fold_marks(text)
    parts: list[str] = []
    start = 0
    for separator in _SPLIT.finditer(folded):
        before = folded[start : separator.start()]
        if before.count("(") > before.count(")"):
            continue
        if separator["group"] and _GENERIC_LIST.match(before.lstrip(" -–+*•")):
            continue
        joins_office = "va" in separator[0].split() or "&" in separator[0]
        if joins_office and _JOINT_OFFICE.search(before) and _OFFICE_BEFORE.search(before):
            continue
        parts.append(text[start : separator.start()])
        start = separator.end()
    parts.append(text[start:])
    return tuple(part for part in (_NO_LONGER_NAMED.sub("", part) for part in parts) if part)


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


# What a plural must go on with to be agencies or people: "các phòng", not "các giải pháp".
_GROUP_NOUN = (
    r"(?:phong|so|ban|bo|bo phan|bo mon|don vi|co quan|to|truong|xa|phuong|huyen|dia phuong"
    r"|doan the|hoi|nganh|thon|ap|khoa|vien"
    r"|trung tam|dong chi|thanh vien|cong chuc|vien chuc|can bo|giao vien|chi bo|chi doan|lop"
    r"|cong ty|doanh nghiep|tap the|ca nhan|to chuc|uy vien"
    r"|nha truong|ubnd|cuc|vu|chi cuc|benh vien|tram|ap|khu pho|to dan pho|chuyen vien|nhan vien"
    r"|hop tac xa|co so|tinh|thanh pho)"
)
_BEGINS_WITH_AGENCY = re.compile(
    rf"^[\s\-–+*•]*(?:(?!{_PLURAL}\s){_HEAD}|{_PLURAL}\s(?:{_PLURAL}\s)?{_GROUP_NOUN}(?!\w)|(?:co quan|don vi)(?!\w))"
)


def names_agency(text: str) -> bool:
    """True where `text` begins with an agency or group that could be given a task."""
    return _BEGINS_WITH_AGENCY.match(fold_marks(text)) is not None
