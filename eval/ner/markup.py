#!/usr/bin/env python3
"""Reads the hand-labelled lines of gold.txt and prints them as JSON, one object a line.

A line of gold.txt is a system, a tab, and the log line with its entities as ⟦type|text⟧; lines that
begin with # are comments. What is labelled and how is in guidelines.md. Printed offsets count bytes
of the line in UTF-8. --check says what is wrong and prints nothing else; --counts prints how many
entities there are of each type and how many lines and entities of each system.
"""

import argparse
import collections
import ipaddress
import json
import pathlib
import re
import sys

GOLD = pathlib.Path(__file__).resolve().parent / "gold.txt"
TYPES = (
    "user", "group", "role", "host", "process", "service", "command", "file", "ip", "port", "mac",
    "url", "domain", "email", "hash", "cve", "arn", "account", "resource", "access_key", "session",
    "action", "status", "reason", "number", "time",
)
MIN_LINES = 400
MIN_LINES_PER_SYSTEM = 10
ENTITY = re.compile(r"⟦([^⟦⟧|]*)\|([^⟦⟧]*)⟧")
HEADER_TYPES = {"time", "host", "process", "number"}
CLOSING = {'"': '"', "'": "'", "<": ">", "(": ")", "[": "]", "{": "}", "`": "'"}
MAC = re.compile(r"(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}",
                 re.IGNORECASE)
ADDRESS = re.compile(r"(?<![\w.:-])(?:\d{1,3}\.){3}\d{1,3}(?![\w.-]*\w)")


def is_ip(text):
    try:
        ipaddress.ip_interface(re.sub(r"%\w+", "", text))
    except ValueError:
        return False
    return True


def is_port(text):
    return text.isdecimal() and int(text) < 65536


SHAPES = {
    "ip": is_ip,
    "port": is_port,
    "mac": MAC.fullmatch,
    "email": re.compile(r"[^\s@<>]+@[^\s@<>]+\.[a-z]+").fullmatch,
    "cve": re.compile(r"CVE-\d{4}-\d{4,}").fullmatch,
    "arn": re.compile(r"arn:[\w-]+:.+").fullmatch,
    "hash": re.compile(r"[0-9a-fA-F]{7,}|(?:[0-9a-fA-F]{2}:)+[0-9a-fA-F]{2}|[\w+/]{20,}=*").fullmatch,
    "number": re.compile(r"[+-]?(?:0x)?\d.*").fullmatch,
    "time": re.compile(r".*\d.*").fullmatch,
    "action": re.compile(r"[^\s]+(?: [a-z]+)?").fullmatch,
}


def parse(text):
    """The line without markup, and its entities with offsets in bytes."""
    line, entities, at = "", [], 0
    for match in ENTITY.finditer(text):
        line += text[at:match.start()]
        kind, value = match.groups()
        start = len(line.encode())
        line += value
        entities.append({"type": kind, "start": start, "end": len(line.encode()), "text": value})
        at = match.end()
    return line + text[at:], entities


def read(text):
    """(line number, system, log line, entities) of every line."""
    for number, row in enumerate(text.split("\n"), 1):
        if row and not row.startswith("#"):
            system, _, marked = row.partition("\t")
            yield number, system, *parse(marked)


def faults_of_entity(entity):
    kind, text = entity["type"], entity["text"]
    if kind not in TYPES:
        yield f"type '{kind}' is unknown"
    elif not text or text != text.strip():
        yield f"{kind} '{text}' is empty or has space around it"
    elif len(text) > 1 and CLOSING.get(text[0]) == text[-1] and kind != "command":
        yield f"{kind} '{text}' has its quotes or brackets inside"
    elif kind in SHAPES and not SHAPES[kind](text):
        yield f"{kind} '{text}' does not look like one"


