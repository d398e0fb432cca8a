"""How well lines are found and cut, by itself: regions of many layouts whose baselines are known.

    python -m benchmarks.line_cutting                 a row a layout
    python -m benchmarks.line_cutting --seeds 40      more regions of each

A line is found where one cut line covers it, with its baseline and size of type; otherwise it is lost (nothing on
it), split (more than one line on it), merged (a cut line on it and on another), or cut badly (baseline or size off,
ends cut). Regions are set at the size the page stage hands on (x-height 14.5 px) and spoilt by blur, noise and slope.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.own_reader.line_cutter import CutLine, find_lines
from training.reader.faces import FAMILIES, face

Picture = NDArray[np.uint8]

EM_PX = 32
"""An em of body text: 14.5 px of x-height."""
BASELINE_OFF_EM = 0.12
SIZE_OFF = 0.17
ENDS_OFF_EM = 0.35
FIRST_SEED = 9000

TEXT = (
    "thực hiện kế hoạch cải cách hành chính năm 2025 trên địa bàn tỉnh Ủy ban nhân dân các sở ngành phối hợp rà soát "
    "quy trình gửi về Sở Nội vụ trước ngày 15 tháng 12 để tổng hợp, báo cáo; đẩy mạnh chuyển đổi số: hỗ trợ ý kiến góp"
)
WORDS = TEXT.split()


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line as it was set: the baseline's height at the left and right end, and an em, in pixels."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    em: float


@dataclass
class Sheet:
    """A region under way."""

    random: np.random.Generator
    width: int
    height: int
    lines: list[SetLine] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ink = np.zeros((self.height, self.width), np.uint8)

    def words(self, count: int) -> str:
        """So many words of running text."""
        start = int(self.random.integers(len(WORDS)))
        return " ".join(WORDS[(start + place) % len(WORDS)] for place in range(count))

    def set(self, x: float, y: float, text: str, *, em: int = EM_PX, style: int = 0, space: float = 0.25) -> float:
        """Sets a line and returns where it ends; a space is `space` em wide."""
        family = FAMILIES[int(self.random.integers(len(FAMILIES)))] if style < 0 else FAMILIES[0]
        font = face(family.files[max(style, 0)], em)
        pen, x0, x1 = x, 1e9, x
        for letter in text:
            if letter == " ":
                pen += space * em
                continue
            glyph = font.glyph(letter)
            rows, columns = glyph.bitmap.shape
            left, top = round(pen) + glyph.left, round(y) + glyph.top
            if rows and left >= 0 and top >= 0 and left + columns <= self.width and top + rows <= self.height:
                place = self.ink[top : top + rows, left : left + columns]
                np.maximum(place, glyph.bitmap, out=place)
                x0, x1 = min(x0, left), max(x1, left + columns)
            pen += glyph.advance
        self.lines.append(SetLine(text, x0, x1, y, y, em))
        return x1


def _paragraph(sheet: Sheet) -> None:
    for row in range(6):
        sheet.set(30 if row else 80, 50 + 40 * row, sheet.words(9), style=-1)


def _tight(sheet: Sheet) -> None:
    """Lines so near each other that marks and descenders touch."""
    for row in range(6):
        sheet.set(30, 50 + 31 * row, sheet.words(9))


def _capitals(sheet: Sheet) -> None:
    for row in range(3):
        sheet.set(60, 60 + 42 * row, sheet.words(6).upper(), style=1)


def _cell(sheet: Sheet) -> None:
    """One or two letters."""
    sheet.set(30, 55, ("1", "12", "II", "a", "x", "Đạt", "3.1", "-")[int(sheet.random.integers(8))])


def _numbers(sheet: Sheet) -> None:
    """A column of numbers: nothing of x-height."""
    for row in range(5):
        sheet.set(40, 50 + 44 * row, f"{sheet.random.integers(10**6)}.{sheet.random.integers(10**4)}")


def _letterhead(sheet: Sheet) -> None:
    for row, (left, right) in enumerate(
        (("UBND TỈNH LÀO CAI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"), ("SỞ CÔNG THƯƠNG", "Độc lập - Tự do - Hạnh phúc"))
    ):
        sheet.set(30, 60 + 40 * row, left, em=30, style=row)
        sheet.set(470, 60 + 40 * row, right, em=31, style=1)
    sheet.set(50, 160, "Số: 15/KH-SCT", em=31)
    sheet.set(480, 160, "Lào Cai, ngày 5 tháng 3 năm 2025", em=32, style=2)


def _justified(sheet: Sheet) -> None:
    """Spaces of up to 1.6 em in a narrow column."""
    for row in range(5):
        sheet.set(30, 50 + 40 * row, sheet.words(4), space=float(sheet.random.uniform(0.6, 1.6)))


def _notes(sheet: Sheet) -> None:
    """Body text and below it footnotes of 8 and 9 pt."""
    for row in range(3):
        sheet.set(30, 50 + 40 * row, sheet.words(9))
    for row in range(3):
        sheet.set(30, 190 + 26 * row, f"{row + 1} {sheet.words(12)}", em=20 if row % 2 else 22)


def _title(sheet: Sheet) -> None:
    """A title of 16 pt and more over body text."""
    sheet.set(200, 60, "KẾ HOẠCH", em=int(sheet.random.integers(36, 48)), style=1)
    for row in range(3):
        sheet.set(30, 120 + 40 * row, sheet.words(9))


def _title_alone(sheet: Sheet) -> None:
    sheet.set(100, 70, "Chương trình công tác năm 2025", em=int(sheet.random.integers(36, 44)), style=1)


def _underlined(sheet: Sheet) -> None:
    for row in range(3):
        y = 60 + 48 * row
        x1 = sheet.set(120, y, sheet.words(4), style=1)
        sheet.ink[y + 5 : y + 7, 120 : int(x1)] = 255


def _superscripts(sheet: Sheet) -> None:
    for row in range(4):
        y = 60 + 42 * row
        x1 = sheet.set(30, y, sheet.words(6))
        line = sheet.lines.pop()
        end = sheet.set(x1 + 1, y - 11, str(row + 1), em=20)
        sheet.lines[-1] = SetLine(line.text, line.x0, end, y, y, EM_PX)


def _leaders(sheet: Sheet) -> None:
    for row in range(4):
        sheet.set(30, 60 + 42 * row, f"{row + 1}. Họ và tên: " + "." * 40)


def _stamped(sheet: Sheet) -> None:
    """A round stamp's rests over the lines."""
    for row in range(5):
        sheet.set(30, 50 + 40 * row, sheet.words(9), style=row % 2)
    centre = (int(sheet.random.integers(100, 700)), int(sheet.random.integers(60, 200)))
    layer = np.zeros_like(sheet.ink)
    for radius in (105, 98, 62):
        cv2.circle(layer, centre, radius, 150, 3, cv2.LINE_AA)
    for angle in np.linspace(0, 2 * np.pi, 22):
        place = (int(centre[0] + 78 * np.cos(angle)), int(centre[1] + 80 * np.sin(angle)))
        cv2.putText(layer, "NA", place, cv2.FONT_HERSHEY_SIMPLEX, 0.6, 150, 2)
    broken = sheet.random.random(layer.shape) < 0.8
    np.maximum(sheet.ink, layer * broken, out=sheet.ink)


