"""Dumps of composed tables, line by line across their columns, with one space between cells."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import groupby

WIDTHS = (38, 18, 20, 16)
"""Letters of the columns: what is to be done, who leads, who helps, by when."""
HEADER = "STT Nội dung công việc Đơn vị chủ trì Đơn vị phối hợp Thời gian\n"
ROWS = (
    ("Rà soát, thống kê các thủ tục còn chồng chéo; đề xuất bãi bỏ những giấy tờ không cần thiết đối với người dân",
     "Văn phòng Sở", "Phòng Kế hoạch - Tổng hợp; Thanh tra Sở", "Quý II/2024"),
    ("Tổ chức lớp bồi dưỡng kỹ năng soạn thảo văn bản cho công chức mới được tuyển dụng",
     "Phòng Tổ chức cán bộ", "Văn phòng Sở", "Trước ngày 30/6/2024"),
    ("Xây dựng phương án luân chuyển công chức giữa các đơn vị trực thuộc theo định kỳ hằng năm",
     "Phòng Tổ chức cán bộ", "Các phòng, đơn vị thuộc Sở", "Quý I, Quý III"),
    ("Lắp đặt hệ thống camera tại bộ phận tiếp nhận hồ sơ và phòng tiếp công dân",
     "Văn phòng Sở", "Phòng Kế hoạch - Tổng hợp", "Tháng 8/2024"),
    ("Kiểm tra việc chấp hành kỷ luật lao động tại các đơn vị trực thuộc, xử lý nghiêm các trường hợp vi phạm",
     "Thanh tra Sở", "Phòng Tổ chức cán bộ", "Thường xuyên"),
    ("Trang bị máy quét và máy tính cho bộ phận văn thư phục vụ việc số hóa hồ sơ lưu trữ của cơ quan",
     "Phòng Kế hoạch - Tổng hợp", "Văn phòng Sở", "Trong năm 2024"),
)  # fmt: skip


def across(rows: Sequence[Sequence[str]], *, centred: bool, first: int = 1) -> str:
    """The lines of the rows, each counted from `first`; cells stand in the middle of their rows, or at their top."""
    lines: list[str] = []
    for ordinal, row in enumerate(rows, start=first):
        cells = [[f"{ordinal}"], *(textwrap.wrap(text, width) for text, width in zip(row, WIDTHS, strict=True))]
        placed = [
            (2 * index - (len(cell) - 1) * centred, column, line)
            for column, cell in enumerate(cells)
            for index, line in enumerate(cell)
        ]
        by_height = groupby(sorted(placed), key=lambda place: place[0])
        lines += [" ".join(line for _, _, line in group) for _, group in by_height]
    return "\n".join(lines) + "\n"


def one_after_the_other(row: Sequence[str], ordinal: int) -> str:
    """The lines of a row, cell after cell."""
    wrapped = [textwrap.wrap(text, width) for text, width in zip(row, WIDTHS, strict=True)]
    return "\n".join([f"{ordinal}", *(line for cell in wrapped for line in cell)]) + "\n"
