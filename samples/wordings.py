"""Headers of task and risk tables in the many wordings that offices use, and the orders their columns come in."""

from __future__ import annotations

WORDINGS: dict[str, tuple[str, ...]] = {
    "ordinal": ("STT", "TT", "Số TT"),
    "task": (
        "Nội dung công việc",
        "Nhiệm vụ",
        "Nhiệm vụ cụ thể",
        "Nội dung nhiệm vụ",
        "Nhiệm vụ, giải pháp",
        "Nội dung thực hiện",
        "Tên nhiệm vụ",
    ),
    "lead": ("Cơ quan chủ trì", "Đơn vị chủ trì", "Đơn vị chủ trì thực hiện"),
    "coordinating": ("Cơ quan phối hợp", "Đơn vị phối hợp", "Đơn vị phối hợp thực hiện"),
    "responsible": ("Trách nhiệm thực hiện", "Phân công thực hiện", "Đơn vị thực hiện", "Bộ phận thực hiện"),
    "deadline_text": (
        "Thời gian",
        "Thời hạn",
        "Tiến độ",
        "Thời gian thực hiện",
        "Thời gian hoàn thành",
        "Thời hạn hoàn thành",
        "Tiến độ thực hiện",
    ),
    "output": ("Sản phẩm", "Kết quả", "Sản phẩm/kết quả", "Kết quả đầu ra", "Kết quả, sản phẩm", "Sản phẩm dự kiến"),
    "note": ("Ghi chú",),
    "risk": ("Rủi ro/cơ hội", "Nội dung rủi ro, cơ hội", "Rủi ro và cơ hội"),
    "measure": ("Biện pháp", "Biện pháp xử lý", "Hướng giải quyết"),
    "action": ("Nội dung", "Nội dung thực hiện", "Hành động cụ thể"),
    "effectiveness": ("Đánh giá hiệu lực", "Hiệu lực", "Kết quả đánh giá"),
}
WIDTHS = {
    "ordinal": 6.0,
    "task": 33.0,
    "lead": 15.0,
    "coordinating": 16.0,
    "responsible": 21.0,
    "deadline_text": 14.0,
    "output": 18.0,
    "note": 8.0,
    "risk": 20.0,
    "measure": 14.0,
    "action": 26.0,
    "effectiveness": 10.0,
}
GROUPS_OF_AGENCIES = ("Cơ quan thực hiện", "Đơn vị thực hiện", "Phân công thực hiện")
GROUPS_OF_ACTION = ("Kế hoạch hành động", "Hành động", "Kế hoạch thực hiện")
ORDERS = (
    ("ordinal", "task", "WHO", "deadline_text", "output"),
    ("ordinal", "task", "output", "WHO", "deadline_text"),
    ("ordinal", "task", "deadline_text", "WHO", "output"),
    ("ordinal", "task", "WHO", "output", "deadline_text"),
    ("ordinal", "task", "output", "deadline_text", "WHO"),
    ("ordinal", "task", "WHO", "deadline_text"),
    ("ordinal", "task", "WHO", "deadline_text", "output", "note"),
)
"""Orders of a task table's columns; "WHO" is one column for who does it, or two."""
