"""What a process holds, in large pages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nongcai.foundation import memory

HELD = """
import re
from pathlib import Path
from nongcai.foundation import memory

def large():
    return int(re.search(r"AnonHugePages:\\s+(\\d+)", Path("/proc/self/smaps_rollup").read_text())[1])

held = [str(number) for number in range(600_000)]
before = large()
memory.settle()
assert held == [str(number) for number in range(600_000)]
print(large() - before)
"""


def _has_large_pages() -> bool:
    try:
        told = (memory._LARGE / "enabled").read_text()
    except OSError:
        return False
    version = tuple(map(int, Path("/proc/sys/kernel/osrelease").read_text().split("-")[0].split(".")[:2]))
    return "[never]" not in told and version >= (6, 1)


class TestSettle:
    @pytest.mark.skipif(not _has_large_pages(), reason="the kernel has no large pages to give, or may not give them")
    def test_moves_what_is_held_and_loses_nothing(self):
        told = subprocess.run([sys.executable, "-c", HELD], capture_output=True, text=True, check=True)
        # Six hundred thousand texts take 30 MB.
        assert int(told.stdout) > 16_000

    @pytest.mark.parametrize("told", ["always madvise [never]", None])
    def test_does_nothing_where_it_may_not(self, told, tmp_path, monkeypatch):
        (tmp_path / "hpage_pmd_size").write_text("2097152")
        if told:
            (tmp_path / "enabled").write_text(told)
        monkeypatch.setattr(memory, "_LARGE", tmp_path)
        monkeypatch.setattr(memory, "_own", pytest.fail)

        assert memory.settle() is None

    def test_leaves_alone_what_is_a_files_or_the_kernels(self):
        assert memory._own("7f0000000000-7f0000400000 rw-p 00000000 00:00 0") == (0x7F0000000000, 0x7F0000400000)
        assert memory._own("5555-6666 rw-p 00000000 00:00 0 [heap]") == (0x5555, 0x6666)
        for other in (
            "7f0000000000-7f0000400000 r-xp 00000000 fe:00 12 /usr/bin/python3.11",
            "7f0000000000-7f0000400000 rw-p 00000000 fe:00 12 /a file",
            "7f0000000000-7f0000400000 rw-s 00000000 00:01 9",
            "7f0000000000-7f0000400000 rw-p 00000000 00:00 0 [stack]",
        ):
            assert memory._own(other) is None
