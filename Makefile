# Needs Python 3.11 or later, make, and a package registry. The rest is fetched: uv into var/, everything else into
# .venv. A second run costs nothing; a change of pyproject.toml or uv.lock brings .venv up to date.

PYTHON ?= python3
PORT ?= 8000
PYTEST_ARGS ?=
SYNC_ARGS ?=

UV_VERSION := 0.13.9
UV := var/uv-$(UV_VERSION)/bin/uv
RUN := .venv/bin/
PO := $(shell find . \( -path ./.venv -o -path ./var \) -prune -o -name '*.po' -print)
MO := $(PO:.po=.mo)
CHECKS := format lint types imports templates notes migrations system

# Every command starts several Pythons, and without bytecode each compiles Django and Wagtail anew: a second each time.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help prepare messages demo test check bench screens $(CHECKS:%=check-%)

help:
	@echo 'make demo     bring everything up and serve it (PORT=8000)'
	@echo 'make test     run the tests (PYTEST_ARGS="tests/oci -k hook")'
	@echo 'make check    run every linter'
	@echo 'make bench    measure the cart, the round trip and the entry, write benchmarks/results/'
	@echo 'make screens  write a picture of every page to var/screens/'
	@echo 'make prepare  fetch what these need, and no more (SYNC_ARGS=--no-dev: what production needs)'

demo: prepare
	@$(RUN)python -m flexfleet.demo --port $(PORT)

test: prepare
	@$(RUN)pytest -n 2 -m "not slow" $(PYTEST_ARGS)

bench: prepare
	@$(RUN)python -m benchmarks

screens: prepare
	@$(RUN)python -m tests.screens

# --- what the commands need -------------------------------------------------------------------------------------------

prepare: .venv/.prepared messages

messages: $(MO)

%.mo: %.po | .venv/.prepared
	@$(RUN)pybabel --quiet compile --input-file $< --output-file $@

.venv/.prepared: pyproject.toml uv.lock $(UV)
	@echo 'Installing what uv.lock names into .venv'
	@env -u VIRTUAL_ENV UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=.venv \
	    $(UV) sync --quiet --frozen --python $(PYTHON) $(SYNC_ARGS)
	@touch $@

$(UV):
	@command -v $(PYTHON) > /dev/null \
	    || { echo 'There is no $(PYTHON) here. Install Python 3.11 or later, or name it: make PYTHON=/path/to/python3'; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo '$(PYTHON) is older than 3.11. Name a newer one: make PYTHON=/path/to/python3.11'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null \
	    || { echo '$(PYTHON) has no venv or pip. On Debian and Ubuntu: apt-get install python3-venv'; exit 1; }
	@echo 'Fetching uv $(UV_VERSION)'
	@rm -rf var/uv-*
	@$(PYTHON) -m venv var/uv-$(UV_VERSION)
	@var/uv-$(UV_VERSION)/bin/pip install -qq --disable-pip-version-check 'uv==$(UV_VERSION)'

# --- the linters: one line each, and all that it said when it fails ---------------------------------------------------

check: $(CHECKS:%=check-%)

define run-check
	@printf '%-12s' '$(1)'; if output=$$($(2) 2>&1); then echo ok; else echo FAILED; echo "$$output"; exit 1; fi
endef

check-format: prepare
	$(call run-check,format,$(RUN)ruff format --check .)

check-lint: prepare
	$(call run-check,lint,$(RUN)ruff check .)

check-types: prepare
	$(call run-check,types,$(RUN)mypy)

check-imports: prepare
	$(call run-check,imports,$(RUN)lint-imports)

check-templates: prepare
	$(call run-check,templates,$(RUN)djlint --check --lint platform tenants oci catalog reservations)

check-notes: prepare
	$(call run-check,notes,! git grep --line-number --word-regexp -e TODO -e FIXME -- ':!Makefile')

check-migrations: prepare
	$(call run-check,migrations,DATABASE_POOL_SIZE=0 $(RUN)python manage.py makemigrations --check --dry-run)

check-system: prepare
	$(call run-check,system,$(RUN)python manage.py check --fail-level WARNING)
