"""Pages of running text whose blocks were dumped out of order, and specks among their lines."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout import PageContent
from extractors.paragraphs import join_paragraphs
from extractors.text_dump.page_order import pages_in_order
from extractors.text_dump.pages import dump_pages
from normalizers.repair.fluency import Fluency

BEFORE = """II. NHIỆM VỤ, GIẢI PHÁP

1. Công tác chỉ đạo

- Các phòng chuyên môn xây dựng kế hoạch thực hiện, báo cáo kết quả theo quy định tại Nghị quyết và

- Văn phòng tham mưu Ủy ban nhân dân tỉnh ban hành kế hoạch kiểm tra việc thực hiện các chính sách"""
REST = """hỗ trợ người dân, doanh nghiệp trên địa bàn tỉnh theo quy định của pháp luật."""
ITEMS = """- Tổ chức tuyên truyền, phổ biến các văn bản quy phạm pháp luật cho cán bộ, công chức, viên chức.

- Đẩy mạnh ứng dụng công nghệ thông tin trong giải quyết thủ tục hành chính tại bộ phận một cửa."""
OPEN = """- Rà soát, sắp xếp tổ chức bộ máy, bố trí công chức theo vị trí việc làm, nâng cao trách nhiệm của"""
AFTER = """người đứng đầu cơ quan, đơn vị trong việc thực hiện nhiệm vụ được giao.

- Kiểm tra, giám sát việc thực hiện quy chế làm việc của các phòng, ban và đơn vị trực thuộc."""


def paragraphs_of(text: str, fluency: Fluency) -> list[str]:
    return [paragraph.passage.text for paragraph in join_paragraphs(ordered(text, fluency))]


def ordered(text: str, fluency: Fluency) -> Sequence[PageContent]:
    return pages_in_order(dump_pages(text), str.split, fluency)


def test_a_block_that_goes_on_from_the_page_before_stands_first(fluency: Fluency) -> None:
    found = paragraphs_of(f"{BEFORE}\f{ITEMS}\n\n{REST}", fluency)

    assert found[3].endswith(
        "việc thực hiện các chính sách hỗ trợ người dân, doanh nghiệp trên địa bàn tỉnh theo quy định của pháp luật."
    )
    assert [text[:14] for text in found[4:]] == ["- Tổ chức tuyê", "- Đẩy mạnh ứng"]


def test_a_block_that_the_next_page_goes_on_from_stands_last(fluency: Fluency) -> None:
    found = paragraphs_of(f"{BEFORE}\f{OPEN}\n\n{ITEMS}\n\n{REST}\f{AFTER}", fluency)

    assert [text[:14] for text in found[3:7]] == [
        "- Văn phòng th",
        "- Tổ chức tuyê",
        "- Đẩy mạnh ứng",
        "- Rà soát, sắp",
    ]
    assert "trách nhiệm của người đứng đầu" in found[6]


def test_pages_in_order_stay_so(fluency: Fluency) -> None:
    text = f"{BEFORE}\f{REST}\n\n{ITEMS}\n\n{OPEN}\f{AFTER}"

    assert [page.lines for page in ordered(text, fluency)] == [page.lines for page in dump_pages(text)]


def test_a_title_is_not_what_the_next_page_goes_on_from(fluency: Fluency) -> None:
    title = "KẾ HOẠCH\n\nCải cách hành chính năm 2025 trên địa bàn xã"
    text = (
        f"{title}\n\n{ITEMS}\n\n4. Giải quyết thủ tục hành chính đúng hạn, công khai kết quả trên Cổng dịch vụ\f{AFTER}"
    )

    assert [page.lines for page in ordered(text, fluency)] == [page.lines for page in dump_pages(text)]


def test_recipients_and_signer_stand_below_the_text_that_they_close(fluency: Fluency) -> None:
    closing = "Trần Thị Mai\n\nNơi nhận:\n- Sở Nội vụ;\n- Lưu: VT."
    found = paragraphs_of(f"{BEFORE}\f{closing}\n\n{REST}\n\n{ITEMS}\n\n{OPEN} phòng.\n\n{ITEMS}", fluency)

    assert found[3].endswith("quy định của pháp luật.")
    assert found[-4:] == ["Nơi nhận:", "- Sở Nội vụ;", "- Lưu: VT.", "Trần Thị Mai"]


def test_an_appendix_stays_below_the_recipients(fluency: Fluency) -> None:
    text = f"{BEFORE}\fNơi nhận:\n- Sở Nội vụ;\n\nPHỤ LỤC\n{ITEMS}\n\n{OPEN} phòng.\n\n{ITEMS}"

    assert paragraphs_of(text, fluency).index("PHỤ LỤC") == 6


def test_specks_are_dropped_and_counted_and_markers_are_not(fluency: Fluency) -> None:
    (page,) = ordered("~\nC)f,N ;\na)\nĐôn đốc các phòng\n, . ; I , - Báo cáo kết quả\n: ;i:", fluency)

    assert [line.text for line in page.lines] == ["a)", "Đôn đốc các phòng", "- Báo cáo kết quả"]
    assert page.dropped == (("speck", 3),)
