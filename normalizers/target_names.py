"""The name of what a target measures: the noun phrase beside its number.

Behind it in "100% hồ sơ được số hóa", before it in "Tỷ lệ hồ sơ đúng hạn đạt tối thiểu 96%". Clauses and targets come
from normalizers.target_clauses and normalizers.targets.
"""

from __future__ import annotations

import re

from normalizers.deadlines import find_deadline
from normalizers.folding import Folder, fold_marks
from normalizers.targets import Target

# Words of the copulas that others look like once their marks are gone ("đất" and "đạt").
_COPULA_WORDS = "đạt còn là giảm tăng lên xuống bằng chiếm thuộc xếp đứng có với từ khoảng đó nhằm"
FOLDER = Folder.of_words(_COPULA_WORDS.split())
# Words that join a name to the number behind it.
_COPULA = (
    r"(?:phai\s+|phan dau\s+|se\s+|duoc\s+)?(?:dat(?: chi tieu| ty le| muc| duoc| khoang)?"
    r"|chiem(?: ty le| ty trong)?|con(?: lai)?|giam xuong(?: con)?|giam con|tang len|xuong(?: con)?"
    r"|(?<!tro )len|la|bang|nam trong|(?:xep|dung)(?: hang| o)?(?: trong)?|thuoc|o muc|tang"
    r"|giam|duy tri(?: o)?(?: muc)?|voi(?: muc)?|hoan thanh|:)"
)
COPULA_END = re.compile(
    rf"(?:\s|^|(?=:))(?:{_COPULA})(?:\s+(?:{_COPULA}))*(?:\s+(?:binh quan|trung binh|khoang|hon|it nhat"
    rf"|muc|o muc))*\s*$|:\s*$"
)
_PHYSICAL_COPULA_END = re.compile(r"(?:\s|^)(?:co|la|dat|con|voi|khoang|:)(?:\s+(?:khoang|tren|hon))*\s*$")
_PHYSICAL = ("ha", "km", "km2", "m2", "m²", "mét", "tấn", "MW", "kWh", "kg")
# A noun phrase that begins like this is what is measured, wherever the number stands.
MEASURE_NOUN = re.compile(
    r"^(?:ty le|ti le|ty trong|toc do|muc do|muc|chi so|so luong|so|tong|gia tri|thu nhap|dien tich"
    r"|san luong|nang suat|do che phu|diem|thoi gian|he so|quy mo|ty suat|kim ngach|doanh thu)\b"
)
_CHANGE_AT_END = re.compile(r"\b(?:tang|giam)(?: them)?\s*$")
_CHANGES = re.compile(r"\b(?:tang|giam|hoan thanh)\b(?! (?:xuong|con|len))")
_LIGHT_VERBS = re.compile(
    r"^(?:(?:phan dau|muc tieu|dam bao|bao dam|hoan thanh|hoan thanh va hoan thanh|va hoan thanh"
    r"|thuc hien|dat|co|duy tri|nham|trong do|huong toi|yeu cau|it nhat|den|phai|tiep tuc|cu the"
    r"|chi tieu|se|va|(?:trong |den |vao )?(?:cuoi )?nam 20\d\d|,|:|-)\s*)+(?=\s|$)"
)
_LATE_SUBJECT = re.compile(r"^.*\b(?:dam bao|bao dam)\s+(?:cho\s+)?(?=\S)", re.DOTALL)
_CONCERNING = re.compile(r"^(?:doi voi|rieng|trong do|ve)\s+")
_OBLIGED = re.compile(r"\s+(?:can|phai)\s+.*$", re.DOTALL)
_NAME_END = re.compile(
    r",\s+(?:dap ung|dam bao|bao dam|phuc vu|kip thoi|phan dau|gan voi)\b.*$|,?\s+(?:tu \d|nhat la"
    r"|trong do|tro len|tro xuong|so voi|ke tu|trong nam(?!\s*hoc)|trong vong|cham nhat|vao (?:cuoi )?nam"
    r"|den (?:het |cuoi )?nam|truoc (?:ngay|thang|nam)|gop phan|nham (?!vu)|qua do)\b.*$|\s*\((?:neu co"
    r"|tru|khong tinh|ke ca|bao gom|trong do|so voi)[^)]*\)?\s*[.;,]*$",
    re.DOTALL,
)
_PER_TIME = re.compile(r"^\s*(?:/\s*|moi\s+)?(?:nam|quy|thang|tuan)\b(?!\s*(?:hoc|\d))")
_PREDICATE = re.compile(
    r"\s(?:duoc|dat|co|dap ung|tham gia|su dung|hoan thanh|biet|hieu|nam|thuc hien|khong|bi"
    r"|phai|chap hanh|dam bao|trien khai|ap dung|ket noi|cung cap|tiep can|ky)\s"
)
# "đứng trong nhóm 5 sở dẫn đầu về Chỉ số CCHC": what is ranked stands behind.
_RANKED = re.compile(r"\s*(?:ve|theo)\s+(?=(?:chi so|ket qua|cong tac|bo chi so|linh vuc)\b)")
_TERM = re.compile(r"thoi (?:han|gian)(?: (?:giai quyet|xu ly|thuc hien))?\b")
_LONG_NAME = 110
_LONG_NAME_END = re.compile(
    r",?\s+(?:lien quan den|theo (?:quy dinh|huong dan)|nham|de (?!an|tai|xuat|nghi)|, phuc vu"
    r"|thong qua)\b.*$",
    re.DOTALL,
)


