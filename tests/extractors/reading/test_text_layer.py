"""Text layers judged by what they say; one broken layer of each kind."""

from __future__ import annotations

import pytest

from extractors.layout import Box, TextLayerVerdict, Word
from extractors.reading.text_layer import Character, quarter_turns_of, triage, turned_characters, words_of

SOUND = "Thực hiện Kế hoạch cải cách hành chính năm 2025 của tỉnh, Sở Nội vụ báo cáo kết quả thực hiện quý I như sau: "
READ_AS_ENGLISH = (
    "Thuc hién Ké hoach cai cach hanh chinh nam 2025 cua tinh, S6 N6i vu bao cdo két qua thuc hién quy I nhu sau: "
)
WITHOUT_MARKS = (
    "Thuc hien Ke hoach cai cach hanh chinh nam 2025 cua tinh, So Noi vu bao cao ket qua thuc hien quy I nhu sau: "
)
TCVN3 = "Thùc hiÖn KÕ ho¹ch c¶i c¸ch hµnh chÝnh n¨m 2025 cña tØnh, Së Néi vô b¸o c¸o kÕt qu¶ thùc hiÖn quý I nh­ sau: "
VNI = (
    "Thöïc hieän Keá hoaïch caûi caùch haønh chính naêm 2025 cuûa tænh, Sôû Noäi vuï baùo caùo keát quaû thöïc hieän: "
)
OTHER_FONT = "+ҥQK ph˙c 6ӕ 4Ĉ6&7 L‡o Cai, ng‡y th·ng 3 năm 2026 ÿk\\ JӑL l‡ ĈRjQ NLӇP tra ÿӇ NLӇP tra YLӋF FKҩS h‡nh: "
WITHOUT_MEANING = "\ue012\ue033\ue011 \ue044\ue051 \ue061\ue019 kế hoạch \ue011\ue012 \ue044 năm 2025 \ue041: "
SHIFTED = (
    "SỞ CÔNG THƢƠNG tỉnh thực hiện kế hoạch cải cách hành chính theo chƣơng trình của Ủy ban nhân dân tỉnh năm 2025: "
)


def words(text: str) -> list[Word]:
    return [Word(token, Box(0, 0, 1, 1)) for token in text.split()]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (SOUND, TextLayerVerdict.SOUND),
        (READ_AS_ENGLISH, TextLayerVerdict.GARBAGE),
        (WITHOUT_MARKS, TextLayerVerdict.GARBAGE),
        (OTHER_FONT, TextLayerVerdict.UNMAPPABLE),
        (WITHOUT_MEANING, TextLayerVerdict.UNMAPPABLE),
        (SHIFTED, TextLayerVerdict.WRONGLY_MAPPED),
        ("", TextLayerVerdict.NONE),
    ],
)
def test_layers_are_told_by_their_content(text: str, verdict: TextLayerVerdict) -> None:
    layer = triage(words(text * 5), over_picture=False)
    assert layer.verdict is verdict
    assert layer.reason


@pytest.mark.parametrize("text", [TCVN3, VNI])
def test_legacy_encodings_are_decoded(text: str) -> None:
    layer = triage(words(text * 5), over_picture=False)
    assert layer.verdict is TextLayerVerdict.LEGACY_ENCODING
    assert layer.can_be_used
    assert " ".join(word.text for word in layer.words).startswith("Thực hiện Kế hoạch cải cách hành chính năm 2025 của")


def test_the_time_stamp_of_a_signature_over_a_scan_is_not_the_page() -> None:
    stamp = "Người ký: Sở Nội vụ. Cơ quan: Tỉnh Khánh Hòa. Thời gian ký: 12/9/2025 10:14"
    assert triage(words(stamp), over_picture=True).verdict is TextLayerVerdict.NONE
    assert triage(words(stamp), over_picture=False).verdict is TextLayerVerdict.SOUND


def test_a_page_of_figures_is_sound() -> None:
    assert triage(words("1.250 98,5 12/2025 " * 20), over_picture=False).verdict is TextLayerVerdict.SOUND


