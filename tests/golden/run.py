#!/usr/bin/env python3
"""Runs the golden cases: one folder is one case.

A case holds `cmd` (the program's arguments, one invocation a line; `#` begins a comment), the files
it reads, `expected.jsonl` or `expected.txt` (standard output of all invocations, byte for byte),
`why` (one line: what would be lost without the case) and, optionally, `exit` (the last invocation's
exit code, default 0) and `stdin` (given to each invocation). In `cmd`, `{case}` stands for the
case's folder and `{tmp}` for an empty folder that is deleted afterwards; output names it `{tmp}`.
"""

import argparse
import difflib
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

GOLDEN = pathlib.Path(__file__).resolve().parent
EXPECTED_NAMES = ("expected.jsonl", "expected.txt")
TIMEOUT_SECONDS = 120


class CaseError(Exception):
    """The case itself is wrong, or the program ended in another way than the case says."""


def find_cases(root):
    """Folders with a `cmd`; a folder without one that holds no case either is an error."""
    cases, problems = [], []
    for folder in sorted(p for p in root.rglob("*") if p.is_dir() and p.name != "__pycache__"):
        inside = [parent for parent in folder.parents if (parent / "cmd").is_file()]
        if (folder / "cmd").is_file():
            cases.append(folder)
        elif not inside and not any(folder.rglob("cmd")):
            problems.append(f"{folder.relative_to(root)}: no `cmd` file")
    return cases, problems


def environment():
    env = {k: v for k, v in os.environ.items() if not k.startswith("DETECTOR_")}
    env.update(TZ="UTC", LC_ALL="C", COLUMNS="100")
    env.pop("LANG", None)
    return env


def read_one_line(path):
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    if len(lines) != 1 or not lines[0].strip():
        raise CaseError(f"`{path.name}` must hold one line")
    return lines[0].strip()


def run_case(command, folder, root):
    """Standard output of the case's invocations, one after the other."""
    read_one_line(folder / "why")
    wanted_exit = int(read_one_line(folder / "exit")) if (folder / "exit").is_file() else 0
    stdin = (folder / "stdin").read_bytes() if (folder / "stdin").is_file() else b""
    lines = [line for line in (folder / "cmd").read_text(encoding="utf-8").splitlines()
             if line.strip() and not line.lstrip().startswith("#")]
    if not lines:
        raise CaseError("`cmd` is empty")
    output = b""
    with tempfile.TemporaryDirectory() as scratch:
        for number, line in enumerate(lines, 1):
            arguments = [word.replace("{case}", str(folder.relative_to(root))).replace("{tmp}", scratch)
                         for word in shlex.split(line)]
            try:
                done = subprocess.run([*command, *arguments], cwd=root, env=environment(), input=stdin,
                                      capture_output=True, timeout=TIMEOUT_SECONDS, check=False)
            except subprocess.TimeoutExpired as error:
                raise CaseError(f"`{line}` took over {TIMEOUT_SECONDS} s") from error
            output += done.stdout
            wanted = wanted_exit if number == len(lines) else 0
            if done.returncode != wanted:
                stderr = done.stderr.decode("utf-8", "replace").strip()
                raise CaseError(f"`{line}` ended with {done.returncode}, not {wanted}\n{stderr}")
        # What changes with every build, key of the configuration or word of the knowledge.
        output = re.sub(rb'"(build_id|config_sha256|policy_sha256)":"[0-9a-f.]+"',
                        rb'"\1":"{\1}"', output)
        return output.replace(scratch.encode(), b"{tmp}")


def expected_file(folder):
    present = [folder / name for name in EXPECTED_NAMES if (folder / name).is_file()]
    if len(present) > 1:
        raise CaseError("both expected.jsonl and expected.txt exist; keep one")
    return present[0] if present else None


