"""[operate] A stranger who follows `docs/operate.md` word by word has a server that is well."""

import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests import built
from tests.deploy.bare import Bare, CannotError

MANUAL: Final = built.ROOT / "docs/operate.md"
_BLOCK: Final = re.compile(r"^```(sh[a-z ]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

# A machine that boots: what was enabled starts.
BOOT: Final = "touch /run/booted; sort -u /etc/enabled.units | xargs -n 1 systemctl start\n"
ANSWERS: Final = """
ask='import urllib.request; urllib.request.urlopen("http://127.0.0.1:8000/readyz")'
for try in $(seq 300); do python3 -c "$ask" 2>/dev/null && break; sleep 0.1; done
"""
ROOT_CERTIFICATE: Final = "/var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt"


def blocks(section: str, kind: str = "sh") -> str:
    """The commands of a section of the manual, as they stand there."""
    text = MANUAL.read_text("utf-8")
    begin = re.search(rf"^##+ {re.escape(section)}$", text, re.MULTILINE)
    assert begin is not None, section
    end = re.search(r"^##+ ", text[begin.end() :], re.MULTILINE)
    part = text[begin.end() : begin.end() + (end.start() if end else len(text))]
    found = [block for named, block in _BLOCK.findall(part) if named == kind]
    assert found, f"no commands in {section}"
    return "".join(found)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bare]:
    """A bare Debian on which a release lies in a folder."""
    folder = tmp_path_factory.mktemp("machine")
    try:
        bare = Bare(folder / "root")
    except CannotError as reason:
        pytest.skip(f"THE MANUAL IS NOT TRIED HERE: {reason}")
    release = bare.root / "release"
    release.mkdir()
    sdist = built.sdist(release)
    built.build("--wheel", built.ROOT, release, {})
    assert sdist.exists()
    _packages(release / "wheels", folder / "pip")
    yield bare
    shutil.rmtree(bare.root)


def _packages(into: Path, environment: Path) -> None:
    """What the manual's pip would fetch, fetched as this machine fetches packages."""
    subprocess.run([sys.executable, "-m", "venv", environment], check=True, capture_output=True)
    machine = platform.machine()
    tags = [f"manylinux_2_{minor}_{machine}" for minor in range(5, 37)] + [
        f"manylinux2014_{machine}"
    ]
    done = subprocess.run(
        [
            *(environment / "bin/python", "-m", "pip", "download", "--quiet", "--dest", into),
            *("--require-hashes", "--requirement", built.ROOT / "requirements/serve.txt"),
            *("--only-binary", ":all:", "--python-version", "3.11"),
            *(part for tag in tags for part in ("--platform", tag)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_manual_leads_from_a_bare_debian_to_a_server_that_is_well(machine: Bare) -> None:
    putting = f"cd /release\n{blocks('Putting it there')}"
    said = machine.run(putting, NO_INDEX="1", FIND_LINKS="/release/wheels")
    assert "https://moments.example/#invite=" in said
    units = " ".join(
        f"/etc/systemd/system/small-moments{end}"
        for end in (".service", "-backup.service", "-backup.timer")
    )
    assert machine.run(f"systemd-analyze verify {units} 2>&1") == ""
    script = [
        "cd /release\n",
        blocks("A trial without a name on the internet", "sh trial"),
        BOOT,
        f"for try in $(seq 300); do [ -e {ROOT_CERTIFICATE} ] && break; sleep 0.1; done\n",
        blocks("A trial without a name on the internet", "sh trusting"),
        ANSWERS,
        blocks("Looking whether it is well"),
        blocks("Inviting people"),
        blocks("Every day"),
        "systemctl start small-moments-backup.service\n",
        blocks("When something broke"),
        ANSWERS,
        "small-moments doctor\n",
        "stat --format '%a %U' /var/lib/small-moments/data /var/lib/small-moments/cards.html\n",
        "cat /var/log/small-moments.service.log\n",
    ]
    said = machine.run("".join(script), alone=True)
    lines = said.splitlines()
    assert not [line for line in lines if line.startswith("WRONG")]
    # By hand, by the timer's unit, and after the restore.
    assert (
        lines.count("ok     headers: they arrive at https://moments.example as they were sent") == 3
    )
    assert sum(line.startswith("ok     certificate: valid for ") for line in lines) == 3
    assert sum(line.startswith("restored as of ") for line in lines) == 1
    assert lines.count("Small Moments is at https://moments.example") == 2
    assert "0 accounts with 0.0 MiB, 10 unused invitations; each may take 512.0 MiB" in lines
    assert "700 small-moments" in lines
    assert "600 small-moments" in lines


def test_the_unit_lets_the_server_do_little_beside_serving(machine: Bare) -> None:
    """systemd's own measure: 10 is a unit with nothing set, below 2 is `OK`."""
    unit = "/etc/systemd/system/small-moments.service"
    machine.run(f"systemd-analyze security --offline=true --threshold=20 {unit}")
