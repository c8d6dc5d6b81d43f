# Tæt På. `make run` opens the program on fictional families; `make test` runs every test.

PYTHON ?= $(firstword $(shell command -v python3.11 python3.12 python3.13 python3 2>/dev/null))
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test lint setup system system-tests words shots bench clean

run: $(READY) system
	@$(BIN)/python packaging/run_demo.py

test: $(READY) system-tests words
	$(BIN)/pytest -q -n 2 --dist loadfile

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

setup: $(READY)

$(READY): pyproject.toml packaging/requirements.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is missing: apt-get install python3.11 python3.11-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  $(PYTHON) packaging/system_libraries.py --venv
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r packaging/requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

system:
	@$(PYTHON) packaging/system_libraries.py

system-tests:
	@$(PYTHON) packaging/system_libraries.py --tests

words: $(READY)
	@$(BIN)/python packaging/words.py > /dev/null

shots: $(READY) system
	$(BIN)/python packaging/shots.py

bench: $(READY) system
	$(BIN)/python tests/bench/run.py

clean:
	rm -rf $(VENV) build shots
