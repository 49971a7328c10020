"""The installed program: its socket, its end, and its commands beside it."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import httpx
import msgspec
import pytest
from small_moments import __version__
from small_moments.connection import HEAD_BYTES

from tests.program import INSTALLED, Program
from tests.server.client import MSGPACK, WRITE, problem
from tests.server.person import Person


class Phone:
    """A person's app against a real server, without threads or loops."""

    def __init__(self, program: Program, seed: int = 1) -> None:
        self.person = Person(seed)
        self.url = program.url
        self.http = httpx.Client(base_url=program.url, headers={**WRITE, **MSGPACK})

    def post(self, path: str, body: Mapping[str, object]) -> httpx.Response:
        return self.http.post(path, content=msgspec.msgpack.encode(body))

    def begin(self, code: str) -> None:
        assert self.post("/api/accounts", self.person.registration(code)).status_code == 201
        self.log_in()

    def log_in(self) -> None:
        who = {"account": self.person.account, "member": self.person.phone.id}
        nonce = msgspec.msgpack.decode(self.post("/api/login/challenge", who).content)["nonce"]
        answer = self.post("/api/login", self.person.signed(1, nonce, self.url))
        assert answer.status_code == 204
        self.http.headers["cookie"] = answer.headers["set-cookie"].split(";")[0]

    def seq(self) -> int:
        return msgspec.msgpack.decode(self.http.get("/api/head").content)["seq"]


@pytest.fixture
def phone(server: Program) -> Iterator[Phone]:
    """A phone of a person who has not begun yet."""
    phone = Phone(server)
    yield phone
    phone.http.close()


def code_of(text: str) -> str:
    found = re.search(r"#invite=([0-9A-Z-]{19})", text)
    assert found is not None, text
    return found[1]


