import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.repair import Damage, Heard, RepairedToken, Repairer
from normalizers.unicode import folded

PLAN = "Ủy ban nhân dân tỉnh ban hành kế hoạch cải cách hành chính năm 2025 trên địa bàn tỉnh"


def test_accents_come_back(repairer: Repairer) -> None:
    stripped = "Uy ban nhan dan tinh ban hanh ke hoach cai cach hanh chinh nam 2025 tren dia ban tinh"
    assert repairer.diagnose([stripped]) is Damage.STRIPPED
    assert repairer.repair(stripped).text == PLAN


def test_garbage_of_a_foreign_reader_becomes_text(repairer: Repairer) -> None:
    garbage = "Uy ban nhan dan tinh ban hanh ké hoach cai cach hanh chinh, t6 chirc thuc hién co ché m6t cira"
    repaired = repairer.repair(garbage, damage=Damage.FOREIGN_READER)
    assert repaired.text == (
        "Ủy ban nhân dân tỉnh ban hành kế hoạch cải cách hành chính, tổ chức thực hiện cơ chế một cửa"
    )


def test_a_good_reader_is_mended_where_it_slipped(repairer: Repairer) -> None:
    read = "Tiếp tục đối mới tố chức bộ máy hành chính, nâng cao chất lượng phục vụ người dân"
    repaired = repairer.repair(read, damage=Damage.VIETNAMESE_READER)
    assert repaired.text == "Tiếp tục đổi mới tổ chức bộ máy hành chính, nâng cao chất lượng phục vụ người dân"
    assert [token.source for token in repaired.tokens if token.changed] == ["đối", "tố"]


@pytest.mark.parametrize("damage", Damage)
def test_clean_text_stays(repairer: Repairer, damage: Damage) -> None:
    assert repairer.repair(PLAN, damage=damage).text == PLAN


@pytest.mark.parametrize(
    "text",
    [
        "đạt 95,5% trở lên trong 06 tháng",
        "Quyết định số 1234/QĐ-UBND ngày 05/3/2025",
        "a) b) c) d) đ) e)",
        "I. II. III. IV. XI.",
        "CCHC TTHC UBND SIPAS HĐND",
        "80m 15km 3.000 đồng",
        "https://dichvucong.gov.vn",
        "漢字 テスト мир مرحبا",
        "x² ¹ ½ Ⅳ",
    ],
)
@pytest.mark.parametrize("damage", [Damage.CLEAN, Damage.VIETNAMESE_READER])
def test_numbers_codes_markers_and_acronyms_are_never_touched(repairer: Repairer, text: str, damage: Damage) -> None:
    assert repairer.repair(text, damage=damage).text == text


def test_letters_of_codes_are_mended_and_digits_are_not(repairer: Repairer) -> None:
    repaired = repairer.repair("theo Nghi dinh so 30/2020/ND-CP va 163411KH-UBND", damage=Damage.FOREIGN_READER)
    assert "30/2020/NĐ-CP" in repaired.text
    assert repaired.tokens[-1].text == "163411KH-UBND"
    assert repaired.tokens[-1].flagged


def test_acronyms_get_their_letter_back(repairer: Repairer) -> None:
    for damage in (Damage.STRIPPED, Damage.FOREIGN_READER):
        assert repairer.repair("Nghi quyet cua HDND tinh", damage=damage).text == "Nghị quyết của HĐND tỉnh"


def test_old_tone_placement_is_left_as_printed(repairer: Repairer) -> None:
    assert repairer.repair("cơ sở hạ tầng xã hội hoá", damage=Damage.VIETNAMESE_READER).text.endswith("hoá")


def test_misread_heading_in_capitals_is_the_formula(repairer: Repairer) -> None:
    repaired = repairer.repair("CONG HOA XA HQI CHU NGHIA VIET NAM", damage=Damage.FOREIGN_READER)
    assert repaired.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_a_formula_printed_with_the_old_tone_or_a_colon_stays_so(repairer: Repairer) -> None:
    for line in ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "QUYẾT ĐỊNH:"):
        assert repairer.repair(line, damage=Damage.VIETNAMESE_READER).text == line


