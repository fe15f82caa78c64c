#!/usr/bin/env python3
"""Measures the recogniser on public log sets that are labelled by template: eval/ner/slots.txt says
what each constant and variable of a template is, and each line gets the labels of its template.

    eval/ner_slots.py [--data ../shared/data/templates/loghub_2k] [--detector build/release/detector]

Lines of few templates in great number: what the cache does shows here, generality does not. Writes
eval/runs/<date>/ner_slots.json. Without the data, says so and ends well.
"""

import argparse
import csv
import datetime
import ipaddress
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
MARK = re.compile(r"⟦([^⟦⟧|]*)\|([^⟦⟧]*)⟧|<\*>")


def read_slots():
    """By system: (expression for the message, type of each of its groups)."""
    slots = {}
    for line in (ROOT / "eval/ner/slots.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        system, _, template = line.split("\t")
        expression, types, at = "", [], 0
        for mark in MARK.finditer(template):
            expression += re.escape(template[at:mark.start()])
            at = mark.end()
            if mark[1] is None:
                expression += ".*?"
                continue
            expression += "(.+?)" if mark[2] == "<*>" else f"({re.escape(mark[2])})"
            types.append(mark[1])
        expression += re.escape(template[at:])
        # Runs of blanks vary between versions of a set.
        expression = re.sub(r"(\\ )+", r"\\s+", expression)
        slots.setdefault(system, []).append((re.compile(expression), types))
    return slots


def is_ip(text):
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def spans_of(text, begin, kind):
    """(type, begin, end) of the values in one variable, in characters."""
    is_one = kind in ("reason", "number", "action")  # with a unit or a particle
    for value in [re.match(r".*", text)] if is_one else re.finditer(r"\S+", text):
        word, start = value[0], begin + value.start()
        if kind in ("address", "address:port"):
            slash = len(word) - len(word.lstrip("/"))
            word, start = word[slash:], start + slash
            port = re.fullmatch(r"(.*):(\d+)", word) if kind == "address:port" else None
            name = port[1] if port else word
            yield "ip" if is_ip(name) else "host", start, start + len(name)
            if port:
                yield "port", start + port.start(2), start + len(word)
        else:
            yield kind, start, start + len(word)


def label(system, message, slots):
    for expression, types in slots:
        found = expression.fullmatch(message)
        if not found:
            continue
        entities = []
        for group, kind in enumerate(types, 1):
            for name, begin, end in spans_of(found[group], found.start(group), kind):
                prefix = len(message[:begin].encode())
                entities.append({"type": name, "start": prefix, "text": message[begin:end],
                                 "end": prefix + len(message[begin:end].encode())})
        return {"system": system, "line": message, "entities": entities}
    return None


def judge(detector, gold, cache):
    done = subprocess.run([detector, "ner", "evaluate", "--format", "json", "--gold", gold,
                           "--cache", cache], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"ner_slots: {done.stderr.strip()}")
    return json.loads(done.stdout)["all"]


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=ROOT.parent / "shared/data/templates/loghub_2k",
                        type=pathlib.Path)
    parser.add_argument("--detector", default=str(ROOT / "build/release/detector"))
    options = parser.parse_args()
    results = {}
    for system, slots in read_slots().items():
        path = options.data / system / f"{system}_2k.log_structured_corrected.csv"
        if not path.exists():
            print(f"ner_slots: SKIPPED {system}: {path.name} is not at hand")
            continue
        with open(path, encoding="utf-8", newline="") as file:
            messages = [row["Content"] for row in csv.DictReader(file)]
        labelled = [one for one in (label(system, m, slots) for m in messages) if one]
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as gold:
            for one in labelled:
                gold.write(json.dumps(one, ensure_ascii=False) + "\n")
            gold.flush()
            results[system] = {"lines": len(messages), "labelled": len(labelled),
                               **{f"cache {cache}": judge(options.detector, gold.name, cache)
                                  for cache in ("off", "on")}}
        print(system, f"{len(labelled)} of {len(messages)} lines labelled, F1",
              " ".join(f"cache {c} {results[system][f'cache {c}']['f1']:.3f}" for c in ("off", "on")))
    if results:
        folder = ROOT / "eval/runs" / datetime.date.today().isoformat()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "ner_slots.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
