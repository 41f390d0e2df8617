"""Django's commands without looking for a database: `nongcai` does that."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nongcai.config.settings.dev")

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
