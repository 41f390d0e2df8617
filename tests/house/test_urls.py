"""Every page wants a login unless it is on the public list, and is named after its view."""

from __future__ import annotations

import inspect

from django.urls import URLPattern, path

from nongcai.interfaces.web.http import public
from nongcai.interfaces.web.middleware import is_public
from tests.interfaces.web.addresses import pages

PUBLIC = {
    "accounts:session_open",
    "accounts:session_close",
    "accounts:session_passkey",
    "accounts:passkey_confirm",
    "accounts:identity_open",
    "accounts:identity_return",
    "accounts:phone_enter",
    "accounts:phone_confirm",
    "accounts:phone_choose",
    "accounts:session_confirm",
    "accounts:session_secure",
    "accounts:account_activate",
    "components:component_list",
    "notices:public_list",
    "notices:public_show",
    "notices:public_sealed",
    "payments:notice_take",
    "suppliers:registration_new",
    "support:article_show",
    "support:help_show",
}


def opened(patterns: list[tuple[str, URLPattern]], allowed: set[str]) -> list[str]:
    """Name the pages that want no login though nobody decided so."""
    return [name for name, pattern in patterns if is_public(pattern.callback) and name not in allowed]


def misnamed(patterns: list[tuple[str, URLPattern]]) -> list[str]:
    """Name the pages whose address is not named after the view, `noun_verb`."""
    return [
        name
        for name, pattern in patterns
        if pattern.name != inspect.unwrap(pattern.callback).__name__ or "_" not in str(pattern.name)
    ]


class TestPages:
    def test_want_a_login_unless_public(self):
        assert opened(pages(), PUBLIC) == []

    def test_are_named_after_their_views(self):
        assert misnamed(pages()) == []

    def test_are_found_at_all(self):
        assert "desk:desk_show" in dict(pages())


class TestPlantedViolations:
    def test_an_open_page_is_found(self):
        pattern = path("x/", public(_planted_show), name="planted_show")

        assert opened([("x:planted_show", pattern)], PUBLIC) == ["x:planted_show"]

    def test_a_page_of_another_name_is_found(self):
        pattern = path("x/", _planted_show, name="show_planted")

        assert misnamed([("x:show_planted", pattern)]) == ["x:show_planted"]


def _planted_show(request):
    return None
