#!/usr/bin/env python3
"""Enforces the include table of ARCHITECTURE.md: which folder may include which.

The tables below are the rule. Quoted includes name our own headers by their path from `src/` or
`include/`; angle brackets name the standard library, the system, or a third-party library.
"""

import re
import sys

import tree

# Every stage may include include/detector, src/base and itself; the rows add what is beyond that.
STAGES = {
    "config": (), "read": (), "parse": (), "entity": (), "score": (), "alert": (), "store": (),
    "synth": (), "evaluate": (), "net": (), "aws": ("net",),
}
# The files that stand in src/ itself, and the stages each may know (beside detector/ and base/).
ROOT_FILES = {
    "digest": ("parse", "entity", "score"),
    "pipeline": ("digest.h", "parse", "score", "alert"),
    "templates": ("parse", "entity"),
    "explain_records": ("parse", "entity"),  # what digest.cc does, told step by step
    "drive": ("score",),  # the digest that it hands from thread to thread
    "connect": ("config", "read", "store", "alert", "net", "aws"),
}
# Folders that see the public API only (beside their own folder).
OUTSIDE = ("apps", "bench", "eval")
# The headers of the public API that src/base may see, and why.
BASE_MAY_SEE = {
    "detector/bits.h": "the unit of evidence, which log2.h computes in",
    "detector/time.h": "the unit of time, which time.h computes in",
    "detector/timestamp.h": "timestamp.cc defines what it declares",
    "detector/result.h": "Result<T> reports the errors of base too",
    "detector/version.h": "version.cc defines what it declares",
    "detector/asn_database.h": "asn_database.cc defines what it declares",
}
# Folders that may include anything.
FREE = ("tests",)

# Third-party libraries by the start of the header's name.
LIBRARIES = {
    "fmt/": "fmt", "tl/": "tl-expected", "absl/": "absl", "simdjson.h": "simdjson",
    "openssl/": "openssl", "yaml-cpp/": "yaml-cpp", "zlib.h": "zlib", "zstd": "zstd", "maxminddb.h": "maxminddb",
    "curl/": "curl", "librdkafka/": "rdkafka", "sqlite3.h": "sqlite", "hs/": "hyperscan",
    "CLI/": "CLI11", "nlohmann/": "nlohmann", "benchmark/": "benchmark",
    "gtest/": "testing", "gmock/": "testing", "rapidcheck": "testing",
}
IN_PUBLIC_HEADERS = {"tl-expected"}
IN_EVERY_STAGE = {"fmt", "tl-expected", "absl"}
# Stages off the hot path may read their small JSON files with a DOM.
COLD = {"alert": {"nlohmann"}, "evaluate": {"nlohmann"}, "synth": {"nlohmann"}}
IN_BASE = {"fmt", "tl-expected", "simdjson", "openssl", "zlib", "maxminddb"}
# One wrapper file (or pair x.h, x.cc) in the whole of src/ for each of these.
WRAPPED = {"simdjson", "openssl", "yaml-cpp", "zlib", "zstd", "curl", "rdkafka", "sqlite",
           "hyperscan", "maxminddb"}
# POSIX headers: not in the public API and not in the stages that are pure functions.
SYSTEM = re.compile(r"^(sys/|arpa/|netinet/|net/|linux/)|^(unistd|fcntl|poll|signal|netdb|pthread|"
                    r"dirent|termios|errno|stdio|stdlib|string|time|immintrin|syslog|pwd|grp|link)\.h$")
PURE = ("parse", "entity", "score")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def library_of(header):
    return next((lib for start, lib in LIBRARIES.items() if header.startswith(start)), None)


def own_allowed(path):
    """The first folders of quoted includes that `path` may name; None: anything."""
    parts = path.parts
    if parts[0] in FREE:
        return None
    if parts[:2] == ("include", "detector"):
        return ("detector",)
    if parts[0] in OUTSIDE:
        return ("detector",)
    if parts[0] == "src" and len(parts) == 2:
        stem = path.stem.removesuffix("_test")
        return ("detector", "base", path.stem + ".h", stem + ".h", *ROOT_FILES.get(stem, ()))
    if parts[0] == "src" and parts[1] == "base":
        return ("base",)
    return ("detector", "base", parts[1], *STAGES.get(parts[1], ()))


def check_quoted(root, path, header):
    allowed = own_allowed(path)
    if allowed is None:
        return None
    if path.parts[0] in OUTSIDE and (root / path.parent / header).is_file():
        return None
    first = header.split("/")[0]
    if path.parts[:2] == ("src", "base") and header in BASE_MAY_SEE:
        return None
    if first in allowed:
        return None
    if "/" not in header and (root / path.parent / header).is_file() and path.parts[0] == "src":
        return f'write "{"/".join(path.parent.parts[1:])}/{header}": includes start at src/'
    return f'"{header}" is not for this folder; allowed: {", ".join(allowed)}'


def check_angled(path, header):
    library = library_of(header)
    top = path.parts[0]
    if top in FREE or top in OUTSIDE or (tree.is_test(path) and library):
        return None
    public = path.parts[:2] == ("include", "detector")
    stage = path.parts[1] if top == "src" and len(path.parts) > 2 else ""
    if library is None:
        if SYSTEM.search(header):
            if public or (stage in PURE and not tree.is_test(path)):
                return f"<{header}>: a system header has no place here; this code is pure"
            return None
        if "/" in header or "." in header:
            return f"<{header}> is unknown; add its library to LIBRARIES in tools/check_includes.py"
        return None
    if public:
        allowed = IN_PUBLIC_HEADERS
    elif stage == "base":
        allowed = IN_BASE
    else:
        allowed = (IN_EVERY_STAGE | (WRAPPED - {"simdjson", "openssl", "maxminddb"})
                   | COLD.get(path.parts[1], set()))
    if library in allowed:
        return None
    return f"<{header}>: {library} may not be included here; allowed: {', '.join(sorted(allowed))}"


