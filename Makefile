# Two commands do all on a fresh machine: `make demo` and `make test`.
# They need Python 3.11 or newer and make; everything else goes into a virtual environment of their own, .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo

.PHONY: demo test lint format docs bench clean

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "places3t needs Python 3.11 or newer, this is " + sys.version.split()[0] + ": make PYTHON=python3.12 demo")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

demo: $(VENV)/.ready  ## ingest the made-up sample and write its reports, in ./demo
	rm -rf $(DEMO)
	$(BIN)/places3t demo $(DEMO)

test: $(VENV)/.ready  ## run every test
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.ready  ## style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.ready  ## mend style and format where it can be done safely
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.ready  ## write the pages and notebooks that are made from the code
	$(BIN)/python scripts/write_docs.py
	$(BIN)/python scripts/write_notebooks.py

$(VENV)/.peers: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,bench]'
	touch $@

bench: $(VENV)/.peers  ## measure against peers, as ratios in one run
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) $(DEMO) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
