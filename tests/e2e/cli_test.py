#!/usr/bin/env python3
"""The command line as a user meets it: help that fits a screen, exit codes, messages on the right
stream. The commands are read from `detector --help`, so a new command is checked from its first day."""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

SCREEN_LINES = 30
SCREEN_COLUMNS = 100
TIMEOUT_SECONDS = 60
# Commands that read a named input, and the argument that names one which does not exist.
READING_COMMANDS = ("detect", "train", "templates", "entities", "assess")

program = "build/release/detector"


def run(*arguments, stdin=b""):
    env = {**os.environ, "LC_ALL": "C", "TZ": "UTC"}
    return subprocess.run([program, *arguments], input=stdin, capture_output=True, env=env,
                          timeout=TIMEOUT_SECONDS, check=False)


def commands(above=()):
    """The commands under `Subcommands:` of the help, and theirs, as tuples: ("model", "show")."""
    help_text = run(*above, "--help").stdout.decode()
    section = re.search(r"^Subcommands:\n((?:^[ ]{2,}.*\n?)*)", help_text, re.MULTILINE)
    if not section:
        return []
    names = re.findall(r"^[ ]{2}(\S+)", section.group(1), re.MULTILINE)
    return [found for name in names
            for found in [(*above, name), *commands((*above, name))]]


class CommandLine(unittest.TestCase):

    def check_help(self, *arguments):
        done = run(*arguments, "--help")
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = done.stdout.decode().rstrip("\n").split("\n")
        self.assertLessEqual(len(lines), SCREEN_LINES, "help is longer than a screen")
        wide = [line for line in lines if len(line) > SCREEN_COLUMNS]
        self.assertEqual(wide, [], "help is wider than a screen")
        self.assertEqual(done.stderr, b"")

    def check_usage_error(self, *arguments):
        done = run(*arguments)
        self.assertEqual(done.returncode, 2, done)
        self.assertEqual(done.stdout, b"", "a usage error belongs on stderr")
        self.assertNotEqual(done.stderr.strip(), b"", "a usage error must say what is wrong")

    def test_help_fits_a_screen(self):
        self.check_help()
        for command in commands():
            with self.subTest(command=command):
                self.check_help(*command)

    def test_help_of_the_program_has_an_example(self):
        self.assertIn(b"Example", run("--help").stdout)

    def test_version_is_a_semantic_version(self):
        done = run("--version")
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout.decode(), r"^(detector )?\d+\.\d+\.\d+\n$")

    def test_no_command_is_a_usage_error(self):
        self.check_usage_error()

    def test_unknown_command_is_a_usage_error(self):
        self.check_usage_error("frobnicate")

    def test_unknown_flag_is_a_usage_error(self):
        self.check_usage_error("--frobnicate")
        for command in commands():
            with self.subTest(command=command):
                self.check_usage_error(*command, "--frobnicate")

    def test_missing_input_is_told_with_its_name(self):
        with tempfile.TemporaryDirectory() as folder:
            for command in READING_COMMANDS:
                if (command,) not in commands():
                    continue
                with self.subTest(command=command):
                    output = ["-o", f"{folder}/m"] if command == "train" else []
                    done = run(command, f"{folder}/absent.log", *output)
                    self.assertIn(done.returncode, (2, 3), done)
                    self.assertIn(b"absent.log", done.stderr)

    def test_patterns_of_the_user_name_entities(self):
        line = b"badge B-1234 opened by alice\n"
        pattern = ["--set", "entities.patterns=badge=user:B-[0-9]{4}"]
        done = run("entities", "-", *pattern, stdin=line)
        self.assertEqual(done.returncode, 0, done)
        self.assertIn("⟦user|B-1234⟧", done.stdout.decode())
        self.assertIn(b'"source":"pattern"', run("entities", "-", "--format", "json", *pattern,
                                                  stdin=line).stdout)

    def logged_in(self, folder):
        """A log with somebody who guesses, detected: the log, the alerts and an alert's id."""
        lines = []
        for day in range(1, 9):
            for hour in range(8, 18):
                lines.append(f"2026-03-{day:02}T{hour:02}:00:00Z web sshd[{hour}]: Accepted publickey "
                             f"for alice from 192.0.2.{hour} port 22 ssh2")
        for second in range(40):
            lines.append(f"2026-03-08T18:00:{second:02}Z web sshd[7]: Failed password for root "
                         f"from 203.0.113.9 port {4000 + second} ssh2")
        lines.append("2026-03-08T18:01:00Z web sshd[7]: Accepted password for root from 203.0.113.9 "
                     "port 5000 ssh2")
        log, alerts = os.path.join(folder, "auth.log"), os.path.join(folder, "alerts.jsonl")
        with open(log, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        done = run("detect", log, "--now", "2026-03-09", "--format", "json", "--json-out", alerts)
        self.assertEqual(done.returncode, 0, done.stderr)
        return log, alerts, json.loads(done.stdout.splitlines()[0])

    def test_an_alert_is_made_again_or_what_differs_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            log, alerts, alert = self.logged_in(folder)
            replay = ("replay", "--alert", alert["alert_id"], "--alerts", alerts)
            done = run(*replay)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertIn(b"the same, bit for bit", done.stdout)
            with open(log, "a", encoding="utf-8") as file:
                file.write("2026-03-08T19:00:00Z web sshd[7]: Failed password for root from "
                           "203.0.113.9 port 6000 ssh2\n")
            done = run(*replay)
            self.assertEqual(done.returncode, 1)
            self.assertIn(b"its content was", done.stdout)
            self.assertIn(b"input_sha256", done.stdout)
            self.check_usage_error("replay", "--alert", "0" * 16, "--alerts", alerts)

    def test_an_alert_is_explained_in_full(self):
        with tempfile.TemporaryDirectory() as folder:
            _, alerts, alert = self.logged_in(folder)
            done = run("explain", "--alert", alert["alert_id"], "--alerts", alerts)
            self.assertEqual(done.returncode, 0, done.stderr)
            text = done.stdout.decode()
            for evidence in alert["evidence"]:
                self.assertIn(evidence["words"], text)
            self.assertIn(f"{alert['score_bits']:.3f}  the sum", text)
            self.assertIn(alert["silencing"]["words"], text)
            total = sum(round(evidence["bits"] * 1024) for evidence in alert["evidence"])
            self.assertAlmostEqual(total / 1024, alert["score_bits"], delta=0.01)
            self.check_usage_error("explain", "--alert", alert["alert_id"])

    def test_a_pattern_that_does_not_compile_is_named(self):
        for command in ("entities", "detect"):
            done = run(command, "-", "--set", "entities.patterns=badge=user:B-([0-9", stdin=b"")
            self.assertEqual(done.returncode, 2, done)
            self.assertIn(b"badge", done.stderr)


def main():
    global program
    parser = argparse.ArgumentParser()
    parser.add_argument("--detector", default=program)
    options, rest = parser.parse_known_args()
    program = os.path.abspath(options.detector)
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
