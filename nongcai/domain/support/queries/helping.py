"""What helps everybody: answers by words and topic, hotlines by region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.catalogue.rules import Query, fit, fold, parse
from nongcai.domain.regions import queries as regions
from nongcai.domain.support import permissions
from nongcai.domain.support.models import FaqArticle, Hotline

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor

# So many are read to find some by their words.
_MOST = 500
NATION = "000000"


def articles_visible_to(actor: Actor | None) -> QuerySet[FaqArticle]:
    """Select the answers that are shown, to anybody; for the platform also those that are not."""
    rows = FaqArticle.objects.order_by("topic", "pk")
    return rows if actor is not None and permissions.watches(actor) else rows.filter(is_shown=True)


def articles_found(actor: Actor | None, *, text: str = "", topic: str = "") -> list[FaqArticle]:
    """Return the answers that have all words, as the hall compares them, those whose question fits best first."""
    rows = articles_visible_to(actor)
    if topic:
        rows = rows.filter(topic=topic)
    query, found = parse(text), list(rows[:_MOST])
    if not query.wanted and not query.unwanted:
        return found
    kept = [one for one in found if _has(one, query)]
    return sorted(kept, key=lambda one: -fit(one.question, query))


def hotlines_of(code: str = "") -> QuerySet[Hotline]:
    """Select whom to call in a region, the nearest first: its own, those above, the nation's; of no region all."""
    rows = Hotline.objects.filter(ended_at=None).select_related("region").order_by("-region__level", "region", "pk")
    if not code:
        return rows.order_by("region__level", "region", "pk")
    return rows.filter(region_id__in=[NATION, *(one.code for one in regions.chain(code))])


def region_near(actor: Actor | None) -> str:
    """Return the region whose hotlines concern the actor: that of its place; none for strangers and the platform."""
    if actor is None or permissions.watches(actor):
        return ""
    return actor.region_code if regions.known([actor.region_code]) else ""


def _has(article: FaqArticle, query: Query) -> bool:
    plain = fold(f"{article.question} {article.words} {article.answer}")
    return all(word in plain for word in query.wanted) and not any(word in plain for word in query.unwanted)
