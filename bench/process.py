"""What a process takes: memory, and the time until it answers."""

import signal
import subprocess
import time
from pathlib import Path


def memory(pid: int) -> float:
    """Resident memory in MiB."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    found = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(found.split()[1]) / 1024


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
