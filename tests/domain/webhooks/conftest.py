"""A city whose units file, and a system that listens to it."""

import pytest

from nongcai.domain.webhooks import services
from tests.domain.shares.season import CONFIRMED, Season, open_season

ORIGIN = "https://oa.example.gov.cn"


@pytest.fixture
def season(cast, settings) -> Season:
    """The cast's season; the operator lists one origin."""
    settings.NONGCAI_WEBHOOK_ORIGINS = [ORIGIN]
    return open_season(cast)


@pytest.fixture
def subscription(season):
    """The city's system."""
    told = services.subscribe(
        actor=season.actor("city_finance"), name="市级一体化系统", address=f"{ORIGIN}/in", at=CONFIRMED
    )
    return told.subscription
