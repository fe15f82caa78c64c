#!/usr/bin/env python3
"""Runs clang-tidy over files of the clang build, in parallel, skipping what has already passed.

A file has passed when clang-tidy found nothing for exactly its preprocessed text with comments (so
every header counts, and every NOLINT), its flags and the configuration. The user's cache folder
(`$XDG_CACHE_HOME` or `~/.cache`) holds one empty file per such hash, for all checkouts; those not
used for 30 days are removed.

Usage: tools/tidy.py --jobs N FILE...
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import time

import tree

BUILD = tree.ROOT / "build/clang"
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
PASSED = CACHE / "anomaly-detector-tidy"
KEEP_SECONDS = 30 * 24 * 3600
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
    text = subprocess.run([*flags, "-E", "-C", "-P", entry["file"]], cwd=entry["directory"],
                          capture_output=True, check=False)
    if text.returncode != 0:
        return None
    digest = hashlib.sha256()
    root = str(tree.ROOT).encode()  # another checkout of the same text has the same hash
    for part in (text.stdout, shlex.join(flags).encode(), entry["file"].encode(), version,
                 (tree.ROOT / ".clang-tidy").read_bytes()):
        digest.update(hashlib.sha256(part.replace(root, b".")).digest())
    return digest.hexdigest()


def tidy(name, entry, version):
    """(checked, findings): whether clang-tidy had to run, and what it said when it refused."""
    key = fingerprint(entry, version)
    if key and (PASSED / key).is_file():
        (PASSED / key).touch()
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


def forget_old():
    oldest = time.time() - KEEP_SECONDS
    for mark in PASSED.iterdir():
        if mark.stat().st_mtime < oldest:
            mark.unlink(missing_ok=True)


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
    forget_old()
    print(f"tidy: {len(options.files)} files, {checked} checked anew, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
