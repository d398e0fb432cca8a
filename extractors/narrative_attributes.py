"""Lines that say who, when and what of the task above them: "- Cơ quan chủ trì: Sở Nội vụ", "Thời gian: Quý II/2025".

Plans without a table print its columns so, under each task or behind its sentence. Decides what such a line states;
which task it belongs to is told by extractors.narrative.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.table_meaning.wordings import Field
from normalizers.folding import fold_marks

_BODY = r"(?:(?:co quan|don vi|bo phan|phong|nguoi|ca nhan|to chuc)(?:,? (?:don vi|ca nhan|to chuc))?\s*)"
_LABELS: tuple[tuple[Field, str], ...] = (
    (Field.RESPONSIBLE, r"chu tri (?:va|,|/) ?phoi hop|phan cong(?: thuc hien| nhiem vu)?|trach nhiem(?: thuc hien)?"),
    (Field.COORDINATING, rf"(?:{_BODY})?phoi hop(?: thuc hien| tham muu)?"),
    (Field.LEAD, rf"(?:{_BODY})?(?:chu tri|dau moi)(?: thuc hien| tham muu| soan thao)?"),
    (Field.LEAD, rf"{_BODY}(?:thuc hien|phu trach|chiu trach nhiem|duoc giao|tham muu)(?: chinh)?"),
    (
        Field.DEADLINE,
        r"(?:thoi (?:gian|han|diem)|tien do|lo trinh|han)"
        r"(?: (?:thuc hien|hoan thanh|trien khai|bao cao|trinh|to chuc))*",
    ),
    (
        Field.OUTPUT,
        r"(?:du kien )?(?:san pham|ket qua|dau ra)(?:[/,]? ?(?:san pham|ket qua|dau ra|du kien|dat duoc|can dat))*",
    ),
    (Field.BUDGET, r"(?:nguon )?kinh phi(?: thuc hien| du kien)?|du toan"),
    (
        Field.OTHER,
        r"dia diem(?: to chuc)?|thanh phan(?: tham du)?|doi tuong(?: tham gia)?|hinh thuc(?: thuc hien)?|so luong",
    ),
)
_LABEL = re.compile(
    r"(?:^\W*|(?<=[.;(])\s*(?:-\s*)?)(?:"
    + "|".join(f"(?P<f{index}>{pattern})" for index, (_, pattern) in enumerate(_LABELS))
    + r")\s*:\s*"
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """What a label such as "Cơ quan chủ trì:" states; `start` is where the label begins in the text."""

    field: Field
    value: str
    start: int


def find_attributes(text: str) -> tuple[Attribute, ...]:
    """The labelled statements of a paragraph, in order; each reaches to the next label."""
    folded = fold_marks(text)
    labels = list(_LABEL.finditer(folded))
    found = []
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        name = next(int(group[1:]) for group, value in label.groupdict().items() if value is not None)
        value = text[label.end() : end].strip(" -–+;,\n")
        if value.endswith(".") or value.count(")") > value.count("("):
            value = value.rstrip(".) ")
        found.append(Attribute(_LABELS[name][0], value, label.start()))
    return tuple(found)


def begins_with_attribute(text: str) -> bool:
    """True for a paragraph that is nothing but such statements."""
    return _LABEL.match(fold_marks(text)) is not None
