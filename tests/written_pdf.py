"""Small digital PDFs, written for tests: quick to read, since their text layer is sound."""

from __future__ import annotations

import io
from collections.abc import Iterable

from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

FONT = "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf"


def plan(title: str, pages: int = 2, password: str | None = None) -> bytes:
    """A plan of `pages` pages, each with a task table of three rows; the same bytes for the same arguments."""
    pdfmetrics.registerFont(TTFont("Tinos", FONT))
    style = ParagraphStyle("body", fontName="Tinos", fontSize=13, leading=18)
    cell = ParagraphStyle("cell", fontName="Tinos", fontSize=11, leading=14)
    story: list[Flowable] = [
        Paragraph(line, style)
        for line in ("ỦY BAN NHÂN DÂN TỈNH", "Số: 607/KH-UBND", "KẾ HOẠCH", f"{title} năm 2025", "I. NHIỆM VỤ")
    ]
    for page in range(1, pages + 1):
        rows = [["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời gian"]]
        rows += [
            [f"{page}.{row}", f"Rà soát quy trình số {page}{row} của đơn vị", "Văn phòng", "Quý II năm 2025"]
            for row in range(1, 4)
        ]
        grid = Table([[Paragraph(text, cell) for text in row] for row in rows], colWidths=[40, 220, 110, 110])
        grid.setStyle([("GRID", (0, 0), (-1, -1), 0.8, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
        story += [grid, Paragraph(f"Trang {page} kết thúc ở đây.", style)]
        if page < pages:
            story.append(PageBreak())
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4, encrypt=password, invariant=1, title=title).build(story)
    return file.getvalue()


def lettered(pieces: Iterable[tuple[float, float, str]]) -> bytes:
    """A page of A4 with pieces of text, each with its left end and its baseline in points from the top left."""
    pdfmetrics.registerFont(TTFont("Tinos", FONT))
    file = io.BytesIO()
    page = Canvas(file, pagesize=A4, invariant=1)
    page.setFont("Tinos", 13)
    for x, baseline, text in pieces:
        page.drawString(x, A4[1] - baseline, text)
    page.save()
    return file.getvalue()


def without_pages() -> bytes:
    """A PDF whose page tree is empty."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (i, text) for i, text in enumerate(objects, 1))
    return body + b"trailer\n<< /Root 1 0 R /Size 3 >>\n%%EOF\n"


def png() -> bytes:
    """A small picture."""
    file = io.BytesIO()
    Image.new("L", (60, 40), 255).save(file, "PNG")
    return file.getvalue()
