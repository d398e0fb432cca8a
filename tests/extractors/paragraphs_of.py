"""Paragraphs made of printed lines, for tests of what reads them."""

from __future__ import annotations

from extractors.layout import Box, Paragraph, Passage, Region


def paragraphs_of(text: str, page: int = 1) -> tuple[Paragraph, ...]:
    """A paragraph a line of `text`, one below the other on `page`."""
    paragraphs = []
    for index, line in enumerate(line for line in text.strip().splitlines() if line.strip()):
        box = Box(60.0, 20.0 * index, 500.0, 20.0 * index + 14.0)
        passage = Passage(line.strip(), line.strip(), regions=(Region(page, box),))
        paragraphs.append(Paragraph(passage, page, box))
    return tuple(paragraphs)
