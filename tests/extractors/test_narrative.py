"""Tasks stated in the narrative, and who is to do them."""

from __future__ import annotations

from datetime import date

from extractors.headings import outline
from extractors.narrative import read_narrative_tasks
from extractors.plan import Plan
from extractors.records import Task
from tests.extractors.paragraphs_of import paragraphs_of

PLAN = """
Ban Quản lý các Khu công nghiệp Đồng Nai (Ban Quản lý) lập kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
- Nâng cao trách nhiệm của các phòng.
II. NHIỆM VỤ, GIẢI PHÁP
1. Cải cách thể chế
a) Rà soát văn bản quy phạm pháp luật theo Nghị định số 30/2020/NĐ-CP, hoàn thành trước ngày 15/12/2025.
b) Giao Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ và các đơn vị liên quan thẩm định văn bản.
2. Kinh phí thực hiện
- Bố trí trong dự toán hằng năm.
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng:
- Theo dõi, đôn đốc các phòng.
Tổng hợp kết quả gửi lãnh đạo.
- Chủ trì, phối hợp với Sở Nội vụ tổ chức kiểm tra trong quý III.
2. Trách nhiệm của UBND các xã
- Báo cáo Ban Quản lý hằng quý.
3. Các phòng, đơn vị trực thuộc bám sát kế hoạch và phối hợp với Văn phòng để hoàn thành nhiệm vụ.
4. Sở Tài chính: Chủ trì, phối hợp với Kho bạc Nhà nước bảo đảm kinh phí.
Trong quá trình triển khai thực hiện, nếu có vướng mắc, các phòng phản ánh về Văn phòng.
Nơi nhận:
- Sở Nội vụ;
"""


def tasks() -> dict[str, Task]:
    found = read_narrative_tasks(outline(paragraphs_of(PLAN)), plan=Plan(2025))
    return {task.task.split("\n")[0][:24]: task for task in found}


def test_only_items_below_task_headings_are_tasks() -> None:
    assert list(tasks()) == [
        "Rà soát văn bản quy phạm",
        "Giao Sở Tư pháp chủ trì,",
        "Theo dõi, đôn đốc các ph",
        "Chủ trì, phối hợp với Sở",
        "Báo cáo Ban Quản lý hằng",
        "Các phòng, đơn vị trực t",
        "Sở Tài chính: Chủ trì, p",
    ]


def test_what_stands_below_the_signer_office_is_no_task() -> None:
    signed = PLAN[: PLAN.index("Nơi nhận:")] + "KT. GIÁM ĐỐC\nTT n tai\n- Lãnh đạo Sở;\n- Lưu: VT, VP.\n"
    found = read_narrative_tasks(outline(paragraphs_of(signed)), plan=Plan(2025))
    assert len(found) == 7


def test_the_heading_names_the_agency() -> None:
    task = tasks()["Theo dõi, đôn đốc các ph"]
    assert (task.lead, task.coordinating, task.ordinal) == ("Văn phòng", "", "")
    assert task.section_path == ("III. TỔ CHỨC THỰC HIỆN", "1. Văn phòng")
    assert tasks()["Báo cáo Ban Quản lý hằng"].lead == "UBND các xã"


def test_the_sentence_names_the_agencies() -> None:
    found = tasks()
    given = found["Giao Sở Tư pháp chủ trì,"]
    assert (given.lead, given.coordinating) == ("Sở Tư pháp", "Sở Nội vụ; các đơn vị liên quan")
    assert given.coordinating_agencies == ("Sở Nội vụ", "Các đơn vị liên quan")
    own = found["Các phòng, đơn vị trực t"]
    assert (own.lead, own.coordinating, own.ordinal) == ("Các phòng, đơn vị trực thuộc", "Văn phòng", "3")
    named = found["Sở Tài chính: Chủ trì, p"]
    assert (named.lead, named.coordinating) == ("Sở Tài chính", "Kho bạc Nhà nước")


def test_partners_are_named_below_the_leads_heading() -> None:
    task = tasks()["Chủ trì, phối hợp với Sở"]
    assert (task.lead, task.coordinating) == ("Văn phòng", "Sở Nội vụ")


def test_deadlines_and_citations_come_from_the_sentence() -> None:
    task = tasks()["Rà soát văn bản quy phạm"]
    assert task.deadline_text == "trước ngày 15/12/2025"
    assert task.deadline.end == date(2025, 12, 15)
    assert task.legal_refs == ("30/2020/NĐ-CP",)
    quarter = tasks()["Chủ trì, phối hợp với Sở"]
    assert (quarter.deadline.start, quarter.deadline.end) == (date(2025, 7, 1), date(2025, 9, 30))


def test_a_plain_paragraph_goes_on_with_the_item_above() -> None:
    task = tasks()["Theo dõi, đôn đốc các ph"]
    assert task.task == "Theo dõi, đôn đốc các phòng.\nTổng hợp kết quả gửi lãnh đạo."
    assert len([source for source in task.sources if source.field == "task"]) == 2


def test_all_are_narrative_rows_without_a_table() -> None:
    for task in tasks().values():
        assert (task.source, task.table_index, task.responsible, task.output) == ("narrative", None, None, "")


def test_a_plan_without_headings_has_no_narrative_tasks() -> None:
    assert read_narrative_tasks(outline(paragraphs_of("KẾ HOẠCH\n- Nâng cao chất lượng."))) == ()


