# The two commands that matter: `make demo` and `make test`. Windows equivalents stand in README.md.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
RUN    := $(BIN)/python
PIP    := $(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: demo window test xvfb nightly lint types contracts faults check bench i18n forms shots lock clean

demo: $(VENV)/runtime.stamp
	@$(RUN) -m inspector demo demo
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(RUN) -m inspector window demo/office --day 2022-06-10; fi

window: $(VENV)/runtime.stamp
	@$(RUN) -m inspector

test: $(VENV)/develop.stamp
	$(RUN) -m pytest -n 2 -q

# The whole visit through the real window, on a screen of X with a window manager (needs Xvfb and openbox).
xvfb: $(VENV)/develop.stamp
	xvfb-run -a -s "-screen 0 1366x768x24" sh -c 'openbox & wm=$$!; QT_QPA_PLATFORM=xcb $(RUN) -m pytest -q -p no:cacheprovider tests/e2e/window; code=$$?; kill $$wm; exit $$code'

nightly: $(VENV)/develop.stamp
	$(RUN) -m pytest -n 2 -q -m nightly

lint: $(VENV)/develop.stamp
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .

types: $(VENV)/develop.stamp
	$(RUN) -m mypy

contracts: $(VENV)/develop.stamp
	$(BIN)/lint-imports

faults: $(VENV)/develop.stamp
	$(RUN) -m pytest -q -n 2 -m faults tests/storage tests/e2e/exchange tests/e2e/window

check: lint types contracts test faults

bench: $(VENV)/develop.stamp
	@for script in benchmarks/bench_*.py; do PYTHONPATH=. $(RUN) $$script || exit 1; done

i18n: $(VENV)/develop.stamp
	@for po in resources/i18n/zh_CN/LC_MESSAGES/*.po; do $(BIN)/pybabel -q compile -d resources/i18n -D $$(basename $$po .po); done

forms: $(VENV)/develop.stamp
	$(RUN) -m inspector.ui.compile_forms

shots: $(VENV)/runtime.stamp
	@test -d demo || $(RUN) -m inspector demo demo
	@$(RUN) -m inspector shots docs/shots --demo demo

lock:
	$(PYTHON) requirements/lock.py

clean:
	rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/runtime.stamp: $(VENV)/python.stamp requirements/runtime.txt requirements/link.py
	$(PIP) -r requirements/runtime.txt
	@$(RUN) requirements/link.py
	@touch $@

$(VENV)/develop.stamp: $(VENV)/python.stamp requirements/develop.txt requirements/link.py
	$(PIP) -r requirements/develop.txt
	@$(RUN) requirements/link.py
	@touch $@ $(VENV)/runtime.stamp
