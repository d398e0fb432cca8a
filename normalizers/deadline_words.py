"""The words that deadlines are printed in: patterns for folded text, used by `normalizers.deadlines`.

Everything here is data: which phrases name a time, a recurrence or a condition, with the slips of scans that are safe
to allow for.
"""

from __future__ import annotations

import re

from normalizers.folding import Folder

# Words of the patterns that others look like once their marks are gone ("quỹ" and "quý", "tự" and "từ").
AMBIGUOUS_WORDS = (
    "quý từ đến trước hạn tháng ngày năm kỳ kì tuần hằng hàng mỗi tư theo khi sau sáu thứ nửa hết chậm xong"
)
FOLDER = Folder.of_words(AMBIGUOUS_WORDS.split(), others=("tự",))
YEAR = r"(?:19|20)\d\d"
YEAR_BEHIND = rf"(?:\s*[/.,-]?\s*(?:cua\s+)?(?:nam\s*)?[/.-]?\s*(?P<year>{YEAR})(?!\d))?"
# A quarter in Roman figures, with what scans make of "I"; only one to four are possible, so they are safe to read.
QUARTER = r"(?:[i1l|!]{1,3}|[i1l|]v|v[i1l|]?|[1-4])"
MONTH = r"(?:0?[1-9]|1[0-2])"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

LIST_JOIN = r"\s*(?:,|;|&|\+|-|va|den|toi|hoac)\s*"

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # "l5/12/2025", "3O/6": a letter among the digits; the date can't be known.
    (
        "unreadable_date",
        re.compile(
            r"(?<![\w/])(?=[\dloi|]*[loi|])(?=[loi|]*\d)[\dloi|]{1,2}\s?/\s?[\dloi|]{1,2}(?:\s?/\s?[\dloi|]{4})?(?![\w/])"
        ),
    ),
    # "15-20/9/2025", "từ 01 đến 05/9", "ngày 15, 16 tháng 9": days that share a month.
    (
        "days",
        re.compile(
            rf"(?<![\d/.,])(?<!thang )(?<!quy )(?<!thang\s\d[,-])(?P<day>{DAY})"
            rf"\s*(?:-|den(?:\s*ngay)?|va(?:\s*ngay)?|&|,(?=\s))"
            rf"\s*(?P<day2>{DAY})\s*(?:/|thang)\s*(?P<month>{MONTH})(?!\d)(?:\s*(?:/|,?\s*nam)\s*(?P<year>{YEAR})(?!\d))?"
            rf"(?![/%])"
        ),
    ),
    (
        "date",
        re.compile(
            rf"(?<![\d/.])(?P<day>\d{{1,2}})\s?(?P<sign>[/.-])\s?(?P<month>\d{{1,2}})\s?(?P=sign)\s?(?P<year>{YEAR}"
            rf"|\d\d(?=\D|$))(?![\d/])"
        ),
    ),
    (
        "date",
        re.compile(
            rf"(?:ngay\s*)?(?<!\d)(?<!tuan )(?<!tuan thu )(?<!\d[.,])(?P<day>\d{{1,2}})\s*thang\s*(?P<month>\d{{1,2}})"
            rf"(?:\s*[,.]?\s*nam\s*(?P<year>{YEAR}))?(?!\d|\s*lan\b)"
        ),
    ),
    (
        "months",
        re.compile(
            rf"(?<!hang )(?<!moi )\b(?:cac\s+)?(?:thang|t(?=\d))\s*"
            rf"(?P<list>{MONTH}(?:{LIST_JOIN}(?:thang\s*)?{MONTH}(?![\d]"
            rf"|\s*(?:lan|%|ngay|nam\b)))*)(?!\d|[.,]\d|\s*lan\b){YEAR_BEHIND}"
        ),
    ),
    (
        "quarters",
        re.compile(
            rf"(?<!hang )(?<!moi )\b(?:cac\s+)?(?:quy|q(?=[1-4i]))\s*"
            rf"(?P<list>{QUARTER}(?:{LIST_JOIN}(?:quy\s*)?{QUARTER}(?!\w))*)(?!\w){YEAR_BEHIND}"
        ),
    ),
    ("quarters", re.compile(rf"(?<![\w/])(?P<list>i{{1,3}}|iv)\s?/\s?(?P<year>{YEAR})(?!\d)")),
    ("month", re.compile(rf"(?<![\d/.])(?P<month>{MONTH})\s?[/-]\s?(?P<year>{YEAR})(?![\d/])")),
    (
        "date",
        re.compile(
            rf"(?<![\d/.,])(?P<day>{DAY})\s?/\s?(?P<month>{MONTH})(?![\d/.,%]\d|[/%])(?!\d)(?!\s*(?:so"
            rf"|tong|%|lop|nguoi|phong|don vi|xa|bo phan))"
        ),
    ),
    (
        "first_half",
        re.compile(
            rf"\b(?:0?6|sau)\s*thang\s*dau(?:\s*nam)?{YEAR_BEHIND}"
            rf"|\bnua\s*dau\s*nam{YEAR_BEHIND.replace('year', 'year2')}"
        ),
    ),
    (
        "second_half",
        re.compile(
            rf"\b(?:0?6|sau)\s*thang\s*cuoi(?:\s*nam)?{YEAR_BEHIND}"
            rf"|\bnua\s*cuoi\s*nam{YEAR_BEHIND.replace('year', 'year2')}"
        ),
    ),
    ("three_months", re.compile(rf"\b(?:0?3|ba)\s*thang\s*dau\s*nam(?:\s*{YEAR_BEHIND})?")),
    ("nine_months", re.compile(rf"\b(?:0?9|chin)\s*thang(?:\s*dau)?(?:\s*nam)(?:\s*{YEAR_BEHIND})?")),
    (
        "term",
        re.compile(
            rf"\b(?:hoc\s*k[yi]|hk)\s*(?P<term>1|2|i{{1,2}}|l{{1,2}})\b(?:[,\s]*(?:cua\s+)?nam\s*hoc)?(?:\s*(?P<year>{YEAR})\s*-\s*(?P<year2>{YEAR}))?"
        ),
    ),
    ("school_year", re.compile(rf"\bnam\s*hoc\s*(?P<year>{YEAR})\s*-\s*(?P<year2>{YEAR})")),
    (
        "years",
        re.compile(rf"(?<![\d/])(?P<year>{YEAR})\s*(?:-|den(?:\s*(?:het\s*)?nam)?)\s*(?P<year2>{YEAR})(?![\d/])"),
    ),
    (
        "year",
        re.compile(
            rf"(?<![\d/.,])(?:(?:nam|/)\s*)?(?P<year>{YEAR})(?![\d/%]|[.,]\d|\s*(?:nguoi|ho so|dong"
            rf"|trieu|ty|luot|ho|ha|tan))"
        ),
    ),
    ("this_school_year", re.compile(r"\b(?<!xuyen )(?:trong|ca|het|cuoi|dau)\s+nam\s+hoc\b(?!\s*\d)")),
    (
        "this_year",
        re.compile(
            r"\b(?:trong|ca|het|cuoi|hoan thanh trong|dau)\s+nam(?:\s+nay|\s+ke hoach)?\b"
            r"(?!\s*(?:hoc|so|[12]\d|\x00))"
        ),
    ),
)