ATTRIBUTED = """
II. NHIỆM VỤ, GIẢI PHÁP
1. Công tác tuyên truyền
a) Tổ chức phổ biến, quán triệt các văn bản về chuyển đổi số.
- Cơ quan chủ trì: Sở Khoa học và Công nghệ.
- Cơ quan phối hợp: Các sở, ban, ngành; UBND các xã, phường.
- Thời gian hoàn thành: Quý II/2025.
- Sản phẩm: Kế hoạch tuyên truyền.
b) Đăng tải tin, bài trên Cổng thông tin điện tử tỉnh. Đơn vị thực hiện: Văn phòng UBND tỉnh. Thời gian: Thường xuyên.
2. Thời gian thực hiện: Từ tháng 3 đến tháng 11/2025.
III. TỔ CHỨC THỰC HIỆN
1. Các sở, ban, ngành
- Căn cứ Kế hoạch này, xây dựng kế hoạch của đơn vị mình trong tháng 3/2025.
2. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh phối hợp tuyên truyền.
"""


OF_A_SCHOOL = """
I. MỤC TIÊU
- Nâng cao chất lượng.
II. NỘI DUNG
1. Tăng cường công tác chỉ đạo
- Quán triệt các văn bản của cấp trên đến giáo viên.
III. PHÂN CÔNG NHIỆM VỤ
1. Đồng chí Lê Thị Mai - Hiệu trưởng: Phụ trách chung.
2. Tổ chuyên môn: Xây dựng kế hoạch của tổ, nộp về Ban Giám hiệu trước ngày 15/9.
3. Giáo viên chủ nhiệm: Tuyên truyền đến phụ huynh học sinh.
"""


def test_people_of_a_school_are_named_whole() -> None:
    found = read_narrative_tasks(outline(paragraphs_of(OF_A_SCHOOL)), Plan(2025))
    assert [task.lead for task in found] == [
        "",
        "Đồng chí Lê Thị Mai - Hiệu trưởng",
        "Tổ chuyên môn",
        "Giáo viên chủ nhiệm",
    ]


def test_lines_that_say_who_and_when_belong_to_the_task_above() -> None:
    first, second, third, fourth = read_narrative_tasks(outline(paragraphs_of(ATTRIBUTED)), Plan(2025))
    assert first.task == "Tổ chức phổ biến, quán triệt các văn bản về chuyển đổi số."
    assert (first.ordinal, first.section_path) == ("a", ("II. NHIỆM VỤ, GIẢI PHÁP", "1. Công tác tuyên truyền"))
    assert (first.lead, first.coordinating) == (
        "Sở Khoa học và Công nghệ",
        "Các sở, ban, ngành; UBND các xã, phường",
    )
    assert (first.deadline_text, first.deadline.end, first.output) == (
        "Quý II/2025",
        date(2025, 6, 30),
        "Kế hoạch tuyên truyền",
    )
    assert [source.field for source in first.sources] == ["task", "lead", "coordinating", "deadline_text", "output"]
    assert second.task == "Đăng tải tin, bài trên Cổng thông tin điện tử tỉnh."
    assert (second.lead, second.deadline_text, second.deadline.kind) == (
        "Văn phòng UBND tỉnh",
        "Thường xuyên",
        "ongoing",
    )
    assert (third.lead, third.deadline_text) == ("Các sở, ban, ngành", "trong tháng 3/2025")
    assert (fourth.lead, fourth.coordinating) == ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "")


DECISION = """
Điều 2. Nhiệm vụ của Đoàn kiểm tra
1. Đoàn kiểm tra thực hiện nhiệm vụ theo quy định tại Điều 8 Nghị định này.
2. Yêu cầu các đối tượng kiểm tra cung cấp hồ sơ.
3. Đoàn kiểm tra tự giải thể sau khi hoàn thành nhiệm vụ.
Điều 3. Điều kiện cấp phép
1. Trong thời hạn 03 ngày làm việc từ ngày nhận hồ sơ, cơ quan cấp phép có trách nhiệm kiểm tra và thực hiện như sau:
a) Trường hợp hồ sơ đầy đủ thì cấp phép.
b) Trường hợp hồ sơ không đầy đủ thì trả lại.
"""


def test_a_sentence_that_items_follow_is_no_heading_of_tasks() -> None:
    found = read_narrative_tasks(outline(paragraphs_of(DECISION)))
    assert [(task.ordinal, task.lead) for task in found] == [("1", "Đoàn kiểm tra"), ("2", ""), ("3", "Đoàn kiểm tra")]


def read(text: str) -> list[Task]:
    return list(read_narrative_tasks(outline(paragraphs_of(text)), plan=Plan(2025)))


def test_scraps_and_titles_without_markers_are_no_tasks() -> None:
    found = read(
        """
II. NHIỆM VỤ, GIẢI PHÁP
Là.
- Rà soát văn bản do cơ quan
ban hành.
PHÂN CÔNG THỰC HIỆN NHIỆM VỤ
- Khảo sát.
"""
    )
    assert [(task.task, task.needs_review) for task in found] == [
        ("Rà soát văn bản do cơ quan\nban hành.", False),
        ("Khảo sát.", True),
    ]


def test_recipients_whose_title_is_lost_are_no_tasks() -> None:
    found = read(
        """
II. TỔ CHỨC THỰC HIỆN
- Văn phòng theo dõi, đôn đốc việc thực hiện và báo cáo lãnh đạo kết quả.
- UBND tỉnh (để b/c);
- Các phòng;
- Lưu: VT, NV.
"""
    )
    assert [task.task for task in found] == ["Văn phòng theo dõi, đôn đốc việc thực hiện và báo cáo lãnh đạo kết quả."]
