# Everything is kept in .venv, .build and models, and made by `make run` or `make test`.
SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV := .venv
PYTHON := $(VENV)/bin/python
GUIDE := $(VENV)/bin/guide
UV := $(shell command -v uv 2>/dev/null)
export RASA_TELEMETRY_ENABLED := false

.PHONY: help run chat test test-fast check lint lock bench chaos soak coverage clean

help:  ## say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/.run  ## set everything up and serve the assistant (ARGS for more options)
	@bin/build-page
	@$(GUIDE) run --rest $(ARGS)

chat: $(VENV)/.run  ## set everything up and talk to the assistant in this terminal
	@$(GUIDE) chat

test: $(VENV)/.test  ## set everything up and run all tests
	@bin/build-page
	@bin/set-up-browser || true
	@bin/set-up-office || true
	@bin/set-up-nginx || true
	@bin/set-up-faketime || true
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy
	@$(PYTHON) -m pytest $(ARGS)

# What is compiled is kept even where the shell says otherwise: to compile all tests again takes seconds.
test-fast: $(VENV)/.test  ## the tests that need no model
	@bin/build-page
	@PYTHONDONTWRITEBYTECODE= $(PYTHON) -m pytest -m "not model" -n auto --max-worker-restart 0 $(ARGS)

check: $(VENV)/.run  ## check packs, domain, buttons, rules and actions
	@$(GUIDE) check

lint: $(VENV)/.test  ## check style and types
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy

$(VENV)/.run: requirements.lock pyproject.toml
	@bin/set-up $(VENV) requirements.lock
	@touch $@

$(VENV)/.test: requirements-test.lock pyproject.toml
	@bin/set-up $(VENV) requirements-test.lock
	@touch $(VENV)/.run $@

bench: $(VENV)/.test  ## measure against Rasa as it comes (takes an hour)
	@benchmarks/compare/run
	@benchmarks/growth/run
	@benchmarks/profile/run
	@benchmarks/register/run
	@benchmarks/understanding/run
	@benchmarks/monday/run

chaos: $(VENV)/.test  ## fault upon fault while people talk (takes twenty minutes; ARGS for less)
	@bin/set-up-faketime || true
	@$(PYTHON) -W ignore -m tests.chaos $(ARGS)

soak: $(VENV)/.test  ## half an hour of mixed work: memory, handles and waiting times (ARGS="--minutes 3" for less)
	@$(PYTHON) -W ignore -m tests.soak $(ARGS)

coverage: $(VENV)/.test  ## all tests, which branches they leave out, and whether that is little enough (ARGS for some tests)
	@mkdir -p .build/coverage
	@$(PYTHON) -m pytest --cov --cov-report=html $(ARGS); tests=$$?; bin/check-coverage && exit $$tests

lock:  ## work out requirements.lock and requirements-test.lock again
	@bin/lock

clean:  ## take away all that was made
	@rm -rf $(VENV) .build models .pytest_cache .mypy_cache .ruff_cache
