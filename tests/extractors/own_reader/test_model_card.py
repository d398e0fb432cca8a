import hashlib
from pathlib import Path

import pytest

from extractors.own_reader.reader import LANGUAGE_FILE, MODEL_FILE, MODEL_FOLDER

CARD = Path(__file__).parents[3] / "docs" / "reader.md"


@pytest.mark.parametrize("name", [MODEL_FILE, LANGUAGE_FILE])
def test_the_model_card_describes_the_files_that_are_there(name: str) -> None:
    digest = hashlib.sha256((MODEL_FOLDER / name).read_bytes()).hexdigest()
    assert digest in CARD.read_text(encoding="utf-8")


def test_the_model_stays_small() -> None:
    assert sum((MODEL_FOLDER / name).stat().st_size for name in (MODEL_FILE, LANGUAGE_FILE)) <= 5_000_000
