#!/usr/bin/env python3
"""Measures how good the alerts are, and writes eval/runs/<date>/ and docs/evaluation.md.

Everything is done with the program's own commands, in progressive mode: a model of the first 30
days judges the days after them one by one. Seeds are never used for anything else.
"""

import argparse
import concurrent.futures
import datetime
import json
import pathlib
import shutil
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DETECTOR = ROOT / "build" / "release" / "detector"
START = datetime.date(2026, 1, 5)
LEARNED, JUDGED, CLEAN_JUDGED = 30, 14, 30
BUDGETS = (1, 5, 20)


def day(offset):
    return (START + datetime.timedelta(days=offset)).isoformat()


def run(*command):
    command = [str(part) for part in command]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"eval: failed: {' '.join(command)}\n{done.stderr}")
    return done.stdout


def make_estate(folder, seed, days, attacks):
    """The logs, and a configuration that announces what the estate announced."""
    if folder.exists():
        shutil.rmtree(folder)
    run(DETECTOR, "generate", "--days", days, "--seed", seed, "--start", START.isoformat(),
        "--attacks", attacks, "--out", folder)
    config = folder / "config"
    config.mkdir()
    announced = folder / "announced.yaml"
    (config / "base.yaml").write_text(announced.read_text() if announced.exists() else "")
    return ["--config-dir", config, "--now", day(days + 1)]


def detection(folder, seed):
    """What is found of twelve attacks at five alerts a day."""
    options = make_estate(folder, seed, LEARNED + JUDGED, "default")
    logs, model, alerts = folder / "logs", folder / "model", folder / "alerts.jsonl"
    run(DETECTOR, "train", logs, "--until", day(LEARNED), *options, "-o", model)
    alerts.write_text(run(DETECTOR, "detect", logs, "--model", model, "--since", day(LEARNED),
                          "--alerts-per-day", 5, "--format", "json", *options))
    surprises = folder / "surprises.jsonl"
    extra = ["--surprises", surprises] if surprises.exists() else []
    answer = json.loads(run(DETECTOR, "evaluate", "--truth", folder / "truth.jsonl", "--alerts",
                            alerts, *extra, "--logs", logs, "--since", day(LEARNED), "--now",
                            day(LEARNED + JUDGED + 1), "--format", "json"))
    answer["seed"] = seed
    return answer


def budget(folder, seed):
    """How many alerts a day clean logs raise, by budget."""
    days = LEARNED + CLEAN_JUDGED
    options = make_estate(folder, seed, days, "none")
    logs, model = folder / "logs", folder / "model"
    run(DETECTOR, "train", logs, "--until", day(LEARNED), *options, "-o", model)
    answer = {"seed": seed, "budgets": []}
    for wanted in BUDGETS:
        lines = run(DETECTOR, "detect", logs, "--model", model, "--since", day(LEARNED),
                    "--alerts-per-day", wanted, "--format", "json", *options).splitlines()
        by_day = {day(LEARNED + i): 0 for i in range(CLEAN_JUDGED)}
        for line in lines:
            alert = json.loads(line)
            if "alert_id" in alert:
                by_day[alert["day"]] += 1
        observed = sum(by_day.values()) / CLEAN_JUDGED
        answer["budgets"].append({
            "budget": wanted, "observed": round(observed, 3), "ratio": round(observed / wanted, 3),
            "worst_day": max(by_day.values()), "by_day": by_day})
    return answer


def recall(rows):
    return sum(row["found"] for row in rows), sum(row["total"] for row in rows)


def mean(values):
    values = list(values)
    return statistics.fmean(values) if values else 0.0


def add_up(detections, key):
    """The rows of all seeds under one name, added."""
    total = {}
    for one in detections:
        for row in one[key]:
            found, of = total.get(row["name"], (0, 0))
            total[row["name"]] = (found + row["found"], of + row["total"])
    return total


