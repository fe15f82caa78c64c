#!/usr/bin/env python3
"""Runs the hostile lines through `detector templates --message --per-line`.

cases.txt and opposites.txt hold blocks separated by blank lines:

    # NAME: why
    = CATEGORY
    A* 40 Connection from {ip} port {port} closed
    A Connection from fe80::1%eth0 port 22 closed
    B* 20 Connection from {ip} port {port} opened

Lines of one letter are one event and must get one template id; lines of two letters must not share
an id. `A* N TEXT` stands for N ordinary lines: its fields are filled from a generator seeded
with the block's name, so a run is the same everywhere. Braces that name no field stay. Lines
without a star are taken as they are. The lines of a block are shuffled, the same way each time:
an odd line may come first.
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(__file__).resolve().parent
FILES = ("cases.txt", "opposites.txt")
TIMEOUT_SECONDS = 20

Case = collections.namedtuple("Case", "name why category lines")  # lines: (letter, text, is_odd)


class SuiteError(Exception):
    """A block is malformed, or the program's output is."""


USERS = """alice bob carol dave erin frank grace heidi ivan judy mallory niaj olivia peggy rupert sybil
trent victor walter wendy anna boris clara dmitri elena felix gina hugo irene jonas karin lukas maria
nora oscar paula quentin rosa stefan tina""".split()
WORDS = """amber basil cedar delta ember falcon garnet harbor indigo jasper kestrel lagoon maple nectar
opal pebble quartz raven saffron tundra umber violet willow yarrow zephyr acorn birch coral dune
elm fern grove hazel iris juniper kelp lotus moss nettle olive pine quince reed sage thistle""".split()
ROLES = "web app db cache mail proxy build node auth edge".split()
DOMAINS = "example.com example.net corp.example.org int.example.com dc1.example.net".split()
FOLDERS = "/var/lib /srv/data /opt/app /home/shared /mnt/store /usr/share".split()
SUFFIXES = "log txt dat conf csv xml bin".split()


def host(rng):
    return f"{rng.choice(ROLES)}{rng.randint(1, 40):02}.{rng.choice(DOMAINS)}"


def file_name(rng):
    return f"{rng.choice(WORDS)}{rng.randint(1, 99)}.{rng.choice(SUFFIXES)}"


def moment(rng):
    return (f"2026-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}T{rng.randint(0, 23):02}:"
            f"{rng.randint(0, 59):02}:{rng.randint(0, 59):02}Z")


def uuid(rng):
    digits = f"{rng.getrandbits(128):032x}"
    return "-".join((digits[:8], digits[8:12], "4" + digits[13:16], "a" + digits[17:20], digits[20:]))


FIELDS = {
    "ip": lambda rng: f"10.{rng.randint(0, 255)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}",
    "port": lambda rng: str(rng.randint(1024, 65535)),
    "int": lambda rng: str(rng.randint(2, 9999)),  # never 1: nouns stay plural
    "user": lambda rng: rng.choice(USERS),
    "host": host,
    "path": lambda rng: f"{rng.choice(FOLDERS)}/{rng.choice(WORDS)}/{file_name(rng)}",
    "uuid": uuid,
    "hex": lambda rng: f"0x{rng.getrandbits(32):08x}",
    "float": lambda rng: f"{rng.randint(0, 999)}.{rng.randint(1, 99):02}",
    "time": moment,
    "word": lambda rng: rng.choice(WORDS),
    "file": file_name,
    "url": lambda rng: f"https://{host(rng)}/{rng.choice(WORDS)}/{rng.choice(WORDS)}",
    "email": lambda rng: f"{rng.choice(USERS)}@{rng.choice(DOMAINS)}",
    "mac": lambda rng: ":".join(f"{rng.getrandbits(8):02x}" for _ in range(6)),
}
FIELD = re.compile(r"\{(" + "|".join(FIELDS) + r")\}")
HEAD = re.compile(r"# (\S+): (\S.*)")
LINE = re.compile(r"([A-Z])(?:\* ([1-9]\d*))? (\S.*)", re.DOTALL)


def expand(template, count, seed):
    rng = random.Random(seed)
    return [FIELD.sub(lambda found: FIELDS[found[1]](rng), template)
            for _ in range(count)]


