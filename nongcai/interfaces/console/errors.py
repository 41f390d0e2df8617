"""What the command line refuses; the text is one sentence, the status what the shell sees."""

from __future__ import annotations

REFUSED = 1
MISUSED = 2
INTERRUPTED = 130


class ConsoleError(Exception):
    """The command cannot be carried out."""

    status = REFUSED


class MisuseError(ConsoleError):
    """The command was called wrongly."""

    status = MISUSED
