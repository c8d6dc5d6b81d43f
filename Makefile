# Tæt På. `make run` opens the program on fictional families; `make test` runs every test.

ifndef PYTHON
PYTHON := $(shell for name in python3.11 python3.12 python3.13 python3; do \
  $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$name && break; done)
endif
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check

.PHONY: run test lint setup python system system-tests system-deb system-prove system-msi words shots bench faults deb msi prove prove-windows clean

run: $(READY)
	@$(BIN)/python packaging/run_demo.py

# Tests start the program anew again and again: it is compiled once, and their stores lie in memory where there is room.
QUICK := PYTHONDONTWRITEBYTECODE= $(if $(wildcard /dev/shm/.),PYTEST_DEBUG_TEMPROOT=/dev/shm)

# SQLCipher pins every piece of memory it asks for: a fifth of the suite's time. The tests' families are nobody's, so the
# system is told to refuse, as one with a small limit does; wiping goes on. Root needs the right taken away as well.
UNPIN := prlimit --memlock=0
UNPIN_ROOT := setpriv --bounding-set -ipc_lock --inh-caps -ipc_lock $(UNPIN)
UNPINNED = $(shell for way in "$(UNPIN_ROOT)" "$(UNPIN)"; do $$way true 2>/dev/null && echo "$$way" && break; done)

test: system-tests $(READY) words
	QT_QPA_PLATFORM=offscreen $(QUICK) $(UNPINNED) $(BIN)/python -m pytest -q -n 2 --dist loadfile

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

setup: system-tests $(READY)

# An environment that is only a link belongs to another checkout: it is used as it is, and never set up anew from here.
ifeq ($(shell test -L $(VENV) && echo linked),linked)
$(READY):
else
$(READY): pyproject.toml packaging/requirements.lock | system
	@echo 'Setting up $(VENV): this takes a minute'
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r packaging/requirements.lock
	@$(PIP) -q --no-deps --no-build-isolation -e .
	@touch $@
endif

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is missing: apt-get install python3 python3-venv" >&2; exit 1; }

system: python
	@$(PYTHON) packaging/system_libraries.py

system-tests: python
	@$(PYTHON) packaging/system_libraries.py --tests

# What is built is linked with Debian's own Python and libraries.
system-deb:
	@/usr/bin/python3 packaging/system_libraries.py --deb

system-prove:
	@/usr/bin/python3 packaging/system_libraries.py --prove

system-msi: python
	@$(PYTHON) packaging/system_libraries.py --msi

words: $(READY)
	@$(BIN)/python packaging/words.py > /dev/null

shots: $(READY)
	$(BIN)/python packaging/shots.py

bench: $(READY)
	$(BIN)/python tests/bench/run.py

faults: $(READY)
	$(BIN)/python tests/faults/run.py

deb: system-deb
	/usr/bin/python3 packaging/linux/build.py

msi: system-msi words
	$(BIN)/python packaging/windows/build.py

prove: system-prove
	packaging/linux/prove.sh

prove-windows: system-msi $(READY)
	$(BIN)/python packaging/windows/prove.py

clean:
	rm -rf $(VENV) build shots
