"""From files to the sheets that the room of imports wants."""

from __future__ import annotations

import pytest

from nongcai.interfaces.sheets import importing
from nongcai.interfaces.sheets.refusals import NoPersonSecretError


class TestPersonKey:
    def test_does_not_change_with_the_sites_secret(self, settings):
        before = importing._person_key("张三")
        settings.SECRET_KEY = "another"

        assert importing._person_key("张三") == before

    def test_is_the_installations_own_and_says_no_name(self, settings):
        before = importing._person_key("张三")
        settings.PERSON_SECRET = "another"

        assert importing._person_key("张三") != before
        assert (importing._person_key(""), "张三" in before) == ("", False)

    def test_is_not_made_with_a_secret_that_would_be_another_tomorrow(self, settings):
        settings.PERSON_SECRET = ""

        with pytest.raises(NoPersonSecretError):
            importing._person_key("张三")
        assert importing._person_key("") == ""
