"""Which cells of a column recur, and which are one that recurs with words more or less."""

from __future__ import annotations

from extractors.cell_likeness import Likeness, likenesses, named_bodies, whole_text


def of_bodies(*cells: str) -> tuple[Likeness, ...]:
    return likenesses([[named_bodies(cell)] for cell in cells])


def test_names_are_told_apart_from_what_they_do() -> None:
    found = named_bodies("Phòng Nội vụ chủ trì, phối hợp với Phòng Tư pháp; Công an xã thực hiện.")
    assert found == ("phòng nội vụ", "phòng tư pháp", "công an xã")
    assert whole_text(" Báo cáo  tổng hợp. ") == ("báo cáo tổng hợp",)
    assert whole_text("") == ()


def test_a_name_that_recurs_with_words_of_a_neighbour_is_grown() -> None:
    found = of_bodies("Công an xã", "Công an xã", "Công an xã xem xét", "Trạm Y tế")
    assert found == (Likeness(), Likeness(), Likeness(rare=1, grown=1), Likeness(rare=1))


def test_a_piece_of_a_name_that_recurs_is_cut_off() -> None:
    found = of_bodies("Phòng Kế hoạch", "Phòng Kế hoạch", "Kế hoạch", "Phòng")
    assert [one.cut for one in found] == [0, 0, 1, 2]


def test_what_names_begin_with_is_no_name_even_where_it_recurs() -> None:
    assert [one.cut for one in of_bodies("Trung tâm", "Trung tâm", "Các khoa, phòng")] == [1, 1, 0]
