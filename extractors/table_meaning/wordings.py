"""The wordings that plans use in the header rows of their tables, by the field that they name.

Which column of a table is which field is decided in fields.py; here is only what the headers say. A wording's strength
tells how surely it names its field: "chủ trì" (in the lead) always does, "đơn vị" (unit) may be a body or a
unit of measure.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from normalizers.folding import fold_marks


class Field(StrEnum):
    """What a column of a table holds. Those that no record keeps are named too, lest they be taken for others."""

    ORDINAL = "ordinal"
    TASK = "task"
    LEAD = "lead"
    COORDINATING = "coordinating"
    RESPONSIBLE = "responsible"
    DEADLINE = "deadline_text"
    START = "start"
    OUTPUT = "output"
    RISK = "risk"
    KIND = "kind"
    MEASURE = "measure"
    ACTION = "action"
    EFFECTIVENESS = "effectiveness"
    INDICATOR = "indicator"
    UNIT = "unit"
    TARGET = "target"
    BUDGET = "budget"
    NOTE = "note"
    RATING = "rating"
    OTHER = "other"


class TableKind(StrEnum):
    """What the rows of a table are."""

    TASKS = "tasks"
    RISKS = "risks"
    INDICATORS = "indicators"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Wording:
    """A header's text, as `plain` gives it, and how surely it names its field, from 0 to 1."""

    text: str
    strength: float = 1.0


@cache
def plain(text: str) -> str:
    """Lower-case letters and digits without accents, words parted by one space: what survives a poor reading."""
    return " ".join("".join(character if character.isalnum() else " " for character in fold_marks(text)).split())


def _wordings(*groups: tuple[float, str]) -> tuple[Wording, ...]:
    return tuple(
        Wording(plain(wording), strength)
        for strength, wordings in groups
        for wording in wordings.split(" | ")
        if wording
    )


