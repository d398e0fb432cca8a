"""Indicators: the measurable targets that the narrative and the tables' cells state.

What a target is and what it measures is told by `normalizers.target_clauses`; here it gets its place: section path,
page, the task that states it, and the deadline of clause or row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.headings import OutlinedParagraph
from extractors.layout import Passage
from extractors.plan import NO_PLAN, Plan
from extractors.records import FieldSource, Indicator, Risk, Task
from normalizers.document_numbers import mask_citations
from normalizers.folding import fold_marks
from normalizers.target_clauses import FoundIndicator, find_indicators

__all__ = ["FoundIndicator", "Place", "find_indicators", "indicator_of", "read_indicators"]

# Sections that tell what was or what is paid: their figures are no targets.
_NO_TARGETS = re.compile(
    r"\b(?:kinh phi|ket qua (?:dat duoc|thuc hien|cong tac|nam)|thuc trang|danh gia (?:tinh hinh"
    r"|ket qua|chung)|tinh hinh thuc hien"
    r"|dac diem tinh hinh|can cu|co so phap ly|ton tai|han che|nguyen nhan)\b"
)
_TARGETS_AFTER_ALL = re.compile(r"\b(?:muc tieu|chi tieu|nhiem vu|giai phap|ke hoach)\b")
_BODY_ENDS = re.compile(r"^\W*(?:noi nhan|luu:)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an indicator stands in its document; `sources` are the passages that it was read from."""

    source: str
    page: int
    section_path: tuple[str, ...]
    sources: tuple[FieldSource, ...]
    task_index: int | None = None


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a text stands that may state targets."""

    section_path: tuple[str, ...]
    page: int
    passage: Passage | None = None
    row_deadline: str = ""
    task_index: int | None = None
    in_table: bool = False


def read_indicators(
    outlined: Sequence[OutlinedParagraph],
    tasks: Sequence[Task] = (),
    risks: Sequence[Risk] = (),
    plan: Plan = NO_PLAN,
) -> tuple[Indicator, ...]:
    """All indicators of a document: first those of the narrative, then those of table tasks and risks, in order.

    `tasks` may hold narrative tasks too; their targets are read from the paragraphs, so they are passed over.
    `task_index` counts in `tasks`.
    """
    texts = [
        *((paragraph.paragraph.passage.text, _place_of(paragraph)) for paragraph in _body(outlined)),
        *(stated for index, task in enumerate(tasks) if task.source != "narrative" for stated in _of_task(task, index)),
        *(stated for risk in risks for stated in _of_risk(risk)),
    ]
    return tuple(
        _indicator(target, origin, plan)
        for text, origin in texts
        for target in _in_full(find_indicators(text), origin, tasks)
        if origin.in_table or not _is_past(target, plan.year)
    )


_YEAR = re.compile(r"(?<![\d/.,])(?:19|20)\d\d(?![\d/])")
_COMPARED_WITH = re.compile(r"\b(?:so voi|bang|cao hon|thap hon|tu)\s[^,;.]{0,40}?(?:19|20)\d\d")


def _is_past(target: FoundIndicator, plan_year: int | None) -> bool:
    """True where a clause of the narrative speaks only of years before the plan's: of what was reached."""
    if plan_year is None:
        return False
    folded = _COMPARED_WITH.sub("", fold_marks(mask_citations(target.text)))
    years = [int(year) for year in _YEAR.findall(folded)]
    return bool(years) and max(years) < plan_year


def _place_of(paragraph: OutlinedParagraph) -> _Origin:
    return _Origin(paragraph.section_path, paragraph.paragraph.page, paragraph.paragraph.passage)


def _body(outlined: Sequence[OutlinedParagraph]) -> Iterator[OutlinedParagraph]:
    """The paragraphs that may state targets: those below headings, up to the recipients, without results and costs."""
    has_headings = any(paragraph.is_heading for paragraph in outlined)
    for paragraph in outlined:
        folded = fold_marks(paragraph.paragraph.passage.text)
        if _BODY_ENDS.match(folded):
            return
        if has_headings and not paragraph.section_path and not paragraph.is_heading:
            continue
        path = " / ".join(fold_marks(title) for title in paragraph.section_path)
        if _NO_TARGETS.search(path) and not _TARGETS_AFTER_ALL.search(path):
            continue
        yield paragraph


def _of_task(task: Task, index: int) -> Iterator[tuple[str, _Origin]]:
    deadline = task.deadline_text or ""
    for field, text in (("task", task.task), ("deadline_text", deadline), ("output", task.output)):
        if text:
            row_deadline = "" if field == "deadline_text" else deadline
            passage = _source(task.sources, field)
            yield text, _Origin(task.section_path, task.page_first, passage, row_deadline, index, in_table=True)


def _of_risk(risk: Risk) -> Iterator[tuple[str, _Origin]]:
    for field, text in (("measure", risk.measure), ("action", risk.action)):
        if text:
            passage = _source(risk.sources, field)
            yield text, _Origin((), risk.page_first, passage, risk.deadline_text or "", in_table=True)


# Names that mean nothing without the task they stand in: "hoàn thành 90% kế hoạch được giao".
_NOT_SELF_CONTAINED = re.compile(
    r"(?:cac\s+|so\s+)?(?:ke hoach|chi tieu|nhiem vu|cong viec|muc tieu|von|khoi luong|noi dung)"
    r"(?:\s+(?:duoc giao|de ra|da de ra|duoc phan cong|duoc phe duyet|nam))*"
)
_LONGEST_TASK_NAME = 200


def _in_full(found: tuple[FoundIndicator, ...], origin: _Origin, tasks: Sequence[Task]) -> Iterator[FoundIndicator]:
    """`found`, with names that say nothing by themselves replaced by the task that they measure."""
    for target in found:
        name = target.name
        says_nothing = _NOT_SELF_CONTAINED.fullmatch(fold_marks(name)) or name.lower() == target.unit
        if origin.task_index is not None and says_nothing:
            task = " ".join(tasks[origin.task_index].task.split()).strip(" -+.;:")
            if task and len(task) <= _LONGEST_TASK_NAME:
                name = re.sub(r"^(?:Thực hiện|Triển khai|Tổ chức|Hoàn thành)\s+(?:việc\s+)?", "", task)
        yield replace(target, name=name)


def indicator_of(target: FoundIndicator, place: Place, plan: Plan) -> Indicator:
    """A target found in a text as an indicator; its deadline is read with the plan's year."""
    return Indicator(
        source=place.source,
        task_index=place.task_index,
        page=place.page,
        section_path=place.section_path,
        text=target.text,
        name=target.name,
        comparator=target.comparator,
        value=target.value,
        value_max=target.value_max,
        unit=target.unit,
        deadline_text=target.deadline_text,
        deadline_end=plan.deadline(target.deadline_text).end if target.deadline_text else None,
        needs_review=not target.is_sure,
        sources=place.sources,
    )


def _indicator(target: FoundIndicator, origin: _Origin, plan: Plan) -> Indicator:
    passage = origin.passage
    page = passage.regions[0].page if passage is not None and passage.regions and origin.in_table else origin.page
    sources = (FieldSource("text", passage),) if passage is not None else ()
    source = "table" if origin.in_table else "narrative"
    dated = replace(target, deadline_text=target.deadline_text or origin.row_deadline)
    return indicator_of(dated, Place(source, page, origin.section_path, sources, origin.task_index), plan)


def _source(sources: Sequence[FieldSource], field: str) -> Passage | None:
    return next((source.passage for source in sources if source.field == field), None)
