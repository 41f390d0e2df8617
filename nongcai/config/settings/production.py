"""Servers: secrets from the environment, HTTPS only, no demo log-ins."""

from django.core.exceptions import ImproperlyConfigured

from nongcai.config import env
from nongcai.config.settings.defaults import *  # noqa: F403  settings are one namespace by Django's design

SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
DEMO = False
if env.flag("NONGCAI_DEMO", default=False):
    raise ImproperlyConfigured("NONGCAI_DEMO must not be set in production: its log-ins are public")

STATIC_ROOT = HOME / "static"  # noqa: F405  from defaults; only servers collect

SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
