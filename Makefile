# From nothing to a running program: `make run`. From nothing to the tests: `make test`. The README gives both without make.

QUESTION ?= What was the overall rating of the Barking and Dagenham Youth Offending Service?
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin

# A virtual environment works only where it was made, and only with what was asked of it: its stamp says both.
STAMP := .venv/installed
PLACE := $(CURDIR)
WANTED := $(shell cat pyproject.toml constraints.txt | cksum)
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(PLACE) $(WANTED))
.PHONY: $(STAMP)
endif

.PHONY: run test lint eval figures pictures clean

run: $(STAMP)
	@if [ -t 0 ] && [ -t 1 ]; then $(BIN)/yosqa; \
	else { $(BIN)/yosqa index >&2 || [ $$? -eq 4 ]; } && $(BIN)/yosqa ask "$(QUESTION)"; fi

test: $(STAMP)
	@$(BIN)/python -m pytest -n auto

lint: $(STAMP)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict yosqa

eval: $(STAMP)
	@$(BIN)/yosqa eval

figures: $(STAMP)
	$(BIN)/yosqa index >&2
	$(BIN)/yosqa eval --part test --json | $(BIN)/python eval/figures.py

pictures: $(STAMP)
	$(BIN)/python tests/pictures/draw.py

$(STAMP):
	@if [ -z "$(PYTHON)" ]; then echo "yosqa needs Python 3.11 or newer; name one: make PYTHON=/path/to/python" >&2; exit 2; fi
	@echo "Installing into .venv; the first time this takes a few minutes." >&2
	@case "$$(cat $(STAMP) 2>/dev/null)" in "$(PLACE) "*) ;; *) "$(PYTHON)" -m venv --clear .venv ;; esac
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@echo "$(PLACE) $(WANTED)" > $(STAMP)

clean:
	rm -rf .venv index .mypy_cache .pytest_cache .ruff_cache
