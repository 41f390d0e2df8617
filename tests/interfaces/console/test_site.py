import os

import pytest

from nongcai.interfaces.console.errors import MisuseError
from nongcai.interfaces.console.site import site_from_environment, usual_workers


@pytest.fixture(autouse=True)
def surroundings(monkeypatch):
    for name in ("PORT", "NONGCAI_HOST", "NONGCAI_WORKERS"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(("cores", "workers"), [(None, 2), (1, 2), (2, 3), (64, 4)])
def test_has_a_process_more_than_cores(monkeypatch, cores, workers):
    monkeypatch.setattr(os, "cpu_count", lambda: cores)

    assert usual_workers() == workers
    assert site_from_environment().workers == workers


def test_is_told_how_many(monkeypatch):
    monkeypatch.setenv("NONGCAI_WORKERS", "17")

    assert site_from_environment().workers == 17


@pytest.mark.parametrize("told", ["0", "257", "-1", "two"])
def test_wants_a_number_of_processes(monkeypatch, told):
    monkeypatch.setenv("NONGCAI_WORKERS", told)

    with pytest.raises(MisuseError, match=told):
        site_from_environment()
