#!/usr/bin/env bash
# Builds the release preset and measures it: the run is written to bench/runs/<date>/.
set -euo pipefail
cd "$(dirname "$0")/.."

mkdir -p build
cmake --preset release >build/release.configure.log || { cat build/release.configure.log; exit 1; }
cmake --build --preset release
python3 bench/run.py "$@"
