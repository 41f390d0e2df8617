"""What a division code says by itself: plain Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def zone_parent(code: str, known: Collection[str]) -> str | None:
    """Return the division under which an unknown code belongs: the prefecture of its first four digits.

    Where counties stand right under a province (直辖市的区、省直辖县), a known county with the same four
    digits is wanted as proof. None when nothing known begins like this.
    """
    if code.startswith("00"):
        return None
    prefecture, province = f"{code[:4]}00", f"{code[:2]}0000"
    if prefecture in known:
        return prefecture
    if province in known and any(other.startswith(code[:4]) for other in known):
        return province
    return None


def place(province: str, prefecture: str, name: str) -> str:
    """Say where a county lies, from the province down; one directly below its province names nothing between."""
    is_direct = prefecture in {province, name} or "直辖" in prefecture
    return f"{province}{'' if is_direct else prefecture}{name}"
