# Each target does all the set-up it needs, in .venv.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/installed

.PHONY: demo test lint clean

demo: $(INSTALLED)
	$(BIN)/zhclaims batch corpus/articles --out claims.jsonl
	$(BIN)/zhclaims extract corpus/articles/c2m.txt --format table

test: $(INSTALLED) lint
	$(BIN)/pytest

lint: $(INSTALLED)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf .venv build dist claims.jsonl claims.documents.jsonl claims.run.json .claims.jsonl.run

$(INSTALLED): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("zhclaims needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@
