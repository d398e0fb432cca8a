"""A small plan as the extractors give it: a paragraph cut by a page break, and a table that goes on over it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from extractors.layout import (
    Box,
    DocumentContent,
    DocumentTable,
    GridCell,
    Line,
    PageContent,
    PageGeometry,
    PageTable,
    Paragraph,
    Passage,
    Region,
    RowKind,
    TableRow,
    TextLayerVerdict,
    TextSource,
    Word,
)
from extractors.records import DocumentHeader, DocumentRecords, FieldSource, Indicator, Reference, Risk, Task
from normalizers.deadlines import Deadline
from pipeline.dataset.rows import DatasetTable, Provenance, SourceFacts, dataset_tables, pages_table
from pipeline.dataset.writing import ExtractedDocument, PageFailure

SHA256 = "0123456789abcdef" * 4
DOC_ID = SHA256[:16]
PROVENANCE = Provenance("0.1.0", "0f0f", datetime(2025, 3, 1, tzinfo=UTC))
# A page turned by a quarter: x on the upright page runs up the page as shown.
TURNED = PageGeometry(842, 595, 595, 842, (0.0, 1.0, 0.0, -1.0, 0.0, 842.0), rotation_deg=90)


def line(text: str, x: float, y: float, confidence: float = 0.9) -> Line:
    words = []
    for word in text.split():
        words.append(Word(word, Box(x, y, x + 5 * len(word), y + 10), confidence))
        x += 5 * (len(word) + 1)
    return Line(tuple(words))


def passage(text_raw: str, *regions: Region, text: str | None = None) -> Passage:
    return Passage(text_raw, text_raw if text is None else text, regions, (0.9,) * len(text_raw.split()))


def cell(row: int, column: int, box: Box, *lines: Line) -> GridCell:
    return GridCell(row, column, 1, 1, box, lines)


def page(number: int, lines: tuple[Line, ...], table: PageTable) -> PageContent:
    return PageContent(
        page=number,
        geometry=TURNED,
        text_source=TextSource.OCR,
        verdict=TextLayerVerdict.NONE,
        verdict_reason="",
        dpi=180.0,
        lines=lines,
        tables=(table,),
        dropped=(("page_number", 1),),
        seconds=1.5,
    )


def grid(top: float, rows: int, cells: tuple[GridCell, ...]) -> PageTable:
    edges = tuple(top + 50 * row for row in range(rows + 1))
    return PageTable(Box(50, top, 500, edges[-1]), edges, (50.0, 100.0, 500.0), cells)


def box(column: int, y: float) -> Box:
    return Box(50, y, 100, y + 50) if column == 0 else Box(100, y, 500, y + 50)


def plan_content() -> DocumentContent:
    """Page 1: title, a table of a header and a row that page 2 goes on with. Page 2: the header again, and an end."""
    first = page(
        1,
        (line("KE HOACH nam 2025", 60, 50), line("Phần cuối còn", 60, 400)),
        grid(
            100,
            2,
            (
                cell(0, 0, box(0, 100), line("STT", 55, 105)),
                cell(0, 1, box(1, 100), line("Nội dung", 105, 105)),
                cell(1, 0, box(0, 150), line("1", 55, 155)),
                cell(1, 1, box(1, 150), line("Rà soát quy", 105, 155)),
            ),
        ),
    )
    second = page(
        2,
        (line("nữa đây.", 60, 40), line("Hết", 60, 300)),
        grid(
            100,
            2,
            (
                cell(0, 0, box(0, 100), line("STT", 55, 105)),
                cell(0, 1, box(1, 100), line("Nội dunq", 105, 105)),
                cell(1, 0, box(0, 150)),
                cell(1, 1, box(1, 150), line("trinh noi bo", 105, 155)),
            ),
        ),
    )
    header = TableRow(
        RowKind.HEADER,
        (passage("STT", Region(1, box(0, 100))), passage("Nội dung", Region(1, box(1, 100)))),
        (0, 1),
        1,
        1,
    )
    cut = passage(
        "Rà soát quy trinh noi bo",
        Region(1, box(1, 150)),
        Region(2, box(1, 150)),
        text="Rà soát quy trình nội bộ",
    )
    row = TableRow(RowKind.DATA, (passage("1", Region(1, box(0, 150)), Region(2, box(0, 150))), cut), (0, 1), 1, 2)
    title, ends = Box(60, 50, 200, 60), Box(60, 400, 200, 410)
    tail = passage("Phần cuối còn nữa đây.", Region(1, ends), Region(2, Box(60, 40, 200, 50)))
    return DocumentContent(
        pages=(first, second),
        paragraphs=(
            Paragraph(passage("KE HOACH nam 2025", Region(1, title), text="KẾ HOẠCH năm 2025"), 1, title),
            Paragraph(tail, 1, ends),
            Paragraph(passage("Hết", Region(2, Box(60, 300, 100, 310))), 2, Box(60, 300, 100, 310)),
        ),
        tables=(DocumentTable(1, (header, row)),),
    )


def plan_records(content: DocumentContent, plan_year: int | None = 2025) -> DocumentRecords:
    task = content.tables[0].rows[1].cells[1]
    return DocumentRecords(
        header=DocumentHeader(
            number="607/KH-KKTKCN",
            doc_type="Kế hoạch",
            issued_date=date(2025, 2, 28),
            recipients=("Như trên",),
            plan_year=plan_year,
            confidence=0.9,
        ),
        tasks=(
            Task(
                source="table",
                table_index=1,
                page_first=1,
                page_last=2,
                ordinal="1",
                section_path=("I. Công tác lãnh đạo, chỉ đạo",),
                task="Ra\u0300 soát quy trình nội bộ",  # decomposed, to be written in form C
                lead="Văn phòng",
                lead_agencies=("Văn phòng",),
                deadline_text="Quý II",
                deadline=Deadline("quarter", date(2025, 4, 1), date(2025, 6, 30)),
                confidence=0.8,
                sources=(FieldSource("task", task),),
            ),
        ),
        indicators=(
            Indicator("table", 0, 1, (), "đạt 100%", "tỷ lệ", ">=", 100.0, None, "%", "", None, confidence=0.7),
        ),
        risks=(
            Risk(table_index=1, page_first=2, page_last=2, ordinal="1", kind="risk", risk="Chậm", needs_review=True),
        ),
        references=(Reference("2943/KH-UBND", "Kế hoạch", "UBND", None, 1, "theo Kế hoạch số 2943/KH-UBND"),),
        table_kinds=("tasks",),
    )


def plan_tables(
    plan_year: int | None = 2025, sha256: str = SHA256, failures: tuple[PageFailure, ...] = ()
) -> tuple[DatasetTable, ...]:
    content = plan_content()
    facts = SourceFacts("kế hoạch.pdf", sha256, 1000)
    records = plan_records(content, plan_year)
    return pages_table(facts, content, failures), *dataset_tables(facts, PROVENANCE, content, records, failures)


def empty_tables(sha256: str) -> tuple[DatasetTable, ...]:
    """Those of a document without tables and records."""
    content = plan_content()
    content = DocumentContent(tuple(replace(page, tables=(), lines=()) for page in content.pages))
    facts = SourceFacts("thư.pdf", sha256, 10)
    records = DocumentRecords(DocumentHeader())
    return pages_table(facts, content, ()), *dataset_tables(facts, PROVENANCE, content, records, ())


def extracted(sha256: str = SHA256, plan_year: int | None = 2025) -> ExtractedDocument:
    return ExtractedDocument(
        sha256=sha256,
        source_name="kế hoạch.pdf",
        plan_year=plan_year,
        pipeline_version="0.1.0",
        options_digest="0f0f",
        extracted_at="2025-03-01T00:00:00+00:00",
        n_pages=2,
        n_tasks=1,
        n_indicators=1,
        n_risks=1,
        n_review=1,
        needs_review=False,
    )
