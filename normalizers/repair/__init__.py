"""Repair of degraded Vietnamese text: what the page said, and how sure that is."""

from normalizers.repair.repairer import Repairer
from normalizers.repair.types import Damage, Heard, RepairedText, RepairedToken

__all__ = ["Damage", "Heard", "RepairedText", "RepairedToken", "Repairer"]
