#!/usr/bin/env python3
"""Trains the recogniser with several seeds, compares each with the labelled lines of eval/ner, and
writes eval/runs/<date>/ner.json.

    eval/ner.py [--detector build/release/detector] [--seeds 5] [--lines 160000]

Exact matches of type and both ends. The systems are in two parts, told by a hash of their names:
errors of the `dev` part were read when the corpus was written, of `test` only scores were seen.
"""

import argparse
import datetime
import hashlib
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def part_of(system):
    return "dev" if hashlib.sha256(system.encode()).digest()[0] % 2 == 0 else "test"


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"eval: {' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


def gold_files(folder):
    """The labelled lines of each part, as files of JSON lines."""
    parts = {"dev": [], "test": []}
    for line in run(sys.executable, str(ROOT / "eval/ner/markup.py")).splitlines():
        parts[part_of(json.loads(line)["system"])].append(line + "\n")
    files = {}
    for name, lines in {**parts, "all": parts["dev"] + parts["test"]}.items():
        files[name] = folder / f"{name}.jsonl"
        files[name].write_text("".join(lines), encoding="utf-8")
    return files


def judge(detector, model, files):
    command = [detector, "ner", "evaluate", "--format", "json", *(["--model", str(model)] if model else [])]
    found = {part: json.loads(run(*command, "--gold", str(file))) for part, file in files.items()}
    found["all with cache"] = json.loads(run(*command, "--gold", str(files["all"]), "--cache", "on"))
    return found


def show(name, found):
    print(name, "  ".join(f"{part} {one['all']['f1']:.3f}" for part, one in found.items()))


def summary(runs, part):
    values = [one[part]["all"]["f1"] for one in runs.values()]
    return {"mean_f1": round(statistics.mean(values), 4), "least_f1": min(values), "most_f1": max(values),
            "mean_f1_of_types": {kind: round(statistics.mean(one[part]["types"][kind]["f1"] for one in runs.values()), 3)
                                 for kind in next(iter(runs.values()))[part]["types"]}}


def main():
    parser = argparse.ArgumentParser(description="Measure the recogniser over seeds.")
    parser.add_argument("--detector", default=str(ROOT / "build/release/detector"))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--lines", type=int, default=160000)
    parser.add_argument("--out", help="folder of the run; eval/runs/<today> when not given")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        files = gold_files(folder)
        built_in = judge(options.detector, None, files)
        show("built in", built_in)
        runs = {}
        for seed in range(1, options.seeds + 1):
            model = folder / f"{seed}.model"
            run(options.detector, "ner", "train", "-o", str(model), "--seed", str(seed),
                "--lines", str(options.lines), "--corpus", str(ROOT / "config/ner/corpus"))
            runs[seed] = judge(options.detector, model, files)
            show(f"seed {seed}", runs[seed])
    out = pathlib.Path(options.out or ROOT / "eval/runs" / datetime.date.today().isoformat())
    out.mkdir(parents=True, exist_ok=True)
    report = {"command": "eval/ner.py", "lines": options.lines, "built_in": built_in,
              "seeds": {part: summary(runs, part) for part in built_in}}
    (out / "ner.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
