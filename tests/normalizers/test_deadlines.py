"""Deadlines: what printed phrases tell, on clean and on damaged text."""

from __future__ import annotations

import calendar
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.deadlines import Deadline, find_deadline, parse_deadline
from normalizers.folding import fold_marks

KINDS = {"date", "month", "quarter", "half_year", "year", "recurring", "ongoing", "conditional", "none"}
TIME_WORDS = "trước ngày đến từ quý tháng năm hằng định kỳ theo khi 31 30/6 29/02 12 IV I/2025 2025 2024-2026 , lần/năm"
RECURRENCES = {"weekly", "monthly", "quarterly", "half_yearly", "yearly", "ongoing", None}


def days(first: str, last: str) -> tuple[date | None, date | None]:
    return (date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("Trong năm 2025", "year", "2025-01-01", "2025-12-31"),
        ("Trong năm", "year", "2024-01-01", "2024-12-31"),
        ("Đến năm 2030", "year", "", "2030-12-31"),
        ("Trước năm 2026", "year", "", "2025-12-31"),
        ("Từ năm 2026", "year", "2026-01-01", ""),
        ("Năm 2025 và các năm tiếp theo", "year", "2025-01-01", ""),
        ("Giai đoạn 2021 - 2025", "year", "2021-01-01", "2025-12-31"),
        ("Trong năm 2019 - 2020", "year", "2019-01-01", "2020-12-31"),
        ("Năm học 2025-2026", "year", "2025-09-01", "2026-05-31"),
        ("Học kỳ I năm học 2025 - 2026", "half_year", "2025-09-01", "2026-01-31"),
        ("Quý IV/2025", "quarter", "2025-10-01", "2025-12-31"),
        ("Quý II, quý IV/2022", "quarter", "2022-04-01", "2022-12-31"),
        ("Quý I – II/2025", "quarter", "2025-01-01", "2025-06-30"),
        ("Quý 3", "quarter", "2024-07-01", "2024-09-30"),
        ("Quý IV năm 2024 - Quý I năm 2025", "quarter", "2024-10-01", "2025-03-31"),
        ("6 tháng cuối năm 2025", "half_year", "2025-07-01", "2025-12-31"),
        ("06 tháng đầu năm", "half_year", "2024-01-01", "2024-06-30"),
        ("Tháng 9/2022", "month", "2022-09-01", "2022-09-30"),
        ("Tháng 9-10/2025", "month", "2025-09-01", "2025-10-31"),
        ("Tháng 3, tháng 6 và tháng 9/2025", "month", "2025-03-01", "2025-09-30"),
        ("Tháng 11/2025 - tháng 01/2026", "month", "2025-11-01", "2026-01-31"),
        ("Tuần 2 tháng 3/2025", "month", "2025-03-01", "2025-03-31"),
        ("Trước ngày 05/12/2025", "date", "", "2025-12-05"),
        ("Chậm nhất ngày 15 tháng 11 năm 2025", "date", "", "2025-11-15"),
        ("Hạn cuối: 17h00 ngày 20/11/2025", "date", "", "2025-11-20"),
        ("Đến 31/01/2026: hoàn thành 100%", "date", "", "2026-01-31"),
        ("31/12", "date", "2024-12-31", "2024-12-31"),
        ("31.12.2025", "date", "2025-12-31", "2025-12-31"),
        ("Từ ngày 01/3 đến ngày 15/3/2025", "date", "2025-03-01", "2025-03-15"),
        ("Từ tháng 3 đến tháng 6/2025", "month", "2025-03-01", "2025-06-30"),
        ("Từ tháng 3/2025", "month", "2025-03-01", ""),
        ("Trong năm 2025, xong trước ngày 15/12", "date", "", "2025-12-15"),
    ],
)
def test_a_time_becomes_a_range(text: str, kind: str, first: str, last: str) -> None:
    deadline = parse_deadline(text, plan_year=2024)
    assert (deadline.kind, deadline.start, deadline.end) == (kind, *days(first, last))
    assert deadline.recurrence is None


@pytest.mark.parametrize(
    ("text", "kind", "recurrence"),
    [
        ("Thường xuyên", "ongoing", "ongoing"),
        ("Hằng ngày", "ongoing", "ongoing"),
        ("Hàng năm", "recurring", "yearly"),
        ("Hằng năm", "recurring", "yearly"),
        ("01 lần/năm", "recurring", "yearly"),
        ("02 lần/năm", "recurring", "half_yearly"),
        ("6 tháng một lần", "recurring", "half_yearly"),
        ("Định kỳ hằng quý", "recurring", "quarterly"),
        ("Báo cáo quý, 6 tháng, năm", "recurring", "quarterly"),
        ("Trước ngày 20 tháng cuối quý", "recurring", "quarterly"),
        ("Ngày 25 hằng tháng", "recurring", "monthly"),
        ("Hàng tuần", "recurring", "weekly"),
        ("Mỗi quý ít nhất 01 cuộc", "recurring", "quarterly"),
        ("Mỗi tháng 02 bài", "recurring", "monthly"),
        ("Định kỳ, đột xuất", "recurring", None),
    ],
)
def test_what_comes_back_has_a_recurrence(text: str, kind: str, recurrence: str | None) -> None:
    assert parse_deadline(text) == Deadline(kind, None, None, recurrence)


