"""The tests: fast hashing, everything else as in production where it can be."""

from nongcai.config.settings.defaults import *  # noqa: F403  settings are one namespace by Django's design

SECRET_KEY = "tests-only"
PERSON_SECRET = "tests-only"
FACTOR_SECRET = "tests-only"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
DEMO = True
REGISTRATION = True
NONGCAI_SMS_BACKEND = ""
NONGCAI_OIDC_ISSUER = ""
NONGCAI_WECHAT_MCHID = ""
