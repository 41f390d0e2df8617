"""Do queued jobs; a server may run as many of these as it likes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from procrastinate.contrib.django import app

from nongcai.interfaces.console import commanding

if TYPE_CHECKING:
    from procrastinate.contrib.django.django_connector import DjangoConnector

JOB_MAY_END_WITHIN = 5  # seconds after the signal; what is stopped then starts again later


class Command(commanding.Command):
    """Any of them also queues what the clock asks for; each such job is queued once."""

    help = "只办理后台任务，按 Ctrl-C 停止。"

    def handle(self, **_options: Any) -> None:
        connector = cast("DjangoConnector", app.connector)
        with app.replace_connector(connector.get_worker_connector()):
            app.run_worker(shutdown_graceful_timeout=JOB_MAY_END_WITHIN)
