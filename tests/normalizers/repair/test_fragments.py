import pytest

from normalizers.repair import Damage, Repairer
from normalizers.repair.acronyms import is_no_syllable, misread_acronym, unaccented_acronyms
from normalizers.repair.fragments import other_readings, strokes
from normalizers.repair.tokens import Kind, segments


@pytest.mark.parametrize(
    ("read", "taken"),
    [
        ("cht'.rc", "chưc"),
        ("chll'c,", "chưc,"),
        ("n\\1c", "nục"),
        ("cl'.1a", "của"),
        ("tl'.1y", "tủy"),
        ("so·", "sơ"),
        ("hu6'ng", "huơng"),
        ("b<)", "bộ"),
        ("ki6111", "ki6m"),
        ("pharn", "pham"),
        ("]uu", "luu"),
    ],
)
def test_broken_letters_are_taken_whole(read: str, taken: str) -> None:
    found = strokes(read)
    assert found is not None
    assert "".join(stroke.taken for stroke in found) == taken
    assert "".join(stroke.printed for stroke in found) == read


@pytest.mark.parametrize(
    "token", ["11/2024", "2011", "QD-11", "a)", "(1)", "from", "call", "15.000", "KH/TU", "hirnh", "rừng"]
)
def test_whole_tokens_stay(token: str) -> None:
    assert strokes(token) is None


def test_punctuation_inside_a_broken_letter_parts_no_word() -> None:
    found = segments("(cht'.rc),", (), garbled=True)
    assert [(segment.text, segment.kind) for segment in found] == [
        ("(", Kind.LITERAL),
        ("cht'.rc", Kind.WORD),
        ("),", Kind.LITERAL),
    ]
    assert [segment.text for segment in segments("vu.giup", (), garbled=True)] == ["vu", ".", "giup"]


def test_letters_that_ran_together_are_weighed_apart() -> None:
    assert [form for form, _ in other_readings("dp")] == ["cap"]
    assert [form for form, _ in other_readings("ct6ng")] == ["d6ng"]
    assert other_readings("dung") == ()


def test_misread_acronyms() -> None:
    known = frozenset({"CCHC", "TTHC", "UBND"})
    assert misread_acronym("CCI-IC", known) == "CCHC"
    assert misread_acronym("TTl-IC", known) == "TTHC"
    assert misread_acronym("UBNO", known) == "UBND"
    assert misread_acronym("TCHC", known) is None  # a "C" is no "T"
    assert misread_acronym("CCHC", known) is None
    assert is_no_syllable("NSNN")
    assert not is_no_syllable("NHNG")


def test_an_acronym_is_spelt_as_the_sure_ones_though_the_document_repeats_it_without_accents() -> None:
    assert unaccented_acronyms(frozenset({"HDND", "HĐND"}), frozenset({"HĐND"})) == {"HDND": "HĐND"}


def test_a_text_of_broken_letters(repairer: Repairer) -> None:
    read = "T6 cht'.rc kiem tra viec thl,Jc hien nhiem V\\1 cl'.1a dQi ngii can bQ, c6ng chll'c, trong do co CCI-IC"
    repaired = repairer.repair(read, damage=Damage.FOREIGN_READER)
    assert repaired.text.startswith("Tổ chức kiểm tra việc thực hiện nhiệm vụ của đội ngũ cán bộ, công chức,")
    assert repaired.text.endswith("CCHC")


def test_capitals_and_stops_of_a_foreign_reader(repairer: Repairer) -> None:
    read = "Nang cao nang Ive cua CO' quan. don vi; phuc V\\1 nguoi dan. Xay dung ke hoach NSNN"
    assert repairer.repair(read, damage=Damage.FOREIGN_READER).text == (
        "Nâng cao năng lực của cơ quan, đơn vị; phục vụ người dân. Xây dựng kế hoạch NSNN"
    )
    assert "quan." in repairer.repair(read, damage=Damage.FOREIGN_READER, reads_on=False).text


def test_headings_in_capitals_stay_so(repairer: Repairer) -> None:
    read = "II. NHIEM V\\1 VA GIAI PHAP TRONG TAM"
    assert repairer.repair(read, damage=Damage.FOREIGN_READER).text == "II. NHIỆM VỤ VÀ GIẢI PHÁP TRỌNG TÂM"


def test_a_number_without_the_space_behind_it_is_no_part_of_the_word(repairer: Repairer) -> None:
    assert repairer.repair("V.TO CHUC THUC HIEN", damage=Damage.FOREIGN_READER).text == "V.TỔ CHỨC THỰC HIỆN"
