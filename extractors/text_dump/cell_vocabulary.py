"""What cells of each kind of column say: names of bodies, deadlines, products, levels; and the ordinals before rows."""

from __future__ import annotations

import re

import regex
from rapidfuzz import fuzz

from extractors.markers import Marker, MarkerKind, read_markers
from extractors.table_meaning.wordings import Field, plain

BODIES = frozenset({Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE})
"""The columns whose cells name bodies."""

_LEADING_ORDINAL = regex.compile(
    r"(?P<marker>(?:\d{1,2}(?:\.\d{1,2}){0,2}|[IVX]{1,5}|(?=[1l|]*[IVX])[IVX1l|]{2,5}(?=[.)])|[A-HĐ]|[a-zđ])"
    r"(?:[.)]\s+|\s+(?=[\p{Lu}\-])))(?P<rest>\S.*)",
    regex.DOTALL,
)
_STROKES = re.compile(r"[1lI|]{3}\.?")
# Words after which a name goes on rather than begins: "của UBND", "tại Trung tâm", "phối hợp với Văn phòng".
_JOINING = re.compile(
    r"cua|va|voi|tai|trong|cho|do|tu|den|ve|theo|thuoc|hop|la|cac|gui|o|boi|tham|muu|trinh|bao|nhu|ban|truong|pho|so|bo"
    r"|boi|duoc|bang|giua|cung|nay|ca|moi|thanh"
)
# Those of them that have marks; with other marks they are words that cells end with: "hồ sơ", "cán bộ", "hoàn thành".
_JOINING_MARKED = re.compile(
    r"của|và|với|tại|từ|đến|về|thuộc|hợp|là|các|gửi|ở|bởi|mưu|trình|báo|như|trưởng|phó|số|Bộ|được|bằng|giữa|cùng"
    r"|này|cả|mỗi"
)
# Words that names of bodies are not made of.
_NO_BODY = re.compile(
    r"việc|những|được|bị|khi|để|nhằm|đã|đang|sẽ|chưa|không|đó|như|nếu|hơn|rất|theo|định|kỳ|xuất|đảm|xem|xét|nâng|tăng"
    r"|hoàn|thiện|thời|hạn|đúng|đầy|kịp|ngày|tháng|hằng|nhiều|lần|từng|mỗi"
)
# Letters that agree, in percent, of a garbled level of four letters.
GARBLED_LEVEL = 75
_AGENCY = re.compile(
    r"(?:(?:cac|tat ca|lanh dao|toan the|chuyen vien|cong chuc|cong chuc duoc cu qua lam viec tai) )*"
    r"(?:so|phong|van phong|vp|ban|ubnd|uy ban|hdnd|hoi dong|don vi|co quan|bo phan|trung tam|bo|cuc|chi cuc|cong an"
    r"|truong|doan|hoi|to|khoa|thanh tra|vien|nganh|chu tich|giam doc|mat tran|cac phong|quan tri|hieu truong)\b"
)
_PRODUCT = re.compile(
    r"(?:bao cao|ke hoach|quyet dinh|van ban|thong bao|danh muc|danh sach|cong van|to trinh|nghi quyet|bien ban|hoi"
    r" nghi|ket qua|tai lieu|he thong|phan mem|tin bai|bo ho so|quy trinh|du lieu|100|hoan thanh|ty le|dam bao|duy tri"
    r"|muc do)"
)
# What is done about a risk: avoided, lessened, shared, borne.
_MEASURE = re.compile(
    r"(?:phong ngua|ngan ngua|phong tranh|ne tranh|tranh rui ro|giam thieu|giam nhe|han che|kiem soat|chia se"
    r"|chuyen giao|loai bo|chap nhan|theo doi|khac phuc|tan dung|khai thac|phat huy)\b"
)
_EFFECT = re.compile(r"(?:cao|thap|trung binh|tot|kha|dat|hieu qua|co hieu qua|dap ung)\b")
_DEADLINE = re.compile(
    r"(?:thuc hien )?(?:hang|thuong xuyen|thuong(?= \d|$)|trong nam|trong thang|trong quy|ca nam|ca quy|tu thang"
    r"|quy|thang|dinh ky|6 thang|truoc ngay|theo|sau khi|nam"
    r"|(?:\d{1,2} )?\d{1,2} 20\d\d$"
    r"|den|ngay|tuan|dau nam|cuoi nam|khi|kip thoi|dot xuat|hoan thanh truoc|cham nhat|khong qua|trong vong"
    r"|xong truoc)\b"
)
_DEADLINE_INSIDE = re.compile(
    r"\b(?:theo (?:tien do|chuong trinh|ke hoach|trien khai|quy dinh|tinh hinh|thoi han)|trong nam|thuong xuyen"
    r"|hang nam|quy [iv]+\b|thang \d|\d{1,2}/20\d\d)\b"
)
# What is a deadline wherever it stands with a capital.
_PLAIN_DEADLINE = re.compile(
    r"(?:thuong xuyen|hang (?:nam|thang|quy|tuan)|(?:trong|ca) nam|trong (?:quy|thang)|quy (?:[iv]+|[1-4])\b"
    r"|thang \d|dinh ky|truoc ngay|theo (?:su vu|tien do|chuong trinh|ke hoach|trien khai|thoi han|tinh hinh|yeu cau)"
    r"|(?:6|9|sau) thang (?:dau|cuoi)|cap nhat (?:cong khai )?thuong xuyen|sau khi|khi co|ngay sau khi)\b"
)
_MANY_BODIES = re.compile(
    r"(?:tat ca |toan the )?cac (?:phong|ban|don vi|co quan|bo phan|so|to|truong|xa|nha|khoa|doan)\b"
)
# A deadline that is followed by another, or by a year again.
_TWICE = re.compile(r"\b(?:thuong xuyen .*thuong xuyen|trong nam .*trong nam|(?:nam )?20\d\d .*20\d\d)\b")
# A quarter that is none, of which strokes were read as digits: "Quý 11", "Quý 11112022".
_ODD_QUARTER = re.compile(r"\bquy (?!(?:[ivx]{1,3}|[1-4])\b)\S*\d")
_EFFECT_WORD = re.compile(r"cao|thap|trung|binh|tot|kha|dat|hieu|qua|luc|co")
# Words that deadlines are made of, besides numbers.
_DEADLINE_WORD = re.compile(
    r"\D*\d.*|ca|cap|tren|van|ban|co|phat|sinh|lien|tuc|trong|nam|quy|thang|ngay|thuong|xuyen|dinh|ky|hang|tuan|truoc|sau|khi|theo|ke|hoach|tien|do|den|tu|cuoi"
    r"|dau|het|hoan|cham|nhat|moi|lan|thanh|yeu|cau|thoi|han|gian|cua|so|noi|vu|tinh|hinh|thuc|te|chuong|trinh|trien|khai|dot|xuat"
    r"|va|[ivx]+"
)


