#!/usr/bin/env python3
"""Enforces what STYLE.md says of files: length, depth, names, unfinished marks, machine paths.

The size of functions (60 lines, 5 parameters, nesting 4) is clang-tidy's part (`.clang-tidy`).
"""

import re
import sys

import tree

MAX_LINES = 600
GOOD_LINES = 300
MAX_DEPTH = 2  # folders below src/
VAGUE_NAMES = {"utils", "util", "common", "helpers", "helper", "misc"}
# Written in two halves, so that this file does not refuse itself.
MARKS = re.compile(r"\b(" + "|".join(a + b for a, b in (("TO", "DO"), ("FIX", "ME"), ("X", "XX"),
                                                        ("HA", "CK"))) + r")\b")
MACHINE_PATHS = re.compile(r"(?:^|[^\w.])(/wo" r"rk/|/fa" r"rm/|/ro" r"ot/|/tmp/hel" r"per)")
# Logs of a host may name the superuser's home: data, not a path of ours.
LOG_DATA = ("tests/golden/", "tests/fuzz/corpus/", "src/synth/", "eval/", "config/knowledge/", "config/ner/")


def check_name(path):
    for part in (*path.parts[:-1], path.stem):
        if part.lower() in VAGUE_NAMES:
            yield f"{path}: '{part}' says nothing; name it for what it does"
    if path.parts[0] == "src" and len(path.parts) - 2 > MAX_DEPTH:
        yield f"{path}: more than {MAX_DEPTH} folders deep below src/"


def check_text(path, text):
    lines = text.splitlines()
    is_code = path.suffix in tree.CODE or path.name in ("CMakeLists.txt", "Makefile")
    if is_code and len(lines) > MAX_LINES:
        yield f"{path}: {len(lines)} lines, at most {MAX_LINES}; split it by what it does"
    for number, line in enumerate(lines, 1):
        if is_code and (mark := MARKS.search(line)):
            yield f"{path}:{number}: '{mark.group(1)}': finish it, or open an issue and remove the mark"
        if not str(path).startswith(LOG_DATA) and (found := MACHINE_PATHS.search(line)):
            yield f"{path}:{number}: '{found.group(1)}' is a path of one machine"


def check(root):
    problems = []
    for path in tree.files(root):
        problems += check_name(path)
        if (root / path).stat().st_size < 2_000_000:
            problems += check_text(path, tree.text(root, path))
    return problems


def list_long(root):
    for path in tree.files(root):
        if path.suffix in tree.CODE:
            count = len(tree.text(root, path).splitlines())
            if count > GOOD_LINES:
                print(f"{path}: {count} lines; best under {GOOD_LINES}")


GOOD = {
    "src/score/detail/x.cc": "int x = 1;\n" * MAX_LINES,
    "README.md": "A mark in prose is no mark: TO" "DO.\n",
    "tests/golden/a/auth.log": "COMMAND=/ro" "ot/backup.sh\n",
    "src/read/x.h": "int network_worker;\nchar t[] = \"/tmp/out.XX" "XXXX\";\n",
}
BAD = {
    "a long file": ({"src/score/long.cc": "int x;\n" * (MAX_LINES + 1)}, "601 lines"),
    "a long script": ({"tools/long.py": "x = 1\n" * (MAX_LINES + 1)}, "601 lines"),
    "three folders deep": ({"src/a/b/c/x.cc": ""}, "folders deep"),
    "a vague file": ({"src/score/utils.h": ""}, "says nothing"),
    "a vague folder": ({"src/common/x.h": ""}, "says nothing"),
    "an unfinished mark": ({"src/a/x.cc": "int x;  // TO" "DO: more\n"}, "finish it"),
    "a mark in a script": ({"tools/x.sh": "# FIX" "ME\n"}, "finish it"),
    "a machine path": ({"docs/x.md": "see /wo" "rk/main\n"}, "one machine"),
    "a home in code": ({"src/a/x.cc": 'auto p = "/ro' 'ot/x";\n'}, "one machine"),
}


def main():
    if "--self-test" in sys.argv:
        return tree.self_test("sizes", check, GOOD, BAD)
    if "--verbose" in sys.argv:
        list_long(tree.ROOT)
    return tree.report(check(tree.ROOT), "sizes", "The limits are in STYLE.md.")


if __name__ == "__main__":
    sys.exit(main())
