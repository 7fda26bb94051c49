#!/usr/bin/env python3
"""Holds the sandbox, and labwright through it, to an independent client: python-gitlab.

    python_gitlab.py LABWRIGHT

LABWRIGHT is the program to look at. It is started as a sandbox on a free port of this machine; python-gitlab makes,
reads, changes and deletes what labwright manages, with its own objects. Then files that say the same are planned with
labwright, which has to find nothing to do, one change is applied, and python-gitlab has to see it.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import gitlab

from checks import TOKEN, equal, run, sandbox

SHA = "a91957a858320c0e17f3a0eca7cfacbff50ea29a"
SEED = f"""
users:
  - {{ username: alice, name: Alice }}
projects:
  - path: acme/api
    members: {{ alice: maintainer }}
    branches: {{ main: {SHA} }}
    settings: {{ merge_pipelines_enabled: true, merge_trains_enabled: true }}
    merge_requests:
      - {{ iid: 4, source_branch: green, author: alice, pipeline: success }}
      - {{ iid: 5, source_branch: slow, author: alice, pipeline: running }}
    environments: [{{ name: staging }}]
    protected_environments:
      - name: staging
        deploy: [developer]
        approval_rules: [{{ who: maintainer, required_approvals: 2 }}]
    deployments:
      - {{ id: 10, environment: staging, status: blocked, user: alice, job: deploy, job_id: 70 }}
  - path: acme/many
"""

FILES = f"""
version: 1
instance:
  system_hooks:
    - name: audit
      url: "https://audit.example.com/{{tenant}}/in"
      push_events: true
      enable_ssl_verification: true
      url_variables: {{ tenant: {{ env: TENANT }} }}
