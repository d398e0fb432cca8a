# ruff: noqa: E501 - a case a line
"""Who is responsible, in the ways that plans of many bodies print it, and the forms that one name is printed in.

A case of the first list is "as printed|lead|coordinating" (" // " parts lines), of the second "form|form|...", which must give one name.
"""

from __future__ import annotations

import pytest

from normalizers.agencies import agency_names, split_responsibility

RESPONSIBILITIES = """
Văn phòng chủ trì, phối hợp các phòng, đơn vị trực thuộc thực hiện.|Văn phòng|các phòng, đơn vị trực thuộc
Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành, UBND các xã, phường|Sở Nội vụ|các sở, ban, ngành; UBND các xã, phường
Sở Tài chính (chủ trì), Sở Nội vụ (phối hợp)|Sở Tài chính|Sở Nội vụ
Chủ trì: Sở Y tế; Phối hợp: Công an tỉnh, Sở Giáo dục và Đào tạo|Sở Y tế|Công an tỉnh; Sở Giáo dục và Đào tạo
Chủ trì: Phòng Văn hóa - Xã hội // Phối hợp: Các phòng, ban|Phòng Văn hóa - Xã hội|Các phòng, ban
- Chủ trì: Văn phòng HĐND và UBND. // - Phối hợp: Công an xã; Ban CHQS xã.|Văn phòng HĐND và UBND|Công an xã; Ban CHQS xã
Hiệu trưởng, Phó Hiệu trưởng|Hiệu trưởng; Phó Hiệu trưởng|
Ban giám hiệu, tổ trưởng chuyên môn, GVCN|Ban giám hiệu; tổ trưởng chuyên môn; GVCN|
Đ/c Nguyễn Văn An - Phó Chủ tịch UBND|Đ/c Nguyễn Văn An - Phó Chủ tịch UBND|
Đồng chí Hà (Hiệu trưởng) phụ trách, tổ văn phòng phối hợp|Đồng chí Hà (Hiệu trưởng)|tổ văn phòng
BGH, TPT Đội, GVCN các lớp|BGH; TPT Đội; GVCN các lớp|
Giao Phòng Kinh tế chủ trì, phối hợp với Phòng Văn hóa - Xã hội và các đơn vị liên quan|Phòng Kinh tế|Phòng Văn hóa - Xã hội; các đơn vị liên quan
Phòng Kinh tế phối hợp với Công an xã|Phòng Kinh tế|Công an xã
Phòng Kinh tế, phối hợp Công an xã và các thôn|Phòng Kinh tế|Công an xã; các thôn
Trung tâm Y tế; Trạm Y tế các xã|Trung tâm Y tế; Trạm Y tế các xã|
Các khoa, phòng|Các khoa, phòng|
Tất cả các khoa, phòng trong bệnh viện|Tất cả các khoa, phòng trong bệnh viện|
Phòng Kế hoạch tổng hợp, phòng Điều dưỡng|Phòng Kế hoạch tổng hợp; phòng Điều dưỡng|
Sở Nông nghiệp và Môi trường, Sở Khoa học và Công nghệ|Sở Nông nghiệp và Môi trường; Sở Khoa học và Công nghệ|
Ban Chỉ huy quân sự xã chủ trì; Công an xã, các đoàn thể phối hợp|Ban Chỉ huy quân sự xã|Công an xã; các đoàn thể
Sở Xây dựng là cơ quan chủ trì, Sở Tài chính là cơ quan phối hợp|Sở Xây dựng|Sở Tài chính
Cơ quan chủ trì: Bộ Nội vụ. Cơ quan phối hợp: Các Bộ, ngành, địa phương|Bộ Nội vụ|Các Bộ, ngành, địa phương
Vụ Kế hoạch - Tài chính chủ trì; các Cục, Vụ phối hợp|Vụ Kế hoạch - Tài chính|các Cục, Vụ
UBND xã (phòng Kinh tế)|UBND xã (phòng Kinh tế)|
Văn phòng Đảng ủy, Ủy ban Kiểm tra Đảng ủy|Văn phòng Đảng ủy; Ủy ban Kiểm tra Đảng ủy|
Ban Xây dựng Đảng, Ủy ban MTTQ Việt Nam xã và các tổ chức chính trị - xã hội|Ban Xây dựng Đảng; Ủy ban MTTQ Việt Nam xã; các tổ chức chính trị - xã hội|
Kế toán|Kế toán|
Ông Trần Văn B|Ông Trần Văn B|
Công chức Địa chính - Xây dựng, công chức Tư pháp - Hộ tịch|Công chức Địa chính - Xây dựng; công chức Tư pháp - Hộ tịch|
Trưởng các đơn vị|Trưởng các đơn vị|
Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các xã, phường|Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các xã, phường|
Tổ Công nghệ số cộng đồng các thôn|Tổ Công nghệ số cộng đồng các thôn|
Công ty Cổ phần Đầu tư Phát triển Hạ tầng; Ban Quản lý|Công ty Cổ phần Đầu tư Phát triển Hạ tầng; Ban Quản lý|
Doanh nghiệp đầu tư hạ tầng KCN|Doanh nghiệp đầu tư hạ tầng KCN|
Phòng Quản lý đầu tư (chủ trì); các phòng liên quan|Phòng Quản lý đầu tư|các phòng liên quan
Sở Tư pháp chủ trì phối hợp Công an tỉnh, TAND tỉnh, VKSND tỉnh|Sở Tư pháp|Công an tỉnh; TAND tỉnh; VKSND tỉnh
Các tổ chuyên môn, tổ văn phòng|Các tổ chuyên môn; tổ văn phòng|
Đoàn TNCS Hồ Chí Minh, Hội LHPN, Hội Nông dân, Hội CCB|Đoàn TNCS Hồ Chí Minh; Hội LHPN; Hội Nông dân; Hội CCB|
Liên đoàn Lao động tỉnh phối hợp cùng các sở, ngành liên quan|Liên đoàn Lao động tỉnh|các sở, ngành liên quan
"""

