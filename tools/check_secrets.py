#!/usr/bin/env python3
"""Refuses unsafe C functions in C++ sources, and secrets in any file of the checkout.

A finding that is right as it stands gets a line in tools/secrets_allow.txt with its reason.
"""

import fnmatch
import math
import re
import sys

import tree

ALLOW_FILE = "tools/secrets_allow.txt"

UNSAFE = {
    "strcpy": "std::string", "strcat": "std::string", "strncpy": "std::string_view",
    "strncat": "std::string", "stpcpy": "std::string", "sprintf": "fmt::format",
    "vsprintf": "fmt::format", "gets": "std::getline", "scanf": "std::from_chars",
    "sscanf": "std::from_chars", "fscanf": "std::from_chars", "atoi": "std::from_chars",
    "atol": "std::from_chars", "atof": "std::from_chars", "system": "no shell",
    "popen": "no shell", "execl": "no shell", "execlp": "no shell", "execvp": "no shell",
    "rand": "base/rng.h", "srand": "base/rng.h", "random": "base/rng.h", "drand48": "base/rng.h",
    "random_shuffle": "base/rng.h", "strtok": "a loop over string_view", "alloca": "std::vector",
    "mktemp": "mkstemp", "tmpnam": "mkstemp", "tempnam": "mkstemp", "tmpfile": "mkstemp",
    "setjmp": "Result<T>", "longjmp": "Result<T>", "gmtime": "base/time.h",
    "localtime": "base/time.h", "asctime": "base/time.h", "ctime": "base/time.h",
}
# A call, not a member (`x.random(`), not part of a longer name.
CALL = re.compile(r"(?<![\w.>])(?:::|std::)?(" + "|".join(UNSAFE) + r")\s*\(")
# String literals, character literals and comments, in the order C++ reads them.
NOT_CODE = re.compile(r'R"(\w*)\((?:.|\n)*?\)\1"|"(?:\\.|[^"\\\n])*"'
                      r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])'|//[^\n]*|/\*(?:.|\n)*?\*/")

SECRETS = {
    "aws-key-id": re.compile(r"\b(?:AKIA|ASIA)[A-Z2-7]{16}\b"),
    "private-key": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*\\?n?\s*[A-Za-z0-9+/]{16}"),
    "jwt": re.compile(r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}"),
    "github-token": re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36}\b"),
    "slack-token": re.compile(r"\bxox[abprs]-[A-Za-z0-9-]{20,}"),
}
# AWS's own documentation uses ids that end in EXAMPLE.
DOCUMENTED = re.compile(r"EXAMPLE\b")
ASSIGNED = re.compile(
    r"""(?i)\b[\w.-]*(?:passw(?:or)?d|secret|token|api_?key|access_?key)[\w-]*["']?\s*[:=]\s*"""
    r"""(["']?)([A-Za-z0-9+/_=.-]{16,})(["']?)""")
MIN_ENTROPY_BITS = 3.5  # per character; words stay below, random base64 is above
CODE_NEEDS_QUOTES = (".cc", ".h", ".py", ".sh", ".ts", ".tsx", ".cmake")


def entropy_bits(text):
    return -sum(n / len(text) * math.log2(n / len(text))
                for n in (text.count(c) for c in set(text)))


def looks_random(value):
    return (any(c.isdigit() for c in value) and any(c.isalpha() for c in value)
            and entropy_bits(value) >= MIN_ENTROPY_BITS)


def unsafe_calls(path, text):
    code = NOT_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)
    for number, line in enumerate(code.splitlines(), 1):
        for name in CALL.findall(line):
            yield number, "unsafe-function", f"{name}() is forbidden; use {UNSAFE[name]}"


def secrets_in(path, text):
    for kind, pattern in SECRETS.items():
        for match in pattern.finditer(text):
            if not DOCUMENTED.search(match.group()):
                yield text.count("\n", 0, match.start()) + 1, kind, f"looks like a secret ({kind})"
    for match in ASSIGNED.finditer(text):
        quote, value, _ = match.groups()
        if path.suffix in CODE_NEEDS_QUOTES and not quote:
            continue
        if looks_random(value) and not DOCUMENTED.search(value):
            number = text.count("\n", 0, match.start()) + 1
            yield number, "assigned-secret", "a random-looking value is given to a secret's name"


