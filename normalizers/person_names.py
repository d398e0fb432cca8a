"""Names of persons, known again where reader and repair left other words of them: "Le Thi Thu Ha" -> "Lê Thị Thu Hà".

A name has no context to be repaired by, but few words are used in names: surnames are a closed list, and so, nearly,
are the words that follow. What is likeliest by how letters are misread and by how common the words are in names is
taken; a word that is near to none stays as it is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from math import log

from normalizers.folding import fold_marks
from normalizers.garbled_letters import with_letters

# Surnames, the commonest first; each line is about half as common as the one before.
_SURNAMES = (
    "Nguyễn Trần Lê",
    "Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ",
    "Hồ Ngô Dương Lý Đinh Trương Đoàn Lâm Mai Trịnh Đào Lương Hà Phùng Cao",
    "Tô Chu Tạ Thái Lưu Vương Tống Kiều Quách Triệu Hứa Nông La Châu Từ Tăng Thạch Văn Nghiêm Mạc Diệp Lục Lò",
    "Vi Cù Giang Khuất Ninh Nhâm Ông Âu Bạch Quan Sơn Kim Danh Ngụy Đàm Doãn Khổng Lại Tiêu Thân Giáp Cung Viên Mã "
    "Quàng Cầm Điêu Hồng Thiều Tôn Trà Vừ Giàng Sùng Thào Lầu Mùa Vàng Hờ Hạng Ma Hầu Phí Ứng Kha Đồng Mẫn Bế Trang Y",
)
# Surnames too rare to be taken for what was misread, but known where they are read.
_RARE_SURNAMES = (
    "An Bàn Biện Bồ Cái Can Chảo Du Điểm Đới Hàn Khúc Khương Kpă Ksor Lộc Lữ Mạch Nay Ngân Như Rah Rcom Rmah Siu Tán "
    "Thang Thi Thôi Trác Tri Uông Vinh Vũa Vưu Yên"
)
# Words behind the surname and in the given name, the commonest first in the same way.
_GIVEN = (
    "Thị Văn",
    "Minh Thanh Đức Anh Ngọc Quang Hồng Hoàng Xuân Thu Hữu Quốc Kim Thành Công Hùng Tuấn Hà Hải Hương Mai Lan Dũng "
    "Nam Sơn",
    "Hoa Bình Phương Linh Nga Hạnh Thủy Trung Tiến Trọng Đình Việt Duy Bảo Phúc Long Cường Thắng Hiếu Hòa Thảo Yến "
    "Dung Hiền Huyền Nhung Trang Tâm Tú Tùng Toàn Vinh Vân Hằng Loan Liên Lợi Lộc Khánh Khoa Kiên Huy Hưng Giang Gia "
    "Đạt Chiến Châu Chung Bích Mỹ Nguyên Nhật Ánh An Bá Phan Thế Chi Như Tấn Chí Vĩnh Mạnh Trường Phong Quân Quyết "
    "Thịnh Thái Tân",
    "Ái Ân Bắc Bằng Biên Bách Cảnh Cầm Chi Chinh Chính Chương Cúc Diễm Diệu Diệp Du Dương Đại Đăng Điệp Định Đông Hân "
    "Hảo Hậu Hiệp Hiệu Hoài Hoàn Học Huệ Huân Hường Khang Khải Khương Khuê Kiều Lâm Lập Lệ Luân Lực Lương Lượng Ly Lý "
    "Mẫn Miên My Nghĩa Nghị Ngân Nguyệt Nhân Nhi Nhiên Ninh Oanh Phát Phú Phụng Phước Phượng Quế Quý Quyên Quỳnh Sang "
    "Sinh Sỹ Tài Tạo Thạch Thắm Thi Thiện Thiên Thọ Thơ Thông Thuận Thúy Thùy Thư Thương Tín Tình Tính Tỉnh Toản Trà "
    "Trâm Trí Trinh Trúc Trực Tuyên Tuyền Tuyết Tường Uyên Viên Vũ Vương Vy Xuyến Ý Yên Quyền Kỳ Lĩnh Lưu Luận Nhã "
    "Nhàn Ninh Phấn Phi Quy Sáng Sáu Tám Năm Bảy Ba Út Bé Tư Hai Chín Thoa Thìn Tý Sửu Dần Mão Tỵ Ngọ Mùi Thân Dậu "
    "Tuất Hợi Hợp Hội Hiển Hiến Hinh Hải",
)
_FEWEST_WORDS, _MOST_WORDS = 2, 5
# Letters that only a reader of Vietnamese reads.
_OUR_LETTERS = frozenset(
    "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹĂĐƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
)
_STEP = log(2.2)
_UNKNOWN_STEPS = 8
# Nats that a word costs for each letter that is another, comes from nowhere or is lost, and for marks read as others.
_OTHER_LETTER, _STRAY_LETTER, _LOST_LETTER, _OTHER_MARKS, _LOST_MARKS = 3.5, 3.5, 3.5, 1.6, 0.4
# A word of which so much is to be changed, for each of its letters, is left as it is.
_MOST_CHANGE = 1.9
# What readers without Vietnamese see in letters with marks.
_SEEN_IN = {
    "a": "4dAiéâàáãäå€",
    "e": "6€éêèëCcQi",
    "o": "60Q5dóôöòêé",
    "u": "itwúùüvrn",
    "i": "ljíì1t!",
    "y": "j,ýÿi¥",
    "d": "EtcBPa",
}
# The same where it is two letters.
_PAIRS_SEEN = {"a": ("ir", "ii", "fl"), "d": ("tl", "cl"), "o": ("cr",), "u": ("ir", "tr", "ii", "ti", "ri", "it")}


def is_surname(word: str) -> bool:
    """Whether names begin with the word, whatever its marks and capitals."""
    return fold_marks(word) in _folded_surnames() | _folded_rare_surnames()


def rightmost_person(raw: str, repaired: str) -> str:
    """The person whose name the words are, of two names beside each other the second; "" where they are no name.

    `raw` and `repaired` are the words as read and as repaired, which pair. Words that a reader of Vietnamese read,
    which their marks tell, stay as they are.
    """
    read, mended = [with_letters(word) for word in raw.split()], repaired.split()
    if len(read) != len(mended) or not _FEWEST_WORDS <= len(read) <= 2 * _MOST_WORDS or not _may_be_names(read):
        return ""
    if any(_OUR_LETTERS & set(unicodedata.normalize("NFC", word)) for word in read):
        return repaired if len(read) <= _MOST_WORDS and fold_marks(mended[0]) in _folded_surnames() else ""
    starts = [0] if len(read) <= _MOST_WORDS else range(len(read) - _MOST_WORDS, len(read) - _FEWEST_WORDS + 1)
    if len(read) > _MOST_WORDS:
        starts = [start for start in starts if _FEWEST_WORDS <= start <= _MOST_WORDS]
    names = [_named(read, mended, start) for start in starts]
    best = min((name for name in names if name is not None), default=(0.0, ""))
    return best[1]


def _named(read: Sequence[str], mended: Sequence[str], start: int) -> tuple[float, str] | None:
    """The cost and the words of the name that begins at `start`; None where its first word is no surname."""
    cost, words = 0.0, []
    for place in range(len(read)):
        is_surname = place in (0, start)
        near = _nearest(read[place], mended[place], _surnames() if is_surname else _given())
        if is_surname and near[1] not in _surnames():
            return None
        cost += near[0]
        words.append(near[1])
    return cost, " ".join(words[start:])


def _may_be_names(words: Sequence[str]) -> bool:
    """True where the words are of letters and few signs and begin with capitals, which the first may have lost."""
    sound = all(sum(map(str.isalpha, word)) * 2 >= len(word) for word in words)
    # "rAn": the first letter is lost, and the capital behind it still shows.
    small = [
        place for place, word in enumerate(words) if word[:1].islower() and not (place == 0 or word[1:2].isupper())
    ]
    return sound and not small and sum(word[:1].islower() for word in words) <= (len(words) > _FEWEST_WORDS)


def _nearest(read: str, repaired: str, words: dict[str, float]) -> tuple[float, str]:
    """The likeliest word of a name for what was read, with its cost; what it was repaired to where none is near."""
    costs = {word: prior + _change(word, read) for word, prior in words.items()}
    best = min(costs, key=lambda word: costs[word])
    own = _UNKNOWN_STEPS * _STEP + _change(repaired, read)
    if costs[best] > own or _change(best, read) > _MOST_CHANGE * max(len(best), 2):
        return own, repaired
    return costs[best], best


def _change(printed: str, read: str) -> float:
    """Nats for reading `read` where `printed` stands: the cheapest way to change one into the other."""
    before = [index * _STRAY_LETTER for index in range(len(read) + 1)]
    for letter in printed:
        row = [before[0] + _LOST_LETTER]
        for place, seen in enumerate(read):
            row.append(
                min(
                    before[place] + _letter_cost(letter, seen),
                    before[place + 1] + _LOST_LETTER,
                    row[place] + _STRAY_LETTER,
                )
            )
            if (
                place
                and not letter.isascii()
                and read[place - 1 : place + 1] in _PAIRS_SEEN.get(fold_marks(letter), ())
            ):
                row[-1] = min(row[-1], before[place - 1] + _OTHER_MARKS)
        before = row
    return before[-1]


@cache
def _letter_cost(printed: str, seen: str) -> float:
    if printed == seen:
        return 0.0
    if printed.lower() == seen.lower():
        return 0.3
    base, read = fold_marks(printed), fold_marks(seen)
    if base == read:
        return _LOST_MARKS if seen.isascii() else _OTHER_MARKS
    if not printed.isascii() and seen in _SEEN_IN.get(base, ""):
        return _OTHER_MARKS
    return _OTHER_LETTER


@cache
def _folded_surnames() -> frozenset[str]:
    return frozenset(map(fold_marks, _surnames()))


@cache
def _folded_rare_surnames() -> frozenset[str]:
    return frozenset(map(fold_marks, _RARE_SURNAMES.split()))


@cache
def _surnames() -> dict[str, float]:
    return _priors(_SURNAMES)


@cache
def _given() -> dict[str, float]:
    return _priors(_GIVEN)


def _priors(ranks: Sequence[str]) -> dict[str, float]:
    priors: dict[str, float] = {}
    for step, line in enumerate(ranks):
        for word in unicodedata.normalize("NFC", line).split():
            priors.setdefault(word, step * _STEP)
    return priors
