"""The catalogue: what is known of a file without reading it, and what is done."""

from __future__ import annotations

import os
import sqlite3
import time
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.catalog import FailedInput, open_catalog
from pipeline.errors import OutputUnusable
from pipeline.inputs import Fingerprint
from tests.pipeline.dataset.plan_content import SHA256, extracted

OLD = time.time() - 3600


def test_an_unchanged_file_is_known_and_a_changed_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"one")
    os.utime(path, (OLD, OLD))
    with open_catalog(tmp_path) as catalog:
        catalog.remember_file(path, Fingerprint.of(path), SHA256)
        assert catalog.known_digest(path, Fingerprint.of(path)) == SHA256
        path.write_bytes(b"two")
        assert catalog.known_digest(path, Fingerprint.of(path)) is None


def test_a_file_changed_this_moment_is_read_again(tmp_path: Path) -> None:
    """It may change once more within the grain of the file system's clock."""
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"one")
    with open_catalog(tmp_path) as catalog:
        catalog.remember_file(path, Fingerprint.of(path), SHA256)
        assert catalog.known_digest(path, Fingerprint.of(path)) is None
        assert catalog.sources() == ((path, SHA256),)


def test_what_is_recorded_is_there_the_next_time(tmp_path: Path) -> None:
    failure = FailedInput(tmp_path / "k\udcff.pdf", SHA256, "InputDamaged", "broken", "0.1.0", "0f0f", "2025-03-01")
    with open_catalog(tmp_path) as catalog:
        catalog.record_failure(failure)
        assert catalog.failures() == (failure,)
    with open_catalog(tmp_path) as catalog:
        catalog.record(extracted())
        assert catalog.document(SHA256) == extracted()
        assert catalog.failures() == ()  # extracted at last, if under another name
        catalog.forget(SHA256)
        assert catalog.documents() == ()


def test_failures_that_pass_by_themselves_are_told_apart() -> None:
    failure = FailedInput(Path("plan.pdf"), None, "InputChanged", "", "", "", "")
    assert failure.transient
    assert not replace(failure, kind="InputEncrypted").transient
    assert not replace(failure, kind="NoSuchError").transient


def test_a_catalogue_of_another_make_is_refused(tmp_path: Path) -> None:
    with open_catalog(tmp_path):
        pass
    connection = sqlite3.connect(tmp_path / ".kehoach" / "catalog.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(OutputUnusable, match="another version"), open_catalog(tmp_path):
        pass
