"""The words of the program in English and Vietnamese.

Reasons of errors come from where they happen and stay English; in Vietnamese the kind of error and what to do about it
stand beside them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.errors import KehoachError

LANGUAGE_VARIABLE = "KEHOACH_LANG"


class Language(StrEnum):
    """A language that the program speaks."""

    ENGLISH = "en"
    VIETNAMESE = "vi"


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's words. Nouns are pairs for one and for many; `errors` maps a class to its kind and remedy."""

    document: tuple[str, str]
    page: tuple[str, str]
    task: tuple[str, str]
    indicator: tuple[str, str]
    risk: tuple[str, str]
    row: tuple[str, str]
    input: tuple[str, str]
    extracted: str
    failed: str
    read: str
    of: str
    pages_a_second: str
    pages_a_minute: str
    left: str
    to_review: str
    already_extracted: str
    same_content: str
    quarantined: str
    incomplete: str
    interrupted: str
    well: str
    missing: str
    optional: str
    all_here: str
    look_at_it: str
    something_missing: str
    correction: tuple[str, str]
    applied: str
    orphaned: str
    corrections_pending: str
    corrections_unreadable: str
    errors: dict[str, tuple[str, str]] = field(default_factory=dict)

    def count(self, number: int, noun: tuple[str, str]) -> str:
        """A number of things."""
        return f"{number} {noun[number != 1]}"

    def problem(self, error: KehoachError) -> str:
        """What went wrong and what to do, without where."""
        if type(error).__name__ not in self.errors:
            return f"{error.reason}. {error.remedy}"
        kind, remedy = self.errors[type(error).__name__]
        return f"{kind} ({error.reason}). {remedy}"


ENGLISH = Wording(
    document=("document", "documents"),
    page=("page", "pages"),
    task=("task", "tasks"),
    indicator=("indicator", "indicators"),
    risk=("risk", "risks"),
    row=("row", "rows"),
    input=("input", "inputs"),
    extracted="extracted",
    failed="failed",
    read="read",
    of="of",
    pages_a_second="pages/s",
    pages_a_minute="pages/min",
    left="{} left",
    to_review="to review",
    already_extracted="already extracted",
    same_content="with the content of another input",
    quarantined="in quarantine, not tried again",
    incomplete="written without some of their pages",
    interrupted="interrupted; what is extracted stays, the rest is taken up by the next run",
    well="ok",
    missing="MISSING",
    optional="optional",
    look_at_it="Look at pages beside rows: kehoach review --out {} --html site",
    all_here="Everything is here. Begin with: kehoach extract INPUT... --out DIR",
    something_missing="Missing: {}. What installs it stands behind the arrow.",
    correction=("correction", "corrections"),
    applied="applied",
    orphaned="orphaned",
    corrections_pending="corrections.csv has changed: kehoach correct, or the next run, applies it",
    corrections_unreadable="corrections.csv can't be read; the rows stay as they were corrected last",
)

