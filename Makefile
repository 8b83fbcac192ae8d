# The commands of this project. `make run` and `make test` build the environment they need in .venv, from the locks and
# nothing else: every package has a fixed version and a hash. It is built anew only when a lock changes.

PYTHON ?= python3
OUT ?= outputs
FORMATS ?= csv,jsonl,parquet,sqlite,xlsx

BIN := .venv/bin
FUZZED = $(shell grep -l "^from hypothesis import" tests/test_*.py tests/*/test_*.py)
SUM = $(shell cat $(1) | cksum | cut -d' ' -f1)
RUN := .venv/.run-$(call SUM,requirements.lock)
DEV := .venv/.dev-$(call SUM,requirements-dev.lock)
PROJECT := .venv/.project-$(call SUM,pyproject.toml)
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --no-input -qq

export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help run test lint types imports proofs tests bench fuzz train sample docs lock clean
.NOTPARALLEL:

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

# --- the environment ---------------------------------------------------------------------------------------------------

$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "trich needs Python 3.11 or later; set PYTHON=..., this is: $$($(PYTHON) --version 2>&1)" >&2; exit 1; }
	@echo "== environment: .venv from requirements.lock (the first time downloads some 250 MB)"
	@$(PYTHON) -m venv --clear .venv || \
	    { echo "cannot make .venv; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@$(INSTALL) --require-hashes --only-binary :all: -r requirements.lock || \
	    { echo "cannot install from requirements.lock; the packages come from the network or from pip's cache" >&2; exit 1; }
	@touch $@

$(DEV): $(RUN)
	@echo "== environment: tools for tests, from requirements-dev.lock"
	@$(INSTALL) --require-hashes --only-binary :all: -r requirements-dev.lock || \
	    { echo "cannot install from requirements-dev.lock; the packages come from the network or from pip's cache" >&2; exit 1; }
	@touch $@

$(PROJECT): $(RUN)
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@rm -f .venv/.project-*
	@touch $@

# --- what a user wants -------------------------------------------------------------------------------------------------

run: $(PROJECT) ## read corpus/ into a data set in outputs/ and show what was found
	@echo "== trich run corpus -o $(OUT) --format $(FORMATS)"
	@$(BIN)/trich run corpus -o $(OUT) --format $(FORMATS)

# --- what a change must pass -------------------------------------------------------------------------------------------

test: lint types imports proofs tests ## everything a change must pass

lint: $(DEV) $(PROJECT) ## ruff: faults and layout
	@echo "== ruff"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "not laid out by ruff; run: .venv/bin/ruff format" >&2; exit 1; }

types: $(DEV) $(PROJECT) ## mypy, strict
	@echo "== mypy"
	@$(BIN)/mypy

imports: $(DEV) $(PROJECT) ## import-linter: who may import whom
	@echo "== import-linter"
	@$(BIN)/lint-imports --no-logo

proofs: $(DEV) $(PROJECT) ## each pattern row shown by its own examples
	@echo "== trich patterns check"
	@$(BIN)/trich patterns check

tests: $(DEV) $(PROJECT) ## pytest, by as many processes as there are processors, at most four
	@echo "== pytest"
	@$(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist loadfile

fuzz: $(DEV) $(PROJECT) ## the property tests with many more examples, new ones each time
	@echo "== pytest, HYPOTHESIS_PROFILE=fuzz: this takes a long while"
	@HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -q $(FUZZED)
	@echo "== tests.fuzz: every reader on damaged files, ten minutes each"
	@$(BIN)/python -m tests.fuzz --seconds 600

bench: $(DEV) $(PROJECT) ## speed, accuracy, citations and memory on the shared material: three quarters of an hour
	@$(BIN)/python -m benchmarks.speed
	@$(BIN)/python -m benchmarks.accuracy
	@$(BIN)/python -m benchmarks.pages
	@$(BIN)/python -m benchmarks.citations
	@$(BIN)/python -m benchmarks.memory
	@$(BIN)/python -m benchmarks.batch
	@$(BIN)/python -m benchmarks.stages
	@$(BIN)/python -m benchmarks.growth
	@$(BIN)/python -m benchmarks.kills
	@$(BIN)/python -m benchmarks.fetching
	@$(BIN)/python -m benchmarks.serving
	@$(BIN)/python -m benchmarks.stories
	@$(BIN)/python -m benchmarks.claims --seed 1 --seed 2 --seed 3

train: $(DEV) $(PROJECT) ## fit the weights of the choosers on annotated articles of the shared material
	@$(BIN)/python -m benchmarks.train
	@$(BIN)/python -m benchmarks.train_sources
	@$(BIN)/python -m benchmarks.train_confidence

sample: $(DEV) $(PROJECT) ## build outputs/sample anew, after the reading has changed
	@$(BIN)/python -m tests.sample

docs: $(DEV) $(PROJECT) ## write what commands print now into the blocks of README.md and docs/
	@$(BIN)/python -m tests.blocks
	@$(BIN)/python -m tests.notebooks

lock: ## choose versions anew and write both locks (needs uv)
	@uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --upgrade --quiet \
	    --no-annotate --custom-compile-command "make lock" -o requirements-dev.lock
	@uv pip compile pyproject.toml --group build -c requirements-dev.lock --universal --python-version 3.11 --generate-hashes \
	    --upgrade --quiet --no-annotate --custom-compile-command "make lock" -o requirements.lock
	@! grep -nE "://|^(--|-i|-f)" requirements.lock requirements-dev.lock

clean: ## remove the environment and all that was made, except data sets
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .benchmarks dist build
	find . -name __pycache__ -type d -not -path "./.git/*" -prune -exec rm -rf {} +
