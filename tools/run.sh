#!/usr/bin/env bash
# `make run`: without LOGS, generates a made-up estate with attacks in it, detects, and evaluates the
# alerts against the truth; with LOGS (a path, several, or a URI), detects in those.
set -euo pipefail
cd "$(dirname "$0")/.."

detector=build/release/detector
if [ -n "${LOGS:-}" ]; then
  if [ -e "$LOGS" ]; then
    exec "$detector" detect "$LOGS"
  fi
  read -r -a inputs <<<"$LOGS"
  exec "$detector" detect "${inputs[@]}"
fi

out=build/run
rm -rf "$out"
mkdir -p "$out"
say() { printf '\n$ %s\n' "$*"; "$@"; }
say "$detector" generate --days 30 --seed 1 --out "$out/estate"
say "$detector" detect "$out/estate/logs" --show 6 --json-out "$out/alerts.jsonl"
say "$detector" evaluate --truth "$out/estate/truth.jsonl" --alerts "$out/alerts.jsonl"