def check_folder(path):
    """An unknown folder of src/ has no row in the table."""
    if path.parts[0] != "src":
        return None
    if len(path.parts) == 2:
        known = path.stem.removesuffix("_test") in ROOT_FILES
    else:
        known = path.parts[1] == "base" or path.parts[1] in STAGES
    return None if known else "has no row in the include table (tools/check_includes.py)"


def check(root):
    problems = []
    wrappers = {}
    for path in tree.files(root):
        if path.suffix not in tree.CPP:
            continue
        if reason := check_folder(path):
            problems.append(f"{path}: {reason}")
            continue
        for number, line in enumerate(tree.text(root, path).splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            kind, header = match.groups()
            reason = (check_quoted(root, path, header) if kind == '"'
                      else check_angled(path, header))
            if reason:
                problems.append(f"{path}:{number}: {reason}")
            library = library_of(header)
            if kind == "<" and library in WRAPPED and path.parts[0] == "src" and not tree.is_test(path):
                wrappers.setdefault(library, {}).setdefault(str(path.with_suffix("")), path)
    for library, files in sorted(wrappers.items()):
        if len(files) > 1:
            problems.append(f"{library} is included by {', '.join(sorted(files))}: "
                            "one wrapper file per library")
    return problems


GOOD = {
    "include/detector/result.h": "#include <string>\n#include <tl/expected.hpp>\n",
    "src/base/time.h": "#include <cstdint>\n#include <fmt/format.h>\n",
    "src/base/json.cc": '#include "base/json.h"\n#include <simdjson.h>\n',
    "src/base/json.h": "#include <string>\n",
    "src/parse/auth.cc": '#include "parse/auth.h"\n#include "base/time.h"\n'
                         '#include "detector/result.h"\n#include <absl/container/flat_hash_map.h>\n',
    "src/parse/auth.h": "#include <string_view>\n",
    "src/base/log2.h": '#include "detector/bits.h"\n',
    "src/parse/lines_test.h": "#include <gtest/gtest.h>\n",
    "src/parse/auth_test.cc": '#include "parse/auth.h"\n#include <gtest/gtest.h>\n',
    "src/read/gzip.cc": "#include <zlib.h>\n#include <unistd.h>\n",
    "src/aws/s3.cc": '#include "net/http.h"\n',
    "src/net/http.h": "#include <string>\n",
    "src/pipeline.cc": '#include "pipeline.h"\n#include "parse/auth.h"\n#include "score/rarity.h"\n',
    "src/connect.cc": '#include "read/gzip.h"\n#include "aws/s3.h"\n',
    "apps/cli/main.cc": '#include "command.h"\n#include "detector/result.h"\n#include <CLI/CLI.hpp>\n',
    "apps/cli/command.h": "",
    "tests/fuzz/auth_fuzz.cc": '#include "parse/auth.h"\n#include "score/rarity.h"\n',
}
BAD = {
    "base includes the rest of the API":
        ({"src/base/hash.cc": '#include "detector/event.h"\n'}, "not for this folder"),
    "a stage includes another stage":
        ({"src/score/rarity.cc": '#include "parse/auth.h"\n'}, "not for this folder"),
    "a stage's test includes another stage":
        ({"src/score/rarity_test.cc": '#include "parse/auth.h"\n'}, "not for this folder"),
    "base includes a stage": ({"src/base/hash.cc": '#include "score/x.h"\n'}, "not for this folder"),
    "the pipeline reads": ({"src/pipeline.cc": '#include "read/gzip.h"\n'}, "not for this folder"),
    "connect scores": ({"src/connect.cc": '#include "score/x.h"\n'}, "not for this folder"),
    "the public API shows a stage":
        ({"include/detector/a.h": '#include "base/time.h"\n'}, "not for this folder"),
    "the public API shows a library":
        ({"include/detector/a.h": "#include <fmt/format.h>\n"}, "may not be included"),
    "an app looks inside": ({"apps/cli/x.cc": '#include "parse/auth.h"\n'}, "not for this folder"),
    "a second wrapper of simdjson":
        ({"src/base/other.cc": "#include <simdjson.h>\n"}, "one wrapper file per library"),
    "a stage wraps simdjson": ({"src/parse/x.cc": "#include <simdjson.h>\n"}, "may not be included"),
    "a second wrapper of zlib":
        ({"src/store/snapshot.cc": "#include <zlib.h>\n"}, "one wrapper file per library"),
    "base uses absl":
        ({"src/base/map.cc": "#include <absl/strings/string_view.h>\n"}, "may not be included"),
    "a stage uses a test library":
        ({"src/score/x.cc": "#include <gtest/gtest.h>\n"}, "may not be included"),
    "a pure stage calls the system":
        ({"src/score/x.cc": "#include <unistd.h>\n"}, "system header"),
    "an unknown library": ({"src/score/x.cc": "#include <boost/any.hpp>\n"}, "unknown"),
    "a stage without a row": ({"src/extra/x.cc": ""}, "no row"),
    "a file without a row": ({"src/detect.cc": ""}, "no row"),
    "an include relative to the file":
        ({"src/parse/x.cc": '#include "auth.h"\n'}, "includes start at src/"),
}


def main():
    if sys.argv[1:] == ["--self-test"]:
        return tree.self_test("includes", check, GOOD, BAD)
    return tree.report(check(tree.ROOT), "includes",
                       "The table is in ARCHITECTURE.md and at the top of tools/check_includes.py.")


if __name__ == "__main__":
    sys.exit(main())
