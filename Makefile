# Every command of the project. `make help` lists them; tools/check.sh holds the checks.
.DEFAULT_GOAL := help
.PHONY: setup setup-checks run test build lint lint-all format typecheck security coverage asan tsan \
        bench eval fuzz ci clean help
export LOGS FUZZ_SECONDS JOBS
export CCACHE_BASEDIR := $(CURDIR)
export CCACHE_NOHASHDIR := 1
MAKEFLAGS += --no-print-directory

setup:  ## install the Debian packages that building needs (nothing when they are there)
	@tools/setup.sh build

setup-checks:
	@tools/setup.sh checks

run: build  ## a made-up estate, its alerts and how many attacks were found; LOGS=path: your logs
	@tools/run.sh

build: setup  ## the program, at build/release/detector
	@mkdir -p build
	@cmake --preset release >build/release.configure.log || { cat build/release.configure.log; exit 1; }
	@cmake --build --preset release --target detector

test: setup  ## every test: unit, property, differential, golden, command line
	@tools/check.sh test

lint: setup-checks  ## format, includes, sizes, docs; clang-tidy on what changed
	@tools/check.sh lint

lint-all: setup-checks
	@tools/check.sh lint-all

format: setup-checks  ## rewrite the C++ files as clang-format wants them
	@git ls-files --cached --others --exclude-standard -- '*.cc' '*.h' | xargs -r clang-format -i

typecheck: setup-checks  ## build everything with clang 14, warnings as errors
	@tools/check.sh typecheck

security: setup-checks  ## cppcheck, flawfinder, unsafe functions, secrets
	@tools/check.sh security

coverage: setup-checks  ## lines of src/ that the tests run: goal 90 %, floor 80 %
	@tools/check.sh coverage

asan: setup  ## the tests under the address and undefined-behaviour sanitizers
	@tools/check.sh asan

tsan: setup  ## the tests under the thread sanitizer
	@tools/check.sh tsan

bench: setup  ## build and run the benchmarks in bench/
	@tools/bench.sh

eval: build  ## how good the alerts are: eval/runs/<date>/ and docs/evaluation.md
	@python3 eval/run.py

fuzz: setup-checks  ## run each fuzz target for FUZZ_SECONDS (60)
	@tools/check.sh fuzz

ci:  ## what CI runs: test, lint, typecheck, security, asan, tsan
	@.ci/run

clean:  ## remove build/
	@rm -rf build

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile
