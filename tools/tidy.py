#!/usr/bin/env python3
"""Runs clang-tidy over files of the clang build, in parallel, skipping what has already passed.

A file has passed when clang-tidy found nothing for exactly its preprocessed text with comments (so
every header counts, and every NOLINT), its flags and the configuration; `build/tidy/` holds one
empty file per such hash.

Usage: tools/tidy.py --jobs N FILE...
"""

import argparse
import concurrent.futures
import hashlib
import json
import pathlib
import re
import shlex
import subprocess
import sys

import tree

BUILD = tree.ROOT / "build/clang"
PASSED = tree.ROOT / "build/tidy"
NOISE = re.compile(r"^(\d+ warnings? |Suppressed |Use -header|Error while processing)")


def compile_commands():
    with open(BUILD / "compile_commands.json", encoding="utf-8") as file:
        return {str(pathlib.Path(e["file"]).relative_to(tree.ROOT)): e for e in json.load(file)}


def fingerprint(entry, version):
    """The hash of all that clang-tidy's answer depends on; None when the file does not preprocess."""
    arguments = shlex.split(entry["command"])
    if arguments[0].endswith("ccache"):
        arguments = arguments[1:]
    flags = arguments[:arguments.index("-o")]
    text = subprocess.run([*flags, "-E", "-C", entry["file"]], cwd=entry["directory"],
                          capture_output=True, check=False)
    if text.returncode != 0:
        return None
    digest = hashlib.sha256(text.stdout)
    for part in (version, shlex.join(flags).encode(), (tree.ROOT / ".clang-tidy").read_bytes()):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def tidy(name, entry, version):
    """(checked, findings): whether clang-tidy had to run, and what it said when it refused."""
    key = fingerprint(entry, version)
    if key and (PASSED / key).is_file():
        return False, ""
    done = subprocess.run(["clang-tidy", "-p", str(BUILD), "--quiet", str(tree.ROOT / name)],
                          capture_output=True, text=True, check=False)
    if done.returncode == 0:
        if key:
            (PASSED / key).touch()
        return True, ""
    lines = (done.stdout + done.stderr).splitlines()
    findings = "\n".join(line.replace(f"{tree.ROOT}/", "") for line in lines if not NOISE.match(line))
    return True, findings or f"{name}: clang-tidy ended with {done.returncode}"


def main():
    parser = argparse.ArgumentParser(description="Run clang-tidy on files of the clang build.")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    commands = compile_commands()
    unknown = [name for name in options.files if name not in commands]
    if unknown:
        print(f"tidy: not part of the clang build, so not checked: {' '.join(unknown)}", file=sys.stderr)
        return 1
    version = subprocess.run(["clang-tidy", "--version"], capture_output=True, check=True).stdout
    PASSED.mkdir(parents=True, exist_ok=True)
    checked = failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for ran, findings in pool.map(lambda n: tidy(n, commands[n], version), options.files):
            checked += ran
            failed += bool(findings)
            if findings:
                print(findings, flush=True)
    print(f"tidy: {len(options.files)} files, {checked} checked anew, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
