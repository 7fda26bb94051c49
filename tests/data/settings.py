"""Cuts the recorded tables of attributes down to what the sandbox needs: `settings.py RECORDINGS OUT`.

Kept of an attribute: type, values, default, name in the answer, effect of null and of an empty text, recorded refusal, whether only
top-level groups have it, and what changed with it.
"""

import json
import pathlib
import sys

ABSENT = "(not in the answer)"


def effect(answer):
    """`null`, `keeps`, `default`, `unseen`, `other`; a refusal is its status and body (a body of null with 200 included)."""
    if not answer:
        return None
    if answer.get("effect") != "refused":
        return answer.get("effect")
    return [answer["status"], answer.get("body")]


def one(row):
    kept = {"type": row["type"] or row.get("declared"), "values": row.get("enum")}
    if row["default"] != ABSENT:
        kept["default"] = row["default"]
    kept["told"] = row["get_name"]
    kept["null"], kept["empty"] = effect(row.get("null")), effect(row.get("empty_string"))
    if row.get("status", 200) >= 400:
        kept["refused"] = [row["status"], row.get("body")]
    if "actor" in row and row.get("by_owner", {}).get("answered") != row.get("returned"):
        kept["by"] = row["actor"]
    if row.get("writable") is False:
        kept["writable"] = False
    kept["with"] = sorted(row.get("also_changed", {}))
    return {key: value for key, value in kept.items() if value or key in ("default", "told")}


def main():
    data, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    load = lambda name: json.loads((data / f"attributes_{name}.json").read_text())
    below = load("subgroup")["attributes"]
    for name in ("project", "group", "application_settings"):
        table = load(name)
        rows = {key: one(row) for key, row in table["attributes"].items()}
        for key, row in rows.items():
            pair = below.get(key) if name == "group" else None
            if pair and pair["top"] != pair["sub"]:
                row["below"] = [pair["sub"]["status"], pair["sub"]["read_back"]]
        lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(row)}" for key, row in sorted(rows.items()))
        (out / f"{name}.json").write_text("{\n" + lines + "\n}\n")


main()
