"""Which way a request takes through the site."""

from __future__ import annotations

import io

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from nongcai.config import handler


def asked(application, path):
    """Return the status and the headers of what is answered to a stranger."""
    told = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    environ |= {"wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http"}
    answer = application(environ, lambda status, headers: told.append((status, dict(headers))))
    b"".join(answer)
    answer.close()
    return told[0]


@pytest.fixture
def application():
    return handler.application_of(WSGIHandler())


@pytest.mark.django_db
class TestApplication:
    def test_answers_a_call_behind_the_gates_of_calls(self, application):
        status, headers = asked(application, "/api/v1/orders")

        assert status.startswith("401")
        assert headers["Content-Type"].startswith("application/json")
        assert {"Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options"} <= headers.keys()

    def test_answers_a_page_behind_all(self, application):
        status, headers = asked(application, "/orders/")

        assert (status[:3], headers["Location"]) == ("302", "/login/?next=/orders/")

    def test_leaves_the_list_as_it_was(self):
        before = list(settings.MIDDLEWARE)
        with handler.short_way():
            assert set(before) - set(settings.MIDDLEWARE) == handler.OF_PAGES

        assert before == settings.MIDDLEWARE
