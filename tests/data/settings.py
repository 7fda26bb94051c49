"""Cuts the recorded tables of attributes down to what the sandbox reads: `settings.py RECORDINGS src/sandbox`.

An attribute is a line: `type`; `values` of an enumeration; `null`, what a null does where it is not simply stored (`keeps`, `default`,
`crash`, `lost`: 200 with the body null and nothing written, or the refusal); `alone`: false where it does not count as a parameter; `again`,
the place at which the complaint about missing parameters repeats it;
`ignored_below` and `refused_below`, the role that it requires; `below`, what a subgroup does with it: the refusal, or false where it
neither keeps nor shows it. The order is that of the complaint about missing parameters.
"""

import json
import pathlib
import sys

UNTOLD = "(not in the answer)"
LISTS_WITH_COMMAS = ("topics", "tag_list", "unique_project_download_limit_allowlist")


def parsed(body):
    return json.loads(body) if isinstance(body, str) and body.startswith("{") and not body.endswith("...") else body


def null(row):
    """The effect of a null: None where it is stored."""
    answer = row.get("null")
    if not answer or answer.get("effect") in ("null", "other"):
        return None
    if answer["effect"] != "refused":
        unseen = "keeps" if row["get_name"] is None else None
        return unseen if answer["effect"] == "unseen" else answer["effect"]
    body = parsed(answer.get("body"))
    if answer["status"] == 500:
        return "crash"
    if answer["status"] == 200:
        return "lost"
    said = body.get("error", "") if isinstance(body, dict) else str(body)
    if said.endswith("is empty"):
        return "blank"
    # Alone it is no parameter, or wants a companion: nothing about null.
    return None if said else body


def kind(name, row):
    known = row.get("type") or row.get("declared") or "any"
    known = {"BigDecimal": "string", "null": "string"}.get(known, known)
    if known == "array":
        return "words" if name in LISTS_WITH_COMMAS or "declared" in row else "list"
    return known


def one(name, row):
    kept = {"type": kind(name, row), "null": null(row)}
    if row.get("enum"):
        kept["values"] = [str(value) for value in row["enum"]]
    note = row.get("note") or ""
    if "200 and unchanged" in note or "200 and ignored" in note:
        kept["ignored_below"] = "owner" if "from a maintainer" in note else "admin"
    if "403 to a maintainer" in note:
        kept["refused_below"] = "owner"
    return {key: value for key, value in kept.items() if value is not None}


def below(pair):
    """What a subgroup does otherwise than a group at the top."""
    if not pair or pair["top"] == pair["sub"]:
        return None
    body = pair["sub"]["read_back"]
    if pair["sub"]["status"] == 200:
        return False
    # The parent of that subgroup had locked it.
    return None if "locked by an ancestor" in json.dumps(body) else body


def missing(table, data):
    """The names in the complaint about missing parameters, in its order."""
    if table == "group":
        return []
    source = {"project": ("project_settings", 83), "application_settings": ("application_settings_refusals", 3)}[table]
    steps = json.loads((data / f"{source[0]}.json").read_text())["steps"]
    return steps[source[1]]["response"]["body"]["error"].split(" are missing")[0].split(", ")


def main():
    data, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    load = lambda name: json.loads((data / f"attributes_{name}.json").read_text())["attributes"]
    subgroup = load("subgroup")
    for name, file in (("project", "project"), ("group", "group"), ("application_settings", "instance")):
        table, counted = load(name), missing(name, data)
        rows = {}
        for key in counted + [key for key in table if key not in counted]:
            if key not in table:
                rows[key] = {"type": "file"}
                continue
            row = one(key, table[key])
            if counted and key not in counted:
                if table[key].get("writable") is False or name == "application_settings":
                    continue
                row["alone"] = False
            elif counted.count(key) > 1:
                row["again"] = len(counted) - 1 - counted[::-1].index(key)
            if name == "group" and (other := below(subgroup.get(key))) is not None:
                row["below"] = other
            rows[key] = row
        if name == "group":
            # Recorded in a scenario of its own.
            rows["avatar"] = {"type": "file"}
        lines = ",\n".join(f"  {json.dumps(key)}: {json.dumps(row)}" for key, row in rows.items())
        (out / "settings" / f"{file}.json").write_text("{\n" + lines + "\n}\n")
        if file == "instance":
            told = {key: row["default"] for key, row in sorted(table.items()) if row["default"] != UNTOLD}
            (out / "world" / "instance_answer.json").write_text(json.dumps(told, indent=2) + "\n")


main()