def test_rate_read_as_a_number_after_its_word(repairer: Repairer) -> None:
    assert repairer.repair("dat ty 16 hai long", damage=Damage.FOREIGN_READER).text.startswith("đạt tỷ lệ hài lòng")
    assert "16" in repairer.repair("dat 16 don vi", damage=Damage.FOREIGN_READER).text


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Tế chức thực hiện kế hoạch", "Tổ chức thực hiện kế hoạch"),
        ("hội chợ, triển lầm thương mại", "hội chợ, triển lãm thương mại"),
        ("mã của cử quan thuế", "mã của cơ quan thuế"),
    ],
)
def test_a_real_syllable_that_does_not_go_with_its_neighbours_is_another(
    repairer: Repairer, read: str, printed: str
) -> None:
    assert repairer.repair(read, damage=Damage.VIETNAMESE_READER).text == printed


def test_a_number_among_misread_words_is_less_sure_than_one_among_words_read_well(repairer: Repairer) -> None:
    well = repairer.repair("phê duyệt 325 hồ sơ của người dân", damage=Damage.VIETNAMESE_READER).tokens[2]
    badly = repairer.repair("phề duvệt 325 hồ sợ cúa ngườí dãn", damage=Damage.VIETNAMESE_READER).tokens[2]
    assert badly.text == well.text == "325"
    assert badly.confidence < 0.9
    assert well.confidence > 0.98


def test_what_a_reader_is_sure_of_is_the_same_weighed_or_not(repairer: Repairer) -> None:
    # One doubtful word opens the text to weighing; what is sure elsewhere in it stays what it is in a text without.
    sure, doubtful = Heard(0.99), Heard(0.4, ("tổ",))
    words = PLAN.split()
    text = " ".join([*words, "và", "tố", "chức", "thực", "hiện"])
    heard = [*[sure] * len(words), sure, doubtful, sure, sure, sure]
    repaired = repairer.repair(text, heard, Damage.VIETNAMESE_READER)
    assert repaired.text == text.replace("tố", "tổ")
    alone = repairer.repair(PLAN, heard[: len(words)], Damage.VIETNAMESE_READER)
    assert [token.confidence for token in alone.tokens] == [token.confidence for token in repaired.tokens[: len(words)]]


def test_two_words_run_together_are_parted(repairer: Repairer) -> None:
    repaired = repairer.repair("cải cách hànhchính nhà nước", damage=Damage.VIETNAMESE_READER)
    assert repaired.text == "cải cách hành chính nhà nước"
    assert len(repaired.tokens) == 5


def test_words_run_together_in_stripped_text_stay_together(repairer: Repairer) -> None:
    stripped = "thuoc mot trong nhungtruong hop sau day"
    assert repairer.repair(stripped, damage=Damage.STRIPPED).text == "thuộc một trong nhữngtrường hợp sau đây"


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("phục vụ nhu.cầu của người dân", "phục vụ nhu cầu của người dân"),
        ("các đơn-vị trực thuộc", "các đơn vị trực thuộc"),
        ("các sở,ban, ngành", "các sở, ban, ngành"),
        ("phát triển kinh tế-xã hội", "phát triển kinh tế-xã hội"),
        ("vắc-xin, ăng-ten", "vắc-xin, ăng-ten"),
    ],
)
def test_specks_between_words_are_spaces(repairer: Repairer, read: str, printed: str) -> None:
    assert repairer.repair(read, damage=Damage.VIETNAMESE_READER).text == printed


def test_a_hyphen_that_a_reader_is_sure_of_stays(repairer: Repairer) -> None:
    read = "các đơn-vị trực thuộc"
    assert repairer.repair(read, [Heard(0.99)] * 4, Damage.VIETNAMESE_READER).text == read


@pytest.mark.parametrize("damage", [Damage.CLEAN, Damage.VIETNAMESE_READER])
@pytest.mark.parametrize(
    "text",
    [
        "xe thồ, toa goòng và xe súc vật kéo",
        "nuôi ếch, trồng đay, cói trên địa bàn xã",
        "ông Lò Văn Păn, bà Y Nhuân, thôn Kon Rẫy",
        "phần mềm Zoom, iOffice, Microsoft Teams và VNeID",
    ],
)
def test_rare_words_names_and_brands_stay(repairer: Repairer, text: str, damage: Damage) -> None:
    heard = [Heard(0.97)] * len(text.split())
    assert repairer.repair(text, heard, damage).text == text


def test_what_the_reader_nearly_read_counts(repairer: Repairer) -> None:
    words = ["ông", "Trần", "Văn", "Sưn"]

    def last(*alternatives: str) -> RepairedToken:
        heard = [Heard(0.95)] * 3 + [Heard(0.6, alternatives)]
        return repairer.repair(" ".join(words), heard, Damage.VIETNAMESE_READER).tokens[-1]

    assert last("Sơn").text == "Sơn"
    assert last("Sơn").confidence > last().confidence