def read_block(block, where):
    head, marker = HEAD.fullmatch(block[0]), block[1] if len(block) > 1 else ""
    if not head:
        raise SuiteError(f"{where}: a block begins with `# NAME: why`")
    if not marker.startswith("= ") or not marker[2:].strip():
        raise SuiteError(f"{where}: the second line is `= CATEGORY`")
    name, lines = head[1], []
    for number, line in enumerate(block[2:]):
        found = LINE.fullmatch(line)
        if not found:
            raise SuiteError(f"{where}: `{line}` is neither `A TEXT` nor `A* N TEXT`")
        letter, count, text = found.groups()
        if count is None:
            lines.append((letter, text, True))
            if FIELD.search(text):
                raise SuiteError(f"{where}: `{line}` has a field but no star")
        else:
            lines += [(letter, one, False) for one in expand(text, int(count), f"{name}/{number}")]
    events = {}
    for letter, text, _ in lines:
        if events.setdefault(text, letter) != letter:
            raise SuiteError(f"{where}: `{text}` is two events")
    if len(lines) < 2:
        raise SuiteError(f"{where}: one line compares with nothing")
    random.Random(name).shuffle(lines)
    return Case(name, head[2], marker[2:].strip(), lines)


def read_cases(path):
    cases, block = [], []
    # Only \n ends a line: a hostile line may hold what str.splitlines takes for an end.
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n") + [""], 1):
        if line:
            block.append(line)
        elif block:
            cases.append(read_block(block, f"{path.name}:{number - len(block)}"))
            block = []
    return cases


