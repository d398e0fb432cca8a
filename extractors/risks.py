"""Rows of a risk table become risks and opportunities.

Decides whether a row is a risk (rủi ro) or an opportunity (cơ hội) and how effective its handling was judged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.confidence import judged_rows
from extractors.evidence import RowFacts
from extractors.plan import Plan
from extractors.records import FieldSource, Risk
from extractors.table_meaning.columns import TableChain
from extractors.table_meaning.fields import TableFields
from extractors.table_meaning.sections import PlacedRow
from extractors.table_meaning.wordings import Field, plain
from extractors.tasks import cell_of, cell_text, row_facts
from normalizers.agencies import agency_names, names_agency

_FIELDS = (Field.MEASURE, Field.ACTION, Field.DEADLINE, Field.RESPONSIBLE, Field.EFFECTIVENESS)
_OPPORTUNITY = re.compile(r"\bco hoi\b")
_RISK = re.compile(r"\b(?:rui ro|nguy co)\b")
# In the order they are looked for: "chưa hiệu quả" (not effective) before "hiệu quả", "khá cao" before "khá".
_LEVELS = (
    ("low", re.compile(r"\b(?:thap|kem|yeu|khong (?:cao|tot|hieu|dat)|chua (?:cao|tot|hieu|dat)|it hieu)")),
    ("medium", re.compile(r"\b(?:trung binh|vua|tuong doi|tb|binh thuong)\b")),
    ("high", re.compile(r"\b(?:cao|tot|rat hieu|manh|xuat sac)\b")),
    ("medium", re.compile(r"\bkha\b")),
    ("high", re.compile(r"\b(?:hieu qua|hieu luc|dat)\b")),
)


def read_risks(chain: TableChain, rows: Sequence[PlacedRow], plan: Plan, lacking: int = 0) -> tuple[Risk, ...]:
    """The risks of one table, in order; `lacking` counts the columns that it should have and has not."""
    risks = [_read_risk(chain.table_index(row.row), chain.fields, row, plan) for row in rows]
    facts = [_facts(chain.fields, row, risk, lacking) for row, risk in zip(rows, risks, strict=True)]
    return judged_rows(risks, facts)


def _facts(fields: TableFields, row: PlacedRow, risk: Risk, lacking: int) -> RowFacts:
    odd_level = bool(risk.effectiveness) and risk.effectiveness_level is None
    return row_facts(
        fields,
        row,
        (Field.RISK, *_FIELDS),
        unparsed=int(bool(risk.deadline_text) and risk.deadline.kind == "none") + int(odd_level),
        unknown_agencies=int(bool(risk.responsible) and not names_agency(risk.responsible or "")),
        lacking=lacking,
    )


def effectiveness_level(text: str | None) -> str | None:
    """low, medium or high for what is printed ("Cao", "Khá", "Chưa hiệu quả"); None where it says none of them."""
    folded = plain(text or "")
    return next((level for level, pattern in _LEVELS if pattern.search(folded)), None)


def risk_kind(text: str, section_path: Sequence[str], kind_cell: str | None) -> str:
    """Risk or opportunity: what the row's own column says, else the nearest section that tells, else the wording."""
    for place in (kind_cell or "", *reversed(section_path)):
        folded = plain(place)
        risk, opportunity = _RISK.search(folded), _OPPORTUNITY.search(folded)
        if bool(risk) != bool(opportunity):
            return "risk" if risk else "opportunity"
        if place is kind_cell and folded in {"c", "ch"}:
            return "opportunity"
    starts_with_opportunity = _OPPORTUNITY.match(plain(text)) is not None
    return "opportunity" if starts_with_opportunity else "risk"


def _read_risk(table_index: int, fields: TableFields, row: PlacedRow, plan: Plan) -> Risk:
    cells = {field: cell_of(fields, row, field) for field in _FIELDS}
    deadline_text = cell_text(cells[Field.DEADLINE])
    deadline = plan.deadline(deadline_text or "", fields.header(Field.DEADLINE))
    responsible = cell_text(cells[Field.RESPONSIBLE])
    effectiveness = cell_text(cells[Field.EFFECTIVENESS])
    sources = tuple(
        FieldSource(field, passage)
        for field, passage in (
            ("ordinal", row.ordinal_passage if row.ordinal else None),
            ("risk", cell_of(fields, row, Field.RISK)),
            *((field.value, cells[field]) for field in _FIELDS),
        )
        if passage is not None and passage.text.strip()
    )
    return Risk(
        table_index=table_index,
        page_first=row.row.page_first,
        page_last=row.row.page_last,
        ordinal=row.ordinal,
        kind=risk_kind(row.key_text, row.section_path, cell_text(cell_of(fields, row, Field.KIND))),
        risk=row.key_text,
        measure=cell_text(cells[Field.MEASURE]),
        action=cell_text(cells[Field.ACTION]),
        deadline_text=deadline_text,
        deadline=deadline,
        responsible=responsible,
        responsible_agencies=agency_names(responsible or "", plan.defined),
        effectiveness=effectiveness,
        effectiveness_level=effectiveness_level(effectiveness),
        sources=sources,
    )
