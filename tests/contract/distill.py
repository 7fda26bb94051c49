#!/usr/bin/env python3
"""Cuts families of endpoints out of GitLab's own description of its API.

    distill.py OPENAPI [FAMILY…]

writes FAMILY.json beside this file; without names, every family that has a file. OPENAPI is `doc/api/openapi/openapi_v3.yaml`
of GitLab 18.9 in a plainer form, several megabytes of JSON that are not kept here: references resolved; of an operation
`path`, `query` and `body`, each name with its schema, and of `responses` the schema of each status. Only names, types, enums
and what is required are carried over, no prose.

A scalar is named by its type (`string`, `string:date-time`). Every other schema stands once in its file under a hash of its
content, so equal schemas have one name everywhere and a new endpoint adds lines without touching others.

A new family is a row in FAMILIES: paths, each with everything below it, or with `$` that path alone.
"""

import hashlib
import json
import pathlib
import sys

SCOPES = ("/projects/{id}", "/groups/{id}")


def both(*words):
    return [f"{scope}/{word}" for scope in SCOPES for word in words]


ONE = "/projects/{id}/merge_requests/{merge_request_iid}"
FAMILIES = {
    "access_tokens": both("access_tokens"),
    "application_settings": ["/application/settings"],
    "applications": ["/applications"],
    "approval_rules": both("approval_rules"),
    "approval_settings": both("merge_request_approval_setting") + ["/projects/{id}/approvals"],
    "badges": both("badges"),
    "boards": both("boards"),
    "branches": ["/projects/{id}/repository/branches", "/projects/{id}/repository/merged_branches"],
    "broadcast_messages": ["/broadcast_messages"],
    "cluster_agents": ["/projects/{id}/cluster_agents"],
    "commits": ["/projects/{id}/repository/commits"],
    "custom_attributes": both("custom_attributes"),
    "deploy_keys": ["/projects/{id}/deploy_keys", "/deploy_keys"],
    "deploy_tokens": both("deploy_tokens") + ["/deploy_tokens"],
    "deployments": ["/projects/{id}/deployments"],
    "environments": ["/projects/{id}/environments"],
    "external_status_checks": [
        "/projects/{id}/external_status_checks", ONE + "/status_checks", ONE + "/status_check_responses",
    ],
    "feature_flags": ["/projects/{id}/feature_flags", "/projects/{id}/feature_flags_user_lists"],
    "files": ["/projects/{id}/repository/files", "/projects/{id}/repository/tree"],
    "freeze_periods": ["/projects/{id}/freeze_periods"],
    "group_links": both("ldap_group_links", "saml_group_links"),
    "groups": ["/groups$", "/groups/{id}$"]
    + ["/groups/{id}/" + it for it in ("archive", "avatar", "descendant_groups", "groups", "projects$", "restore", "subgroups", "transfer$", "unarchive")],
    "hooks": ["/hooks"] + both("hooks"),
    "integrations": both("integrations"),
    "job_token_scope": ["/projects/{id}/job_token_scope"],
    "jobs": ["/projects/{id}/jobs"],
    "labels": both("labels"),
    "member_roles": both("member_roles") + ["/member_roles"],
    "members": both("members", "invitations"),
    "merge_requests": [
        "/projects/{id}/merge_requests$", ONE + "$", ONE + "/pipelines", ONE + "/merge", ONE + "/cancel_merge_when_pipeline_succeeds",
        "/projects/{id}/merge_requests/{noteable_id}",
    ],
    "merge_trains": ["/projects/{id}/merge_trains"],
    "milestones": both("milestones"),
    "pages": ["/projects/{id}/pages", "/projects/{id}/pages/domains"],
    "pipeline_schedules": ["/projects/{id}/pipeline_schedules"],
    "pipeline_triggers": ["/projects/{id}/triggers"],
    "pipelines": ["/projects/{id}/pipelines"],
    "projects": ["/projects$", "/projects/{id}$", "/projects/user/{user_id}"]
    + ["/projects/{id}/" + it for it in ("archive", "avatar", "fork", "groups", "mirror", "restore", "transfer$", "unarchive")],
    "protected_branches": both("protected_branches"),
    "protected_environments": both("protected_environments"),
    "protected_tags": ["/projects/{id}/protected_tags"],
    "protection_rules": [
        "/projects/{id}/packages/protection", "/projects/{id}/registry/protection",
    ],
    "push_mirrors": ["/projects/{id}/remote_mirrors"],
    "push_rules": both("push_rule"),
    "resource_groups": ["/projects/{id}/resource_groups"],
    "runners": ["/runners", "/projects/{id}/runners", "/groups/{id}/runners", "/user/runners"],
    "security_settings": both("security_settings"),
    "service_accounts": ["/service_accounts"] + both("service_accounts"),
    "shares": both("share", "invited_groups"),
    "server": ["/metadata", "/version", "/personal_access_tokens/self"],
    "topics": ["/topics"],
    "users": [
        "/users", "/user$", "/user/emails", "/user/keys", "/user/gpg_keys", "/personal_access_tokens$",
        "/personal_access_tokens/{id}$",
    ],
    "variables": ["/admin/ci/variables"] + both("variables"),
}