def read_allowed(root):
    """`path pattern | kind | reason`, one a line."""
    rows, problems = [], []
    if (root / ALLOW_FILE).is_file():
        for number, line in enumerate(tree.text(root, ALLOW_FILE).splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            row = [part.strip() for part in line.split("|")]
            if len(row) == 3 and all(row):
                rows.append(row)
            else:
                problems.append(f"{ALLOW_FILE}:{number}: write `path pattern | kind | reason`")
    return rows, problems


def check(root):
    allowed, problems = read_allowed(root)
    used = set()
    for path in tree.files(root):
        if (root / path).stat().st_size > 8_000_000:
            continue
        text = tree.text(root, path)
        found = list(secrets_in(path, text))
        if path.suffix in tree.CPP:
            found += unsafe_calls(path, text)
        for number, kind, words in found:
            row = next((i for i, (pattern, k, _) in enumerate(allowed)
                        if k == kind and fnmatch.fnmatch(str(path), pattern)), None)
            if row is None:
                problems.append(f"{path}:{number}: {words}")
            used.add(row)
    problems += [f"{ALLOW_FILE}: '{pattern} | {kind}' allows nothing any more; remove it"
                 for i, (pattern, kind, _) in enumerate(allowed) if i not in used]
    return problems


# Written in halves, so that this file does not refuse itself.
KEY = "AK" "IAQ3EGRZ7KNMB2XW5T"
RANDOM = "9fK2mQ7x" "ZpL4vT8nRc3W"
GOOD = {
    "src/a/x.cc": '// strcpy(a, b) would be wrong\nauto s = "system(1)"; int n = rng.random(); '
                  "operand(1); brand(2);\n"
                  'auto token = next_token_of_kind_2(text); auto k = "AKIAIOSFODNN7EXAMPLE";\n',
    "config/base.yaml": "password: ${FROM_THE_ENVIRONMENT}\ntoken: none\n",
    "tests/data/a.json": KEY + "\n",
    "tools/secrets_allow.txt": "# reasons\ntests/data/* | aws-key-id | a made-up key\n",
}
BAD = {
    "strcpy": ({"src/a/y.cc": "strcpy(a, b);\n"}, "strcpy() is forbidden"),
    "std::system": ({"src/a/y.cc": "int r = std::system(c);\n"}, "system() is forbidden"),
    "a call between digit separators":
        ({"src/a/y.cc": "int a = 1'0, b = rand(), c = 2'0;\n"}, "rand() is forbidden"),
    "rand in a test": ({"src/a/y_test.cc": "x = rand() % 6;\n"}, "rand() is forbidden"),
    "a call after a string": ({"src/a/y.h": 'f("a"); gets(buffer);\n'}, "gets() is forbidden"),
    "an AWS key": ({"docs/a.md": f"use {KEY}\n"}, "aws-key-id"),
    "a private key": ({"a.pem": "-----BEGIN RSA PRIVATE " "KEY-----\nMIIEowIBAAKCAQEA7\n"}, "private-key"),
    "a JWT": ({"a.txt": "eyJhbGciOiJIUzI1" "NiJ9.eyJzdWIiOiIxMjM0NTY3In0.dBjftJeZ4CVPmB92K27u\n"}, "jwt"),
    "a password in YAML": ({"config/b.yaml": f"db_password: {RANDOM}\n"}, "random-looking"),
    "a token in code": ({"src/a/y.cc": f'auto api_token = "{RANDOM}";\n'}, "random-looking"),
    "an allowance without reason": ({"tools/secrets_allow.txt": "tests/data/* | aws-key-id\n"},
                                    "path pattern"),
    "a stale allowance": ({"tools/secrets_allow.txt": GOOD["tools/secrets_allow.txt"] +
                           "gone/* | jwt | once\n"}, "allows nothing"),
}


def main():
    if sys.argv[1:] == ["--self-test"]:
        return tree.self_test("secrets", check, GOOD, BAD)
    return tree.report(check(tree.ROOT), "secrets",
                       f"A false finding gets a line with its reason in {ALLOW_FILE}.")


if __name__ == "__main__":
    sys.exit(main())
