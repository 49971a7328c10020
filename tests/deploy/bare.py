"""A bare Debian 12 in a folder, where commands are run as root, with the network or without."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
NEEDS: Final = ("debootstrap", "unshare", "chroot", "ip")

# Within a mount and process namespace of its own: what is mounted and started is gone when it ends.
_ENTER: Final = """
mount --make-rprivate /
mount -t proc proc "$0/proc"
mount --rbind /dev "$0/dev"
if [ "$2" = alone ]; then
    ip link set lo up
    echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start
fi
exec chroot "$0" /bin/sh -eu -c "$1"
"""


class BareError(Exception):
    """A command failed there; the text is what it printed."""


class CannotError(Exception):
    """This machine cannot make one; the text says why."""


class Bare:
    """The machine. Raises CannotError where it cannot be made."""

    def __init__(self, root: Path) -> None:
        self.root = root
        _check()
        _begin(root)

    def run(self, script: str, *, alone: bool = False, **pip: str) -> str:
        """What a shell script prints. `alone` it reaches nothing but itself. Raises BareError.

        `pip` are variables for pip, without their prefix.
        """
        command = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
        if alone:
            command.append("--net")
        command += ["sh", "-eu", "-c", _ENTER, str(self.root), script, "alone" if alone else ""]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            timeout=900,
            stdin=subprocess.DEVNULL,
            env={
                "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "HOME": "/",
                **{f"PIP_{name}": value for name, value in pip.items()},
            },
        )
        if done.returncode != 0:
            raise BareError(f"{done.returncode}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}")
        return done.stdout


def _check() -> None:
    if os.geteuid() != 0:
        raise CannotError("only root can make a bare Debian")
    if shutil.which("apt-get") and not shutil.which("debootstrap"):
        install = ["apt-get", "install", "--yes", "--no-install-recommends", "debootstrap"]
        subprocess.run(install, capture_output=True, check=False)
    missing = [name for name in NEEDS if shutil.which(name) is None]
    if missing:
        raise CannotError(f"there is no {', '.join(missing)}")
    spaces = ["unshare", "--mount", "--pid", "--net", "--fork", "mount", "--make-rprivate", "/"]
    if subprocess.run(spaces, capture_output=True, check=False).returncode != 0:
        raise CannotError("namespaces cannot be made here")


def _begin(root: Path) -> None:
    command = ["debootstrap", "--variant=minbase", "--include=systemd,ca-certificates", "bookworm"]
    done = subprocess.run([*command, root], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CannotError(f"debootstrap: {done.stdout[-500:]}{done.stderr[-500:]}")
    # An installed machine has one.
    (root / "etc/hosts").write_text("127.0.0.1 localhost\n", "ascii")
    # How this machine reaches Debian's packages, the new one does too.
    for file in (Path("/etc/resolv.conf"), *Path("/etc/apt/apt.conf.d").glob("*proxy*")):
        if file.exists():
            shutil.copy(file, root / file.relative_to("/"))
    shutil.copy(HERE / "systemctl", root / "usr/local/sbin/systemctl")
