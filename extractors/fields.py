"""Which column of a table is which field, and what kind of rows the table has.

Header texts are matched by meaning: letters without accents against the wordings in use, tolerant of misread letters.
What the cells hold is the second witness (ordinals, deadlines, bodies, figures), so that a garbled header still maps.
The columns are given to the fields all at once: the assignment of the highest total wins, each field taken by one
column at most. A table that is none of tasks, risks or indicators with some certainty is "other".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, pairwise

from rapidfuzz import fuzz

from extractors.layout import DocumentTable, RowKind, TableRow
from extractors.wordings import KEY_FIELD, WORDINGS, Field, TableKind, Wording, plain

# A header text that agrees less than this with every wording of a field says nothing of that field: at four differing
# letters in ten, unrelated short headers ("Số lượng", "Số nhà") begin to agree with each other.
MIN_HEADER_AGREEMENT = 0.6
# The share of the content of the cells beside the header in a column's score.
CONTENT_WEIGHT = 0.25
# A leaf header says more of its column than the header above it, which it shares with its neighbours.
PARENT_WEIGHT = 0.85
# Below this certainty a table is not read as tasks or risks: a person would not be sure either.
MIN_TABLE_CERTAINTY = 0.5
# A key column below this is named by a word that other tables use too ("Nội dung", content).
SURE_KEY = 0.87
# Words of a header cell that the reader gave in another order ("phối Đơn vị hợp") count so much.
WORDS_OUT_OF_ORDER = 0.95
# What the column of the same place was in the table before speaks for the same field.
PRIOR_BONUS = 0.1
MIN_HEADER_AGREEMENT_WITH_PRIOR = 0.35
# A header cell over more columns or of more words is a title, not headers run together.
MOST_SHARED_COLUMNS = 4
# Each part must name its field better than a whole header needs to: any text has parts that resemble something.
PARTED_AGREEMENT = 0.9
MOST_SHARED_WORDS = 16
# A column whose header names nothing is known by its cells from this share on.
SURE_CONTENT = 0.7
# Content alone never makes a mapping surer than this.
CONTENT_ONLY_CERTAINTY = 0.45
# A first row is a header though not marked as one when its texts agree with wordings this well on the average.
UNMARKED_HEADER_AGREEMENT = 0.8
# Rows looked at for the content of a column: enough to tell its nature, whatever the table's length.
CONTENT_ROWS = 60

# Fields that may be given to several columns, since no record keeps them.
_REPEATABLE = frozenset({Field.OTHER, Field.BUDGET, Field.NOTE, Field.RATING, Field.TARGET})
_RESPONSIBILITY = frozenset({Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE})
_KNOWN_BY_CELLS = frozenset({Field.ORDINAL, Field.TASK, Field.DEADLINE, Field.LEAD, Field.COORDINATING, Field.OUTPUT})
_TASK_WITNESSES = _RESPONSIBILITY | {Field.DEADLINE, Field.START, Field.OUTPUT}
_RISK_WITNESSES = frozenset({Field.MEASURE, Field.ACTION, Field.EFFECTIVENESS})


@dataclass(frozen=True, slots=True)
class Column:
    """A column's field and how sure that is, from 0 to 1."""

    index: int
    field: Field
    certainty: float


@dataclass(frozen=True, slots=True)
class TableFields:
    """What a table's columns are. `body` has its rows without headers and without numbering rows ("(1) (2) (3)")."""

    kind: TableKind
    columns: tuple[Column, ...]
    certainty: float
    body: tuple[TableRow, ...]

    def column(self, field: Field) -> int | None:
        """The index of the field's column, None where the table has none."""
        return next((column.index for column in self.columns if column.field is field), None)


@dataclass(frozen=True, slots=True)
class _Content:
    """What the cells of a column look like: shares of its filled cells, and the mean number of words."""

    filled: float
    ordinal: float
    deadline: float
    agency: float
    figure: float
    words: float


