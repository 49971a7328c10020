"""What a network does to two phones, case by case: its name, and what happens on the way."""

from collections.abc import Callable

from msgspec import Struct

from e2e.line import Disturbance
from tests.network import faults as f
from tests.network import orders as o
from tests.network.faults import Hold, on_all, on_gets, on_pushes, on_stream


class Case(Struct, frozen=True):
    """`begins` gives what happens, from the hold of this run; None: nobody listens any more."""

    name: str
    begins: Callable[[Hold], Disturbance] | None
    spoils: bool = False
    """It says what is not so: a phone may tell a person that it saw that."""


CUT = (
    Case("nobody listens at the address", None),
    Case("no request arrives", lambda _: on_all(f.lost)),
    Case("every second request is lost", lambda _: o.each_other(f.lost)),
    Case("every second answer is lost", lambda _: o.each_other(f.unanswered)),
    Case("the first pushes are lost", lambda _: o.first(3, f.lost, only=f.is_push)),
    Case("the answer to every push is lost", lambda _: on_pushes(f.unanswered)),
    Case("every connection is reset", lambda _: on_all(f.torn)),
    Case("every connection is reset once the request is done", lambda _: on_all(f.torn_after)),
    Case("every answer is reset in its middle", lambda _: on_gets(f.torn_within)),
    Case("half of every push arrives", lambda _: on_pushes(f.half_sent)),
    Case("half of every request arrives", lambda _: on_all(f.half_sent)),
    Case("every answer ends before its length", lambda _: on_all(f.promising(1))),
    Case("every answer goes on after its length", lambda _: on_all(f.promising(-1))),
    Case("the head of every answer is cut", lambda _: on_all(f.raw(b"HTTP/1.1 200 OK\r\nCont"))),
)
LATE = (
    Case("no request is answered", lambda hold: on_all(f.silent(hold))),
    Case("what is done is not answered", lambda hold: on_all(f.silent_after(hold))),
    Case("answers are late, and some are none", o.slower),
    Case("every answer begins and stops", lambda hold: on_gets(f.stalled(hold))),
    Case("every answer drips", lambda _: on_all(f.dripping)),
)
AGAIN = (
    Case("every push arrives twice", lambda _: on_pushes(f.twice)),
    Case("every request arrives twice", lambda _: on_all(f.twice)),
    Case("every request arrives again after its answer", lambda _: on_all(f.twice_first)),
    Case("every push arrives again and again, later", lambda _: o.replayed()),
    Case("a push that was given up arrives later", lambda _: o.late()),
    Case("the push that comes first arrives last", lambda _: o.out_of_turn()),
    Case("a cache gives what it gave before", lambda _: o.remembered(), spoils=True),
    Case("answers are handed to whoever asks next", lambda _: o.mixed_up(), spoils=True),
)
CHANGED = (
    Case("a bit is turned early in every answer", lambda _: on_all(f.with_body(f.turned(0.1)))),
    Case(
        "a bit is turned in the middle of every answer",
        lambda _: on_all(f.with_body(f.turned(0.5))),
        spoils=True,
    ),
    Case(
        "the last bit of every answer is turned",
        lambda _: on_all(f.with_body(f.turned(1))),
        spoils=True,
    ),
    Case("a bit is turned in every push", lambda _: on_pushes(f.sent_changed(f.turned(0.5)))),
    Case("a bit is turned in every request", lambda _: on_all(f.sent_changed(f.turned(0.9)))),
    Case("every push loses its end", lambda _: on_pushes(f.sent_changed(lambda b: b[:-9]))),
    Case("every answer loses its end", lambda _: on_all(f.with_body(lambda b: b[:-1]))),
    Case("every answer comes twice in one", lambda _: on_all(f.with_body(lambda b: b + b))),
    Case("every answer is empty", lambda _: on_all(f.with_body(lambda _: b""))),
    Case(
        "answers say that they are text",
        lambda _: on_all(f.with_field("Content-Type", "text/plain")),
    ),
    Case(
        "answers say nothing of what they are", lambda _: on_all(f.with_field("Content-Type", None))
    ),
    Case(
        "answers say that they are compressed",
        lambda _: on_all(f.with_field("Content-Encoding", "gzip")),
    ),
    Case("sessions are taken out of answers", lambda _: on_all(f.with_field("Set-Cookie", None))),
    Case("what is done is called an error", lambda _: on_all(f.done_but(500))),
    Case("what is done is called a conflict", lambda _: on_pushes(f.done_but(409))),
    Case("what answers is no HTTP", lambda _: on_all(f.raw(b"\x00\x16\x03\x01SSH-2.0\r\n\r\n"))),
)
PORTALS = (
    Case(
        "a portal redirects", lambda _: on_all(f.answered(302, Location="http://portal.invalid/"))
    ),
    Case("a portal redirects for good", lambda _: on_all(f.answered(308, Location="/welcome"))),
    Case("a portal shows its page in place of everything", lambda _: on_all(f.answered(200))),
    Case(
        "a portal's page says that it is an answer",
        lambda _: on_all(f.answered(200, media=f.PACKED)),
    ),
    Case("a portal says nothing and calls it well", lambda _: on_all(f.answered(204, b""))),
    Case("a portal asks to sign in, as it ought to", lambda _: on_all(f.answered(511))),
    Case("a portal redirects, shows its page, and is gone", lambda _: o.portal()),
    Case("a proxy wants a password", lambda _: on_all(f.answered(407, Proxy_Authenticate="Basic"))),
    Case("a gate wants a password", lambda _: on_all(f.answered(401, WWW_Authenticate="Basic"))),
    Case("a filter forbids it", lambda _: on_all(f.answered(403))),
    Case("a filter calls it gone for legal reasons", lambda _: on_all(f.answered(451))),
    Case("a filter finds every push too large", lambda _: on_pushes(f.answered(413))),
)
GATEWAYS = (
    Case("502", lambda _: on_all(f.answered(502))),
    Case("503", lambda _: on_all(f.answered(503))),
    Case("503, to come back later", lambda _: on_all(f.answered(503, Retry_After="120"))),
    Case(
        "503, to come back at a date",
        lambda _: on_all(f.answered(503, Retry_After="Fri, 27 Nov 2026 10:00:00 GMT")),
    ),
    Case("504 for what is done", lambda _: on_all(f.done_but(504))),
    Case("408", lambda _: on_all(f.answered(408))),
    Case("429, to come back later", lambda _: on_all(f.answered(429, Retry_After="90"))),
    Case("429 without end", lambda _: on_all(f.answered(429, Retry_After="99999999"))),
    Case("a server is restarted behind its gateway", lambda _: o.restarting()),
    Case("500 and the truth by turns", lambda _: o.by_turns(f.answered(500), f.whole)),
)
STREAMS = (
    Case("every event stream ends at once", lambda _: on_stream(f.stream_of())),
    Case("no event stream says anything", lambda hold: on_stream(f.silent(hold))),
    Case("no event stream opens", lambda _: on_stream(f.answered(503))),
    Case("every event stream is a page", lambda _: on_stream(f.answered(200))),
    Case("every event stream is reset", lambda _: on_stream(f.torn)),
    Case(
        "every event stream says that nothing is new",
        lambda _: on_stream(f.stream_of(b": same\n\n")),
    ),
    Case("event streams say rubbish", lambda _: on_stream(f.stream_of(
        b"\xff\xfe\x00", b"event: " + b"x" * 100_000, b"\nevent: head\n" * 500, b"data"))),
)  # fmt: skip

CASES = (*CUT, *LATE, *AGAIN, *CHANGED, *PORTALS, *GATEWAYS, *STREAMS)
