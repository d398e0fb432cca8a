# `make extract` and `make test` do all the set-up they need, once; everything else builds on it.
PYTHON ?= python3
IN ?= data/raw
OUT ?= data/parquet
BIN := .venv/bin

.PHONY: extract review bench test test-browser lint lock setup setup-dev model reader reader-model reader-check confidence notebooks rendered-notebooks dictionary clean

extract: setup
	$(BIN)/kehoach extract $(IN) --out $(OUT)

test: setup-dev
	$(BIN)/pytest --ignore tests/browser --cov --cov-report=term-missing:skip-covered

# The review site in a real browser; Debian's Chromium is installed for it.
test-browser: setup-dev
	sh setup/debian_packages.sh chromium chromium-driver
	$(BIN)/pytest tests/browser

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Trains the repair model again: make model CORPUS="text.txt.xz ..." PAIRS=pairs.jsonl.xz (pyvi is there for its word list)
model: setup-dev
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps pyvi==0.1.1
	$(BIN)/python -m training.repair.train --corpus $(CORPUS) --pairs $(PAIRS)

# Row confidence: plans are composed, scanned (or dumped as text), read and compared, and the weights fitted again. build/rows
# keeps what was read; FLAGS=--reread after the reader, the table finder or the search for dumped rows changed.
confidence: setup-dev
	sh setup/debian_packages.sh poppler-utils
	$(BIN)/python -m training.rows.calibrate --work build/rows $(FLAGS)
	$(BIN)/python -m training.rows.calibrate_dumps --work build/dumps $(FLAGS)

# The line recogniser; PyTorch goes into an environment of its own. Trains until stopped, then export (docs/reader.md):
# make reader CORPUS=text.txt.xz [WORK=build/reader] [FLAGS="--finish 8"]; make reader-check proves on a small run that it works.
# make reader-model puts what was trained into the product: export, digest in the model card, calibration.
WORK ?= build/reader
CHECKPOINT ?= finished.pt
TRAINING := .venv-training/bin/python

reader: .venv-training/.ready
	ONEDNN_PRIMITIVE_CACHE_CAPACITY=8192 OMP_NUM_THREADS=1 $(TRAINING) -m training.reader.train --corpus $(CORPUS) --work $(WORK) $(FLAGS)

reader-model: .venv-training/.ready setup-dev
	$(TRAINING) -m training.reader.export --work $(WORK) --checkpoint $(CHECKPOINT) --out extractors/own_reader/recogniser.onnx --card docs/reader.md
	$(BIN)/python -m training.reader.calibrate --work $(WORK) --write

reader-check: .venv-training/.ready
	OMP_NUM_THREADS=1 $(TRAINING) -m training.reader.check

.venv-training/.ready: pyproject.toml
	sh setup/debian_packages.sh fonts-croscore fonts-texgyre fonts-freefont-ttf fonts-crosextra-carlito
	$(PYTHON) -m venv .venv-training
	.venv-training/bin/pip install --quiet --disable-pip-version-check --editable .[training]
	touch $@

setup: .venv/.ready
setup-dev: .venv/.ready-dev

.venv/.ready: requirements.lock pyproject.toml
	sh setup/debian_packages.sh tesseract-ocr tesseract-ocr-vie
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/.ready-dev: .venv/.ready requirements-dev.lock
	sh setup/debian_packages.sh fonts-croscore fonts-texgyre fonts-freefont-ttf fonts-crosextra-carlito tesseract-ocr-eng
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	touch $@

# Pins every dependency again. uv resolves for all platforms at once; --upgrade moves to the newest releases.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra build pyproject.toml -o requirements.lock $(LOCKFLAGS)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra build --extra dev pyproject.toml -c requirements.lock -o requirements-dev.lock $(LOCKFLAGS)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra build --extra notebooks pyproject.toml -c requirements-dev.lock -o requirements-notebooks.lock $(LOCKFLAGS)

# Figures for docs/benchmarks.md: reading, rows, speed. Takes about ten minutes. ocrmypdf, in an environment of its own, is
# what speed is compared with; where it can't be installed the table says so.
bench: setup-dev
	$(PYTHON) -m venv .venv-ocrmypdf && .venv-ocrmypdf/bin/pip install --quiet --disable-pip-version-check ocrmypdf==17.13.0 || true
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.rows
	$(BIN)/python -m benchmarks.speed

# The site to look at pages beside rows.
review: extract
	$(BIN)/kehoach review --out $(OUT) --html build/review

# The data dictionary in docs/dataset.md, from the schemas.
dictionary: setup
	$(BIN)/python -m pipeline.dataset.dictionary docs/dataset.md

# The notebooks as Markdown with pictures, run on the samples.
rendered-notebooks: .venv/.ready-notebooks extract
	$(BIN)/python notebooks/render.py data/parquet docs/notebooks

# The notebooks in a browser, on the dataset in data/parquet.
notebooks: .venv/.ready-notebooks extract
	$(BIN)/jupyter lab notebooks

.venv/.ready-notebooks: .venv/.ready requirements-notebooks.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-notebooks.lock
	touch $@

clean:
	rm -rf .venv build data/parquet *.egg-info
