"""The files of this checkout, and the self-test shared by the checkers in this folder."""

import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
CPP = (".cc", ".h")
CODE = (".cc", ".h", ".py", ".sh", ".ts", ".tsx", ".cmake")


def files(root=ROOT):
    """Paths relative to `root`, sorted: tracked, and untracked that git does not ignore."""
    if (root / ".git").exists():
        listed = subprocess.run(
            ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            check=True, capture_output=True, text=True).stdout.split("\0")
        names = sorted({name for name in listed if name})
    else:
        names = sorted(str(p.relative_to(root)) for p in root.rglob("*")
                       if p.relative_to(root).parts[0] != "build")
    return [pathlib.PurePosixPath(name) for name in names if (root / name).is_file()]


def text(root, path):
    """The file as text; bytes that are not UTF-8 are replaced."""
    return (root / path).read_text(encoding="utf-8", errors="replace")


def is_test(path):
    """x_test.cc holds tests; x_test.h what several of them share."""
    return path.name.endswith(("_test.cc", "_test.h"))


def report(problems, name, advice):
    """Prints the problems; the exit code of a checker."""
    for problem in problems:
        print(problem)
    if problems:
        print(f"{name}: {len(problems)} problem(s). {advice}", file=sys.stderr)
    return 1 if problems else 0


def self_test(name, check, good, bad):
    """Runs `check(root)` over small trees: `good` must pass; each of `bad`, {title: (tree, words)},
    must be refused with a message that contains `words`. A tree is {path: text}."""
    passed = failed = 0
    cases = [("a good tree", good, None)] + [(t, {**good, **tree}, w) for t, (tree, w) in bad.items()]
    for title, tree, words in cases:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for path, content in tree.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(content, encoding="utf-8")
            problems = check(root)
        right = not problems if words is None else any(words in p for p in problems)
        passed += right
        failed += not right
        if not right:
            print(f"{name}: self-test '{title}' expected {words!r}, got {problems}", file=sys.stderr)
    print(f"{name}: self-test: {passed} passed, {failed} failed")
    return 1 if failed else 0