def name_of(clause: str, targets: tuple[Target, ...], index: int) -> str:
    """What target `index` of `clause` measures; a bare "tăng" is that of what was named before it."""
    name = _own_name(clause, targets, index)
    if index and fold_marks(name) in _BARE_CHANGES:
        return _tidy(f"{name} {_lower_first(name_of(clause, targets, index - 1))}")
    return name


def _own_name(clause: str, targets: tuple[Target, ...], index: int) -> str:
    target = targets[index]
    folded = FOLDER.fold(clause)
    previous_end = targets[index - 1].end if index else 0
    next_start = targets[index + 1].start if index + 1 < len(targets) else len(clause)
    before = clause[previous_end : target.start]
    after = clause[target.end : next_start]
    term = _TERM.match(folded[target.start : target.number_start])
    if (term and re.search(r"(?:^|[,:])\s*$", before)) or _only_a_term(before):
        words = clause[target.start : target.start + term.end()] if term else before
        return _tidy(f"{words} {re.split(r',(?! kể từ)', after.lstrip(' ,'), maxsplit=1)[0]}")
    ranked = _RANKED.match(FOLDER.fold(after)) if target.unit == "hạng" else None
    if ranked:
        return _tidy(_ended(after[ranked.end() :]))
    if _is_named_before(target, folded[previous_end : target.start], before, after):
        name = _from_before(before, clause, targets, index)
        if name:
            return name
    name = _from_behind(clause, targets, index, before, after)
    return name or _from_before(before, clause, targets, index) or _tidy(clause)


def _is_named_before(target: Target, folded_before: str, before: str, after: str) -> bool:
    """True where the noun phrase that is measured ends before the number."""
    if target.unit in ("hạng", "") or _limits(target) or COPULA_END.search(folded_before):
        return True
    if target.unit in _PHYSICAL and _PHYSICAL_COPULA_END.search(folded_before):
        return True
    lead = _kept_lead(before)
    if not re.match(r"\s*[^\s,;.)]", after):
        return bool(lead) and fold_marks(lead) not in _BARE_CHANGES and not _is_counted(target.unit)
    return MEASURE_NOUN.match(fold_marks(lead)) is not None


