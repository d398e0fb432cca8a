"""Sets a plan on pages: margins, header block, paragraphs, appendix headings, signature block, page numbers.

Measures follow the decree on clerical work (Nghị định 30/2020/NĐ-CP): A4, margins of 20 to 35 mm, body of 13 or 14
points, page numbers centred above from page 2 on. Tables are set by `table_setting`.
"""

from __future__ import annotations

from datetime import date

from extractors.layout import Box, bounding_box
from samples.fonts import Face, text_width, wrap
from samples.plan import HEADING_LEVEL, Appendix, Block, Header, Paragraph, Plan, Signature, Style, Table
from samples.sheets import A4_LONG, A4_SHORT, ASCENT, Passage, PlacedWord, PrintedPlan, PrintedTable, Rule, Sheet
from samples.table_setting import LINE_PITCH, set_line, set_table

MILLIMETRE = 72 / 25.4
MARGIN_TOP, MARGIN_BOTTOM = 20 * MILLIMETRE, 18 * MILLIMETRE
MARGIN_LEFT, MARGIN_RIGHT = 30 * MILLIMETRE, 17 * MILLIMETRE
LANDSCAPE_MARGIN_X = 18 * MILLIMETRE
FIRST_INDENT = 12.7 * MILLIMETRE
PARAGRAPH_GAP = 5.0
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
FACES = {
    Style.BASIS: Face.ITALIC,
    Style.HEADING_1: Face.BOLD,
    Style.HEADING_2: Face.BOLD,
    Style.HEADING_3: Face.REGULAR,
    Style.BODY: Face.REGULAR,
    Style.BULLET: Face.REGULAR,
}


def date_line(header: Header) -> str:
    """Place and date as printed: "Cần Thơ, ngày 05 tháng 3 năm 2025" (a nought only before days and months under 3)."""
    if header.issued_date is None:
        return f"{header.place}, ngày ... tháng ... năm ..." if header.place else ""
    return f"{header.place}, {written_date(header.issued_date)}"


