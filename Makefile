# What one can ask of this repository: `make help` lists it. Nothing is installed outside .venv, nothing is kept outside var/.

PORT ?= 8000
PYTHON ?= python3
PYTEST ?= -n auto --dist worksteal
SIZE ?= 2000
export CORDEE_ADDRESS ?= http://localhost:$(PORT)

python := .venv/bin/python
manage := $(python) -W ignore::DeprecationWarning manage.py
code := manage.py site media learning knowledge_base tests
install := .venv/bin/uv pip install --quiet --python $(python) --require-hashes
compile := .venv/bin/uv pip compile --quiet --annotation-style line --universal --python-version 3.11.2 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock"
# The fingerprint of some files: a step whose files have not changed since its last success is not done again.
print_of = $$(cat $(1) | cksum | tr ' ' -)
migrations := $$(find site media learning knowledge_base -path '*/migrations/*.py' | LC_ALL=C sort)
demo_files := $$(find site media learning knowledge_base -path '*demo*' -type f ! -name '*.pyc' | LC_ALL=C sort)

.PHONY: help demo serve test test-engines check fix bench bench-search bench-relevance audit lock install-production venv runtime dev port number

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do \
		printf '  %-24s %s\n' "$$name" "$$text"; done

# ---------------------------------------------------------------- run

demo: port runtime ## the demonstration network on http://localhost:8000 (PORT=… for another port)
	@echo "Starting. The first time, the network is made before: about a minute."
	@$(manage) load_demo --once "$(call print_of,requirements.txt $(migrations) $(demo_files))" --serve 127.0.0.1:$(PORT)

serve: port runtime ## the same, restarted whenever the code changes
	@$(manage) migrate --verbosity 0
	@$(manage) runserver 127.0.0.1:$(PORT)

# Before anything is installed: nobody waits a minute to read that they mistyped.
number:
	@case "$(PORT)" in "" | 0* | *[!0-9]* | ??????*) false ;; *) [ "$(PORT)" -le 65535 ] ;; esac || \
		{ echo "A port is a number from 1 to 65535, and \"$(PORT)\" is not one: choose another, for example PORT=8001."; exit 1; }

port: number venv
	@$(python) -c "import socket, sys; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); \
	sys.exit(bool(s.connect_ex(('127.0.0.1', $(PORT))) == 0))" || \
		{ echo "Port $(PORT) is taken by another program: stop it, or choose another one, for example PORT=8001."; exit 1; }

# ---------------------------------------------------------------- verify

test: dev ## every test that can run here; the others are skipped with their reason (PYTEST="-n0 tests/home" for some)
	@.venv/bin/pytest $(PYTEST)

test-engines: dev ## the tests of the search engine on the successor of the locked Whoosh
	@$(install) --no-deps --target var/engines/whoosh3 --requirements tests/search/requirements-whoosh3.txt
	@PYTHONPATH=var/engines/whoosh3 .venv/bin/python -c "import whoosh; print('Whoosh', whoosh.versionstring())"
	@PYTHONPATH=$(CURDIR)/var/engines/whoosh3 .venv/bin/pytest $(PYTEST) tests/search

check: dev ## format, lint, types, templates, layers, migrations, translations, deployment, locks
	.venv/bin/ruff format --check $(code)
	.venv/bin/ruff check $(code)
	.venv/bin/djlint --lint --quiet site media learning knowledge_base
	PYTHONPATH=site .venv/bin/lint-imports
	.venv/bin/mypy
	$(manage) makemigrations --check --dry-run --verbosity 1
	$(manage) check_translations
	SECRET_KEY=$$($(python) -c 'import secrets; print(secrets.token_urlsafe(64))') ALLOWED_HOSTS=cordee.example \
		DJANGO_SETTINGS_MODULE=config.settings.production $(manage) check --deploy --fail-level WARNING
	.venv/bin/pytest -q -n0 tests/architecture/test_locks.py

fix: dev ## format, and repair what the linter can
	.venv/bin/ruff check --fix $(code)
	.venv/bin/ruff format $(code)

bench: dev ## CPU and SQL of every page beside a hello view, in one round (SIZE=2000 practices)
	@$(python) -m tests.bench --practices $(SIZE)

bench-search: dev ## the search engine beside raw FTS5, with CORDEE_SAMPLES (SIZES="1000 10000" documents)
	@$(python) -m tests.bench.search $(SIZES)

bench-relevance: dev ## nDCG@10 and MRR of the open data over the judged queries, with CORDEE_SAMPLES
	@$(python) -m tests.bench.search.relevance

audit: dev ## known vulnerabilities of the locked packages; a package that cannot be looked up is a failure
	@$(python) -m tests.architecture.audit requirements-production.txt

# ---------------------------------------------------------------- install

lock: venv ## compile the locks again from pyproject.toml (add UPGRADE=--upgrade for newer versions)
	printf 'uv\n' | $(compile) $(UPGRADE) --output-file requirements-bootstrap.txt -
	$(compile) $(UPGRADE) --all-extras --group dev --output-file requirements-dev.txt pyproject.toml
	$(compile) --all-extras --constraints requirements-dev.txt --output-file requirements-production.txt pyproject.toml
	$(compile) --constraints requirements-dev.txt --output-file requirements.txt pyproject.toml
	printf 'whoosh3==3.54.0\n' | $(compile) --no-deps --output-file tests/search/requirements-whoosh3.txt -

install-production: venv ## what a server runs on, with PostgreSQL, Redis, PDF and gunicorn
	$(install) --requirements requirements-production.txt

runtime: venv
	@wanted=$(call print_of,requirements.txt); \
	if [ "$$(cat .venv/runtime.stamp 2>/dev/null)" != "$$wanted" ]; then \
		echo "Installing what Cordée runs on…" && $(install) --requirements requirements.txt && echo "$$wanted" > .venv/runtime.stamp; \
	fi

dev: venv
	@wanted=$(call print_of,requirements-dev.txt); \
	if [ "$$(cat .venv/dev.stamp 2>/dev/null)" != "$$wanted" ]; then \
		echo "Installing what the tests and checks need…" && $(install) --requirements requirements-dev.txt && \
		echo "$$wanted" > .venv/dev.stamp && echo $(call print_of,requirements.txt) > .venv/runtime.stamp; \
	fi

# A virtual environment with the installer uv in it, itself checked against its hash.
venv:
	@command -v $(PYTHON) >/dev/null 2>&1 || \
		{ echo "There is no program \"$(PYTHON)\" here. Name one that is Python 3.11.2 or later: make demo PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 2))' 2>/dev/null || \
		{ echo "Cordée needs Python 3.11.2 or later, and \"$(PYTHON)\" is $$($(PYTHON) --version 2>&1). Name another one: make demo PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "Python's module \"venv\" is missing. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	@wanted=$(call print_of,requirements-bootstrap.txt); \
	if [ "$$(cat .venv/bootstrap.stamp 2>/dev/null)" != "$$wanted" ]; then \
		echo "Making the virtual environment .venv…" && $(PYTHON) -m venv .venv && \
		$(python) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-bootstrap.txt && \
		echo "$$wanted" > .venv/bootstrap.stamp; \
	fi