_ORDINAL = _wordings((1.0, "STT | TT | Số TT | Số thứ tự | Thứ tự | S TT | Số"))
_DEADLINE = _wordings(
    (
        1.0,
        "Thời gian | Thời hạn | Tiến độ | Thời gian thực hiện | Thời hạn thực hiện | Tiến độ thực hiện | Thời gian "
        "hoàn thành | Thời hạn hoàn thành | Tiến độ hoàn thành | Thời điểm hoàn thành | Thời gian triển khai | Thời "
        "gian dự kiến | Dự kiến thời gian | Dự kiến thời gian hoàn thành | Thời gian trình | Thời gian ban hành | "
        "Hạn hoàn thành | Ngày hoàn thành | Lộ trình | Lộ trình thực hiện | Mốc thời gian | Thời điểm | Kỳ hạn | "
        "Thời gian kết thúc | Thời hạn báo cáo | Tiến độ triển khai | Thời gian, tiến độ | Thời gian tổ chức | Tháng "
        "| Tuần | Tháng/năm | Tháng, năm | Thứ/ngày | Thứ, ngày | Ngày, tháng | Ngày/tháng | Mốc hoàn thành | Mốc "
        "thời gian hoàn thành | Thời hạn trình | Thời gian trình ban hành | Thời gian tiến hành | Thời gian thực "
        "hiện/hoàn thành | Thời gian, địa điểm | Ngày thực hiện | Thời gian cụ thể | Tuần/tháng | Thời hạn khắc phục "
        "| Thời gian kiểm tra | Thời gian dự kiến hoàn thành | Tuần thực hiện | Tháng thực hiện",
    ),
    (0.9, "Kết thúc | Hoàn thành | Năm thực hiện | Thời lượng | Ngày | Quý | Năm hoàn thành | Định kỳ | Tần suất"),
)
_START = _wordings((1.0, "Thời gian bắt đầu | Ngày bắt đầu | Bắt đầu | Thời điểm bắt đầu"))
_NOTE = _wordings((1.0, "Ghi chú | Lưu ý | Căn cứ | Cơ sở pháp lý | Căn cứ pháp lý"))
_BUDGET = _wordings(
    (
        1.0,
        "Kinh phí | Kinh phí thực hiện | Dự toán kinh phí | Dự toán | Nguồn kinh phí | Dự kiến kinh phí | Nguồn vốn "
        "| Tổng mức đầu tư | Vốn đầu tư | Kinh phí (triệu đồng) | Thành tiền | Đơn giá | Số tiền | Nguồn lực thực "
        "hiện",
    )
)
_OTHER = _wordings(
    (
        1.0,
        "Mục đích | Yêu cầu | Mục tiêu | Địa điểm | Địa bàn | Địa điểm thực hiện | Đối tượng | Số lượng | Khối lượng "
        "| Quy mô | Diện tích | Công suất | Chủ đầu tư | Điện thoại | Chức vụ | Họ và tên | Ngày sinh | Lãnh đạo chỉ "
        "đạo | Lãnh đạo phụ trách | Hình thức | Thành phần tham dự | Cấp trình | Cấp ban hành | Tổng số | Cộng | "
        "Tình trạng | Vị trí công tác | Vị trí việc làm | Tên đơn vị được kiểm tra | Đơn vị được kiểm tra | Đối "
        "tượng kiểm tra | Đối tượng thanh tra | Thời kỳ kiểm tra | Thời kỳ | Niên độ | Lĩnh vực | Trọng tâm | Chủ đề "
        "| Chủ điểm | Hình thức tổ chức | Phương pháp | Phương pháp đo | Thành phần | Tiêu chí | Chỉ số thành phần | "
        "Tồn tại, hạn chế | Tồn tại | Hạn chế | Nội dung tự đánh giá | Kết luận, kiến nghị | Mức điểm | Điểm chuẩn | "
        "Điểm tối đa | Điểm đạt | Cấp phê duyệt | Người ký | Lãnh đạo theo dõi | Lãnh đạo Sở chỉ đạo | Lãnh đạo UBND "
        "chỉ đạo | Phó Chủ tịch phụ trách",
    )
)
_RESPONSIBLE = _wordings(
    (
        1.0,
        "Trách nhiệm thực hiện | Trách nhiệm | Phân công thực hiện | Phân công | Phân công nhiệm vụ | Phân công "
        "trách nhiệm | Đơn vị thực hiện | Cơ quan thực hiện | Bộ phận thực hiện | Người thực hiện | Người phụ trách "
        "| Người chịu trách nhiệm | Cơ quan, đơn vị thực hiện | Đơn vị chịu trách nhiệm | Tổ chức, cá nhân thực hiện "
        "| Đơn vị phụ trách | Cá nhân phụ trách | Cán bộ phụ trách | Phụ trách | Đơn vị được giao | Đơn vị tổ chức "
        "thực hiện | Cơ quan, đơn vị chủ trì, phối hợp | Đơn vị chủ trì, phối hợp | Cơ quan chủ trì, phối hợp | Chủ "
        "trì/phối hợp | Đơn vị chủ trì và phối hợp | Cơ quan chịu trách nhiệm | Phòng, đơn vị thực hiện | Thành phần "
        "thực hiện | Chịu trách nhiệm | Cán bộ thực hiện | Giáo viên phụ trách | Đơn vị tổ chức | Đơn vị triển khai "
        "| Bộ phận phụ trách | Ban, ngành thực hiện | Tổ chức, đơn vị thực hiện | Đầu mối xử lý | Bộ phận chịu trách "
        "nhiệm | Đơn vị, cá nhân thực hiện | Người, bộ phận thực hiện | Bộ phận, cá nhân thực hiện | Cá nhân, bộ "
        "phận phụ trách | Chủ thể thực hiện | Cơ quan theo dõi | Đơn vị theo dõi",
    ),
    (0.8, "Cơ quan, đơn vị | Cơ quan | Bộ phận | Thực hiện | Đơn vị tham mưu | Cơ quan tham mưu | Phòng, ban"),
    (0.55, "Đơn vị | Người"),
)
_LEAD = _wordings(
    (
        1.0,
        "Cơ quan chủ trì | Đơn vị chủ trì | Bộ phận chủ trì | Chủ trì | Chủ trì thực hiện | Cơ quan chủ trì thực "
        "hiện | Cơ quan, đơn vị chủ trì | Đơn vị chủ trì thực hiện | Phòng chủ trì | Cơ quan chủ trì, tham mưu | Cơ "
        "quan chủ trì soạn thảo | Cơ quan chủ trì tham mưu | Cá nhân, đơn vị chủ trì | Người chủ trì | Trách nhiệm "
        "chủ trì | Đơn vị chủ trì tham mưu | Đầu mối chủ trì | Chịu trách nhiệm chính | Người chịu trách nhiệm chính "
        "| Phụ trách chính | Người phụ trách chính | Trách nhiệm chính | Người thực hiện chính",
    ),
    (0.85, "Đơn vị đầu mối | Cơ quan đầu mối | Đầu mối | Thực hiện chính | Đơn vị thực hiện chính"),
    (0.62, "Đơn vị thực hiện | Cơ quan thực hiện | Bộ phận thực hiện | Cơ quan, đơn vị thực hiện | Người thực hiện"),
)
_COORDINATING = _wordings(
    (
        1.0,
        "Cơ quan phối hợp | Đơn vị phối hợp | Bộ phận phối hợp | Phối hợp | Phối hợp thực hiện | Cơ quan phối hợp "
        "thực hiện | Cơ quan, đơn vị phối hợp | Đơn vị phối hợp thực hiện | Phòng phối hợp | Cá nhân, đơn vị phối "
        "hợp | Người phối hợp | Trách nhiệm phối hợp | Lực lượng phối hợp | Đơn vị phối hợp tham mưu | Lực lượng "
        "tham gia | Lực lượng cùng tham gia | Thành phần phối hợp | Bộ phận hỗ trợ | Đơn vị tham gia | Người hỗ trợ",
    ),
    (0.8, "Đơn vị liên quan | Cơ quan liên quan | Cơ quan, đơn vị liên quan"),
)

