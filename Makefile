# make demo         everything on this machine, http://127.0.0.1:8000/ (PORT=...); Ctrl-C ends it
# make demo-reset   forget the demo's data
# make manage CMD="..."   a manage.py command on the demo
# make floor        lays the SQL of the rooms (who reads what) on the demo's database again, in seconds
# make test         all tests, also in a real browser (ARGS="-k word" for some); says how long they took
# make long         what is too long for make test, in parts that go on where they were: PART=histories (alone: which there are)
# make kill         a thousand acts while each process is killed: nothing lost, doubled or half done (ACTS=..., SEED=...)
# make bench        how fast the list is, beside others (N=10000 or N=100000 cases), or a KOSTRA file is checked (N=kostra);
#                   beside another commit of our own: make bench N=100000 AGAINST=HEAD~1
# make check        style, types, layers, dependencies, templates, migrations, production settings
# make law          docs/law.md: the law behind each rule, where it is carried out, which tests hold it
# make lock         choose exact versions again within what pyproject.toml allows, with the hashes of all their files

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
APPS := municipality consent cases teams reporting
RUN := $(BIN)/python -m runner
INSTALL := $(BIN)/pip install -qq --disable-pip-version-check --require-hashes --no-deps
# For every system and Python that pyproject.toml allows: what only some of them need carries its condition.
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --quiet \
	--custom-compile-command "make lock"
export PORT

.PHONY: demo demo-reset manage floor test long kill bench check law lock format
.DEFAULT_GOAL := demo

demo: .venv/demo
	@exec $(RUN) demo

demo-reset: .venv/demo
	@exec $(RUN) reset

manage: .venv/demo
	@exec $(RUN) manage $(CMD)

floor: .venv/demo
	@exec $(RUN) manage lay_floor

test: .venv/dev
	@exec $(RUN) test -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

long: .venv/dev
	@exec $(BIN)/python -m tests.long $(PART)

bench: .venv/demo
	@exec $(BIN)/python -m bench $(N) $(if $(AGAINST),against '$(AGAINST)')

kill: .venv/dev
	@exec $(BIN)/python -m tests.kill $(or $(ACTS),1000) $(SEED)

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates demo/templates --lint --quiet
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry --no-ansi .
	$(BIN)/deptry --no-ansi --optional-dependencies-dev-groups demo,dev $(APPS)
	MODE=test $(BIN)/mypy
	$(BIN)/python -m tests.law check
	$(RUN) check

law: .venv/dev
	@exec $(BIN)/python -m tests.law

format: .venv/dev
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .

.venv/demo: requirements/production.txt requirements/demo.txt
	@echo "Installing Python packages into .venv (about a minute the first time)"
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear .venv
	@$(INSTALL) -r requirements/demo.txt
	@touch $@

.venv/dev: .venv/demo requirements/dev.txt
	@echo "Installing tools for tests and checks into .venv"
	@$(INSTALL) -r requirements/dev.txt
	@touch $@

lock: .venv/dev
	$(LOCK) --upgrade --extra demo --extra dev -o requirements/dev.txt
	$(LOCK) --extra demo -c requirements/dev.txt -o requirements/demo.txt
	$(LOCK) -c requirements/dev.txt -o requirements/production.txt