def belongs(path, pattern):
    return path == pattern[:-1] if pattern.endswith("$") else path == pattern or path.startswith(pattern + "/")


def compact(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def named(schema, schemas):
    """The name of a schema; what it is stands in `schemas`."""
    if schema is None:
        return None
    kept = {key: schema[key] for key in ("type", "format") if isinstance(schema.get(key), str)}
    if "enum" in schema:
        kept["enum"] = schema["enum"]
    if isinstance(schema.get("required"), list):
        kept["required"] = schema["required"]
    if "items" in schema:
        kept["items"] = named(schema["items"], schemas)
    if "any" in schema:
        kept["any"] = [named(it, schemas) for it in schema["any"]]
    if "properties" in schema:
        properties = sorted(schema["properties"].items())
        kept["properties"] = {name: named(it, schemas) for name, it in properties}
    if set(kept) <= {"type", "format"}:
        name = ":".join(filter(None, (kept.get("type", "any"), kept.get("format"))))
    else:
        name = hashlib.sha256(compact(kept).encode()).hexdigest()[:10]
    schemas[name] = kept
    return name


def endpoint(operation, schemas):
    answers = {status: named(it, schemas) for status, it in operation["responses"].items()}
    kept = {"answers": answers}
    for part in ("path", "query"):
        if part in operation:
            kept[part] = {name: named(it, schemas) for name, it in operation[part].items()}
            needed = sorted(name for name, it in operation[part].items() if it.get("required") is True)
            if needed:
                kept[part + "_required"] = needed
    if "body" in operation:
        kept["body"] = named(operation["body"], schemas)
    return kept


def family(name, paths):
    schemas, endpoints = {}, {}
    for path, operations in paths.items():
        path = path.removeprefix("/api/v4").replace("/(-/)", "/").replace("/-/", "/")
        if any(belongs(path, it) for it in FAMILIES[name]):
            for method, operation in operations.items():
                endpoints[f"{method.upper()} {path}"] = endpoint(operation, schemas)
    if not endpoints:
        sys.exit(f"{name}: no such endpoints")
    return "".join((
        '{\n"endpoints": {\n', rows(endpoints), '\n},\n"schemas": {\n', rows(schemas), "\n}\n}\n",
    ))


def rows(entries):
    return ",\n".join(f"{json.dumps(name)}: {compact(it)}" for name, it in sorted(entries.items()))


def main():
    folder = pathlib.Path(__file__).parent
    with open(sys.argv[1], encoding="utf-8") as file:
        paths = json.load(file)["paths"]
    for name in sys.argv[2:] or [it for it in FAMILIES if (folder / f"{it}.json").exists()]:
        (folder / f"{name}.json").write_text(family(name, paths))


main()
