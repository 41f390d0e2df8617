"""Print the diagram of each life from its table into docs/states/ (`make states`)."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import pkgutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import models

from nongcai import domain
from nongcai.foundation.states import Machine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "states"


def diagrams() -> dict[str, str]:
    """Return the text of every diagram by its file name."""
    return {
        f"{room}-{stem(name).lower().replace('_', '-')}.md": diagram(room, machine, module, stem(name))
        for room, module in _tables().items()
        for name, machine in vars(module).items()
        if isinstance(machine, Machine)
    }


def stem(name: str) -> str:
    """Return of whose life a table is: `RETURN` for `RETURN_MACHINE`."""
    return name.removesuffix("_MACHINE")


def diagram(room: str, machine: Machine, module: ModuleType, whose: str = "") -> str:
    """Return one life as a Mermaid diagram and a table, with the Chinese names of its states."""
    named, verbs = labels(module, "State", whose), labels(module, "Action", whose)
    steps = [(source, one) for one in machine.transitions for source in one.sources]
    states = dict.fromkeys(state for source, one in steps for state in (source, one.target))
    boxes = [f"    {state}: {named.get(state, state)}" for state in states]
    arrows = [f"    {source} --> {one.target}: {verbs.get(one.action, one.action)}" for source, one in steps]
    rows = [f"| `{one.action}` | `{source}` | `{one.target}` | {one.role or '–'} |" for source, one in steps]
    lines = [
        f"# {(module.__doc__ or room).splitlines()[0].rstrip('.')}",
        "",
        f"Printed from `nongcai/domain/{room}/states.py` by `make states`; a house test compares.",
        "",
        *["```mermaid", "stateDiagram-v2", *boxes, *arrows, "```", ""],
        *["| action | from | to | by |", "|---|---|---|---|", *rows, ""],
    ]
    return "\n".join(lines)


def labels(module: ModuleType, ending: str, whose: str = "") -> dict[str, str]:
    """Return the Chinese names that the choices beside a table give, as those of `NoticeState`.

    Where several lives know a word, its own choices say what it means there.
    """
    named = [value for name, value in vars(module).items() if name.endswith(ending) and isinstance(value, type)]
    own = (whose.replace("_", "") + ending).casefold()
    choices = [one for one in named if issubclass(one, models.TextChoices)]
    choices.sort(key=lambda one: one.__name__.casefold() == own)
    return {str(value): str(label) for one in choices for value, label in one.choices}


def differences(wanted: Mapping[str, str], folder: Path) -> list[str]:
    """Name the files that are missing, out of date or left over."""
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    return sorted(name for name in {*wanted, *found} if wanted.get(name) != found.get(name))


def write(wanted: Mapping[str, str], folder: Path) -> None:
    """Bring a folder up to date."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in differences(wanted, folder):
        if name in wanted:
            (folder / name).write_text(wanted[name], encoding="utf-8")
        else:
            (folder / name).unlink()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the diagrams, or with --check only say which differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a diagram is out of date")
    only_check = parser.parse_args(arguments).check
    wanted = diagrams()
    changed = differences(wanted, FOLDER)
    if not only_check:
        write(wanted, FOLDER)
    for name in changed:
        print(f"docs/states/{name}")
    return int(only_check and bool(changed))


def _tables() -> dict[str, ModuleType]:
    names = {room.name: f"nongcai.domain.{room.name}.states" for room in pkgutil.iter_modules(domain.__path__)}
    return {room: importlib.import_module(name) for room, name in names.items() if importlib.util.find_spec(name)}


if __name__ == "__main__":
    # The names of states are marked for translation; without settings they stay Chinese.
    import django
    from django.conf import settings

    settings.configure(USE_I18N=False)
    django.setup()
    sys.exit(main())
