"""Integrity-Policy for the page: only where the build names a hash for every script it may load.

A policy that names one script too few would keep the app from starting. So the built page is read
once, at the start, and each hash is compared with the file that it stands for.
"""

import base64
import hashlib
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin

import msgspec
from msgspec import Struct

from small_moments.headers import page_policy

POLICY: Final = "blocked-destinations=(script), endpoints=(csp)"
Scripts = Mapping[str, bytes]


class _ImportMap(Struct):
    """What of an import map is looked at."""

    integrity: dict[str, str]


class _Page(HTMLParser):
    """The scripts of a page: addresses with their integrity, and what stands in the page itself."""

    def __init__(self) -> None:
        super().__init__()
        self.named: dict[str, str] = {}
        self.inline: list[tuple[str, str]] = []
        self._open: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        address = found.get("src") if tag == "script" else found.get("href")
        if tag == "script" and address is None:
            self._open = found.get("type", "")
            self.inline.append((self._open, ""))
        elif tag == "script" or (tag == "link" and found.get("rel") == "modulepreload"):
            self.named[urljoin("/", address or "")] = found.get("integrity", "")

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            kind, text = self.inline[-1]
            self.inline[-1] = (kind, text + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._open = None


def headers(page: bytes, scripts: Scripts) -> dict[str, str]:
    """The page's own headers; none if the build lacks a hash, or one does not fit."""
    parsed = _Page()
    parsed.feed(page.decode("utf-8"))
    parsed.close()
    if len(parsed.inline) != 1 or parsed.inline[0][0] != "importmap":
        return {}
    text = parsed.inline[0][1]
    try:
        mapped = msgspec.json.decode(text, type=_ImportMap).integrity
    except (msgspec.ValidationError, msgspec.DecodeError):
        return {}
    hashes = {urljoin("/", address): value for address, value in mapped.items()} | parsed.named
    if not all(_fits(scripts.get(address), value) for address, value in hashes.items()):
        return {}
    # Workers are not loaded as scripts of the page; sw.js is one of them.
    needed = {name for name in scripts if name.startswith("/assets/") and ".worker-" not in name}
    if not needed <= hashes.keys():
        return {}
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return {
        "content-security-policy": page_policy(f"'sha256-{digest}'"),
        "integrity-policy": POLICY,
    }


def _fits(body: bytes | None, integrity: str) -> bool:
    name, _, value = integrity.partition("-")
    if body is None or name not in ("sha256", "sha384", "sha512"):
        return False
    return base64.b64encode(hashlib.new(name, body).digest()).decode("ascii") == value
