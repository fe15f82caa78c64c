#!/usr/bin/env python3
"""tools/new_parser.sh in a copy: what it writes is formatted, compiles, and is in all the lists."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
COPIED = ("src", "include", "docs", "tests/golden/formats", "tests/fuzz/corpus/parse_fuzz", "tools",
          ".clang-format")


class NewParser(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.copy = pathlib.Path(self.temporary.name) / "copy"
        for name in COPIED:
            source, target = ROOT / name, self.copy / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target)
            else:
                shutil.copy(source, target)

    def make(self, name):
        return subprocess.run([self.copy / "tools/new_parser.sh", name], capture_output=True,
                              text=True, check=False)

    def test_what_it_writes_compiles_and_is_listed(self):
        self.assertEqual(self.make("my-format").returncode, 0)
        written = [self.copy / "src/parse" / name for name in
                   ("my_format.cc", "my_format_test.cc", "parser.cc", "json_format.h")]
        done = subprocess.run(["clang-format", "--dry-run", "--Werror", *written], cwd=self.copy,
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        for source in written[:3]:
            done = subprocess.run(["c++", "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wshadow",
                                   "-I", "src", "-I", "include", source], cwd=self.copy,
                                  capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
        for path in ("docs/event-schema.md", "src/parse/parser.cc", "tests/golden/formats/cmd"):
            self.assertIn("my-format", (self.copy / path).read_text(encoding="utf-8"), path)
        self.assertTrue((self.copy / "tests/fuzz/corpus/parse_fuzz/my-format/sample").is_file())

    def test_refuses_what_is_there_and_what_is_no_name(self):
        for name in ("ocsf", "My Format", "", "../x"):
            self.assertEqual(self.make(name).returncode, 2, name)


if __name__ == "__main__":
    sys.exit(unittest.main())
