"""Which column of a table is which field, and what kind of rows the table has.

Header texts are matched by meaning: letters without accents against the wordings in use, tolerant of misread letters.
What the cells hold is the second witness (ordinals, deadlines, bodies, figures), so that a garbled header still maps.
The columns are given to the fields all at once: the assignment of the highest total wins, each field taken by one
column at most. A table that is none of tasks, risks or indicators with some certainty is "other".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.layout import DocumentTable, RowKind, TableRow
from extractors.table_meaning.column_content import Content, content_agreement, content_of
from extractors.table_meaning.header_rows import header_path, kept_apart, printed_header, split_header
from extractors.table_meaning.header_wording import UNMARKED_HEADER_AGREEMENT, is_wording, named, path_agreement
from extractors.table_meaning.wordings import KEY_FIELD, WORDINGS, Field, TableKind, Wording

# A header text that agrees less than this with every wording of a field says nothing of that field: at four differing
# letters in ten, unrelated short headers ("Số lượng", "Số nhà") begin to agree with each other.
MIN_HEADER_AGREEMENT = 0.6
# The share of the content of the cells beside the header in a column's score.
CONTENT_WEIGHT = 0.25
# Below this certainty a table is not read as tasks or risks: a person would not be sure either.
MIN_TABLE_CERTAINTY = 0.5
# A key column below this is named by a word that other tables use too ("Nội dung", content).
SURE_KEY = 0.87
# A header that names another field so much better does not name this one: "Nhóm nhiệm vụ" beside "Nhiệm vụ cụ thể"
# leaves one of them without a field rather than with one that it only resembles.
MOST_BEHIND_BEST = 0.2
# What the column of the same place was in the table before speaks for the same field.
PRIOR_BONUS = 0.1
MIN_HEADER_AGREEMENT_WITH_PRIOR = 0.35
# A column whose header names nothing is known by its cells from this share on.
SURE_CONTENT = 0.7
# Content alone never makes a mapping surer than this.
CONTENT_ONLY_CERTAINTY = 0.45

# Fields that may be given to several columns, since no record keeps them.
_REPEATABLE = frozenset({Field.OTHER, Field.BUDGET, Field.NOTE, Field.RATING, Field.TARGET})
_RESPONSIBILITY = frozenset({Field.LEAD, Field.COORDINATING, Field.RESPONSIBLE})
_KNOWN_BY_CELLS = frozenset({Field.ORDINAL, Field.TASK, Field.DEADLINE, Field.LEAD, Field.COORDINATING, Field.OUTPUT})
_EXPECTED = _RESPONSIBILITY | {Field.DEADLINE, Field.OUTPUT, Field.MEASURE, Field.ACTION, Field.EFFECTIVENESS}
_TASK_WITNESSES = _RESPONSIBILITY | {Field.DEADLINE, Field.START, Field.OUTPUT}
_RISK_WITNESSES = frozenset({Field.MEASURE, Field.ACTION, Field.EFFECTIVENESS})


@dataclass(frozen=True, slots=True)
class Column:
    """A column's field and how sure that is, from 0 to 1; `header` has its header texts, outermost first."""

    index: int
    field: Field
    certainty: float
    header: str = ""


@dataclass(frozen=True, slots=True)
class TableFields:
    """What a table's columns are. `body` has its rows without headers and without numbering rows ("(1) (2) (3)")."""

    kind: TableKind
    columns: tuple[Column, ...]
    certainty: float
    body: tuple[TableRow, ...]

    def header(self, field: Field) -> str:
        """The header texts over the field's column, as printed, parted by " / "; "" where there is no such column."""
        return next((column.header for column in self.columns if column.field is field), "")

    def column(self, field: Field) -> int | None:
        """The index of the field's column, None where the table has none."""
        return next((column.index for column in self.columns if column.field is field), None)


def map_table(table: DocumentTable, previous: TableFields | None = None) -> TableFields:
    """The kind of `table` and the field of each of its columns.

    `previous` is the mapping of the table before it; a table without any header that has as many columns and fitting
    content goes on with it, less surely.
    """
    header, body = split_header(table)
    contents = tuple(content_of(body, index) for index in range(table.n_columns))
    if not header:
        carried = _carried_on(table, body, contents, previous)
        return carried if carried is not None else _by_content(body, contents)
    apart = kept_apart(body, table.n_columns)
    paths = tuple(header_path(header, index, apart) for index in range(table.n_columns))
    headers = tuple(printed_header(header, index) for index in range(table.n_columns))
    prior = _prior(table, previous)
    candidates = [_assign(kind, fields, _Evidence(headers, paths, contents, prior), body) for kind, fields in WORDINGS]
    best = max(candidates, key=_preference)
    if best.certainty < MIN_TABLE_CERTAINTY:
        if _is_unreadable(paths):
            carried = _carried_on(table, body, contents, previous)
            if carried is not None:
                return carried
        return TableFields(TableKind.OTHER, best.columns, 1 - best.certainty, body)
    return best


