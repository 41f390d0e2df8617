"""Where uploaded files are kept: the folder of the site, and perhaps a bucket (S3) that several machines share."""

from __future__ import annotations

from typing import Any

from nongcai.config import env

_FOLDER = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
_STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def storages() -> dict[str, dict[str, Any]]:
    """Return the storages of the site; that of documents is there when a bucket is named.

    :raises ImproperlyConfigured: when a bucket has no keys.
    """
    found: dict[str, dict[str, Any]] = {"default": _FOLDER, "staticfiles": _STATIC}
    bucket = env.text("NONGCAI_S3_BUCKET", "")
    if bucket:
        options = {
            "bucket_name": bucket,
            "access_key": env.text("NONGCAI_S3_KEY"),
            "secret_key": env.text("NONGCAI_S3_SECRET"),
            "endpoint_url": env.text("NONGCAI_S3_ENDPOINT", "") or None,
            "region_name": env.text("NONGCAI_S3_REGION", "") or None,
            # Nobody reads a file past the site; a name is never given twice.
            "default_acl": "private",
            "file_overwrite": True,
            "signature_version": "s3v4",
        }
        found["documents"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    return found