def _handwriting(sheet: Sheet) -> None:
    """A signature beside and over print."""
    for row in range(4):
        sheet.set(30, 60 + 42 * row, sheet.words(6))
    points = np.cumsum(sheet.random.normal(0, 26, (24, 2)), axis=0) + np.array([640, 130])
    smooth = cv2.GaussianBlur(points.astype(np.float32), (1, 7), 2)
    cv2.polylines(sheet.ink, [smooth.astype(np.int32)], False, 230, 3, cv2.LINE_AA)


def _bowed(sheet: Sheet) -> None:
    """Lines that sag, as near the spine of a bound volume."""
    _paragraph(sheet)
    columns = np.arange(sheet.width, dtype=np.float32)
    sag = 6.0 * (2 * columns / sheet.width - 1) ** 2
    rows = np.arange(sheet.height, dtype=np.float32)[:, None] + sag[None]
    sheet.ink = np.asarray(
        cv2.remap(sheet.ink, np.tile(columns, (sheet.height, 1)), rows.astype(np.float32), cv2.INTER_LINEAR), np.uint8
    )
    sheet.lines = [
        SetLine(
            line.text,
            line.x0,
            line.x1,
            line.y0 - float(sag[int(line.x0)]),
            line.y1 - float(sag[min(int(line.x1), sheet.width - 1)]),
            line.em,
        )
        for line in sheet.lines
    ]


