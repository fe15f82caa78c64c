#!/usr/bin/env python3
"""Measures `detect` against what bounds it, `generate` by source, and writes bench/runs/<date>/.

All commands of a comparison run in turn, several rounds, so that a noisy machine disturbs them
alike; a ratio is the peer's median time over ours. Times are CPU seconds of one thread, but for
`threads2_vs_1`, which compares wall time.
"""

import argparse
import datetime
import gzip
import itertools
import json
import os
import pathlib
import platform
import random
import re
import shutil
import statistics
import string
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = ROOT / "build" / "bench"
DETECTOR = ROOT / "build" / "release" / "detector"
ONE_FIELD = ROOT / "build" / "release" / "simdjson_one_field"
IPV4 = r"([0-9]{1,3}\.){3}[0-9]{1,3}"


def make_data(days, seed):
    """An estate of the generator: CloudTrail as NDJSON, all hosts' auth lines in one file."""
    estate = DATA / f"estate-{days}-{seed}"
    records, lines = DATA / f"cloudtrail-{days}-{seed}.ndjson", DATA / f"auth-{days}-{seed}.log"
    if not lines.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        if not estate.exists():
            subprocess.run([DETECTOR, "generate", "--days", str(days), "--seed", str(seed),
                            "--out", estate], check=True, stdout=subprocess.DEVNULL)
        with open(records, "wb") as out:
            for path in sorted(estate.glob("logs/AWSLogs/**/*.json.gz")):
                for record in json.loads(gzip.decompress(path.read_bytes()))["Records"]:
                    out.write(json.dumps(record, separators=(",", ":")).encode() + b"\n")
        with open(lines, "wb") as out:
            for path in sorted(estate.glob("logs/hosts/*/auth.log")):
                out.write(path.read_bytes())
    return estate / "logs", records, lines


