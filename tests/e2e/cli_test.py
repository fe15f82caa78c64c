#!/usr/bin/env python3
"""The command line as a user meets it: help that fits a screen, exit codes, messages on the right
stream. The commands are read from `detector --help`, so a new command is checked from its first day."""

import argparse
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
