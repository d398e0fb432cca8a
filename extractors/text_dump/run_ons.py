"""Cells of which a part belongs elsewhere: what they say begins inside a sentence, or begins anew without a stop.

"điều hành Rà soát ..." is a section's title run into a task, "Văn phòng UBND Chi cục Thủy lợi" two cells in one. Of 50
tasks that began so in composed and real dumps 47 were wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.table_meaning.wordings import Field
from extractors.text_dump.cell_vocabulary import BODIES

_KEYS = frozenset({Field.TASK, Field.RISK})
# What tasks begin with, with a small letter before it.
_BEGINS_ANEW = re.compile(
    r"[a-zà-ỹđ] (?:Rà soát|Xây dựng|Tổ chức|Kiểm tra|Hoàn thiện|Công khai|Tham mưu|Triển khai|Ban hành|Phối hợp"
    r"|Thực hiện|Tiếp tục|Đánh giá|Nâng cao|Tăng cường|Đẩy mạnh|Cập nhật|Phổ biến|Đôn đốc)\b"
)
_BODY = re.compile(r"(?P<before>[^\W\d_]+) (?:Chi cục|Phòng|Văn phòng|Trung tâm|Thanh tra|Khoa|Trạm) ")
# Words that a body's name follows in one breath: "phối hợp Phòng Kinh tế", "Chánh Văn phòng".
_BEFORE_BODY = frozenset(
    re.findall(
        r"\w+",
        "và với của thuộc cùng hợp trì tra đạo trong hoặc từ tại bộ chánh trưởng chức cả ở qua là do cho gồm viên đốc"
        " phó",
    )
)
_MOST_LETTERS = 70
MOSTLY = 0.5


def begins_inside(text: str) -> bool:
    """True for a text that begins with a small letter."""
    return text.strip()[:1].islower()


def mostly_begin_small(texts: Iterable[str]) -> bool:
    """True where small letters begin most of the texts: there one tells nothing."""
    small = [begins_inside(text) for text in texts]
    return sum(small) > MOSTLY * len(small)


def runs_on(text: str, field: Field, *, small: bool) -> bool:
    """True where a cell's repaired text has a part that belongs elsewhere; `small` where the column begins small."""
    if field in _KEYS:
        return (begins_inside(text) and not small) or _BEGINS_ANEW.search(text) is not None
    if field in BODIES and len(text) <= _MOST_LETTERS:
        return any(match["before"].lower() not in _BEFORE_BODY for match in _BODY.finditer(text))
    return False