VIETNAMESE = Wording(
    document=("văn bản", "văn bản"),
    page=("trang", "trang"),
    task=("nhiệm vụ", "nhiệm vụ"),
    indicator=("chỉ tiêu", "chỉ tiêu"),
    risk=("rủi ro", "rủi ro"),
    row=("dòng", "dòng"),
    input=("tệp", "tệp"),
    extracted="đã trích xuất",
    failed="lỗi",
    read="đã đọc",
    of="trên",
    pages_a_second="trang/giây",
    pages_a_minute="trang/phút",
    left="còn {}",
    to_review="cần xem lại",
    already_extracted="đã trích xuất từ trước",
    same_content="trùng nội dung với tệp khác",
    quarantined="đang cách ly, không thử lại",
    incomplete="được ghi nhưng thiếu một số trang",
    interrupted="đã dừng; những gì đã trích xuất được giữ nguyên, lần chạy sau làm tiếp phần còn lại",
    well="có",
    missing="THIẾU",
    optional="tùy chọn",
    look_at_it="Xem trang bên cạnh các dòng: kehoach review --out {} --html site",
    all_here="Đã đủ mọi thứ. Bắt đầu bằng: kehoach extract INPUT... --out DIR",
    something_missing="Còn thiếu: {}. Cách cài ghi sau dấu mũi tên.",
    correction=("chỗ sửa", "chỗ sửa"),
    applied="đã áp dụng",
    orphaned="không tìm thấy dòng",
    corrections_pending="corrections.csv đã thay đổi: kehoach correct hoặc lần chạy sau sẽ áp dụng",
    corrections_unreadable="không đọc được corrections.csv; các dòng giữ nguyên như lần sửa trước",
    errors={
        "UsageError": ("lệnh không hợp lệ", "Xem kehoach --help."),
        "NoInputFound": (
            "không tìm thấy gì để đọc",
            "Hãy chỉ ra tệp PDF, TIFF, JPEG, PNG hoặc .txt, hay thư mục chứa chúng.",
        ),
        "NoDataset": (
            "ở đó không có bộ dữ liệu",
            "Hãy chỉ ra thư mục mà kehoach extract đã ghi (--out), hoặc chạy kehoach extract trước.",
        ),
        "OutdatedDataset": (
            "bộ dữ liệu do phiên bản khác ghi, có các cột khác",
            "Hãy ghi lại bằng kehoach extract --force, hoặc dùng đúng phiên bản đã ghi.",
        ),
        "OutputLocked": ("một lần chạy khác đang giữ thư mục kết quả", "Hãy đợi nó xong hoặc chọn --out khác."),
        "OutputUnusable": (
            "không ghi được kết quả",
            "Hãy xem nơi đó có tồn tại, có quyền ghi và còn chỗ không, rồi chạy lại; những gì đã ghi được giữ nguyên.",
        ),
        "ReaderUnavailable": (
            "thiếu bộ đọc chữ hoặc dữ liệu tiếng Việt",
            "Chạy kehoach doctor; các gói Debian là tesseract-ocr và tesseract-ocr-vie.",
        ),
        "WorkersUnavailable": (
            "không khởi chạy được tiến trình",
            "Hãy đóng bớt chương trình khác hoặc giảm --jobs; những gì đã trích xuất được giữ nguyên.",
        ),
        "ClusterUnusable": ("không dùng được cụm máy Dask", "Xem docs/operations.md hoặc bỏ --cluster."),
        "InputUnreadable": ("không đọc được tệp", "Hãy kiểm tra tệp có tồn tại và có quyền đọc không."),
        "InputChanged": ("tệp thay đổi trong khi đọc", "Hãy chạy lại khi tệp đã chép xong."),
        "InputEmpty": ("tệp trống", "Hãy quét hoặc chép lại."),
        "InputNotRecognised": (
            "không phải loại tệp đọc được, hoặc tên tệp không đúng với nội dung",
            "Hãy dùng tệp PDF, TIFF, JPEG, PNG hoặc .txt với tên đúng loại.",
        ),
        "InputDamaged": ("tệp hỏng", "Hãy quét hoặc chép lại; có thể một phần đã mất."),
        "InputEncrypted": ("tệp có mật khẩu", "Hãy gỡ mật khẩu trước, ví dụ bằng qpdf --decrypt."),
        "InputTooLarge": ("tệp vượt giới hạn cho phép", "Hãy tách thành các tệp nhỏ hơn."),
        "CorrectionsUnreadable": (
            "tệp không chứa chỗ sửa đọc được",
            "Hãy dùng corrections.csv tải từ trang rà soát, hoặc tệp CSV mã UTF-8 có các cột row_id, field, value.",
        ),
        "InputUnforeseen": ("kehoach gặp lỗi với tệp này", "Đây là lỗi của kehoach: xin báo lại, kèm tệp nếu được."),
    },
)


def environment_language() -> Language:
    """The language that --lang (kept in the environment) or the environment asks for; English where for another."""
    for variable in (LANGUAGE_VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"):
        asked = os.environ.get(variable)
        if asked:
            return Language.VIETNAMESE if asked.lower().startswith("vi") else Language.ENGLISH
    return Language.ENGLISH


def wording() -> Wording:
    """The words of that language."""
    return VIETNAMESE if environment_language() is Language.VIETNAMESE else ENGLISH
