"""Section paths from markers, lengths and what follows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from extractors.headings import heading_title, outline
from tests.extractors.paragraphs_of import paragraphs_of

PLAN = """
KẾ HOẠCH
Cải cách hành chính năm 2025
I. MỤC TIÊU
1. Mục tiêu chung
Tiếp tục đẩy mạnh cải cách hành chính.
2. Mục tiêu cụ thể:
a) Tăng cường công tác lãnh đạo, chỉ đạo, nâng cao trách nhiệm của người đứng đầu.
- 100% bộ phận được kiểm tra.
b) Công khai, minh bạch thông tin
- Công khai kịp thời, đồng bộ.
+ Trên Trang thông tin điện tử.
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng:
- Theo dõi, đôn đốc.
2. Các phòng bám sát kế hoạch để hoàn thành nhiệm vụ.
Nơi nhận:
- Sở Nội vụ;
"""


def paths(text: str) -> dict[str, tuple[str, ...]]:
    return {each.paragraph.passage.text: each.section_path for each in outline(paragraphs_of(text))}


def test_each_paragraph_has_the_headings_above_it() -> None:
    found = paths(PLAN)
    aims = ("I. MỤC TIÊU", "2. Mục tiêu cụ thể")
    assert found["Cải cách hành chính năm 2025"] == ()
    assert found["Tiếp tục đẩy mạnh cải cách hành chính."] == ("I. MỤC TIÊU", "1. Mục tiêu chung")
    assert found["- 100% bộ phận được kiểm tra."] == aims
    assert found["+ Trên Trang thông tin điện tử."] == (*aims, "b) Công khai, minh bạch thông tin")
    assert found["- Theo dõi, đôn đốc."] == ("II. TỔ CHỨC THỰC HIỆN", "1. Văn phòng")
    assert found["2. Các phòng bám sát kế hoạch để hoàn thành nhiệm vụ."] == ("II. TỔ CHỨC THỰC HIỆN",)


def test_the_recipients_belong_to_no_section() -> None:
    assert paths(PLAN)["- Sở Nội vụ;"] == ()


def test_sentences_are_no_headings() -> None:
    headings = [each.paragraph.passage.text for each in outline(paragraphs_of(PLAN)) if each.is_heading]
    assert headings == [
        "I. MỤC TIÊU",
        "1. Mục tiêu chung",
        "2. Mục tiêu cụ thể:",
        "b) Công khai, minh bạch thông tin",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Văn phòng:",
    ]


def test_dotted_markers_nest() -> None:
    found = paths(
        "A. Phần chung\nI. Nhiệm vụ\n1. Thể chế\n1.1. Văn bản\n1.1.1. Rà soát\n- Lập danh mục.\n"
        "1.2. Kiểm tra\n- Lập kế hoạch."
    )
    assert found["- Lập danh mục."] == ("A. Phần chung", "I. Nhiệm vụ", "1. Thể chế", "1.1. Văn bản", "1.1.1. Rà soát")
    assert found["- Lập kế hoạch."] == ("A. Phần chung", "I. Nhiệm vụ", "1. Thể chế", "1.2. Kiểm tra")


def test_parts_and_chapters_stand_above_numerals() -> None:
    found = paths("Phần thứ nhất\nI. Đánh giá\n- Kết quả.\nPhần thứ hai\nI. Nhiệm vụ\n- Triển khai.")
    assert found["- Triển khai."] == ("Phần thứ hai", "I. Nhiệm vụ")


def test_a_dash_with_a_colon_heads_the_pluses_below_it() -> None:
    found = paths(
        "1. Chỉ tiêu\n- Về thủ tục hành chính:\n+ 100% hồ sơ đúng hạn.\n- Về tổ chức bộ máy:\n+ 100% viên chức."
    )
    assert found["+ 100% viên chức."] == ("1. Chỉ tiêu", "- Về tổ chức bộ máy")


def test_damaged_roman_numerals_stay_roman() -> None:
    marked = outline(paragraphs_of("I. Mục đích\n- Một.\nIl. Yêu cầu\n- Hai.\nIII. Nhiệm vụ\n- Ba."))
    assert [each.ordinal for each in marked if each.is_heading] == ["I", "II", "III"]
    assert marked[3].section_path == ("Il. Yêu cầu",)


def test_numbers_in_sentences_are_no_markers() -> None:
    marked = outline(
        paragraphs_of("10% hồ sơ được kiểm tra.\n2025 là năm cuối nhiệm kỳ.\n05 ngày làm việc.\n15/3 hằng năm.")
    )
    assert [each.marker for each in marked] == ["", "", "", ""]


def test_an_appendix_begins_anew() -> None:
    found = paths("I. Mục đích\n- Nâng cao.\nPhụ lục\nDanh mục nhiệm vụ")
    assert found["Danh mục nhiệm vụ"] == ()


def test_titles_lose_the_colon() -> None:
    assert heading_title("1.  Văn phòng :") == "1. Văn phòng"


@given(st.lists(st.text(min_size=1, max_size=30).filter(lambda line: line.strip() != ""), max_size=12))
def test_every_paragraph_comes_back_once_and_in_order(lines: list[str]) -> None:
    paragraphs = paragraphs_of("\n".join(" ".join(line.split()) for line in lines))
    outlined = outline(paragraphs)
    assert tuple(each.paragraph for each in outlined) == paragraphs
    titles = {heading_title(f"{each.marker} {each.text}") for each in outlined if each.is_heading}
    assert all(set(each.section_path) <= titles for each in outlined)


def test_markers_are_mended_by_their_sequence() -> None:
    damaged = (
        "1. QUAN ĐIỂM\n- Một.\nI MỤC TIÊU\n1. Mục tiêu chung\nTiếp tục đẩy mạnh.\n2: Mục tiêu cụ thể\n- Hai.\n"
        "HI. NỘI DUNG\n1. Thể chế\na) Kiểm soát\n- Ba mục.\nø) Công khai\n- Bốn mục.\n2 Thủ tục\n- Năm mục.\n"
        "IV. KINH PHÍ\n- Sáu."
    )
    found = paths(damaged)
    assert found["- Một."] == ("I. QUAN ĐIỂM",)
    assert found["- Hai."] == ("II. MỤC TIÊU", "2. Mục tiêu cụ thể")
    assert found["- Bốn mục."] == ("III. NỘI DUNG", "1. Thể chế", "b) Công khai")
    assert found["- Năm mục."] == ("III. NỘI DUNG", "2. Thủ tục")
    assert found["- Sáu."] == ("IV. KINH PHÍ",)


def test_what_is_read_well_stays_though_out_of_sequence() -> None:
    found = paths("I. Mục đích\n- Một.\nIV. Kinh phí\n- Hai.\n5. Nội dung\n- Ba.")
    assert found["- Hai."] == ("IV. Kinh phí",)
    assert found["- Ba."] == ("IV. Kinh phí", "5. Nội dung")


def test_specks_neither_end_nor_make_a_heading() -> None:
    found = paths("I. Mục đích\nị\n1. Yêu cầu\n|\n- Một hai ba.\nI\n- Bốn năm sáu.")
    assert found["- Một hai ba."] == ("I. Mục đích", "1. Yêu cầu")
    assert found["- Bốn năm sáu."] == ("I. Mục đích", "1. Yêu cầu")


def test_a_capital_that_counts_on_small_letters_is_one_of_them() -> None:
    items = f"a. Rà soát văn bản.\nb .Kiểm tra văn bản.\nC. {' '.join(['Tổ chức thi hành pháp luật'] * 12)}."
    lines = f"I. NHIỆM VỤ\n1. Thể chế\n{items}\n2. Thủ tục"
    outlined = outline(paragraphs_of(lines))

    assert [paragraph.ordinal for paragraph in outlined] == ["I", "1", "a", "b", "c", "2"]
    assert outlined[4].section_path == ("I. NHIỆM VỤ", "1. Thể chế")


def test_a_capital_that_counts_on_capitals_stays_one() -> None:
    lines = "A. MỤC TIÊU\na. Công khai.\nb. Minh bạch.\nB. NHIỆM VỤ\na. Rà soát.\nC. KINH PHÍ\nNgân sách."

    assert [paragraph.ordinal for paragraph in outline(paragraphs_of(lines))][-2:] == ["C", ""]


def test_roman_number_that_repair_took_for_a_word_is_read_from_what_was_dumped() -> None:
    lines = [
        "I. MỤC TIÊU",
        "Tiếp tục đẩy mạnh.",
        "II. NHIỆM VỤ CỤ THỂ",
        "Là. Tổ chức thực hiện:",
        "1. Văn phòng:",
        "- Theo dõi, đôn đốc.",
    ]
    paragraphs = list(paragraphs_of("\n".join(lines)))
    paragraphs[3] = replace(paragraphs[3], passage=replace(paragraphs[3].passage, text_raw="I1L. T6 chirc thyc hién:"))
    found = outline(paragraphs)
    assert found[5].section_path == ("III. Tổ chức thực hiện", "1. Văn phòng")


def test_word_that_was_read_as_strokes_stays_a_word() -> None:
    (paragraph,) = paragraphs_of("Vì vậy các phòng cần khẩn trương thực hiện.")
    read = replace(paragraph, passage=replace(paragraph.passage, text_raw="VI vay cac phong can khan truong"))
    (found,) = outline([read])
    assert (found.marker, found.text) == ("", "Vì vậy các phòng cần khẩn trương thực hiện.")
