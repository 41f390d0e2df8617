"""On which days a supplier may sell, reckoned."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.suppliers.models.application import Supplier


class SellingSpan(models.Model):
    """Days on which a supplier may sell (可售期间), both included; recomputable from admission, papers and measures.

    Reckoned in the transaction that changes any of them, so that many offers are judged by one look at an index.
    """

    supplier = models.ForeignKey(Supplier, verbose_name=_("供应商"), on_delete=models.CASCADE, related_name="spans")
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        verbose_name = _("可售期间")
        constraints = [
            models.UniqueConstraint(fields=["supplier", "since"], name="one_span_a_beginning", include=["until"]),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__lte=F("until")), name="a_span_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.since}–{self.until or ''}"
