"""One name for one agency: abbreviations written out, capitals and signs brought to one form.

The list of abbreviations is small and general; provinces and communes come from `vietnam-provinces`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from normalizers.administrative_units import official_unit_name
from normalizers.folding import fold_marks
from normalizers.unicode import modern_tone

# Abbreviations and their one form. UBND and HĐND stay short: they are how the bodies sign and are cited.
_ABBREVIATIONS = {
    "Ủy ban nhân dân": "UBND",
    "Hội đồng nhân dân": "HĐND",
    "Mặt trận Tổ quốc": "MTTQ",
    "Ủy ban MTTQ Việt Nam": "Ủy ban MTTQ Việt Nam",
    "UBMTTQVN": "Ủy ban MTTQ Việt Nam",
    "UBMTTQ": "Ủy ban MTTQ",
    "VP.": "Văn phòng",
    "VP": "Văn phòng",
    "VPUB": "Văn phòng UBND",
    "VPCP": "Văn phòng Chính phủ",
    "BQLDA": "Ban Quản lý dự án",
    "BQL": "Ban Quản lý",
    "BCĐ": "Ban Chỉ đạo",
    "BCHQS": "Ban Chỉ huy Quân sự",
    "BCH": "Ban Chấp hành",
    "BTV": "Ban Thường vụ",
    "BGH": "Ban Giám hiệu",
    "KKT": "Khu kinh tế",
    "KCN": "Khu công nghiệp",
    "CCN": "Cụm công nghiệp",
    "TTPVHCC": "Trung tâm Phục vụ hành chính công",
    "TTHCC": "Trung tâm Hành chính công",
    "BHXH": "Bảo hiểm xã hội",
    "KBNN": "Kho bạc Nhà nước",
    "NHNN": "Ngân hàng Nhà nước",
    "NHCSXH": "Ngân hàng Chính sách xã hội",
    "TAND": "Tòa án nhân dân",
    "VKSND": "Viện kiểm sát nhân dân",
    "LĐLĐ": "Liên đoàn Lao động",
    "LHPN": "Liên hiệp Phụ nữ",
    "CCB": "Cựu chiến binh",
    "TNCS": "Thanh niên Cộng sản",
    "HCM": "Hồ Chí Minh",
    "TP.": "thành phố",
    "TP": "thành phố",
    "TT&TT": "Thông tin và Truyền thông",
    "TTTT": "Thông tin và Truyền thông",
    "TN&MT": "Tài nguyên và Môi trường",
    "TNMT": "Tài nguyên và Môi trường",
    "NN&MT": "Nông nghiệp và Môi trường",
    "NNMT": "Nông nghiệp và Môi trường",
    "NN&PTNT": "Nông nghiệp và Phát triển nông thôn",
    "NNPTNT": "Nông nghiệp và Phát triển nông thôn",
    "KH&CN": "Khoa học và Công nghệ",
    "KHCN": "Khoa học và Công nghệ",
    "KH&ĐT": "Kế hoạch và Đầu tư",
    "KHĐT": "Kế hoạch và Đầu tư",
    "GD&ĐT": "Giáo dục và Đào tạo",
    "GDĐT": "Giáo dục và Đào tạo",
    "LĐTBXH": "Lao động - Thương binh và Xã hội",
    "LĐ-TB&XH": "Lao động - Thương binh và Xã hội",
    "LĐTB&XH": "Lao động - Thương binh và Xã hội",
    "VHTTDL": "Văn hóa, Thể thao và Du lịch",
    "VHTT&DL": "Văn hóa, Thể thao và Du lịch",
    "VH,TT&DL": "Văn hóa, Thể thao và Du lịch",
    "VHTT": "Văn hóa và Thông tin",
    "VH-XH": "Văn hóa - Xã hội",
    "VHXH": "Văn hóa - Xã hội",
    "TC-KH": "Tài chính - Kế hoạch",
    "TCKH": "Tài chính - Kế hoạch",
    "GTVT": "Giao thông vận tải",
    "DT&TG": "Dân tộc và Tôn giáo",
    "GDNN-GDTX": "Giáo dục nghề nghiệp - Giáo dục thường xuyên",
    "THCS": "THCS",
    "THPT": "THPT",
    "ĐBQH": "Đại biểu Quốc hội",
    "QĐND": "Quân đội nhân dân",
    "PCCC&CNCH": "Phòng cháy chữa cháy và Cứu nạn cứu hộ",
    "ANTT": "an ninh trật tự",
    "GVCN": "Giáo viên chủ nhiệm",
    "GVBM": "Giáo viên bộ môn",
    "TPT Đội": "Tổng phụ trách Đội",
    "TTCM": "Tổ trưởng chuyên môn",
    "CCVC": "Công chức, viên chức",
    "CBCCVC": "Cán bộ, công chức, viên chức",
    "CBCC": "Cán bộ, công chức",
    "CNTT": "công nghệ thông tin",
    "CCHC": "CCHC",
    "SGDĐT": "Sở Giáo dục và Đào tạo",
    "SNV": "Sở Nội vụ",
    "STC": "Sở Tài chính",
    "SXD": "Sở Xây dựng",
    "SYT": "Sở Y tế",
    "SNNMT": "Sở Nông nghiệp và Môi trường",
    "SKHCN": "Sở Khoa học và Công nghệ",
    "SVHTTDL": "Sở Văn hóa, Thể thao và Du lịch",
    "UB": "Ủy ban",
    "MTTQVN": "MTTQ Việt Nam",
    "PVHCC": "Phục vụ hành chính công",
    "CHQS": "Chỉ huy Quân sự",
    "BCH Quân sự": "Ban Chỉ huy Quân sự",
    "BCH quân sự": "Ban Chỉ huy Quân sự",
    "Đoàn TN": "Đoàn Thanh niên",
    "ĐTN": "Đoàn Thanh niên",
    "TTYT": "Trung tâm Y tế",
    "TYT": "Trạm Y tế",
    "VPUBND": "Văn phòng UBND",
    "LĐ-TBXH": "Lao động - Thương binh và Xã hội",
}
# How the commonest names are written; the words of a name that match are brought to this spelling.
_SPELLINGS = (
    *_ABBREVIATIONS.values(),
    "Ban Quản lý",
    "Ban Chỉ đạo",
    "Ban Chỉ huy Quân sự",
    "Ban Tổ chức",
    "Ban Tuyên giáo",
    "Ban Dân vận",
    "Ban Thường vụ",
    "Ban Giám hiệu",
    "Ban Giám đốc",
    "Văn phòng",
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Tư pháp",
    "Sở Xây dựng",
    "Sở Công Thương",
    "Sở Y tế",
    "Sở Ngoại vụ",
    "Sở Du lịch",
    "Sở Văn hóa",
    "Sở Thông tin",
    "Sở Nông nghiệp",
    "Sở Khoa học",
    "Sở Giáo dục",
    "Bộ Nội vụ",
    "Bộ Tài chính",
    "Bộ Tư pháp",
    "Bộ Xây dựng",
    "Bộ Công Thương",
    "Bộ Công an",
    "Bộ Quốc phòng",
    "Bộ Y tế",
    "Bộ Ngoại giao",
    "Thanh tra tỉnh",
    "Công an tỉnh",
    "Công an xã",
    "Công an phường",
    "Phòng Nội vụ",
    "Phòng Tư pháp",
    "Phòng Kinh tế",
    "Phòng Văn hóa",
    "Phòng Tài chính",
    "Phòng Giáo dục",
    "Phòng Y tế",
    "Thủ tướng Chính phủ",
    "Chính phủ",
    "Tỉnh ủy",
    "Thành ủy",
    "Huyện ủy",
    "Đảng ủy",
    "Hội Nông dân",
    "Hội Liên hiệp Phụ nữ",
    "Hội Cựu chiến binh",
    "Đoàn Thanh niên",
    "Đoàn TNCS Hồ Chí Minh",
    "Khu kinh tế",
    "Khu công nghiệp",
)
_SIGNS = re.compile(r"\s*[–—]\s*|\s+-\s+")
_STRAY_ENDS = " .,;:-–&"


def official_name(printed: str, defined: Mapping[str, str]) -> str:
    """The one name of the agency printed as `printed`; `defined` has the document's own short forms."""
    name = modern_tone(" ".join(printed.split())).strip(_STRAY_ENDS)
    name = _written_out(name, defined)
    name = _SIGNS.sub(" - ", name)
    name = re.sub(r"\bcó liên quan\b", "liên quan", name)
    name = re.sub(r"\s*&\s*", " và ", _abbreviated(name)).strip(_STRAY_ENDS)
    name = _in_usual_spelling(name)
    name = official_unit_name(name)
    return name[:1].upper() + name[1:]


