"""The TypeScript implementation, in a Node process that lives as long as the session."""

import json
import subprocess
from pathlib import Path
from typing import cast

from small_moments_protocol import Kind, Refused
from vectors.given import Json, plainly

SCRIPT = Path(__file__).with_name("peer.ts")


class Peer:
    """Answers ops of the vector table, one at a time."""

    def __init__(self, node: str) -> None:
        self._process = subprocess.Popen(
            [node, SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def run(self, op: str, given: Json) -> Json:
        """The values of an op. Raises Refused with the kind that the peer said."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"op": op, "input": plainly(given)}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"the peer ended at {op}"
        answer: Json = json.loads(line)
        if "refused" in answer:
            raise Refused(cast("Kind", answer["refused"]), "by the peer")
        return answer["values"]

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        assert self._process.wait(timeout=10) == 0
        self._process.stdout.close()