_ORDINAL_TEXT = re.compile(r"\(?(?:\d{1,3}(?:[.,]\d{1,2}){0,3}|[ivxl|]{1,6}|[a-zđ])\s?[.),:]?", re.IGNORECASE)
_DEADLINE_TEXT = re.compile(
    r"^(?:- )?(?:trong |truoc |den |cuoi |dau |tu |hang |hoan thanh )*"
    r"(?:thang|quy|nam|ngay|tuan|6 thang|hang|thuong xuyen|dinh ky|ca nam|theo |sau khi|khi |dot xuat|chua)"
    r"|^\d{1,2} \d{1,2} (?:19|20)\d\d|^\d{1,2} (?:19|20)\d\d|^(?:19|20)\d\d(?: (?:19|20)\d\d)?$"
    r"|thuong xuyen|\bquy [ivx1-4]"
)
_AGENCY_TEXT = re.compile(
    r"^(?:cac |tat ca |lanh dao |toan the )*"
    r"(?:so|phong|van phong|vp|ban|ubnd|uy ban|hdnd|don vi|co quan|bo phan|trung tam|bo|cuc|chi cuc|cong an|truong"
    r"|doan|hoi(?! nghi| thao)|to(?! chuc| trinh)|khoa(?! hoc)|thanh tra"
    r"|vien|nganh|chu tich|giam doc|cong chuc|chuyen vien|mat tran|mttq|ong|ba|ke toan"
    r"|nhan vien|quan tri|thon|xa|phuong|huyen|dai ly|ky thuat|hieu truong)\b"
)
_FIGURE_TEXT = re.compile(r"[\d.,%+\-–\s/()x*]+")


def map_table(table: DocumentTable, previous: TableFields | None = None) -> TableFields:
    """The kind of `table` and the field of each of its columns.

    `previous` is the mapping of the table before it; a table without any header that has as many columns and fitting
    content goes on with it, less surely.
    """
    header, body = _split_header(table)
    contents = tuple(_content(body, index) for index in range(table.n_columns))
    if not header:
        carried = _carried_on(table, body, contents, previous)
        return carried if carried is not None else _by_content(body, contents)
    apart = _kept_apart(body, table.n_columns)
    paths = tuple(_header_path(header, index, apart) for index in range(table.n_columns))
    prior = _prior(table, previous)
    candidates = [_assign(kind, fields, _Evidence(paths, contents, prior), body) for kind, fields in WORDINGS]
    best = max(candidates, key=_preference)
    if best.certainty < MIN_TABLE_CERTAINTY:
        return TableFields(TableKind.OTHER, best.columns, 1 - best.certainty, body)
    return best


def _preference(candidate: TableFields) -> tuple[bool, float]:
    """A table that names risks is one of risks, though its other columns are those of tasks as well."""
    named = [
        column
        for column in candidate.columns
        if column.field is Field.RISK and column.certainty >= SURE_KEY - CONTENT_WEIGHT / 2
    ]
    return bool(named) and candidate.certainty >= MIN_TABLE_CERTAINTY, candidate.certainty


def field_of_header(text: str) -> Field | None:
    """The field that a header text names by itself in a table of any kind; None where it names none for sure."""
    field, agreement = _named(text)
    return field if agreement >= UNMARKED_HEADER_AGREEMENT else None


def _split_header(table: DocumentTable) -> tuple[tuple[TableRow, ...], tuple[TableRow, ...]]:
    """The header rows and the body, numbering rows in neither.

    A row that was taken for a header but starts with a marker such as "A" or "I" is a section row; where no row is
    marked a header, the first rows are one if they read like one.
    """
    header = [row for row in table.header if not _starts_with_ordinal(row)]
    misplaced = [row for row in table.header if _starts_with_ordinal(row) and not is_numbering(row)]
    body = [replace(row, kind=RowKind.SECTION) for row in misplaced] + list(table.body)
    if not header:
        while body and len(header) < 3 and _reads_like_header(body[0], len(header)):
            header.append(body.pop(0))
    if body and _is_misread_numbering(body[0]):
        body.pop(0)
    named = [row for row in header if not (is_numbering(row) or _is_misread_numbering(row))]
    return tuple(named), tuple(row for row in body if not is_numbering(row))


