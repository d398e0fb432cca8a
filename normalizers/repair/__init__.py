"""Repair of degraded Vietnamese text: what the page said, and how sure that is."""

from normalizers.repair.repairer import Repairer
from normalizers.repair.types import Damage, RepairedText, RepairedToken

__all__ = ["Damage", "RepairedText", "RepairedToken", "Repairer"]
