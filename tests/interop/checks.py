"""What the checks with other people's programs have in common: how they are run, told and counted; a sandbox to run them on."""

import contextlib
import subprocess
import sys
import traceback

TOKEN = "sandbox-admin-token"


def equal(found, expected):
    assert found == expected, f"found {found!r}, expected {expected!r}"


@contextlib.contextmanager
def sandbox(program, seed):
    """The address of a GitLab on a free port of this machine, which ends with the block. `seed` is a file."""
    command = [program, "sandbox", "--listen", "127.0.0.1:0", "--seed", str(seed)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        words = server.stdout.readline().split()
        yield next(word.rstrip(".") for word in words if word.startswith("http://"))
    finally:
        server.terminate()
        server.wait()


def run(label, checks, subject):
    """Runs all checks in their order, tells each, and ends the program. `subject()` is what a check is given."""
    failed = 0
    for function in checks:
        name = function.__name__.replace("_", " ")
        try:
            function(subject())
            print(f"ok      {name}")
        except Exception:
            failed += 1
            print(f"FAILED  {name}\n{traceback.format_exc()}")
    print(f"{label}: {len(checks) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
