"""`python -m small_moments.docs`: writes what of `docs/` is made from the code.

With `--check` it changes nothing and fails if a file differs.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from small_moments import app, openapi
from small_moments.problems import CONTENT_TYPE, PROBLEMS
from small_moments.settings import FIELDS, PREFIX, Settings

_MADE: Final = "<!-- Made by `python -m small_moments.docs`; do not edit. -->\n\n"


def settings_text() -> str:
    """docs/settings.md."""
    lines = [
        "# Settings\n",
        f"Each is a flag of every command, an environment variable `{PREFIX}…`, or a key of a",
        f"TOML file (`--settings FILE`, or named by `{PREFIX}SETTINGS`); the first of these that",
        "names it wins. Unknown names are errors. A variable with `_FILE` after its name holds the",
        "path of a file with the value. `small-moments init FILE` writes a file of all settings,",
        "`small-moments config show` prints those that hold, and from where.\n",
        "| flag | environment | TOML | default | |",
        "|---|---|---|---|---|",
    ]
    defaults = Settings()
    for name, field in FIELDS.items():
        flag, variable = "--" + name.replace("_", "-"), PREFIX + name.upper()
        default = getattr(defaults, name)
        shown = f"`{default}`" if default != "" else ""
        text = field.__metadata__[0].description
        lines.append(f"| `{flag}` | `{variable}` | `{name}` | {shown} | {text} |")
    return _MADE + "\n".join(lines) + "\n"


def api_text() -> str:
    """docs/api.md."""
    document = openapi.document(app.ROUTES)
    parts = [
        "# The API\n",
        "Bodies are MessagePack maps (`application/vnd.msgpack`) unless said otherwise. OpenAPI:",
        "`/api/openapi.json`. What the layouts inside hold, `crypto/spec.md` says.\n",
        "Writes need `X-Small-Moments: 1` and `Sec-Fetch-Site: same-origin`. Calls that may answer",
        "`not-signed-in` need the cookie of a log-in.\n",
        openapi.AT_ANY_TIME + "\n",
    ]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            parts += _operation(method, path, operation)
    parts += ["## Bodies\n"]
    for name, schema in document["components"]["schemas"].items():
        parts += _schema(name, schema)
    parts += _problems()
    return _MADE + "\n".join(parts) + "\n"


def _operation(method: str, path: str, operation: dict[str, Any]) -> list[str]:
    lines = [f"## {method.upper()} {path}\n", operation["summary"] + "\n"]
    lines += [
        f"- query `{one['name']}`: {_type(one['schema'])}"
        for one in operation.get("parameters", ())
        if one["in"] == "query"
    ]
    if "requestBody" in operation:
        for kind, content in operation["requestBody"]["content"].items():
            shown = _type(content["schema"]) if content else f"`{kind}`"
            lines.append(f"- body: {shown}")
    for status, response in operation["responses"].items():
        content = response.get("content", {})
        kinds = [
            _type(one["schema"]) if one else f"`{kind}`"
            for kind, one in content.items()
            if kind != CONTENT_TYPE
        ]
        shown = f": {kinds[0]}" if kinds else ""
        lines.append(f"- {status} {response['description']}{shown}")
    return [*lines, ""]


def _schema(name: str, schema: dict[str, Any]) -> list[str]:
    lines = [f"### {name}\n", schema.get("description", "") + "\n"]
    lines += [f"- `{key}`: {_type(one)}" for key, one in schema["properties"].items()]
    return [*lines, ""]


def _type(schema: dict[str, Any]) -> str:
    """A schema in a few words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    if schema.get("type") == "object":
        return f"map of names to {_type(schema.get('additionalProperties') or {})}"
    name = "bytes" if schema.get("format") == "binary" else schema.get("type", "anything")
    return f"{name}{_sizes(schema)}"


def _sizes(schema: dict[str, Any]) -> str:
    least, most = schema.get("minLength"), schema.get("maxLength")
    if most is None:
        return ""
    return f" ({most})" if least == most else f" (at most {most})"


def _problems() -> list[str]:
    rows = [
        f"| `urn:small-moments:problem:{slug}` | {status} | {title} |"
        for slug, (status, title) in PROBLEMS.items()
    ]
    return [
        "## Problems\n",
        "An answer that is not the wished one is `application/problem+json` (RFC 9457). `field`",
        "names the part of the request that is at fault, never its value; `kind` is a kind of",
        "failure of the protocol; `seq` is where the log ends.\n",
        "| type | status | title |",
        "|---|---|---|",
        *rows,
    ]


FILES: Final[dict[str, Callable[[], str]]] = {"api.md": api_text, "settings.md": settings_text}


def main(arguments: Sequence[str], folder: Path = Path("docs")) -> int:
    """Returns 1 if `--check` found a difference."""
    differ = False
    for name, text in FILES.items():
        path = folder / name
        if "--check" not in arguments:
            path.write_text(text(), "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text():
            print(f"{path} is not what the code says: run python -m small_moments.docs")
            differ = True
    return 1 if differ else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
