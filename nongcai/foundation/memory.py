"""How the memory of a process that stays is laid out."""

from __future__ import annotations

import ctypes
from pathlib import Path

_LARGE = Path("/sys/kernel/mm/transparent_hugepage")
_MAPS = Path("/proc/self/maps")
# Since Linux 6.1; older ones refuse it, and nothing is lost.
_COLLAPSE = 25


def settle() -> None:
    """Move what is loaded into large pages, where the system has them and its keeper has not forbidden them.

    An order touches thousands of small ones, and to find where each lies is a twentieth of what it takes. Left to
    itself, the kernel does so only for what asks for it beforehand, and Python does not ask.
    """
    try:
        size = int((_LARGE / "hpage_pmd_size").read_text())
        forbidden = "[never]" in (_LARGE / "enabled").read_text()
        maps = _MAPS.read_text().splitlines()
    except OSError:
        return
    if forbidden:
        return
    advise = ctypes.CDLL(None).madvise
    advise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    for start, end in filter(None, map(_own, maps)):
        # What begins or ends within a large page shares it with others.
        first, last = -(-start // size) * size, end // size * size
        if first < last:
            advise(first, last - first, _COLLAPSE)


def _own(line: str) -> tuple[int, int] | None:
    """Return where a piece of memory lies that is this process's own to write, and no file."""
    span, rights, _offset, _device, _inode, *name = line.split(maxsplit=5)
    if rights != "rw-p" or name not in ([], ["[heap]"]):
        return None
    start, end = span.split("-")
    return int(start, 16), int(end, 16)
