"""A machine of one's own: the demo and development."""

import secrets

from nongcai.config import env
from nongcai.config.settings.defaults import *  # noqa: F403  settings are one namespace by Django's design

DEBUG = env.flag("DEBUG", default=False)
# Commands that need no data, such as checks, run where nothing can be written.
_KEPT = env.own_secret(HOME / "secret")  # noqa: F405  from defaults
SECRET_KEY = env.text("SECRET_KEY", "") or _KEPT or secrets.token_urlsafe(48)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
