"""Asking a server that may die."""

from collections.abc import Callable

import httpx

PROBLEM = "application/problem+json"


class UnansweredError(Exception):
    """The server is gone, or failed: whether it has done what was asked is not known."""


def answered(ask: Callable[[], httpx.Response]) -> httpx.Response:
    """A good answer. A failure must say so as all problems do."""
    try:
        answer = ask()
    except httpx.TransportError as error:
        raise UnansweredError(type(error).__name__) from None
    if answer.status_code >= 500:
        assert answer.headers["content-type"] == PROBLEM, answer.text
        raise UnansweredError(answer.text)
    assert answer.is_success, f"{answer.request.url.path} {answer.status_code} {answer.text}"
    return answer
