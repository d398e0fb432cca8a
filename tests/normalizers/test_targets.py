"""Targets: numbers with unit and comparator, the clause that states them, and what they measure."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.folding import fold_marks
from normalizers.target_clauses import find_indicators
from normalizers.targets import find_targets


@pytest.mark.parametrize(
    ("text", "comparator", "value", "unit"),
    [
        ("Tỷ lệ hồ sơ đúng hạn đạt tối thiểu 96%", ">=", 96, "%"),
        ("ít nhất 20% số phòng", ">=", 20, "%"),
        ("không dưới 1,5%", ">=", 1.5, "%"),
        ("đạt từ 70% trở lên", ">=", 70, "%"),
        ("Từ 50% dữ liệu được khai thác", ">=", 50, "%"),
        ("hoàn thành vượt mức 100% nhiệm vụ", ">=", 100, "%"),
        ("đạt ≥ 95%", ">=", 95, "%"),
        ("đạt trên 95%", ">", 95, "%"),
        ("giảm xuống dưới 1%", "<", 1, "%"),
        ("tỷ lệ hộ nghèo giảm còn 2,5%", "<=", 2.5, "%"),
        ("giảm từ 5% xuống còn 3%", "<=", 3, "%"),
        ("tăng tỷ lệ từ 40% lên 45%", "=", 45, "%"),
        ("100% hồ sơ được số hóa", "=", 100, "%"),
        ("không quá 08 tiếng làm việc", "<=", 8, "tiếng"),
        ("chậm nhất là 05 ngày làm việc kể từ ngày công bố", "<=", 5, "ngày làm việc"),
        ("trong vòng 03 ngày kể từ ngày nhận", "<=", 3, "ngày"),
        ("nằm trong top 10", "<=", 10, "hạng"),
        ("xếp hạng từ thứ 15 trở lên", "<=", 15, "hạng"),
        ("thuộc nhóm 10 tỉnh, thành phố dẫn đầu cả nước", "<=", 10, "hạng"),
        ("xếp vị trí thứ 12/63", "=", 12, "hạng"),
        ("Chỉ số SIPAS đạt trên 90 điểm", ">", 90, "điểm"),
        ("thu ngân sách đạt 2.500 tỷ đồng", "=", 2500, "tỷ đồng"),
        ("kim ngạch đạt 10 tỷ USD", "=", 10, "tỷ USD"),
        ("công suất đạt 3 triệu tấn", "=", 3, "triệu"),
        ("Có từ 02 giải pháp, sáng kiến", ">=", 2, "giải pháp"),
        ("Tổ chức 03 cuộc kiểm tra", "=", 3, "cuộc"),
        ("thu hút 120.000 lượt khách", "=", 120_000, "lượt"),
        ("quy hoạch tối thiểu 01 bến xe", ">=", 1, "bến"),
        ("Số bác sĩ trên một vạn dân đạt 15,5;", "=", 15.5, ""),
        ("Điểm trung bình đạt dưới 1,2, trong đó", "<", 1.2, ""),
    ],
)
def test_a_target_has_comparator_value_and_unit(text: str, comparator: str, value: float, unit: str) -> None:
    (target,) = find_targets(text)
    assert (target.comparator, target.value, target.unit, target.value_max) == (comparator, value, unit, None)
    assert 0 <= target.start <= target.number_start < target.end <= len(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("từ 5% đến 7%", 5, 7),
        ("80-100% đường xã", 80, 100),
        ("kết nạp từ 05 đến 07 đảng viên", 5, 7),
        ("tăng 15 - 17%/năm", 15, 17),
    ],
)
def test_a_range_has_two_ends(text: str, low: float, high: float) -> None:
    (target,) = find_targets(text)
    assert (target.value, target.value_max) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "Theo Nghị định số 100/2018/NĐ-CP ngày 08/4/2020, Điều 5, khoản 2, điểm a",
        "Giai đoạn 2021-2025, điện thoại 0258.3822.123",
        "Tổng đài 1022, ISO 9001:2015, mức độ 3 và 4",
        "trước ngày 15/12/2025, quý II, tháng 9, lần thứ XI",
        "báo cáo định kỳ 6 tháng một lần, hằng quý",
        "kê khai hồ sơ 1 lần",
        "thực hiện trong 5 năm",
        "cao hơn năm 2024",
        "năm 2024 đã đạt 92%",
        "Kinh phí thực hiện: 50 triệu đồng",
        "giá trị sản phẩm thu hoạch trên 1 ha",
        "tối thiểu 05 năm kinh nghiệm",
        "vào thứ 6, ngày 15/8",
        "ICOR 10,4 giai đoạn 2021-2025",
    ],
)
def test_what_is_no_target(text: str) -> None:
    assert find_targets(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("l00% hồ sơ được số hóa", 100),
        ("đạt tối thiểu 9O%", 90),
        ("đạt I0%", 10),
        ("IOO% cơ quan", 100),
        ("đạt trên 8S%", 85),
    ],
)
def test_letters_among_digits_are_told_and_marked(text: str, value: float) -> None:
    (target,) = find_targets(text)
    assert (target.value, target.is_told) == (value, True)


@pytest.mark.parametrize("text", ["đạt O8%", "đạt 9O0%"])
def test_damaged_digits_that_make_no_percentage_are_found_and_not_guessed(text: str) -> None:
    (target,) = find_targets(text)
    assert math.isnan(target.value)
    assert not target.is_readable


@pytest.mark.parametrize(
    ("text", "comparator", "value"),
    [
        ("đạt 1000/0 kế hoạch", "=", 100),
        ("đạt trên 95Yo", ">", 95),
        ("tối thiểu95% viên chức được bố trí đúng vị trí", ">=", 95),
        ("80 o/o hồ sơ", "=", 80),
    ],
)
def test_signs_that_stand_for_percent(text: str, comparator: str, value: float) -> None:
    (target,) = find_targets(text)
    assert (target.comparator, target.value, target.unit) == (comparator, value, "%")


def test_digits_at_the_end_of_what_is_no_word_are_no_target() -> None:
    assert find_targets("bảo đảm thực chất, h1‘¢71% qua") == ()


def test_another_word_is_not_taken_for_a_comparator() -> None:
    # "điện tử" is not "từ", "đất" is not "đạt".
    assert find_targets("hồ sơ điện tử đạt 100%")[0].comparator == "="
    (found,) = find_indicators("Thời gian khảo sát trên mặt đất không quá 01 tháng.")
    assert found.name == "Thời gian khảo sát trên mặt đất"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("100% hồ sơ được số hóa.", ["hồ sơ được số hóa"]),
        ("Tỷ lệ giải quyết hồ sơ đúng hạn đạt tối thiểu 96%", ["Tỷ lệ giải quyết hồ sơ đúng hạn"]),
        ("Thực hiện tiếp nhận, trả kết quả 100% TTHC trên phần mềm.", ["tiếp nhận, trả kết quả TTHC trên phần mềm"]),
        ("đảm bảo kiểm tra ít nhất 20% số phòng, đơn vị trực thuộc.", ["kiểm tra số phòng, đơn vị trực thuộc"]),
        ("cắt giảm 30% chi thường xuyên nhất là hội họp", ["cắt giảm chi thường xuyên"]),
        ("Thời gian giải quyết hồ sơ giảm ít nhất 30% so với quy định", ["Thời gian giải quyết hồ sơ giảm"]),
        ("Giảm tỷ lệ hộ nghèo từ 5% xuống còn 3%", ["Giảm tỷ lệ hộ nghèo"]),
        (
            "Tỷ lệ doanh nghiệp có hoạt động đổi mới, nâng cao năng suất đạt ≥ 30%.",
            ["Tỷ lệ doanh nghiệp có hoạt động đổi mới, nâng cao năng suất"],
        ),
        ("Tổng thu ngân sách: 2.500 triệu đồng", ["Tổng thu ngân sách"]),
        ("diện tích chè của tỉnh có 15.800 ha", ["diện tích chè của tỉnh"]),
        ("Tổ chức ít nhất 02 lớp tập huấn cho công chức trong quý II/2025", ["lớp tập huấn cho công chức"]),
        (
            "100% công chức, tối thiểu 95% viên chức được bố trí đúng vị trí việc làm.",
            ["công chức được bố trí đúng vị trí việc làm", "viên chức được bố trí đúng vị trí việc làm"],
        ),
        (
            "100% TTHC được cập nhật trong vòng 03 ngày kể từ ngày ban hành.",
            ["TTHC được cập nhật", "TTHC được cập nhật"],
        ),
        ("Đối với các TTHC mức 3 cần chỉ đạo đạt chỉ tiêu từ 70% trở lên so với tổng số.", ["các TTHC mức 3"]),
        ("Trường hợp khác, thời hạn 30 ngày kể từ ngày ban hành", ["thời hạn kể từ ngày ban hành"]),
    ],
)
def test_the_name_is_the_noun_phrase_beside_the_number(text: str, names: list[str]) -> None:
    assert [found.name for found in find_indicators(text)] == names


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Rà soát hồ sơ; 100% hồ sơ được số hóa; báo cáo kết quả.", ["100% hồ sơ được số hóa"]),
        ("Tăng cường kiểm tra. Tỷ lệ đúng hạn đạt 96%. Báo cáo.", ["Tỷ lệ đúng hạn đạt 96%."]),
        ("Bồi dưỡng nghiệp vụ, đảm bảo 100% công chức được bồi dưỡng.", ["đảm bảo 100% công chức được bồi dưỡng."]),
        (
            "Tỷ lệ đúng hạn đạt 96%, tỷ lệ hài lòng đạt trên 95%.",
            ["Tỷ lệ đúng hạn đạt 96%", "tỷ lệ hài lòng đạt trên 95%."],
        ),
        ("- Đạt mục tiêu;\n- 90% dịch vụ đạt mức toàn trình.", ["90% dịch vụ đạt mức toàn trình."]),
        ("theo lộ trình: giảm bình quân 1,5% năm chi trực tiếp", ["giảm bình quân 1,5% năm chi trực tiếp"]),
        (
            "80% TTHC (có đủ điều kiện; kể cả liên thông) được tích hợp.",
            ["80% TTHC (có đủ điều kiện; kể cả liên thông) được tích hợp."],
        ),
        ("100% góp ý được xử lý góp phần nâng cao chỉ số.", ["100% góp ý được xử lý"]),
    ],
)
def test_the_clause_is_cut_out_verbatim(text: str, clauses: list[str]) -> None:
    assert [found.text for found in find_indicators(text)] == clauses


def test_a_deadline_before_the_clauses_holds_for_all_of_them() -> None:
    found = find_indicators("Đến năm 2030: 100% hồ sơ được số hóa; 90% dịch vụ đạt mức toàn trình.")
    assert [(each.value, each.deadline_text) for each in found] == [(100, "Đến năm 2030"), (90, "Đến năm 2030")]


def test_a_clause_keeps_its_own_deadline() -> None:
    (found,) = find_indicators("Đến 31/12/2025: Hoàn thành tối thiểu 90% kế hoạch được giao.")
    assert (found.text, found.deadline_text) == (
        "Đến 31/12/2025: Hoàn thành tối thiểu 90% kế hoạch được giao.",
        "Đến 31/12/2025",
    )


@given(st.text(max_size=100))
def test_any_text_is_read_without_raising(text: str) -> None:
    for found in find_indicators(text):
        assert found.text in text
        assert found.name
        assert found.comparator in {">=", ">", "<=", "<", "="}


WORDS = (
    "đạt tối thiểu 96% 100% hồ sơ được số hóa, tỷ lệ trên 95% ; đảm bảo và từ 70% trở lên không quá 05 ngày: giảm còn"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=14))
def test_any_jumble_of_target_words_is_read_without_raising(words: list[str]) -> None:
    text = " ".join(words)
    for found in find_indicators(text):
        assert found.text in text
        assert found.name


@given(
    st.integers(1, 100),
    st.sampled_from(["Tỷ lệ hồ sơ đúng hạn đạt tối thiểu {}%", "{}% hồ sơ được số hóa", "không quá {} ngày làm việc"]),
)
def test_every_number_is_read_as_printed_with_or_without_marks(value: int, pattern: str) -> None:
    text = pattern.format(value)
    marked, bare = find_targets(text), find_targets(fold_marks(text))
    assert [target.value for target in marked] == [value]
    assert marked == bare


def test_a_table_read_as_one_sentence_states_no_targets() -> None:
    assert find_indicators("100% hồ sơ " * 900) == ()


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "Phấn đấu 100% (một trăm phần trăm) cán bộ, công chức được tập huấn kỹ năng số.",
            [("=", 100, None, "%", "cán bộ, công chức được tập huấn kỹ năng số")],
        ),
        (
            "Tổ chức kiểm tra tối thiểu 02 lần/năm tại các đơn vị.",
            [(">=", 2, None, "lần", "Tổ chức kiểm tra tại các đơn vị")],
        ),
        (
            "Chỉ số PAR INDEX xếp hạng trong nhóm 10 tỉnh dẫn đầu cả nước.",
            [("<=", 10, None, "hạng", "Chỉ số PAR INDEX")],
        ),
        (
            "Phấn đấu thu ngân sách đạt 12.500 tỷ đồng, tăng 10% so với năm 2024.",
            [("=", 12500, None, "tỷ đồng", "thu ngân sách"), ("=", 10, None, "%", "tăng thu ngân sách")],
        ),
        (
            "Theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018, 100% hồ sơ được tiếp nhận qua Bộ phận Một cửa.",
            [("=", 100, None, "%", "hồ sơ được tiếp nhận qua Bộ phận Một cửa")],
        ),
        (
            "Trồng mới 1.200 ha rừng, trong đó 300 ha rừng phòng hộ.",
            [("=", 1200, None, "ha", "Trồng mới rừng"), ("=", 300, None, "ha", "rừng phòng hộ")],
        ),
        ("Tăng trưởng GRDP từ 8% đến 8,5%.", [("=", 8, 8.5, "%", "Tăng trưởng GRDP")]),
        (
            "Công suất sử dụng giường bệnh đạt ≥ 90%; số ngày điều trị trung bình ≤ 6,5 ngày.",
            [(">=", 90, None, "%", "Công suất sử dụng giường bệnh"), ("<=", 6.5, None, "ngày", "số ngày điều trị")],
        ),
        ("Doanh nghiệp do Nhà nước nắm giữ 100% vốn điều lệ phối hợp thực hiện.", []),
        ("Điện thoại liên hệ: 0258.3822.123; khoản 2 Điều 15 Luật Đầu tư.", []),
        ("Kinh phí thực hiện: 250.000.000 đồng (Hai trăm năm mươi triệu đồng).", []),
    ],
)
def test_sentences_of_plans(sentence: str, wanted: list[tuple[str, float, float | None, str, str]]) -> None:
    found = find_indicators(sentence)
    assert [(each.comparator, each.value, each.value_max, each.unit, each.name) for each in found] == wanted