# How often; (words on folded text, recurrence), the first that stands first in the text wins.
EVERY = r"(?:hang|hẳng|moi|tung|dinh ky|theo)"
TIMES = r"(?:\d{1,2}|mot|hai|ba|bon)\s*(?:lan|ky|cuoc|buoi|dot|bao cao)"
RECURRENCES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "half_yearly",
        re.compile(
            rf"(?:dinh ky|moi|bao cao|hang|{TIMES}\s*(?:/|moi|trong)?)\s*(?:\d\s*lan\s*)?(?:0?6|sau)\s*thang"
            rf"|(?:0?6|sau)\s*thang\s*(?:/|mot|1|moi)\s*(?:lan|mot|1)"
            r"|(?:0?2|hai)\s*lan\s*(?:/|trong|moi|mot)\s*(?:1\s*|mot\s*)?nam\b|(?:so|tong) ket 6 thang|nua nam"
        ),
    ),
    (
        "quarterly",
        re.compile(
            rf"{EVERY}\s*quy\b(?!\s*(?:dinh|che|trinh|hoach|mo\b|dat|[iv]{{1,3}}\b|[1-4]\b))|{TIMES}\s*(?:/|trong|moi)?\s*(?:1\s*"
            rf"|mot\s*)?quy\b(?!\s*[iv\d])|quy\s*/\s*(?:0?1\s*)?lan"
            r"|(?:0?3|ba)\s*thang\s*(?:/|mot|1|moi)\s*(?:lan|mot|1)|(?:0?4|bon)\s*lan\s*/\s*nam|\bquy, (?:0?6"
            r"|sau) thang|thang cuoi quy|cac quy\b(?!\s*[iv\d])|cuoi (?:moi |hang )?quy\b(?!\s*[iv\d])"
        ),
    ),
    (
        "monthly",
        re.compile(
            rf"{EVERY}\s*thang\b(?!\s*\d)|(?:hang|moi)\s*thang\b|{TIMES}\s*(?:/|trong|moi)?\s*(?:1\s*|mot\s*)?thang\b(?!\s*\d)"
            rf"|(?<!\d )(?<!\d)(?:1\s*|mot\s*)?thang\s*/\s*(?:0?1\s*)?lan|12\s*lan\s*/\s*nam"
            r"|ngay\s*\d{1,2}\s*(?:hang|moi|cua)\s*thang(?!\s*(?:cuoi|\d))|cac thang\b(?!\s*\d)|^\W*thang, quy\b"
        ),
    ),
    (
        "weekly",
        re.compile(
            rf"{EVERY}\s*tuan\b|{TIMES}\s*(?:/|trong|moi)?\s*(?:1\s*|mot\s*)?tuan\b|tuan\s*/\s*(?:0?1\s*)?lan"
            rf"|thu\s*(?:hai|ba|tu|nam|sau|[2-6])\s*(?:hang|moi)\s*tuan"
        ),
    ),
    (
        "yearly",
        re.compile(
            r"(?:hang|moi|tung|dinh ky)\s*nam\b(?!\s*(?:19|20)\d\d)"
            rf"|{TIMES}\s*(?:/|trong|moi)\s*(?:1\s*|mot\s*)?nam\b(?!\s*(?:hoc"
            rf"|\d))|(?:1\s*|mot\s*)?nam\s*/\s*(?:0?1\s*)?lan|thuong nien|cac nam trong|^\W*cac nam\W*$"
            r"|(?:1|mot) lan (?:mot|trong) nam|hang nien"
        ),
    ),
    (
        "ongoing",
        re.compile(
            r"thuong\s*xuyen|lien\s*tuc|hang\s*ngay\b|moi\s*ngay\b|thuong\s*truc\b|suot (?:nam|ca nam)"
            r"|quanh nam|ca nam\b(?! hoc)|suot nam hoc|xuyen suot|^\W*lau dai|^\W*24/24"
        ),
    ),
)
PERIODIC = re.compile(r"\bdinh\s*k[yi]\b|\btheo k[yi]\b")

