# make demo and make test need Python 3.11+, make and git; all else goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := kg index ingest queries interfaces tests bench
DEMO := $(VENV)/demo
AXE := axe-core@4.14.1
FUSEKI := org.apache.jena:jena-fuseki-server:5.2.0

.PHONY: help setup demo test check lint types imports wheel bench clean

help:
	@echo "make demo    read the sample papers and show a search, a trail, the delegated contracts and a SPARQL query"
	@echo "make test    run the tests"
	@echo "make check   the tests, format, lint, types, import direction, and the wheel in an empty environment"
	@echo "make bench   print how long questions take from a cold start"

# Made anew whenever the requirements change.
$(VENV)/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which with make PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade pip
	@$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

# What checks the pages for accessibility; without npm or a network those tests say that they were skipped.
$(VENV)/node/.ready: Makefile $(VENV)/.ready
	@mkdir -p $(VENV)/node
	@! command -v npm >/dev/null || npm install --silent --no-fund --no-audit --prefix $(VENV)/node $(AXE) >/dev/null 2>&1 || true
	@touch $@

# SPARQL stores for the tests of `kg publish`; without Maven and a JDK those tests say that they were skipped.
$(VENV)/jars/.fuseki: Makefile $(VENV)/.ready
	@mkdir -p $(VENV)/jars
	@! command -v mvn >/dev/null || mvn --batch-mode --quiet dependency:copy -Dartifact=$(FUSEKI) -DoutputDirectory=$(CURDIR)/$(VENV)/jars >/dev/null 2>&1 || true
	@touch $@

# OpenSearch for the tests of the text index in a cluster; the same holds for it.
$(VENV)/jars/opensearch/.ready: tests/opensearch.pom.xml $(VENV)/.ready
	@mkdir -p $(VENV)/jars/opensearch
	@! command -v mvn >/dev/null || mvn --batch-mode --quiet --file tests/opensearch.pom.xml dependency:copy-dependencies -DoutputDirectory=$(CURDIR)/$(VENV)/jars/opensearch >/dev/null 2>&1 || true
	@touch $@

setup: $(VENV)/.ready

demo: $(VENV)/.ready
	@KG=$(BIN)/kg BASE=$(DEMO) sh samples/demo.sh

test: $(VENV)/.ready $(VENV)/node/.ready $(VENV)/jars/.fuseki $(VENV)/jars/opensearch/.ready
	$(BIN)/pytest

check: test lint types imports wheel

lint: $(VENV)/.ready
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)

types: $(VENV)/.ready
	$(BIN)/mypy

imports: $(VENV)/.ready
	$(BIN)/lint-imports

wheel: $(VENV)/.ready
	$(BIN)/python tests/wheel.py

bench: $(VENV)/.ready
	$(BIN)/python bench/questions.py

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