def detection_tables(detections):
    rows = ["| seed | found | alerts a day | precision at 5, 10, all | average precision "
            "| median delay | surprises alerted |", "|---|---|---|---|---|---|---|"]
    for one in detections:
        precision = ", ".join(f"{p['precision']:.2f}" for p in one["precision"])
        delays = [c["minutes_to_alert"] for c in one["campaigns"] if c["found"]]
        delay = f"{statistics.median(delays) / 60:.1f} h" if delays else "none"
        alerted, surprises = recall(one["surprises"])
        rows.append(f"| {one['seed']} | {one['found']} of {one['total']} "
                    f"| {one['alerts_per_day']:.2f} | {precision} | {one['auprc']:.2f} | {delay} "
                    f"| {alerted} of {surprises} |")
    found = mean(one["found"] for one in detections)
    alerted, surprises = map(sum, zip(*(recall(one["surprises"]) for one in detections)))
    share = alerted / surprises if surprises else 0
    rows += ["", f"On average {found:.1f} of {mean(o['total'] for o in detections):.1f} campaigns; "
             f"{share:.1%} of benign surprises ({alerted} of {surprises}) alerted.", "",
             "| reference | found by itself | alerts a day | found with as many alerts as ours |",
             "|---|---|---|---|"]
    for i, reference in enumerate(detections[0]["references"]):
        rows.append(
            f"| {reference['name']} "
            f"| {mean(o['references'][i]['all']['found'] for o in detections):.1f} "
            f"| {mean(o['references'][i]['all']['alerts_per_day'] for o in detections):.1f} "
            f"| {mean(o['references'][i]['same_number']['found'] for o in detections):.1f} |")
    rows += ["", "| campaign | found | | level | found |", "|---|---|---|---|---|"]
    kinds = {}
    for one in detections:
        for campaign in one["campaigns"]:
            kind = campaign["campaign"].rstrip("0123456789").rstrip("-")
            found, of = kinds.get(kind, (0, 0))
            kinds[kind] = (found + campaign["found"], of + 1)
    levels = list(add_up(detections, "by_level").items())
    for i, (kind, (found, of)) in enumerate(sorted(kinds.items())):
        level = f"{levels[i][0]} | {levels[i][1][0]} of {levels[i][1][1]}" if i < len(levels) else "|"
        rows.append(f"| {kind} | {found} of {of} | | {level} |")
    rows += ["", "| benign surprise | alerted |", "|---|---|"]
    rows += [f"| {kind} | {found} of {of} |"
             for kind, (found, of) in sorted(add_up(detections, "surprises").items())]
    return rows


def budget_tables(budgets):
    rows = ["| seed | " + " | ".join(f"{b} a day: observed, worst day" for b in BUDGETS) + " |",
            "|---" * (len(BUDGETS) + 1) + "|"]
    for one in budgets:
        cells = [f"{b['observed']:.2f}, {b['worst_day']}" for b in one["budgets"]]
        rows.append(f"| {one['seed']} | " + " | ".join(cells) + " |")
    rows.append("| mean of observed / budget | " + " | ".join(
        f"{mean(one['budgets'][i]['ratio'] for one in budgets):.2f}"
        for i in range(len(BUDGETS))) + " |")
    return rows


def write(out, options, results):
    out.mkdir(parents=True, exist_ok=True)
    commit = subprocess.run(["git", "-C", ROOT, "describe", "--always", "--dirty"],
                            capture_output=True, text=True, check=True).stdout.strip()
    (out / "setup.txt").write_text(f"command: eval/run.py --seeds {' '.join(map(str, options.seeds))}"
                                   f"\ncommit: {commit}\n")
    (out / "raw.json").write_text(json.dumps(results, indent=1) + "\n")
    text = "\n".join([
        f"Run of {out.name}, commit {commit}, seeds {', '.join(map(str, options.seeds))}.", "",
        "## Detection", "",
        f"{LEARNED} days learned, {JUDGED} judged day by day with attacks in them, at 5 alerts a "
        "day.", "", *detection_tables(results["detection"]), "", "## Budget", "",
        f"{LEARNED} days learned and {CLEAN_JUDGED} judged, without attacks.", "",
        *budget_tables(results["budget"]), ""])
    (out / "summary.md").write_text("# Evaluation run\n\n" + text)
    print(text)
    return text


def write_page(text):
    page = ROOT / "docs" / "evaluation.md"
    mark = "<!-- The rest is written by `make eval`. -->\n"
    head = page.read_text().split(mark)[0]
    page.write_text(head + mark + "\n" + text)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--out", type=pathlib.Path, help="a folder; docs/evaluation.md stays")
    arguments.add_argument("--work", type=pathlib.Path, default=ROOT / "build" / "eval")
    options = arguments.parse_args()
    results = {"detection": [], "budget": []}
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for kind, measure in (("detection", detection), ("budget", budget)):
            results[kind] = list(pool.map(
                lambda seed, k=kind, m=measure: m(options.work / f"{k}-{seed}", seed),
                options.seeds))
    out = options.out or ROOT / "eval" / "runs" / datetime.date.today().isoformat()
    text = write(out, options, results)
    if options.out is None:
        write_page(text)


if __name__ == "__main__":
    main()
