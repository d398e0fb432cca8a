"""Rows whose cells are parted by tabs or by bars, none lost: their cells get places below each other.

Tables that are copied out of a text processor or kept as Markdown have a line a row, and empty cells keep their
separators. Set in columns, such lines are read as those of dumps that keep places (see laid_out).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

# Rows in a run at least, and cells of a row; of rows parted by tabs so many have them all, others lack the last.
FEWEST_ROWS = 3
FEWEST_CELLS = 3
WHOLE_ROWS = 0.5
# Bars are what readers see in ruling lines too, and lose: of a page's lines with bars so many are in runs of as many.
IN_RUNS = 0.75
GAP = "    "

_RULE = re.compile(r"[\s|:+-]*-{3,}[\s|:+-]*")
Run = tuple[int, list[list[str]]]


def in_columns(lines: Sequence[str]) -> list[str]:
    """The lines of a page, the cells of delimited rows with spaces between them so that columns stand below each other.

    Lines that are none of such a row's are as they were; lines that only rule a table off are empty.
    """
    found = list(lines)
    for start, rows in _barred(lines) or _tabbed(lines):
        n_cells = max(map(len, rows))
        widths = [max(len(row[column]) for row in rows if column < len(row)) for column in range(n_cells)]
        for index, row in enumerate(rows, start=start):
            padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=False))
            found[index] = "" if _RULE.fullmatch(lines[index]) else GAP.join(padded).rstrip()
    return found


def _barred(lines: Sequence[str]) -> list[Run]:
    """The runs of rows of as many cells between bars; none where bars are what is left of ruling lines."""
    barred = [line.strip() for line in lines if "|" in line]
    framed = sum(line.startswith("|") and line.endswith("|") for line in barred) > len(barred) / 2
    rows = [(index, _cells(line.strip().strip("|") if framed else line, "|")) for index, line in enumerate(lines)]
    runs: list[Run] = []
    for (index, n_cells), group in groupby(rows, key=lambda row: (len(row[1]) >= FEWEST_CELLS, len(row[1]))):
        own = list(group)
        if index and n_cells and len(own) >= FEWEST_ROWS:
            runs.append((own[0][0], [cells for _, cells in own]))
    return runs if sum(len(own) for _, own in runs) >= max(1, IN_RUNS * len(barred)) else []


def _tabbed(lines: Sequence[str]) -> list[Run]:
    """The runs of rows whose cells tabs part."""
    rows = [(index, _cells(line.strip(" "), "\t")) for index, line in enumerate(lines)]
    runs: list[Run] = []
    for parted, group in groupby(rows, key=lambda row: len(row[1]) > 1):
        own = list(group)
        counts = Counter(len(cells) for _, cells in own)
        n_cells = max(counts)
        if parted and n_cells >= FEWEST_CELLS and len(own) >= FEWEST_ROWS and counts[n_cells] >= WHOLE_ROWS * len(own):
            runs.append((own[0][0], [cells for _, cells in own]))
    return runs


def _cells(line: str, separator: str) -> list[str]:
    return [" ".join(cell.split()) for cell in line.split(separator)]
