"""A machine of one's own: the demo and development."""

from nongcai.config import env
from nongcai.config.settings.defaults import *  # noqa: F403  settings are one namespace by Django's design

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.text("SECRET_KEY", "") or env.own_secret(HOME / "secret")  # noqa: F405  from defaults
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