def test_a_stroked_letter_of_another_alphabet_and_a_sign_are_what_they_look_like(repairer: Repairer) -> None:
    read = "Ð) ðề nghị; €) tài liệu khác; ø) hồ sơ"
    assert repairer.repair(read, damage=Damage.VIETNAMESE_READER).text == "Đ) đề nghị; c) tài liệu khác; g) hồ sơ"


def test_a_marker_that_may_have_lost_its_stroke_is_doubtful(repairer: Repairer) -> None:
    alone = repairer.repair("d) cac truong hop khac", damage=Damage.STRIPPED).tokens[0]
    texts = ["c) bao cao", "d) ke hoach", "e) ket qua", "g) noi dung"]
    settled = repairer.repair_all(texts, None, Damage.STRIPPED)[1].tokens[0]
    assert alone.text == settled.text == "d)"
    assert alone.confidence < 0.8 < settled.confidence


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("phai duoc goi 14 hop dong", "14 là"),
        ("thuong tru 6 nuoc ngoai", "6 ở"),
        ("di bang xe 6 to", "6 ô"),
        ("nha 6 tang", ""),
        ("14 don vi, 6 dia phuong", ""),
    ],
)
def test_digits_are_words_only_in_listed_collocations(repairer: Repairer, read: str, written: str) -> None:
    tokens = repairer.repair(read, damage=Damage.FOREIGN_READER).tokens
    assert " ".join(f"{token.source} {token.text}" for token in tokens if token.reason == "collocation") == written


def test_a_sure_reader_is_believed_and_an_unsure_one_less(repairer: Repairer) -> None:
    read = "đối tượng đổi"
    sure = repairer.repair(read, [Heard(0.99)] * 3, Damage.VIETNAMESE_READER).tokens[2]
    unsure = repairer.repair(read, [Heard(0.99), Heard(0.99), Heard(0.3)], Damage.VIETNAMESE_READER).tokens[2]
    assert (sure.text, sure.flagged) == ("đổi", False)
    assert unsure.text != "đổi" or unsure.confidence < sure.confidence
    assert unsure.flagged


def test_one_name_has_one_reading_in_a_document(repairer: Repairer) -> None:
    texts = ["xã Hùng Thắng báo cáo"] * 4 + ["Hùng Thắng, Hủng Thắng"]
    together = repairer.repair_together(texts, None, Damage.VIETNAMESE_READER)
    assert all("Hùng Thắng" in text.text for text in together)
    adapted = repairer.adapted(texts, Damage.VIETNAMESE_READER)
    assert all("Hùng Thắng" in adapted.repair(text, damage=Damage.VIETNAMESE_READER).text for text in texts)


def test_adapting_to_a_reader_needs_no_truth(repairer: Repairer) -> None:
    # This reader drops every letter that Latin-1 lacks.
    text = (
        "Tiếp tục đẩy mạnh cải cách thủ tục hành chính, bảo đảm hiệu lực, hiệu quả của bộ máy nhà nước; "
        "nâng cao chất lượng đội ngũ cán bộ, công chức, viên chức; thực hiện cơ chế một cửa, một cửa liên thông "
        "trong giải quyết thủ tục hành chính; đẩy mạnh ứng dụng công nghệ thông tin trong hoạt động của cơ quan "
        "nhà nước, cung cấp dịch vụ công trực tuyến cho người dân và doanh nghiệp. "
    ) * 5
    read = "".join(char for char in text if ord(char) < 0x100)
    generic = repairer.repair(read, damage=Damage.FOREIGN_READER)
    adapted = repairer.adapted([read], Damage.FOREIGN_READER).repair(read, damage=Damage.FOREIGN_READER)

    def right(repaired: str) -> int:
        return sum(a == b for a, b in zip(repaired.split(), text.split(), strict=True))

    assert right(adapted.text) > right(generic.text)
    assert right(adapted.text) > 0.9 * len(text.split())


@pytest.mark.parametrize(
    "text",
    ["", " \n\t ", ". " * 5000, "." * 100_000, "a" * 200_000, "\x00 a\x00b \x07", "đồng\ud800 \udfff", "漢字 " * 500],
)
def test_hostile_text_comes_back_unchanged(repairer: Repairer, text: str) -> None:
    for damage in Damage:
        assert repairer.repair(text, damage=damage).text == text
    assert repairer.repair(text).text == text


