"""Reminders: planned once a day, sent when people may be disturbed."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from nongcai.domain.urging import services as urging
from nongcai.foundation import sms
from nongcai.interfaces.jobs.clock import daily


@app.periodic(cron=daily(7))
@app.task(name="urging.plan_day", queueing_lock="urging.plan_day")
def plan_day(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Queue the planning of each finance department."""
    urging.plan_day(at=timezone.now())


@app.task(name="urging.plan_node")
def plan_node(*, node_id: int) -> None:
    """Plan what a finance department's own units and reviewers are told today."""
    urging.plan_node(node_id=node_id, at=timezone.now(), with_sms=sms.gateway() is not None)


@app.periodic(cron="* * * * *")
@app.task(name="urging.deliver", queueing_lock="urging.deliver", lock="urging.deliver")
def deliver(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Leave messages in the mailboxes of people."""
    urging.deliver(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="urging.send", queueing_lock="urging.send", lock="urging.send")
def send(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Send short messages, where a gateway is configured."""
    gateway = sms.gateway()
    if gateway is not None:
        urging.send(gateway=gateway, at=timezone.now())
