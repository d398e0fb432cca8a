"""Things that plans count: what stands behind a number to be reached ("02 lớp", "30 hồ sơ")."""

from __future__ import annotations

import re

from normalizers.folding import fold_marks

# Things that plans count, as printed behind the number.
_COUNTED = """
giải pháp, sáng kiến, người, lao động, hộ, lớp, cuộc, hội nghị, hội thảo, buổi, đợt, lượt, hồ sơ, văn
bản, thủ tục hành chính, thủ tục, TTHC, dịch vụ công, dịch vụ, mô hình, dự án, đề tài, đề án, công trình,
doanh nghiệp, hợp tác xã, sản phẩm, tin, bài, tin, bài viết, bài, chuyên mục, phóng sự, chuyên đề, tiết
mục, giải, học sinh, sinh viên, giáo viên, giảng viên, cán bộ, công chức, viên chức, đảng viên, đoàn
viên, hội viên, đồng chí, tổ chức, cơ sở, trường, xã, phường, thôn, phòng học, giường bệnh, bác sĩ, dược
sĩ, ha, km, m2, m², tấn, MW, kWh, cây, con, căn nhà, căn, phiếu, báo cáo, lần, vụ, sự kiện, hoạt động,
câu lạc bộ, tổ, đội, nhóm, quy trình, nhiệm vụ, chỉ tiêu, tiêu chí, bộ, máy, thiết bị, đơn vị máu, trung
tâm, cửa hàng, trạm, sân, thư viện, đại biểu, phương án, thành viên, chuyên gia, kỹ sư, thạc sĩ, tiến sĩ,
thạc sỹ, tiến sỹ, bác sỹ, giải thưởng, huy chương, pano, băng rôn, khẩu hiệu, tài khoản, chứng chỉ, tín
chỉ, tiết, phần mềm, ứng dụng, tuyến đường, tuyến, chợ, trang trại, suất quà, phần quà, suất, học bổng,
cây xanh, khóa, ấn phẩm, video, clip, bản tin, kg, chi hội, tổ hợp tác, làng nghề, điểm trường, km2, mét,
chương trình, chi bộ, tập thể, cá nhân, gương, bậc xếp hạng, bậc, nhà, khu công nghiệp, cụm công nghiệp,
điểm cầu
"""
_ALSO_WRITTEN = {"hec ta": "ha", "hecta": "ha", "ki lo met": "km", "ki-lo-met": "km", "met vuong": "m2"}
COUNT_UNITS = {fold_marks(unit): unit for unit in re.split(r",\s+", " ".join(_COUNTED.split()))} | _ALSO_WRITTEN
"""How each is printed, by its letters without marks."""