def check_case(command, folder, root, update):
    """An empty text when the case passes, otherwise what differs."""
    actual = run_case(command, folder, root)
    path = expected_file(folder)
    if update:
        path = path or folder / EXPECTED_NAMES[0 if actual.startswith(b"{") else 1]
        if not path.is_file() or path.read_bytes() != actual:
            path.write_bytes(actual)
            print(f"updated {path.relative_to(root)}")
        return ""
    if path is None:
        raise CaseError("no expected.jsonl or expected.txt; write it with run.py --update")
    expected = path.read_bytes()
    if expected == actual:
        return ""
    old, new = (text.decode("utf-8", "backslashreplace").splitlines(keepends=True)
                for text in (expected, actual))
    diff = difflib.unified_diff(old, new, f"{path.relative_to(root)}", "actual")
    return "".join(line if line.endswith("\n") else line + "\n\\ no newline at the end\n"
                   for line in diff)


def run_all(command, root, names=(), update=False):
    """Prints what differs and the counts; the exit code."""
    cases, problems = find_cases(root)
    if names:
        cases = [c for c in cases if str(c.relative_to(root)) in names]
        problems = [f"{n}: no such case" for n in names if not (root / n / "cmd").is_file()]
    if not cases and not problems:
        print("0 cases")
        return 0
    passed = failed = 0
    for problem in problems:
        print(f"FAILED {problem}")
        failed += 1
    for folder in cases:
        name = folder.relative_to(root)
        try:
            difference = check_case(command, folder, root, update)
        except (CaseError, ValueError) as error:
            difference = f"{error}\n"
        if difference:
            print(f"FAILED {name}\n{difference}", end="")
            failed += 1
        else:
            passed += 1
    if failed and not update:
        print("If the new output is right: tests/golden/run.py --update, and say why in the commit.")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def self_test():
    """The runner must refuse what is wrong; `python3` stands in for the program."""
    good = {"cmd": "-c 'print(input())'\n", "stdin": "{\"a\":1}\n", "expected.jsonl": "{\"a\":1}\n",
            "why": "echo\n"}
    expectations = [
        ("a good case", {}, 0),
        ("another output", {"expected.jsonl": "{\"a\":2}\n"}, 1),
        ("a missing last newline", {"expected.jsonl": "{\"a\":1}"}, 1),
        ("no expected output", {"expected.jsonl": None}, 1),
        ("no reason", {"why": None}, 1),
        ("another exit code", {"exit": "3\n"}, 1),
        ("a failing program", {"cmd": "-c 'raise SystemExit(4)'\n"}, 1),
        ("an expected failure",
         {"cmd": "-c 'raise SystemExit(4)'\n", "exit": "4\n", "expected.jsonl": ""}, 0),
        ("a folder that is no case", {"cmd": None}, 1),
        ("a scratch folder is named, not shown", {"cmd": "-c 'import sys; print(sys.argv[1])' {tmp}/x\n",
                                                  "expected.jsonl": "{tmp}/x\n"}, 0),
    ]
    passed = failed = 0
    for title, change, code in expectations:
        with tempfile.TemporaryDirectory() as folder:
            case = pathlib.Path(folder) / "case"
            case.mkdir()
            for name, text in {**good, **change}.items():
                if text is not None:
                    (case / name).write_text(text, encoding="utf-8")
            with open(os.devnull, "w", encoding="utf-8") as sink:
                stdout, sys.stdout = sys.stdout, sink
                try:
                    right = run_all([sys.executable], pathlib.Path(folder)) == code
                finally:
                    sys.stdout = stdout
        passed += right
        failed += not right
        if not right:
            print(f"golden: self-test '{title}' did not return {code}", file=sys.stderr)
    print(f"golden: self-test: {passed} passed, {failed} failed")
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description="Run the golden cases of this folder.")
    parser.add_argument("cases", nargs="*", help="folders below tests/golden; all when none is named")
    parser.add_argument("--detector", default=str(GOLDEN.parents[1] / "build/release/detector"))
    parser.add_argument("--update", action="store_true", help="write the actual output as expected")
    parser.add_argument("--self-test", action="store_true", help="test this runner")
    options = parser.parse_args()
    if options.self_test:
        return self_test()
    program = pathlib.Path(options.detector).resolve()
    if not program.is_file():
        print(f"golden: no program at {options.detector}; run make build", file=sys.stderr)
        return 2
    return run_all([str(program)], GOLDEN, [name.rstrip("/") for name in options.cases], options.update)


if __name__ == "__main__":
    sys.exit(main())
