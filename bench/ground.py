"""A database of its own for a measurement, and the way results are printed."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nongcai.foundation import postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

CONNECTIONS = 40
# Strings made and kept by a loop that tells how fast a core is at the moment.
STRINGS = 60_000


@contextmanager
def database(home: str = "") -> Iterator[None]:
    """Start a cluster, migrate it and set Django up; a named home is kept for the next run, another is thrown away."""
    with tempfile.TemporaryDirectory(prefix="nongcai-bench-") as folder:
        place = Path(home or folder)
        place.mkdir(parents=True, exist_ok=True)
        os.environ["NONGCAI_HOME"] = str(place)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nongcai.config.settings.dev")
        try:
            with postgres.running(place, max_connections=CONNECTIONS) as url:
                os.environ["DATABASE_URL"] = url
                _migrate()
                try:
                    yield
                finally:
                    from django.db import connections

                    connections.close_all()
        finally:
            if not home:
                # What root's server keeps is not in the folder that goes by itself.
                shutil.rmtree(postgres.Server(place).folder, ignore_errors=True)


def report(**figures: Any) -> None:
    """Print the result as one JSON object, the last line."""
    print(json.dumps(figures, ensure_ascii=False))


def say(text: str) -> None:
    """Tell what is being done, beside the result."""
    print(text, file=sys.stderr, flush=True)


def pace_ms() -> float:
    """Return the processor milliseconds of a fixed loop: what the machine gives, beside what is asked of it.

    On a machine shared with others it doubles within seconds; figures of two runs compare only at one pace.
    """
    begun, kept = time.process_time(), {}
    for number in range(STRINGS):
        kept[number % 997] = str(number)
    return round((time.process_time() - begun) * 1000, 1)


def _migrate() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
