"""What a network does to a request, an answer, a stream: each fault by itself."""

import socket
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from msgspec.structs import replace as changed

from e2e.disturbances import HTML
from e2e.line import PATIENCE, Answer, Disturbance, Request, forwarded

PACKED = "application/vnd.msgpack"
STREAM = "/api/events"
PUSH = ("POST", "/api/log")

Hold = Callable[[], None]
"""Waits until the phone has given up; the phone's time passes meanwhile."""
Fault = Callable[[Request], Answer | None]


def is_push(request: Request) -> bool:
    """True for a link on its way to the server."""
    return (request.method, request.path) == PUSH


def whole(request: Request) -> Answer:
    """The server's answer as it is."""
    return forwarded(request)


def lost(_request: Request) -> None:
    """The request does not arrive; the line is closed."""


def unanswered(request: Request) -> None:
    """The request arrives, and its answer is lost."""
    whole(request).close()


def torn(_request: Request) -> Answer:
    """The connection is reset before anything arrives."""
    return Answer(status=0, headers=(), body=b"", raw=b"", resets=True)


def torn_after(request: Request) -> Answer:
    """It is reset after the request has arrived."""
    whole(request).close()
    return torn(request)


def torn_within(request: Request) -> Answer:
    """It is reset in the middle of the answer."""
    answer = whole(request)
    half = answer.body[: len(answer.body) // 2]
    return changed(answer, body=half, promised=len(answer.body) + 1, resets=True)


def half_sent(request: Request) -> None:
    """Half of the request arrives, then nothing more."""
    where = urlsplit(request.url)
    head = f"{request.method} {where.path} HTTP/1.1\r\n"
    fields = "".join(f"{name}: {value}\r\n" for name, value in request.headers)
    half = request.body[: len(request.body) // 2]
    with socket.create_connection((where.hostname, where.port or 80), PATIENCE) as line:
        line.sendall(f"{head}{fields}\r\n".encode("latin-1") + half)


def answered(status: int, body: bytes = HTML, media: str = "text/html", **more: str) -> Fault:
    """Something on the way answers, and the request goes no further."""
    fields = {"Content-Type": media, **{name.replace("_", "-"): more[name] for name in more}}
    return lambda _request: Answer(status=status, headers=tuple(fields.items()), body=body)


def done_but(status: int) -> Fault:
    """The request is done, and something else is said of it."""

    def fault(request: Request) -> Answer | None:
        whole(request).close()
        return answered(status)(request)

    return fault


def raw(text: bytes) -> Fault:
    """Bytes that are no HTTP, or only begin as it."""
    return lambda _request: Answer(status=0, headers=(), body=b"", raw=text)


def with_body(change: Callable[[bytes], bytes]) -> Fault:
    """The answer with other bytes, and their length."""

    def fault(request: Request) -> Answer:
        answer = whole(request)
        return answer if answer.rest else changed(answer, body=change(answer.body))

    return fault


def with_field(name: str, value: str | None) -> Fault:
    """The answer with a header of another value, or without it."""

    def fault(request: Request) -> Answer:
        answer = whole(request)
        kept = [(key, said) for key, said in answer.headers if key.lower() != name.lower()]
        return changed(answer, headers=(*kept, *([] if value is None else [(name, value)])))

    return fault


def promising(more: int) -> Fault:
    """The answer under a length that is not its own."""

    def fault(request: Request) -> Answer:
        answer = whole(request)
        if answer.rest or answer.status == 204:
            return answer
        return changed(answer, promised=max(len(answer.body) + more, 0))

    return fault


def sent_changed(change: Callable[[bytes], bytes]) -> Fault:
    """The request arrives with other bytes in its body."""
    return lambda request: forwarded(changed(request, body=change(request.body)))


def turned(at: float) -> Callable[[bytes], bytes]:
    """Turns one bit of a body, at this part of its length."""

    def change(body: bytes) -> bytes:
        if not body:
            return body
        place = min(int(len(body) * at), len(body) - 1)
        return body[:place] + bytes([body[place] ^ 4]) + body[place + 1 :]

    return change


def twice(request: Request) -> Answer:
    """The request arrives a second time; the second answer is handed on."""
    whole(request).close()
    return whole(request)


def twice_first(request: Request) -> Answer:
    """The same, and the first answer is handed on."""
    first = whole(request)
    if first.rest is None:
        whole(request).close()
    return first


def dripping(request: Request) -> Answer:
    """The answer comes byte after byte, and is as long as it comes."""
    answer = whole(request)
    if answer.rest or answer.status == 204:
        return answer
    return changed(answer, body=b"", rest=(bytes([byte]) for byte in answer.body))


def stream_of(*pieces: bytes) -> Fault:
    """An event stream that says this and ends."""
    fields = (("Content-Type", "text/event-stream"),)
    return lambda _request: Answer(status=200, headers=fields, body=b"", rest=iter(pieces))


def silent(hold: Hold) -> Fault:
    """No answer comes, and the request goes no further."""

    def fault(_request: Request) -> None:
        hold()

    return fault


def silent_after(hold: Hold) -> Fault:
    """The request is done, and nothing is said of it."""

    def fault(request: Request) -> None:
        whole(request).close()
        hold()

    return fault


def stalled(hold: Hold) -> Fault:
    """The answer begins and does not go on."""

    def fault(request: Request) -> Answer:
        answer = whole(request)
        answer.close()
        return changed(answer, body=b"", rest=_until(hold, answer.body[: len(answer.body) // 2]))

    return fault


def _until(hold: Hold, piece: bytes) -> Iterator[bytes]:
    yield piece
    hold()


def on_pushes(fault: Fault) -> Disturbance:
    """Only what carries a link to the server is disturbed."""
    return lambda request, forward: fault(request) if is_push(request) else forward()


def on_all(fault: Fault) -> Disturbance:
    """Every request but the stream, which is a case of its own."""
    return lambda request, forward: forward() if request.path == STREAM else fault(request)


def on_stream(fault: Fault) -> Disturbance:
    """Only the event stream."""
    return lambda request, forward: fault(request) if request.path == STREAM else forward()


def on_gets(fault: Fault) -> Disturbance:
    """What is read: heads, pages of the log, wraps."""

    def disturb(request: Request, forward: Callable[[], Answer]) -> Answer | None:
        is_read = request.method == "GET" and request.path != STREAM
        return fault(request) if is_read else forward()

    return disturb
