# make run     start the bot: with BOT_TOKEN the real one, without it a local playground
# make test    all that the continuous integration runs
# make demo    an admin's first fortnight without a person; PAGE=posts.csv sends that file instead
# make lock    write both lock files anew from pyproject.toml; needs uv (UPGRADE=--upgrade takes newer versions)
#
# PYTHON chooses the interpreter: make run PYTHON=python3.12

PYTHON ?= python3
UV ?= uv
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.run
DEV := $(VENV)/.dev
# Branch coverage never falls below this; raise it when it has grown.
FLOOR := 94
# Tests wait for the clock more than they compute; each of these runs whole files, in an order that a seed fixes.
PROCESSES ?= 3

.PHONY: run test demo lock clean

run: $(RUN)
	@exec $(BIN)/python -m bot run

demo: $(RUN)
	@exec $(BIN)/python -m bot demo $(if $(PAGE),--page "$(PAGE)")

test: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	PYTHONHASHSEED=0 $(BIN)/pytest --numprocesses $(PROCESSES) --dist loadfile --cov --cov-report=
	$(BIN)/coverage report --fail-under=$(FLOOR)

# --universal: one lock for every platform and every Python from 3.11 on.
lock:
	$(UV) pip compile $(UPGRADE) --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make lock" --output-file requirements.lock pyproject.toml
	$(UV) pip compile $(UPGRADE) --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make lock" --constraint requirements.lock --extra dev \
	    --output-file requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV) build var/demo .coverage .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# A stamp is as old as the lock that was installed, so that a changed lock is installed again.
$(RUN): requirements.lock | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

# The development lock holds all of the other one as well.
$(DEV): requirements-dev.lock | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $(RUN) $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Adminyar needs Python 3.11 or newer, found as $(PYTHON)." \
	        "On Debian: apt install python3 python3-venv; elsewhere: make PYTHON=/path/to/python3.11"; exit 1; } >&2
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "$(PYTHON) cannot make virtual environments. On Debian: apt install python3-venv"; exit 1; } >&2
	$(PYTHON) -m venv $(VENV)
