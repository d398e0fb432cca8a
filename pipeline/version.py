"""The version of the program that is running."""

from __future__ import annotations

from importlib.metadata import version


def program_version() -> str:
    """The version of kehoach that is installed."""
    return version("kehoach")
