"""Tasks that the narrative states, under headings such as "Nhiệm vụ, giải pháp" and "Tổ chức thực hiện".

Each leaf of the outline there is a task: a bullet, a lettered or numbered item that is no heading. The agency comes
from the sentence ("Giao Sở X chủ trì, phối hợp với ..."), else from the heading above ("1. Văn phòng").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from extractors.header.signature import names_office
from extractors.heading_markers import Level
from extractors.headings import OutlinedParagraph, heading_title
from extractors.layout import Passage
from extractors.narrative_attributes import Attribute, begins_with_attribute, find_attributes
from extractors.plan import NO_PLAN, Plan
from extractors.records import FieldSource, Task
from extractors.table_meaning.wordings import Field
from normalizers.agencies import Responsibility, agency_names, names_agency, split_responsibility
from normalizers.deadlines import find_deadline
from normalizers.document_numbers import find_document_numbers
from normalizers.folding import fold_marks

_TASK_SECTION = re.compile(
    r"\b(?:nhiem vu|giai phap|bien phap|to chuc thuc hien|phan cong|trach nhiem|noi dung (?:thuc hien"
    r"|cong viec|trien khai|hoat dong|ke hoach)"
    r"|trien khai thuc hien|cong tac chi dao|cac hoat dong|che do bao cao|cong tac phoi hop|ke hoach cu the"
    r"|cong viec)\b"
    r"|^\W*(?:[ivx]+\W+|phan \w+\W+)?noi dung\W*$"
)
_OTHER_SECTION = re.compile(
    r"\b(?:muc dich|muc tieu|yeu cau|quan diem|chi tieu|can cu|kinh phi|thoi gian|dia diem|doi tuong"
    r"|thanh phan|ket qua (?:dat|thuc hien|nam|cong tac)"
    r"|danh gia|thuc trang|tinh hinh|dac diem|ton tai|han che|nguyen nhan|bai hoc|thuan loi"
    r"|kho khan|khai niem|pham vi)\b"
)
# Sentences of form that close a plan or only point elsewhere.
_NO_TASK = re.compile(
    r"^\W*(?:trong qua trinh (?:to chuc |trien khai )?(?:thuc hien|trien khai)|tren day la|yeu cau (?:cac"
    r"|thu truong|lanh dao)[^.]{0,80}nghiem tuc|ke hoach nay (?:thay|co hieu luc)|noi nhan"
    r"|nhiem vu\s*/?,?\s*(?:va )?(?:giai phap )?cu the (?:tai|theo)"
    r"|\(?(?:co|chi tiet|theo|kem theo)\b[^.]{0,30}\bphu luc"
    r"|neu co (?:kho khan|vuong mac)|moi vuong mac|de nghi cac (?:co quan|don vi)[^.]{0,60}phan anh"
    r"|can cu [^,]*$)"
)
_COPY = re.compile(r"^luu\s?[:;.]?\s?(?:vt|van thu)\b|\((?:de )?(?:b/c|bao cao|t/h|thuc hien|biet|dang tai)\)|\(vbdt\)")
_LONGEST_RECIPIENT = 8
"""Words of the longest line of the list of recipients."""
_FEWEST_WORDS = 3
"""Of a task: fewer are a scrap, or an item that a person should look at."""
_CLOSING = re.compile(r"^\W*(?:tren day la|noi nhan)\b")
_HEADED_BY_AGENCY = re.compile(r"^(?:trach nhiem cua|doi voi|nhiem vu cua|de nghi|giao(?: cho)?)\s+(?:cac\s+)?")
_GIVEN_TO = re.compile(r"^(?:giao|yeu cau|de nghi)(?: cho)? ")
_LEADING_MARKER = re.compile(r"^\W*(?:(?:\d{1,2}(?:\.\d{1,2})*|[IVXL]{1,5}|[A-ZĐ]|[a-zđ])\s?[.)/:-]\s*)?")
_ALLOTS = re.compile(r"\b(?:chu tri|phoi hop|chiu trach nhiem|co trach nhiem|dau moi|duoc giao|bam sat)\b")
_LONGEST_AGENCY_HEADING = 140
_LONGEST_TITLE_WORDS, _WORDS_BEFORE = 12, 6
"""A longer heading is a sentence, unless what it is about stands among its first words, marker included."""


@dataclass
class _Draft:
    """A task being put together from an item and the plain paragraphs that go on with it."""

    item: OutlinedParagraph
    lines: list[str]
    passages: list[Passage] = field(default_factory=list)
    page_last: int = 0
    stated: dict[Field, tuple[str, Passage]] = field(default_factory=dict)


def read_narrative_tasks(outlined: Sequence[OutlinedParagraph], plan: Plan = NO_PLAN) -> tuple[Task, ...]:
    """The tasks of the narrative, in order, with source "narrative"; `responsible` is None."""
    headings = {
        heading_title(f"{each.marker} {each.text}"): each.paragraph.passage for each in outlined if each.is_heading
    }
    return tuple(_task(draft, plan, headings) for draft in _drafts(outlined))


def _drafts(outlined: Sequence[OutlinedParagraph]) -> list[_Draft]:
    drafts: list[_Draft] = []
    current: _Draft | None = None
    heading: OutlinedParagraph | None = None
    closed = False
    recipients = _recipients(outlined)
    for index, paragraph in enumerate(outlined):
        text = paragraph.text.strip()
        if index in recipients:
            current = None
            continue
        heading = paragraph if paragraph.is_heading else heading
        if not closed and begins_with_attribute(text) and _states_tasks(paragraph, under_item=True):
            current = _with_attributes(drafts, current, heading, paragraph)
            continue
        closed = not paragraph.is_heading and (closed or _closes_body(paragraph))
        if closed or not _states_tasks(paragraph) or paragraph.is_heading:
            current = None
            continue
        if not text or _NO_TASK.match(fold_marks(text)) or _is_title_without_marker(paragraph):
            current = None
            continue
        passage = paragraph.paragraph.passage
        continues = (
            paragraph.level >= Level.NONE
            and current is not None
            and current.item.section_path == paragraph.section_path
            and current.item.level < Level.NONE
            and not split_allotted(text)
        )
        if continues and current is not None:
            current.lines.append(text)
            current.passages.append(passage)
            current.page_last = paragraph.paragraph.page
            continue
        if paragraph.level >= Level.NONE and len(text.split()) < _FEWEST_WORDS:
            current = None  # A scrap.
            continue
        current = _Draft(paragraph, [text], [passage], paragraph.paragraph.page)
        drafts.append(current)
    return drafts


def _is_title_without_marker(paragraph: OutlinedParagraph) -> bool:
    return paragraph.level >= Level.NONE and paragraph.text.isupper() and " " in paragraph.text.strip()


def _recipients(outlined: Sequence[OutlinedParagraph]) -> frozenset[int]:
    """The short items around one that says what its copy is for: where the plan is sent, not always below a title."""
    found: set[int] = set()
    for index, paragraph in enumerate(outlined):
        if not (_is_short_item(paragraph) and _COPY.search(fold_marks(paragraph.text))):
            continue
        for places in (range(index, -1, -1), range(index, len(outlined))):
            found.update(takewhile(lambda place: _is_short_item(outlined[place]), places))
    return frozenset(found)


def _is_short_item(paragraph: OutlinedParagraph) -> bool:
    return paragraph.level == Level.DASH and len(paragraph.text.split()) <= _LONGEST_RECIPIENT


def _with_attributes(
    drafts: list[_Draft], current: _Draft | None, heading: OutlinedParagraph | None, line: OutlinedParagraph
) -> _Draft | None:
    """The draft that a line such as "- Cơ quan chủ trì: ..." belongs to: the item above, or the heading over it.

    None for a numbered one ("2. Thời gian: ..."): it tells of the whole plan, and is no task either.
    """
    if line.level < Level.DASH:
        return None
    passage, page = line.paragraph.passage, line.paragraph.page
    if current is None and heading is not None and heading.level >= Level.ARABIC:
        current = _Draft(heading, [heading.text.strip()], [heading.paragraph.passage], heading.paragraph.page)
        drafts.append(current)
    if current is not None:
        for attribute in find_attributes(line.text):
            current.stated.setdefault(attribute.field, (attribute.value, passage))
        current.page_last = max(current.page_last, page)
    return current


def _closes_body(paragraph: OutlinedParagraph) -> bool:
    """True for the closing sentence, the list of recipients and the signer's office: below are no tasks."""
    text = paragraph.paragraph.passage.text
    return _CLOSING.match(fold_marks(text)) is not None or names_office(text)


