"""The OpenAPI document, made from the routes themselves (OpenAPI 3.1)."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, cast

import msgspec
from litestar.handlers import HTTPRouteHandler
from msgspec import Struct

from small_moments import __version__
from small_moments.intake import MEDIA_TYPE
from small_moments.problems import CONTENT_TYPE, PROBLEMS, Slug

Schema = dict[str, Any]


class Route(Struct, frozen=True):
    """What there is to say of a route; `path` is below /api."""

    path: str
    methods: frozenset[str]
    name: str
    summary: str
    status: int
    opt: dict[str, Any]


def route(handler: HTTPRouteHandler) -> Route:
    """A route of Litestar's. It has one path."""
    (path,) = handler.paths
    return Route(
        path=re.sub(r":[a-z]+}", "}", path),
        methods=frozenset(handler.http_methods - {"HEAD", "OPTIONS"}),
        name=handler.handler_name.rpartition(".")[2],
        summary=" ".join((handler.fn.__doc__ or "").split()),
        status=handler.status_code,
        opt=handler.opt,
    )


AT_ANY_TIME: Final = "Any call may be answered 503 `busy` or `not-ready`, to be sent again later."


def document(routes: Sequence[Route]) -> Schema:
    """All routes; MessagePack's byte strings are `format: binary`."""
    structs = [kind for route in routes for kind in _structs(route)]
    schemas, components = msgspec.json.schema_components(
        structs, ref_template="#/components/schemas/{name}"
    )
    by_struct = dict(zip(structs, schemas, strict=True))
    paths: dict[str, Schema] = {}
    for route in routes:
        for method in sorted(route.methods):
            operation = _operation(route, by_struct)
            paths.setdefault("/api" + route.path, {})[method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Small Moments",
            "version": __version__,
            "description": AT_ANY_TIME,
        },
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": _binary(components)},
    }


def _structs(route: Route) -> Iterable[Any]:
    return (route.opt[key] for key in ("body", "answer") if key in route.opt)


def _operation(route: Route, schemas: dict[Any, Schema]) -> Schema:
    operation: Schema = {
        "operationId": route.name,
        "summary": route.summary,
        "responses": _responses(route, schemas),
    }
    if parameters := _parameters(route):
        operation["parameters"] = parameters
    if "takes" in route.opt:
        taken: Schema = {kind: {} for kind in route.opt["takes"]}
        operation["requestBody"] = {"required": True, "content": taken}
    if "body" in route.opt:
        content = {MEDIA_TYPE: {"schema": schemas[route.opt["body"]]}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _responses(route: Route, schemas: dict[Any, Schema]) -> Schema:
    good = route.opt.get("answers", {route.status: "done"})
    responses: Schema = {}
    for status, words in good.items():
        responses[str(status)] = {"description": words}
        if "answer" in route.opt:
            kind = route.opt.get("media", MEDIA_TYPE)
            responses[str(status)]["content"] = {kind: {"schema": schemas[route.opt["answer"]]}}
        if "gives" in route.opt:
            responses[str(status)]["content"] = {route.opt["gives"]: {}}
    return responses | _problems(route.opt["problems"])


def _problems(slugs: Sequence[Slug]) -> Schema:
    """Problems by status; where several share one, all are named."""
    by_status: dict[str, list[str]] = {}
    for status, slug in sorted((PROBLEMS[slug][0], slug) for slug in slugs):
        by_status.setdefault(str(status), []).append(f"`{slug}`")
    return {
        status: {"description": ", ".join(names), "content": {CONTENT_TYPE: {}}}
        for status, names in by_status.items()
    }


def _parameters(route: Route) -> list[Schema]:
    """Those of `opt`, and the two headers of writes, which browsers' reports lack."""
    found: list[Schema] = [
        {"name": name, "in": "path", "required": True, "schema": schema}
        for name, schema in route.opt.get("path", {}).items()
    ]
    found += [
        {"name": name, "in": "query", "required": False, "schema": schema}
        for name, schema in route.opt.get("query", {}).items()
    ]
    if "GET" not in route.methods and route.opt.get("guarded", True):
        found += [
            {"name": name, "in": "header", "required": True, "schema": {"const": value}}
            for name, value in (("X-Small-Moments", "1"), ("Sec-Fetch-Site", "same-origin"))
        ]
    return found


def _binary(schema: Any) -> Any:
    """msgspec describes bytes as JSON would carry them; in MessagePack they are just bytes."""
    if isinstance(schema, list):
        return [_binary(one) for one in cast("list[Any]", schema)]
    if isinstance(schema, str):
        return re.sub(r"\s+", " ", schema)
    if not isinstance(schema, dict):
        return schema
    changed = {key: _binary(value) for key, value in cast("dict[str, Any]", schema).items()}
    if changed.pop("contentEncoding", None) == "base64":
        changed["format"] = "binary"
        if (size := changed.pop("x-bytes", None)) is not None:
            changed |= {"minLength": size, "maxLength": size}
        if (most := changed.pop("x-most-bytes", None)) is not None:
            changed["maxLength"] = most
    return changed
