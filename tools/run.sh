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
# What the estate announced (a pen test) is configuration: no alert is raised for it.
mkdir -p "$out/config"
cp "$out/estate/announced.yaml" "$out/config/base.yaml"
say "$detector" detect "$out/estate/logs" --config-dir "$out/config" --show 6 --json-out "$out/alerts.jsonl"
say "$detector" evaluate --truth "$out/estate/truth.jsonl" --alerts "$out/alerts.jsonl" \
  --surprises "$out/estate/surprises.jsonl"
