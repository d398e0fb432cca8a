"""The doctor names what is missing and how to install it."""

from __future__ import annotations

import os
from pathlib import Path

from tests.conftest import Run


def test_a_sound_installation_is_told(kehoach: Run) -> None:
    result = kehoach("doctor")
    assert result.returncode == 0, result.stdout
    assert "MISSING" not in result.stdout
    assert "vie.traineddata" in result.stdout


def test_a_missing_language_is_told_with_its_remedy(kehoach: Run, tmp_path: Path) -> None:
    code = (
        "import extractors.reading.tesseract as t, sys; t.TESSDATA_FOLDERS = ();"
        "from pipeline.doctor import examine;"
        "print([f.remedy for f in examine() if not f.well])"
    )
    import subprocess
    import sys

    environment = os.environ | {"TESSDATA_PREFIX": str(tmp_path)}
    result = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert result.stdout == "['sudo apt-get install tesseract-ocr tesseract-ocr-vie']\n"
