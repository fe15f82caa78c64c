#!/usr/bin/env python3
"""Measures template mining on labelled logs and writes eval/runs/<date>/templates.json.

    eval/templates.py [--data ../shared/data/templates] [--detector build/release/detector]

Gold is the corrected EventTemplate of each line. GA (grouping accuracy, Zhu et al. 2019): the share
of lines whose template holds just the lines of its gold template. FGA (Jiang et al. 2024): the F1
of templates found exactly so. The program sees the message alone, with no setting per system.
"""

import argparse
import collections
import csv
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def scores(gold, found):
    by_gold, by_found = collections.Counter(gold), collections.defaultdict(list)
    for index, template in enumerate(found):
        by_found[template].append(index)
    lines = exact = 0
    for members in by_found.values():
        labels = {gold[index] for index in members}
        if len(labels) == 1 and by_gold[labels.pop()] == len(members):
            lines += len(members)
            exact += 1
    precision, recall = exact / len(by_found), exact / len(by_gold)
    f1 = 2 * precision * recall / (precision + recall) if exact else 0.0
    return {"lines": len(gold), "ga": lines / len(gold), "fga": f1,
            "gold_templates": len(by_gold), "found_templates": len(by_found)}


def measure(detector, labelled):
    with open(labelled, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with tempfile.NamedTemporaryFile("w", suffix=".log", encoding="utf-8") as lines:
        lines.write("".join(row["Content"].replace("\n", " ") + "\n" for row in rows))
        lines.flush()
        done = subprocess.run([detector, "templates", "--message", "--per-line", lines.name],
                              capture_output=True, text=True, check=True)
    found = [row.split("\t")[1] for row in done.stdout.splitlines()]
    if len(found) != len(rows):
        sys.exit(f"eval: {labelled}: {len(found)} rows for {len(rows)} lines")
    return scores([row["EventTemplate"] for row in rows], found)


def main():
    parser = argparse.ArgumentParser(description="Measure template mining on labelled logs.")
    parser.add_argument("--data", default=str(ROOT.parent / "shared/data/templates"))
    parser.add_argument("--detector", default=str(ROOT / "build/release/detector"))
    parser.add_argument("--out", help="folder of the run; eval/runs/<today> when not given")
    options = parser.parse_args()
    data = pathlib.Path(options.data)
    files = {path.parent.name: path for path in sorted(data.glob("*/*/*_structured_corrected.csv"))}
    for path in sorted(data.glob("*/*/*_structured.csv")):
        files.setdefault(path.parent.name, path)
    if not files:
        print(f"eval: SKIPPED template mining: no labelled logs under {data}")
        return 0
    results = {system: measure(options.detector, path) for system, path in files.items()}
    for system, one in results.items():
        print(f"{system:12} GA {one['ga']:.3f}  FGA {one['fga']:.3f}  "
              f"{one['found_templates']} templates, gold {one['gold_templates']}")
    mean = {key: sum(one[key] for one in results.values()) / len(results) for key in ("ga", "fga")}
    lowest = min(one["ga"] for one in results.values())
    print(f"mean of {len(results)}: GA {mean['ga']:.3f}  FGA {mean['fga']:.3f}  lowest GA {lowest:.3f}")
    out = pathlib.Path(options.out or ROOT / "eval/runs" / datetime.date.today().isoformat())
    out.mkdir(parents=True, exist_ok=True)
    report = {"command": "eval/templates.py", "systems": results, "mean": mean, "lowest_ga": lowest}
    (out / "templates.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