def test_a_yearly_date_is_due_in_the_plan_year() -> None:
    assert parse_deadline("Trước ngày 15/12 hằng năm", 2025) == Deadline(
        "recurring", None, date(2025, 12, 15), "yearly"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Theo kế hoạch của Bộ Nội vụ",
        "Theo Kế hoạch kiểm tra năm 2025",
        "Theo tiến độ cụ thể của từng nhiệm vụ",
        "Khi có yêu cầu",
        "Ngay sau khi có hướng dẫn của cấp trên",
        "Theo Quyết định số 15/QĐ-UBND ngày 01/02/2025",
        "Sau khi Nghị định số 82/2018/NĐ-CP ngày 22/5/2018 được sửa đổi",
        "Chậm nhất là 20 ngày trước ngày khai mạc",
    ],
)
def test_what_waits_for_something_is_conditional(text: str) -> None:
    assert parse_deadline(text, 2025) == Deadline("conditional")


def test_the_dates_of_cited_documents_are_no_deadlines() -> None:
    text = "Trong quý III/2025, theo Kế hoạch số 2943/KH-UBND ngày 29/8/2024"
    assert parse_deadline(text) == Deadline("quarter", date(2025, 7, 1), date(2025, 9, 30))


def test_days_after_issue_count_from_the_plans_own_date() -> None:
    issued = date(2025, 2, 28)
    assert parse_deadline("Sau 30 ngày kể từ ngày ban hành", issued=issued).end == date(2025, 3, 30)
    assert parse_deadline("05 ngày làm việc kể từ ngày ban hành Kế hoạch", issued=issued).end == date(2025, 3, 7)
    assert parse_deadline("Sau 30 ngày kể từ ngày ban hành").end is None
    # Somebody else's issue: its date is not on this page.
    assert parse_deadline("30 ngày kể từ ngày Trung ương ban hành", issued=issued).end is None


@pytest.mark.parametrize("text", ["l5/12/2025", "Trước ngày 3O/6/2025", "31/02/2025", "15/13/2025"])
def test_digits_that_cannot_be_are_not_guessed(text: str) -> None:
    assert parse_deadline(text, 2025) == Deadline("date")


@pytest.mark.parametrize("figure", ["IV", "lV", "1V", "4"])
def test_a_damaged_roman_quarter_is_read(figure: str) -> None:
    assert parse_deadline(f"Quý {figure}/2025") == Deadline("quarter", date(2025, 10, 1), date(2025, 12, 31))


@pytest.mark.parametrize("text", ["", "-", "…", "Văn phòng", "Sử dụng quỹ đất", "100%"])
def test_what_names_no_time_has_none(text: str) -> None:
    assert parse_deadline(text, 2025) == Deadline()


def test_without_any_year_the_dates_stay_unknown() -> None:
    assert parse_deadline("Trước ngày 15/12") == Deadline("date")
    assert parse_deadline("Quý II") == Deadline("quarter")


@given(st.text(max_size=80), st.none() | st.integers(1, 9998))
def test_any_text_is_parsed_without_raising(text: str, plan_year: int | None) -> None:
    deadline = parse_deadline(unicodedata.normalize("NFC", text), plan_year, date(2025, 1, 1))
    assert deadline.kind in KINDS
    assert deadline.recurrence in RECURRENCES
    assert deadline.start is None or deadline.end is None or deadline.start <= deadline.end


@given(
    st.lists(
        st.sampled_from(TIME_WORDS.split()),
        max_size=9,
    ),
    st.none() | st.integers(1990, 2100),
)
def test_any_jumble_of_time_words_gives_a_possible_range(words: list[str], plan_year: int | None) -> None:
    deadline = parse_deadline(" ".join(words), plan_year)
    assert deadline.start is None or deadline.end is None or deadline.start <= deadline.end


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(["/", "-", "."]))
def test_every_printed_date_is_read_as_itself(day: date, sign: str) -> None:
    printed = f"{day.day:02d}{sign}{day.month:02d}{sign}{day.year}"
    assert parse_deadline(printed) == Deadline("date", day, day)
    assert parse_deadline(f"Trước ngày {printed}") == Deadline("date", None, day)
    spelt = f"ngày {day.day:02d} tháng {day.month} năm {day.year}"
    assert parse_deadline(spelt) == Deadline("date", day, day)


@given(st.integers(1, 12), st.integers(1990, 2099))
def test_a_month_runs_to_its_last_day(month: int, year: int) -> None:
    last = date(year, month, calendar.monthrange(year, month)[1])
    assert parse_deadline(f"Tháng {month:02d}/{year}") == Deadline("month", date(year, month, 1), last)


@given(
    st.sampled_from(
        ["Trước ngày 05/12/2025", "Quý II, quý IV/2022", "Định kỳ hằng quý", "6 tháng cuối năm 2025", "Thường xuyên"]
    )
)
def test_lost_marks_change_nothing(text: str) -> None:
    assert parse_deadline(fold_marks(text), 2025) == parse_deadline(text, 2025)


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("Tham mưu Kế hoạch, hoàn thành trước ngày 15/12/2025.", "trước ngày 15/12/2025"),
        ("Báo cáo UBND tỉnh trong quý II/2025 để xem xét.", "trong quý II/2025"),
        ("Đến năm 2030, 100% hồ sơ được số hóa", "Đến năm 2030"),
        ("hằng năm tổ chức tổng kết", "hằng năm"),
        ("các tồn tại được khắc phục trong năm.", "trong năm"),
        ("Kế hoạch CCHC năm 2025 của tỉnh", ""),
        ("chi thường xuyên của đơn vị", ""),
        ("theo Nghị định số 45/2020/NĐ-CP ngày 08/4/2020", ""),
    ],
)
def test_the_phrase_is_found_in_a_sentence(sentence: str, phrase: str) -> None:
    assert find_deadline(sentence) == phrase


@given(st.text(max_size=80))
def test_a_found_phrase_stands_in_the_text(text: str) -> None:
    assert find_deadline(text) in text
