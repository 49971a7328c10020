"""What can go wrong on a line, or be done wrong on purpose at its other end."""

import hashlib
import json
import re
import threading
from collections.abc import Callable

import msgspec

from e2e.line import Answer, Disturbance, Line, Request, forwarded

CHUNK = re.compile(r"/api/blobs/[0-9a-f]{32}/[0-9]+")
HTML = b"<!doctype html><title>Sign in</title><h1>Welcome to our hotel</h1>"


def _on_api(answer: Callable[[Callable[[], Answer]], Answer | None]) -> Disturbance:
    def disturb(request: Request, forward: Callable[[], Answer]) -> Answer | None:
        return answer(forward) if request.path.startswith("/api/") else forward()

    return disturb


def _html(status: int) -> Answer:
    return Answer(status=status, headers=(("Content-Type", "text/html"),), body=HTML)


def _half(forward: Callable[[], Answer]) -> Answer:
    whole = forward()
    body = whole.body[: len(whole.body) // 2]
    return Answer(
        status=whole.status, headers=whole.headers, body=body, promised=len(whole.body) + 1
    )


def _promise(request: Request, forward: Callable[[], Answer]) -> Answer:
    """The answer to a push that was stored, while nothing is."""
    if request.method != "POST" or request.path != "/api/log":
        return forward()
    link: bytes = msgspec.msgpack.decode(request.body)["link"]
    head = hashlib.sha256(b"small-moments/v1/link\0" + link).digest()
    place = {"seq": int.from_bytes(link[17:21]), "head": head}
    packed = ("Content-Type", "application/vnd.msgpack")
    return Answer(status=200, headers=(packed,), body=msgspec.msgpack.encode(place))


def hold_back(_request: Request, forward: Callable[[], Answer]) -> Answer:
    """A proxy on the way that hands a stream on when it has all of it."""
    answer = forward()
    if answer.rest is None:
        return answer
    return msgspec.structs.replace(answer, body=b"".join(answer.rest), rest=None)


FAULTS: dict[str, Disturbance] = {
    "an error": _on_api(lambda _forward: _html(500)),
    "a page instead of an answer": _on_api(lambda _forward: _html(200)),
    "nothing": _on_api(lambda _forward: None),
    "half an answer": _on_api(_half),
    "a promise that is not kept": _promise,
}
"""Ways in which the API fails while the app's own files still arrive."""


class Cuts:
    """The line dies under chunks of attachments: after every so many, and not of its own again.

    Every other time the other end has heard the request, and its answer is lost. Set `disturb` on
    a line; `happened` is set with each cut, and the line is cut until somebody mends it.
    """

    def __init__(self, line: Line, method: str, every: int, times: int) -> None:
        """`method` says which chunks: those that are sent (PUT) or fetched (GET)."""
        self.happened = threading.Event()
        self.left = times
        self._line, self._method, self._every = line, method, every
        self._passed = 0

    def disturb(self, request: Request, forward: Callable[[], Answer]) -> Answer | None:
        """See above. One chunk is on its way at a time."""
        if request.method != self._method or CHUNK.fullmatch(request.path) is None or not self.left:
            return forward()
        self._passed += 1
        if self._passed % self._every:
            return forward()
        self.left -= 1
        if self.left % 2:
            forward()
        self._line.is_cut = True
        self.happened.set()
        return None


class NewRelease:
    """A new release of the app, made from the served one; `spoiled` files arrive changed by a byte.

    Set `disturb` on a line, after the phone has the release that is really served.
    """

    def __init__(self, base_url: str) -> None:
        """Reads the served release and adds a comment to its page, so that all hashes move on."""
        self.spoiled: str | None = None
        listed = json.loads(_get(base_url, "/release.json"))
        page = _get(base_url, "/") + b"<!-- a newer one -->"
        for file in listed["files"]:
            if file["path"] == "index.html":
                file.update(sha256=hashlib.sha256(page).hexdigest(), bytes=len(page))
        release = json.dumps(listed).encode()
        baked = b'const RELEASE = "%s"' % hashlib.sha256(release).hexdigest().encode()
        worker = re.sub(rb'const RELEASE = "[0-9a-f]{64}"', baked, _get(base_url, "/sw.js"))
        self.assets = [f"/{file['path']}" for file in listed["files"]]
        self._files = {"/release.json": release, "/index.html": page, "/sw.js": worker}

    def disturb(self, request: Request, forward: Callable[[], Answer]) -> Answer:
        """The new files, and the spoiled one with its last bit turned."""
        if request.path not in {*self._files, self.spoiled}:
            return forward()
        whole = forwarded(msgspec.structs.replace(request, headers=()))  # not compressed
        body = self._files.get(request.path, whole.body)
        if request.path == self.spoiled:
            body = body[:-1] + bytes([body[-1] ^ 1])
        kept = ((name, value) for name, value in whole.headers if name.lower() != "etag")
        return Answer(status=200, headers=tuple(kept), body=body)


def _get(base_url: str, path: str) -> bytes:
    return forwarded(Request(method="GET", url=base_url + path, headers=(), body=b"")).body
