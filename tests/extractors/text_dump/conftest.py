"""What tests of text dumps share."""

from __future__ import annotations

import pytest

from normalizers.repair.fluency import Fluency, load_fluency


@pytest.fixture(scope="session")
def fluency() -> Fluency:
    return load_fluency()
