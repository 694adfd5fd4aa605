.DEFAULT_GOAL := help
.PHONY: help run test explore lint format bench gallery clean

BIN := .venv/bin

help: ## Show these targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

run: ## Set up and start the one-machine deployment
	@deploy/bootstrap.sh
	@exec $(BIN)/darkroom up

test: ## Set up and run every test, with the same examples each time
	@deploy/bootstrap.sh dev
	$(BIN)/python -m pytest -n auto $(TESTS)

explore: ## Run the tests that draw examples on many new ones
	@deploy/bootstrap.sh dev
	$(BIN)/python -m pytest -n auto -m hypothesis --hypothesis-profile explore $(TESTS)

lint: ## Check style and types
	@deploy/bootstrap.sh dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: ## Put the source in form
	@deploy/bootstrap.sh dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: ## Run the benchmarks, one after the other
	@deploy/bootstrap.sh bench
	for name in planner hit miss "miss --op all" quality queue stampede; do $(BIN)/python -m loadtest $$name || exit 1; done

gallery: ## Draw every parameter on photographs into one page, var/gallery/index.html
	@deploy/bootstrap.sh dev
	$(BIN)/python -m tests.golden.gallery var/gallery

clean: ## Remove the environment and caches; var/ stays
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