def written_date(day: date) -> str:
    """A date in words as the decree on clerical work wants it."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


class _Typesetter:
    def __init__(self, plan: Plan) -> None:
        self.plan, self.size = plan, plan.body_size
        self.sheets: list[Sheet] = []
        self.tables: list[PrintedTable] = []
        self.landscape = plan.landscape
        self.path: list[str] = []
        self._new_sheet()

    # Pages

    def _new_sheet(self) -> tuple[Sheet, float]:
        width, height = (A4_LONG, A4_SHORT) if self.landscape else (A4_SHORT, A4_LONG)
        sheet = Sheet(len(self.sheets) + 1, width, height)
        self.sheets.append(sheet)
        self.sheet = sheet
        self.left = LANDSCAPE_MARGIN_X if self.landscape else MARGIN_LEFT
        self.right = width - (LANDSCAPE_MARGIN_X if self.landscape else MARGIN_RIGHT)
        self.bottom = height - MARGIN_BOTTOM
        self.y = MARGIN_TOP
        if sheet.page > 1:
            self._page_number(sheet)
        return sheet, self.y

    def _page_number(self, sheet: Sheet) -> None:
        text, size = str(sheet.page), 13.0
        x = (sheet.width - text_width(text, Face.REGULAR, size)) / 2
        word = PlacedWord(text, x, MARGIN_TOP - 16, Face.REGULAR, size, ends_line=True)
        sheet.words.append(word)
        sheet.passages.append(Passage("page_number", text, word.box))

    # Lines

    def _line(
        self, text: str, face: Face, size: float, x0: float, x1: float, *, centred: bool = True
    ) -> list[PlacedWord]:
        """Sets one line at the current height and moves on."""
        width = text_width(text, face, size)
        x = (x0 + x1 - width) / 2 if centred else x0
        words = set_line(tuple(text.split()), x, self.y + ASCENT * size, face, size)
        self.sheet.words += words
        self.y += size * LINE_PITCH
        return words

    def _column(
        self, lines: list[tuple[str, Face, float]], x0: float, x1: float, role: str, *, centred: bool = True
    ) -> None:
        """Sets each text, wrapped, as a passage of its own."""
        for text, face, size in lines:
            if not text:
                continue
            words: list[PlacedWord] = []
            for line in wrap(text, face, size, x1 - x0):
                words += self._line(" ".join(line), face, size, x0, x1, centred=centred)
            self.sheet.passages.append(Passage(role, text, bounding_box(word.box for word in words)))

    def _title(self, text: str, size: float, role: str) -> None:
        """A bold centred title, its lines of about equal length."""
        width = self.right - self.left - 40
        n_lines = len(wrap(text, Face.BOLD, size, width))
        longest = max(text_width(word, Face.BOLD, size) for word in text.split())
        narrow = max(width * 0.5, longest)
        while n_lines > 1 and len(wrap(text, Face.BOLD, size, narrow)) > n_lines:
            narrow += 10
        room = min(narrow, width) if n_lines > 1 else width
        middle = (self.left + self.right) / 2
        self._column([(text, Face.BOLD, size)], middle - room / 2 - 0.1, middle + room / 2 + 0.1, role)

    def _short_rule(self, centre: float, length: float) -> None:
        self.y += 4
        self.sheet.rules.append(Rule(centre - length / 2, self.y, centre + length / 2, self.y, 0.7))
        self.y += 3

    # Blocks

    def header(self, header: Header) -> None:
        """The header block: issuer | motto, number | place and date, then type and title."""
        width = self.right - self.left
        split = self.left + width * 0.39
        top = self.y
        issuer_lines = list(header.issuer_lines) or [header.issuer.upper()]
        left = [(header.parent_issuer.upper(), Face.REGULAR, 13.0), *((line, Face.BOLD, 13.0) for line in issuer_lines)]
        self._column(left, self.left - 8, split - 6, "header")
        self._short_rule((self.left + split) / 2, 55)
        left_end, self.y = self.y, top
        self._column([(MOTTO[0], Face.BOLD, 12.5), (MOTTO[1], Face.BOLD, 13.5)], split, self.right + 8, "header")
        self._short_rule((split + self.right) / 2 + 4, text_width(MOTTO[1], Face.BOLD, 13.5))
        self.y = number_y = max(self.y, left_end) + 4
        self._column(
            [(f"Số: {header.number}", Face.REGULAR, 13.0)] if header.number else [], self.left, split, "header"
        )
        self.y = number_y
        self._column([(date_line(header), Face.ITALIC, 13.5)], split, self.right + 8, "header")
        self.y = number_y + 13 * LINE_PITCH + 14
        self._column([(header.doc_type.upper(), Face.BOLD, 14.0)], self.left, self.right, "header")
        self._title(header.title, 14.0, "header")
        self._short_rule((self.left + self.right) / 2, 80)
        self.y += 10

    def paragraph(self, paragraph: Paragraph) -> None:
        """A paragraph, justified, over as many pages as it takes."""
        level = HEADING_LEVEL.get(paragraph.style)
        if level:
            self.path[level - 1 :] = [paragraph.text.rstrip(" :")]
        face, pitch = FACES[paragraph.style], self.size * LINE_PITCH * 1.03
        lines = wrap(paragraph.text, face, self.size, self.right - self.left, FIRST_INDENT)
        if level and self.y + 3 * pitch > self.bottom:  # a heading does not stand alone at the foot of a page
            self._new_sheet()
        words: list[PlacedWord] = []
        starts = True
        self.y += PARAGRAPH_GAP / 2
        for index, line in enumerate(lines):
            if self.y + pitch > self.bottom:
                starts = not self._passage("paragraph", words, starts=starts) and starts
                words = []
                self._new_sheet()
            indent = FIRST_INDENT if index == 0 else 0.0
            spare = self.right - self.left - indent - text_width(" ".join(line), face, self.size)
            stretch = spare / (len(line) - 1) if index < len(lines) - 1 and len(line) > 1 else 0.0
            placed = set_line(
                tuple(line), self.left + indent, self.y + ASCENT * self.size, face, self.size, space=stretch
            )
            self.sheet.words += placed
            words += placed
            self.y += pitch
        self._passage("paragraph", words, starts=starts)
        self.y += PARAGRAPH_GAP / 2

    def _passage(self, role: str, words: list[PlacedWord], *, starts: bool) -> bool:
        if words:
            text = " ".join(word.text for word in words)
            self.sheet.passages.append(Passage(role, text, bounding_box(word.box for word in words), starts))
        return bool(words)

    def appendix(self, appendix: Appendix) -> None:
        """A fresh page with the appendix's heading, its title and the note that names the plan."""
        self.landscape = appendix.landscape
        self.path = []
        self._new_sheet()
        self._column([(appendix.heading, Face.BOLD, 14.0)], self.left, self.right, "paragraph")
        self._title(appendix.title, 13.5, "paragraph")
        self._column([(appendix.note, Face.ITALIC, 13.0)], self.left + 20, self.right - 20, "paragraph")
        self.y += 8

    def table(self, table: Table) -> None:
        """A table from here on."""
        self.y += 4
        area = Box(self.left, self.y, self.right, self.bottom)
        index, path = len(self.tables), tuple(self.path)
        printed, self.y = set_table(table, index, path, sheet=self.sheet, area=area, next_sheet=self._new_sheet)
        self.tables.append(printed)
        self.y += 8

    def signature(self, signature: Signature) -> None:
        """Recipients on the left, who signs on the right, with room for stamp and signature between title and name."""
        room = 70.0
        left_lines = [
            (f"{'-' if item[0] != '-' else ''} {item}".strip(), Face.REGULAR, 11.0) for item in signature.recipients
        ]
        needed = max(len(signature.title_lines) * 17 + room + 20, 20 + 13 * len(left_lines))
        self.y += 6
        if self.y + needed > self.bottom:
            self._new_sheet()
        middle = (self.left + self.right) / 2
        top = self.y
        if left_lines:
            head = ("Nơi nhận:", Face.BOLD_ITALIC, 12.0)
            self._column([head, *left_lines], self.left, middle - 20, "signature", centred=False)
        elif signature.prepared_by:
            self._column([("NGƯỜI LẬP", Face.BOLD, 13.0)], self.left, middle - 20, "signature")
            self.y += room
            self._column([(signature.prepared_by, Face.BOLD, 13.0)], self.left, middle - 20, "signature")
        left_end, self.y = self.y, top
        self._column([(line, Face.BOLD, 13.5) for line in signature.title_lines], middle, self.right, "signature")
        self.sheet.signature_at = ((middle + self.right) / 2, self.y + room / 2)
        self.y += room
        self._column([(signature.signer, Face.BOLD, 14.0)], middle, self.right, "signature")
        self.y = max(self.y, left_end) + 6

    def block(self, block: Block) -> None:
        """Any block."""
        match block:
            case Paragraph():
                self.paragraph(block)
            case Table():
                self.table(block)
            case Appendix():
                self.appendix(block)
            case Signature():
                self.signature(block)


def typeset(plan: Plan) -> PrintedPlan:
    """Sets a plan on pages. Raises ValueError for a word wider than its column, FontMissingError without Tinos."""
    setter = _Typesetter(plan)
    setter.header(plan.header)
    pages: list[int] = []
    paths: list[tuple[str, ...]] = []
    for block in plan.blocks:
        first = len(setter.sheets[-1].passages), setter.sheet
        setter.block(block)
        pages.append(first[1].page if len(first[1].passages) > first[0] else first[1].page + 1)
        paths.append(tuple(setter.path))
    return PrintedPlan(plan, tuple(setter.sheets), tuple(setter.tables), tuple(pages), tuple(paths))