AT_OCCASION = r"\b(?:truoc|sau|trong(?: thoi gian| dip)?|tai) (?:[a-z]+ ){0,4}?(?:ky hop|dai hoi|hoi nghi|bau cu|tet)"
CONDITION = re.compile(
    r"^[-+*\s(]*(?:thuc hien\s+|hoan thanh\s+|trien khai\s+|bao cao\s+|khi\s+)?(?:theo\b|sau\b"
    r"|khi\b|ngay sau\b|ngay khi\b|ke tu\b|tuy\b|phu thuoc|truoc khi\b|neu\b|can cu)"
    r"|\bke tu (?:ngay|khi|luc)\b|\bngay (?:sau )?khi\b|\bsau khi\b|\bkhi co\b|\bkhi (?:phat sinh"
    r"|can|duoc|nhan)|\bdot xuat\b|\btheo (?:quy dinh|ke hoach|tien do|lo trinh|yeu cau|"
    r"thuc te|tinh hinh|huong dan|chi dao|chuong trinh|thoi gian|thoi han|su vu|nhu cau|dot"
    r"|vu viec|tung|de nghi|trien khai|dang ky|thong bao|phan cong|lich)"
    r"|\btrong (?:vong|thoi han|thoi gian) \d"
    r"|\bcham nhat (?:la |sau |trong )?\d+ (?:ngay|gio|thang)"
    r"|^\W*(?:thuc hien |trien khai )?ngay(?: trong ngay| lap tuc)?\W*$"
    r"|^\W*(?:toi da |trong |khong qua )?\d{1,3} (?:ngay|gio|tuan)(?: lam viec)?\W*$"
    rf"|{AT_OCCASION}\b"
    r"|\bchua xac dinh|\bphat sinh\b|\bsau \d+ (?:ngay"
    r"|thang|nam)\b|\btruoc khi\b"
)
# An occasion that a plan waits for: the year behind it only tells which ("trước kỳ họp cuối năm 2025").
OCCASION = re.compile(rf"{AT_OCCASION}\b[^\d]*$")
BEFORE_CONDITION = re.compile(r"\btheo\b|\bsau khi\b|\bkhi\b|\bke tu\b|\bcan cu\b")
BY = re.compile(
    r"\b(?:truoc|den|toi|cham nhat|muon nhat|xong|han|khong qua|het|hoan thanh vao)\b[^\d;\n]{0,24}(?:\d{1,2}\s*(?:h"
    r"|g|gio)\s*(?:\d\d)?[^\d;\n]{0,8})?$"
)
FROM = re.compile(r"\b(?:ke )?tu\s*(?:dau\s*|ngay\s*|thang\s*|quy\s*|nam\s*|khoang\s*)*$")
ONWARD = re.compile(r"^\s*(?:tro di|va (?:cac|nhung) nam (?:tiep theo|sau)|va cac nam sau|\.\.\.)")
BEFORE_YEAR = re.compile(r"truoc\s*(?:nam\s*)?$")
# "Trước tháng 10/2025", "Trước quý III": by the day before it begins.
BEFORE_STRETCH = re.compile(r"\btruoc\s*$")
# "Đầu năm 2025", "đầu quý II", "giữa tháng 9": the first part of a stretch.
EARLY = re.compile(r"\bdau\s*$")
MIDDLE = re.compile(r"\bgiua\s*$")
DAYS_AFTER_ISSUE = re.compile(
    r"(?P<days>\d{1,3})\s*(?P<unit>ngay(?:\s*lam viec)?|thang)\s*[,]?\s*(?:ke\s*)?tu\s*(?:ngay"
    r"|khi)\s*(?:ky\s*)?(?:,?\s*ban hanh|ky)(?:\s*(?:ke hoach|van ban)(?:\s*nay)?)?\s*[.;)]*\s*$"
)

