"""The bureau's main job from end to end: five workbooks in, a notice and its figures out."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from nongcai.domain.imports.models import ReconciliationItem
from nongcai.domain.ledger import queries as ledger
from nongcai.domain.transactions import queries as transactions

DEMO = Path(settings.PROJECT) / "demo" / "zhengzhou-2023"
EXPECTED = json.loads((DEMO / "expected.json").read_text(encoding="utf-8"))
BOOKS = sorted(DEMO.glob("*.xlsx"))


@pytest.fixture(scope="class")
def out(django_db_setup, django_db_blocker, tmp_path_factory):
    """Import the five workbooks and write the notice, once for all that is asked of it."""
    folder = tmp_path_factory.mktemp("notice")
    with django_db_blocker.unblock(), _rolled_back():
        call_command("import", str(DEMO), yes=True)
        call_command("notice", "410100", "2023", out=str(folder))
        (folder / "differences").write_text(str([*ledger.differences(), *transactions.uncounted()]))
        (folder / "items").write_text(str(ReconciliationItem.objects.count()))
    return folder


@contextmanager
def _rolled_back():
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class TestNotice:
    def test_gives_the_expected_figures_all_of_them(self, out):
        assert json.loads((out / "figures.json").read_text(encoding="utf-8")) == EXPECTED

    def test_leaves_nothing_to_reconcile_and_a_clean_ledger(self, out):
        assert (out / "differences").read_text() == "[]"
        assert (out / "items").read_text() == "0"

    @pytest.mark.parametrize("wan", [EXPECTED["city"]["reserved_wan"], EXPECTED["city"]["completed_wan"],
                                     EXPECTED["districts_total"]["reserved_wan"],
                                     EXPECTED["districts_total"]["completed_wan"]])  # fmt: skip
    def test_says_the_figures_of_the_first_section(self, out, wan):
        import pymupdf

        with pymupdf.open(out / "notice.pdf") as document:
            text = "".join(page.get_text() for page in document)

        assert wan in text
        assert wan in (out / "notice.html").read_text(encoding="utf-8")

    def test_names_the_leading_ones_in_order(self, out):
        html = (out / "notice.html").read_text(encoding="utf-8")

        for names in EXPECTED["rankings"].values():
            assert "、".join(names) in html

    def test_keeps_the_internal_attachments_apart(self, out):
        import pymupdf

        with pymupdf.open(out / "notice.pdf") as printed, pymupdf.open(out / "internal.pdf") as internal:
            texts = [["".join(page.get_text().split()) for page in document] for document in (printed, internal)]

        assert not any("内部资料" in page or "合计" in page for page in texts[0])
        assert all("内部资料" in page for page in texts[1])
        assert (out / "internal.docx").exists()

    def test_comes_as_docx(self, out):
        import docx

        text = "".join(paragraph.text for paragraph in docx.Document(str(out / "notice.docx")).paragraphs)

        assert EXPECTED["city"]["reserved_wan"] in text


class TestImportKilled:
    """A database of its own: what another process commits is not rolled back."""

    @pytest.fixture
    def url(self, db, monkeypatch):
        options = connection.settings_dict
        name = f"{options['NAME']}_killed"
        address = {"host": options["HOST"], "user": options["USER"], "port": options["PORT"] or None}
        template = options["NAME"]
        connection.close()
        with psycopg.connect(dbname="postgres", autocommit=True, **address) as server:
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        yield f"postgresql://{options['USER']}@/{name}?host={options['HOST']}&port={options['PORT']}"
        with psycopg.connect(dbname="postgres", autocommit=True, **address) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    @pytest.mark.parametrize("state", ["checking", "loading"])
    def test_leaves_nothing_and_can_be_run_again(self, url, state, tmp_path):
        process = _import(url, tmp_path)
        _wait_for(url, state)
        process.send_signal(signal.SIGKILL)
        process.wait()
        after_the_kill = _figures(url)

        assert _import(url, tmp_path).wait() == 0
        assert after_the_kill == (0, 0)
        reserved = EXPECTED["city"]["reserved_yuan"]
        completed = EXPECTED["city"]["completed_yuan"]
        assert tuple(f"{amount:.2f}" for amount in _figures(url)) == (reserved, completed)


def _import(url, folder):
    environment = os.environ | {"DATABASE_URL": url, "NONGCAI_HOME": str(folder), "NONGCAI_DEMO": "1"}
    command = [sys.executable, "-m", "nongcai.interfaces.console.main", "import", str(DEMO), "--yes"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _wait_for(url, state):
    for _ in range(1200):
        with psycopg.connect(url) as server:
            if server.execute("SELECT 1 FROM imports_importrun WHERE state = %s", [state]).fetchone():
                return
        time.sleep(0.05)
    pytest.fail(f"the run never was {state}")


def _figures(url):
    with psycopg.connect(url) as server:
        return server.execute(
            "SELECT coalesce(sum(amount) FILTER (WHERE kind = 'reserved'), 0),"
            " coalesce(sum(amount) FILTER (WHERE kind = 'purchased'), 0) FROM ledger_entry WHERE year = %s",
            [EXPECTED["year"]],
        ).fetchone()