def _starts_with_ordinal(row: TableRow) -> bool:
    first = row.cells[0].text.strip()
    return bool(first) and _ORDINAL_TEXT.fullmatch(first) is not None and plain(first) not in {"tt"}


def is_numbering(row: TableRow) -> bool:
    """True for the row that numbers the columns: "(1) (2) (3)", "1 2 3=1+2", "A B 1 2"; two cells may be misread."""
    texts = [row.cells[index].text.strip() for index in range(len(row.cells)) if row.spans[index] == index]
    filled = [text for text in texts if text]
    if len(filled) < 3 or any(len(text) > 12 for text in filled):
        return False
    numbers = [re.match(r"\(?\s*(\d{1,2})\b", text) for text in filled]
    found = [int(match.group(1)) for match in numbers if match]
    rising = all(later - earlier in (1, 2) for earlier, later in pairwise(found))
    return rising and len(found) >= max(2, len(filled) - 2) and found[0] <= 2


def _is_misread_numbering(row: TableRow) -> bool:
    """True for a numbering row of which the scan left brackets and some digits: "O) (2) @) 4) (6)"."""
    tokens = [
        token for index, start in enumerate(row.spans) if index == start for token in row.cells[index].text.split()
    ]
    if len(tokens) < 3 or any(len(token) > 4 or re.search(r"[^\W\d_]{3,}", token) for token in tokens):
        return False
    return sum(re.search(r"\d|[()]", token) is not None for token in tokens) * 2 >= len(tokens)


def _reads_like_header(row: TableRow, rows_before: int) -> bool:
    texts = [plain(row.cells[index].text) for index in range(len(row.cells)) if row.spans[index] == index]
    filled = [text for text in texts if text]
    if len(filled) < (2 if rows_before else 3) or _starts_with_ordinal(row):
        return False
    agreements = [max(_agreement(text, _all_wordings(kind)) for kind, _ in WORDINGS) for text in filled]
    return sum(agreements) / len(agreements) >= UNMARKED_HEADER_AGREEMENT


@cache
def _all_wordings(kind: TableKind) -> tuple[Wording, ...]:
    return tuple(
        wording for table_kind, fields in WORDINGS if table_kind is kind for _, group in fields for wording in group
    )


def _header_path(header: Sequence[TableRow], index: int, apart: frozenset[int]) -> tuple[str, ...]:
    """A column's header texts from the outermost to its own, each once, without accents.

    `apart` has the columns that the rows below keep apart from the one to their left. A cell of the last header row
    over such columns has lost its ruling lines: it gives each its part, or none a header.
    """
    path: list[str] = []
    for row in header:
        text = row.cells[index].text
        shared = [column for column, start in enumerate(row.spans) if start == row.spans[index]]
        if row is header[-1] and any(column in apart for column in shared[1:]):
            parts = _parted(text, len(shared))
            text = parts[shared.index(index)] if parts else ""
        text = plain(re.sub(r"\([^)]*\)|\d+", " ", text)) or plain(text)
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def _kept_apart(body: Sequence[TableRow], n_columns: int) -> frozenset[int]:
    """The columns that most data rows keep apart from the one to their left."""
    rows = [row for row in body if row.kind is RowKind.DATA and len(set(row.spans)) * 2 > n_columns]
    return frozenset(
        column
        for column in range(1, n_columns)
        if sum(row.spans[column] != row.spans[column - 1] for row in rows) * 2 > len(rows)
    )


