# The words of this project. `make` alone builds what they need and lists them.

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 3

BIN := .venv/bin
PY := $(BIN)/python
MANAGE := $(PY) manage.py
PYTEST := $(PY) -m pytest -q -n $(WORKERS)
SUITE_POSTGRES := $(PY) -m tests.servers.postgres --fast -- $(PYTEST) -m "not once"
LOCK := uv pip compile --no-config --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate --quiet
QUICK_TESTS := not server and not browser and not slow
# Each process that finds this leaves in var/coverage what it has run of the product. Measuring doubles the time, so
# it is done on one database, for the quick tests that run what no other runs, and for the few others that do.
MEASURED_TESTS := measured or ($(QUICK_TESTS) and not unmeasured)
MEASURES := COVERAGE_FILE="$(CURDIR)/var/coverage/run"
MEASURED := COVERAGE_PROCESS_START="$(CURDIR)/pyproject.toml" $(MEASURES)
# Lint and the type checker read the settings but no data and no secret.
SETTINGS := SECRET_KEY=lint LBN_DISCLOSURE_KEY=lint DATABASE_URL=sqlite://:memory:

# Run, because a name on the PATH may be a shim that starts nothing.
UV := $(shell uv --version >/dev/null 2>&1 && echo yes)
# A pip of the Python itself, 22.3 or newer, spares making a copy of it in .venv. Asked once, where something is installed.
PIP = $(eval PIP := $(shell $(PYTHON) -c 'import sys, pip; sys.exit([*map(int, pip.__version__.split(".")[:2])] < [22, 3])' \
	2>/dev/null && echo $(PYTHON) -m pip --python $(PY)))$(PIP)
