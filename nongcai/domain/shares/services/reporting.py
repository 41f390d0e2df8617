"""A region's finance department hands its sums up; the one above takes them over or sends them back."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Power
from nongcai.domain.shares import queries
from nongcai.domain.shares.errors import (
    NobodyAboveError,
    NotHolderError,
    ReportStepNotPermittedError,
    ReportUnchangedError,
    ReportWordsMissingError,
    UnknownReportError,
)
from nongcai.domain.shares.models import RegionReport, ReportStep
from nongcai.domain.shares.services import telling_people
from nongcai.domain.shares.states import REPORT_MACHINE, ReportAction, ReportState
from nongcai.foundation import records

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor


@transaction.atomic
def submit_report(*, actor: Actor, year: int, at: datetime) -> RegionReport:
    """Hand one's region's sums of a year up, as a new version.

    :raises NotAllowedError: when the actor reports for no region.
    :raises NobodyAboveError: when no finance department stands above.
    :raises ReportUnchangedError: when the last version says the same and was not sent back.
    """
    permissions.require_power(actor, Power.REPORT)
    receiver = organisations.finance_above(actor)
    if receiver is None:
        raise NobodyAboveError
    # Whoever reports for the same region at the same time waits here, and makes the next version.
    organisations.lock(actor.organisation_id)
    node = organisations.node(actor.organisation_id)
    sums = queries.region_sums(node, year)
    last = queries.reports_visible_to(actor).filter(node_id=node.id, year=year).first()
    if last is not None and last.stands and last.sha256 == sums.digest:
        raise ReportUnchangedError(version=last.version)
    report = RegionReport(
        node_id=node.id,
        receiver_id=receiver,
        year=year,
        version=last.version + 1 if last else 1,
        state=ReportState.SUBMITTED,
        sha256=sums.digest,
        submitted_at=at,
        **asdict(sums),
    )
    records.save(report)
    _record(actor, report, ReportAction.SUBMIT, at=at)
    return report


@transaction.atomic
def accept_report(*, actor: Actor, report_id: int, at: datetime) -> RegionReport:
    """Take over what a region below handed up.

    :raises UnknownReportError: when it lies outside the actor's sight.
    :raises NotHolderError: when it was handed to somebody else.
    :raises ReportStepNotPermittedError: when it was decided on, or a later version stands.
    """
    return _decide(actor, report_id, ReportAction.ACCEPT, at=at)


@transaction.atomic
def send_back_report(*, actor: Actor, report_id: int, words: str, at: datetime) -> RegionReport:
    """Send back what a region below handed up, with words.

    :raises UnknownReportError: when it lies outside the actor's sight.
    :raises NotHolderError: when it was handed to somebody else.
    :raises ReportStepNotPermittedError: when it was sent back already, or a later version stands.
    :raises ReportWordsMissingError: when no words say why.
    """
    if not words.strip():
        raise ReportWordsMissingError
    return _decide(actor, report_id, ReportAction.SEND_BACK, at=at, words=words.strip())


def _decide(actor: Actor, report_id: int, action: str, *, at: datetime, words: str = "") -> RegionReport:
    permissions.require_power(actor, Power.REPORT)
    rows = queries.reports_visible_to(actor).select_for_update(of=("self",), no_key=True)
    report = rows.filter(pk=report_id).first()
    if report is None:
        raise UnknownReportError(what=report_id)
    if report.receiver_id != actor.organisation_id:
        raise NotHolderError(holder=report.receiver.name, action=ReportAction(action).label)
    step = REPORT_MACHINE.step(action, report.state)
    later = RegionReport.objects.filter(node=report.node_id, year=report.year, version__gt=report.version)
    if step is None or later.exists():
        raise ReportStepNotPermittedError(
            state=report.get_state_display(), version=report.version, action=ReportAction(action).label
        )
    report.state = step.target
    records.save(report, "state")
    _record(actor, report, action, at=at, words=words)
    return report


def _record(actor: Actor, report: RegionReport, action: str, *, at: datetime, words: str = "") -> None:
    step = ReportStep(
        report=report,
        action=action,
        state=report.state,
        user_id=actor.user_id,
        label=actor.label,
        organisation_name=actor.organisation_name,
        at=at,
        words=words,
    )
    records.save(step)
    telling_people.tell_of_report(report, words, at=at)
