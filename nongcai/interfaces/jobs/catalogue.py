"""Suppliers' workbooks in the background; what like offers cost, and whose prices are above a limit."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.errors import BatchStepError
from nongcai.foundation import history
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.jobs.clock import daily
from nongcai.interfaces.sheets import goods_reading
from nongcai.interfaces.sheets.reading import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator


@app.task(name="catalogue.check_batch")
def check_batch(*, batch_id: int) -> None:
    """Read a workbook and have its rows tried."""
    with history.told(job="catalogue.check_batch", batch=batch_id), _telling(batch_id):
        goods_reading.check_batch(batch_id=batch_id, at=timezone.now())


@app.task(name="catalogue.load_batch")
def load_batch(*, batch_id: int) -> None:
    """Do what was found good."""
    with history.told(job="catalogue.load_batch", batch=batch_id), _telling(batch_id):
        services.load_batch(batch_id=batch_id, at=timezone.now())


@app.periodic(cron=daily(3, 22))
@app.task(name="catalogue.clear_batches", queueing_lock="catalogue.clear_batches")
def clear_batches(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Clear what nobody took up."""
    services.clear_batches(at=timezone.now())


@contextmanager
def _telling(batch_id: int) -> Iterator[None]:
    """Have whoever looks at the batch see that its job broke off, and why."""
    try:
        yield
    except BatchStepError:
        raise  # another job has taken it on, or it was given up
    except UnreadableFileError as error:
        services.fail_batch(batch_id=batch_id, message=str(error))
    except DomainError as refusal:
        services.fail_batch(batch_id=batch_id, message=str(refusal))
    except Exception:  # a bug still ends the job; the batch must not look busy for ever
        told = _("系统出错，办理没有完成，已办理的不会重复。请重新核对；若仍出错，请联系系统运维人员。")
        services.fail_batch(batch_id=batch_id, message=told)
        raise


@app.periodic(cron="35 */3 * * *")
@app.task(name="catalogue.reckon_like_prices", queueing_lock="catalogue.reckon_like_prices")
def reckon_like_prices(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Reckon anew what like offers cost."""
    services.reckon_like_prices(at=timezone.now())


@app.periodic(cron=daily(5, 50))
@app.task(name="catalogue.watch_all_prices", queueing_lock="catalogue.watch_all_prices")
def watch_all_prices(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Ask about prices that are above a limit, and end what is so no more."""
    services.watch_all_prices(at=timezone.now())