_TASKS: tuple[tuple[Field, tuple[Wording, ...]], ...] = (
    (Field.ORDINAL, _ORDINAL),
    (
        Field.TASK,
        _wordings(
            (
                1.0,
                "Nội dung | Nội dung công việc | Nhiệm vụ | Nhiệm vụ cụ thể | Nội dung nhiệm vụ | Nhiệm vụ, giải "
                "pháp | Nhiệm vụ/giải pháp | Nội dung, nhiệm vụ | Giải pháp | Giải pháp thực hiện | Hoạt động | Nội "
                "dung hoạt động | Công việc | Danh mục nhiệm vụ | Danh mục công việc | Tên nhiệm vụ | Nhiệm vụ trọng "
                "tâm | Nội dung thực hiện | Nội dung triển khai | Nội dung kế hoạch | Hạng mục công việc | Tên công "
                "việc | Đầu việc | Các nhiệm vụ | Nội dung kiểm tra | Nội dung tuyên truyền | Nội dung, giải pháp | "
                "Nhiệm vụ chủ yếu | Các hoạt động | Nhiệm vụ thực hiện | Nội dung nhiệm vụ, giải pháp | Nội dung "
                "công tác | Nội dung công việc trọng tâm | Công việc cụ thể | Việc cần làm | Nội dung trọng tâm | "
                "Nội dung chính | Nhiệm vụ được giao | Hoạt động chính | Hoạt động cụ thể | Hoạt động/nhiệm vụ | "
                "Nhiệm vụ/hoạt động | Nội dung cụ thể | Nội dung, công việc | Nội dung công việc cần thực hiện | "
                "Giải pháp khắc phục | Tên nhiệm vụ, hoạt động | Các nhiệm vụ, giải pháp | Các nhiệm vụ, giải pháp "
                "chủ yếu | Nội dung công việc phải thực hiện | Công việc thực hiện | Các bước thực hiện | Nội dung "
                "đào tạo, bồi dưỡng | Nội dung tập huấn | Nội dung giám sát | Nội dung thanh tra, kiểm tra | Nội "
                "dung khắc phục | Hoạt động giáo dục | Nội dung công việc chủ yếu | Nội dung nhiệm vụ cụ thể | Nội "
                "dung, biện pháp thực hiện",
            ),
            (
                0.8,
                "Nhóm nhiệm vụ, giải pháp | Nhóm nhiệm vụ | Nhiệm vụ chung | Công tác | Danh mục | Hạng mục | Tên đề "
                "án | Tên đề án, dự án | Tên văn bản | Chương trình, đề án | Đề án, nhiệm vụ | Tên chương trình | "
                "Chỉ tiêu, nhiệm vụ | Mục tiêu, nhiệm vụ | Biện pháp thực hiện | Nội dung báo cáo | Tiêu chí thành "
                "phần | Tên báo cáo | Tên hoạt động | Chuyên đề",
            ),
        ),
    ),
    (Field.LEAD, _LEAD),
    (Field.COORDINATING, _COORDINATING),
    (Field.RESPONSIBLE, _RESPONSIBLE),
    (Field.DEADLINE, _DEADLINE),
    (Field.START, _START),
    (
        Field.OUTPUT,
        _wordings(
            (
                1.0,
                "Sản phẩm | Kết quả | Kết quả/sản phẩm | Sản phẩm/kết quả | Sản phẩm đầu ra | Kết quả đầu ra | Kết "
                "quả đạt được | Dự kiến kết quả | Dự kiến sản phẩm | Sản phẩm dự kiến | Kết quả dự kiến | Kết quả "
                "thực hiện | Kết quả cần đạt | Sản phẩm hoàn thành | Kết quả, sản phẩm | Sản phẩm, kết quả | Kết quả "
                "hoàn thành | Dự kiến sản phẩm hoàn thành | Dự kiến kết quả thực hiện | Yêu cầu sản phẩm | Kết quả "
                "dự kiến đạt được | Sản phẩm cụ thể | Đầu ra | Kết quả, sản phẩm đạt được | Yêu cầu cần đạt | Kết "
                "quả mong đợi | Kết quả mong muốn | Sản phẩm cần đạt | Sản phẩm giao nộp | Hình thức văn bản | Kết "
                "quả, sản phẩm dự kiến | Hồ sơ, sản phẩm | Sản phẩm/Kết quả đầu ra | Minh chứng | Kết quả cụ thể | "
                "Dự kiến kết quả đạt được | Kết quả/sản phẩm dự kiến | Sản phẩm chính",
            ),
            (
                0.75,
                "Chỉ tiêu | Nhiệm vụ cụ thể/sản phẩm | Chỉ số đánh giá | Yêu cầu đạt được | Mục tiêu, kết quả | Mục "
                "tiêu cần đạt",
            ),
        ),
    ),
    (Field.BUDGET, _BUDGET),
    (Field.NOTE, _NOTE),
    (Field.OTHER, _OTHER),
    (Field.UNIT, _wordings((1.0, "Đơn vị tính | ĐVT | Đơn vị đo"))),
)

