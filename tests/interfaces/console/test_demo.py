"""What the demo promises on the screen."""

from __future__ import annotations

import pytest
from django.urls import resolve

from nongcai.interfaces.console.management.commands.demo import PAGES


class TestPages:
    @pytest.mark.parametrize("path", [path for path, _ in PAGES])
    def test_worth_opening_exist(self, path):
        assert resolve(f"/{path}").url_name
