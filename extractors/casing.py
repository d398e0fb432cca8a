"""Names and titles printed in capitals, brought to normal case: "UBND TỈNH KHÁNH HÒA" -> "UBND tỉnh Khánh Hòa".

Capitals don't say which letters are small. What is known: abbreviations keep their capitals, the words behind "tỉnh",
"xã" ... are a name, and kinds of bodies are spelt as in other official texts.
"""

from __future__ import annotations

import re

from normalizers.administrative_units import official_unit_name
from normalizers.folding import fold_marks

_SYLLABLE = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE
)
# Syllables that are abbreviations all the same, among the words of a letterhead.
_ABBREVIATIONS = frozenset({"TH", "TU", "CA", "UB", "TP", "TX", "TT", "AI", "PA"})
_UNITS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "phường", "xã", "thị trấn", "đặc khu", "thôn", "ấp")
_UNIT = re.compile(rf"\b(?:{'|'.join(_UNITS)})\s+(?=[^\W\d])")
# Words that end the name behind a unit, or show that there is none ("xã hội", "thành phố thông minh").
_NOT_A_NAME = frozenset(
    re.findall(
        r"\w+",
        "hội|viên|tắc|thông|ủy|năm|về|của|và|trên|trong|giai|đến|theo|với|các|có|đã|đang|là|nhằm|hướng|do|được|từ|cho|lần"
        "|khóa|số|để|việc|đạt|triển|tại|ban",
    )
)
_LONGEST_NAME = 4
BODIES = (
    "Ủy ban nhân dân",
    "Hội đồng nhân dân",
    "Ủy ban Mặt trận Tổ quốc",
    "Ban Quản lý",
    "Ban Quản lý dự án",
    "Ban Chỉ đạo",
    "Ban Chấp hành",
    "Ban Thường vụ",
    "Ban Thường trực",
    "Ban Chỉ huy",
    "Bộ Chỉ huy Quân sự",
    "Ban Tuyên giáo",
    "Ban Tổ chức",
    "Ban Giám hiệu",
    "Khu kinh tế",
    "Khu công nghiệp",
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Công Thương",
    "Sở Xây dựng",
    "Sở Tư pháp",
    "Sở Y tế",
    "Sở Giáo dục và Đào tạo",
    "Sở Khoa học và Công nghệ",
    "Sở Nông nghiệp và Môi trường",
    "Sở Nông nghiệp và Phát triển nông thôn",
    "Sở Tài nguyên và Môi trường",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Văn hóa và Thể thao",
    "Sở Du lịch",
    "Sở Kế hoạch và Đầu tư",
    "Sở Giao thông vận tải",
    "Sở Thông tin và Truyền thông",
    "Sở Lao động - Thương binh và Xã hội",
    "Sở Ngoại vụ",
    "Sở Dân tộc và Tôn giáo",
    "Phòng Giáo dục và Đào tạo",
    "Phòng Nội vụ",
    "Phòng Kinh tế",
    "Phòng Văn hóa - Xã hội",
    "Phòng Văn hóa và Thông tin",
    "Bộ Nội vụ",
    "Bộ Tài chính",
    "Bộ Công Thương",
    "Bộ Giáo dục và Đào tạo",
    "Bộ Y tế",
    "Bộ Khoa học và Công nghệ",
    "Bộ Nông nghiệp và Môi trường",
    "Văn phòng Chính phủ",
    "Thủ tướng Chính phủ",
    "Chi cục",
    "Trung tâm Phục vụ hành chính công",
    "Trường Tiểu học",
    "Trường Trung học cơ sở",
    "Trường Trung học phổ thông",
    "Trường Mầm non",
    "Trường Cao đẳng",
    "Trường Đại học",
    "Đảng ủy",
    "Tỉnh ủy",
    "Huyện ủy",
    "Thành ủy",
    "Quốc hội",
    "Việt Nam",
    "Chính phủ",
    "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
    "Hồ Chí Minh",
)
_BODY_SPELLINGS = tuple((re.compile(rf"\b{re.escape(body.lower())}\b"), body) for body in sorted(BODIES, key=len))
_HEAD_AND_FIELD = re.compile(
    r"^(Bộ|Sở|Phòng|Cục|Chi cục|Tổng cục|Vụ|Viện|Trung tâm|Hội|Văn phòng|Thanh tra|Đảng bộ|Chi bộ"
    r"|Trường|Bệnh viện)( )(?!đồng |tỉnh |thành phố |xã |phường |huyện |quận |thị xã )(\w)"
)
_FIELDS_BY_AND = re.compile(r"(?:Bộ|Sở|Phòng) ")
# What stands behind these is the name of a person or place.
_OWN_NAME = re.compile(
    r"\b(?:tiểu học|trung học cơ sở|trung học phổ thông|THCS|THPT|TH|mầm non|mẫu giáo|cao đẳng nghề|đại học|khu vực"
    r"|tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy)"
    r" (?!tỉnh |huyện |thành |tỉnh$)(?=\w)",
    re.IGNORECASE,
)
OFFICES = (
    "Trưởng Ban",
    "Phó Trưởng Ban",
    "Chủ tịch",
    "Phó Chủ tịch",
    "Giám đốc",
    "Phó Giám đốc",
    "Hiệu trưởng",
    "Phó Hiệu trưởng",
    "Chánh Văn phòng",
    "Phó Chánh Văn phòng",
    "Trưởng phòng",
    "Phó Trưởng phòng",
    "Chi cục trưởng",
    "Cục trưởng",
    "Phó Cục trưởng",
    "Phó Chi cục trưởng",
    "Phó Vụ trưởng",
    "Phó Viện trưởng",
    "Phó Tổng Giám đốc",
    "Bí thư",
    "Phó Bí thư",
    "Tổng Giám đốc",
    "Bộ trưởng",
    "Thứ trưởng",
    "Trưởng Trạm",
    "Vụ trưởng",
    "Trưởng Khoa",
    "Chánh Thanh tra",
    "Phó Chánh Thanh tra",
    "Chủ nhiệm",
    "Viện trưởng",
)
_OFFICE_SPELLINGS = tuple((fold_marks(office), office) for office in OFFICES)


