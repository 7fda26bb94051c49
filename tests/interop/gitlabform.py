#!/usr/bin/env python3
"""Holds `labwright convert gitlabform` to gitlabform itself.

    gitlabform.py LABWRIGHT GITLABFORM [NAME...]

Each configuration in gitlabform/ is applied twice, to two sandboxes with the same content: by gitlabform, and by labwright
after it was converted. Then both GitLabs have the same; labwright finds nothing to do in either; and gitlabform changes
nothing in what labwright made.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request

from checks import TOKEN, run, sandbox

FOLDER = pathlib.Path(__file__).parent / "gitlabform"

# What is read of each scope, and by what its objects are known.
PROJECT = {
    "": None,
    "approvals": None,
    "approval_rules": "name",
    "badges": "name",
    "deploy_keys": "title",
    "hooks": "url",
    "integrations": "slug",
    "job_token_scope": None,
    "job_token_scope/allowlist": "path_with_namespace",
    "job_token_scope/groups_allowlist": "full_path",
    "labels": "name",
    "members": "username",
    "pipeline_schedules": "description",
    "protected_branches": "name",
    "protected_environments": "name",
    "protected_tags": "name",
    "push_rule": None,
    "remote_mirrors": "url",
    "resource_groups": "key",
    "security_settings": None,
    "variables": None,
}
GROUP = {
    "": None,
    "badges": "name",
    "hooks": "url",
    "labels": "name",
    "ldap_group_links": "cn",
    "members": "username",
    "protected_branches": "name",
    "push_rule": None,
    "saml_group_links": "name",
    "variables": None,
}
# What differs by itself: numbers, times, and who did it.
NOISE = {"id", "iid", "project_id", "group_id", "user_id", "projects", "next_run_at", "updated_at", "created_at", "last_activity_at",
         "fingerprint", "fingerprint_sha256", "owner", "created_by", "updated_by", "runners_token", "_links"}


def get(url, path):
    request = urllib.request.Request(f"{url}/api/v4/{path}", headers={"PRIVATE-TOKEN": TOKEN})
    try:
        with urllib.request.urlopen(request) as response:
            text = response.read().decode()
            return json.loads(text.replace(url.removeprefix("http://"), "gitlab.example.com"))
    except urllib.error.HTTPError as error:
        return error.code


def quiet(value):
    """The value without what differs by itself."""
    if isinstance(value, dict):
        return {key: quiet(it) for key, it in value.items() if key not in NOISE}
    if isinstance(value, list):
        return sorted((quiet(it) for it in value), key=lambda it: json.dumps(it, sort_keys=True))
    return value


def state(url):
    """Everything that the configurations are about."""
    found = {"application/settings": quiet(get(url, "application/settings"))}
    for kind, parts in [("projects", PROJECT), ("groups", GROUP)]:
        for scope in get(url, f"{kind}?per_page=100"):
            path = scope.get("path_with_namespace") or scope["full_path"]
            for part in parts:
                read = get(url, f"{kind}/{scope['id']}/{part}".rstrip("/"))
                found[f"{kind}/{path}/{part}"] = quiet(read)
            if kind == "projects":
                for branch in get(url, f"projects/{scope['id']}/repository/branches"):
                    at = urllib.parse.quote(branch["name"], safe="")
                    for it in get(url, f"projects/{scope['id']}/repository/tree?recursive=true&ref={at}"):
                        found[f"{kind}/{path}/files/{branch['name']}/{it['path']}"] = (it["id"], it["mode"])
                for it in get(url, f"projects/{scope['id']}/pipeline_schedules"):
                    whole = get(url, f"projects/{scope['id']}/pipeline_schedules/{it['id']}")
                    found[f"{kind}/{path}/pipeline_schedules/{it['description']}"] = quiet(whole)
                for it in get(url, f"projects/{scope['id']}/integrations"):
                    whole = get(url, f"projects/{scope['id']}/integrations/{it['slug']}")
                    found[f"{kind}/{path}/integrations/{it['slug']}"] = quiet(whole)
    return found


def difference(one, other):
    lines = []
    for key in sorted(set(one) | set(other)):
        a, b = one.get(key), other.get(key)
        if a == b:
            continue
        if isinstance(a, dict) and isinstance(b, dict):
            lines += [f"{key}.{name}: {a.get(name)!r} | {b.get(name)!r}" for name in sorted(set(a) | set(b))
                      if a.get(name) != b.get(name)]
        else:
            lines.append(f"{key}:\n    {a!r}\n    {b!r}")
    return "\n".join(lines)


class Case:
    """A configuration, and the programs."""

    def __init__(self, labwright, gitlabform, folder, config):
        self.labwright, self.gitlabform, self.folder, self.config = labwright, gitlabform, folder, config
        self.secrets = {}

    def call(self, command, url, *codes):
        environment = {"PATH": os.environ.get("PATH", ""), "GITLAB_URL": url, "GITLAB_TOKEN": TOKEN, **self.secrets}
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True)
        said = done.stdout + done.stderr
        assert done.returncode in codes, f"{command} ended with {done.returncode}:\n{said}"
        return said

    def apply_gitlabform(self, url, *codes):
        return self.call([self.gitlabform, "-k", "-v", "-a", "-c", str(self.config), "ALL"], url, *codes)

    def convert(self):
        """Converts, and takes the secrets from where the comments say that they are."""
        self.call([self.labwright, "convert", "gitlabform", str(self.config), "--into", "out"], "", 0)
        text = (self.folder / "out" / "labwright.yaml").read_text()
        secrets = dict(line.removeprefix("# secret ").split(" ", 1) for line in self.config.read_text().splitlines()
                       if line.startswith("# secret "))
        for line in text.splitlines():
            words = line.split()
            if line.startswith("#   ") and len(words) == 4:
                _, name, _, where = words
                self.secrets[name] = next(value for key, value in secrets.items() if where.endswith(key))
        return text

    def labwright_finds_nothing(self, url, where):
        found = self.call([self.labwright, "plan", "-c", "out", "--detailed-exitcode"], url, 0, 2)
        assert "Nothing to do" in found, f"labwright has something to do in what {where} made:\n{found}"


def check(labwright, gitlabform, config):
    def function(_):
        with tempfile.TemporaryDirectory() as folder:
            case = Case(labwright, gitlabform, pathlib.Path(folder), config)
            case.convert()
            seed = FOLDER / "seed.yaml"
            with sandbox(labwright, seed) as one, sandbox(labwright, seed) as other:
                before = state(one)
                case.apply_gitlabform(one, 0)
                case.call([labwright, "apply", "-c", "out", "--auto-approve", "--allow-prune-found", "100"], other, 0)
                by_gitlabform, by_labwright = state(one), state(other)
                assert by_gitlabform != before, "gitlabform changed nothing"
                found = difference(by_gitlabform, by_labwright)
                assert not found, f"gitlabform | labwright:\n{found}"
                case.labwright_finds_nothing(other, "labwright")
                case.labwright_finds_nothing(one, "gitlabform")
                case.apply_gitlabform(other, 2 if "# fails again: " in config.read_text() else 0)
                found = difference(by_labwright, state(other))
                assert not found, f"gitlabform changes what labwright made:\n{found}"

    function.__name__ = config.stem
    return function


def main():
    labwright, gitlabform = (os.path.abspath(it) for it in sys.argv[1:3])
    names = sys.argv[3:]
    configs = [it for it in sorted(FOLDER.glob("*.yml")) if not names or it.stem in names]
    run("gitlabform", [check(labwright, gitlabform, it) for it in configs], lambda: None)


if __name__ == "__main__":
    main()
