"""Lines that name every province and ward, so that the language model knows them: no corpus does."""

from __future__ import annotations

from collections.abc import Iterator

from vietnam_provinces import Province, Ward

TIMES = 2
"""How often each name is written: enough for its words to be known together, too few to outweigh common words."""


def place_lines() -> Iterator[str]:
    """Lines like "xã Hùng Thắng, thành phố Hải Phòng", each name TIMES times."""
    names = {province.code: province.name for province in Province.iter_all()}
    for _ in range(TIMES):
        for province in names.values():
            yield f"UBND {province}"
        for ward in Ward.iter_all():
            yield f"UBND {ward.name}"
            yield f"{ward.name}, {names[ward.province_code]}"