def _parted(text: str, n_columns: int) -> tuple[str, ...] | None:
    """The headers of `n_columns` columns whose ruling lines were not found; None where the text does not fall apart.

    "Chủ trì Phối hợp" over two columns is two headers: each part must name a field, no two the same.
    """
    words = text.split()
    if not 1 < n_columns <= MOST_SHARED_COLUMNS or not n_columns <= len(words) <= MOST_SHARED_WORDS:
        return None
    found: tuple[str, ...] | None = None
    best = 0.0
    for cuts in combinations(range(1, len(words)), n_columns - 1):
        edges = (0, *cuts, len(words))
        parts = tuple(" ".join(words[start:end]) for start, end in pairwise(edges))
        named = [_named(part) for part in parts]
        if len({field for field, _ in named}) == n_columns and min(agreement for _, agreement in named) >= best:
            best, found = min(agreement for _, agreement in named), parts
    return found if best >= PARTED_AGREEMENT else None


@cache
def _named(text: str) -> tuple[Field, float]:
    """The field that a header text names best in a table of any kind, and how well it agrees."""
    folded = plain(text)
    if not folded:
        return Field.OTHER, 0.0
    found = [(_agreement(folded, wordings), field) for _, fields in WORDINGS for field, wordings in fields]
    agreement, field = max(found)
    return field, agreement


def _agreement(text: str, wordings: Sequence[Wording]) -> float:
    """How well a header text agrees with the best of `wordings`, from 0 to 1.

    The whole text against the whole wording (edit distance), or the wording found inside a longer text, which counts
    less the more of the text it leaves unexplained.
    """
    best = 0.0
    for wording in wordings:
        whole = (
            max(fuzz.ratio(text, wording.text), WORDS_OUT_OF_ORDER * fuzz.token_sort_ratio(text, wording.text)) / 100
        )
        score = whole
        if len(wording.text) >= 6 and len(wording.text) < len(text):
            inside = fuzz.partial_ratio(wording.text, text) / 100
            score = max(whole, inside * (0.7 + 0.3 * len(wording.text) / len(text)) if inside >= 0.8 else 0.0)
        best = max(best, score * wording.strength)
    return best


def _path_agreement(path: tuple[str, ...], wordings: tuple[Wording, ...]) -> float:
    if not path:
        return 0.0
    own = _agreement(path[-1], wordings)
    if len(path) == 1:
        return own
    return max(
        own, PARENT_WEIGHT * _agreement(path[-2], wordings), PARENT_WEIGHT * _agreement(" ".join(path[-2:]), wordings)
    )


