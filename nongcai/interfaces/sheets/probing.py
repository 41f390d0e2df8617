"""Trying an old workbook (xls) in a process of its own: a damaged one can make its reader take all memory and die.

The file is run as a script there and imports nothing of ours.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_SECONDS = 30
_BYTES = 1_000_000_000


def can_be_read(path: Path, *, seconds: int = _SECONDS) -> bool:
    """Say whether an xls can be read to its end within bounds."""
    command = [sys.executable, "-I", str(Path(__file__)), str(path), str(seconds)]
    # A password is no damage: whoever opens the file says so.
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _try(path: str, seconds: int) -> None:
    import resource

    from python_calamine import PasswordError, load_workbook

    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        book = load_workbook(path)
    except PasswordError:
        return
    for name in book.sheet_names:
        book.get_sheet_by_name(name)


if __name__ == "__main__":
    _try(sys.argv[1], int(sys.argv[2]))
