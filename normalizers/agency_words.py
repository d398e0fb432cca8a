"""The words that responsibilities are printed in: patterns for folded text, used by `normalizers.agencies`.

Everything here is data: what the name of an agency begins with, what ends it, and what tells who leads.
"""

from __future__ import annotations

import re

from normalizers.folding import Folder, fold_marks

# Words that an agency's name begins with, folded; those in the second list only before or not before certain words.
HEAD_WORDS = (
    "so, ubnd, hdnd, uy ban, hoi dong, bo phan, bo mon, van phong, vp, bql, bcd, bch, bgh, cong an, quan su,"
    " bo chi huy,"
    " ban chi huy, ban quan ly, trung tam, tt, chi cuc, cuc, tong cuc, vien kiem sat, benh vien, tram, toa an,"
    " kho bac, ngan hang,"
    " thanh tra, mat tran, mttq, ubmttq, ubmttqvn, lien doan, lien hiep, lien minh, cong doan, dang uy, chi bo,"
    " chi doan,"
    " chi hoi, dang bo, tinh uy, huyen uy, thanh uy, quan uy, tinh doan, huyen doan, hieu truong, pho hieu truong,"
    " chu tich, pho chu tich, giam doc, pho giam doc, truong phong, truong ban, truong thon, truong khoa, truong doan,"
    " pho truong, thu truong, nguoi dung dau, cong chuc, can bo, vien chuc, chuyen vien, giao vien,"
    " gv, gvcn, gvbm,"
    " nhan vien, van thu, ke toan, y te, thu vien, bao ve, quan tri mang, quan tri, tong phu trach, tpt, ttcm,"
    " to truong,"
    " to pho, cong ty, tap doan, tong cong ty, hop tac xa, buu dien, dien luc, bao hiem xa hoi, bhxh, thue,"
    " hai quan, kiem lam, nha truong, dai hoc, hoc vien, chinh phu, thu tuong, bi thu, bo doi bien phong,"
    " don bien phong, tand, vksnd, ttyt, kbnn, nhnn, ldld,"
    " dan quan, lien doi, chi doi, ban ngành, ky thuat vien"
)
CONDITIONAL_HEADS = (
    r"bo (?!phan|may|sung|sach|tieu|mon|chi|luat|cong cu|ho so)",
    r"phong (?!chong|ngua|trao)",
    r"ban (?!hanh|giao|do|tin|sao|luan|bac|dan|be|than|quyen|chi huy)",
    r"ca (?=xa|tinh|huyen|phuong)",
    r"hoi (?!nghi|thao|nhap|vien|dap|dong)",
    r"doan (?!vien|ket|the)",
    r"truong (?=mam|tieu|thcs|thpt|pho|trung|cao|dai|hoc|chinh|th |mn |day|ptdt)",
    r"vu (?!viec|an|mua|the)",
    r"vien (?!chuc|tro|phi)",
    r"bao (?=khanh|va|dong|nhan|tinh|ha|lao|dai)",
    r"dai (?=phat|truyen|khi)",
    r"to (?!chuc|tung|khai|trinh|quoc|cao)",
    r"doi (?=tuyen|co|kiem|phong|san|thanh|quan|canh|thue)",
    r"khoa (?!hoc|dao|hop|so)",
    r"nha (?=thieu|van hoa)",
    r"hat (?=kiem|giao)",
    r"lanh dao(?!,? (?:chi dao|va chi dao|viec|cong tac))",
    r"thon (?=[a-z]+\b)",
)
# Plural groups: "các phòng", "tất cả các đơn vị", "toàn thể cán bộ".
PLURAL = r"(?:tat ca|toan the|toan bo|cac|nhung|tung|mot so)"
HEAD = (
    "(?:"
    + "|".join(sorted((word.strip() for word in fold_marks(HEAD_WORDS).split(",")), key=len, reverse=True))
    + rf"|{PLURAL})(?!\w)|(?:"
    + "|".join(CONDITIONAL_HEADS)
    + ")"
)
HEAD = f"(?:{HEAD})"
# Words of the patterns that others look like once their marks are gone ("số" and "sở", "cung" and "cùng").
AMBIGUOUS_WORDS = "sở bộ tổ hội đoàn đội cục vụ viện viên trạm báo bảo đài đại hạt trường trưởng"
FOLDER = Folder.of_words(AMBIGUOUS_WORDS.split())
# Bare words for groups: behind "và" they are a group of their own, unless they go on with one ("các sở, ngành và ...").
GROUP = (
    r"(?:bo, nganh|so, nganh|so, ban|ban, nganh|bo nganh|co quan|don vi|dia phuong|doan the|to chuc|ca nhan|nganh"
    r"|ban nganh)"
)
# Behind "các khoa, ...": "phòng trong bệnh viện" goes on with the group, "phòng Kế hoạch" is a room of its own.
GOES_ON_WITH_GROUP = re.compile(
    r"(?:so|phong|ban|khoa|to|bo|cuc|vu|hoi|doan|truong)(?:\s+(?:trong|thuoc|lien quan|co lien quan|truc thuoc"
    r"|chuyen mon|khac"
    r"|nganh|tren dia ban|cua|chuc nang)\b|\s*$)"
)
GENERIC_LIST = re.compile(r"^(?:tat ca\s+)?(?:cac|nhung|toan the|tat ca)\s")
SPLIT = re.compile(
    rf"\s*(?:;|\n|,(?=\s+{HEAD})|,?\s+va(?=\s+(?:{HEAD}|(?P<group>{GROUP})(?!\w)))|\s*/(?=\s*{HEAD})"
    rf"|\s\+\s|\s&\s(?={HEAD}))\s*"
)
# "HĐND và UBND", "Đoàn ĐBQH và HĐND" share one office.
JOINT_OFFICE = re.compile(
    r"(?:hdnd|hoi dong nhan dan|dbqh|dai bieu quoc hoi|huyen uy|tinh uy|dang uy|thanh uy)\s*(?:tinh"
    r"|huyen|xa|phuong|thanh pho)?\s*$"
)
OFFICE_BEFORE = re.compile(r"(?:van phong|vp\.?|doan)\s[^,;\n]*$|(?:van phong|vp\.?)\s*$")