@pytest.fixture
def process(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """`serve` on a port of its own choice, with its output at hand."""
    command = [INSTALLED, "serve", "--port", "0", "--data", tmp_path / "data"]
    environment = {key: value for key, value in os.environ.items() if "SMALL_MOMENTS" not in key}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        yield process
        process.kill()


def test_port_0_takes_a_free_one_and_prints_it(process: "subprocess.Popen[str]") -> None:
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.fullmatch(r"Small Moments is at (http://localhost:[0-9]+)\n", line)
    assert found is not None, line
    assert httpx.get(f"{found[1]}/api/status").status_code == 200


def test_the_first_start_shows_an_invitation_and_the_second_does_not(
    server: Program, phone: Phone
) -> None:
    first = server.log()
    assert server.stop() == 0
    server.start()
    assert "█" in first
    assert code_of(first)
    assert server.log().count("#invite=") == 1
    phone.begin(code_of(first))


def test_an_invitation_made_while_serving_works_at_once(server: Program, phone: Phone) -> None:
    said = server.run("invite", "--data", str(server.data))
    assert f"{server.url}/#invite=" in said
    assert "█" in said
    phone.begin(code_of(said))


def test_sigterm_ends_within_five_seconds_and_loses_nothing(server: Program, phone: Phone) -> None:
    phone.begin(code_of(server.run("invite", "--data", str(server.data))))
    for _ in range(20):
        body = phone.person.push(phone.person.write())
        assert phone.post("/api/log", body).status_code == 200
    with socket.create_connection(("localhost", server.port)) as idle:
        idle.sendall(b"POST /api/log HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n")
        begun = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - begun < 5
    server.start()
    phone.log_in()
    assert phone.seq() == 21


def listen(phone: Phone) -> socket.socket:
    """A connection that has heard `: open`."""
    connection = socket.create_connection(("localhost", int(phone.url.rpartition(":")[2])), 10)
    cookie = phone.http.headers["cookie"]
    connection.sendall(f"GET /api/events HTTP/1.1\r\nhost: l\r\ncookie: {cookie}\r\n\r\n".encode())
    assert hear(connection, b": open\n\n\r\n").startswith(b"HTTP/1.1 200 ")
    return connection


def hear(connection: socket.socket, wanted: bytes) -> bytes:
    """All that comes until this has come; it may come in parts."""
    heard = b""
    while wanted not in heard:
        part = connection.recv(4096)
        assert part, heard
        heard += part
    return heard


def test_open_event_streams_do_not_keep_it_from_ending(server: Program, phone: Phone) -> None:
    phone.begin(code_of(server.log()))
    with listen(phone) as one, listen(phone) as two:
        begun = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - begun < 5
        assert hear(one, b"0\r\n\r\n") == hear(two, b"0\r\n\r\n") == b"0\r\n\r\n"
    assert server.log().count("GET /api/events 200 ") == 2


def test_a_push_is_heard_and_a_closed_connection_leaves_its_place(tmp_path: Path) -> None:
    program = Program(tmp_path, "--events-at-once", "1")
    program.start()
    phone = Phone(program)
    try:
        phone.begin(code_of(program.log()))
        with listen(phone) as connection:
            assert phone.http.get("/api/events").status_code == 429
            phone.post("/api/log", phone.person.push(phone.person.write()))
            hear(connection, b"event: head\ndata:\n\n")
        while "GET /api/events 200" not in program.log():
            time.sleep(0.02)  # another process: there is nothing to wait on but its line
        listen(phone).close()
    finally:
        phone.http.close()
        program.stop()


def test_what_was_acknowledged_survives_a_kill_in_the_middle_of_writing(
    server: Program, phone: Phone
) -> None:
    phone.begin(code_of(server.run("invite", "--data", str(server.data))))
    pushed = [phone.person.push(phone.person.write()) for _ in range(10)]
    for body in pushed:
        assert phone.post("/api/log", body).status_code == 200
    server.kill()
    server.start()
    phone.log_in()
    assert phone.seq() == 11
    assert phone.post("/api/log", pushed[-1]).status_code == 200


def test_no_command_changes_a_folder_as_a_whole_while_a_server_has_it(server: Program) -> None:
    command = [INSTALLED, "migrate", "--data", server.data]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr == "small-moments: another small-moments serves this data folder\n"


def test_a_dump_holds_the_log_as_it_is_pulled(
    server: Program, phone: Phone, tmp_path: Path
) -> None:
    phone.begin(code_of(server.log()))
    phone.post("/api/log", phone.person.push(phone.person.write()))
    page = msgspec.msgpack.decode(phone.http.get("/api/log").content)
    path = tmp_path / "dump"
    name = phone.person.account.hex()
    said = server.run("dump", name.upper(), str(path), "--data", str(server.data))
    assert said == f"{path}: {path.stat().st_size} bytes\n"
    dumped = msgspec.msgpack.decode(path.read_bytes())
    wraps = msgspec.msgpack.decode(phone.http.get("/api/wraps").content)["wraps"]
    assert dumped == {
        "format": "small-moments-dump",
        "version": 1,
        "account": phone.person.account,
        "links": page["links"],
        "wraps": wraps,
    }


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["dump", "00" * 16], 1, "no such account"),
        (["dump", "xyz"], 2, "an account id has 32 hexadecimal digits"),
        (["invite", "--port", "nine"], 2, "setting port"),
        (["invite", "--colour", "red"], 2, "unrecognized arguments"),
        (["unknown"], 2, "invalid choice"),
        ([], 2, "required"),
    ],
    ids=str,
)
def test_what_is_wrongly_asked_is_said(
    tmp_path: Path, arguments: list[str], status: int, said: str
) -> None:
    done = subprocess.run(
        [INSTALLED, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=tmp_path,
    )
    assert (done.returncode, said in done.stderr) == (status, True), done.stderr
    assert "Traceback" not in done.stderr


def test_a_setting_nobody_knows_stops_the_start(tmp_path: Path) -> None:
    environment = {**os.environ, "SMALL_MOMENTS_COLOUR": "red"}
    done = subprocess.run(
        [INSTALLED, "serve", "--port", "0"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=tmp_path,
        env=environment,
    )
    assert done.returncode == 2
    assert "unknown setting SMALL_MOMENTS_COLOUR" in done.stderr


def test_version_is_printed(server: Program) -> None:
    assert server.run("version") == f"{__version__}\n"


def exchange(program: Program, *parts: bytes) -> bytes:
    """What the server answers to raw bytes, until it closes."""
    with socket.create_connection(("localhost", program.port), timeout=10) as raw:
        for part in parts:
            raw.sendall(part)
        answer = b""
        while part := raw.recv(65536):
            answer += part
        return answer


def test_what_is_no_http_gets_a_problem_with_all_headers(server: Program) -> None:
    answer = exchange(server, b"NONSENSE\r\n\r\n")
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"content-security-policy: default-src 'none'" in head
    assert b"problem:malformed" in body


def test_an_endless_head_is_cut_off(server: Program) -> None:
    head = b"GET / HTTP/1.1\r\nhost: localhost\r\n"
    answer = exchange(server, head, b"x-a: " + b"a" * HEAD_BYTES)
    assert answer.startswith(b"HTTP/1.1 400 ")


def test_a_slow_body_is_cut_off(tmp_path: Path) -> None:
    program = Program(tmp_path, "--body-seconds", "1")
    program.start()
    try:
        head = b"POST /api/login HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n"
        headers = "".join(f"{name}: {value}\r\n" for name, value in {**WRITE, **MSGPACK}.items())
        answer = exchange(program, head + headers.encode() + b"\r\n" + b"\x84")
    finally:
        program.stop()
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"problem:too-slow" in answer
    assert b"connection: close" in answer.lower()


def test_a_body_that_ends_early_stores_nothing(server: Program, phone: Phone) -> None:
    phone.begin(code_of(server.log()))
    raw = msgspec.msgpack.encode(phone.person.push(phone.person.write()))
    head = f"POST /api/log HTTP/1.1\r\nhost: localhost\r\ncontent-length: {len(raw)}\r\n"
    headers = "".join(f"{name}: {value}\r\n" for name, value in phone.http.headers.items())
    with socket.create_connection(("localhost", server.port)) as half:
        half.sendall((head + headers + "\r\n").encode() + raw[: len(raw) // 2])
    assert phone.seq() == 1


def test_an_error_of_a_real_server_is_a_problem(server: Program) -> None:
    answer = httpx.get(f"{server.url}/api/nothing")
    assert problem(answer)["title"] == "nothing is here"


def test_the_log_of_a_real_server_names_nobody(server: Program, phone: Phone) -> None:
    phone.begin(code_of(server.log()))
    assert server.stop() == 0
    log = server.log()
    assert "POST /api/login 204" in log
    for needle in (phone.person.account.hex(), "127.0.0.1", "moments="):
        assert needle not in log


def test_a_log_that_cannot_be_written_any_more_keeps_nobody_out(tmp_path: Path) -> None:
    command = [INSTALLED, "serve", "--port", "0", "--data", tmp_path / "data"]
    with (
        Path("/dev/full").open("w", encoding="ascii") as full,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=full, text=True) as process,
    ):
        try:
            assert process.stdout is not None
            port = int(process.stdout.readline().rpartition(":")[2])
            with closing(HTTPConnection("localhost", port, timeout=10)) as one:
                one.connect()
                one.auto_open = 0  # the same connection: nothing has failed behind an answer
                for _ in range(2):
                    one.request("GET", "/api/nothing")
                    assert one.getresponse().read().startswith(b"{")
        finally:
            process.kill()


def test_an_interrupt_ends_it_too(process: "subprocess.Popen[str]") -> None:
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
