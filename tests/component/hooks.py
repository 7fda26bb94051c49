#!/usr/bin/env python3
"""Holds .pre-commit-hooks.yaml to the real pre-commit.

    hooks.py LABWRIGHT

The manifest is validated, and the hook that uses the installed labwright is run on a repository as pre-commit runs it:
on valid files, and on wrong ones. The hook that builds labwright is validated only.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import traceback

ROOT = pathlib.Path(__file__).resolve().parents[2]
LABWRIGHT = pathlib.Path(sys.argv[1]).resolve()
PRE_COMMIT = [sys.executable, "-m", "pre_commit"]
MANIFEST = ".pre-commit-hooks.yaml"


def run(folder, *command):
    here = {"GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.com"}
    there = {"GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@example.com"}
    path = f"{LABWRIGHT.parent}:{os.environ['PATH']}"
    env = {"PATH": path, "HOME": str(folder), "PRE_COMMIT_HOME": str(folder / ".cache"), **here, **there}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def commit(folder):
    for command in (["git", "init", "-q"], ["git", "add", "-A"], ["git", "commit", "-qm", "all"]):
        done = run(folder, *command)
        assert done.returncode == 0, done.stderr


def the_manifest_is_one(folder):
    done = run(folder, *PRE_COMMIT, "validate-manifest", str(ROOT / MANIFEST))
    assert done.returncode == 0, done.stdout


def hook(folder, text):
    hooks, files = folder / "hooks", folder / "files"
    hooks.mkdir()
    shutil.copy(ROOT / MANIFEST, hooks)
    commit(hooks)
    files.mkdir()
    (files / "labwright.yaml").write_text(text)
    commit(files)
    return run(files, *PRE_COMMIT, "try-repo", str(hooks), "labwright-validate-installed", "--all-files")


def valid_files_pass(folder):
    done = hook(folder, "version: 1\nprojects: { acme/api: {} }\n")
    assert done.returncode == 0 and "Passed" in done.stdout, done.stdout + done.stderr


def wrong_files_fail_with_their_line(folder):
    done = hook(folder, "version: 1\nprojects: { acme/api: { nope: 1 } }\n")
    assert done.returncode == 1 and "labwright.yaml:2" in done.stdout, done.stdout + done.stderr


passed, failed = 0, 0
for check in (the_manifest_is_one, valid_files_pass, wrong_files_fail_with_their_line):
    with tempfile.TemporaryDirectory() as folder:
        try:
            check(pathlib.Path(folder))
            passed += 1
            print(f"ok    {check.__name__}")
        except Exception:  # one that goes wrong does not hide the others
            failed += 1
            print(f"FAIL  {check.__name__}")
            traceback.print_exc()
print(f"\n{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
