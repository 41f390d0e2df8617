"""What `make demo` runs: look at what commonly stands in the way, then start the demo."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Say what stands in the way in both languages, or start."""
    obstacle = _home() or _port()
    if obstacle:
        print(obstacle, file=sys.stderr)
        return 1
    from nongcai.interfaces.console.main import main as nongcai

    return nongcai(["demo"])


def _home() -> str | None:
    home = Path(os.environ.get("NONGCAI_HOME") or PROJECT / "var")
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            return None
    except OSError as error:
        return (
            f"不能写入文件夹 {home}（{error.strerror}），请改正权限或设置 NONGCAI_HOME。"
            "This folder cannot be written to: change its permissions or set NONGCAI_HOME."
        )


def _port() -> str | None:
    port = os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65_536:
        return f"PORT 应是 1 到 65535 的整数，不能是“{port}”。PORT must be a number from 1 to 65535."
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((os.environ.get("NONGCAI_HOST") or "127.0.0.1", int(port)))
        except OSError as error:
            return (
                f"不能使用端口 {port}（{error.strerror}），请换一个，例如 make demo PORT={int(port) % 65_000 + 1}。"
                "The port cannot be used: choose another with PORT."
            )
    return None


if __name__ == "__main__":
    sys.exit(main())
