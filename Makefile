# The commands of this project; `make help` lists them. Needs Python 3.11 or newer with venv, and make.

PYTHON ?= python3
SAMPLES ?= ../shared/data
ARGS ?=
export SAMPLES
# Compiled files are kept: else each process of the tests compiles five hundred modules anew.
unexport PYTHONDONTWRITEBYTECODE

# By module, not by script: a script names the folder it was installed in.
VENV_PYTHON = .venv/bin/python
PIP = $(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes
LOCK = $(VENV_PYTHON) -m uv pip compile --quiet --universal --generate-hashes --no-annotate \
	--no-header --python-version 3.11 pyproject.toml
PYTEST = $(VENV_PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder
DEV = --group dev --constraint requirements.txt
# By itself: what it pins does not go with the rest, and no part of the site imports it.
LOCK_AUDIT = $(VENV_PYTHON) -m uv pip compile --quiet --universal --generate-hashes --no-annotate \
	--no-header --python-version 3.11 --group audit

.DEFAULT_GOAL = help
.DELETE_ON_ERROR:
.PHONY: help run test test-slow test-browser faults audit permissions check check-lock eval-links eval-facts eval-search bench bench-import bench-api bench-search bench-pages lighthouse lock screenshots

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 20

run: .venv/installed ## Serve the site at http://127.0.0.1:8000/ (PORT=8001 for another port)
	@exec $(VENV_PYTHON) -m config.serve --stop-with-parent

# A file of tests runs in one process: what its tests share is made once.
test: .venv/installed-dev ## Run the tests, without the slow ones (ARGS="-k words" for some)
	$(PYTEST) -m "not browser and not slow and not fault" $(ARGS)

test-slow: .venv/installed-dev ## Run those with whole processes, whole forms, hundreds of rows, and all examples of properties
	$(PYTEST) -m "(slow or hypothesis) and not browser and not fault" --hypothesis-profile=all $(ARGS)

test-browser: .venv/installed-dev ## Run the tests that need Chromium (CHROMIUM names another one)
	$(VENV_PYTHON) -m pytest -m browser $(ARGS)

FAULT_RUNS ?= 5
faults: .venv/installed-dev ## Kill the site's processes and its database while people work (FAULT_RUNS=5)
	FAULT_RUNS=$(FAULT_RUNS) $(VENV_PYTHON) -m pytest -m fault -p no:cacheprovider tests/faults $(ARGS)

SCREENSHOTS ?= var/screenshots
screenshots: .venv/installed-dev ## Take a picture of every page in every width and theme (SCREENSHOTS=folder)
	SCREENSHOTS=$(SCREENSHOTS) $(VENV_PYTHON) -m pytest -q tests/browser/screenshots.py $(ARGS)

audit: .venv/installed-dev .venv-audit/installed ## Look for holes in the code, the settings, the API and all pages (ARGS=pages: a part)
	$(VENV_PYTHON) -m audit $(ARGS)

permissions: .venv/installed-dev ## Ask every address as every role, and write tests/permissions/matrix.csv anew
	$(VENV_PYTHON) -m tests.permissions

check: .venv/installed-dev check-lock ## Check style, types, templates, imports, migrations and the lock
	$(VENV_PYTHON) -m ruff check
	$(VENV_PYTHON) -m ruff format --check
	$(VENV_PYTHON) -m mypy .
	find templates -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +
	$(VENV_PYTHON) .venv/bin/lint-imports
	DJANGO_SETTINGS_MODULE=tests.settings $(VENV_PYTHON) manage.py makemigrations --check --dry-run

eval-links: .venv/installed-dev ## Say how well trials are found in the sample texts (ARGS=-v: the misses)
	$(VENV_PYTHON) -m benchmarks.eval_links $(ARGS)

eval-facts: .venv/installed-dev ## Say how well facts are found in the releases of the tests (ARGS=-v: the misses)
	$(VENV_PYTHON) -m benchmarks.eval_facts $(ARGS)

eval-search: .venv/installed-dev ## Say how well the search finds, beside plain SQL and BM25 (ARGS="--only slips": a part)
	$(VENV_PYTHON) -m benchmarks.eval_search $(ARGS)

bench: .venv/installed-dev ## Measure how long it takes to find the trials of a text, bench-import, -api, -search
	$(VENV_PYTHON) -m benchmarks.detection $(ARGS)
	$(VENV_PYTHON) -m benchmarks.importing
	$(VENV_PYTHON) -m benchmarks.serving
	$(VENV_PYTHON) -m benchmarks.searching

bench-import: .venv/installed-dev ## Measure how fast studies go in, with what memory (ARGS=--short: a look)
	$(VENV_PYTHON) -m benchmarks.importing $(ARGS)

bench-api: .venv/installed-dev ## Measure what the API's pages cost against a bare read of the same JSON
	$(VENV_PYTHON) -m benchmarks.serving $(ARGS)

bench-search: .venv/installed-dev ## Measure what searches cost at 1,500 to 590,000 trials (ARGS="--sizes 1500,18000")
	$(VENV_PYTHON) -m benchmarks.searching $(ARGS)

bench-pages: .venv/installed-dev ## Measure the bytes of the main pages, and what making, keeping and a 304 cost
	$(VENV_PYTHON) -m benchmarks.pages $(ARGS)

LIGHTHOUSE ?= npx lighthouse
lighthouse: .venv/installed-dev ## The same with Lighthouse's scores (LIGHTHOUSE names its command, CHROME_PATH a browser)
	$(VENV_PYTHON) -m benchmarks.pages --lighthouse "$(LIGHTHOUSE)" $(ARGS)

# Against the lock as it is: a newer release somewhere does not make it stale.
check-lock: .venv/installed-dev
	@mkdir -p .venv/lock && cp requirements*.txt .venv/lock/
	@$(LOCK) -o .venv/lock/requirements.txt
	@$(LOCK) $(DEV) -o .venv/lock/requirements-dev.txt
	@$(LOCK_AUDIT) -o .venv/lock/requirements-audit.txt
	@for name in requirements*.txt; do cmp -s $$name .venv/lock/$$name || \
		{ echo "$$name does not fit pyproject.toml: run make lock, and commit it."; exit 1; }; done

lock: .venv/installed-dev ## Pin what pyproject.toml asks for (ARGS=--upgrade for newer releases)
	$(LOCK) $(ARGS) -o requirements.txt
	$(LOCK) $(ARGS) $(DEV) -o requirements-dev.txt
	$(LOCK_AUDIT) $(ARGS) -o requirements-audit.txt

# Made anew when the lock changes. What only developers need goes on top, so that the tests can be
# run beside a site that is running from the same folder.
.venv/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"Python 3.11 or newer is needed: name one, like make PYTHON=python3.12 run.")'
	@echo "Installing into .venv"
	@$(PYTHON) -m venv --clear .venv
	@$(PIP) -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@echo "Installing what developers need into .venv"
	@$(PIP) -r requirements-dev.txt
	@touch $@

.venv-audit/installed: requirements-audit.txt .venv/installed
	@echo "Installing what looks for holes into .venv-audit"
	@$(PYTHON) -m venv --clear .venv-audit
	@.venv-audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r requirements-audit.txt
	@touch $@
