# The same few commands at home and in CI. `make` alone says what there is.

PORT ?= 8501
VENV := .venv
PY := $(VENV)/bin/python
INSTALLED := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup run test office check bench soak audit lock clean

help: ## say what there is
	@echo "make COMMAND, where COMMAND is one of"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{ printf "%-9s %s\n", $$1, $$2 }'

setup: $(INSTALLED) ## make .venv and install what requirements.lock names (does nothing when that is done)

$(INSTALLED): requirements.lock
	@python=$$(PYTHON="$(PYTHON)" scripts/python) && { test -x $(PY) || "$$python" -m venv $(VENV); }
	@echo "Installing the packages of requirements.lock into $(VENV); this takes about a minute the first time."
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	@touch $@

run: setup ## start Parley on this machine; PORT=8600 chooses another port
	@exec $(PY) -m parley serve --port $(PORT)

test: setup ## run all tests, those in a browser included; ARGS='-k matrix' chooses some
	@chromium=$$(scripts/chromium) && PARLEY_CHROMIUM="$$chromium" $(PY) -m pytest -n auto $(ARGS)

office: setup ## open our CSV and XLSX in LibreOffice, which it installs where it can
	@office=$$(scripts/libreoffice) && PATH="$$(dirname "$$office"):$$PATH" $(PY) -m pytest -n 0 tests/test_spreadsheets.py

check: setup ## lint, format, types, and the position files
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy --num-workers 2
	$(PY) -m parley validate

bench: setup ## measure, in some minutes; FULL=1 measures whole sizes, in an hour or so; see docs/benchmarks.md
	@for each in $$(grep -l '__main__' benchmarks/*.py); do \
		echo "== $$each"; $(PY) -m "benchmarks.$$(basename "$$each" .py)" || exit 1; \
	done

soak: setup ## all of what the tests run a share of, for hours: inputs, kills, load; MINUTES=2 shortens the load
	@$(PY) -m tests.soak --minutes $(or $(MINUTES),30) --sessions $(or $(SESSIONS),150) $(ARGS)

audit: setup ## ask for known weaknesses of what requirements.lock names (needs the network)
	@$(PY) -m pip_audit --strict --require-hashes --disable-pip --requirement requirements.lock

lock: ## work out requirements.lock anew (needs uv); ARGS=--upgrade takes newer versions
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" \
		$(ARGS) requirements.txt requirements-dev.txt --output-file requirements.lock

clean: ## delete everything that these commands made
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find app.py parley pages tests benchmarks scripts -name __pycache__ -type d -prune -exec rm -rf {} +
