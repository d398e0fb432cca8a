"""Words around the numbers of garbled texts."""

from __future__ import annotations

import pytest

from normalizers.quantity_words import mended_quantities


@pytest.mark.parametrize(
    ("read", "repaired", "mended"),
    [
        ("dat tir 65% tro 1én.", "đất tới 65% trò len.", "đạt từ 65% trở lên."),
        ("dat tren 90% ho so", "đất trên 90% hồ sơ", "đạt trên 90% hồ sơ"),
        ("ti thiu85% can bo", "tư thiu85% cán bộ", "tối thiểu85% cán bộ"),
        ('57"g qu6 04 ti6ng ldm viQc', '57"g quá 04 tháng làm việc', "không quá 04 tiếng làm việc"),
        ('57"g qu6 04 gio', "hơn quá 04 giờ", "không quá 04 giờ"),
        ("n6ng qu6 40 do", "nóng quá 40 độ", "nóng quá 40 độ"),
        ("Ty 18 ho so so hoa", "Tự 18 hồ sơ số hóa", "Tỷ lệ hồ sơ số hóa"),
        ("giam ty 1¢ ngheo", "giảm tý 1¢ nghèo", "giảm tỷ lệ nghèo"),
        ("dat tor 65%", "đất tới 65%", "đạt từ 65%"),
        ("vuot mac 100% ke hoach", "vượt mác 100% kế hoạch", "vượt mức 100% kế hoạch"),
        # What only looks so.
        ("tu 18 tuoi tro len", "từ 18 tuổi trở lên", "từ 18 tuổi trở lên"),
        ("dat 50 ha", "đất 50 ha", "đất 50 ha"),
        ("trong 3 thang dau nam", "trong 3 tháng đầu năm", "trong 3 tháng đầu năm"),
        ("Ty 18 thang", "Tự 18 tháng", "Tự 18 tháng"),
    ],
)
def test_words_around_numbers(read: str, repaired: str, mended: str) -> None:
    assert " ".join(mended_quantities(read.split(), repaired.split())) == mended
