"""The process entry of the site."""

import gc
import importlib
import os

from django.core.wsgi import get_wsgi_application

from nongcai.config import handler
from nongcai.foundation import memory

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nongcai.config.settings.dev")

application = handler.application_of(get_wsgi_application())

# The dictionary of sounds is read once, before the first visitor searches.
importlib.import_module("pypinyin")

# What is loaded stays: it is not looked through again for what nobody needs. A page makes thousands of objects that go
# by themselves; to look for others after each seven hundred, as is the rule, takes a tenth of its time.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
memory.settle()