# The stamp speaks for the SQLite file of a fresh clone only.
OTHER_DATABASE := $(DATABASE_URL)$(shell grep -s '^DATABASE_URL=' .env)
NO_DATABASE := $(if $(OTHER_DATABASE),yes,$(if $(wildcard var/lbn.sqlite3),,yes))
SHAPES := $(wildcard */migrations/*.py lbn/*/migrations/*.py agencies/programs/*.toml)

export LBN_BASE_URL ?= http://127.0.0.1:$(PORT)
export PYTHONUNBUFFERED = 1
# Each command would compile every module again where the environment keeps Python from writing them down.
export PYTHONDONTWRITEBYTECODE =

.PHONY: setup run dev test test-full fast bench fault lint messages lock clean missing

setup: .venv/.base .env
	@echo "make run        serve http://127.0.0.1:$(PORT) with the demonstration (PORT=8001 for another port)"
	@echo "make dev        the same with a server that reloads what you edit"
	@echo "make test       every check and every test, on SQLite and PostgreSQL, with a browser"
	@echo "make test-full  the same with the wide matrices"
	@echo "make fast       the quick tests: no server, no browser"
	@echo "make bench      speeds beside their floors, and weights, in one table (QUICK=1, FULL=1)"
	@echo "make fault      kills of gunicorn and of the database while kits are logged (QUICK=1)"
	@echo "make lint       style, types, templates, migrations"
	@echo "make messages   collect and compile the translations (needs GNU gettext)"
	@echo "make lock       pin requirements/ again from pyproject.toml (needs uv)"
	@echo "make clean      remove what make can build again; data and .env stay"

# Where all is loaded, saying who can sign in need not hold up the server; where it was just loaded, it was said.
run: .venv/.base .env var/.ready
	@$(if $(SAID),,$(MANAGE) load_demo --if-empty &)
	@echo "Serving http://127.0.0.1:$(PORT)  (Ctrl-C stops it)"
	@LBN_BIND=127.0.0.1:$(PORT) exec $(BIN)/gunicorn --log-level warning lbn.wsgi

dev: .venv/.base .env var/.ready
	@$(if $(SAID),,$(MANAGE) load_demo --if-empty &)
	@DEBUG=on exec $(MANAGE) runserver 127.0.0.1:$(PORT)

test: .venv/.dev lint
	@$(PY) -m tests.servers.browser
	@rm -rf var/coverage
	@mkdir -p var/coverage
	@echo "Most quick tests on SQLite, measured:"
	@$(MEASURED) DATABASE_URL=sqlite://:memory: $(PYTEST) -m "$(MEASURED_TESTS)"
	@echo "The other tests on SQLite:"
	@DATABASE_URL=sqlite://:memory: $(PYTEST) -m "not ($(MEASURED_TESTS))"
	@echo "The suite on PostgreSQL:"
	@$(SUITE_POSTGRES)
	@$(MEASURES) $(PY) -m tests.coverage

test-full: export LBN_FULL = 1
test-full: test

fast: .venv/.dev
	@$(PYTEST) -m "$(QUICK_TESTS)"

bench: .venv/.dev
	@$(PY) -m tests.servers.browser
	@$(PY) -m tests.bench

fault: .venv/.dev
	@$(PY) -m tests.fault

lint: .venv/.dev
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { $(BIN)/ruff format --check .; exit 1; }
	@find templates -name '*.html' -exec $(BIN)/djhtml --check --tabwidth 2 {} +
	@$(SETTINGS) $(BIN)/mypy --no-error-summary
	@$(SETTINGS) $(MANAGE) makemigrations --check --dry-run

messages: .venv/.base .env
	@msgfmt --version >/dev/null 2>&1 || { echo "make messages needs GNU gettext (Debian: apt-get install gettext)."; exit 1; }
	@$(MANAGE) makemessages --locale es --add-location file --no-obsolete --ignore .venv --ignore var --ignore tests
	@$(MANAGE) compilemessages --ignore .venv

lock:
	@$(if $(UV),,echo "make lock needs uv."; exit 1)
	@$(LOCK) pyproject.toml --output-file requirements/base.txt
	@$(LOCK) --extra dev pyproject.toml --output-file requirements/dev.txt

clean:
	@rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache var/.ready var/static var/coverage*
	@find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or newer is needed and $(PYTHON) is not: name one with make PYTHON=/path/to/python3."; exit 1; }
	@echo "Making .venv ..."
	@$(if $(UV),uv venv --quiet --clear --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" .venv,\
		$(PYTHON) -m venv --clear $(if $(PIP),--without-pip) .venv || { echo "python -m venv failed (Debian: apt-get install python3-venv)."; exit 1; })

# The lock names all that is needed, with hashes; Python compiles what is used when it is used first.
INSTALL = $(if $(UV),uv pip install --quiet --python $(PY),$(or $(PIP),$(PY) -m pip) \
	install --quiet --no-input --disable-pip-version-check --no-deps --no-compile)

.venv/.base: requirements/base.txt | .venv/bin/python
	@echo "Installing $< ..."
	@$(INSTALL) --require-hashes -r $<
	@touch $@

.venv/.dev: requirements/dev.txt | .venv/bin/python
	@echo "Installing $< ..."
	@$(INSTALL) --require-hashes -r $<
	@touch .venv/.base $@

# Keys are written once and never changed: reports rest on the disclosure key.
.env: $(if $(and $(shell grep -s '^SECRET_KEY=.' .env),$(shell grep -s '^LBN_DISCLOSURE_KEY=.' .env)),,missing)
	@touch .env && chmod 600 .env
	@for key in SECRET_KEY LBN_DISCLOSURE_KEY; do \
		printenv $$key >/dev/null || grep -q "^$$key=." .env || \
		$(PYTHON) -c "import secrets; print('$$key=' + secrets.token_urlsafe(48))" >> .env; done

var/.ready: $(SHAPES) requirements/base.txt $(if $(NO_DATABASE),missing) | .venv/.base .env
	@mkdir -p var/static
	@$(MANAGE) set_up
	@$(eval SAID := yes)touch $@
