#!/usr/bin/env python3
"""Compare the app that a server sends with a list of its hashes.

    python verify_release.py URL HASHES

URL is the server's address, as https://moments.example; HASHES a file that holds what
`small-moments release-hashes` printed for the release. Exit code 0: every file is the one that was
released. 1: something differs, and each difference is named. 2: it could not be compared.

It needs Python 3.11 and nothing else, so that it can be read in one sitting and run anywhere. It
asks for every file as it is, not packed; what a browser unpacks, the app's service worker compares
with the same hashes when it installs. What a server sends to others it cannot know: run it from
several places, and again later.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import sys
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

LINE = re.compile(r"([0-9a-f]{64}) [ *](/\S*)")
LAST = re.compile(r"([0-9a-f]{64})")
NAMED = re.compile(r"""(?:src|href)\s*=\s*["']?([^"'\s>]+)""")
SECONDS = 30
MOST = 64 * 1024 * 1024
# What a server says of itself, beside the release.
OWN = ("/privacy", "/api/")


class CompareError(Exception):
    """It could not be compared; the text says why."""


def main(arguments: list[str]) -> int:
    """Returns the exit code."""
    if len(arguments) != 2 or arguments[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        listed = read_hashes(Path(arguments[1]).read_text("utf-8"))
        faults = compare(Server(arguments[0]), listed)
    except (CompareError, OSError, UnicodeDecodeError, http.client.HTTPException) as error:
        print(f"could not compare: {error}", file=sys.stderr)
        return 2
    for fault in faults:
        print(fault)
    print(f"{len(listed)} files listed, {len(faults)} differences")
    return 1 if faults else 0


def read_hashes(text: str) -> dict[str, str]:
    """The hash of each path; the fingerprint at the end has to fit the lines before it."""
    lines = text.splitlines()
    if not lines or LAST.fullmatch(lines[-1]) is None:
        raise CompareError("the list does not end with a fingerprint")
    body = "".join(f"{line}\n" for line in lines[:-1])
    if hashlib.sha256(body.encode("utf-8")).hexdigest() != lines[-1]:
        raise CompareError("the list does not fit its fingerprint")
    listed: dict[str, str] = {}
    for line in lines[:-1]:
        match = LINE.fullmatch(line)
        if match is None:
            raise CompareError("a line of the list is not `hash  path`")
        listed[match[2]] = match[1]
    return listed


def compare(server: Server, listed: dict[str, str]) -> list[str]:
    """Every difference, as a line."""
    faults: list[str] = []
    bodies: dict[str, bytes] = {}
    for path, expected in listed.items():
        body = server.get(path)
        if body is None:
            faults.append(f"missing: {path}")
        elif hashlib.sha256(body).hexdigest() != expected:
            faults.append(f"changed: {path}")
        if body is not None:
            bodies[path] = body
    # A browser that opens the address gets this one, whatever /index.html is.
    front = server.get("/")
    if front is None or hashlib.sha256(front).hexdigest() != listed.get("/index.html"):
        faults.append("changed: /")
    named = named_in(front or b"") | released_in(bodies.get("/release.json", b""))
    additional = sorted(named - listed.keys())
    return faults + [f"additional: {path}" for path in additional if not path.startswith(OWN)]


def named_in(page: bytes) -> set[str]:
    """Paths that a page loads; addresses of other places as they are."""
    found: set[str] = set()
    for address in NAMED.findall(page.decode("utf-8", errors="replace")):
        absolute = urljoin("//here/", address)
        here = urlsplit(absolute).netloc == "here"
        found.add(urlsplit(absolute).path if here else address)
    return found - {"/"}


def released_in(text: bytes) -> set[str]:
    """Paths of the list that the app's own service worker goes by."""
    try:
        files = json.loads(text)["files"]
        return {"/" + str(file["path"]) for file in files}
    except (ValueError, KeyError, TypeError):
        return set()


class Server:
    """Asks one server for files, without coding and without following it elsewhere."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        kinds = {"https": http.client.HTTPSConnection, "http": http.client.HTTPConnection}
        if parts.scheme not in kinds or not parts.hostname or parts.path not in ("", "/"):
            raise CompareError("URL is to be like https://moments.example")
        self._connection = kinds[parts.scheme](parts.hostname, parts.port, timeout=SECONDS)

    def get(self, path: str) -> bytes | None:
        """The bytes of a file; None if there is none."""
        headers = {"Accept-Encoding": "identity", "Cache-Control": "no-cache", "Accept": "*/*"}
        self._connection.request("GET", quote(path), headers=headers)
        answer = self._connection.getresponse()
        body = answer.read(MOST)
        if answer.status == 404:
            return None
        if answer.status != 200:
            raise CompareError(f"{path}: the server answers {answer.status}")
        if answer.getheader("Content-Encoding", "identity") != "identity":
            raise CompareError(f"{path}: packed, though it was asked for as it is")
        return body


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
