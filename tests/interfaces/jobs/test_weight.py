"""What a worker loads before it has done anything."""

import subprocess
import sys

LOADED = """
import importlib, pkgutil, sys
import django
django.setup()
import nongcai.interfaces.jobs as jobs
for found in pkgutil.iter_modules(jobs.__path__):
    importlib.import_module(f"{jobs.__name__}.{found.name}")
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""
# Of pictures, papers, written workbooks and words by sound: some megabytes each.
HEAVY = {"PIL", "weasyprint", "docx", "openpyxl", "pypinyin"}


def test_a_worker_loads_what_weighs_only_when_it_is_wanted():
    run = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True, timeout=120)

    loaded = set(run.stdout.split())
    assert "procrastinate" in loaded
    assert loaded & HEAVY == set()
