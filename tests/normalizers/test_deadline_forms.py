"""Ways in which plans print when something is due, with what each says in a plan of 2025 issued on 10 January.

A case is "as printed|kind|first day|last day|recurrence".
"""

from __future__ import annotations

from datetime import date

import pytest

from normalizers.deadlines import Deadline, parse_deadline

FORMS = """
30/6/2025|date|2025-06-30|2025-06-30|
30.6.2025|date|2025-06-30|2025-06-30|
30-6-2025|date|2025-06-30|2025-06-30|
Trước 30/11 hàng năm|recurring||2025-11-30|yearly
Chậm nhất ngày 15 hằng tháng|recurring|||monthly
Trước ngày 25 hàng tháng|recurring|||monthly
Quý I, II/2025|quarter|2025-01-01|2025-06-30|
Quý I-II/2025|quarter|2025-01-01|2025-06-30|
Quý II và quý III năm 2025|quarter|2025-04-01|2025-09-30|
Từ quý II đến quý IV/2025|quarter|2025-04-01|2025-12-31|
Từ tháng 3 đến tháng 6/2025|month|2025-03-01|2025-06-30|
Tháng 3 - 6/2025|month|2025-03-01|2025-06-30|
6 tháng đầu năm|half_year|2025-01-01|2025-06-30|
06 tháng cuối năm|half_year|2025-07-01|2025-12-31|
Sáu tháng đầu năm 2025|half_year|2025-01-01|2025-06-30|
Tuần 2 tháng 9|month|2025-09-01|2025-09-30|
Tuần 2, tháng 9/2025|month|2025-09-01|2025-09-30|
Tuần thứ 3 tháng 10|month|2025-10-01|2025-10-31|
Tuần đầu tháng 9|month|2025-09-01|2025-09-10|
Đầu tháng 9/2025|month|2025-09-01|2025-09-10|
Giữa tháng 9/2025|month|2025-09-01|2025-09-20|
Cuối tháng 9/2025|month|2025-09-01|2025-09-30|
Giai đoạn 2021-2025|year|2021-01-01|2025-12-31|
Giai đoạn 2026 - 2030|year|2026-01-01|2030-12-31|
Năm học 2025-2026|year|2025-09-01|2026-05-31|
Học kỳ I|half_year|2025-09-01|2026-01-31|
HKI|half_year|2025-09-01|2026-01-31|
HK II năm học 2025-2026|half_year|2026-01-01|2026-05-31|
Cả năm học|year|2025-09-01|2026-05-31|
Trong năm học|year|2025-09-01|2026-05-31|
Ngay sau khi Kế hoạch được ban hành|conditional|||
Khi có yêu cầu|conditional|||
Cả năm|year|2025-01-01|2025-12-31|
Cả năm 2025|year|2025-01-01|2025-12-31|
Tháng 01-12/2025|month|2025-01-01|2025-12-31|
Từ tháng 01 đến tháng 12 năm 2025|month|2025-01-01|2025-12-31|
Trong quý III|quarter|2025-07-01|2025-09-30|
Cuối năm 2025|year|2025-01-01|2025-12-31|
Đầu năm 2025|year|2025-01-01|2025-03-31|
Cuối quý III/2025|quarter|2025-07-01|2025-09-30|
Đầu quý II|quarter|2025-04-01|2025-04-30|
trước kỳ họp cuối năm|conditional|||
Trước kỳ họp HĐND cuối năm 2025|conditional|||
Theo kế hoạch của Bộ Nội vụ|conditional|||
Theo Quyết định của UBND tỉnh|conditional|||
Theo chỉ đạo của cấp trên|conditional|||
Đến 31/01/2026: hoàn thành 100%|date||2026-01-31|
Sau 30 ngày kể từ ngày ban hành|conditional||2025-02-09|
Trong vòng 05 ngày làm việc kể từ ngày nhận hồ sơ|conditional|||
Thường xuyên|ongoing|||ongoing
Thường xuyên trong năm|ongoing|2025-01-01|2025-12-31|ongoing
Thường xuyên, liên tục|ongoing|||ongoing
Hàng năm|recurring|||yearly
Hằng năm|recurring|||yearly
Hàng quý|recurring|||quarterly
Hằng tháng|recurring|||monthly
Hàng tuần|recurring|||weekly
Hàng ngày|ongoing|||ongoing
Định kỳ hằng quý|recurring|||quarterly
Định kỳ 6 tháng, năm|recurring|||half_yearly
Định kỳ 06 tháng/lần|recurring|||half_yearly
6 tháng 1 lần|recurring|||half_yearly
01 lần/quý|recurring|||quarterly
02 lần/năm|recurring|||half_yearly
1 lần/tuần|recurring|||weekly
Quý/lần|recurring|||quarterly
Báo cáo quý, 6 tháng, năm|recurring|||quarterly
Tháng, quý, năm|recurring|||monthly
Sáng thứ hai hàng tuần|recurring|||weekly
Ngày 20 của tháng cuối quý|recurring|||quarterly
Trước ngày 15/12 hằng năm|recurring||2025-12-15|yearly
Trước ngày 15/6 và 15/12|date||2025-12-15|
Trước ngày 10/6, 10/12/2025|date||2025-12-10|
Ngày 20/11|date|2025-11-20|2025-11-20|
Từ ngày 01/9 đến ngày 30/9/2025|date|2025-09-01|2025-09-30|
01/9 - 30/9/2025|date|2025-09-01|2025-09-30|
01-05/9/2025|date|2025-09-01|2025-09-05|
Từ 01 đến 05/9/2025|date|2025-09-01|2025-09-05|
Từ ngày 15 đến ngày 20 tháng 9 năm 2025|date|2025-09-15|2025-09-20|
Ngày 15-20/9/2025|date|2025-09-15|2025-09-20|
15, 16/9/2025|date|2025-09-15|2025-09-16|
Năm 2025|year|2025-01-01|2025-12-31|
Trong năm 2025|year|2025-01-01|2025-12-31|
2025|year|2025-01-01|2025-12-31|
2025-2026|year|2025-01-01|2026-12-31|
Năm 2025 và các năm tiếp theo|year|2025-01-01||
Từ năm 2025|year|2025-01-01||
Đến năm 2030|year||2030-12-31|
Trước năm 2026|year||2025-12-31|
Đến hết năm 2025|year||2025-12-31|
Hết quý II/2025|quarter||2025-06-30|
Hoàn thành trong tháng 9/2025|month|2025-09-01|2025-09-30|
Hoàn thành trước tháng 10/2025|month||2025-09-30|
Trước quý III/2025|quarter||2025-06-30|
Tháng 9/2025|month|2025-09-01|2025-09-30|
Tháng 9|month|2025-09-01|2025-09-30|
T9/2025|month|2025-09-01|2025-09-30|
9/2025|month|2025-09-01|2025-09-30|
Tháng 9, 10, 11|month|2025-09-01|2025-11-30|
Tháng 9 và tháng 12/2025|month|2025-09-01|2025-12-31|
Quý 1/2025|quarter|2025-01-01|2025-03-31|
Quí IV/2025|quarter|2025-10-01|2025-12-31|
Q.IV/2025|quarter|2025-10-01|2025-12-31|
III/2025|quarter|2025-07-01|2025-09-30|
Quý IV năm 2025|quarter|2025-10-01|2025-12-31|
Các quý trong năm|recurring|2025-01-01|2025-12-31|quarterly
Các tháng trong năm|recurring|2025-01-01|2025-12-31|monthly
Cuối học kỳ I|half_year|2025-09-01|2026-01-31|
Sau Tết Nguyên đán|conditional|||
Sau khi có hướng dẫn của Sở Nội vụ|conditional|||
Khi phát sinh|conditional|||
Đột xuất|conditional|||
Theo lộ trình|conditional|||
Theo yêu cầu của UBND tỉnh|conditional|||
Ngay khi có văn bản chỉ đạo|conditional|||
Thực hiện ngay|conditional|||
Ngay|conditional|||
Bắt đầu từ tháng 7/2025|month|2025-07-01||
Từ 01/7/2025|date|2025-07-01||
Kể từ ngày 01/7/2025|date|2025-07-01||
Từ nay đến hết năm 2025|year||2025-12-31|
Từ nay đến 31/12/2025|date||2025-12-31|
Không quá 15/10/2025|date||2025-10-15|
17h00 ngày 15/10/2025|date|2025-10-15|2025-10-15|
Trước 17 giờ ngày 15/10/2025|date||2025-10-15|
Xong trước 15/10|date||2025-10-15|
Hạn cuối: 15/10/2025|date||2025-10-15|
Dự kiến tháng 10/2025|month|2025-10-01|2025-10-31|
Khoảng tháng 10|month|2025-10-01|2025-10-31|
Thứ Hai, ngày 01/9/2025|date|2025-09-01|2025-09-01|
Thứ 2 (01/9)|date|2025-09-01|2025-09-01|
9 tháng đầu năm 2025|year|2025-01-01|2025-09-30|
03 tháng đầu năm|quarter|2025-01-01|2025-03-31|
2 lần/năm (tháng 6 và tháng 12)|recurring|2025-06-01|2025-12-31|half_yearly
Quý II/2025; Quý IV/2025|quarter|2025-04-01|2025-12-31|
Quý II - quý IV/2025|quarter|2025-04-01|2025-12-31|
Tháng 12/2025 - tháng 02/2026|month|2025-12-01|2026-02-28|
Tháng 11 năm 2025 đến tháng 3 năm 2026|month|2025-11-01|2026-03-31|
Không|none|||
-|none|||
|none|||
Văn phòng|none|||
Ngày 15/3/2025|date|2025-03-15|2025-03-15|
15/3|date|2025-03-15|2025-03-15|
ngày 05 tháng 3 năm 2025|date|2025-03-05|2025-03-05|
Trước ngày 05 tháng 3|date||2025-03-05|
Thực hiện từ 15/5 đến 15/11 hằng năm|recurring|2025-05-15|2025-11-15|yearly
24/24 giờ|ongoing|||ongoing
Suốt năm học|ongoing|||ongoing
Xuyên suốt năm học|ongoing|||ongoing
Lâu dài|ongoing|||ongoing
Các năm|recurring|||yearly
Năm 2025, 2026|year|2025-01-01|2026-12-31|
Nhiệm kỳ 2020-2025|year|2020-01-01|2025-12-31|
Mỗi năm 01 lần|recurring|||yearly
Mỗi quý một lần|recurring|||quarterly
Ít nhất 1 lần/năm|recurring|||yearly
Hàng tháng, quý, 6 tháng, năm|recurring|||monthly
Đầu năm học|year|2025-09-01|2025-11-30|
Ngày 30 tháng cuối quý|recurring|||quarterly
Sau mỗi đợt kiểm tra|conditional|||
Tối đa 10 ngày làm việc|conditional|||
10 ngày|conditional|||
Trước ngày bầu cử|conditional|||
Trong thời gian diễn ra Đại hội|conditional|||
"""


@pytest.mark.parametrize("case", FORMS.strip("\n").split("\n"))
def test_form(case: str) -> None:
    printed, kind, first, last, recurrence = case.split("|")
    wanted = Deadline(
        kind,
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        recurrence or None,
    )
    assert parse_deadline(printed, 2025, date(2025, 1, 10)) == wanted


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("Tháng 9", "2025-09-01", "2025-09-30"),
        ("Tháng 3", "2026-03-01", "2026-03-31"),
        ("Học kỳ II", "2026-01-01", "2026-05-31"),
        ("15/5", "2026-05-15", "2026-05-15"),
        ("Tháng 3/2025", "2025-03-01", "2025-03-31"),
    ],
)
def test_months_before_august_are_of_the_second_year_of_a_school_year(printed: str, first: str, last: str) -> None:
    found = parse_deadline(printed, 2025, school_year=True)
    assert (found.start, found.end) == (date.fromisoformat(first), date.fromisoformat(last))
