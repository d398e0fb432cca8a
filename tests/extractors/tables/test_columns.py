"""Tables without upright ruling lines: found where a header says so, refused where there is doubt."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout import Box, GridCell, Line, PageTable, Word
from extractors.tables.columns import find_unruled_tables, without_mistaken

WIDTH = 595.0
PLACES = (60.0, 100.0, 320.0, 440.0)
HEADER = ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian")


def words_at(text: str, x: float, y: float) -> list[Word]:
    words, left = [], x
    for token in text.split():
        words.append(Word(token, Box(left, y, left + 5.5 * len(token), y + 11)))
        left += 5.5 * len(token) + 3
    return words


def row_at(y: float, *texts: str, places: Sequence[float] = PLACES) -> Line:
    return Line(tuple(w for x, text in zip(places, texts, strict=False) for w in words_at(text, x, y)))


def cells_of(table: PageTable) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row].append(" ".join(line.text for line in cell.lines))
    return rows


def plan_lines() -> list[Line]:
    return [
        row_at(100, *HEADER),
        row_at(120, "1", "Rà soát thủ tục hành chính", "Văn phòng", "Quý I"),
        row_at(135, "", "thuộc thẩm quyền của xã", "", ""),
        row_at(155, "2", "Báo cáo kết quả thực hiện", "Công an xã", "Quý II"),
        row_at(175, "3", "Công khai thủ tục", "Văn phòng", "Quý III"),
    ]


def test_columns_from_header_and_gaps_rows_from_ordinals() -> None:
    before = Line(tuple(words_at("Ban hành kèm theo Kế hoạch số 12 ngày 05 tháng 01 năm 2025 của Ủy ban", 60, 60)))
    after = Line(tuple(words_at("Trên đây là Kế hoạch của Ủy ban nhân dân xã về việc thực hiện nhiệm vụ", 60, 260)))
    (table,), left = find_unruled_tables([before, *plan_lines(), after], WIDTH)
    assert left == (before, after)
    assert not table.ruled
    assert cells_of(table) == [
        list(HEADER),
        ["1", "Rà soát thủ tục hành chính thuộc thẩm quyền của xã", "Văn phòng", "Quý I"],
        ["2", "Báo cáo kết quả thực hiện", "Công an xã", "Quý II"],
        ["3", "Công khai thủ tục", "Văn phòng", "Quý III"],
    ]


def test_section_title_runs_over_the_columns() -> None:
    lines = plan_lines()
    title = Line(
        (*words_at("I", 60, 112), *words_at("Cải cách thủ tục hành chính và hiện đại hóa nền hành chính", 100, 112))
    )
    shifted = [Line(tuple(Word(w.text, w.box.shifted(0, 15)) for w in line.words)) for line in lines[1:]]
    (table,), left = find_unruled_tables([lines[0], title, *shifted], WIDTH)
    assert left == ()
    section = [cell for cell in table.cells if cell.row == 1]
    assert [cell.column_span for cell in section] == [1, 3]
    assert table.n_rows == 5


def test_text_below_without_a_gap_ends_the_table() -> None:
    closing = Line(tuple(words_at("Trên đây là Kế hoạch của Ủy ban nhân dân xã về việc thực hiện nhiệm vụ", 60, 195)))
    (table,), left = find_unruled_tables([*plan_lines(), closing], WIDTH)
    assert left == (closing,)
    assert table.n_rows == 4


def test_half_ruled_rows_are_told_by_the_ruling_lines() -> None:
    lines = [
        row_at(100, "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm", places=(60, 300, 440)),
        row_at(120, "Tỷ lệ hồ sơ đúng hạn", "%", "98", places=(60, 300, 440)),
        row_at(135, "của Bộ phận Một cửa", places=(60,)),
        row_at(155, "Số thủ tục được rà soát", "thủ tục", "12", places=(60, 300, 440)),
    ]
    levels = [Box(55, y, 540, y + 1) for y in (95, 115, 150, 172)]
    (table,), left = find_unruled_tables(lines, WIDTH, levels)
    assert left == ()
    assert cells_of(table)[1:] == [
        ["Tỷ lệ hồ sơ đúng hạn của Bộ phận Một cửa", "%", "98"],
        ["Số thủ tục được rà soát", "thủ tục", "12"],
    ]


def test_letterhead_and_signature_are_no_tables() -> None:
    head = [
        row_at(40, "ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", places=(60, 290)),
        row_at(55, "XÃ BÌNH MINH", "Độc lập - Tự do - Hạnh phúc", places=(60, 290)),
        row_at(75, "Số: 12/KH-UBND", "Bình Minh, ngày 05 tháng 01 năm 2025", places=(60, 290)),
    ]
    foot = [
        row_at(700, "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", places=(60, 330)),
        row_at(715, "- Như trên;", "CHỦ TỊCH", places=(60, 360)),
        row_at(730, "- Lưu: VT.", "Nguyễn Văn A", places=(60, 360)),
    ]
    assert find_unruled_tables([*head, *foot], WIDTH) == ((), (*head, *foot))


def test_columns_without_a_header_stay_text() -> None:
    lines = plan_lines()[1:]
    assert find_unruled_tables(lines, WIDTH) == ((), tuple(lines))


def test_rows_that_cannot_be_told_stay_text() -> None:
    # ordinals in the middle of their rows: nothing says where a row begins
    lines = [
        row_at(100, *HEADER),
        row_at(120, "", "Rà soát thủ tục hành chính", "Văn phòng", ""),
        row_at(135, "1"),
        row_at(150, "", "thuộc thẩm quyền của xã", "Công an xã", ""),
        row_at(165, "2"),
    ]
    assert find_unruled_tables(lines, WIDTH) == ((), tuple(lines))


def test_nothing_from_nothing() -> None:
    assert find_unruled_tables([], WIDTH) == ((), ())


def test_half_ruled_table_with_headings_on_two_levels_and_full_cells() -> None:
    places = (60.0, 100.0, 216.0, 320.0, 400.0, 480.0)
    lines = [
        Line(tuple(words_at("Kế hoạch thực hiện", 345, 104))),
        row_at(110, "", "", "Biện pháp", places=places),
        row_at(112, "STT", "Rủi ro, cơ hội", "", "", "", "Kết quả", places=places),
        row_at(121, "", "", "xử lý", "Nội dung", "Tiến độ", places=places),
        row_at(144, "1", "Hồ sơ lưu trữ bị ẩm", "Giảm thiểu", "Số hóa hồ sơ", "Quý I", "Thấp", places=places),
        row_at(156, "", "mốc", "rủi ro", places=places),
        row_at(174, "2", "Mất điện kéo dài", "Chia sẻ", "Máy phát", "Quý II", places=places),
    ]
    rulings = [Box(55, y, 545, y + 1) for y in (98, 136, 170, 190)] + [Box(318, 118, 478, 119)]
    (table,), left = find_unruled_tables(lines, WIDTH, rulings)
    assert left == ()
    assert table.n_columns == len(places)
    assert cells_of(table) == [
        ["STT", "Rủi ro, cơ hội", "Biện pháp xử lý", "Kế hoạch thực hiện", "Kết quả"],
        ["Nội dung", "Tiến độ"],
        ["1", "Hồ sơ lưu trữ bị ẩm mốc", "Giảm thiểu rủi ro", "Số hóa hồ sơ", "Quý I", "Thấp"],
        ["2", "Mất điện kéo dài", "Chia sẻ", "Máy phát", "Quý II", ""],
    ]


def test_half_ruled_table_goes_on_without_a_header_at_the_top_of_a_page() -> None:
    lines = [
        row_at(70, "", "kịp thời tháo gỡ khó khăn", "và Thống kê"),
        row_at(95, "12", "Rà soát thủ tục hành chính", "Văn phòng", "Quý I"),
        row_at(120, "13", "Báo cáo kết quả", "Công an xã", "Quý II"),
        row_at(145, "14", "Công khai thủ tục", "Văn phòng", "Quý III"),
    ]
    rulings = [Box(55, y, 545, y + 1) for y in (64, 88, 113, 138, 162)]
    after = Line(tuple(words_at("Trên đây là Kế hoạch của Ủy ban nhân dân xã", 60, 200)))
    (table,), left = find_unruled_tables([*lines, after], WIDTH, rulings)
    assert left == (after,)
    assert cells_of(table)[:2] == [
        ["", "kịp thời tháo gỡ khó khăn", "và Thống kê", ""],
        ["12", "Rà soát thủ tục hành chính", "Văn phòng", "Quý I"],
    ]


def grid_of(*texts: str, ruled: bool) -> PageTable:
    """A table of one column, a text a row."""
    edges = tuple(100.0 + 20 * n for n in range(len(texts) + 1))
    cells = tuple(
        GridCell(n, 0, 1, 1, Box(60, top, 300, top + 20), (Line(tuple(words_at(text, 64, top + 4))),) if text else ())
        for n, (top, text) in enumerate(zip(edges, texts, strict=False))
    )
    return PageTable(Box(60, edges[0], 300, edges[-1]), edges, (60.0, 300.0), cells, ruled=ruled)


def test_drawings_and_lists_become_text_again_and_lose_no_word() -> None:
    drawing = grid_of("", "-->", "", ruled=True)
    listed = grid_of("Kính gửi", "các phòng ban", "của xã", ruled=False)
    table = grid_of("STT", "1", "2", ruled=True)
    kept, lines = without_mistaken([drawing, listed, table], [], [])
    assert kept == (table,)
    assert [line.text for line in lines] == ["-->", "Kính gửi", "các phòng ban", "của xã"]
