from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured

from nongcai.config import env


class TestOwnSecret:
    def test_is_made_once_and_for_its_owner_only(self, tmp_path):
        path = tmp_path / "home" / "secret"

        first, second = env.own_secret(path), env.own_secret(path)

        assert first == second
        assert len(first) >= 50
        assert path.stat().st_mode & 0o777 == 0o600

    def test_differs_between_installations(self, tmp_path):
        assert env.own_secret(tmp_path / "a") != env.own_secret(tmp_path / "b")

    def test_is_none_where_it_cannot_be_kept(self, tmp_path):
        (tmp_path / "file").write_text("")

        assert env.own_secret(tmp_path / "file" / "secret") == ""

    def test_is_one_for_all_who_start_at_the_same_time(self, tmp_path):
        with ThreadPoolExecutor(8) as pool:
            found = set(pool.map(env.own_secret, [tmp_path / "secret"] * 8))

        assert len(found) == 1
        assert [path.name for path in tmp_path.iterdir()] == ["secret"]


class TestIssuer:
    @pytest.mark.parametrize("value", ["", "https://sso.example.gov.cn", "https://sso.example.gov.cn/realms/a"])
    def test_is_an_address_by_https(self, monkeypatch, value):
        monkeypatch.setenv("SOME_ISSUER", value)

        assert env.issuer("SOME_ISSUER", may_be_http=False) == value

    @pytest.mark.parametrize("value", ["http://sso.example", "sso.example", "https://", "https://sso.example/?a=b"])
    def test_refuses_anything_else(self, monkeypatch, value):
        monkeypatch.setenv("SOME_ISSUER", value)

        with pytest.raises(ImproperlyConfigured, match="https:// address"):
            env.issuer("SOME_ISSUER", may_be_http=False)

    def test_may_be_by_http_in_the_demo(self, monkeypatch):
        monkeypatch.setenv("SOME_ISSUER", "http://127.0.0.1:9100")

        assert env.issuer("SOME_ISSUER", may_be_http=True) == "http://127.0.0.1:9100"


class TestFlag:
    @pytest.mark.parametrize(("text", "value"), [("1", True), ("on", True), ("0", False), ("No", False), ("", True)])
    def test_reads_yes_and_no(self, monkeypatch, text, value):
        monkeypatch.setenv("SOME_FLAG", text)

        assert env.flag("SOME_FLAG", default=True) is value

    def test_refuses_anything_else(self, monkeypatch):
        monkeypatch.setenv("SOME_FLAG", "perhaps")

        with pytest.raises(ImproperlyConfigured, match="SOME_FLAG"):
            env.flag("SOME_FLAG", default=True)


class TestDatabase:
    def test_reads_an_address_and_a_socket_s_folder(self, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgresql://user:pass%40word@/name?host=/run/x&port=5433")

        found = env.database()

        assert (found["NAME"], found["HOST"], found["PORT"]) == ("name", "/run/x", "5433")
        assert (found["USER"], found["PASSWORD"]) == ("user", "pass@word")

    def test_refuses_another_kind_of_database(self, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "mysql://somewhere/name")

        with pytest.raises(ImproperlyConfigured, match="postgresql"):
            env.database()
