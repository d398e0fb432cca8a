"""The tables of the dataset, each declared once: a name, a type and a description a column.

The descriptions travel in the Parquet files (field metadata `description`). `plan_year` is a column of every table, but
stands in the folder's name (hive partitioning) rather than in the files.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

SCHEMA_VERSION = "1"
"""Raised when a column changes its meaning; columns may be added without."""

TEXTS = pa.list_(pa.string())
INDEX = pa.int32()
CONFIDENCE = "From 0 to 1, calibrated: of the rows that say 0.9, nine in ten are right"
NEEDS_REVIEW = "True where a person should look"
DEADLINE_KIND = "date, month, quarter, half_year, year, recurring, ongoing, conditional or none"
RECURRENCE = "weekly, monthly, quarterly, half_yearly, yearly or ongoing; null where it does not recur"


def column(name: str, kind: pa.DataType, description: str, nullable: bool = False) -> pa.Field:
    """A column with its description in the field's metadata; `nullable` where the value may be unknown."""
    return pa.field(name, kind, nullable=nullable, metadata={"description": description})


def optional(name: str, kind: pa.DataType, description: str) -> pa.Field:
    """A column whose value may be unknown."""
    return column(name, kind, description, nullable=True)


DOC_ID = column("doc_id", pa.string(), "First 16 hex digits of the SHA-256 of the source's bytes")
SECTION_PATH = column(
    "section_path", TEXTS, "Section rows or headings above the row, outermost first, each with its marker"
)
SEQ = column("seq", INDEX, "Counts the rows of a document from 1 in reading order")
ROW_ID = column("row_id", pa.string(), "<doc_id>-t0001 for tasks, -i0001 for indicators, -r0001 for risks")
CORRECTED = column("corrected", TEXTS, "Columns of the row that a person corrected (corrections.csv)")
PAGE_FIRST = column("page_first", INDEX, "Page on which the row begins, from 1")
PAGE_LAST = column("page_last", INDEX, "Page on which the row ends")


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table of the dataset: `name` is that of its folder."""

    name: str
    description: str
    schema: pa.Schema


def _table(name: str, description: str, *columns: pa.Field) -> TableSchema:
    metadata = {"schema_version": SCHEMA_VERSION, "table": name, "description": description}
    return TableSchema(name, description, pa.schema(list(columns), metadata=metadata))


DOCUMENTS = _table(
    "documents",
    "A row a document: what its header block and signature say, and how it was read",
    DOC_ID,
    column("source_name", pa.string(), "Name of the file, without its folder"),
    column("source_sha256", pa.string(), "SHA-256 of the file's bytes, in hex"),
    column("source_bytes", pa.int64(), "Size of the file"),
    column("n_pages", INDEX, "Pages of the file, including any that could not be read"),
    column("input_kind", pa.string(), "scan, digital, mixed or text"),
    column("number", pa.string(), 'Number and sign of the document: "607/KH-KKTKCN"'),
    column("doc_type", pa.string(), 'Kind of document: "Kế hoạch"'),
    column("issuer", pa.string(), "The issuing body"),
    column("parent_issuer", pa.string(), "The body above it in the header"),
    column("place", pa.string(), "Place of issue"),
    optional("issued_date", pa.date32(), "Date of issue"),
    column("title", pa.string(), "Trích yếu, on one line"),
    column("signer_title", pa.string(), "Office of the signer"),
    column("signer", pa.string(), "Name of the signer"),
    column("recipients", TEXTS, "Nơi nhận, a line each"),
    column("confidence", pa.float64(), CONFIDENCE),
    column("needs_review", pa.bool_(), NEEDS_REVIEW),
    CORRECTED,
    column("failed_pages", pa.list_(INDEX), "Pages that could not be read"),
    column("pipeline_version", pa.string(), "Version of kehoach that wrote the rows"),
    column("options_digest", pa.string(), "Digest of the options that the rows depend on"),
    column("extracted_at", pa.timestamp("us", tz="UTC"), "When the rows were written"),
)

PAGES = _table(
    "pages",
    "A row a page, also where it could not be read",
    DOC_ID,
    column("page", INDEX, "Counts from 1"),
    column("text_source", pa.string(), 'ocr, text_layer or text_dump; "" where the page could not be read'),
    column("text_layer_verdict", pa.string(), "none, sound, garbage, unmappable, wrongly_mapped or legacy_encoding"),
    column("verdict_reason", pa.string(), "Why the text layer was judged so"),
    column("rotation_deg", INDEX, "Quarter turns taken back, in degrees clockwise"),
    column("skew_deg", pa.float64(), "Skew taken out, in degrees"),
    column("dpi", pa.float64(), "Dots an inch at which the page was read"),
    column("width_pt", pa.float64(), "Width of the page as shown, in points"),
    column("height_pt", pa.float64(), "Height of the page as shown, in points"),
    optional("ocr_confidence", pa.float64(), "Mean confidence of the words; null where there are none"),
    column("text_raw", pa.string(), "Text as read, in reading order, without the page number"),
    column("text", pa.string(), "Text as repaired: paragraphs a line each, tables cell by cell"),
    column("n_words", INDEX, "Words read"),
    column("n_repaired", INDEX, "Words that the repair changed"),
    column("dropped", TEXTS, 'What was left out and how often: "page_number: 1"'),
    column("failure", pa.string(), 'Why the page could not be read; "" where it was'),
    column("seconds", pa.float64(), "Time that reading the page took"),
)

TASKS = _table(
    "tasks",
    "A row a task (nhiệm vụ): who does what by when",
    DOC_ID,
    ROW_ID,
    SEQ,
    column("source", pa.string(), "table or narrative"),
    optional("table_index", INDEX, "Which table of the document, from 1; null in the narrative"),
    PAGE_FIRST,
    PAGE_LAST,
    column("ordinal", pa.string(), 'Number as printed: "2.1"'),
    SECTION_PATH,
    column("task", pa.string(), "What is to be done"),
    optional("lead", pa.string(), "Who leads, as printed"),
    optional("coordinating", pa.string(), "Who coordinates, as printed"),
    optional("responsible", pa.string(), "As printed where one column holds both"),
    column("lead_agencies", TEXTS, "The leading bodies, one each"),
    column("coordinating_agencies", TEXTS, "The coordinating bodies, one each"),
    optional("deadline_text", pa.string(), "Deadline as printed"),
    column("deadline_kind", pa.string(), DEADLINE_KIND),
    optional("deadline_start", pa.date32(), "First day"),
    optional("deadline_end", pa.date32(), "Last day"),
    optional("recurrence", pa.string(), RECURRENCE),
    optional("output", pa.string(), "What is to come of it"),
    column("legal_refs", TEXTS, "Numbers of the documents that the row cites"),
    column("confidence", pa.float64(), CONFIDENCE),
    column("needs_review", pa.bool_(), NEEDS_REVIEW),
    CORRECTED,
)

INDICATORS = _table(
    "indicators",
    "A row a measurable target (chỉ tiêu)",
    DOC_ID,
    ROW_ID,
    SEQ,
    column("source", pa.string(), "table or narrative"),
    optional("task_row_id", pa.string(), "The task whose cells state it; null in the narrative"),
    column("page", INDEX, "Page on which it stands"),
    SECTION_PATH,
    column("text", pa.string(), "The clause, verbatim"),
    column("name", pa.string(), "What is measured"),
    column("comparator", pa.string(), ">=, >, <=, < or ="),
    column("value", pa.float64(), "The target"),
    optional("value_max", pa.float64(), "Upper end of a range"),
    column("unit", pa.string(), '"%", "điểm", "ngày", "giờ", "hạng" ...'),
    column("deadline_text", pa.string(), "Deadline as printed"),
    optional("deadline_end", pa.date32(), "Last day"),
    column("confidence", pa.float64(), CONFIDENCE),
    column("needs_review", pa.bool_(), NEEDS_REVIEW),
    CORRECTED,
)

RISKS = _table(
    "risks",
    "A row a risk or an opportunity (rủi ro, cơ hội)",
    DOC_ID,
    ROW_ID,
    SEQ,
    column("table_index", INDEX, "Which table of the document, from 1"),
    PAGE_FIRST,
    PAGE_LAST,
    column("ordinal", pa.string(), "Number as printed"),
    column("kind", pa.string(), "risk or opportunity"),
    column("risk", pa.string(), "The risk or the opportunity"),
    optional("measure", pa.string(), "Biện pháp: what is done about it"),
    optional("action", pa.string(), "Nội dung thực hiện: how it is done"),
    optional("deadline_text", pa.string(), "Deadline as printed"),
    column("deadline_kind", pa.string(), DEADLINE_KIND),
    optional("deadline_start", pa.date32(), "First day"),
    optional("deadline_end", pa.date32(), "Last day"),
    optional("recurrence", pa.string(), RECURRENCE),
    optional("responsible", pa.string(), "Who is responsible, as printed"),
    column("responsible_agencies", TEXTS, "The responsible bodies, one each"),
    optional("effectiveness", pa.string(), "Đánh giá hiệu lực, as printed"),
    optional("effectiveness_level", pa.string(), "low, medium or high"),
    column("confidence", pa.float64(), CONFIDENCE),
    column("needs_review", pa.bool_(), NEEDS_REVIEW),
    CORRECTED,
)

TABLE_ROWS = _table(
    "table_rows",
    "Every row of every table found, so that nothing on the page is lost",
    DOC_ID,
    column("table_index", INDEX, "Counts the tables of a document from 1"),
    SEQ,
    column("kind", pa.string(), "tasks, risks, indicators or other"),
    column("row_kind", pa.string(), "header, section or data"),
    PAGE_FIRST,
    PAGE_LAST,
    column("cells", TEXTS, "One a column; a merged cell's text in each column that it covers"),
    column("confidence", pa.float64(), CONFIDENCE),
)

REFERENCES = _table(
    "references",
    "Documents that the text cites",
    DOC_ID,
    SEQ,
    column("number", pa.string(), '"2943/KH-UBND"'),
    column("doc_type", pa.string(), "Kind of document"),
    column("issuer", pa.string(), "Who issued it"),
    optional("issued_date", pa.date32(), "Date of issue"),
    column("page", INDEX, "Page that cites it"),
    column("context", pa.string(), "The words around it"),
)

CELLS = _table(
    "cells",
    "Where every field of a row came from; a row a region, so two where a page break cuts a cell",
    DOC_ID,
    column("row_id", pa.string(), "The row; doc_id itself for fields of the header block"),
    column("field", pa.string(), "Name of the column"),
    column("page", INDEX, "Counts from 1"),
    column("x0", pa.float64(), "Left edge in points from the left of the page as shown"),
    column("y0", pa.float64(), "Upper edge in points from the top of the page as shown"),
    column("x1", pa.float64(), "Right edge"),
    column("y1", pa.float64(), "Lower edge"),
    column("text_raw", pa.string(), "Text as read"),
    column("text", pa.string(), "Text as repaired"),
    column("ocr_confidence", pa.float64(), "Mean confidence of the words as read"),
    column("repair_confidence", pa.float64(), "Confidence of the least certain word after repair"),
)

TABLES = (PAGES, TASKS, INDICATORS, RISKS, TABLE_ROWS, REFERENCES, CELLS, DOCUMENTS)
