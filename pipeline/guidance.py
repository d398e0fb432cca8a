"""What --help says of commands and options, with examples, in English and Vietnamese."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.wording import Language, environment_language


@dataclass(frozen=True, slots=True)
class Text:
    """The same in both languages."""

    en: str
    vi: str


PROGRAM = Text(
    "Scanned Vietnamese plan documents (kế hoạch) become Parquet rows of tasks, indicators and risks.",
    "Đọc các kế hoạch hành chính đã quét thành dữ liệu Parquet: nhiệm vụ, chỉ tiêu, rủi ro.",
)

COMMANDS = {
    "extract": Text(
        "Extract documents into a dataset of Parquet files; what this version has extracted already is skipped.",
        "Đọc văn bản vào bộ dữ liệu Parquet; những gì phiên bản này đã đọc thì bỏ qua.",
    ),
    "status": Text(
        "Tell what is extracted, what failed and why, and what waits for review.",
        "Cho biết đã đọc gì, tệp nào lỗi và vì sao, còn gì cần xem lại.",
    ),
    "correct": Text(
        "Take over what people corrected: adds files to corrections.csv in the dataset's folder, and applies it. "
        "Every other run applies corrections.csv too.",
        "Nhận những chỗ người dùng đã sửa: thêm vào corrections.csv trong thư mục bộ dữ liệu rồi áp dụng. "
        "Mọi lần chạy sau cũng áp dụng corrections.csv.",
    ),
    "text": Text(
        "Print a document's whole text, repaired, pages parted by a form feed.",
        "In toàn văn một văn bản, đã sửa dấu, các trang cách nhau bằng ký tự sang trang.",
    ),
    "repair": Text(
        "Repair degraded Vietnamese text, line for line.",
        "Sửa dấu cho văn bản tiếng Việt bị hỏng, từng dòng một.",
    ),
    "review": Text(
        "Make a static site to look at: each document's pages with the cells found, beside the rows. "
        "Open its index.html in any browser; no server is needed.",
        "Tạo trang rà soát: ảnh trang với các ô tìm được, bên cạnh các dòng đọc ra. "
        "Mở index.html bằng trình duyệt bất kỳ, không cần máy chủ.",
    ),
    "export": Text(
        "Write the dataset as an Excel workbook or as CSV files.",
        "Xuất bộ dữ liệu ra tệp Excel hoặc các tệp CSV.",
    ),
    "nightly": Text(
        "Extract what is new in an inbox, unattended; reports are in the folder reports below --out.",
        "Tự động đọc những tệp mới trong hộp nhận; báo cáo nằm ở thư mục reports trong --out.",
    ),
    "doctor": Text(
        "Tell whether everything that kehoach needs is here, and how to install what is not.",
        "Kiểm tra máy có đủ những gì kehoach cần không; thiếu gì thì chỉ cách cài.",
    ),
    "compact": Text(
        "Merge the dataset's many small files into few, which large datasets are quicker to read from.",
        "Gộp nhiều tệp nhỏ của bộ dữ liệu thành ít tệp lớn, để đọc nhanh hơn.",
    ),
    "forget": Text(
        "Remove documents' rows from the dataset; sources are not touched.",
        "Xóa các dòng của văn bản khỏi bộ dữ liệu; không đụng đến tệp gốc.",
    ),
}

OPTIONS = {
    "inputs": Text(
        "Files or folders (searched recursively) of PDF, TIFF, JPEG, PNG, .txt.",
        "Tệp hoặc thư mục (kể cả thư mục con) chứa PDF, TIFF, JPEG, PNG, .txt.",
    ),
    "out": Text("Folder of the dataset.", "Thư mục của bộ dữ liệu."),
    "jobs": Text("Processes at work.", "Số tiến trình chạy song song."),
    "cores": Text("the cores", "số nhân của máy"),
    "cluster": Text(
        "Do the work on the Dask scheduler at this address.", "Giao việc cho bộ điều phối Dask ở địa chỉ này."
    ),
    "page_timeout": Text("CPU time that one page may take.", "Thời gian CPU tối đa cho một trang."),
    "reader": Text("What reads the pictures of text.", "Bộ đọc chữ trên ảnh."),
    "verbose": Text("Tell of every page and every input skipped.", "Báo từng trang và từng tệp được bỏ qua."),
    "lang": Text("Language of messages and help.", "Ngôn ngữ của thông báo và trợ giúp."),
    "environment": Text("that of the environment, LANG", "theo biến môi trường LANG"),
    "force": Text("Extract again what is already extracted.", "Đọc lại cả những gì đã đọc."),
    "corrections": Text("Files that the review site gave.", "Các tệp tải về từ trang rà soát."),
    "document": Text("A PDF, TIFF, JPEG, PNG or .txt file.", "Một tệp PDF, TIFF, JPEG, PNG hoặc .txt."),
    "repair_file": Text("Text; standard input without it.", "Tệp văn bản; không có thì đọc đầu vào chuẩn."),
    "confidence": Text(
        "Add the confidence in each line's least certain word, after a tab.",
        "Thêm độ tin cậy của từ kém chắc chắn nhất trong dòng, sau dấu tab.",
    ),
    "diff": Text(
        "Show changes: in colour on a terminal, else as \\[-old-]{+new+}.",
        "Cho thấy chỗ đã đổi: bằng màu trên màn hình, còn không thì dạng \\[-cũ-]{+mới+}.",
    ),
    "html": Text("Folder that the site is written into.", "Thư mục ghi trang rà soát."),
    "xlsx": Text("Excel workbook to write, a sheet a table.", "Tệp Excel sẽ ghi, mỗi bảng một trang tính."),
    "csv": Text("Folder to write CSV files into, one a table.", "Thư mục ghi các tệp CSV, mỗi bảng một tệp."),
    "inbox": Text("Folder that inputs are put into.", "Hộp nhận: thư mục để đưa tệp vào."),
    "log": Text("Lines for people, or a JSON object a line.", "Dòng chữ cho người đọc, hoặc JSON cho máy."),
    "forgotten": Text("Documents to forget: kehoach status names them.", "Mã văn bản cần xóa (xem kehoach status)."),
    "gone": Text("All documents whose source is gone.", "Mọi văn bản không còn tệp gốc."),
}

EXAMPLES: dict[str, tuple[tuple[str, Text], ...]] = {
    "": (
        (
            "kehoach extract scans --out dataset",
            Text("read all plans in a folder", "đọc cả một thư mục"),
        ),
        ("kehoach status --out dataset", Text("see what came of it", "xem kết quả")),
        ("kehoach review --out dataset --html site", Text("look at pages beside rows", "xem trang bên cạnh dòng")),
        ("kehoach export --out dataset --xlsx plans.xlsx", Text("open it in Excel", "mở bằng Excel")),
        ("kehoach doctor", Text("if something is missing", "khi nghi còn thiếu gì")),
    ),
    "extract": (
        ("kehoach extract scans --out dataset", Text("a folder and all below it", "cả thư mục con")),
        ("kehoach extract plan.pdf more.pdf --out dataset", Text("single files", "từng tệp")),
        (
            "kehoach extract plan.pdf --out dataset --force --jobs 2",
            Text("again, on two cores", "đọc lại, hai nhân"),
        ),
    ),
    "status": (("kehoach status --out dataset", Text("a line a document", "mỗi văn bản một dòng")),),
    "correct": (
        (
            "kehoach correct --out dataset corrections.csv",
            Text("what the review site gave", "tải từ trang rà soát"),
        ),
        ("kehoach correct --out dataset", Text("apply it again", "áp dụng lại")),
    ),
    "text": (
        ("kehoach text plan.pdf", Text("on the screen", "ra màn hình")),
        ("kehoach text plan.pdf > plan.txt", Text("into a file", "ra tệp")),
    ),
    "repair": (
        ("kehoach repair dump.txt", Text("a file", "một tệp")),
        ("kehoach repair --diff dump.txt", Text("show what changed", "cho thấy chỗ đã đổi")),
        ("kehoach repair < dump.txt", Text("as a filter", "dùng như bộ lọc")),
    ),
    "review": (
        ("kehoach review --out dataset --html site", Text("then open site/index.html", "rồi mở site/index.html")),
    ),
    "export": (
        ("kehoach export --out dataset --xlsx plans.xlsx", Text("one workbook", "một tệp Excel")),
        ("kehoach export --out dataset --csv tables", Text("a CSV file a table", "mỗi bảng một tệp CSV")),
    ),
    "nightly": (
        ("kehoach nightly --inbox inbox --out dataset", Text("for people", "cho người đọc")),
        ("kehoach nightly --inbox inbox --out dataset --log json", Text("for log collectors", "cho hệ thống nhật ký")),
    ),
    "doctor": (("kehoach doctor", Text("no options", "không có tùy chọn")),),
    "compact": (("kehoach compact --out dataset", Text("now and then", "thỉnh thoảng")),),
    "forget": (
        ("kehoach forget --out dataset 0123456789abcdef", Text("one document", "một văn bản")),
        ("kehoach forget --out dataset --gone", Text("all without a source", "mọi văn bản mất tệp gốc")),
    ),
}

PANELS = {
    "ARGUMENTS_PANEL_TITLE": "Đối số",
    "OPTIONS_PANEL_TITLE": "Tùy chọn",
    "COMMANDS_PANEL_TITLE": "Lệnh",
    "ERRORS_PANEL_TITLE": "Lỗi",
}
"""Titles of the boxes around help and errors, as typer.rich_utils names them."""


def asked_language(arguments: Sequence[str]) -> Language:
    """The language that a command line asks for, before it is parsed: help is made from it."""
    for place, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            value = value or (arguments[place + 1] if place + 1 < len(arguments) else "")
            return Language.VIETNAMESE if value == Language.VIETNAMESE else Language.ENGLISH
    return environment_language()


LANGUAGE = asked_language(sys.argv[1:])


def said(text: Text, language: Language = LANGUAGE) -> str:
    """The text in the language."""
    return text.vi if language is Language.VIETNAMESE else text.en


def examples(command: str, language: Language = LANGUAGE) -> str:
    """The examples of a command for the end of its help, a line each; lines are parted as typer wants it."""
    title = said(Text("Examples", "Ví dụ"), language)
    width = max(len(line) for line, _ in EXAMPLES[command])
    lines = [f"  {line.ljust(width)}  [dim]# {said(what, language)}[/dim]" for line, what in EXAMPLES[command]]
    return "\n\n".join([f"[bold]{title}[/bold]", *lines])


def translate_panels() -> None:
    """Puts the titles of the boxes into Vietnamese where that is the language."""
    if LANGUAGE is Language.VIETNAMESE:
        from typer import rich_utils  # noqa: PLC0415

        for name, title in PANELS.items():
            setattr(rich_utils, name, title)
