"""Holds the reports in a folder to their formats: see `validate`, which makes them."""

import json
import re
import sys
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker
from junitparser import JUnitXml

work = Path(sys.argv[1])
fingerprint = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
path = {"type": "string", "pattern": r"^(?!\./|/)[^\\]+$"}
position = {
    "type": "object",
    "required": ["line"],
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
    "additionalProperties": False,
}
span = {
    "type": "object",
    "required": ["start"],
    "properties": {"start": position, "end": position},
    "additionalProperties": False,
}
location = {
    "type": "object",
    "required": ["path"],
    "properties": {"path": path, "range": span},
    "additionalProperties": False,
}

# docs.gitlab.com/ci/testing/code_quality, "Code Quality report format".
gitlab = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "location", "severity"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": fingerprint,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": path,
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"minimum": 1}}},
                },
            },
        },
    },
}

# github.com/reviewdog/reviewdog, proto/rdf/reviewdog.proto: DiagnosticResult.
rdjson = {
    "type": "object",
    "required": ["diagnostics"],
    "properties": {
        "source": {"type": "object", "required": ["name"]},
        "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location"],
                "properties": {
                    "message": {"type": "string", "minLength": 1},
                    "location": location,
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {
                        "type": "object",
                        "properties": {"value": {"type": "string"}, "url": {"type": "string"}},
                        "additionalProperties": False,
                    },
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["range", "text"],
                            "properties": {"range": span, "text": {"type": "string"}},
                            "additionalProperties": False,
                        },
                    },
                    "relatedLocations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["location"],
                            "properties": {"message": {"type": "string"}, "location": location},
                            "additionalProperties": False,
                        },
                    },
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


def read(name):
    return json.loads((work / name).read_text(encoding="utf-8"))


def hold(name, schema):
    value = read(name)
    errors = list(Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(value))
    for error in errors[:5]:
        print(f"{name}: {error.json_path}: {error.message[:300]}", file=sys.stderr)
    assert not errors, f"{name} does not hold"
    return value


def count_junit(name):
    xml = JUnitXml.fromfile(str(work / name))
    suites = list(xml)
    cases = [case for suite in suites for case in suite]
    names = [(case.classname, case.name) for case in cases]
    assert len(names) == len(set(names)), f"{name}: two tests bear one name"
    failures = sum(1 for case in cases if case.is_failure)
    assert (xml.tests, xml.failures) == (len(cases), failures), f"{name}: the sums are wrong"
    for suite in suites:
        assert suite.tests == len(list(suite)), f"{name}: {suite.name}: the sum is wrong"
    return failures


schema = json.loads((work / "package/sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
command = re.compile(r"^::(error|warning|notice) file=[^,:]+,line=\d+,endLine=\d+(,col=\d+,endColumn=\d+)?,title=[^,:]+::.+$")
for run in ["found", "none"]:
    findings = read(f"{run}.json")
    sarif = hold(f"{run}.sarif", schema)
    counts = {
        "sarif": len(sarif["runs"][0]["results"]),
        "gitlab": len(hold(f"{run}.gitlab.json", gitlab)),
        "rdjson": len(hold(f"{run}.rdjson", rdjson)["diagnostics"]),
        "json-lines": len([json.loads(line) for line in (work / f"{run}.jsonl").read_text("utf-8").split("\n")[:-1]]),
    }
    commands = (work / f"{run}.github").read_text("utf-8").split("\n")[:-1]
    for line in commands:
        assert command.match(line), line
    counts["github"] = len(commands)
    for name, count in counts.items():
        assert count == len(findings), f"{name} has {count} findings of {len(findings)}"
    prints = [it["fingerprint"] for it in read(f"{run}.gitlab.json")]
    assert len(prints) == len(set(prints)), "two findings bear one fingerprint"
    bad = sum(1 for it in findings if it["severity"] in ("error", "warning"))
    assert count_junit(f"{run}.xml") == bad
    print(f"{run}: {len(findings)} findings, and every report holds")
assert len(read("found.json")) > 50 and not read("none.json")
