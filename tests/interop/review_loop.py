#!/usr/bin/env python3
"""The whole review loop, as pipelines run it: checked, planned and said, pushed again, applied, and no drift left.

    review_loop.py LABWRIGHT

LABWRIGHT is the program to look at, in a sandbox of its own. What each job leaves is looked at by others: python-gitlab
reads notes, answers and deployments, jsonschema holds the reports to GitLab's own schemas, junitparser and python-dotenv
read theirs.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import dotenv
import gitlab
import jsonschema
import junitparser

from checks import TOKEN, equal, run, sandbox

ROOT = pathlib.Path(__file__).resolve().parents[2]
GITLAB = ROOT / "tests/cli/reports/gitlab"
FIRST = "141be9714669a4c1ccaa013c6a7f3e462ff2a40f"
SECOND = "b83d6e391c22777fca1ed3012fce84f633d7fed0"
MAIN = "a91957a858320c0e17f3a0eca7cfacbff50ea29a"
SEED = f"""
projects:
  - id: 7
    path: acme/config
    commits: [{FIRST}, {SECOND}]
    branches: {{ main: {MAIN} }}
    merge_requests: [{{ iid: 4, sha: {FIRST} }}]
    environments: [{{ name: gitlab/staging }}]
    external_status_checks:
      - {{ name: Configuration plan, external_url: "https://labwright.invalid/answered-by-the-pipeline" }}
  - path: acme/api
    protected_branches: [{{ name: main }}]
    external_status_checks: [{{ name: "Legacy `*`", external_url: "https://legacy.example.com" }}]
  - path: acme/web
    protected_branches: [{{ name: main }}]