def normal_case(text: str) -> str:
    """`text` in normal case where it is printed in capitals; any other text as it is."""
    letters = [character for character in text if character.isalpha()]
    if not letters or sum(character.isupper() for character in letters) < 0.8 * len(letters):
        return text
    lowered = " ".join(word if _is_abbreviation(word) else word.lower() for word in text.split())
    lowered = _with_unit_names(official_unit_name(lowered))
    for pattern, body in _BODY_SPELLINGS:
        lowered = pattern.sub(body, lowered)
    return lowered[:1].upper() + lowered[1:]


def body_case(text: str) -> str:
    """The name of a body in normal case: the first word of its field and of what follows "và" has a capital.

    "CỤC THỦY LỢI" -> "Cục Thủy lợi"; "TRƯỜNG TIỂU HỌC LÊ LỢI" -> "Trường Tiểu học Lê Lợi".
    """
    cased = normal_case(text)
    if cased == text:
        return text
    cased = _HEAD_AND_FIELD.sub(lambda match: match[1] + match[2] + match[3].upper(), cased)
    if _FIELDS_BY_AND.match(cased):
        cased = re.sub(r"(\bvà |, | - )(\w)", lambda match: match[1] + match[2].upper(), cased)
    named = _OWN_NAME.search(cased)
    if named is not None and len(cased[named.end() :].split()) <= _LONGEST_NAME:
        rest = " ".join(word[:1].upper() + word[1:] for word in cased[named.end() :].split())
        cased = cased[: named.end()] + rest
    return cased


def office_case(text: str) -> str:
    """The title of an office in normal case: "PHÓ TRƯỞNG BAN" -> "Phó Trưởng Ban"."""
    folded = fold_marks(text).strip()
    return next((office for spelling, office in _OFFICE_SPELLINGS if spelling == folded), normal_case(text))


def person_case(text: str) -> str:
    """A person's name with its first letters capital, which it is also printed in capitals only."""
    if not text.isupper():
        return text
    return " ".join(word[:1].upper() + word[1:].lower() for word in text.split())


def _is_abbreviation(word: str) -> bool:
    core = word.strip("()[]\"'“”,.;:")
    if not core or not any(character.isalpha() for character in core):
        return False
    if core in _ABBREVIATIONS:
        return True
    folded = fold_marks(core)
    if folded.replace("d", "") != core.lower().replace("đ", "").replace("d", ""):
        return False  # Abbreviations carry no marks but the stroke of Đ: "TẾVÀ" is two words run together.
    parts = [part for part in re.split(r"[-–/&.]", folded) if part]
    return any(_SYLLABLE.fullmatch(part) is None for part in parts)


def _with_unit_names(text: str) -> str:
    """Capitals for up to four words behind "tỉnh", "xã" ..., where they can be a name."""
    result = text
    for unit in _UNIT.finditer(text):
        position = unit.end()
        for _ in range(_LONGEST_NAME):
            word = re.match(r"[^\W\d_]+", result[position:])
            if word is None or word[0].lower() in _NOT_A_NAME or word[0] in _UNITS:
                break
            result = result[:position] + word[0][0].upper() + result[position + 1 :]
            space = re.match(r" (?=[^\W\d_])", result[position + word.end() :])
            if space is None:
                break
            position += word.end() + 1
    return result
