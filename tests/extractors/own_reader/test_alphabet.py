import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from extractors.own_reader.alphabet import CHARACTERS, N_CLASSES, canonical, decode, encode, is_readable


def test_every_class_is_one_composed_character() -> None:
    assert len(set(CHARACTERS)) == len(CHARACTERS) == N_CLASSES - 1
    assert all(unicodedata.normalize("NFC", one) == one and len(one) == 1 for one in CHARACTERS)


def test_all_vietnamese_letters_are_there() -> None:
    assert is_readable("ĂÂĐÊÔƠƯăâđêôơưẾỀỂỄỆẤẦẨẪẬỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰẮẰẲẴẶỲỶỸÝỴ")


@given(st.text(alphabet=CHARACTERS))
def test_encoding_there_and_back(text: str) -> None:
    assert decode(encode(text)) == text


@given(st.text())
def test_canonical_is_final(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


def test_dot_leaders_and_like_signs_have_one_form() -> None:
    assert canonical("Họ và  tên: ........ ngày") == "Họ và tên: … ngày"
    assert canonical("‘a’ — 25m² · Ðà Nẵng") == "'a' – 25m2 • Đà Nẵng"
    assert canonical("a...") == "a…"
    assert canonical("hết. Điều") == "hết. Điều"
