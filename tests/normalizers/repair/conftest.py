import pytest

from normalizers.repair import Repairer


@pytest.fixture(scope="session")
def repairer() -> Repairer:
    return Repairer.load()
