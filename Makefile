# Two commands: `make run` starts Underrose, `make test` tests it. Both set up what they need and say so.
PYTHON ?= python3
export PYTHON

.PHONY: help run demo test endure bench lint format contract lock vendor pictures

help:  ## what there is to make
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*##/  /'

run:  ## set up and start on 127.0.0.1:8000
	@tools/set-up run
	@.venv/bin/underrose serve

demo:  ## set up and start a believable example practice
	@tools/set-up run
	@.venv/bin/underrose demo

test:  ## set up and run every test
	@tools/set-up test
	@tools/system
	@.venv/bin/python tools/test.py

lint:  ## formatting, types, import contract, migrations
	@tools/set-up test
	@.venv/bin/python tools/test.py lint

endure:  ## the long forms of the tests
	@tools/set-up test
	@tools/system
	@.venv/bin/python tools/test.py endure

bench:  ## figures, one JSON line each
	@tools/set-up test
	@.venv/bin/python bench/all.py

format:  ## put the code in order
	@tools/set-up test
	@.venv/bin/ruff check --fix . ; .venv/bin/ruff format .

lock:  ## renew the lock files (needs a network)
	@tools/set-up test
	@.venv/bin/python tools/lock.py

vendor:  ## rebuild the bundled JavaScript and compare (needs node and npm)
	@$(PYTHON) tools/vendoring.py

pictures:  ## make docs/pictures anew from the evening
	@tools/set-up test
	@PICTURES=docs/pictures .venv/bin/pytest -q tests/evening
