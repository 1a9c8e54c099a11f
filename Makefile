# The commands of a checkout. Each does the set-up that it needs; nothing but Python 3.11 with venv and make is assumed.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
NPM := $(BIN)/python -m tools.npm

# COVERAGE=1 measures lines and branches, which takes a third more processor time.
# Twice as many processes as processors, because browser tests wait for songs to play.
PROCESSES := $(shell $(PYTHON) -c 'import os; print(min(8, 2 * os.cpu_count()))')
PYTEST := $(BIN)/pytest --numprocesses=$(PROCESSES) --dist=loadfile --no-loadscope-reorder $(if $(COVERAGE),--cov)

.PHONY: run install check test bench songbook pictures lock migration sentences clean

run: install ## start Canary on 127.0.0.1:8000 (PORT=, HOST=)
	@$(BIN)/canary serve

install: .venv/.installed static/vendor/.installed ## what running needs

.venv/.installed: requirements.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing Canary's libraries into .venv …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

static/vendor/.installed: static/package-lock.json tools/vendor.py | .venv/.installed
	@$(BIN)/python -m tools.vendor
	@touch $@

.venv/.tools: tests/requirements.txt | .venv/.installed
	@echo "Installing the test tools …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.txt
	@touch $@

tests/js/node_modules/.installed: tests/js/package-lock.json | .venv/.installed
	@$(NPM) ci --prefix tests/js --no-audit --no-fund --loglevel=error
	@touch $@

check: install .venv/.tools tests/js/node_modules/.installed ## everything that reads the code without running it
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/djlint templates --check --quiet
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python -m tools.bare_text
	$(NPM) run --silent --prefix tests/js check

test: install .venv/.tools tests/js/node_modules/.installed ## all tests, the browser's too
	@sh tests/chromium.sh
	@sh tests/engines.sh
	@sh tests/postgres.sh
	$(NPM) test --silent --prefix tests/js
	$(PYTEST)

bench: install .venv/.tools ## ratios, each measured beside a bare baseline in one run
	@sh tests/chromium.sh
	$(BIN)/python -m tests.bench

pictures: install .venv/.tools ## screenshots of the main pages into tests/pictures/, and the README's
	@sh tests/chromium.sh
	$(BIN)/python -m tests.pictures

.venv/.songbook: tools/songbook/requirements.txt | .venv/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tools/songbook/requirements.txt
	@touch $@

songbook: .venv/.songbook ## make the songs' sound and lyrics from their scores (for authors)
	$(BIN)/python -m tools.songbook

lock: .venv/.tools ## write the lock files anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --extra ja --extra ko --extra zh --group build -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --extra ja --extra ko --extra zh --group build --group dev -o tests/requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate tools/songbook/requirements.in -c requirements.txt -o tools/songbook/requirements.txt

migration: .venv/.tools ## write a migration from the difference between models and migrations (NAME=)
	CANARY_DATA=$$(mktemp -d) $(BIN)/python -m tools.migration "$(NAME)"

sentences: .venv/.installed ## collect the sentences that people see for translators
	$(BIN)/python -m tools.sentences

clean: ## remove what was installed; your data in instance/ stays
	rm -rf .venv static/vendor static/node_modules tests/js/node_modules .mypy_cache .ruff_cache .pytest_cache