_RISKS: tuple[tuple[Field, tuple[Wording, ...]], ...] = (
    (Field.ORDINAL, _ORDINAL),
    (
        Field.RISK,
        _wordings(
            (
                1.0,
                "Rủi ro | Rủi ro/cơ hội | Rủi ro và cơ hội | Rủi ro, cơ hội | Nhận diện rủi ro | Mô tả rủi ro | Nguy "
                "cơ | Nội dung rủi ro | Tên rủi ro | Nội dung rủi ro/cơ hội | Các rủi ro | Mối nguy | Rủi ro tham "
                "nhũng | Nhận diện rủi ro, cơ hội | Rủi ro/nguy cơ | Nguy cơ, rủi ro | Rủi ro có thể xảy ra | Cơ hội "
                "| Nguy cơ tham nhũng, tiêu cực | Nguy cơ tham nhũng | Rủi ro tiềm ẩn | Sự kiện rủi ro | Loại rủi ro "
                "| Rủi ro được nhận diện | Rủi ro/Cơ hội nhận diện | Tên rủi ro/cơ hội",
            ),
            (0.7, "Vấn đề | Tình huống | Sự cố"),
        ),
    ),
    (Field.KIND, _wordings((1.0, "Loại | Phân loại | Loại rủi ro/cơ hội | Loại hình | R/CH | Rủi ro (R) Cơ hội (C)"))),
    (
        Field.MEASURE,
        _wordings(
            (
                1.0,
                "Biện pháp | Biện pháp xử lý | Biện pháp kiểm soát | Biện pháp giải quyết | Biện pháp phòng ngừa | "
                "Biện pháp giảm thiểu | Biện pháp ứng phó | Biện pháp giải quyết rủi ro và cơ hội | Biện pháp khắc "
                "phục | Phương án xử lý | Hướng giải quyết | Biện pháp thực hiện | Giải pháp | Giải pháp xử lý | "
                "Giải pháp phòng ngừa | Biện pháp đối phó | Giải pháp khắc phục | Cách xử lý | Biện pháp kiểm soát "
                "hiện tại | Biện pháp kiểm soát rủi ro | Biện pháp phòng ngừa, xử lý | Phương án ứng phó | Biện pháp "
                "xử lý rủi ro",
            ),
        ),
    ),
    (
        Field.ACTION,
        _wordings(
            (
                1.0,
                "Hành động | Nội dung thực hiện | Hành động giải quyết | Kế hoạch hành động | Nội dung hành động | "
                "Hành động cụ thể | Cách thức thực hiện | Kế hoạch thực hiện | Hành động thực hiện | Hành động khắc "
                "phục | Hành động tận dụng cơ hội | Hành động ứng phó | Hành động phòng ngừa | Hoạt động thực hiện | "
                "Nội dung hành động thực hiện | Nội dung công việc thực hiện",
            ),
            (0.75, "Nội dung | Nội dung công việc | Hoạt động | Công việc"),
        ),
    ),
    (Field.DEADLINE, _DEADLINE),
    (Field.START, _START),
    (
        Field.RESPONSIBLE,
        _RESPONSIBLE + _wordings((0.9, "Cơ quan chủ trì | Đơn vị chủ trì | Bộ phận chủ trì | Chủ trì")),
    ),
    (Field.COORDINATING, _COORDINATING),
    (
        Field.EFFECTIVENESS,
        _wordings(
            (
                1.0,
                "Đánh giá hiệu lực | Đánh giá hiệu quả | Hiệu lực | Hiệu quả | Đánh giá hiệu lực, hiệu quả | Tính "
                "hiệu lực | Đánh giá tính hiệu lực | Mức độ hiệu quả | Đánh giá hiệu lực của hành động | Đánh giá "
                "tính hiệu quả | Đánh giá hiệu lực hành động",
            ),
            (0.85, "Kết quả đánh giá | Đánh giá | Đánh giá kết quả"),
        ),
    ),
    (
        Field.RATING,
        _wordings(
            (
                1.0,
                "Mức độ | Mức độ rủi ro | Khả năng xảy ra | Mức độ ảnh hưởng | Tác động | Hậu quả | Nguyên nhân | "
                "Điểm rủi ro | Tần suất | Cấp độ rủi ro | Mức độ nghiêm trọng | Ảnh hưởng | Đánh giá rủi ro | Xếp "
                "loại rủi ro | Mức rủi ro | Giá trị rủi ro | Nguồn gốc rủi ro | Bối cảnh | Quá trình | Lĩnh vực",
            )
        ),
    ),
    (Field.BUDGET, _BUDGET),
    (Field.NOTE, _NOTE),
    (Field.OTHER, _OTHER + _wordings((1.0, "Kết quả | Kết quả thực hiện | Sản phẩm"))),
)