def test_a_long_line_is_repaired_in_pieces(repairer: Repairer) -> None:
    text = "nang cao chat luong phuc vu nguoi dan " * 2_000
    repaired = repairer.repair(text, damage=Damage.STRIPPED)
    assert repaired.text == "nâng cao chất lượng phục vụ người dân " * 2_000
    assert len(repaired.tokens) == len(text.split())


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(codec=None), max_size=120), st.sampled_from(Damage))
def test_spaces_digits_and_the_count_of_words_stay(repairer: Repairer, text: str, damage: Damage) -> None:
    repaired = repairer.repair(text, damage=damage)
    source = unicodedata.normalize("NFC", text)
    assert [token.source for token in repaired.tokens] == source.split()
    for token in repaired.tokens:
        assert 0.0 <= token.confidence <= 1.0
        if token.source.isdigit():
            assert token.text == token.source or token.reason == "collocation"
    if all(not token.changed for token in repaired.tokens):
        assert repaired.text == source


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(PLAN.split()), min_size=1, max_size=20))
def test_only_accents_differ_from_stripped_text(repairer: Repairer, words: list[str]) -> None:
    stripped = folded(" ".join(words))
    assert folded(repairer.repair(stripped, damage=Damage.STRIPPED).text) == stripped


@pytest.mark.parametrize("text", ["trên địa bàn xã Bình Tân Đông", "các ông Trần Văn Sảo, Hà Thị Páo"])
def test_a_name_that_the_corpus_does_not_know_stays_as_a_sure_reader_has_it(repairer: Repairer, text: str) -> None:
    adapted = repairer.adapted([text] * 3, Damage.VIETNAMESE_READER)
    heard = [Heard(0.95)] * len(text.split())
    assert adapted.repair(text, heard, Damage.VIETNAMESE_READER).text == text


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("- CT, cac PCT UBND xa;", "- CT, các PCT UBND xã;"),
        ("- Luu: VT, VHXH.", "- Lưu: VT, VHXH."),
        ("Phong VH-XH phoi hop Phong KT", "Phòng VH-XH phối hợp Phòng KT"),
        ("phat trien KT-XH va NQ/TW cua Dang", "phát triển KT-XH và NQ/TW của Đảng"),
        ("dao tao cua So GD&DT tinh", "đào tạo của Sở GD&ĐT tỉnh"),
        ("cac chi so DDCI, QWTK cua tinh", "các chỉ số DDCI, QWTK của tỉnh"),
        ("giai quyet TTI-IC tai UBI\\D xa", "giải quyết TTHC tại UBND xã"),
        ("thanh phan TTF{C cua HPND", "thành phần TTHC của HĐND"),
    ],
)
def test_abbreviations_among_small_letters_are_no_words(repairer: Repairer, read: str, printed: str) -> None:
    assert repairer.repair(read, damage=Damage.FOREIGN_READER).text == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("MQC DICH VA YEU CAU CHUNG", "MỤC ĐÍCH VÀ YÊU CẦU CHUNG"),
        ("BAN QUAN LY CHQ VA KHU CONG NGHIEP", "BAN QUẢN LÝ CHỢ VÀ KHU CÔNG NGHIỆP"),
        ("CAC DON VI SU NGHIEP TRONG TINH", "CÁC ĐƠN VỊ SỰ NGHIỆP TRONG TỈNH"),
        ("PHAN CONG NHIEM VU GIAI QUYET TTHC NAM 2031", "PHÂN CÔNG NHIỆM VỤ GIẢI QUYẾT TTHC NĂM 2031"),
        ("VI. T6 CHUC THUC HIEN", "VI. TỔ CHỨC THỰC HIỆN"),
        ("QUAN LY, Sir DUNG TAI SAN CONG", "QUẢN LÝ, SỬ DỤNG TÀI SẢN CÔNG"),
    ],
)
def test_capitals_in_a_title_are_words(repairer: Repairer, read: str, printed: str) -> None:
    assert repairer.repair(read, damage=Damage.FOREIGN_READER).text == printed


def test_a_word_that_titles_repeat_is_no_acronym_of_the_document(repairer: Repairer) -> None:
    texts = ["KHU CONG NGHIEP", "BAN QUAN LY KHU CONG NGHIEP", "VA KHU CONG NGHIEP"]
    adapted = repairer.adapted(texts, Damage.FOREIGN_READER)
    assert adapted.repair(texts[0], damage=Damage.FOREIGN_READER).text == "KHU CÔNG NGHIỆP"
