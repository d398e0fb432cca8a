import pytest

from normalizers.repair.acronyms import document_acronyms
from normalizers.repair.codes import mended_code
from normalizers.repair.formulas import formula_of
from normalizers.repair.tokens import Kind, segments


def _kinds(token: str, garbled: bool = False) -> list[tuple[str, Kind]]:
    return [(segment.text, segment.kind) for segment in segments(token, {"UBND"}, garbled=garbled)]


@pytest.mark.parametrize("garbled", [False, True])
@pytest.mark.parametrize(
    "token", ["607/KH-KKTKCN,", "(95%)", "kinh", "tế-xã", "và/hoặc", "t6", "quy&", "“Luật", "a)", "..."]
)
def test_segments_joined_are_the_token(token: str, garbled: bool) -> None:
    assert "".join(text for text, _ in _kinds(token, garbled)) == token


def test_what_is_no_word() -> None:
    assert _kinds("15/3/2025") == [("15/3/2025", Kind.NUMBER)]
    assert _kinds("XII.") == [("XII", Kind.NUMBER), (".", Kind.LITERAL)]
    assert _kinds("UBND") == [("UBND", Kind.ACRONYM)]
    assert _kinds("đ)") == [("đ)", Kind.LITERAL)]
    assert _kinds("16/KH-UBND") == [("16/KH-UBND", Kind.CODE)]


def test_a_digit_may_be_a_letter_only_in_garbage() -> None:
    assert _kinds("t6")[0][1] is Kind.CODE
    assert _kinds("t6", garbled=True)[0][1] is Kind.WORD
    assert _kinds("l'", garbled=True)[0] == ("l'", Kind.WORD)
    assert _kinds("16", garbled=True)[0][1] is Kind.NUMBER


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        ("30/2020/ND-CP", "30/2020/NĐ-CP"),
        ("1234/QD-UBND", "1234/QĐ-UBND"),
        ("12/NQ-HDND", "12/NQ-HĐND"),
        ("607/KH-KKTKCN", "607/KH-KKTKCN"),
        ("QD", "QD"),
        ("105/2025/NDB-CP", "105/2025/NĐ-CP"),
        ("66/NQ-CP", "66/NQ-CP"),
        ("749/QD-TTG", "749/QĐ-TTg"),
        ("12/BC-SGD&DT", "12/BC-SGD&ĐT"),
        ("05/KH-BCD", "05/KH-BCĐ"),
        ("11-NQ/DU", "11-NQ/ĐU"),
        ("30/TB-TTR", "30/TB-TTr"),
    ],
)
def test_codes(read: str, mended: str) -> None:
    assert mended_code(read).text == mended


def test_a_number_beside_a_word_leaves_the_word_to_repair() -> None:
    assert _kinds("nghiệp1") == [("nghiệp", Kind.WORD), ("1", Kind.NUMBER)]
    assert _kinds("81.Không") == [("81", Kind.NUMBER), (".", Kind.LITERAL), ("Không", Kind.WORD)]
    assert _kinds("80m") == [("80m", Kind.NUMBER)]


def test_a_number_that_runs_into_letters_is_doubtful() -> None:
    assert mended_code("163411KH-UBND").doubtful
    assert not mended_code("16341/KH-UBND").doubtful


def test_acronyms_of_a_document() -> None:
    texts = ["Chỉ số hài lòng (SIPAS)", "BQLKKT họp", "BQLKKT báo cáo BQLKKT", "BAN HÀNH", "XYZW"]
    assert document_acronyms(texts) == {"SIPAS", "BQLKKT"}


@pytest.mark.parametrize(
    ("line", "formula"),
    [
        ("CQNG HOA XA HQI CHU NGHIA VIET NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Doc lap - Tir do - Hanh phuc", "Độc lập - Tự do - Hạnh phúc"),
        ("ỦY BAN NHÂN DÂN", None),
        ("VĂN PHÒNG", None),
        ("KÉ HOẠCH", "KẾ HOẠCH"),
    ],
)
def test_formulas(line: str, formula: str | None) -> None:
    assert formula_of(line) == formula
