#!/usr/bin/env python3
"""Reads the reports for GitLab with parsers that nobody here wrote: junitparser, python-dotenv, Python's own XML and JSON.

    reports.py LABWRIGHT

LABWRIGHT is the program to look at. It makes the reports of a plan file with hostile text in every field, and of one that
says what is usual; the parsers have to find what stands in the plan files.
"""

import io
import json
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import dotenv
import junitparser

from checks import equal, run

HOSTILE = [
    "</failure>", "]]>", "<!-- --", "&#0;&lt;", "\"'", "\x00\x0b\x1b[31m", "\x85\ufffe\uffff", "\u2028\u202e\ufeff", "a\r\nb\tc",
    "$(touch x)", "A=1\nB=2", "é💥", "x" * 5000,
]


def step(name, action, **more):
    scope = "projects/acme/api"
    return {
        "address": f"{scope}/protected_branches/{name}", "scope": scope, "kind": "protected_branches", "action": action, "phase": 1,
        "origin": {"file": "labwright.yaml", "line": 4, "pruned": False},
        "changes": [{"field": "allow_force_push", "before": False, "after": True, "loosens": True}],
        "request": {"method": "PUT", "path": "/x", "body": None}, **more,
    }


def hostile_step(text):
    return step(
        text, "update", scope=text, kind=text, why=text, address=f"{text}/{text}/{text}",
        origin={"file": text + ".yaml", "line": 4, "pruned": True},
        changes=[{"field": text, "before": text, "after": [text]}, {"field": text, "before": text + "\nx", "after": text + "\ny"}],
    )


def plan(steps, problems=(), notes=(), **summary):
    counts = dict.fromkeys(["create", "update", "replace", "delete", "act", "unchanged"], 0)
    return {
        "format": 1, "labwright": "0.1.0", "server": "https://gitlab.example.com", "steps": steps, "notes": list(notes),
        "summary": {**counts, **summary}, "problems": list(problems),
    }


USUAL = plan([step("main", "update"), step("old", "delete", changes=[])], update=1, delete=1, unchanged=5)
WEIRD = plan(
    [hostile_step(it) for it in HOSTILE],
    notes=[{"address": it, "message": it, "waiting": True} for it in HOSTILE],
    update=len(HOSTILE),
)
BROKEN = plan([], problems=[
    {"file": it + ".yaml", "line": 3, "column": 1, "message": it, "hint": it, "more": 0} for it in HOSTILE
])


class Reports:
    """The reports of a plan, as files."""

    def __init__(self, program, folder, document):
        self.folder = folder
        (folder / "plan.json").write_text(json.dumps(document))
        names = ["terraform", "codequality", "junit", "annotations", "dotenv"]
        flags = [part for it in names for part in (f"--report-{it}", it)]
        command = [program, "plan-merge", "plan.json", *flags, "--codequality-changes", "-o", "json"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env={})
        expected = 1 if document["problems"] else 0
        assert done.returncode == expected, done.stderr

    def text(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def json(self, name):
        return json.loads(self.text(name))

    def cases(self):
        """Of junitparser."""
        found = junitparser.JUnitXml.fromfile(str(self.folder / "junit"))
        return [case for suite in found for case in suite]

    def variables(self):
        """Of python-dotenv."""
        return dotenv.dotenv_values(stream=io.StringIO(self.text("dotenv")))


def drift_is_failed_tests_to_junitparser(make):
    cases = make(USUAL).cases()
    outcomes = [[type(it).__name__ for it in case.result] for case in cases]
    equal(outcomes, [["Failure"], ["Failure"], []])
    equal([(it.classname, it.name) for it in cases], [
        ("projects/acme/api", "protected_branches/main"), ("projects/acme/api", "protected_branches/old"),
        ("labwright", "objects in sync"),
    ])
    assert "+ allow_force_push: true" in cases[0].result[0].text


def hostile_tests_are_all_there(make):
    for document, count, outcome in [(WEIRD, 2 * len(HOSTILE), {"Failure", "Skipped"}), (BROKEN, len(HOSTILE), {"Error"})]:
        reports = make(document)
        cases = reports.cases()
        equal(len(cases), count)
        equal({type(it).__name__ for case in cases for it in case.result}, outcome)
        equal(len({(it.classname, it.name) for it in cases}), count)
        for text in ["</failure>", "]]>", "&#0;&lt;", "é💥"]:
            assert any(text in it.text for case in cases for it in case.result), text
        # And to expat, which knows no mercy.
        ElementTree.fromstring((reports.folder / "junit").read_bytes())


def variables_are_the_counts_to_python_dotenv(make):
    variables = make(USUAL).variables()
    equal(variables["LABWRIGHT_UPDATE"], "1")
    equal(variables["LABWRIGHT_DELETE"], "1")
    equal(variables["LABWRIGHT_LOOSENS"], "1")
    equal(variables["LABWRIGHT_HAS_CHANGES"], "true")
    equal(variables["LABWRIGHT_CONDITIONAL"], "0")
    equal(len(variables), 12)


def hostile_text_makes_no_variable(make):
    equal(list(make(WEIRD).variables()), list(make(USUAL).variables()))
    equal(make(BROKEN).variables(), {"LABWRIGHT_PROBLEMS": str(len(HOSTILE))})


def documents_are_json_of_that_form(make):
    equal(make(USUAL).json("terraform"), {"create": 0, "update": 1, "delete": 1})
    for document, count in [(USUAL, 2), (WEIRD, len(HOSTILE)), (BROKEN, len(HOSTILE))]:
        reports = make(document)
        findings = reports.json("codequality")
        equal(len(findings), count)
        equal(len({it["fingerprint"] for it in findings}), count)
        equal(list(reports.json("annotations")), ["labwright"])


CHECKS = [
    drift_is_failed_tests_to_junitparser, hostile_tests_are_all_there, variables_are_the_counts_to_python_dotenv,
    hostile_text_makes_no_variable, documents_are_json_of_that_form,
]


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        number = iter(range(1000))

        def make(document):
            place = pathlib.Path(folder) / str(next(number))
            place.mkdir()
            return Reports(program, place, document)

        run("parsers of others", CHECKS, lambda: make)


main()
