"""Names printed in capitals, in normal case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.casing import body_case, normal_case, office_case, person_case


@pytest.mark.parametrize(
    ("capitals", "wanted"),
    [
        ("UBND TỈNH KHÁNH HÒA", "UBND tỉnh Khánh Hòa"),
        ("BAN QUẢN LÝ KHU KINH TẾ VÀ KHU CÔNG NGHIỆP", "Ban Quản lý Khu kinh tế và Khu công nghiệp"),
        ("ỦY BAN NHÂN DÂN XÃ HƯNG THẮNG", "Ủy ban nhân dân xã Hưng Thắng"),
        ("CỤC THỦY LỢI", "Cục Thủy lợi"),
        ("BỘ XÂY DỰNG", "Bộ Xây dựng"),
        ("TRƯỜNG THCS NGUYỄN BỈNH KHIÊM", "Trường THCS Nguyễn Bỉnh Khiêm"),
        ("TRUNG TÂM Y TẾ HUYỆN VẠN NINH", "Trung tâm Y tế huyện Vạn Ninh"),
        ("Ban Quản lý các khu công nghiệp", "Ban Quản lý các khu công nghiệp"),
    ],
)
def test_bodies(capitals: str, wanted: str) -> None:
    assert body_case(capitals) == wanted


def test_titles_keep_abbreviations_and_common_words() -> None:
    printed = "NÂNG CAO CHỈ SỐ PAR-INDEX CỦA UBND XÃ VẠN THẮNG NĂM 2025"
    assert normal_case(printed) == "Nâng cao chỉ số PAR-INDEX của UBND xã Vạn Thắng năm 2025"
    assert normal_case("PHÁT TRIỂN KINH TẾ - XÃ HỘI NĂM 2025") == "Phát triển kinh tế - xã hội năm 2025"


def test_offices_and_persons() -> None:
    assert office_case("PHÓ TRƯỞNG BAN") == "Phó Trưởng Ban"
    assert office_case("CHỦ TỊCH") == "Chủ tịch"
    assert person_case("TRẦN VĂN AN") == "Trần Văn An"
    assert person_case("Trần Văn An") == "Trần Văn An"


@given(st.text(alphabet="ABCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYÁÀẢÃẠẾỀ -0123456789", max_size=60))
def test_only_the_case_changes(text: str) -> None:
    assert normal_case(text).casefold() == " ".join(text.split()).casefold() or normal_case(text) == text