def begins_agency(text: str) -> bool:
    """True where `text` begins with what names of bodies begin with."""
    return _AGENCY.match(plain(text)) is not None


def begins_deadline(text: str) -> bool:
    """True where `text` begins as deadlines do."""
    return _DEADLINE.match(plain(text)) is not None


def is_plainly_deadline(text: str) -> bool:
    """True where `text` begins as nothing but a deadline does."""
    return _PLAIN_DEADLINE.match(plain(text)) is not None


def begins_many_bodies(text: str) -> bool:
    """True where `text` begins as names of several bodies do, which never go on with another's name."""
    return _MANY_BODIES.match(plain(text)) is not None


def begins_product(text: str) -> bool:
    """True where `text` begins as typical products do."""
    return _PRODUCT.match(plain(text)) is not None


def begins_measure(text: str) -> bool:
    """True where `text` begins as short answers to a risk do."""
    return _MEASURE.match(plain(text)) is not None


def begins_effect(text: str) -> bool:
    """True where `text` begins with a level, as the column of effectiveness does."""
    return _EFFECT.match(plain(text)) is not None or _is_level(plain(text))


def may_end(word: str) -> bool:
    """True for a word (as repaired) that a cell may end with before another begins on the same line."""
    bare = word.strip(".,;:()")
    marked = plain(bare) != bare.lower()
    joins = _JOINING_MARKED.fullmatch(bare) or _JOINING_MARKED.fullmatch(bare.lower()) if marked else None
    joins = joins if marked else _JOINING.fullmatch(plain(word))
    return joins is None and not word.endswith((",", "-", "/", "&", "("))


def is_strange(word: str, field: Field) -> bool:
    """True for a word (plain letters) that the cells of the column are not made of; False where any may stand."""
    if field is Field.DEADLINE:
        return _DEADLINE_WORD.fullmatch(word) is None
    return field is Field.EFFECTIVENESS and _EFFECT_WORD.fullmatch(word) is None and not _is_level(word)


def is_no_body(word: str) -> bool:
    """True for a word (with its marks) that names of bodies are not made of."""
    return _NO_BODY.fullmatch(word.strip(".,;:()").lower()) is not None


def misfits(text: str, field: Field) -> bool:
    """True where a whole cell (repaired) does not say what the cells of its column say."""
    words = plain(text.lstrip("-–+ ")).split()
    rest = " ".join(words[1:])
    if field in BODIES:
        return (
            not begins_agency(" ".join(words))
            or len(words) > LONGEST_BODIES
            or _DEADLINE_INSIDE.search(rest) is not None
        )
    if field is Field.DEADLINE:
        strange = sum(is_strange(word, field) for word in words)
        odd = strange > MOST_STRANGE or _ODD_QUARTER.search(" ".join(words)) or _TWICE.search(rest)
        return not begins_deadline(" ".join(words)) or bool(odd)
    return field is Field.EFFECTIVENESS and (not begins_effect(" ".join(words)) or len(words) > LONGEST_LEVEL)


def _is_level(text: str) -> bool:
    """True for a level of which a letter was garbled."""
    return len(text) > 2 and fuzz.ratio(text, "thap") >= GARBLED_LEVEL


def leading_ordinal(text: str) -> Marker | None:
    """The ordinal that a line begins with, or is; None where there is none."""
    if _STROKES.fullmatch(text):  # III, of which 111 was read
        return next((marker for marker in read_markers("III") if marker.kind is MarkerKind.ROMAN), None)
    if len(text) <= LONGEST_ORDINAL:
        alone = [marker for marker in read_markers(text) if marker.kind is not MarkerKind.BULLET]
        if alone:
            return alone[0]
    match = _LEADING_ORDINAL.match(text)
    if match is None:
        return None
    markers = read_markers(match.group("marker").strip())
    if any(letter in "IVX" for letter in match.group("marker")):  # "I11." is III
        markers = tuple(marker for marker in markers if marker.kind is MarkerKind.ROMAN) or markers
    return markers[0] if markers and markers[0].kind is not MarkerKind.BULLET else None


LONGEST_BODIES = 45
LONGEST_LEVEL = 4
MOST_STRANGE = 5
"""Words of a deadline's cell that deadlines are not made of."""
LONGEST_ORDINAL = 5
"""Letters of a line that is nothing but an ordinal, at most."""
