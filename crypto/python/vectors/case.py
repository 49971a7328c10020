"""A file of cases, made and judged by the Python implementation."""

import json
from hashlib import shake_256
from pathlib import Path
from typing import Any

from small_moments_protocol import Kind, Refused

from vectors import ops
from vectors.attacks import attacks_of
from vectors.given import Json, plainly

FOLDER = Path(__file__).parents[2] / "vectors"


def fixed(name: str, size: int) -> bytes:
    """Bytes that look random and are always the same."""
    return shake_256(b"small-moments vectors/" + name.encode()).digest(size)


class Cases:
    """The cases of one layout."""

    def __init__(self, layout: str, logs: dict[str, list[Json]] | None = None) -> None:
        self.layout = layout
        self._logs = logs
        self._cases: list[Json] = []

    def ok(self, name: str, rules: str, op: str, /, **given: Any) -> Json:
        """A case that succeeds; its values are what the implementation computes."""
        plain = plainly(given)
        values = ops.run(op, plain, self._logs)
        case = {"name": name, "rules": rules.split(), "op": op, "input": plain, "expect": "ok"}
        self._add(case | {"values": values})
        return values

    def refused(self, kind: Kind | str, name: str, rules: str, op: str, /, **given: Any) -> None:
        """A case that must be refused with this kind, and is."""
        plain = plainly(given)
        try:
            ops.run(op, plain, self._logs)
        except Refused as refused:
            got: str = refused.kind
        else:
            got = "ok"
        assert got == kind, f"{self.layout}: {name}: expected {kind}, got {got}"
        cited = [*rules.split(), *attacks_of(self.layout, op, name)]
        case = {"name": name, "rules": cited, "op": op, "input": plain, "expect": kind}
        self._add(case)

    def text(self) -> str:
        """The file, one case a line."""
        lines = ",\n".join(json.dumps(case, ensure_ascii=True) for case in self._cases)
        logs = f'"logs": {json.dumps(self._logs)},\n' if self._logs else ""
        return f'{{"layout": "{self.layout}",\n{logs}"cases": [\n{lines}\n]}}\n'

    def _add(self, case: Json) -> None:
        assert all(case["name"] != other["name"] for other in self._cases), case["name"]
        self._cases.append(case)
