"""The records that a document is read into: what becomes rows of the dataset, before it does.

Field names are those of the dataset. A text field is "" where the paper is empty and None where the table has no such
column. `sources` names, for each field, the passage that it came from, `evidence` what its confidence was told by.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extractors.dumped_evidence import DumpedEvidence
from extractors.evidence import Evidence
from extractors.layout import Passage
from normalizers.deadlines import Deadline

NO_DEADLINE = Deadline()


@dataclass(frozen=True, slots=True)
class FieldSource:
    """The passage that a field of a record was read from."""

    field: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class DocumentHeader:
    """What the header block, the title and the signature say of a document. "" where it is not to be found."""

    number: str = ""
    doc_type: str = ""
    issuer: str = ""
    parent_issuer: str = ""
    place: str = ""
    issued_date: date | None = None
    title: str = ""
    signer_title: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()
    plan_year: int | None = None
    confidence: float = 0.0
    sources: tuple[FieldSource, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """Something that somebody is to do (nhiệm vụ)."""

    source: str
    table_index: int | None
    page_first: int
    page_last: int
    ordinal: str
    section_path: tuple[str, ...]
    task: str
    lead: str | None = None
    coordinating: str | None = None
    responsible: str | None = None
    lead_agencies: tuple[str, ...] = ()
    coordinating_agencies: tuple[str, ...] = ()
    deadline_text: str | None = None
    deadline: Deadline = NO_DEADLINE
    output: str | None = None
    legal_refs: tuple[str, ...] = ()
    confidence: float = 0.0
    needs_review: bool = False
    evidence: Evidence | DumpedEvidence | None = None
    sources: tuple[FieldSource, ...] = ()


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk or an opportunity (rủi ro, cơ hội) and what is done about it."""

    table_index: int
    page_first: int
    page_last: int
    ordinal: str
    kind: str
    risk: str
    measure: str | None = None
    action: str | None = None
    deadline_text: str | None = None
    deadline: Deadline = NO_DEADLINE
    responsible: str | None = None
    responsible_agencies: tuple[str, ...] = ()
    effectiveness: str | None = None
    effectiveness_level: str | None = None
    confidence: float = 0.0
    needs_review: bool = False
    evidence: Evidence | DumpedEvidence | None = None
    sources: tuple[FieldSource, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measurable target (chỉ tiêu). `task_index` is the index of the task whose cells state it, None in narrative."""

    source: str
    task_index: int | None
    page: int
    section_path: tuple[str, ...]
    text: str
    name: str
    comparator: str
    value: float
    value_max: float | None
    unit: str
    deadline_text: str
    deadline_end: date | None
    confidence: float = 0.0
    needs_review: bool = False
    evidence: Evidence | DumpedEvidence | None = None
    sources: tuple[FieldSource, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that the text cites."""

    number: str
    doc_type: str
    issuer: str
    issued_date: date | None
    page: int
    context: str


@dataclass(frozen=True, slots=True)
class DocumentRecords:
    """All that was read out of one document."""

    header: DocumentHeader
    tasks: tuple[Task, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    risks: tuple[Risk, ...] = ()
    references: tuple[Reference, ...] = ()
    table_kinds: tuple[str, ...] = ()