def _from_behind(clause: str, targets: tuple[Target, ...], index: int, before: str, after: str) -> str:
    """The noun phrase behind the number, with the words before it that belong to it; "" if there is none."""
    target = targets[index]
    per_time = _PER_TIME.match(fold_marks(after))
    if per_time:
        after = after[per_time.end() :]
    behind = _ended(_IN_WORDS.sub("", after, count=1))
    if index + 1 < len(targets):
        behind = _with_shared_predicate(behind, clause, targets)
    lead = _kept_lead(before) if index == 0 else _own_lead(before, fold_marks(clause[: targets[index - 1].start]))
    if _is_counted(target.unit):
        # A count's unit is the beginning of the name: "02 giải pháp, sáng kiến".
        behind = f"{_printed_unit(clause, target)} {behind}".replace(" ,", ",")
    return _tidy(f"{lead} {behind}")


# The number again in words, as decisions print it: "100% (một trăm phần trăm) hồ sơ".
_IN_WORDS = re.compile(r"^\s*\((?:[^()\d]*\b)?(?:trăm|mươi|mười|phần trăm|nghìn)\b[^()\d]*\)", re.IGNORECASE)
_BARE_CHANGES = ("tang", "giam", "cao hon", "thap hon", "tang them", "giam con")


def _only_a_term(before: str) -> bool:
    """True where all that stands before the number is "Trong thời hạn" or the like."""
    return re.fullmatch(r"\W*(?:trong )?thoi (?:han|gian)\W*", fold_marks(before)) is not None


def _limits(target: Target) -> bool:
    return target.unit in ("ngày làm việc", "ngày", "giờ", "tiếng", "phút", "tháng", "tuần")


def _is_counted(unit: str) -> bool:
    """True for units that name what is counted ("giải pháp"), not how a quantity is measured ("%", "tỷ đồng", "ha")."""
    if unit in ("%", "điểm", "điểm phần trăm", "hạng", "lần", "", "triệu lượt", *_PHYSICAL):
        return False
    return not unit.endswith(("đồng", "USD")) and unit not in (
        "ngày làm việc",
        "ngày",
        "giờ",
        "tiếng",
        "phút",
        "tháng",
        "tuần",
    )


def _printed_unit(clause: str, target: Target) -> str:
    digits = re.match(r"[\d.,\s\-–]*(?:đến\s+\d[\d.,]*)?\s*", clause[target.number_start : target.end])
    return clause[target.number_start + (digits.end() if digits else 0) : target.end]


def _from_before(before: str, clause: str, targets: tuple[Target, ...], index: int) -> str:
    """The noun phrase that ends before the number."""
    before = re.sub(r"^\s*(?:/\s*[^\s,;.]+|trở (?:lên|xuống))\s*,?", "", before)
    folded = FOLDER.fold(before)
    copula = COPULA_END.search(folded)
    if copula is None and targets[index].unit in _PHYSICAL:
        copula = _PHYSICAL_COPULA_END.search(folded)
    phrase = before[: copula.start()] if copula else before
    reduced_to = re.match(r"(?:con|xuong)\b", FOLDER.fold(clause[targets[index].start :])) is not None
    if copula and not reduced_to and (change := _CHANGE_AT_END.search(copula[0])):
        # "Thời gian giải quyết giảm 30%": by how much it changes, so the verb belongs to the name.
        phrase = before[: copula.start() + change.end()]
    late = _LATE_SUBJECT.match(fold_marks(phrase))
    if late and not MEASURE_NOUN.match(fold_marks(phrase.lstrip(" ,;:-–"))):
        phrase = phrase[late.end() :]
    phrase = _without_light_verbs(_without_deadline(phrase))
    concerning = _CONCERNING.match(fold_marks(phrase))
    if concerning:
        phrase = phrase[concerning.end() :]
        obliged = _OBLIGED.search(fold_marks(phrase))
        phrase = phrase[: obliged.start()] if obliged else phrase
    name = _tidy(_DANGLING.sub("", _ended(phrase)))
    if copula and _CHANGES.search(copula[0]) and len(name.split()) < 4:
        return ""
    if not name and index and targets[index - 1].end <= targets[index].start:
        return name_of(clause, targets, index - 1)
    return name


# Verbs that say no more of a count than that it takes place: "tổ chức 02 lớp tập huấn".
_HOLDING_VERBS = ("to chuc", "to chuc duoc", "mo", "trien khai", "thuc hien")
_LONGEST_LEAD = 12
# "Theo Nghị định số ..., 100% hồ sơ": what it is done by is no part of what is measured.
_ON_GROUNDS = re.compile(r"(?:theo|can cu|thuc hien|trien khai)\b.*,\s*$", re.DOTALL)


