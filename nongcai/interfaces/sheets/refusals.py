"""What cannot be read at all."""

from __future__ import annotations

from dataclasses import dataclass

from nongcai.foundation.errors import ConflictError
from nongcai.foundation.texts import N_


class NoPersonSecretError(ConflictError):
    """Individuals cannot be told apart for good."""

    code = "no_person_secret"
    message = N_(
        "本机不能保存区分个人采购人的密钥，含个人采购的表不能导入；请让 NONGCAI_HOME 可写，或设置 PERSON_SECRET。"
    )


class UnreadableFileError(Exception):
    """The file cannot be read; `message` is one sentence for the person who sent it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Limits:
    """How much is read of one file, so that no file can exhaust the machine."""

    file_bytes: int = 120_000_000
    unpacked_bytes: int = 900_000_000
    part_bytes: int = 300_000_000  # of a part that is no sheet: such a part is held in memory whole
    ratio: int = 250  # unpacked to packed, of parts above `ratio_from`; real sheets stay below 60
    ratio_from: int = 20_000_000
    rows: int = 300_000
    columns: int = 256
    cells: int = 15_000_000


LIMITS = Limits()
