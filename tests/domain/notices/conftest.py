import pytest

from tests.domain.notices.office import open_office


@pytest.fixture
def office(db, settings, tmp_path):
    settings.FILES = tmp_path
    return open_office()
