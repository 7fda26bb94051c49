#!/usr/bin/env python3
"""Cuts the endpoints that the sandbox has out of GitLab's own description of its API.

    distill.py OPENAPI > contract.json

OPENAPI is `doc/api/openapi/openapi_v3.yaml` of GitLab 18.9 in a plainer form, several megabytes of JSON that are not kept
here: references resolved; of an operation `path`, `query` and `body`, each name with its schema, and of `responses` the
schema of each status. Only names, types, enums and what is required are carried over, no prose. Every schema stands once, in a list;
where it is used, a number says which.

A new endpoint of the sandbox is a line in ENDPOINTS.
"""

import json
import sys

ENDPOINTS = """
GET    /metadata
GET    /version
GET    /user
GET    /users
GET    /users/{id}
GET    /personal_access_tokens/self
POST   /groups
GET PUT                 /groups/{id}
GET    /groups/{id}/projects
GET    /groups/{id}/members/{user_id}
GET POST                /groups/{id}/protected_environments
GET PUT DELETE          /groups/{id}/protected_environments/{name}
GET POST                /hooks
GET POST PUT DELETE     /hooks/{hook_id}
PUT DELETE              /hooks/{hook_id}/url_variables/{key}
PUT DELETE              /hooks/{hook_id}/custom_headers/{key}
GET POST                /projects
GET PUT DELETE          /projects/{id}
POST   /projects/{id}/share
DELETE /projects/{id}/share/{group_id}
GET POST                /projects/{id}/members
GET PUT DELETE          /projects/{id}/members/{user_id}
GET    /projects/{id}/members/all
GET    /projects/{id}/members/all/{user_id}
GET POST                /projects/{id}/repository/branches
GET DELETE              /projects/{id}/repository/branches/{branch}
POST   /projects/{id}/repository/files/{file_path}
GET POST                /projects/{id}/protected_branches
GET PATCH DELETE        /projects/{id}/protected_branches/{name}
GET POST                /projects/{id}/external_status_checks
PUT DELETE              /projects/{id}/external_status_checks/{check_id}
GET    /projects/{id}/merge_trains
GET    /projects/{id}/merge_trains/{target_branch}
GET POST                /projects/{id}/merge_trains/merge_requests/{merge_request_iid}
GET    /projects/{id}/merge_requests
GET PUT                 /projects/{id}/merge_requests/{merge_request_iid}
GET    /projects/{id}/merge_requests/{merge_request_iid}/pipelines
GET POST                /projects/{id}/merge_requests/{merge_request_iid}/notes
GET PUT DELETE          /projects/{id}/merge_requests/{merge_request_iid}/notes/{note_id}
GET POST                /projects/{id}/merge_requests/{merge_request_iid}/discussions
GET PUT                 /projects/{id}/merge_requests/{merge_request_iid}/discussions/{discussion_id}
GET POST                /projects/{id}/merge_requests/{merge_request_iid}/discussions/{discussion_id}/notes
GET PUT DELETE          /projects/{id}/merge_requests/{merge_request_iid}/discussions/{discussion_id}/notes/{note_id}
GET    /projects/{id}/repository/commits/{sha}/merge_requests
GET    /projects/{id}/merge_requests/{merge_request_iid}/status_checks
POST   /projects/{id}/merge_requests/{merge_request_iid}/status_check_responses
POST   /projects/{id}/merge_requests/{merge_request_iid}/status_checks/{external_status_check_id}/retry
PUT    /projects/{id}/merge_requests/{merge_request_iid}/merge
POST   /projects/{id}/merge_requests/{merge_request_iid}/cancel_merge_when_pipeline_succeeds
GET    /projects/{id}/pipelines
GET    /projects/{id}/pipelines/{pipeline_id}
POST   /projects/{id}/pipelines/{pipeline_id}/cancel
POST   /projects/{id}/jobs/{job_id}/play
GET POST                /projects/{id}/environments
GET PUT DELETE          /projects/{id}/environments/{environment_id}
POST   /projects/{id}/environments/{environment_id}/stop
POST   /projects/{id}/environments/stop_stale
DELETE /projects/{id}/environments/review_apps
GET POST                /projects/{id}/protected_environments
GET PUT DELETE          /projects/{id}/protected_environments/{name}
GET POST                /projects/{id}/deployments
GET PUT DELETE          /projects/{id}/deployments/{deployment_id}
GET    /projects/{id}/deployments/{deployment_id}/merge_requests
POST   /projects/{id}/deployments/{deployment_id}/approval
"""


class Schemas:
    """Schemas, each once."""

    def __init__(self):
        self.all = []
        self.numbers = {}

    def number(self, schema):
        if schema is None:
            return None
        kept = {key: schema[key] for key in ("type", "enum", "format") if key in schema}
        if isinstance(schema.get("required"), list):
            kept["required"] = schema["required"]
        if "items" in schema:
            kept["items"] = self.number(schema["items"])
        if "any" in schema:
            kept["any"] = [self.number(it) for it in schema["any"]]
        if "properties" in schema:
            properties = sorted(schema["properties"].items())
            kept["properties"] = {name: self.number(it) for name, it in properties}
        text = compact(kept)
        if text not in self.numbers:
            self.numbers[text] = len(self.all)
            self.all.append(text)
        return self.numbers[text]


def compact(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def shape(path):
    """A path without the names of its parameters, which differ between the two sides."""
    return tuple("{}" if part.startswith(("{", "*")) else part for part in path.split("/"))


def endpoint(operation, schemas):
    kept = {"answers": {status: schemas.number(it) for status, it in operation["responses"].items()}}
    for part in ("path", "query"):
        if part in operation:
            kept[part] = {name: schemas.number(it) for name, it in operation[part].items()}
            needed = sorted(name for name, it in operation[part].items() if it.get("required") is True)
            if needed:
                kept[part + "_required"] = needed
    if "body" in operation:
        kept["body"] = schemas.number(operation["body"])
    return kept


def main():
    paths = json.load(open(sys.argv[1]))["paths"]
    known = {shape(path): operations for path, operations in paths.items()}
    schemas, endpoints = Schemas(), []
    for line in filter(None, ENDPOINTS.split("\n")):
        *methods, path = line.split()
        for method in methods:
            operation = known[shape("/api/v4" + path)][method.lower()]
            kept = endpoint(operation, schemas)
            endpoints.append(f"{json.dumps(method + ' ' + path)}: {compact(kept)}")
    print("{")
    print('"schemas": [\n' + ",\n".join(schemas.all) + "\n],")
    print('"endpoints": {\n' + ",\n".join(endpoints) + "\n}")
    print("}")


main()
