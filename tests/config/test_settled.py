"""What a process that serves no longer asks, and what stays as it was."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

SETTLED = """
import json, threading
import django
django.setup()
from django.conf import settings
from django.core.signals import request_started
from django.db import connections, reset_queries
from django.test import override_settings
from nongcai.config import settled

settled.settle()
told = {"here": connections["default"] is connections["default"], "language": settings.LANGUAGE_CODE}
there = []
thread = threading.Thread(target=lambda: there.append(connections["default"]))
thread.start()
thread.join()
told["apart"] = there[0] is not connections["default"]
told["known"] = [one is there[0] for one in connections.all(initialized_only=True)]
with override_settings(LANGUAGE_CODE="en"):
    told["overridden"] = settings.LANGUAGE_CODE
told["after"] = settings.LANGUAGE_CODE
try:
    settings.NO_SUCH_SETTING
except AttributeError:
    told["refuses"] = True
told["resets"] = request_started.disconnect(reset_queries)
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told():
    done = subprocess.run([sys.executable, "-c", SETTLED], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


class TestSettle:
    def test_a_thread_keeps_its_own_connection_and_sees_no_other(self, told):
        assert told["here"]
        assert told["apart"]
        assert told["known"] == [False]

    def test_settings_are_read_overridden_and_put_back(self, told):
        assert told["language"] == told["after"] == "zh-hans"
        assert told["overridden"] == "en"

    def test_a_setting_that_is_none_is_refused(self, told):
        assert told["refuses"]

    def test_what_nobody_wrote_down_is_not_thrown_away(self, told):
        assert not told["resets"]