"""
ROOT_FILE = """# labwright.yaml
version: 1
include: [projects/*.yaml]
"""
API = """projects:
  acme/api:
    protected_branches: [{ name: main, allow_force_push: true }]
    external_status_checks: { prune: true, items: [] }
"""
WEB = """projects:
  acme/web:
    protected_branches: [{ name: main }, { name: release/* }]
"""
REPORTS = ["terraform", "codequality", "junit", "annotations", "dotenv", "html"]


class Loop:
    """A GitLab, the folder that a job has, and what jobs run in it."""

    def __init__(self, program, folder, url):
        self.program, self.folder, self.url = program, folder, url
        (folder / "projects").mkdir()
        self.project = gitlab.Gitlab(self.url, private_token=TOKEN).projects.get("acme/config")
        self.request = self.project.mergerequests.get(4)
        self.write("labwright.yaml", ROOT_FILE)
        self.write("projects/api.yaml", API)
        self.write("projects/web.yaml", WEB)

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def read(self, name):
        return (self.folder / name).read_text()

    def job(self, pipeline, commit, arguments, code=0, merge_request=True):
        """Runs labwright with the variables that GitLab gives a job."""
        environment = {
            "PATH": os.environ.get("PATH", ""), "CI": "true", "GITLAB_CI": "true", "GITLAB_TOKEN": TOKEN,
            "CI_SERVER_URL": self.url, "CI_API_V4_URL": f"{self.url}/api/v4", "CI_PROJECT_DIR": str(self.folder),
            "CI_PROJECT_ID": "7", "CI_PROJECT_PATH": "acme/config", "CI_COMMIT_SHA": commit, "CI_PIPELINE_ID": str(pipeline),
            "CI_PIPELINE_URL": f"{self.url}/acme/config/-/pipelines/{pipeline}", "CI_JOB_NAME": "plan", "CI_NODE_TOTAL": "1",
            "CI_JOB_ID": str(pipeline * 10), "CI_JOB_URL": f"{self.url}/acme/config/-/jobs/{pipeline * 10}",
            "CI_DEFAULT_BRANCH": "main", "CI_COMMIT_REF_NAME": "main", "CI_COMMIT_REF_PROTECTED": "true",
        }
        if merge_request:
            environment |= {
                "CI_PIPELINE_SOURCE": "merge_request_event", "CI_MERGE_REQUEST_IID": "4", "CI_MERGE_REQUEST_PROJECT_ID": "7",
                "CI_MERGE_REQUEST_EVENT_TYPE": "detached", "CI_COMMIT_REF_NAME": "change",
            }
        done = subprocess.run(
            [self.program, *arguments], cwd=self.folder, env=environment, capture_output=True, text=True
        )
        equal((done.returncode, done.stdout + done.stderr if done.returncode != code else ""), (code, ""))
        return done.stdout + done.stderr

    def notes(self):
        return self.request.notes.list(get_all=True, activity_filter="only_comments", sort="asc")

    def json(self, name):
        return json.loads(self.read(name))


def held(document, name):
    """Holds a document to one of GitLab's own schemas."""
    schema = json.loads((GITLAB / name).read_text(), object_hook=lambda it: (
        json.loads((GITLAB / it["$ref"]).read_text()) if it.get("$ref", "").startswith("./") else it
    ))
    jsonschema.validators.validator_for(schema)(schema).validate(document)
    return document


def files_are_checked(loop):
    loop.job(100, FIRST, ["validate", "--report-codequality", "quality.json"])
    equal(loop.json("quality.json"), [])
    loop.write("projects/web.yaml", WEB.replace("release/*", "release/*, allow_force_push: perhaps"))
    loop.job(100, FIRST, ["validate", "--report-codequality", "quality.json"], code=3)
    (finding,) = [held(it, "codeclimate.json") for it in loop.json("quality.json")]
    equal((finding["location"]["path"], finding["location"]["lines"]["begin"]), ("projects/web.yaml", 3))
    loop.write("projects/web.yaml", WEB)


def a_merge_request_is_planned_and_told(loop):
    reports = [part for it in REPORTS for part in (f"--report-{it}", f"plan.{it}")]
    answer = ["--answer-status-check", "Configuration plan", "--answer-policy", "no-deletions"]
    loop.job(101, FIRST, ["plan", "--out", "plan.json", "--comment", "update", "--codequality-changes", *reports, *answer])
    (note,) = loop.notes()
    head, _, rest = note.body.partition("\n")
    assert head.startswith("<!--") and "1 to delete" in rest.split("\n")[0], note.body
    assert rest.index("Legacy") < rest.index("<details>"), note.body
    equal(loop.json("plan.terraform"), {"create": 1, "update": 1, "delete": 1})
    findings = [held(it, "codeclimate.json") for it in loop.json("plan.codequality")]
    equal({it["location"]["path"] for it in findings}, {"projects/api.yaml", "projects/web.yaml"})
    sections = loop.json("plan.annotations")
    assert sections and all(held(it, "ci_job_annotation_data.json") for it in sections.values()), sections
    suites = junitparser.JUnitXml.fromfile(str(loop.folder / "plan.junit"))
    equal(sum(len(case.result) > 0 for suite in suites for case in suite), 3)
    variables = dotenv.dotenv_values(loop.folder / "plan.dotenv")
    equal((variables["LABWRIGHT_DELETE"], variables["LABWRIGHT_HAS_CHANGES"]), ("1", "true"))
    assert "<script" in loop.read("plan.html") and "http://" not in loop.read("plan.html").replace(loop.url, "")
    (check,) = [it for it in loop.project.manager.gitlab.http_get("/projects/7/merge_requests/4/status_checks")]
    equal((check["name"], check["status"]), ("Configuration plan", "failed"))


def a_second_push_updates_what_was_said(loop):
    (before,) = loop.notes()
    loop.write("projects/api.yaml", API.replace("{ prune: true, items: [] }", "[]"))
    said = loop.job(102, SECOND, ["plan", "--out", "plan.json", "--comment", "update", "--report-terraform", "plan.terraform"])
    assert "comment: updated" in said, said
    (after,) = loop.notes()
    equal(after.id, before.id)
    assert SECOND[:8] in after.body and "to delete" not in after.body, after.body
    equal(loop.json("plan.terraform"), {"create": 1, "update": 1, "delete": 0})
    said = loop.job(101, FIRST, ["plan", "--comment", "update"])
    (late,) = loop.notes()
    equal(late.body, after.body)
    assert "newer" in said, said


def the_default_branch_applies_what_was_planned(loop):
    arguments = ["apply", "--plan", "plan.json", "--record-deployment", "gitlab/staging", "-o", "json"]
    said = loop.job(103, MAIN, arguments, merge_request=False)
    lines = [json.loads(it) for it in said.splitlines() if it.startswith("{")]
    schema = json.loads((ROOT / "schema/events.schema.json").read_text())
    for it in lines:
        jsonschema.Draft7Validator(schema).validate(it)
    equal((lines[0]["event"], lines[-1]["event"], lines[-1]["ending"]), ("start", "summary", "done"))
    equal(lines[-1]["counts"]["done"], 2)
    (deployment,) = loop.project.deployments.list(get_all=True)
    equal((deployment.status, deployment.sha, deployment.environment["name"]), ("success", MAIN, "gitlab/staging"))


def a_schedule_finds_drift_and_none(loop):
    drift = ["plan", "--detailed-exitcode", "--report-junit", "drift.junit"]
    loop.job(104, MAIN, drift, merge_request=False)
    cases = [case for suite in junitparser.JUnitXml.fromfile(str(loop.folder / "drift.junit")) for case in suite]
    equal([len(it.result) for it in cases], [0])
    api = gitlab.Gitlab(loop.url, private_token=TOKEN).projects.get("acme/api")
    api.manager.gitlab.http_request("patch", "/projects/acme%2Fapi/protected_branches/main", post_data={"allow_force_push": False})
    loop.job(105, MAIN, drift, code=2, merge_request=False)
    cases = [case for suite in junitparser.JUnitXml.fromfile(str(loop.folder / "drift.junit")) for case in suite]
    equal([it.name for it in cases if it.result], ["protected_branches/main"])


CHECKS = [
    files_are_checked,
    a_merge_request_is_planned_and_told,
    a_second_push_updates_what_was_said,
    the_default_branch_applies_what_was_planned,
    a_schedule_finds_drift_and_none,
]


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        seed = pathlib.Path(folder) / "seed"
        seed.write_text(SEED)
        with sandbox(program, seed) as url:
            loop = Loop(program, pathlib.Path(folder), url)
            # Each job goes on from what those before have left.
            run("review loop", CHECKS, lambda: loop)


main()