def _states_tasks(paragraph: OutlinedParagraph, *, under_item: bool = False) -> bool:
    """True where the innermost telling heading above is one of tasks, not of aims, costs or results.

    `under_item`: the paragraph tells more of the item above it, which may itself stand as the innermost heading.
    """
    titles = paragraph.section_path[:-1] if under_item and len(paragraph.section_path) > 1 else paragraph.section_path
    for title in reversed(titles):
        folded = fold_marks(title)
        telling = _TASK_SECTION.search(folded)
        if telling is not None and (_is_title(folded, telling.start()) or _agency_of_heading(title)):
            return True
        if _OTHER_SECTION.search(folded):
            return False
    return False


def _is_title(folded: str, start: int) -> bool:
    """True where the words at `start` tell what a heading is about, and not a sentence that items follow."""
    return len(folded.split()) <= _LONGEST_TITLE_WORDS or len(folded[:start].split()) <= _WORDS_BEFORE


def split_allotted(text: str) -> bool:
    """True where a sentence begins with the agency that it gives a task to."""
    folded = fold_marks(text)
    return folded.startswith("giao ") or (names_agency(text) and _ALLOTS.search(folded[:160]) is not None)


def _task(draft: _Draft, plan: Plan, headings: Mapping[str, Passage]) -> Task:
    text, inline = _without_attributes("\n".join(draft.lines))
    passage = draft.passages[0]
    stated = {attribute.field: (attribute.value, passage) for attribute in inline} | draft.stated
    told, heading = _responsibility(draft.item)
    responsibility = _stated_responsibility(stated)
    if responsibility is None:
        responsibility, named_by = told, headings.get(heading, passage)
    else:
        named_by = (stated.get(Field.LEAD) or stated[Field.RESPONSIBLE])[1]
    deadline_text, deadline_passage = stated.get(Field.DEADLINE, (find_deadline(text), passage))
    output, output_passage = stated.get(Field.OUTPUT, ("", passage))
    sources = tuple(FieldSource("task", each) for each in draft.passages)
    if responsibility.lead:
        sources += (FieldSource("lead", named_by),)
    if responsibility.coordinating:
        sources += (FieldSource("coordinating", stated.get(Field.COORDINATING, ("", passage))[1]),)
    if deadline_text:
        sources += (FieldSource("deadline_text", deadline_passage),)
    if output:
        sources += (FieldSource("output", output_passage),)
    return Task(
        source="narrative",
        table_index=None,
        page_first=draft.item.paragraph.page,
        page_last=draft.page_last,
        ordinal=draft.item.ordinal,
        section_path=draft.item.section_path,
        task=text,
        lead=responsibility.lead,
        coordinating=responsibility.coordinating,
        lead_agencies=agency_names(responsibility.lead, plan.defined),
        coordinating_agencies=agency_names(responsibility.coordinating, plan.defined),
        deadline_text=deadline_text,
        deadline=plan.deadline(deadline_text),
        output=output,
        needs_review=len(text.split()) < _FEWEST_WORDS,
        legal_refs=tuple(dict.fromkeys(cited.number for cited in find_document_numbers(text))),
        sources=sources,
    )


