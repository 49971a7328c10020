"""What a process takes: memory, processors, and the time until it answers."""

import os
import signal
import subprocess
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def memory(pid: int) -> float:
    """Resident memory in MiB."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    found = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(found.split()[1]) / 1024


class Used:
    """Processor time since now: of some processes, and of one with all that it has begun."""

    def __init__(self, some: Iterable[int], parent: int) -> None:
        self._some, self._parent = list(some), parent
        self._begun = time.perf_counter()
        self._before = self._seconds()

    def cores(self) -> tuple[float, float]:
        """How many were busy with either, on average."""
        taken = time.perf_counter() - self._begun
        now = self._seconds()
        return (now[0] - self._before[0]) / taken, (now[1] - self._before[1]) / taken

    def _seconds(self) -> tuple[float, float]:
        now = _processes()
        family = (spent for pid, (of, spent) in now.items() if self._parent in (pid, of))
        return sum(now[pid][1] for pid in self._some), sum(family)


def _processes() -> dict[int, tuple[int, float]]:
    """The parent of each process, and the seconds that it and its dead children have spent."""
    found: dict[int, tuple[int, float]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            with suppress(OSError):
                told = (folder / "stat").read_text("utf-8", errors="replace")
                fields = told.rpartition(")")[2].split()
                ticks = sum(map(int, fields[11:15]))
                found[int(folder.name)] = int(fields[1]), ticks / os.sysconf("SC_CLK_TCK")
    return found


def cold_start(command: list[str], sign: str) -> float:
    """Seconds until it prints a line that begins with `sign`: from then on it answers."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if line.startswith(sign):
                return time.perf_counter() - begun
        raise RuntimeError(f"expected a line with {sign!r}, got none")
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()