def lacking_columns(tables: Sequence[TableFields]) -> tuple[int, ...]:
    """How many columns each table lacks that tables of its kind have: who and when, and what the others here have.

    Such a table may be one by right; more often a ruling line was not found, and two columns are read as one.
    """
    own = [frozenset(column.field for column in table.columns) & _EXPECTED for table in tables]
    lacking = []
    for table, fields in zip(tables, own, strict=True):
        others = frozenset[Field]().union(*(fs for t, fs in zip(tables, own, strict=True) if t.kind is table.kind))
        who = int(not fields & _RESPONSIBILITY and not others & _RESPONSIBILITY)
        lacking.append(len(others - fields) + who + int(Field.DEADLINE not in fields | others))
    return tuple(lacking)


def _preference(candidate: TableFields) -> tuple[bool, float]:
    """A table that names risks is one of risks, though its other columns are those of tasks as well."""
    named = [
        column
        for column in candidate.columns
        if column.field is Field.RISK and column.certainty >= SURE_KEY - CONTENT_WEIGHT / 2
    ]
    return bool(named) and candidate.certainty >= MIN_TABLE_CERTAINTY, candidate.certainty


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for a column's field: its header as printed and folded, its cells, its field in the table before."""

    headers: tuple[str, ...]
    paths: tuple[tuple[str, ...], ...]
    contents: tuple[Content, ...]
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
        unnamed = named(path[-1] if path else "")[1] < MIN_HEADER_AGREEMENT
        agreements = [(field, path_agreement(path, wordings)) for field, wordings in fields]
        best = max(agrees for _, agrees in agreements)
        verbatim = {field for field, wordings in fields if path and is_wording(path[-1], wordings)}
        for field, header in agreements:
            named_otherwise = header < best - MOST_BEHIND_BEST or (verbatim and field not in verbatim)
            if header >= MIN_HEADER_AGREEMENT and named_otherwise and field is not prior:
                continue
            score = (1 - CONTENT_WEIGHT) * header + CONTENT_WEIGHT * content_agreement(field, content)
            enough = MIN_HEADER_AGREEMENT_WITH_PRIOR if field is prior else MIN_HEADER_AGREEMENT
            by_content = unnamed and field in _KNOWN_BY_CELLS and content_agreement(field, content) >= SURE_CONTENT
            if header >= enough or by_content:
                bonus = PRIOR_BONUS if field is prior and field is not Field.OTHER else 0.0
                column_options.append((field, min(1.0, score + bonus), header))
        options.append(column_options)
    chosen = _best_assignment(options)
    columns = tuple(
        Column(index, field, score, header)
        for index, ((field, score, _), header) in enumerate(zip(chosen, evidence.headers, strict=True))
    )
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


def _kind_certainty(kind: TableKind, columns: tuple[Column, ...], contents: tuple[Content, ...]) -> float:
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
        if (
            Field.BUDGET in by_field and key_certainty < SURE_KEY
        ):  # "Nội dung chi | ĐVT | Số lượng | Thành tiền": costs.
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


def _is_unreadable(paths: tuple[tuple[str, ...], ...]) -> bool:
    """True where few of the columns have a header that names any field: ruling lines or letters were lost there."""
    named_ones = sum(bool(path) and named(path[-1])[1] >= UNMARKED_HEADER_AGREEMENT for path in paths)
    return named_ones * 2 < len(paths)


def _carried_on(
    table: DocumentTable, body: tuple[TableRow, ...], contents: tuple[Content, ...], previous: TableFields | None
) -> TableFields | None:
    if previous is None or previous.kind is TableKind.OTHER or len(previous.columns) != table.n_columns:
        return None
    fits = [
        content_agreement(column.field, contents[column.index])
        for column in previous.columns
        if contents[column.index].filled > 0
    ]
    if not fits or sum(fits) / len(fits) < 0.5:
        return None
    certainty = 0.8 * previous.certainty
    return TableFields(previous.kind, previous.columns, certainty, body)


def _by_content(body: tuple[TableRow, ...], contents: tuple[Content, ...]) -> TableFields:
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
