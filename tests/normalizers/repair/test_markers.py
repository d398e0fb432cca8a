import pytest

from normalizers.repair import Damage, Repairer

ITEMS = [
    "Rà soát thủ tục hành chính",
    "Ban hành kế hoạch",
    "Tổ chức thực hiện",
    "Kiểm tra, giám sát",
    "Báo cáo kết quả",
]


def marked(repairer: Repairer, markers: list[str], damage: Damage = Damage.VIETNAMESE_READER) -> list[str]:
    texts = [f"{marker} {item}" for marker, item in zip(markers, ITEMS, strict=False)]
    return [repaired.text.split()[0] for repaired in repairer.repair_all(texts, None, damage)]


@pytest.mark.parametrize("damage", [Damage.STRIPPED, Damage.FOREIGN_READER, Damage.VIETNAMESE_READER])
def test_the_second_of_two_d_in_a_row_is_stroked(repairer: Repairer, damage: Damage) -> None:
    assert marked(repairer, ["b)", "c)", "d)", "d)", "e)"], damage) == ["b)", "c)", "d)", "đ)", "e)"]
    assert marked(repairer, ["C.", "D.", "D.", "E."], damage) == ["C.", "D.", "Đ.", "E."]


@pytest.mark.parametrize(
    "markers", [["c)", "d)", "e)"], ["d)", "d)", "e)"], ["c)", "d)", "d)"], ["c)", "d)", "d.", "e)"], ["d", "d", "e"]]
)
def test_what_the_sequence_does_not_prove_stays(repairer: Repairer, markers: list[str]) -> None:
    assert marked(repairer, markers) == markers


def test_the_rest_of_the_text_stays(repairer: Repairer) -> None:
    texts = ["c) một", "d) hai", " d) điểm d) và d.", "e) bốn"]
    repaired = repairer.repair_all(texts, None, Damage.VIETNAMESE_READER)[2]
    assert repaired.text == " đ) điểm d) và d."
    assert repaired.tokens[0].changed


@pytest.mark.parametrize("damage", Damage)
def test_a_letter_alone_in_its_cell_is_an_ordinal(repairer: Repairer, damage: Damage) -> None:
    texts = ["a", "b", "c", "d", "đ", " e\n", "B", "1", "II"]
    assert [repaired.text for repaired in repairer.repair_all(texts, None, damage)] == texts
