#!/usr/bin/env bash
# Builds the release preset with its benchmarks and runs each; numbers go to the screen.
# Runs that a document cites are committed under bench/runs/<date>/.
set -euo pipefail
cd "$(dirname "$0")/.."

mkdir -p build
cmake --preset release >build/release.configure.log || { cat build/release.configure.log; exit 1; }
cmake --build --preset release
for source in bench/*.cc; do
  program=build/release/$(basename "$source" .cc)
  echo "== $program"
  "$program"
done