def _kept_lead(before: str) -> str:
    """The words before the number that belong to the name: "kiểm tra" in "đảm bảo kiểm tra ít nhất 20% số phòng"."""
    phrase = _without_light_verbs(_without_deadline(before))
    folded = fold_marks(phrase)
    if _ON_GROUNDS.match(folded):
        return ""
    late = _LATE_SUBJECT.match(folded)
    if late:
        phrase = phrase[late.end() :]
    if len(phrase.split()) > _LONGEST_LEAD:
        nearest = re.split(r",\s+|:\s+|\bđồng thời\b", phrase.rstrip(" ,:"))[-1]
        phrase = _without_light_verbs(nearest) if nearest.strip() else phrase
    lead = _DANGLING.sub("", f" {phrase} ").strip(" ,:-")
    return "" if fold_marks(lead) in _HOLDING_VERBS else lead


_DANGLING = re.compile(
    r"(?:\s+(?:bình quân|trung bình|thêm|được|đạt|cho|hoàn thành|vượt mức|mức|có|từ|khoảng"
    r"|tới|đến|sẽ|phải|đều|ít nhất|tối thiểu))+\s*$"
)


def _lower_first(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _own_lead(before: str, folded_before_previous: str) -> str:
    """The words between two numbers that belong to the second: those behind the comma, if the first is named before."""
    if not COPULA_END.search(folded_before_previous):
        return ""
    parts = re.split(r",\s+|\s+và\s+", before, maxsplit=1)
    return _kept_lead(parts[1]) if len(parts) > 1 else ""


def _without_light_verbs(phrase: str) -> str:
    stripped = phrase.lstrip(" ,;:-–")
    match = _LIGHT_VERBS.match(FOLDER.fold(stripped))
    return stripped[match.end() :].strip() if match else stripped.strip()


_LATEST_LEADING_DEADLINE = 45


def _without_deadline(phrase: str) -> str:
    """`phrase` without a deadline that leads it: "Đến 31/12/2025: Hoàn thành" is "Hoàn thành"."""
    deadline = find_deadline(phrase)
    if not deadline:
        return phrase
    begin = phrase.find(deadline)
    rest = phrase[begin + len(deadline) :]
    if not phrase[:begin].strip() or (begin <= _LATEST_LEADING_DEADLINE and rest.lstrip()[:1] in (",", ":")):
        return rest.lstrip(" ,:")
    return phrase


def _ended(phrase: str) -> str:
    """`phrase` up to where the name ends, without a deadline at its end."""
    match = _NAME_END.search(FOLDER.fold(phrase))
    name = (phrase[: match.start()] if match else phrase).rstrip(" .;,")
    deadline = find_deadline(name)
    return name.removesuffix(deadline) if deadline and len(deadline) < len(name) else name


def _with_shared_predicate(behind: str, clause: str, targets: tuple[Target, ...]) -> str:
    """In "100% công chức, tối thiểu 95% viên chức được bố trí" the verb of the last holds for the first too."""
    head = re.sub(r"(?:\s*,|\s+và)\s*$", "", behind).strip()
    if not head or _PREDICATE.search(f" {fold_marks(head)} "):
        return head
    last = _ended(clause[targets[-1].end :])
    predicate = _PREDICATE.search(fold_marks(last))
    return f"{head}{last[predicate.start() :]}" if predicate else head


def _tidy(name: str) -> str:
    name = " ".join(name.split()).strip(" ,;:.-–")
    if len(name) > _LONG_NAME:
        match = _LONG_NAME_END.search(fold_marks(name))
        if match and match.start() >= _LONG_NAME // 3:
            name = name[: match.start()]
    if name.count("(") != name.count(")"):
        name = name.replace("(", "").replace(")", "") if name.count(")") > name.count("(") else name.split("(")[0]
    return name.strip(" ,;:.-–")