def faults_of_line(line, entities):
    if not line.strip():
        yield "the line is empty"
    if "⟦" in line or "⟧" in line:
        yield "the markup is broken or nested"
    data, end = line.encode(), 0
    for entity in entities:
        yield from faults_of_entity(entity)
        if entity["start"] < end:
            yield f"'{entity['text']}' overlaps the entity before it"
        end = entity["end"]
        if data[entity["start"]:end] != entity["text"].encode():
            yield f"'{entity['text']}' is not at its offsets"
    covered = {at for e in entities for at in range(e["start"], e["end"])}
    for match in ADDRESS.finditer(line):
        if len(line[:match.start()].encode()) not in covered and is_ip(match.group()):
            yield f"address {match.group()} has no label"


def check(text):
    seen, lines = {}, collections.Counter()
    for number, system, line, entities in read(text):
        lines[system] += 1
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", system):
            yield f"{number}: '{system}' is no name of a system; write it and a tab first"
        if line in seen:
            yield f"{number}: the same as line {seen[line]}"
        seen.setdefault(line, number)
        for fault in faults_of_line(line, entities):
            yield f"{number}: {fault}"
    if sum(lines.values()) < MIN_LINES:
        yield f"{sum(lines.values())} lines, at least {MIN_LINES}"
    for system, count in lines.items():
        if count < MIN_LINES_PER_SYSTEM:
            yield f"{system}: {count} lines, at least {MIN_LINES_PER_SYSTEM}"


def is_header_only(entities):
    kinds = [entity["type"] for entity in entities]
    return all(kind in HEADER_TYPES and (kinds.count(kind) == 1 or kind == "process") for kind in kinds)


def print_counts(text):
    rows = list(read(text))
    types = collections.Counter(e["type"] for *_, entities in rows for e in entities)
    for kind in TYPES:
        print(f"{kind:12} {types[kind]}")
    print()
    lines = collections.Counter(system for _, system, *_ in rows)
    of_system = collections.Counter(system for _, system, _, entities in rows for _ in entities)
    for system, count in lines.items():
        print(f"{system:24} {count:4} lines {of_system[system]:5} entities")
    header_only = sum(is_header_only(entities) for *_, entities in rows)
    print(f"\n{len(lines)} systems, {len(rows)} lines, {sum(types.values())} entities; "
          f"{header_only} lines with none but of the header")


# Each is added to a good file, and must be refused with these words.
REFUSED = {
    "a: ⟦person|x⟧": "unknown",
    "a: ⟦user|x ⟧": "space around it",
    "a: ⟦user|⟧": "empty",
    'a: ⟦user|"x"⟧': "quotes or brackets",
    "a: ⟦user|x ⟦ip|10.0.0.1⟧⟧": "broken or nested",
    "a: ⟦ip|10.0.0.256⟧": "does not look like one",
    "a: ⟦port|70000⟧": "does not look like one",
    "a: from 10.0.0.1:80": "has no label",
    "good line 3": "the same as line 3",
}


def self_test():
    good = "".join(f"made\tgood line {i}\n" for i in range(1, MIN_LINES + 1))
    cases = {"": None, **{f"made\t{row}\n": words for row, words in REFUSED.items()},
             "no tab\n": "no name of a system", "few\ta ⟦user|é⟧\n": "few: 1 lines"}
    for added, words in cases.items():
        found = list(check(good + added))
        if (words is None and found) or (words and not any(words in fault for fault in found)):
            yield f"self-test: {added!r} gives {found}"
    if next(check(good[:100]), None) is None:
        yield "self-test: a short file is accepted"
    if parse("é ⟦user|é⟧x") != ("é éx", [{"type": "user", "start": 3, "end": 5, "text": "é"}]):
        yield "self-test: offsets do not count bytes"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--counts", action="store_true")
    args = parser.parse_args()
    text = GOLD.read_text(encoding="utf-8")
    faults = [*self_test(), *(f"gold.txt:{fault}" for fault in check(text))]
    if faults:
        sys.exit("\n".join(faults))
    if args.counts:
        print_counts(text)
    elif not args.check:
        for _, system, line, entities in read(text):
            print(json.dumps({"system": system, "line": line, "entities": entities}, ensure_ascii=False))


if __name__ == "__main__":
    main()
