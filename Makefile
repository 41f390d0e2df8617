# Everything starts here; `make help` prints the lines marked with two hashes.
.DEFAULT_GOAL := help
.PHONY: help setup demo run fix check test journeys guides states openapi lock
BIN := .venv/bin
ARGS ?=
export UV_SYSTEM_CERTS ?= 1
# What Python compiled is kept, also where the machine is set not to: else every process compiles all of it again.
unexport PYTHONDONTWRITEBYTECODE

help: ## print this list
	@while IFS= read -r line; do case "$$line" in [a-z]*:*'## '*) \
		printf '  make %-9s %s\n' "$${line%%:*}" "$${line##*## }" ;; esac; done < Makefile

NEW_ENOUGH := sys.exit(sys.version_info < (3, 11))
# The distribution's own comes first: it is compiled for speed, which one that was compiled by hand seldom is.
setup: ## install what is needed, once; the other targets do it by themselves
	@if /usr/bin/python3 -c 'import ensurepip, sys, venv; $(NEW_ENOUGH)' 2>/dev/null; then \
		exec /usr/bin/python3 tools/setup.py; fi; \
	for python in python3.11 python3.12 python3.13 python3.14 python3 python; do \
		if "$$python" -c 'import sys; $(NEW_ENOUGH)' 2>/dev/null; then \
			exec "$$python" tools/setup.py; fi; done; \
	echo '需要 Python 3.11 或更新版本，请先安装。Python 3.11 or newer is needed: please install it.' >&2; exit 1

demo: setup ## serve the site with the Zhengzhou 2023 data (PORT=8000)
	@$(BIN)/python tools/demo.py

run: setup ## serve the site with your own data (PORT=8000)
	@$(BIN)/nongcai serve --migrate

fix: setup ## put code into form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

check: setup ## form, imports, types, settings, migrations, templates, house rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	DJANGO_SETTINGS_MODULE=nongcai.config.settings.production ALLOWED_HOSTS=example.org \
		SECRET_KEY=only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz \
		$(BIN)/python manage.py check --deploy --fail-level WARNING
	DATABASE_URL='postgresql:///none?host=/nonexistent' \
		$(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(BIN)/djlint --lint --quiet nongcai/interfaces/web/templates
	$(BIN)/pytest -q tests/house $(ARGS)

test: setup ## all tests but the browser's, on a database cluster of their own
	$(BIN)/pytest -n auto --maxprocesses 8 --dist worksteal --ignore tests/journeys $(ARGS)

journeys: setup ## what people do, in a browser (needs chromium and a Chinese font)
	$(BIN)/pytest tests/journeys $(ARGS)

guides: setup ## take the pictures of the operation guides anew
	NONGCAI_PICTURES=nongcai/interfaces/web/static/guides $(BIN)/pytest -q tests/journeys/test_file_and_confirm_a_share.py

states: setup ## print the diagrams of docs/states from the tables
	$(BIN)/python tools/states.py

lock: setup ## lock what requirements/*.in name, and install it
	for name in uv runtime dev; do \
		.venv/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
			--no-emit-index-url --no-emit-find-links requirements/$$name.in -o requirements/$$name.txt || exit 1; done
	$(MAKE) setup

openapi: setup ## print the API's contract into docs/api
	$(BIN)/python tools/openapi.py