TIME_IN_SENTENCE = (
    rf"(?:ngay\s*)?{DAY}\s?[/.-]\s?{MONTH}\s?[/.-]\s?{YEAR}"
    rf"|(?:ngay\s*)?{DAY}\s*thang\s*{MONTH}(?:\s*nam\s*{YEAR}|\s*hang nam)?"
    rf"|ngay\s*{DAY}\s?/\s?{MONTH}(?:\s*hang nam)?|ngay\s*{DAY}\s*(?:hang|cua|moi)\s*(?:thang|quy)"
    rf"|(?:cac\s+)?thang\s*{MONTH}(?:{LIST_JOIN}(?:thang\s*)?{MONTH}(?!\d))*(?:\s*[/-]\s*{YEAR}"
    rf"|\s*nam\s*{YEAR})?(?!\d)"
    rf"|(?:cac\s+)?quy\s*(?:iv|i{{1,3}}|[1-4])(?!\w)(?:{LIST_JOIN}(?:quy\s*)?(?:iv|i{{1,3}})(?!\w))*(?:\s*[/-]\s*{YEAR}"
    rf"|\s*nam\s*{YEAR})?"
    rf"|0?6\s*thang\s*(?:dau|cuoi)\s*nam(?:\s*{YEAR})?"
    rf"|(?:cuoi\s+|dau\s+|het\s+)?nam(?:\s*hoc)?\s*{YEAR}(?:\s*-\s*{YEAR})?"
    rf"|hoc\s*k[yi]\s*(?:i{{1,2}}|[12])\b(?:\s*nam\s*hoc\s*{YEAR}\s*-\s*{YEAR})?"
    rf"|{MONTH}/{YEAR}"
)
LEAD = (
    r"(?:truoc|den het|den|tinh den|(?:cham|muon) nhat(?: vao| la| den)?(?: het)?"
    r"|trong|vao|tu|het|han|thoi han(?: den)?|thoi gian(?: hoan thanh)?:?)"
)
PHRASE = re.compile(
    rf"(?<!\w){LEAD}\s+(?:{TIME_IN_SENTENCE})(?:\s*(?:den|-|tro di)\s*(?:{TIME_IN_SENTENCE})?)?(?!\w)"
    r"|(?<!\w)(?:trong|cuoi|het) nam(?: nay| hoc)?(?!\w)(?!\s*\d)"
    r"|(?<!\w)(?:dinh ky\s+)?(?:hang|moi)\s+(?:ngay|tuan|thang|quy|nam)(?!\w)(?!\s*[iv\d])"
    r"|(?<!\w)dinh ky\s+(?:0?[36]\s*thang|tuan|thang|quy|nam)(?!\w)"
    rf"|(?<!\w)(?:thang\s*{MONTH}\s?/\s?{YEAR}|quy\s*(?:iv|i{{1,3}}|[1-4])\s?/\s?{YEAR})(?!\d)"
)