LEADS = (
    r"(?:chu\s*tri|chu\s*dong|dau\s*moi|lam dau moi|la co quan chu tri|phu trach chinh"
    r"|phu trach(?=\s*(?:[,;.]|$))|chiu trach nhiem chinh)"
)
TOGETHER = r"(?:phoi\s*hop|phoi\s*ket\s*hop|ket\s*hop|cung(?!\s*(?:cap|ung|co)\b))\b"
TOGETHER_WITH = re.compile(
    rf"[,;]?\s*(?:va\s+)?(?:chu dong\s+)?{TOGETHER}\s*(?:chat che\s*)?(?:voi\s+|cung\s+(?:voi\s+)?)?[:]?\s*"
)
LEAD_WORD = re.compile(rf"[,:;]?\s*(?:(?:la|lam|chiu trach nhiem|co trach nhiem|duoc giao)\s+)*{LEADS}\b\s*[:,;]?\s*")
# What an agency does: ends its name. "thực hiện giải quyết TTHC" behind "phòng" tells which rooms, see _cut_at_verb.
VERB = re.compile(
    r"(?:[,;]?\s+|^)(?:(?:co\s+)?trach nhiem|co nhiem vu|chiu trach nhiem|cac nhiem vu\b|thuc hien"
    r"|to chuc (?!hanh chinh|can bo|nha nuoc|chinh tri|xa hoi|dang|phap che|- )"
    r"|xay dung (?=bao|ke|van|noi|du|de|quy|chuong|phuong|va|co so|danh|cac|to trinh|chi)|tham muu"
    r"|nghien cuu(?! khoa)|lap (?=danh|ke|du|bao|ho|bien|de)|tong hop(?=\s)(?! -)|cung cap|tra loi"
    r"|tiep nhan|dang tai|dang tin|trien khai|huong dan|ra soat"
    r"|kiem tra (?!dang|cchc|noi bo|ccvc|cong vu|giam sat)|theo doi|don doc|bao cao|de xuat"
    r"|bo tri|phan cong|chi dao (?!tuyen)|dam bao|bao dam|thong ke|cap nhat|soan thao|trinh (?=ubnd"
    r"|hdnd|lanh|chu|ban)|tham dinh|giam sat|quan ly (?=va|viec|ho so)|nop|gui|hoan thanh|phe duyet"
    r"|du thao|van dong|tuyen truyen(?=\s+(?!gd|va|giao|-|vien))|chuan bi|ban hanh|phoi hop thuc hien"
    r"|tham gia|bam sat|lam tot|day manh|tang cuong|tiep tuc|cong khai|niem yet|khao sat|danh gia (?!ngoai"
    r"|xep)|du toan|tien hanh|duoc (?=giao|phan)|so hoa|chu dong|can cu|phat dong|quan triet"
    r"|pho bien|dau moi|cu (?=can|cong|nguoi|chuyen)|doi moi|khai thac|tu van (?=cho)"
    r"|chu tri|quy dinh (?=chi tiet|viec|ve|cu the)|dieu tra|la (?=co quan|don vi|dau moi|nguoi|to chuc)|phai"
    r"|khi (?=thuc|co)|xem xet|quyet dinh (?=dau|phe|viec)|quan ly, su dung|to chuc,|cong bo|ke khai|thu thap|lua chon"
    r"|thong bao|lien he|ho tro|yeu cau|uu tien|phat huy|giup|tao dieu kien|thi hanh|van hanh|xac dinh|dinh ky|hang nam"
    r"|thuong xuyen|kip thoi|khan truong|tong ket|xu ly|giai quyet|thu (?=phi|hut|le)|quan ly (?=nha nuoc|, )|chap hanh"
    r"|de (?!xuat|an|tai|nghi)|nham|(?<!lam )(?<!cong )(?<!su )viec (?!lam)|co quyen"
    r"|trong (?=viec|cong tac|qua trinh)|tu(?= (?:kiem|danh|giai|ra soat|xay|to|chu|tim|hoc|nguyen|bao))"
    r"|duoc (?=su|cap|phep)|se|can(?= (?:chu|tang|lam|co|phai|thuc|nam|dam))|mo (?=lop|rong|cac|dot|so)"
    r"|hop (?=rut|ban|danh|giao|de|dinh|va)"
    r"|su dung|thanh lap|khac phuc|nang cao|duy tri|mua sam|long ghep|ap dung|tap trung|rut kinh nghiem|sap xep"
    r"|san sang|phan tich|phan loai|phat hanh|nam (?=bat|chac|tinh|ro)|gap (?=go|phu|mat)|truc (?=\d|ban|bao|tai))\b"
)
RELATIVE = re.compile(
    r"(?:phong|ban|bo phan|don vi|co quan|phong chuyen mon|phong, ban|to chuc|ca nhan|nguoi"
    r"|so, nganh)(?:\s+chuyen mon)?$"
)
RELATIVE_VERB = re.compile(
    r"\s+(?:thuc hien\s+(?:viec\s+)?)?(?:giai quyet|tiep nhan(?= ho so| va tra)|quan ly|cung cap(?= dich vu)"
    r"|tham muu(?= linh)|phu trach|lien quan|co lien quan|chu quan)"
)
NAMED_FOR_A_VERB = re.compile(r"(?<!cac )\b(?:ban|to|doan|trung tam|bo phan|hoi dong|to cong tac)$")
NO_LONGER_NAMED = re.compile(r"^[\s\-–+*•.,:;]+|[\s.,:;]+$")
LABELS = re.compile(
    r"(?P<lead>(?:co quan|don vi|bo phan|phong)?\s*(?:chu tri|dau moi)(?:\s+thuc hien|\s+tham muu)?|cqct)\s*:\s*"
    r"|(?P<with>(?:(?:cac\s+)?(?:co quan|don vi|bo phan)\s+)?phoi hop(?:\s+thuc hien)?|cqph)\s*:\s*"
)
CONTRIBUTES = re.compile(r"^(?:thuc hien\s+)?(?:cung cap|phoi hop|ho tro|tham gia|gui|dong gop)\b")
ASSIGNED = re.compile(r"^(?:giao|de nghi|yeu cau|phan cong|uy quyen|giao cho)\s+(?:cho\s+)?")

# What a plural must go on with to be agencies or people: "các phòng", not "các giải pháp".
GROUP_NOUN = (
    r"(?:phong|so|ban|bo|bo phan|bo mon|don vi|co quan|to|truong|xa|phuong|huyen|dia phuong"
    r"|doan the|hoi|nganh|thon|ap|khoa|vien"
    r"|trung tam|dong chi|thanh vien|cong chuc|vien chuc|can bo|giao vien|chi bo|chi doan|lop"
    r"|cong ty|doanh nghiep|tap the|ca nhan|to chuc|uy vien"
    r"|nha truong|ubnd|cuc|vu|chi cuc|benh vien|tram|ap|khu pho|to dan pho|chuyen vien|nhan vien"
    r"|hop tac xa|co so|tinh|thanh pho)"
)
BEGINS_WITH_AGENCY = re.compile(
    rf"^[\s\-–+*•]*(?:(?:cac )?dong chi\s|d/c\s?"
    rf"|(?!{PLURAL}\s){HEAD}|{PLURAL}\s(?:{PLURAL}\s)?{GROUP_NOUN}(?!\w)|(?:co quan|don vi)(?!\w))"
)
