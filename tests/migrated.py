"""The migrated database of the last run, so that the next does not migrate: it takes half a minute of each worker.

It is kept as what `pg_dump` wrote, under a name made of all that migrations consist of, and only where nothing of it
has changed it is loaded. What is loaded is still looked through by `migrate`, which finds nothing to do.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from nongcai.foundation.postgres.programs import Programs

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).resolve().parents[1]
FOLDER = PROJECT / "var" / "tests"


def load(name: str, options: dict[str, object]) -> None:
    """Make this database of what was kept; where nothing was, or it is there already, leave it to the migrations."""
    with psycopg.connect(dbname="postgres", autocommit=True, **_place(options)) as server:  # type: ignore[arg-type]
        known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if known or not _kept().exists():
            return
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    _call("psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "-1", f"--file={_kept()}", name, options=options)


def keep(name: str, options: dict[str, object]) -> None:
    """Keep this database, in which nothing stands yet, unless it is kept; what others left is removed."""
    if _kept().exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = _kept().with_suffix(f".{os.getpid()}")
    _call("pg_dump", "--no-owner", f"--file={made}", name, options=options)
    for old in FOLDER.glob("*.sql"):
        old.unlink(missing_ok=True)
    made.rename(_kept())


def _kept() -> Path:
    """Name the file after what made the database: migrations, what they load, the libraries and the server."""
    found = hashlib.sha256(os.environ.get("NONGCAI_PG_BIN", "").encode())
    for path in _sources():
        found.update(f"{path.relative_to(PROJECT)}\0".encode())
        found.update(path.read_bytes())
    return FOLDER / f"{found.hexdigest()[:16]}.sql"


def _sources() -> Iterator[Path]:
    yield PROJECT / "requirements" / "runtime.txt"
    for part in ("migrations", "data"):
        for folder in sorted((PROJECT / "nongcai" / "domain").glob(f"*/{part}")):
            yield from sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".csv", ".sql", ".json"})


def _place(options: dict[str, object]) -> dict[str, object]:
    return {"host": options["HOST"], "user": options["USER"], "port": options["PORT"] or None}


def _call(program: str, *words: str, options: dict[str, object]) -> None:
    where = [f"--host={options['HOST']}", f"--username={options['USER']}", f"--port={options['PORT'] or 5432}"]
    subprocess.run([str(Programs(FOLDER, None).bin / program), *where, *words], check=True, stdout=subprocess.DEVNULL)