_INDICATORS: tuple[tuple[Field, tuple[Wording, ...]], ...] = (
    (Field.ORDINAL, _ORDINAL),
    (
        Field.INDICATOR,
        _wordings(
            (
                1.0,
                "Chỉ tiêu | Tên chỉ tiêu | Nội dung chỉ tiêu | Các chỉ tiêu | Chỉ tiêu chủ yếu | Chỉ số | Tên chỉ số "
                "| Tiêu chí | Mục tiêu, chỉ tiêu | Chỉ tiêu cụ thể | Danh mục chỉ tiêu | Nhóm chỉ tiêu | Mục tiêu cụ "
                "thể | Mục tiêu chất lượng | Nội dung mục tiêu | Tên mục tiêu | Chỉ tiêu đánh giá | Chỉ tiêu kinh tế "
                "- xã hội | Chỉ tiêu thi đua | Chỉ tiêu, nhiệm vụ",
            ),
            (0.8, "Mục tiêu | Nội dung | Danh mục"),
        ),
    ),
    (Field.UNIT, _wordings((1.0, "Đơn vị tính | ĐVT | Đơn vị đo | Đ.vị tính"), (0.85, "Đơn vị"))),
    (
        Field.TARGET,
        _wordings(
            (
                1.0,
                "Kế hoạch năm | Chỉ tiêu năm | Mục tiêu năm | Chỉ tiêu giao | Kế hoạch giao | Chỉ tiêu kế hoạch | "
                "Năm | Mục tiêu đến năm | Chỉ tiêu đến năm | Giá trị | Mức phấn đấu | Chỉ tiêu phấn đấu | Kế hoạch | "
                "Đến năm | Chỉ tiêu được giao | Tỷ lệ | Thực hiện năm | Ước thực hiện năm | Thực hiện | Kết quả năm "
                "| Mức chỉ tiêu | Chỉ tiêu cần đạt | Kế hoạch thực hiện năm | Mục tiêu kế hoạch | Số lượng",
            ),
            (0.8, "Chỉ tiêu | Mục tiêu | Kết quả"),
        ),
    ),
    (Field.DEADLINE, _DEADLINE),
    (Field.RESPONSIBLE, _RESPONSIBLE),
    (Field.LEAD, _LEAD),
    (Field.COORDINATING, _COORDINATING),
    (Field.NOTE, _NOTE),
    (Field.BUDGET, _BUDGET),
    (Field.OTHER, _OTHER),
)

WORDINGS: tuple[tuple[TableKind, tuple[tuple[Field, tuple[Wording, ...]], ...]], ...] = (
    (TableKind.TASKS, _TASKS),
    (TableKind.RISKS, _RISKS),
    (TableKind.INDICATORS, _INDICATORS),
)

KEY_FIELD: tuple[tuple[TableKind, Field], ...] = (
    (TableKind.TASKS, Field.TASK),
    (TableKind.RISKS, Field.RISK),
    (TableKind.INDICATORS, Field.INDICATOR),
)
