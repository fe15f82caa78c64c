#!/usr/bin/env python3
"""Each folder with sources says in a README.md of at most 20 lines what it is for, and the relative
links of every Markdown file lead somewhere."""

import pathlib
import re
import sys

import tree

MAX_README_LINES = 20
SOURCES = (".cc", ".h", ".py", ".sh", ".ts", ".tsx")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s#]+)(?:#[^)\s]*)?\)")
# One folder, one case: the folder above explains them.
NO_README = re.compile(r"^(tests/golden/.+|tests/fuzz/corpus/.+)$")


def check(root):
    problems = []
    listed = tree.files(root)
    folders = {path.parent for path in listed if path.suffix in SOURCES}
    for folder in sorted(folders):
        if str(folder) == "." or NO_README.match(str(folder)):
            continue
        readme = root / folder / "README.md"
        if not readme.is_file():
            problems.append(f"{folder}: no README.md: say what enters, what leaves, what it must not know")
        elif len(readme.read_text(encoding="utf-8").splitlines()) > MAX_README_LINES:
            problems.append(f"{folder}/README.md: over {MAX_README_LINES} lines")
    for path in listed:
        if path.suffix == ".md":
            problems += broken_links(root, path)
    return problems


def broken_links(root, path):
    for number, line in enumerate(tree.text(root, path).splitlines(), 1):
        for target in LINK.findall(line):
            if "://" in target or target.startswith("mailto:"):
                continue
            if not (root / pathlib.Path(path).parent / target).exists():
                yield f"{path}:{number}: link to {target}, which does not exist"


GOOD = {
    "README.md": "See [the style](STYLE.md#names) and [a site](https://example.com/x).\n",
    "STYLE.md": "",
    "src/score/README.md": "line\n" * MAX_README_LINES,
    "src/score/x.cc": "",
    "tests/golden/a/made.py": "",
}
BAD = {
    "a folder without README": ({"src/parse/x.cc": ""}, "no README.md"),
    "a long README": ({"src/score/README.md": "line\n" * 21}, "over 20 lines"),
    "a broken link": ({"docs/a.md": "[b](b.md)\n"}, "does not exist"),
}


def main():
    if sys.argv[1:] == ["--self-test"]:
        return tree.self_test("docs", check, GOOD, BAD)
    return tree.report(check(tree.ROOT), "docs", "See CONTRIBUTING.md.")


if __name__ == "__main__":
    sys.exit(main())