def _written_out(name: str, defined: Mapping[str, str]) -> str:
    if name in defined:
        return modern_tone(defined[name])
    for short, full in defined.items():
        # "lãnh đạo Ban Quản lý", but not "Ban Quản lý dự án": the short form ends the name.
        if name.endswith(" " + short):
            return modern_tone(name[: -len(short)] + full)
    return name


@cache
def _abbreviation_pattern() -> re.Pattern[str]:
    forms = sorted(_ABBREVIATIONS, key=len, reverse=True)
    return re.compile(rf"(?<![\w&])(?:{'|'.join(_spaced(form) for form in forms)})(?![\w])")


def _spaced(form: str) -> str:
    """The form as a pattern in which "&" may have spaces around it."""
    return r"\s*&\s*".join(re.escape(part) for part in form.split("&"))


def _abbreviated(name: str) -> str:
    """`name` with abbreviations written out; the long names of UBND, HĐND and MTTQ are shortened."""

    def replaced(match: re.Match[str]) -> str:
        form = re.sub(r"\s*&\s*", "&", match[0])
        full = _ABBREVIATIONS[form]
        return full + (" " if form.endswith(".") and match.end() < len(name) and name[match.end()] != " " else "")

    name = re.sub(r"(?i)\bủy ban nhân dân\b", "UBND", name)
    name = re.sub(r"(?i)\bhội đồng nhân dân\b", "HĐND", name)
    name = re.sub(r"(?i)\bmặt trận tổ quốc\b", "MTTQ", name)
    name = re.sub(r"^P\.\s*(?=\w)", "Phòng ", name)
    name = re.sub(r"^TT(?:\.\s*|\s+)(?=[^\W\d_])", "Trung tâm ", name)
    name = re.sub(r"^CA\s+(?=(?:xã|phường|tỉnh|huyện|thành phố|thị trấn)\b)", "Công an ", name)
    name = re.sub(r"\bHĐND\s*[-–]\s*UBND\b", "HĐND và UBND", name)
    name = re.sub(r"(?i)\blao động, thương binh và xã hội\b", "Lao động - Thương binh và Xã hội", name)
    name = re.sub(r"\bban ngành\b", "ban, ngành", name)
    # "các Sở, ban, ngành": as kinds of bodies, not as names, they are small.
    name = re.sub(r"(?<=\b[Cc]ác )(?:Sở|Ban|Bộ|Phòng|Khoa|Đơn vị)(?=,|$)", lambda match: match[0].lower(), name)
    name = re.sub(r"(?<= )(?:Tỉnh|Thành phố|Huyện|Quận|Xã|Phường)$", lambda match: match[0].lower(), name)
    return " ".join(
        _abbreviation_pattern().sub(replaced, re.sub(r"\b(HĐND|ĐBQH)\s*&\s*(?=\w)", r"\1 và ", name)).split()
    )


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    forms = sorted(dict.fromkeys(_SPELLINGS), key=len, reverse=True)
    return tuple(
        (re.compile(rf"(?<!\w){re.escape(form)}(?!\w)", re.IGNORECASE), form)
        for form in forms
        if " " in form and form[0].isupper()
    )


def _in_usual_spelling(name: str) -> str:
    """`name` with the words of well-known names capitalised as usual; names all in capitals are lowered first."""
    if name.isupper() and len(name.split()) > 2:
        name = name.capitalize()
    for pattern, form in _spellings():
        name = pattern.sub(form, name)
    return name


def same_agency(one: str, other: str) -> bool:
    """True where two printed names have one official name, marks and case aside."""
    return fold_marks(official_name(one, {})) == fold_marks(official_name(other, {}))
