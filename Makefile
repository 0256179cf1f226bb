# limner: one command for each thing a person wants. `make demo` and `make test` set everything up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
JOBS ?= 2
# Named with its version so that no index offers a larger build; TORCH="torch --index-url URL" for another.
TORCH ?= torch==2.13.0

.PHONY: compiled demo gallery test check fix bench docs fuzz clean

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet $(TORCH)
	$(BIN)/python -m pip install --quiet --editable ".[demo,heic,jpeg,hosted,plots,sign,torch,train]" --group dev
	touch $(STAMP)

demo: compiled  ## draw a picture, see it, edit real photographs and show a contact sheet
	$(BIN)/python -m demo

gallery: compiled  ## the drawings of README, drawn here
	$(BIN)/python -m demo.gallery

test: check  ## everything CI does: lint, types, layers, all tests
	$(BIN)/python -m pytest -n $(JOBS) -m slow

compiled: $(STAMP)
	$(BIN)/python -m compileall -q src

check: compiled  ## lint, format, types, layers and the fast tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n $(JOBS) -m "not slow"

fix: $(STAMP)  ## mend lint and format, and write the generated parts of the docs
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m docs.generate

docs: $(STAMP)  ## write the generated parts of the docs
	$(BIN)/python -m docs.generate

bench: compiled  ## the figures of README, measured here
	$(BIN)/limner bench

fuzz: $(STAMP)  ## mutate files until told to stop; FUZZ_FILES=200000 for more
	FUZZ_FILES=$${FUZZ_FILES:-100000} $(BIN)/python -m pytest tests/ops/test_fuzz.py -m slow -s

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
