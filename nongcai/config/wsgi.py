"""The process entry of the site."""

import importlib
import os

from django.core.wsgi import get_wsgi_application

from nongcai.config import handler, settled

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nongcai.config.settings.dev")

application = handler.application_of(get_wsgi_application())

# The dictionary of sounds is read once, before the first visitor searches.
importlib.import_module("pypinyin")

settled.settle()