def _content(body: Sequence[TableRow], index: int) -> _Content:
    rows = [row for row in body if row.kind is RowKind.DATA][:CONTENT_ROWS]
    texts = [row.cells[index].text.strip() for row in rows]
    filled = [text for text in texts if text]
    if not filled:
        return _Content(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    folded = [plain(text) for text in filled]
    count = len(filled)
    return _Content(
        filled=count / len(texts),
        ordinal=sum(_ORDINAL_TEXT.fullmatch(text) is not None for text in filled) / count,
        deadline=sum(_DEADLINE_TEXT.search(text) is not None and len(text.split()) <= 25 for text in folded) / count,
        agency=sum(_AGENCY_TEXT.search(text) is not None for text in folded) / count,
        figure=sum(_FIGURE_TEXT.fullmatch(text) is not None for text in filled) / count,
        words=sum(len(text.split()) for text in filled) / count,
    )


def _content_agreement(field: Field, content: _Content) -> float:
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


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for a column's field: its header path, its cells, and the field it had in the table before."""

    paths: tuple[tuple[str, ...], ...]
    contents: tuple[_Content, ...]
    prior: tuple[Field, ...]


def _prior(table: DocumentTable, previous: TableFields | None) -> tuple[Field, ...]:
    """The fields of the table before where it has as many columns; no field at all otherwise."""
    if previous is None or previous.kind is TableKind.OTHER or len(previous.columns) != table.n_columns:
        return (Field.OTHER,) * table.n_columns
    return tuple(column.field for column in previous.columns)


def _assign(
    kind: TableKind,
    fields: tuple[tuple[Field, tuple[Wording, ...]], ...],
    evidence: _Evidence,
    body: tuple[TableRow, ...],
) -> TableFields:
    """The best assignment of columns to the fields of one kind of table, with the certainty that it is of that kind."""
    options: list[list[tuple[Field, float, float]]] = []
    for path, content, prior in zip(evidence.paths, evidence.contents, evidence.prior, strict=True):
        column_options: list[tuple[Field, float, float]] = [(Field.OTHER, 0.0, 0.0)]
        unnamed = _named(path[-1] if path else "")[1] < MIN_HEADER_AGREEMENT
        for field, wordings in fields:
            header = _path_agreement(path, wordings)
            score = (1 - CONTENT_WEIGHT) * header + CONTENT_WEIGHT * _content_agreement(field, content)
            enough = MIN_HEADER_AGREEMENT_WITH_PRIOR if field is prior else MIN_HEADER_AGREEMENT
            by_content = unnamed and field in _KNOWN_BY_CELLS and _content_agreement(field, content) >= SURE_CONTENT
            if header >= enough or by_content:
                bonus = PRIOR_BONUS if field is prior and field is not Field.OTHER else 0.0
                column_options.append((field, min(1.0, score + bonus), header))
        options.append(column_options)
    chosen = _best_assignment(options)
    columns = tuple(Column(index, field, score) for index, (field, score, _) in enumerate(chosen))
    columns = _alone_is_responsible(columns, evidence.paths)
    return TableFields(kind, columns, _kind_certainty(kind, columns, evidence.contents), body)


def _best_assignment(options: list[list[tuple[Field, float, float]]]) -> list[tuple[Field, float, float]]:
    """One option a column, no field twice (but those no record keeps), with the highest total score."""
    states: dict[frozenset[Field], tuple[float, list[tuple[Field, float, float]]]] = {frozenset(): (0.0, [])}
    for column_options in options:
        following: dict[frozenset[Field], tuple[float, list[tuple[Field, float, float]]]] = {}
        for used, (total, chosen) in states.items():
            for option in column_options:
                field, score, _ = option
                if field in used:
                    continue
                now_used = used if field in _REPEATABLE else used | {field}
                if now_used not in following or total + score > following[now_used][0]:
                    following[now_used] = (total + score, [*chosen, option])
        states = following
    return max(states.values(), key=lambda state: state[0])[1]


def _alone_is_responsible(columns: tuple[Column, ...], paths: tuple[tuple[str, ...], ...]) -> tuple[Column, ...]:
    """Tells lead and responsible apart by what stands beside them.

    A column that only says who carries out ("Đơn vị thực hiện") is the lead where another is coordinating; alone it
    holds lead and coordinating bodies in one.
    """
    present = {column.field for column in columns}

    def settled(column: Column) -> Column:
        if column.field is Field.RESPONSIBLE and Field.COORDINATING in present and Field.LEAD not in present:
            return replace(column, field=Field.LEAD)
        says_lead = any(word in " ".join(paths[column.index]) for word in ("chu tri", "dau moi", "chinh"))
        alone = Field.COORDINATING not in present and Field.RESPONSIBLE not in present
        if column.field is Field.LEAD and alone and not says_lead:
            return replace(column, field=Field.RESPONSIBLE)
        return column

    return tuple(settled(column) for column in columns)


def _kind_certainty(kind: TableKind, columns: tuple[Column, ...], contents: tuple[_Content, ...]) -> float:
    """How surely a table with these columns is of `kind`: 0 without its key column or without a witness beside it."""
    key = dict(KEY_FIELD)[kind]
    by_field = {column.field: column for column in columns}
    if key not in by_field or contents[by_field[key].index].figure > 0.5:
        return 0.0
    key_certainty = by_field[key].certainty
    named = [column for column in columns if column.field is not Field.OTHER and contents[column.index].filled > 0]
    explained = sum(column.certainty for column in named) / max(1, sum(content.filled > 0 for content in contents))
    if kind is TableKind.INDICATORS:
        witnesses = [by_field[field].certainty for field in (Field.UNIT, Field.TARGET) if field in by_field]
        if Field.UNIT not in by_field and key_certainty < SURE_KEY:  # "Nội dung | Năm 2023 | Năm 2024": statistics.
            return 0.0
    elif kind is TableKind.RISKS:
        witnesses = [by_field[field].certainty for field in _RISK_WITNESSES if field in by_field]
    else:
        witnesses = [
            by_field[field].certainty
            for field in _TASK_WITNESSES
            if field in by_field
            and (field in _RESPONSIBILITY | {Field.DEADLINE} or contents[by_field[field].index].figure < 0.5)
        ]
        figures = sum(content.figure > 0.6 and content.ordinal < 0.9 for content in contents)
        if figures * 3 > len(columns):  # A statistics or budget table.
            return 0.0
    if not witnesses:
        return 0.0
    return min(1.0, 0.4 * key_certainty + 0.3 * max(witnesses) + 0.3 * explained + 0.05 * (len(witnesses) - 1))


def _carried_on(
    table: DocumentTable, body: tuple[TableRow, ...], contents: tuple[_Content, ...], previous: TableFields | None
) -> TableFields | None:
    if previous is None or previous.kind is TableKind.OTHER or len(previous.columns) != table.n_columns:
        return None
    fits = [
        _content_agreement(column.field, contents[column.index])
        for column in previous.columns
        if contents[column.index].filled > 0
    ]
    if not fits or sum(fits) / len(fits) < 0.5:
        return None
    certainty = 0.8 * previous.certainty
    return TableFields(previous.kind, previous.columns, certainty, body)


def _by_content(body: tuple[TableRow, ...], contents: tuple[_Content, ...]) -> TableFields:
    """A table without a header, mapped to tasks by its cells, where one column names bodies and one deadlines."""
    indexes = range(len(contents))
    columns = [Column(index, Field.OTHER, 0.0) for index in indexes]
    prose = max(indexes, key=lambda index: contents[index].words, default=None)
    beside = [index for index in indexes if index != prose]
    deadline = max(beside, key=lambda index: contents[index].deadline, default=None)
    agency = max(
        (index for index in beside if index != deadline), key=lambda index: contents[index].agency, default=None
    )
    sure = (
        prose is not None
        and agency is not None
        and deadline is not None
        and len([row for row in body if row.kind is RowKind.DATA]) >= 3
        and contents[prose].words >= 6
        and contents[agency].agency >= 0.7
        and contents[deadline].deadline >= 0.7
    )
    if not sure or prose is None or agency is None or deadline is None:
        return TableFields(TableKind.OTHER, tuple(columns), 0.5, body)
    columns[prose] = Column(prose, Field.TASK, CONTENT_ONLY_CERTAINTY)
    columns[agency] = Column(agency, Field.RESPONSIBLE, CONTENT_ONLY_CERTAINTY)
    columns[deadline] = Column(deadline, Field.DEADLINE, CONTENT_ONLY_CERTAINTY)
    if contents[0].ordinal >= 0.6:
        columns[0] = Column(0, Field.ORDINAL, CONTENT_ONLY_CERTAINTY)
    others = [index for index in indexes if columns[index].field is Field.OTHER and contents[index].words >= 2]
    agencies = [index for index in others if contents[index].agency >= 0.7]
    if agencies:
        first, second = sorted((agency, agencies[0]))
        columns[first] = Column(first, Field.LEAD, CONTENT_ONLY_CERTAINTY)
        columns[second] = Column(second, Field.COORDINATING, CONTENT_ONLY_CERTAINTY)
    output = next((index for index in others if index > prose and index not in agencies), None)
    if output is not None:
        columns[output] = Column(output, Field.OUTPUT, CONTENT_ONLY_CERTAINTY)
    return TableFields(TableKind.TASKS, tuple(columns), CONTENT_ONLY_CERTAINTY, body)
