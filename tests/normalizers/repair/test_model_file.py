from pathlib import Path

import numpy as np
import pytest

from normalizers.repair import Repairer, model_file
from normalizers.repair.language_model import WORD_BITS
from normalizers.repair.model_file import ModelError


def test_saved_and_loaded_is_the_same(tmp_path: Path) -> None:
    model = model_file.load(model_file.PACKAGED)
    first, second = tmp_path / "first.npz", tmp_path / "second.npz"
    model_file.save(model, first)
    model_file.save(model_file.load(first), second)
    assert first.read_bytes() == second.read_bytes()
    with np.load(model_file.PACKAGED) as packaged, np.load(first) as saved:  # archives differ by Python's version
        assert sorted(packaged.files) == sorted(saved.files)
        assert all(np.array_equal(packaged[name], saved[name]) for name in packaged.files)


def test_the_model_is_small_and_knows_no_rare_word() -> None:
    assert model_file.PACKAGED.stat().st_size < 3_500_000
    model = model_file.load(model_file.PACKAGED)
    assert len(model.words) < 2**WORD_BITS
    # Keys are sorted, as binary search needs them.
    assert np.all(np.diff(model.language_model.bigram_keys.astype(np.int64)) > 0)
    assert np.all(np.diff(model.language_model.trigram_keys.astype(np.int64)) > 0)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_model_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.npz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"other\.npz"):
        Repairer.load(path)
