"""What the cells of a column look like, and how well that fits a field: the second witness beside the header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.layout import RowKind, TableRow
from extractors.table_meaning.wordings import Field, plain

# Rows looked at for the content of a column: enough to tell its nature, whatever the table's length.
CONTENT_ROWS = 60


@dataclass(frozen=True, slots=True)
class Content:
    """What the cells of a column look like: shares of its filled cells, and the mean number of words."""

    filled: float
    ordinal: float
    deadline: float
    agency: float
    figure: float
    words: float


ORDINAL_TEXT = re.compile(r"\(?(?:\d{1,3}(?:[.,]\d{1,2}){0,3}|[ivxl|]{1,6}|[a-zđ])\s?[.),:]?", re.IGNORECASE)
_DEADLINE_TEXT = re.compile(
    r"^(?:- )?(?:trong |truoc |den |cuoi |dau |tu |hang |hoan thanh )*"
    r"(?:thang|quy|nam|ngay|tuan|6 thang|hang|thuong xuyen|dinh ky|ca nam|theo |sau khi|khi |dot xuat|chua)"
    r"|^\d{1,2} \d{1,2} (?:19|20)\d\d|^\d{1,2} (?:19|20)\d\d|^(?:19|20)\d\d(?: (?:19|20)\d\d)?$"
    r"|^(?:tu |den |ngay |truoc |trong )+\d{1,2} \d{1,2}(?: |$)|^\d{1,2} \d{1,2} den \d"
    r"|thuong xuyen|\bquy [ivx1-4]"
)
_AGENCY_TEXT = re.compile(
    r"^(?:cac |tat ca |lanh dao |toan the )*"
    r"(?:so|phong|van phong|vp|ban|ubnd|uy ban|hdnd|don vi|co quan|bo phan|trung tam|bo|cuc|chi cuc|cong an|truong"
    r"|doan|hoi(?! nghi| thao)|to(?! chuc| trinh)|khoa(?! hoc)|thanh tra"
    r"|vien|nganh|chu tich|giam doc|cong chuc|chuyen vien|mat tran|mttq|ong|ba|ke toan"
    r"|nhan vien|quan tri|thon|xa|phuong|huyen|dai ly|ky thuat|hieu truong)\b"
)
_FIGURE_TEXT = re.compile(r"(?=.*\d)[\d.,%+\-–\s/()x*≥≤<>]+")


def content_of(body: Sequence[TableRow], index: int) -> Content:
    """What the cells of column `index` look like in the data rows of `body`."""
    rows = [row for row in body if row.kind is RowKind.DATA][:CONTENT_ROWS]
    texts = [row.cells[index].text.strip() for row in rows]
    filled = [text for text in texts if text]
    if not filled:
        return Content(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    folded = [plain(text) for text in filled]
    count = len(filled)
    return Content(
        filled=count / len(texts),
        ordinal=sum(ORDINAL_TEXT.fullmatch(text) is not None for text in filled) / count,
        deadline=sum(_DEADLINE_TEXT.search(text) is not None and len(text.split()) <= 25 for text in folded) / count,
        agency=sum(_AGENCY_TEXT.search(text) is not None for text in folded) / count,
        figure=sum(_FIGURE_TEXT.fullmatch(text) is not None for text in filled) / count,
        words=sum(len(text.split()) for text in filled) / count,
    )


def content_agreement(field: Field, content: Content) -> float:
    """How well a column's cells fit `field`, from 0 to 1; 0.5 where they tell nothing."""
    if content.filled == 0.0:
        return 0.4
    prose = min(1.0, content.words / 8) * (1 - max(content.ordinal, content.figure, content.deadline))
    agreement = {
        Field.ORDINAL: content.ordinal,
        Field.TASK: prose,
        Field.RISK: prose,
        Field.ACTION: prose,
        Field.MEASURE: max(prose, 0.4 * (1 - content.figure)),
        Field.LEAD: content.agency,
        Field.COORDINATING: 0.96 * content.agency,  # Of two columns of bodies without headers, the first leads.
        Field.RESPONSIBLE: content.agency,
        Field.DEADLINE: content.deadline,
        Field.START: content.deadline,
        Field.OUTPUT: max(prose, 0.5) * (1 - max(content.figure, content.deadline, content.agency / 2)),
        Field.TARGET: content.figure,
        Field.BUDGET: content.figure,
        Field.EFFECTIVENESS: (1 - content.figure) * (1.0 if content.words <= 4 else 0.5),
        Field.UNIT: 1.0 if content.words <= 3 and content.figure < 0.5 else 0.0,
        Field.INDICATOR: min(1.0, content.words / 4) * (1 - max(content.ordinal, content.figure)),
    }
    return agreement.get(field, 0.5)
