"""What kind of machine this is, without its name."""

import os
import platform
import subprocess
from pathlib import Path


def described(chromium: str) -> str:
    """One line: cores, memory, versions, and how busy it was already."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    browser = subprocess.run([chromium, "--version"], capture_output=True, text=True, check=True)
    return (
        f"{os.cpu_count()} cores ({_processor()}), {pages / 2**30:.0f} GiB, {platform.system()}, "
        f"Python {platform.python_version()}, {browser.stdout.strip()}; "
        f"load before it began {os.getloadavg()[2]:.1f}."
    )


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
