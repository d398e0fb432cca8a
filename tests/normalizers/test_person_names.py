"""Names of persons as dumps have them."""

from __future__ import annotations

import pytest

from normalizers.person_names import rightmost_person


@pytest.mark.parametrize(
    ("raw", "repaired", "name"),
    [
        ("Pham Van Quyet", "Phẩm Văn Quyết", "Phạm Văn Quyết"),
        ("Nguyén Hitu Tho", "Nguyễn Hit Thọ", "Nguyễn Hữu Thọ"),
        ("rAn Quoc Bao", "rân Quốc Báo", "Trần Quốc Bảo"),
        ("Bui Thi Mai Hoang Van Binh", "Bùi Thị Mãi Hoàng Vấn Bình", "Hoàng Văn Bình"),
        ("Trần Văn Hợi", "Trần Văn Hợi", "Trần Văn Hợi"),
        ("Ban Quan ly", "Ban Quản lý", ""),
        ("Rmah Bloi", "Rmah Bloi", ""),
    ],
)
def test_names(raw: str, repaired: str, name: str) -> None:
    assert rightmost_person(raw, repaired) == name
