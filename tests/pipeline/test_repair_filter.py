from collections.abc import Iterator

from normalizers.repair import Repairer
from pipeline.repair_filter import repair_stream

GARBLED = ["Uy ban nhan dan tinh ban hanh ké hoach", "cai cach hanh chinh n&m 2025"]


def test_lines_come_out_one_for_one_and_as_they_come() -> None:
    asked: list[str] = []

    def lines() -> Iterator[str]:
        for line in [*GARBLED, "", "Kế hoạch cải cách hành chính\n"]:
            asked.append(line)
            yield line

    stream = repair_stream(lines(), Repairer.load())
    assert next(stream).text == "Ủy ban nhân dân tỉnh ban hành kế hoạch"
    assert len(asked) == 1
    rest = [repaired.text for repaired in stream]
    assert rest == ["cải cách hành chính năm 2025", "", "Kế hoạch cải cách hành chính\n"]
