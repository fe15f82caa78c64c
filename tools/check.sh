#!/usr/bin/env bash
# The checks behind the Makefile, one stage each; every one runs on a laptop as it runs in CI.
# Usage: tools/check.sh STAGE [FILE...]; without a stage, lists them.
set -euo pipefail
cd "$(dirname "$0")/.."

jobs=${JOBS:-2}
# Objects are shared between checkouts of this repository, wherever they lie.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1 CTEST_PARALLEL_LEVEL=$jobs

cpp_files() { # tracked or new, not ignored, and not deleted
  git ls-files --cached --others --exclude-standard -- "$@" | sort -u |
    while IFS= read -r file; do if [ -f "$file" ]; then echo "$file"; fi; done
}

build() { # PRESET
  local preset=$1
  cmake --preset "$preset" >"build/$preset.configure.log" 2>&1 ||
    { cat "build/$preset.configure.log" >&2; return 1; }
  if [ -t 1 ]; then # someone is watching: show ninja's progress
    cmake --build --preset "$preset" -j "$jobs"
    return
  fi
  cmake --build --preset "$preset" -j "$jobs" >"build/$preset.build.log" 2>&1 ||
    { grep -v '^\[[0-9]*/[0-9]*\] \(Building\|Linking\|Re-checking\)' "build/$preset.build.log" |
        tail -n 80 >&2; return 1; }
}

stage_format() {
  local files wrong
  mapfile -t files < <(cpp_files '*.cc' '*.h')
  wrong=$(clang-format --dry-run "${files[@]}" 2>&1 |
    sed -n 's/^\([^:]*\):.*\[-Wclang-format-violations\]$/\1/p' | sort | uniq -c)
  [ -z "$wrong" ] || { printf 'places that clang-format would change:\n%s\n' "$wrong" >&2; return 1; }
}
stage_includes() { python3 tools/check_includes.py; }
stage_sizes() { python3 tools/check_sizes.py; }
stage_docs() { python3 tools/check_docs.py; }
stage_scripts() {
  local file
  while IFS= read -r file; do bash -n "$file"; done < <(cpp_files '*.sh' .ci/run)
  cpp_files '*.py' | python3 -c 'import ast, sys
for name in sys.stdin.read().split("\n"):
    if name:
        ast.parse(open(name, encoding="utf-8").read(), name)'
}
stage_self_test() {
  local checker failed=0
  for checker in includes sizes docs secrets; do
    python3 "tools/check_$checker.py" --self-test || failed=1
  done
  python3 tests/golden/run.py --self-test || failed=1
  python3 tests/hostile/run.py --self-test || failed=1
  return "$failed"
}

