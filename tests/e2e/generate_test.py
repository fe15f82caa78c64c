"""`detector generate` and `detector evaluate` from outside: exit codes, messages, the round trip."""

import argparse
import json
import pathlib
import subprocess
import tempfile


def run(detector, *args):
    return subprocess.run([detector, *args], capture_output=True, text=True, check=False)


def expect(condition, what):
    if not condition:
        raise SystemExit(f"FAILED: {what}")


def check_errors(detector, folder):
    out = str(folder / "errors")
    for args, code, message in [
        (["generate"], 2, "--out is required"),
        (["generate", "--out", out, "--days", "0"], 2, "give 1 to 366"),
        (["generate", "--out", out, "--days", "many"], 2, "--days"),
        (["generate", "--out", out, "--attacks", str(folder / "none.jsonl")], 2, "cannot be read"),
        (["generate", "--out", "/proc/nowhere", "--days", "1"], 3, "cannot be written"),
        (["evaluate", "--truth", out, "--alerts", out, "--format", "xml"], 2, "xml"),
        (["evaluate", "--truth", out, "--alerts", out], 3, "cannot be"),
    ]:
        done = run(detector, *args)
        expect(done.returncode == code, f"{args}: exit {done.returncode}, not {code}")
        expect(message in done.stderr + done.stdout, f"{args}: says {done.stderr!r}")


def check_round_trip(detector, folder):
    out = folder / "synth"
    done = run(detector, "generate", "--out", str(out), "--days", "3", "--people", "8")
    expect(done.returncode == 0, done.stderr)
    truth = [json.loads(line) for line in (out / "truth.jsonl").read_text().splitlines()]
    alert = {
        "alert_id": "a",
        "time": truth[0]["time"],
        "day": truth[0]["time"][:10],
        "score_bits": 20.5,
        "records": [{"record_id": truth[0]["record_id"]}],
    }
    alerts = folder / "alerts.jsonl"
    alerts.write_text(json.dumps(alert) + '\n{"summary":{}}\nbroken\n')
    expect(" benign surprises with " in done.stdout, done.stdout)
    args = ["evaluate", "--truth", str(out / "truth.jsonl"), "--alerts", str(alerts)]
    result = json.loads(run(detector, *args, "--format", "json").stdout)
    expect(result["found"] == 1 and result["total"] == 3, f"found: {result}")
    expect(result["alerts"] == 1 and result["malformed_lines"] == 1, f"counts: {result}")
    expect("found 1 of 3 campaigns" in run(detector, *args).stdout, "text form")


def check_surprises(detector, folder):
    """An alert on a record of surprises.jsonl is counted; announced.yaml is a configuration."""
    out = folder / "surprising"
    done = run(detector, "generate", "--out", str(out), "--days", "20", "--people", "4",
               "--seed", "3")
    expect(done.returncode == 0, done.stderr)
    odd = [json.loads(line) for line in (out / "surprises.jsonl").read_text().splitlines()]
    expect(set(odd[0]) == {"record_id", "surprise", "kind", "time", "entity"}, odd[0])
    kinds = {row["kind"] for row in odd}
    expect({"quarterly-job", "on-call-night"} <= kinds, kinds)
    alerts = folder / "surprised.jsonl"
    alerts.write_text(json.dumps({
        "alert_id": "b", "time": odd[0]["time"], "day": odd[0]["time"][:10], "score_bits": 20.5,
        "records": [{"record_id": odd[0]["record_id"]}]}) + "\n")
    result = json.loads(run(detector, "evaluate", "--truth", str(out / "truth.jsonl"), "--alerts",
                            str(alerts), "--surprises", str(out / "surprises.jsonl"), "--format",
                            "json").stdout)
    found = {row["name"]: row["found"] for row in result["surprises"]}
    expect(found[odd[0]["kind"]] == 1 and sum(found.values()) == 1, found)
    (out / "announced.yaml").rename(out / "base.yaml")
    done = run(detector, "config", "validate", "--config-dir", str(out))
    expect(done.returncode == 0, done.stderr)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--detector", required=True)
    detector = parser.parse_args().detector
    for command in ("generate", "evaluate"):
        help_text = run(detector, command, "--help").stdout
        expect("Example:" in help_text and help_text.count("\n") <= 24, f"{command} --help")
    with tempfile.TemporaryDirectory() as folder:
        check_errors(detector, pathlib.Path(folder))
        check_round_trip(detector, pathlib.Path(folder))
        check_surprises(detector, pathlib.Path(folder))


main()
