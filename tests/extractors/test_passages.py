"""Lines become passages: what wraps is joined by a space, items stand on lines of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.layout import EMPTY, Box, Line, Passage, Word
from extractors.passages import join_passages, passage_of


def line_of(text: str, y: float = 0.0, confidence: float = 0.9) -> Line:
    words, x = [], 0.0
    for token in text.split():
        words.append(Word(token, Box(x, y, x + 5 * len(token), y + 10), confidence))
        x += 5 * len(token) + 2.5
    return Line(tuple(words))


def text_of(*lines: str) -> str:
    return passage_of([line_of(text, 14.0 * k) for k, text in enumerate(lines)], 1).text


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            [
                "Tổ chức thực hiện các nhiệm vụ",
                "được giao tại Kế hoạch",
            ],
            "Tổ chức thực hiện các nhiệm vụ được giao tại Kế hoạch",
        ),
        (
            [
                "- Hoàn thành 100% Kế hoạch kiểm tra",
                "CCHC;",
                "- 100% các vấn đề được xử lý.",
            ],
            "- Hoàn thành 100% Kế hoạch kiểm tra CCHC;\n- 100% các vấn đề được xử lý.",
        ),
        (
            [
                "- Các phòng cung cấp tin, bài viết",
                "- Văn phòng tổng hợp",
            ],
            "- Các phòng cung cấp tin, bài viết\n- Văn phòng tổng hợp",
        ),
        (
            [
                "~ Người dân có thể tra cứu hồ sơ.",
                "~ Công khai kết quả.",
            ],
            "~ Người dân có thể tra cứu hồ sơ.\n~ Công khai kết quả.",
        ),
        (
            [
                "a) Rà soát thủ tục hành chính;",
                "b) Công khai kết quả.",
            ],
            "a) Rà soát thủ tục hành chính;\nb) Công khai kết quả.",
        ),
        (
            [
                "Phòng Doanh nghiệp và Lao động",
                "– Giám sát đầu tư chủ trì",
            ],
            "Phòng Doanh nghiệp và Lao động – Giám sát đầu tư chủ trì",
        ),
        (
            [
                "Thực hiện trong giai đoạn 2021",
                "- 2025 theo lộ trình của tỉnh",
            ],
            "Thực hiện trong giai đoạn 2021 - 2025 theo lộ trình của tỉnh",
        ),
        (
            [
                "Ban hành kế hoạch.",
                "Báo cáo kết quả thực hiện kế hoạch năm.",
            ],
            "Ban hành kế hoạch.\nBáo cáo kết quả thực hiện kế hoạch năm.",
        ),
        (
            [
                "Ban hành kế hoạch kiểm tra công tác năm.",
                "Báo cáo kết quả thực hiện công tác",
            ],
            "Ban hành kế hoạch kiểm tra công tác năm. Báo cáo kết quả thực hiện công tác",
        ),
        (
            [
                "Hoàn thành trước ngày 15 tháng",
                "12. Sau đó báo cáo Ủy ban nhân dân tỉnh",
            ],
            "Hoàn thành trước ngày 15 tháng 12. Sau đó báo cáo Ủy ban nhân dân tỉnh",
        ),
    ],
)
def test_where_items_begin(lines: list[str], expected: str) -> None:
    assert text_of(*lines) == expected


def test_confidences_follow_the_words() -> None:
    lines = [line_of("Văn phòng", 0, 0.5), line_of("xã", 14, 1.0)]
    passage = passage_of(lines, 3, Box(0, 0, 100, 40))
    assert passage.word_confidences == (0.5, 0.5, 1.0)
    assert len(passage.text_raw.split()) == len(passage.word_confidences) == len(passage.word_doubtful)
    assert [(region.page, region.box) for region in passage.regions] == [(3, Box(0, 0, 100, 40))]


def test_text_is_composed() -> None:
    assert text_of("Kế hoạch") == "Kế hoạch"


def test_no_lines() -> None:
    assert passage_of([], 1) == EMPTY
    assert passage_of([], 1, Box(0, 0, 5, 5)).regions[0].box == Box(0, 0, 5, 5)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("gia; Kế hoạch số 04", "của Ban Chỉ đạo", "gia; Kế hoạch số 04 của Ban Chỉ đạo"),
        ("- Hoàn thành báo cáo;", "- Công khai kết quả.", "- Hoàn thành báo cáo;\n- Công khai kết quả."),
        ("", "Văn phòng", "Văn phòng"),
        ("Văn phòng", "", "Văn phòng"),
    ],
)
def test_parts_on_two_pages(first: str, second: str, expected: str) -> None:
    assert join_passages(Passage(first, first), Passage(second, second)).text == expected


@given(st.lists(st.lists(st.text("abcĐđế.;-)1", min_size=1, max_size=6), min_size=1, max_size=5), max_size=5))
def test_no_word_is_lost_or_changed(words: list[list[str]]) -> None:
    lines = [line_of(" ".join(tokens), 14.0 * k) for k, tokens in enumerate(words)]
    passage = passage_of(lines, 1)
    assert passage.text.split() == [token for tokens in words for token in tokens]
    assert len(passage.word_confidences) == len(passage.text.split())