ONE_NAME = """
Văn phòng HĐND và UBND xã|VP. HĐND&UBND xã|VP HĐND - UBND xã|Văn phòng HĐND&UBND xã|Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã|VP. HĐND và UBND xã
Sở GD&ĐT|Sở Giáo dục và Đào tạo|Sở GDĐT|SGDĐT|Sở Giáo dục & Đào tạo
Phòng VH-XH|Phòng Văn hóa - Xã hội|Phòng Văn hoá – Xã hội|Phòng VHXH|P. Văn hóa - Xã hội
Ủy ban MTTQ Việt Nam xã|UBMTTQVN xã|Ủy ban Mặt trận Tổ quốc Việt Nam xã|UB MTTQVN xã|Uỷ ban MTTQ Việt Nam xã
UBND tỉnh|Ủy ban nhân dân tỉnh|Uỷ ban nhân dân tỉnh|UBND Tỉnh
Trung tâm PVHCC|Trung tâm Phục vụ hành chính công|TTPVHCC|Trung tâm phục vụ Hành chính công|TT PVHCC
Ban Chỉ huy Quân sự xã|Ban CHQS xã|BCH Quân sự xã|BCHQS xã
Công an xã|CA xã
Sở NN&MT|Sở Nông nghiệp và Môi trường|Sở NNMT
Ban Giám hiệu|BGH|Ban giám hiệu
Các sở, ban, ngành|các Sở, ban, ngành|Các sở, ban ngành
Đoàn Thanh niên|Đoàn TN|ĐTN
Bảo hiểm xã hội tỉnh|BHXH tỉnh
Phòng Kinh tế|phòng Kinh tế|Phòng kinh tế|P.Kinh tế
Hội Liên hiệp Phụ nữ xã|Hội LHPN xã|Hội liên hiệp phụ nữ xã
Sở Lao động - Thương binh và Xã hội|Sở LĐTBXH|Sở LĐ-TB&XH|Sở LĐ-TBXH|Sở Lao động, Thương binh và Xã hội
"""


@pytest.mark.parametrize("case", RESPONSIBILITIES.strip().splitlines())
def test_lead_and_coordinating_are_split_as_a_person_would(case: str) -> None:
    printed, lead, coordinating = case.replace(" // ", "\n").split("|")
    found = split_responsibility(printed)
    assert (found.lead, found.coordinating) == (lead, coordinating)


@pytest.mark.parametrize("forms", ONE_NAME.strip().splitlines())
def test_forms_of_a_name_give_one_name(forms: str) -> None:
    assert len({agency_names(form) for form in forms.split("|")}) == 1
