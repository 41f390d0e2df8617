"""Fetch the faces of official documents into var/fonts; set-up goes on without them.

Needs no root: packages are downloaded beside the project, and only the faces are taken out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

PROJECT = Path(__file__).resolve().parents[1]
FACES = {
    "texlive-lang-chinese": (
        "FandolFang-Regular.otf",
        "FandolKai-Regular.otf",
        "FandolHei-Regular.otf",
        "FandolHei-Bold.otf",
        "FandolSong-Regular.otf",
        "FandolSong-Bold.otf",
    ),
    "fonts-noto-cjk": ("NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc"),
    "fonts-liberation": (
        "LiberationSerif-Regular.ttf",
        "LiberationSerif-Bold.ttf",
        "LiberationSerif-Italic.ttf",
        "LiberationSerif-BoldItalic.ttf",
    ),
}
SYSTEM_FONTS = Path("/usr/share/fonts")
# A bare PATH must not hide apt: it always lives here.
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
APT_ENV = {**os.environ, "PATH": SYSTEM_PATH, "LC_ALL": "C"}
PATIENCE = 600  # seconds for one call of apt
INCOMPLETE = "字体未能全部取得，PDF 将以系统字体代替。Some fonts could not be fetched; the system's are used."


def main() -> int:
    """Fetch what is missing; say in one sentence what could not be had."""
    folder = PROJECT / "var" / "fonts"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        missing = [package for package, faces in FACES.items() if not _have(faces, folder)]
        if missing:
            print("Fetching document fonts, once … 下载公文字体（仅一次）…", flush=True)
            _fetch(missing, folder)
    except (OSError, subprocess.SubprocessError, tarfile.TarError) as error:
        print(f"{INCOMPLETE} ({error})", file=sys.stderr)
    return 0


def _have(faces: tuple[str, ...], folder: Path) -> bool:
    return all((folder / face).is_file() or next(SYSTEM_FONTS.rglob(face), None) for face in faces)


def _fetch(packages: list[str], folder: Path) -> None:
    apt = shutil.which("apt-get", path=SYSTEM_PATH)
    if not apt:
        print("没有 apt：PDF 使用系统已有的字体。No apt here: documents use the system's fonts.")
        return
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".fonts-") as name:
        for archive in _download(apt, packages, Path(name)):
            _unpack(archive, FACES[archive.name.split("_")[0]], folder)


def _download(apt: str, packages: list[str], work: Path) -> list[Path]:
    """Download by the system's package lists; when these are stale or absent, by lists of our own."""
    for part in ("cache/archives/partial", "lists/partial"):
        (work / part).mkdir(parents=True)
    quiet = ["-qq", f"-oDir::Cache={work}/cache", "-oAcquire::Retries=2", "-oAPT::Sandbox::User=root"]
    own_lists = [*quiet, f"-oDir::State::lists={work}/lists"]
    if not _apt([apt, *quiet, "download", *packages], work):
        _apt([apt, *own_lists, "update"], work)
        for package in packages:
            _apt([apt, *own_lists, "download", package], work)
    found = sorted(work.glob("*.deb"))
    if len(found) < len(packages):
        print(INCOMPLETE, file=sys.stderr)
    return found


def _apt(command: list[str], work: Path) -> bool:
    done = subprocess.run(command, cwd=work, env=APT_ENV, capture_output=True, timeout=PATIENCE, check=False)
    return done.returncode == 0


def _unpack(archive: Path, faces: tuple[str, ...], folder: Path) -> None:
    """Take only the faces out of the package, each appearing whole or not at all."""
    command = ["dpkg-deb", "--fsys-tarfile", str(archive)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, env=APT_ENV) as process,
        tarfile.open(fileobj=process.stdout, mode="r|") as tar,
    ):
        for member in tar:
            name = PurePosixPath(member.name).name
            if name in faces and member.isfile() and (source := tar.extractfile(member)):
                with (folder / f".{name}").open("wb") as target:
                    shutil.copyfileobj(source, target)
                (folder / f".{name}").replace(folder / name)


if __name__ == "__main__":
    sys.exit(main())
