# Two commands: `make run` opens the desk on the sample project, `make test` passes every check. Both set up what they need on first call.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE ?= sample

.PHONY: run test check lint types walls unit ui journeys golden bench lock train freeze package package-twice test-desktop desktop licences pictures clean

run: $(VENV)/run.stamp
	@$(BIN)/python -m workbench --sample $(SAMPLE)

test: check

check: lint types walls unit golden ui journeys bench desktop

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .

types: $(VENV)/test.stamp
	$(BIN)/mypy

walls: $(VENV)/test.stamp
	$(BIN)/lint-imports --no-cache

unit: $(VENV)/test.stamp
	$(BIN)/pytest -q -n 2 tests/unit tests/test_shape.py

golden: $(VENV)/test.stamp
	$(BIN)/pytest -q -s tests/golden

ui: $(VENV)/test.stamp
	$(BIN)/pytest -q -n 2 tests/ui

journeys: $(VENV)/test.stamp
	$(BIN)/pytest -q -n 2 --dist loadfile tests/journeys

bench: $(VENV)/test.stamp
	$(BIN)/pytest -q -s tests/bench

# set-up: once, and again when a list of requirements changes
$(VENV)/run.stamp: requirements.txt packaging/system.sh
	@sh packaging/system.sh run
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	@echo "Setting up $(VENV) (once, some minutes)" >&2
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements-dev.txt packaging/system.sh
	@sh packaging/system.sh test
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# pins with hashes of every platform's files, without the name of any package host
LOCK := $(BIN)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --no-annotate --strip-extras --allow-unsafe
lock: $(VENV)/test.stamp
	$(BIN)/python -m pip install -q pip-tools
	$(LOCK) -o requirements.txt requirements.in
	$(LOCK) -o requirements-dev.txt requirements-dev.in

# remakes the models in an environment of their own; nothing of it ships
TRAIN := .venv-train
train: $(TRAIN)/stamp
	mkdir -p build/models
	$(TRAIN)/bin/python -m training.tagger fit build/tagger.pt
	$(TRAIN)/bin/python -m training.tagger export build/tagger.pt build/models
	$(TRAIN)/bin/python -m training.page_model build/models
	$(TRAIN)/bin/python -m training.measure build/models

$(TRAIN)/stamp: training/requirements.txt
	@[ -x $(TRAIN)/bin/python ] || $(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install -q --disable-pip-version-check -r training/requirements.txt
	@touch $@

# the program in a folder that needs no Python, build/workbench, and of it the Debian package; the same inputs give the same bytes
PACK := .venv-package
DEB = dist/claims-workbench_$(shell sed -n 's/^__version__ = "\(.*\)"/\1/p' workbench/__init__.py)_$(shell dpkg --print-architecture).deb
DAY := $(or $(SOURCE_DATE_EPOCH),$(shell git log -1 --format=%ct 2>/dev/null),315532800)
package: freeze
	@SOURCE_DATE_EPOCH=$(DAY) $(PACK)/bin/python packaging/deb.py
	desktop-file-validate build/deb/usr/share/applications/*.desktop
	appstreamcli validate --no-net build/deb/usr/share/metainfo/*.xml
	lintian --no-cfg --allow-root --fail-on error,warning $(DEB)

freeze: $(PACK)/stamp
	PYTHONHASHSEED=0 SOURCE_DATE_EPOCH=$(DAY) $(PACK)/bin/pyinstaller --noconfirm --log-level ERROR --workpath build/frozen --distpath build packaging/workbench.spec
	@# what is under *.libs must not be stripped: it has been patched and would not load any more
	find build/workbench -type f -name '*.so*' -not -path '*.libs/*' -exec strip --strip-unneeded {} +
	@# nor is a library to be looked for where the Python of this machine has its own
	find build/workbench/_internal/python3* build/workbench/_internal/libpython* -name '*.so*' -exec patchelf --remove-rpath {} +
	env -i HOME=/nowhere PATH= build/workbench/workbench --self-test

# installs the package, double-clicks it, removes it; as root
test-desktop: package licences build/empty-window/empty-window $(VENV)/test.stamp
	@sh packaging/system.sh desktop
	$(BIN)/pytest -q -s tests/desktop
	@sh packaging/stamp.sh write

# the same, unless it has passed for these very files or cannot be run here
desktop:
	@sh packaging/stamp.sh check || $(MAKE) test-desktop

# of the last commit, in two fresh folders
package-twice:
	sh packaging/twice.sh

# nothing under the GPL or AGPL alone ships, each part's licence text does; dist/sbom.cdx.json lists the parts
licences:
	@[ -f build/frozen/workbench/shipped.txt ] || $(MAKE) freeze
	$(PACK)/bin/python packaging/licences.py

build/empty-window/empty-window: packaging/empty_window.py $(PACK)/stamp
	$(PACK)/bin/pyinstaller --noconfirm --log-level ERROR --workpath build/frozen --specpath build/frozen --distpath build --name empty-window $<

$(PACK)/stamp: requirements.txt packaging/requirements.txt packaging/system.sh
	@sh packaging/system.sh package
	@[ -x $(PACK)/bin/python ] || $(PYTHON) -m venv $(PACK)
	@$(PACK)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@$(PACK)/bin/python -m pip install -q --disable-pip-version-check -r packaging/requirements.txt
	@touch $@

# the pictures in docs/, taken of the real program; no display is needed
pictures: $(VENV)/run.stamp
	$(BIN)/python -m docs.pictures

clean:
	rm -rf $(VENV) $(TRAIN) $(PACK) build dist *.egg-info artefacts $(SAMPLE)
