"""docs/operations.md tells the operator about every setting."""

from __future__ import annotations

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
READERS = re.compile(
    r"""(?:\benv\.(?:text|lines|flag|number|words|choice|issuer|database)|environ\.get|\b_number)\(\s*"([A-Z_]+)"|environ\["([A-Z_]+)"\]"""
)


def settings_read():
    code = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "nongcai").rglob("*.py"))
    return {first or second for first, second in READERS.findall(code)}


class TestOperations:
    def test_describe_every_setting_that_the_code_reads(self):
        told = set(re.findall(r"^\| `([A-Z_]+)`", (PROJECT / "docs/operations.md").read_text(encoding="utf-8"), re.M))

        assert settings_read() - told == set()

    def test_describe_no_setting_that_nothing_reads(self):
        told = set(re.findall(r"^\| `([A-Z_]+)`", (PROJECT / "docs/operations.md").read_text(encoding="utf-8"), re.M))

        assert told - settings_read() - {"DJANGO_SETTINGS_MODULE"} == set()
