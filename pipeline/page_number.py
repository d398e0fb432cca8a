"""Page numbers in the margin: told by their form and place, dropped and counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout import Line, PageGeometry

PAGE_NUMBER_ZONE = 0.1
"""Share of the page's height, at its top and bottom, where the page number stands."""
PAGE_NUMBER = re.compile(
    r"[-–—~.·\s]*(?:(?:trang|tr)\s?(?:số\s?)?[:.]?\s?)?\d{1,3}(?:\s?(?:/|trên|of)\s?\d{1,3})?[-–—~.·\s]*", re.IGNORECASE
)
"""3, - 3 -, Trang 3, 3/12, Trang 3/12; a longer number is a year."""


def without_page_number(lines: Sequence[Line], geometry: PageGeometry) -> tuple[tuple[Line, ...], int]:
    """The lines without the two topmost or lowest ones where they are nothing but a page number in the margin."""
    ordered = sorted(lines, key=lambda line: line.box.y_center)
    numbers = [line for line in (*ordered[:2], *ordered[2:][-2:]) if _is_page_number(line, lines, geometry)]
    return tuple(line for line in lines if line not in numbers), len(numbers)


def _is_page_number(line: Line, lines: Sequence[Line], geometry: PageGeometry) -> bool:
    margin = PAGE_NUMBER_ZONE * geometry.height
    in_margin = line.box.y1 < margin or line.box.y0 > geometry.height - margin
    if not in_margin or PAGE_NUMBER.fullmatch(line.text) is None:
        return False
    beside = (other for other in lines if other is not line and abs(other.box.y_center - line.box.y_center) < SAME_ROW)
    return not any(True for _ in beside)


SAME_ROW = 6.0
"""Points: half a line. A number with something beside it belongs to a form or a table."""
