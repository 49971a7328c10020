"""Questions to Chromium over its DevTools protocol, answered as typed values."""

from typing import TypeVar

import msgspec
from playwright.sync_api import CDPSession

T = TypeVar("T")


class Window(msgspec.Struct, frozen=True, rename="camel"):
    """The window that a page is in."""

    window_id: int


def ask(session: CDPSession, method: str, shape: type[T], **parameters: object) -> T:
    """One call. Raises msgspec.ValidationError if the answer has another shape."""
    return msgspec.convert(
        session.send(method, parameters),  # pyright: ignore[reportUnknownMemberType]
        shape,
    )