projects:
  acme/api:
    protected_branches:
      - {{ name: main, allowed_to_push: [maintainer], allowed_to_merge: [maintainer] }}
      - name: release/*
        allowed_to_push: [no one]
        allowed_to_merge: [developer, {{ user: alice }}]
        allow_force_push: true
    external_status_checks:
      prune: true
      items:
        - name: Compliance
          external_url: https://compliance.example.com/v2
          shared_secret: {{ env: SECRET }}
          protected_branches: [main]
    merge_requests:
      - {{ iid: 5, status_checks: [{{ name: Compliance, status: passed }}] }}
    merge_trains:
      - merge_request: 4
    deployments:
      - {{ environment: production, ref: main, sha: {SHA}, tag: false, status: success }}
"""

CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def refused(kind, code, text, call):
    """The client raises its own exception, with GitLab's status and words in it."""
    try:
        call()
    except kind as error:
        equal(error.response_code, code)
        assert text in str(error), f"{text!r} is not in {str(error)!r}"
    else:
        raise AssertionError(f"no {kind.__name__}")


class World:
    """A sandbox, a client for it, and a folder with files for labwright."""

    def __init__(self, program, folder, url):
        self.program, self.folder, self.url = program, folder, url
        self.gl = gitlab.Gitlab(self.url, private_token=TOKEN)
        self.project = self.gl.projects.get("acme/api")

    def labwright(self, *arguments):
        """Exit code and output of labwright in the folder."""
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "GITLAB_URL": self.url,
            "GITLAB_TOKEN": TOKEN,
            "TENANT": "acme",
            "SECRET": "s3cret",
        }
        done = subprocess.run(
            [self.program, *arguments], cwd=self.folder, env=environment, capture_output=True, text=True
        )
        return done.returncode, done.stdout + done.stderr

    def write(self, text):
        (self.folder / "labwright.yaml").write_text(text)


@check
def server_and_user_are_told(world):
    version, revision = world.gl.version()
    assert version.startswith("18.9"), version
    assert revision
    world.gl.auth()
    equal(world.gl.user.username, "root")
    equal(world.gl.users.list(username="alice", get_all=True)[0].name, "Alice")


@check
def project_is_found_by_path_and_number(world):
    equal(world.gl.projects.get(world.project.id).path_with_namespace, "acme/api")
    equal(world.project.default_branch, "main")
    equal(world.project.merge_trains_enabled, True)


@check
def system_hooks_are_created_read_changed_and_deleted(world):
    hooks = world.gl.hooks
    hook = hooks.create(
        {
            "name": "audit",
            "url": "https://audit.example.com/{tenant}/in",
            "token": "s3cret",
            "push_events": True,
            "url_variables": [{"key": "tenant", "value": "acme"}],
        }
    )
    equal(hook.push_events, True)
    equal(hook.repository_update_events, True)
    equal(hook.url_variables, [{"key": "tenant"}])
    assert "token" not in hook.attributes
    equal(hooks.get(hook.id).url, "https://audit.example.com/{tenant}/in")
    other = hooks.create({"url": "https://other.example.com"})
    # The client has no way to change a system hook.
    changed = world.gl.http_put(f"/hooks/{other.id}", post_data={"name": "other", "tag_push_events": True})
    equal((changed["name"], changed["tag_push_events"]), ("other", True))
    equal(sorted(it.id for it in hooks.list(get_all=True)), [hook.id, other.id])
    other.delete()
    equal([it.id for it in hooks.list(get_all=True)], [hook.id])
    refused(gitlab.exceptions.GitlabGetError, 404, "404 Not found", lambda: hooks.get(other.id))


@check
def hooks_without_or_with_a_wrong_url_are_refused(world):
    hooks = world.gl.hooks
    wrong = {"url": "ftp://example.com"}
    refused(gitlab.exceptions.GitlabCreateError, 422, "Invalid url given", lambda: hooks.create(wrong))
    refused(
        gitlab.exceptions.GitlabHttpError, 400, "url is missing", lambda: world.gl.http_post("/hooks", post_data={})
    )


@check
def protected_branches_are_created_read_changed_and_deleted(world):
    branches = world.project.protectedbranches
    alice = world.gl.users.list(username="alice", get_all=True)[0].id
    rule = branches.create(
        {
            "name": "release/*",
            "push_access_level": gitlab.const.AccessLevel.NO_ACCESS,
            "allowed_to_merge": [{"access_level": 30}, {"user_id": alice}],
        }
    )
    equal([it["access_level"] for it in rule.push_access_levels], [0])
    equal([it["user_id"] for it in rule.merge_access_levels], [None, alice])
    equal(rule.allow_force_push, False)
    rule.allow_force_push = True
    rule.save()
    equal(branches.get("release/*").allow_force_push, True)
    branches.create({"name": "old"})
    equal(sorted(it.name for it in branches.list(get_all=True)), ["main", "old", "release/*"])
    branches.delete("old")
    equal(sorted(it.name for it in branches.list(get_all=True)), ["main", "release/*"])
    again = {"name": "main"}
    refused(gitlab.exceptions.GitlabCreateError, 409, "already exists", lambda: branches.create(again))


@check
def external_status_checks_are_created_read_changed_and_deleted(world):
    checks = world.project.external_status_checks
    main = world.project.protectedbranches.get("main").id
    made = checks.create(
        {
            "name": "Compliance",
            "external_url": "https://compliance.example.com/v1",
            "shared_secret": "s3cret",
            "protected_branch_ids": [main],
        }
    )
    equal(made.hmac, True)
    equal([it["name"] for it in made.protected_branches], ["main"])
    checks.update(made.id, {"external_url": "https://compliance.example.com/v2"})
    found = checks.list(get_all=True)
    equal([(it.name, it.external_url, it.hmac) for it in found], [("Compliance", "https://compliance.example.com/v2", True)])
    old = checks.create({"name": "Old", "external_url": "https://old.example.com"})
    same = {"name": "Old", "external_url": "https://another.example.com"}
    refused(gitlab.exceptions.GitlabCreateError, 422, "Name has already been taken", lambda: checks.create(same))
    old.delete()
    equal(len(checks.list(get_all=True)), 1)


@check
def status_checks_of_a_merge_request_are_answered(world):
    request = world.project.mergerequests.get(5)
    status = request.status_checks.list(get_all=True)
    equal([(it.name, it.status) for it in status], [("Compliance", "pending")])
    # The client knows the endpoint for answers by an older name only.
    path = f"/projects/{world.project.id}/merge_requests/5/status_check_responses"
    answer = {"sha": request.sha, "external_status_check_id": status[0].id, "status": "passed"}
    equal(world.gl.http_post(path, post_data=answer)["merge_request"]["iid"], 5)
    equal([it.status for it in request.status_checks.list(get_all=True)], ["passed"])
    late = answer | {"sha": "0" * 40}
    refused(gitlab.exceptions.GitlabHttpError, 409, "SHA does not match", lambda: world.gl.http_post(path, post_data=late))


@check
def merge_requests_are_put_on_the_train(world):
    equal(world.project.merge_trains.list(get_all=True), [])
    base = f"/projects/{world.project.id}/merge_trains/merge_requests"
    # The client can list trains, and no more.
    cars = world.gl.http_post(f"{base}/4", post_data={})
    equal([it["merge_request"]["iid"] for it in cars], [4])
    trains = world.project.merge_trains.list(get_all=True)
    equal([(it.merge_request["iid"], it.target_branch) for it in trains], [(4, "main")])
    equal(world.gl.http_get(f"{base}/4")["id"], trains[0].id)
    refused(gitlab.exceptions.GitlabHttpError, 400, "Failed to merge", lambda: world.gl.http_post(f"{base}/5", post_data={}))
    refused(
        gitlab.exceptions.GitlabHttpError, 409, "already set to Auto-Merge", lambda: world.gl.http_post(f"{base}/4", post_data={})
    )


@check
def deployments_are_created_read_changed_and_deleted(world):
    deployments = world.project.deployments
    new = {"environment": "production", "ref": "main", "sha": SHA, "tag": False}
    first = deployments.create(new | {"status": "running"})
    equal((first.status, first.environment["name"], first.sha), ("running", "production", SHA))
    first.status = "success"
    first.save()
    equal(deployments.get(first.id).status, "success")
    failed = deployments.create(new | {"status": "failed"})
    rows = deployments.list(environment="production", order_by="id", sort="asc", get_all=True)
    equal([(it.id, it.status) for it in rows], [(first.id, "success"), (failed.id, "failed")])
    equal(first.mergerequests.list(get_all=True), [])
    # The client has no way to delete a deployment.
    world.gl.http_delete(f"/projects/{world.project.id}/deployments/{failed.id}")
    equal([it.id for it in deployments.list(environment="production", get_all=True)], [first.id])
    current = f"/projects/{world.project.id}/deployments/{first.id}"
    refused(gitlab.exceptions.GitlabHttpError, 400, "currently deployed", lambda: world.gl.http_delete(current))
    wrong = new | {"sha": "f" * 40, "status": "success"}
    refused(gitlab.exceptions.GitlabCreateError, 400, "commit does not exist", lambda: deployments.create(wrong))


@check
def blocked_deployments_are_approved(world):
    deployment = world.project.deployments.get(10)
    equal((deployment.status, deployment.pending_approval_count), ("blocked", 2))
    said = deployment.approval("approved", comment="Looks good")
    equal((said["status"], said["comment"], said["user"]["username"]), ("approved", "Looks good", "root"))
    equal(world.project.deployments.get(10).pending_approval_count, 1)
    current = world.project.deployments.list(environment="production", get_all=True)[0]
    refused(
        gitlab.exceptions.GitlabDeploymentApprovalError, 400, "not protected", lambda: current.approval("approved")
    )


@check
def environments_are_protected(world):
    protected = world.project.protected_environments
    equal([it.name for it in protected.list(get_all=True)], ["staging"])
    made = protected.create({"name": "production", "deploy_access_levels": [{"access_level": 40}]})
    equal([it["access_level"] for it in made.deploy_access_levels], [40])
    made.delete()
    equal([it.name for it in protected.list(get_all=True)], ["staging"])
    equal(sorted(it.name for it in world.project.environments.list(get_all=True)), ["production", "staging"])


@check
def long_lists_are_paged(world):
    project = world.gl.projects.get("acme/many")
    for number in range(130):
        url = f"https://checks.example.com/{number}"
        project.external_status_checks.create({"name": f"Check {number:03}", "external_url": url})
    names = [f"Check {number:03}" for number in range(130)]
    equal([it.name for it in project.external_status_checks.list(get_all=True)], names)
    pages = project.external_status_checks.list(iterator=True, per_page=50)
    equal((pages.total, pages.total_pages, pages.per_page, pages.next_page), (130, 3, 50, 2))
    equal([it.name for it in pages], names)
    equal([it.name for it in project.external_status_checks.list(page=3, per_page=50)], names[100:])


@check
def strangers_are_kept_out(world):
    wrong = gitlab.Gitlab(world.url, private_token="not-a-token")
    refused(gitlab.exceptions.GitlabAuthenticationError, 401, "401 Unauthorized", lambda: wrong.auth())
    missing = world.gl.projects
    refused(gitlab.exceptions.GitlabGetError, 404, "404 Project Not Found", lambda: missing.get("acme/none"))


@check
def labwright_has_nothing_to_do(world):
    world.write(FILES)
    code, output = world.labwright("plan", "--detailed-exitcode")
    equal((code, output), (0, output))
    code, output = world.labwright("plan", "-o", "json")
    equal(code, 0)
    equal(json.loads(output)["steps"], [])


@check
def labwright_applies_a_change_that_python_gitlab_sees(world):
    world.write(FILES.replace("compliance.example.com/v2", "compliance.example.com/v3"))
    code, output = world.labwright("plan", "--detailed-exitcode")
    equal((code, "https://compliance.example.com/v3" in output), (2, True))
    code, output = world.labwright("apply", "--auto-approve")
    assert code == 0, output
    equal(world.labwright("plan", "--detailed-exitcode")[0], 0)
    (found,) = world.project.external_status_checks.list(get_all=True)
    equal((found.external_url, found.hmac), ("https://compliance.example.com/v3", True))
    equal([it["name"] for it in found.protected_branches], ["main"])


@check
def labwright_repairs_what_python_gitlab_changes(world):
    world.project.external_status_checks.create({"name": "Stray", "external_url": "https://stray.example.com"})
    rule = world.project.protectedbranches.get("release/*")
    rule.allow_force_push = False
    rule.save()
    equal(world.labwright("plan", "--detailed-exitcode")[0], 2)
    code, output = world.labwright("apply", "--auto-approve")
    assert code == 0, output
    equal([it.name for it in world.project.external_status_checks.list(get_all=True)], ["Compliance"])
    equal(world.project.protectedbranches.get("release/*").allow_force_push, True)
    equal(world.labwright("plan", "--detailed-exitcode")[0], 0)


@check
def labwright_says_a_plan_that_python_gitlab_reads_and_resolves(world):
    request = world.project.mergerequests.get(5)
    where = ["--merge-request", "5", "--project", "acme/api"]
    world.write(FILES.replace("compliance.example.com/v2", "compliance.example.com/v4"))
    code, output = world.labwright("plan", "--comment", "thread", *where)
    assert code == 0, output
    (thread,) = [it for it in request.discussions.list(get_all=True) if not it.attributes["individual_note"]]
    (told,) = thread.attributes["notes"]
    equal((told["type"], told["resolvable"], told["resolved"]), ("DiscussionNote", True, False))
    assert "### labwright plan: 1 to update" in told["body"], told["body"]
    note = request.notes.get(told["id"])
    equal(note.body, told["body"])
    (only,) = request.notes.list(get_all=True, activity_filter="only_comments")
    equal(only.id, told["id"])
    thread.notes.create({"body": "Why?"})
    thread.resolved = True
    thread.save()
    world.write(FILES.replace("compliance.example.com/v2", "compliance.example.com/v3"))
    code, output = world.labwright("plan", "--comment", "thread", *where)
    assert code == 0 and "comment: updated" in output, output
    told, answer = request.discussions.get(thread.id).attributes["notes"]
    equal((told["id"], told["resolved"], answer["body"]), (note.id, True, "Why?"))
    assert "nothing to do" in told["body"], told["body"]
    note.delete()
    code, output = world.labwright("plan", "--comment", "update", *where)
    assert code == 0 and "comment: created" in output, output
    refused(gitlab.exceptions.GitlabGetError, 404, "404", lambda: request.notes.get(note.id))


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        seed = pathlib.Path(folder) / "seed.yaml"
        seed.write_text(SEED)
        with sandbox(program, seed) as url:
            world = World(program, pathlib.Path(folder), url)
            # Later checks look at what earlier ones left behind.
            run(f"python-gitlab {gitlab.__version__}", CHECKS, lambda: world)


main()