tidy() { # FILE...
  if [ $# -eq 0 ]; then
    echo "tidy: no C++ file to check"
    return 0
  fi
  cmake --preset clang >build/clang.configure.log 2>&1 ||
    { cat build/clang.configure.log >&2; return 1; }
  python3 tools/tidy.py --jobs "$jobs" "$@"
}
stage_tidy() { # [FILE...]: the given files, or what changed since the merge base
  local base files
  if [ $# -gt 0 ]; then
    tidy "$@"
    return
  fi
  base=$(git merge-base HEAD origin/main 2>/dev/null) || base=
  if [ -z "$base" ] || [ "$base" = "$(git rev-parse HEAD)" ]; then
    base=$(git rev-parse --verify --quiet HEAD~1) || base=
  fi
  if [ -z "$base" ] || ! git diff --quiet "$base" -- .clang-tidy; then
    stage_tidy_all
    return
  fi
  # A changed header is checked through the source of the same name.
  mapfile -t files < <({ git diff --name-only --diff-filter=d "$base" -- '*.cc' '*.h'
    git ls-files --others --exclude-standard -- '*.cc' '*.h'; } | sed 's/\.h$/.cc/' | sort -u |
    while IFS= read -r file; do if [ -f "$file" ]; then echo "$file"; fi; done | grep -v '^tests/fuzz/')
  tidy "${files[@]}"
}
stage_tidy_all() {
  local files
  mapfile -t files < <(cpp_files 'src/*.cc' 'apps/*.cc' 'bench/*.cc' 'tests/*.cc' |
    grep -v '^tests/fuzz/')
  tidy "${files[@]}"
}

stage_typecheck() { build clang; }

stage_security() {
  mkdir -p build/cppcheck
  local sources
  mapfile -t sources < <(cpp_files 'src/*.cc' 'apps/*.cc' 'bench/*.cc' 'tests/*.cc')
  cppcheck --std=c++20 --language=c++ --library=googletest -I include -I src -j "$jobs" \
    --enable=warning,performance,portability --inline-suppr --error-exitcode=1 --quiet \
    --cppcheck-build-dir=build/cppcheck --suppressions-list=tools/cppcheck.txt "${sources[@]}"
  run_flawfinder
  python3 tools/check_secrets.py
}
run_flawfinder() {
  # It takes the separator of 10'000 for a quote and loses its place, so it reads copies without;
  # in tests, raw strings have the same effect. --falsepositive: only names followed by '('.
  local file copies=build/flawfinder
  rm -rf "$copies"
  while IFS= read -r file; do
    mkdir -p "$copies/$(dirname "$file")"
    # Raw strings of one line go too: their quotes are not balanced.
    sed -E -e "s/([0-9a-fA-F])'([0-9a-fA-F])/\\1\\2/g" -e 's/R"\(.*\)"/""/g' "$file" >"$copies/$file"
  done < <(cpp_files 'include/*.h' 'src/*.cc' 'src/*.h' 'apps/*.cc' 'apps/*.h' | grep -v '_test\.')
  (cd "$copies" && flawfinder --quiet --dataonly --falsepositive --minlevel=4 --error-level=4 .) \
    >"$copies.log" 2>&1 || { cat "$copies.log" >&2; return 1; }
  # It goes on after losing its place, and ends well: that is a failure too.
  if grep -q '^Error:' "$copies.log"; then cat "$copies.log" >&2; return 1; fi
}

run_tests() { # PRESET
  build "$1"
  ctest --test-dir "build/$1" -j "$jobs" --output-on-failure </dev/null
}
stage_test() { run_tests dev; }
stage_asan() {
  export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1
  export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
  run_tests asan
}
stage_tsan() {
  export TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1
  run_tests tsan
}

stage_coverage() {
  mkdir -p build/coverage
  find build/coverage -name '*.gcda' -delete
  run_tests coverage
  gcovr --root . --filter 'src/' --exclude '.*_test\.cc$' --exclude-throw-branches -j "$jobs" \
    --txt build/coverage/report.txt --json-summary build/coverage/summary.json build/coverage
  sed -n '/^File/,$p' build/coverage/report.txt
  python3 - build/coverage/summary.json <<'PYTHON'
import json, sys
percent = json.load(open(sys.argv[1]))["line_percent"]
print(f"coverage: {percent:.1f} % of lines in src/ (goal 90, floor 80)")
sys.exit(percent < 80)
PYTHON
}

stage_fuzz() { # [NAME...]: the given targets or formats of parse_fuzz, else all
  local name
  build fuzz
  for source in tests/fuzz/*_fuzz.cc; do
    name=$(basename "$source" .cc)
    if [ "$name" = parse_fuzz ]; then
      while IFS= read -r format; do
        fuzz_one parse_fuzz "$format" "$@"
      done < <(build/fuzz/parse_fuzz --formats)
    else
      fuzz_one "$name" "" "$@"
    fi
  done
}
fuzz_one() { # TARGET FORMAT [WANTED...]
  local target=$1 format=$2 seconds=${FUZZ_SECONDS:-60} label corpus
  shift 2
  label=$target${format:+-$format}
  if [ $# -gt 0 ] && [[ " $* " != *" ${format:-$target} "* ]]; then return; fi
  corpus=$target${format:+/$format}
  mkdir -p "build/fuzz/corpus/$corpus" "build/fuzz/crashes" "tests/fuzz/corpus/$corpus"
  echo "fuzz: $label for $seconds s"
  DETECTOR_FUZZ_FORMAT=$format "build/fuzz/$target" -max_total_time="$seconds" -timeout=10 \
    -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="build/fuzz/crashes/$label-" \
    "build/fuzz/corpus/$corpus" "tests/fuzz/corpus/$corpus" >"build/fuzz/$label.log" 2>&1 ||
    { tail -n 60 "build/fuzz/$label.log" >&2; return 1; }
  grep -E 'number_of_executed_units|new_units_added' "build/fuzz/$label.log"
}

advice() {
  case "$1" in
    format) echo "run: make format" ;;
    includes) echo "see the include table in ARCHITECTURE.md" ;;
    sizes | docs) echo "see STYLE.md" ;;
    tidy | tidy_all) echo "mend what is named, or add NOLINT(check): reason" ;;
    typecheck) echo "it must compile with clang 14 too; log: build/clang.build.log" ;;
    security) echo "mend it; a false finding: '// cppcheck-suppress id ; reason', '// Flawfinder: ignore: reason', tools/secrets_allow.txt" ;;
    coverage) echo "add tests for what build/coverage/report.txt lists as missing" ;;
    fuzz) echo "copy the input from build/fuzz/crashes/ to tests/fuzz/corpus/ and add a unit test" ;;
    *) echo "see the output above" ;;
  esac
}

failed=()
run_stage() { # STAGE [ARGUMENT...], timed; a failure is remembered
  local name=$1 start=$SECONDS
  shift
  # A subshell with its own -e: inside an `if`, bash would ignore a failing command.
  set +e
  (set -e; "stage_$name" "$@")
  local code=$?
  set -e
  if [ $code -eq 0 ]; then
    [ "$quiet" = yes ] || echo "check ${name//_/-}: ok, $((SECONDS - start)) s"
  else
    echo "check ${name//_/-}: FAILED, $((SECONDS - start)) s; $(advice "$name")" >&2
    failed+=("$name")
  fi
}

mkdir -p build
quiet=no
stage=${1:-}
[ $# -eq 0 ] || shift
case "$stage" in
  fast) for s in format includes sizes docs scripts; do run_stage $s; done ;;
  lint) for s in format includes sizes docs scripts tidy; do run_stage $s; done ;;
  lint-all) for s in format includes sizes docs scripts tidy_all; do run_stage $s; done ;;
  test) quiet=yes; run_stage test ;; # ctest's own lines close it
  all)
    for s in format includes sizes docs scripts tidy_all typecheck security test asan tsan coverage
    do run_stage $s; done ;;
  format | includes | sizes | docs | scripts | self-test | tidy | tidy-all | typecheck | security | \
    coverage | asan | tsan | fuzz) run_stage "${stage//-/_}" "$@" ;;
  *)
    echo "usage: tools/check.sh STAGE: format includes sizes docs scripts tidy tidy-all (each a part of" >&2
    echo "  lint), fast (lint without tidy), lint, lint-all, typecheck, security, test, asan, tsan," >&2
    echo "  coverage, fuzz, self-test, all" >&2
    exit 2 ;;
esac
[ ${#failed[@]} -eq 0 ]
