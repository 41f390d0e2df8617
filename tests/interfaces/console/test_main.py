"""The `nongcai` command as the shell sees it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys

import pytest

from nongcai.foundation.postgres import Server

COMMAND = [sys.executable, "-m", "nongcai.interfaces.console.main"]


@pytest.fixture
def surroundings():
    """The environment of a command that shares this run's cluster."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return kept | {"NONGCAI_HOME": os.environ["NONGCAI_TEST_HOME"]}


@pytest.fixture
def taken_port():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def _interruptible():
    """Let what is started be interrupted, also where this run is not: what a shell left behind ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def nongcai(surroundings, *words, **changes):
    env = surroundings | changes
    return subprocess.run([*COMMAND, *words], env=env, capture_output=True, text=True, timeout=120, check=False)


def answers(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


class TestMain:
    def test_helps_without_a_database(self, surroundings, tmp_path):
        done = nongcai(surroundings, "help", NONGCAI_HOME=str(tmp_path))

        assert (done.returncode, "serve" in done.stdout, Server(tmp_path).folder.exists()) == (0, True, False)

    def test_gives_the_command_a_database(self, surroundings):
        done = nongcai(
            surroundings, "shell", "-v0", "-c", "from django.db import connection as c; c.ensure_connection()"
        )

        assert (done.returncode, done.stderr) == (0, "")

    def test_takes_the_database_that_the_operator_names(self, surroundings, tmp_path):
        address = "postgresql://127.0.0.1:1/elsewhere"

        done = nongcai(surroundings, "showmigrations", NONGCAI_HOME=str(tmp_path), DATABASE_URL=address)

        assert (done.returncode, Server(tmp_path).folder.exists()) == (1, False)
        assert len(done.stderr.splitlines()) == 1
        assert "DATABASE_URL" in done.stderr

    def test_tells_misuse_from_refusal(self, surroundings):
        done = nongcai(surroundings, "check", "--nonsense")

        assert done.returncode == 2

    def test_passes_on_why_there_is_no_server(self, surroundings, tmp_path):
        empty = {"NONGCAI_HOME": str(tmp_path / "home"), "NONGCAI_PG_BIN": str(tmp_path)}

        done = nongcai(surroundings, "migrate", **empty)
        shutil.rmtree(Server(tmp_path / "home").folder)

        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
        assert "NONGCAI_PG_BIN" in done.stderr

    def test_names_a_setting_that_is_not_a_number(self, surroundings):
        done = nongcai(surroundings, "migrate", NONGCAI_PG_PORT="five")

        assert (done.returncode, "NONGCAI_PG_PORT" in done.stderr) == (2, True)


class TestServe:
    @pytest.mark.usefixtures("_interruptible")
    def test_serves_until_it_is_told_to_stop(self, surroundings, free_port):
        env = surroundings | {"PORT": str(free_port), "NONGCAI_WORKERS": "1"}
        with subprocess.Popen([*COMMAND, "serve", "--migrate"], env=env, stdout=subprocess.PIPE, text=True) as serving:
            told = serving.stdout.readline()
            served = answers(free_port)
            serving.send_signal(signal.SIGINT)
            status = serving.wait(60)

        assert (f":{free_port}/" in told, served, status, answers(free_port)) == (True, True, 0, False)

    def test_names_a_port_that_is_taken(self, surroundings, taken_port):
        done = nongcai(surroundings, "serve", PORT=str(taken_port))

        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
        assert str(taken_port) in done.stderr

    def test_names_a_port_that_is_none(self, surroundings):
        done = nongcai(surroundings, "serve", PORT="http")

        assert (done.returncode, "PORT" in done.stderr) == (2, True)


class TestHelp:
    @pytest.mark.parametrize("name", ["import", "notice", "ledger", "serve", "work", "demo", "demo_data"])
    def test_is_in_chinese(self, name, surroundings):
        done = subprocess.run([*COMMAND, name, "--help"], capture_output=True, env=surroundings, check=True, text=True)

        assert done.stdout.startswith(f"用法：nongcai {name}")
        assert "显示本说明后退出" in done.stdout
        assert not any(word in done.stdout for word in ("options:", "positional", "usage:", "--settings"))