def characters(text: str, x: float = 0.0, y: float = 0.0) -> list[Character]:
    return [Character(char, Box(x + 6 * index, y, x + 6 * index + 6, y + 12)) for index, char in enumerate(text)]


def test_characters_become_composed_words() -> None:
    decomposed = "hoa\u0323ch na\u0306m"
    found = words_of(characters("Kế " + decomposed))
    assert [word.text for word in found] == ["Kế", "hoạch", "năm"]
    assert found[0].box == Box(0, 0, 12, 12)


def test_words_end_where_the_next_letter_stands_elsewhere() -> None:
    found = words_of(characters("Số") + characters("Nơi", x=300) + characters("nhận", y=40))
    assert [word.text for word in found] == ["Số", "Nơi", "nhận"]


@pytest.mark.parametrize(
    ("as_mapped", "as_printed"),
    [
        (SHIFTED, SHIFTED.replace("Ƣ", "Ư").replace("ƣ", "ư")),
        (
            "CỘNG HÕA: phõng họp cõn trống, theo dõi rõ ràng " + SOUND,
            "CỘNG HÒA: phòng họp còn trống, theo dõi rõ ràng " + SOUND,
        ),
        (SOUND.replace("đ", "ð") + "Ðiều 2 ", SOUND + "Điều 2 "),
    ],
    ids=["Ƣ for Ư", "õ for ò", "ð for đ"],
)
def test_letters_that_a_map_gives_for_their_look_alikes_are_decoded(as_mapped: str, as_printed: str) -> None:
    layer = triage(words(as_mapped * 3), over_picture=False)
    assert layer.verdict is TextLayerVerdict.WRONGLY_MAPPED
    assert layer.can_be_used
    assert [word.text for word in layer.words] == (as_printed * 3).split()
    assert "decoded" in layer.reason


def test_a_layer_that_no_map_mends_is_not_used() -> None:
    spoilt = " ".join("".join(reversed(word)) if index % 2 else word for index, word in enumerate(SHIFTED.split()))
    layer = triage(words((SHIFTED + spoilt) * 3), over_picture=False)
    assert layer.verdict is TextLayerVerdict.WRONGLY_MAPPED
    assert not layer.can_be_used


def test_letters_with_a_tilde_stay_where_the_page_has_a_grave_too() -> None:
    text = "Ông Võ Văn Hõa nói rõ: hòa bình " + SOUND
    assert triage(words(text), over_picture=False).verdict is TextLayerVerdict.SOUND


@pytest.mark.parametrize("quarter_turns", [0, 1, 2, 3])
def test_lines_that_run_along_the_side_are_turned_level(quarter_turns: int) -> None:
    level = characters("Kế hoạch năm 2025", x=100, y=50)
    width, height = 600.0, 800.0
    shown = list(turned_characters(level, width, height, (4 - quarter_turns) % 4))
    if quarter_turns % 2:
        width, height = height, width
    assert quarter_turns_of(shown) == quarter_turns
    assert list(turned_characters(shown, width, height, quarter_turns)) == level


def test_hyphens_at_line_ends_and_bullets_are_what_is_printed() -> None:
    found = words_of(characters("\uf0b7 45/NĐ\x02") + characters("CP a\u200bn", y=20))
    assert [word.text for word in found] == ["•", "45/NĐ-", "CP", "an"]


def test_codes_of_a_digital_page_are_sound_and_of_a_scan_are_not() -> None:
    codes = " ".join(f"A{index} KH{index}X QCVN" for index in range(30))
    assert triage(words(codes), over_picture=False).verdict is TextLayerVerdict.SOUND
    assert triage(words(codes), over_picture=True).verdict is TextLayerVerdict.GARBAGE


def test_an_english_page_is_sound() -> None:
    text = "The plan of the Department is approved and shall be carried out by all units from the first of March. "
    layer = triage(words(text * 5), over_picture=True)
    assert layer.verdict is TextLayerVerdict.SOUND
    assert "English" in layer.reason