def _without_attributes(text: str) -> tuple[str, tuple[Attribute, ...]]:
    """A task's text up to the labelled statements at its end, and these."""
    inline = tuple(each for each in find_attributes(text) if each.start > 0)
    return (text[: inline[0].start].rstrip(" -–(;\n"), inline) if inline else (text, ())


def _stated_responsibility(stated: Mapping[Field, tuple[str, Passage]]) -> Responsibility | None:
    """Who leads and who takes part as lines of their own say; None where none does."""
    lead = stated[Field.LEAD][0] if Field.LEAD in stated else ""
    if not lead and Field.RESPONSIBLE in stated:
        return split_responsibility(stated[Field.RESPONSIBLE][0])
    if not lead:
        return None
    split = split_responsibility(lead)
    partners = stated[Field.COORDINATING][0] if Field.COORDINATING in stated else split.coordinating
    return Responsibility(split.lead or lead, partners)


def _responsibility(item: OutlinedParagraph) -> tuple[Responsibility, str]:
    """Who does it: from the sentence, else from the nearest heading that names an agency, which is told too."""
    first_sentence = re.split(r"[.\n](?=\s|$)", item.text, maxsplit=1)[0]
    if _sentence_names_agency(first_sentence):
        split = split_responsibility(_up_to_colon(first_sentence))
        if split.lead:
            return split, ""
    in_brackets = re.search(r"\(([^()]*chủ trì[^()]*)\)", item.text)
    if in_brackets:
        split = split_responsibility(in_brackets[1])
        if split.lead:
            return split, ""
    for title in reversed(item.section_path):
        lead = _agency_of_heading(title)
        if lead:
            partners = split_responsibility(f"Văn phòng {_lower_first(first_sentence)}").coordinating
            return Responsibility(lead, partners if _begins_with_cooperation(first_sentence) else ""), title
    return Responsibility(), ""