def make_mixed(lines):
    """A million lines of the labelled systems, mixed; None where they are not at hand."""
    sources = sorted((ROOT.parent / "shared/data/templates/loghub_2k").glob("*/*_2k.log"))
    mixed = DATA / "mixed.log"
    if sources and not mixed.exists():
        blocks = [path.read_bytes().splitlines() for path in sources]
        turns = [line for turn in itertools.zip_longest(*blocks) for line in turn if line]
        with open(mixed, "wb") as out:
            for _ in range(lines // len(turns) + 1):
                out.write(b"\n".join(turns) + b"\n")
    return mixed if sources else None


def make_flood(lines, seed):
    """Lines of random words in which each is a new template, and as many on 400 templates."""
    flood, usual = DATA / f"flood-{seed}.log", DATA / f"usual-{seed}.log"
    if flood.exists() and usual.exists():
        return flood, usual
    draw = random.Random(seed)
    begin = datetime.datetime(2026, 11, 1)

    def sentence():
        return " ".join("".join(draw.choices(string.ascii_lowercase, k=draw.randint(4, 9)))
                        for _ in range(draw.randint(5, 10)))

    templates = [sentence() for _ in range(400)]
    with open(flood, "w", encoding="utf-8") as new, open(usual, "w", encoding="utf-8") as known:
        for i in range(lines):
            time_of = (begin + datetime.timedelta(seconds=i * 1.2)).strftime("%Y-%m-%dT%H:%M:%SZ")
            head = f"{time_of} web{draw.randint(1, 3)} app[{draw.randint(1, 9999)}]: "
            new.write(head + sentence() + "\n")
            known.write(head + draw.choice(templates) + "\n")
    return flood, usual


def measure(command):
    """CPU seconds, wall seconds, largest resident set in MB."""
    start = time.monotonic()
    # Not to /dev/null: grep stops at the first match there.
    child = subprocess.Popen([str(part) for part in command], stdout=open(DATA / "output", "wb"),
                             stderr=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C"})
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"bench: failed: {' '.join(str(part) for part in command)}")
    return {"cpu_s": round(usage.ru_utime + usage.ru_stime, 4), "user_s": round(usage.ru_utime, 4),
            "wall_s": round(time.monotonic() - start, 4), "rss_mb": usage.ru_maxrss // 1024}


def measure_generate(rounds, seed):
    """Records or lines a second of user CPU time for each source that `generate` writes.

    One thread, gzip included. The time holds the planning of all sources, so each figure is a lower
    bound. File creation, which the kernel pays for, is not in it.
    """
    out = DATA / "generated"
    result = {}
    for source, noun in (("cloudtrail", "CloudTrail records"), ("auth", "auth lines"),
                         ("flow", "flow lines")):
        seconds = []
        for _ in range(rounds):
            shutil.rmtree(out, ignore_errors=True)
            seconds.append(measure([DETECTOR, "generate", "--days", 14, "--seed", seed, "--only",
                                    source, "--out", out])["user_s"])
        written = int(re.search(rf"(\d+) {noun}", (DATA / "output").read_text()).group(1))
        user = statistics.median(seconds)
        result[source] = {"written": written, "user_s": round(user, 4),
                          "per_second": round(written / user)}
    shutil.rmtree(out, ignore_errors=True)
    return result


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--days", type=int, default=60)
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--out", type=pathlib.Path)
    options = arguments.parse_args()
    logs, records, lines = make_data(options.days, options.seed)
    detect = [DETECTOR, "detect", "--format", "json", "--now", "2026-11-22"]
    templates = [DETECTOR, "templates", "--format", "json", "--now", "2026-11-22", "--threads", "1"]
    mixed = make_mixed(1_000_000)
    flood, usual = make_flood(1_000_000, options.seed)
    commands = {
        "simdjson_one_field": [ONE_FIELD, records],
        "detect_cloudtrail": [*detect, "--threads", "1", records],
        "grep_ipv4": ["grep", "-cE", IPV4, lines],
        "detect_auth": [*detect, "--threads", "1", lines],
        "templates_auth": [*templates, lines],
        "detect_estate_1_thread": [*detect, "--threads", "1", logs],
        "detect_estate_2_threads": [*detect, "--threads", "2", logs],
        "detect_usual": [*detect, "--threads", "1", usual],
        "detect_flood": [*detect, "--threads", "1", flood],
        "templates_usual": [*templates, usual],
        "templates_flood": [*templates, flood],
    }
    if mixed:
        commands["grep_mixed"] = ["grep", "-cE", IPV4, mixed]
        commands["templates_mixed"] = [*templates, "--message", mixed]
    else:
        print("bench: SKIPPED templates_mixed: no labelled logs at hand")
    raw = {name: [] for name in commands}
    for _ in range(options.rounds):
        for name, command in commands.items():
            raw[name].append(measure(command))
    median = {name: {key: statistics.median(run[key] for run in runs) for key in runs[0]}
              for name, runs in raw.items()}
    cpu = {name: median[name]["cpu_s"] for name in median}
    ratios = {
        "detect_cloudtrail_vs_simdjson": cpu["simdjson_one_field"] / cpu["detect_cloudtrail"],
        "detect_auth_vs_grep": cpu["grep_ipv4"] / cpu["detect_auth"],
        "templates_vs_grep": cpu["grep_ipv4"] / cpu["templates_auth"],
        "threads2_vs_1": median["detect_estate_1_thread"]["wall_s"]
                         / median["detect_estate_2_threads"]["wall_s"],
        "detect_flood_vs_usual": cpu["detect_usual"] / cpu["detect_flood"],
        "templates_flood_vs_usual": cpu["templates_usual"] / cpu["templates_flood"],
    }
    if mixed:
        ratios["templates_mixed_vs_grep"] = cpu["grep_mixed"] / cpu["templates_mixed"]
    ratios = {name: round(value, 3) for name, value in ratios.items()}
    counts = {"cloudtrail_records": sum(1 for _ in open(records, "rb")),
              "auth_lines": sum(1 for _ in open(lines, "rb")),
              "cloudtrail_mb": records.stat().st_size >> 20, "auth_mb": lines.stat().st_size >> 20}
    write_run(options, {"counts": counts, "raw": raw, "median": median, "ratios": ratios,
                        "generate": measure_generate(options.rounds, options.seed)})


def write_run(options, result):
    out = options.out or ROOT / "bench" / "runs" / datetime.date.today().isoformat()
    out.mkdir(parents=True, exist_ok=True)
    commit = subprocess.run(["git", "-C", ROOT, "describe", "--always", "--dirty"],
                            capture_output=True, text=True, check=True).stdout.strip()
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo")
                if line.startswith("model name")), "unknown")
    (out / "setup.txt").write_text(
        f"command: bench/run.py --rounds {options.rounds} --days {options.days} "
        f"--seed {options.seed}\ncommit: {commit}\ncpu: {cpu}, {os.cpu_count()} cores\n"
        f"kernel: {platform.release()}\npreset: release (g++ -O3)\n")
    (out / "raw.json").write_text(json.dumps(result, indent=1) + "\n")
    (out / "ratios.json").write_text(json.dumps(result["ratios"], indent=1) + "\n")
    counts, median = result["counts"], result["median"]
    rows = ["| command | CPU s | wall s | peak MB |", "|---|---|---|---|"]
    rows += [f"| {name} | {m['cpu_s']:.3f} | {m['wall_s']:.3f} | {m['rss_mb']} |"
             for name, m in median.items()]
    speeds = [
        f"CloudTrail: {counts['cloudtrail_records'] / median['detect_cloudtrail']['cpu_s']:,.0f} "
        f"records/s, one thread ({counts['cloudtrail_records']:,} records, "
        f"{counts['cloudtrail_mb']} MB)",
        f"auth: {counts['auth_lines'] / median['detect_auth']['cpu_s']:,.0f} lines/s, one thread "
        f"({counts['auth_lines']:,} lines, {counts['auth_mb']} MB)"]
    ratios = [f"* {name}: {value}" for name, value in result["ratios"].items()]
    speeds += [f"generate {source}: {row['per_second']:,} a second of user CPU time "
               f"({row['written']:,} in {row['user_s']:.3f} s)"
               for source, row in result["generate"].items()]
    text = "\n".join(["# Benchmark run", "", "Medians; see setup.txt for the command.", "", *rows,
                      "", *[f"* {speed}" for speed in speeds], "", "Ratios:", "", *ratios, ""])
    (out / "summary.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
