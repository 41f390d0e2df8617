"""Files lie in a folder, or in a bucket that several machines share; the bucket of tests is a folder."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from nongcai.config.storing import storages
from nongcai.domain.documents import queries, services
from nongcai.foundation import files
from tests.market import AT


@pytest.fixture
def folder(settings, tmp_path):
    """The folder of one machine, without a bucket."""
    settings.FILES = tmp_path / "machine"
    return settings.FILES


@pytest.fixture
def bucket(settings, tmp_path, folder):
    """A bucket of the site."""
    place = tmp_path / "bucket"
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(place)}}
    settings.STORAGES = {**settings.STORAGES, "documents": backend}
    return place


class TestFolder:
    def test_keeps_and_forgets(self, folder):
        files.keep("a1b2", [b"one", b"two"])
        assert files.place_of("a1b2").read_bytes() == b"onetwo"
        files.forget("a1b2")
        assert not files.place_of("a1b2").exists()

    def test_keeps_nothing_of_what_broke_off(self, folder):
        def broken():
            yield b"one"
            raise ConnectionResetError

        with pytest.raises(ConnectionResetError):
            files.keep("a1b2", broken())
        assert [path for path in folder.rglob("*") if path.is_file()] == []


class TestBucket:
    def test_gives_another_machine_what_one_kept(self, bucket, settings, tmp_path):
        files.keep("a1b2", [b"bytes"])
        settings.FILES = tmp_path / "other"

        assert files.place_of("a1b2").read_bytes() == b"bytes"
        assert (tmp_path / "other" / "b2" / "a1b2").exists()

    def test_has_nothing_of_what_was_never_kept(self, bucket):
        assert not files.place_of("a1b2").exists()

    def test_forgets(self, bucket, settings, tmp_path):
        files.keep("a1b2", [b"bytes"])
        files.forget("a1b2")
        settings.FILES = tmp_path / "other"

        assert not files.place_of("a1b2").exists()
        assert [path for path in bucket.rglob("*") if path.is_file()] == []

    def test_keeps_documents_and_deletes_them_in_their_time(self, bucket, db):
        told = [services.ToldFile("picture:1", "a.jpg", "image/jpeg", b"a")]
        [small] = services.store_many(told=told, at=AT)
        large = services.store(owner="run:1", name="b.csv", media_type="text/csv", chunks=[b"b", b"c"], at=AT)
        assert (large.size, large.sha256) == (2, services.digest_of(b"bc"))
        assert {path.name for path in bucket.rglob("*") if path.is_file()} == {str(small.pk), str(large.pk)}

        services.expire(owners=["run:1"], at=AT)
        assert services.delete_expired(at=AT) == 1

        assert {path.name for path in bucket.rglob("*") if path.is_file()} == {str(small.pk)}
        assert queries.documents_of("run:1").get().deleted_at == AT


class TestSettings:
    def test_name_no_bucket_unless_told(self, monkeypatch):
        monkeypatch.delenv("NONGCAI_S3_BUCKET", raising=False)
        assert "documents" not in storages()

    def test_name_a_private_bucket(self, monkeypatch):
        told = {"BUCKET": "nongcai", "KEY": "k", "SECRET": "s", "ENDPOINT": "https://oss.example.gov.cn"}
        for name, value in told.items():
            monkeypatch.setenv(f"NONGCAI_S3_{name}", value)

        found = storages()["documents"]

        assert found["BACKEND"] == "storages.backends.s3.S3Storage"
        assert found["OPTIONS"] | {"default_acl": "private", "endpoint_url": told["ENDPOINT"]} == found["OPTIONS"]

    def test_want_keys_with_a_bucket(self, monkeypatch):
        monkeypatch.setenv("NONGCAI_S3_BUCKET", "nongcai")
        for name in ("KEY", "SECRET"):
            monkeypatch.delenv(f"NONGCAI_S3_{name}", raising=False)

        with pytest.raises(ImproperlyConfigured, match="NONGCAI_S3_KEY"):
            storages()