def _sentence_names_agency(sentence: str) -> bool:
    given = _GIVEN_TO.match(fold_marks(sentence))
    if given and not sentence.lower().startswith("giáo"):
        sentence = sentence[given.end() :]
    colon = sentence.find(":")
    if 0 < colon <= _LONGEST_AGENCY_HEADING and names_agency(sentence[:colon]):
        return True
    return names_agency(sentence)


def _up_to_colon(sentence: str) -> str:
    """Read "Sở Nội vụ: Chủ trì, phối hợp với Sở Tài chính" as "Sở Nội vụ Chủ trì, phối hợp với Sở Tài chính"."""
    colon = sentence.find(":")
    if 0 < colon <= _LONGEST_AGENCY_HEADING and names_agency(sentence[:colon]):
        rest = sentence[colon + 1 :].strip()
        return f"{sentence[:colon]} {_lower_first(rest)}" if _begins_with_cooperation(rest) else sentence[:colon]
    return sentence


def _begins_with_cooperation(sentence: str) -> bool:
    return (
        re.match(r"^\W*(?:chu tri\b|phoi hop|chu dong phoi hop|chu dong, phoi hop|dau moi)", fold_marks(sentence))
        is not None
    )


def _agency_of_heading(title: str) -> str:
    """The agencies that a heading names ("1. Văn phòng", "Trách nhiệm của Sở Nội vụ"); "" if it names none."""
    bare = _LEADING_MARKER.sub("", title, count=1)
    prefix = _HEADED_BY_AGENCY.match(fold_marks(bare))
    if prefix and not bare.lower().startswith("giáo"):
        bare = bare[prefix.end() :] if not fold_marks(prefix[0]).rstrip().endswith("cac") else bare[prefix.end() - 4 :]
    if len(bare) > _LONGEST_AGENCY_HEADING or not names_agency(bare):
        return ""
    return split_responsibility(bare).lead


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
