"""A photo of 25 MB through the installed program: whole, and in less memory than it has bytes."""

from pathlib import Path

import msgspec

from tests.program import Program
from tests.server.attached import SEALED, attached
from tests.server.client import WRITE
from tests.server.test_serving import Phone, code_of

MIB = 1024 * 1024
SIZE = 25 * MIB


def peak(program: Program) -> int:
    """The most memory that the server has had so far, in bytes."""
    status = Path(f"/proc/{program.pid}/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line) * 1024


def test_r80_the_largest_attachment_goes_up_and_down_in_bounded_memory(server: Program) -> None:
    phone = Phone(server)
    phone.begin(code_of(server.log()))
    revision = phone.person.write()
    assert phone.post("/api/log", phone.person.push(revision)).status_code == 200
    made = attached(phone.person, SIZE, 262_144)
    before = peak(server)
    answer = phone.post("/api/blobs", made.beginning(revision.id))
    assert len(msgspec.msgpack.decode(answer.content)["missing"]) == 100
    for index, chunk in enumerate(made.chunks):
        path = f"{made.path}/{index}"
        assert phone.http.put(path, content=chunk, headers={**WRITE, **SEALED}).status_code == 204
    for index, chunk in enumerate(made.chunks):
        assert phone.http.get(f"{made.path}/{index}").content == chunk
    assert peak(server) - before < SIZE // 2
    phone.http.close()
