"""A clerk of the city's bureau."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.domain.imports.bench import Bench

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES = tmp_path


@pytest.fixture
def bench(cast: Cast) -> Bench:
    """The city's clerk."""
    return Bench(cast)
