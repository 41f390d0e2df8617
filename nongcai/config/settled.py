"""What is settled in a process that serves: it was configured, runs no event loop, and keeps what it has loaded."""

from __future__ import annotations

import gc
import threading

from django.conf import LazySettings, settings
from django.core.signals import request_started
from django.db import connections, reset_queries

from nongcai.foundation import memory


def settle() -> None:
    """Leave out what Django and Python find out anew with each request: a tenth of what the site takes for an order."""
    # Read sixty times; asked each time is whether what bears the name is a method of what wraps them, and none is.
    LazySettings.__getattribute__ = object.__getattribute__  # type: ignore[method-assign]  # on purpose
    # Looked for fifteen times; asked each time is whether an event loop runs in this thread.
    connections._connections = threading.local()  # type: ignore[attr-defined]  # Django's own
    if not settings.DEBUG:
        # Nothing was written down.
        request_started.disconnect(reset_queries)
    # Not looked through again for what nobody needs. A page makes thousands of objects that go by themselves; to look
    # for others after each seven hundred, as is the rule, takes a tenth of its time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    memory.settle()
