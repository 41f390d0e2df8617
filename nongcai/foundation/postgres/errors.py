"""Why the server cannot be had, each in one sentence."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOT_WRITABLE = N_("不能写入文件夹 {folder}（{reason}）：请改正它的权限，或用 NONGCAI_HOME 指定另一个文件夹。")
NO_PROGRAMS = N_("在 {folder} 没有找到 PostgreSQL 程序：请运行 make setup，或用 NONGCAI_PG_BIN 指定其 bin 文件夹。")
NOT_RUNNABLE = N_("不能运行 {folder} 中的 PostgreSQL 程序（{reason}）：请用 NONGCAI_PG_BIN 指定可用的 bin 文件夹。")
OTHER_VERSION = N_(
    "{folder} 中的数据由 PostgreSQL {found} 建立，现有程序是 {have} 版："
    "请用 NONGCAI_PG_BIN 指定 {found} 版的程序，或导出数据后换一个文件夹。"
)
PORT_TAKEN = N_("端口 {port} 已被占用：请为 NONGCAI_PG_PORT 换一个端口，或先停止占用它的程序。")
NOT_STARTED = N_("PostgreSQL 没有启动（{reason}）：详见 {log}。")


class PostgresError(Exception):
    """The server cannot be had; its text is one sentence for people."""

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message.format(**facts))


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Say in one sentence that this folder does not let us write.

    :raises PostgresError: when the operating system refuses.
    """
    try:
        yield
    except OSError as error:
        raise PostgresError(NOT_WRITABLE, folder=folder, reason=error.strerror) from error
