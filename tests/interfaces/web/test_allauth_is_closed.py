"""None of allauth's own pages can be reached, and none of its ways makes an account."""

from __future__ import annotations

import pytest
from allauth import urls
from allauth.account.adapter import get_adapter
from allauth.socialaccount.adapter import get_adapter as get_identity_adapter
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.urls.resolvers import URLResolver

ARGUMENTS = ({}, {"provider_id": "x"}, {"key": "x"}, {"uidb36": "x", "key": "x"}, {"pk": 1})


def names(patterns):
    """Name every address of allauth."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns)
        elif isinstance(one, URLPattern) and one.name:
            yield one.name


def reached(every):
    """Return those of these names that lead somewhere."""
    return [name for name in every if any(_leads(name, arguments) for arguments in ARGUMENTS)]


def _leads(name, arguments):
    try:
        reverse(name, kwargs=arguments)
    except NoReverseMatch:
        return False
    return True


class TestAllauth:
    def test_has_addresses_to_be_left_out(self):
        assert {"account_login", "account_signup", "mfa_index", "socialaccount_signup"} <= set(names(urls.urlpatterns))

    def test_none_of_them_is_mounted(self):
        assert reached(set(names(urls.urlpatterns))) == []

    @pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/signup/", "/accounts/2fa/", "/accounts/email/"])
    def test_its_usual_places_are_empty(self, browser_of, address):
        assert browser_of("city_finance").get(address).status_code == 404

    def test_makes_no_account(self, rf):
        assert not get_adapter().is_open_for_signup(rf.get("/"))
        assert not get_identity_adapter().is_open_for_signup(rf.get("/"), None)


class TestPlanted:
    def test_a_mounted_page_is_found(self, settings):
        settings.ROOT_URLCONF = type("Planted", (), {"urlpatterns": [path("x/", lambda _: None, name="mfa_index")]})

        assert reached(["mfa_index", "account_login"]) == ["mfa_index"]