def template_ids(command, texts):
    """One id a line. The first column may be the line itself or its number; the last is the id."""
    with tempfile.TemporaryDirectory() as scratch:
        path = pathlib.Path(scratch) / "lines.log"
        path.write_bytes("".join(text + "\n" for text in texts).encode())
        try:
            done = subprocess.run([*command, "templates", "--message", "--per-line", str(path)],
                                  capture_output=True, timeout=TIMEOUT_SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise SuiteError(f"took over {TIMEOUT_SECONDS} s") from error
    output = done.stdout.decode("utf-8", "replace")
    if done.returncode != 0:
        raise SuiteError(f"ended with {done.returncode}: {done.stderr.decode('utf-8', 'replace').strip()}")
    rows = [row.rpartition("\t") for row in output.removesuffix("\n").split("\n")]
    if len(rows) != len(texts) or not all(tab and row_id for _, tab, row_id in rows):
        raise SuiteError(f"{len(rows)} rows for {len(texts)} lines, or a row without an id")
    numbers = [row[0] for row in rows]
    for first in (0, 1):  # numbered rows may come in any order
        wanted = [str(first + i) for i in range(len(rows))]
        if sorted(numbers) == sorted(wanted):
            by_number = {number: row_id for number, _, row_id in rows}
            return [by_number[number] for number in wanted]
    return [row_id for _, _, row_id in rows]


def judge(case, ids):
    """What is wrong with the ids, as lines to print, none when the case passes; and whether an
    event is broken: its ordinary lines are split, or two events are one."""
    groups = collections.defaultdict(lambda: collections.defaultdict(list))  # letter, id: texts
    ordinary = collections.defaultdict(set)  # letter: ids
    for (letter, text, is_odd), row_id in zip(case.lines, ids):
        groups[letter][row_id].append(text)
        if not is_odd:
            ordinary[letter].add(row_id)
    problems = []
    broken = any(len(found) > 1 for found in ordinary.values())
    for letter, by_id in sorted(groups.items()):
        if len(by_id) > 1:
            problems.append(f"  {letter} is one event and has {len(by_id)} ids:")
            problems += [f"    {row_id} x{len(texts)} {texts[0]}" for row_id, texts in
                         sorted(by_id.items(), key=lambda item: -len(item[1]))[:5]]
    letters = sorted(groups)
    for i, one in enumerate(letters):
        for other in letters[i + 1:]:
            for row_id in sorted(groups[one].keys() & groups[other].keys()):
                broken = True
                problems.append(f"  {one} and {other} are two events and share {row_id}:")
                problems += [f"    {letter} x{len(groups[letter][row_id])} {groups[letter][row_id][0]}"
                             for letter in (one, other)]
    return problems, broken


def check_case(command, case):
    try:
        return judge(case, template_ids(command, [text for _, text, _ in case.lines]))
    except SuiteError as error:
        return [f"  {error}"], True


def run_cases(command, cases, quiet=False):
    """Prints what fails and the counts; the shares of cases that pass, and of whole events."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda case: check_case(command, case), cases))
    passed, total = collections.Counter(), collections.Counter(case.category for case in cases)
    whole = 0
    for case, (problems, broken) in zip(cases, results):
        whole += not broken
        if not problems:
            passed[case.category] += 1
        elif not quiet or broken:
            print(f"{'BROKEN' if broken else 'FAILED'} {case.name} ({case.category}): {case.why}",
                  *problems, sep="\n")
    for category, count in sorted(total.items()):
        print(f"{category}: {passed[category]} of {count}")
    print(f"{whole} of {len(cases)} keep their events whole; {passed.total()} also take in every odd line")
    return passed.total() / len(cases), whole / len(cases)


FAKE = """import re, sys
for number, line in enumerate(open(sys.argv[-1], encoding="utf-8"), 1):
    text = line.rstrip("\\n")
    print({first}, {row_id}, sep="\\t")
"""


def self_test():
    """The runner must see splits and merges; small scripts stand in for the program."""
    one = "# one: why\n= x\nA* 5 up after {int} s\nA up after -1 s\n"
    two = one + "B* 5 down after {int} s\n"
    by_word = "text.split()[0]"
    expectations = [
        ("all in one", one, "text", "1", 1.0),
        ("numbered rows", two, "number", by_word, 1.0),
        ("a merge", two, "text", "1", 0.0),
        ("a split", one, "text", "text", 0.0),
        ("half of the blocks", one + "\n" + two.replace("one", "two"), "text", "1", 0.5),
        ("a tab in a line", "# t: why\n= x\nA a\tb\nA a\tc\n", "text", "text[0]", 1.0),
        ("an empty id", one, "text", "''", 0.0),
        ("a failing program", one, "text", "1 / 0", 0.0),
        ("a block without category", "# one: why\nA a\nA b\n", "text", "1", None),
        ("a line that is two events", "# one: why\n= x\nA a\nB a\n", "text", "1", None),
        ("a field without star", "# one: why\n= x\nA a\nA {int}\n", "text", "1", None),
    ]
    failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        fake, suite = pathlib.Path(scratch) / "fake.py", pathlib.Path(scratch) / "cases.txt"
        for title, blocks, first, row_id, wanted in expectations:
            fake.write_text(FAKE.format(first=first, row_id=row_id), encoding="utf-8")
            suite.write_text(blocks, encoding="utf-8")
            stdout, sys.stdout = sys.stdout, open(os.devnull, "w", encoding="utf-8")
            try:
                share = run_cases([sys.executable, str(fake)], read_cases(suite))[0]
            except SuiteError:
                share = None
            finally:
                sys.stdout.close()
                sys.stdout = stdout
            if share != wanted:
                failed += 1
                print(f"hostile: self-test '{title}' gave {share}, not {wanted}", file=sys.stderr)
    print(f"hostile: self-test: {len(expectations) - failed} passed, {failed} failed")
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description="Run the hostile lines of this folder.")
    parser.add_argument("names", nargs="*", help="cases, categories or files; all when none is named")
    parser.add_argument("--detector", default=str(FOLDER.parents[1] / "build/release/detector"))
    parser.add_argument("--least", type=float, default=1.0, metavar="SHARE",
                        help="exit 1 when fewer cases pass; from 0 to 1, default 1")
    parser.add_argument("--least-whole", type=float, default=1.0, metavar="SHARE",
                        help="exit 1 when fewer keep the ordinary lines of an event together and "
                             "two events apart")
    parser.add_argument("--quiet", action="store_true", help="print the counts and what is broken")
    parser.add_argument("--print", action="store_true", help="print the lines, do not run the program")
    parser.add_argument("--self-test", action="store_true", help="test this runner")
    options = parser.parse_args()
    if options.self_test:
        return self_test()
    cases = []
    try:
        for name in FILES:
            cases += [(name, case) for case in read_cases(FOLDER / name)]
    except SuiteError as error:
        print(f"hostile: {error}", file=sys.stderr)
        return 2
    twice = [n for n, count in collections.Counter(c.name for _, c in cases).items() if count > 1]
    if twice:
        print(f"hostile: names used twice: {', '.join(twice)}", file=sys.stderr)
        return 2
    wanted = set(options.names)
    cases = [case for file, case in cases
             if not wanted or wanted & {file, case.name, case.category}]
    if not cases:
        print("hostile: no such case", file=sys.stderr)
        return 2
    if options.print:
        for case in cases:
            print(f"# {case.name}: {case.why}", *(f"{letter} {text}" for letter, text, _ in case.lines), sep="\n")
        return 0
    program = pathlib.Path(options.detector).resolve()
    if not program.is_file():
        print(f"hostile: no program at {options.detector}; run make build", file=sys.stderr)
        return 2
    passed, whole = run_cases([str(program)], cases, options.quiet)
    return 1 if passed < options.least or whole < options.least_whole else 0


if __name__ == "__main__":
    sys.exit(main())