LAYOUTS: dict[str, Callable[[Sheet], None]] = {
    "paragraph": _paragraph,
    "set tight": _tight,
    "capitals": _capitals,
    "cell of 1-2 letters": _cell,
    "numbers": _numbers,
    "letterhead": _letterhead,
    "justified wide": _justified,
    "8-9 pt notes": _notes,
    "title 16 pt+, body": _title,
    "title alone": _title_alone,
    "underlined": _underlined,
    "superscripts": _superscripts,
    "dot leaders": _leaders,
    "under a stamp": _stamped,
    "handwriting": _handwriting,
    "bowed": _bowed,
}
BASELINE_OFF_BOWED_EM = 0.2
"""A straight line can't follow a bow; what it may be off there."""


def region(layout: str, seed: int) -> tuple[Picture, tuple[SetLine, ...]]:
    """A spoilt region of a layout, and its lines."""
    random = np.random.default_rng((FIRST_SEED + seed, sorted(LAYOUTS).index(layout)))
    sheet = Sheet(random, *((120, 90) if layout.startswith("cell") else (1040, 290)))
    LAYOUTS[layout](sheet)
    slope = float(random.normal(0.0, 0.004))
    middle = sheet.width / 2
    matrix = np.array([[1.0, 0.0, 0.0], [slope, 1.0, -slope * middle]])
    ink = cv2.warpAffine(sheet.ink, matrix, (sheet.width, sheet.height), flags=cv2.INTER_LINEAR).astype(np.float32)
    blurred = cv2.GaussianBlur(ink, (0, 0), float(random.uniform(0.5, 1.0)))
    page = 250 - blurred * float(random.uniform(0.6, 0.95)) + random.normal(0, random.uniform(1, 8), blurred.shape)
    lines = tuple(
        SetLine(
            line.text,
            line.x0,
            line.x1,
            line.y0 + slope * (line.x0 - middle),
            line.y1 + slope * (line.x1 - middle),
            line.em,
        )
        for line in sheet.lines
    )
    return page.clip(0, 255).astype(np.uint8), lines


def judged(lines: tuple[SetLine, ...], found: tuple[CutLine, ...], off_em: float = BASELINE_OFF_EM) -> Counter[str]:
    """How many lines were found, lost, split, merged or cut badly, and how many cut lines lie on no line."""
    on: list[list[CutLine]] = [[] for _ in lines]
    counts: Counter[str] = Counter()
    for one in found:
        touched = [place for place, line in enumerate(lines) if _lies_on(one, line)]
        for place in touched:
            on[place].append(one)
        counts["merged"] += len(touched) > 1
        counts["extra"] += not touched
    for line, cut in zip(lines, on, strict=True):
        counts["lines"] += 1
        if not cut:
            counts["lost"] += 1
        elif len(cut) > 1:
            counts["split"] += 1
        else:
            counts["found" if _fits(cut[0], line, off_em) else "bad"] += 1
    return counts


def _lies_on(cut: CutLine, line: SetLine) -> bool:
    """True where the two share a good part of their length and the cut line's band lies on the line's letters."""
    x0, x1 = max(cut.x0, line.x0), min(cut.x1, line.x1)
    if x1 - x0 < 0.2 * min(cut.x1 - cut.x0, line.x1 - line.x0):
        return False
    middle = (x0 + x1) / 2
    share = (middle - line.x0) / max(line.x1 - line.x0, 1.0)
    return abs(cut.baseline(middle) - (line.y0 + share * (line.y1 - line.y0))) < 0.45 * line.em


def _fits(cut: CutLine, line: SetLine, off_em: float) -> bool:
    off = max(abs(cut.baseline(line.x0) - line.y0), abs(cut.baseline(line.x1) - line.y1))
    ends = max(cut.x0 - line.x0, line.x1 - cut.x1)
    return off < off_em * line.em and ends < ENDS_OFF_EM * line.em and abs(cut.em / line.em - 1) < SIZE_OFF


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20, help="regions of each layout")
    options = parser.parse_args()
    names = ("lines", "found", "lost", "split", "merged", "bad", "extra")
    total: Counter[str] = Counter()
    sys.stdout.write(f"{'layout':20} " + " ".join(f"{name:>7}" for name in names) + "\n")
    for layout in LAYOUTS:
        counts: Counter[str] = Counter()
        for seed in range(options.seeds):
            picture, lines = region(layout, seed)
            off_em = BASELINE_OFF_BOWED_EM if layout == "bowed" else BASELINE_OFF_EM
            counts += judged(lines, find_lines(picture), off_em)
        total += counts
        sys.stdout.write(f"{layout:20} " + " ".join(f"{counts[name]:7}" for name in names) + "\n")
    sys.stdout.write(f"{'all':20} " + " ".join(f"{total[name]:7}" for name in names) + "\n")


if __name__ == "__main__":
    main()
