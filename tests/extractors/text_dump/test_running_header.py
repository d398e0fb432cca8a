"""Names of columns read out of a header's text."""

from __future__ import annotations

import pytest

from extractors.table_meaning.wordings import Field
from extractors.text_dump.running_header import header_of

COLUMNS = (Field.ORDINAL, Field.TASK, Field.LEAD, Field.COORDINATING, Field.DEADLINE)


@pytest.mark.parametrize("ordinal", ["stt", "s71", ""])
def test_a_name_over_others_is_no_column_whether_or_not_the_ordinals_are_named(ordinal: str) -> None:
    text = f"{ordinal} nhiem vu trach nhiem chu tri phoi hop thoi gian".strip()
    header = header_of(text, 0, 1, in_one_line=False)
    assert header is not None
    assert header.columns == COLUMNS
