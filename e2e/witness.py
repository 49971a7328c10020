"""What a phone complains of while a story goes on: nothing, or the story fails."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, WebError

from e2e.line import Line

NETWORK = "Failed to load resource"
"""Chromium's own word on a request that got no good answer; the stories see to those."""

BROWSERS_OWN = {
    "accounts.google.com",
    "clients2.google.com",
    "content-autofill.googleapis.com",
    "update.googleapis.com",
}
"""Whom a Chromium asks by itself, in spite of every flag (the third about the shapes of forms)."""

NOISY = {"error", "warning", "assert"}


class Witness:
    """Collects complaints over every start of one phone's browser."""

    def __init__(self, line: Line) -> None:
        """`line` is the only way out of the phone."""
        self.complaints: list[str] = []
        self._line = line

    def watch(self, context: BrowserContext) -> None:
        """Listens to every page and worker of a browser that was just started."""
        context.on("console", self._console)
        context.on("weberror", self._error)

    def _console(self, message: ConsoleMessage) -> None:
        # Content-Security-Policy and Trusted Types violations arrive here as errors
        if message.type in NOISY and not message.text.startswith(NETWORK):
            self.complaints.append(f"console {message.type}: {message.text}")

    def _error(self, error: WebError) -> None:
        self.complaints.append(f"uncaught: {error.error}")

    def strangers(self) -> list[str]:
        """Whoever but the practice was called; nobody was reached."""
        urls = [request.url for request in self._line.strangers]
        return [url for url in urls if _host(url) not in BROWSERS_OWN]

    def all(self) -> list[str]:
        """Every complaint, and every request to somebody else than the practice."""
        return [*self.complaints, *(f"stranger: {url}" for url in self.strangers())]


def _host(url: str) -> str | None:
    """The host of an absolute URL or of a CONNECT's host:port."""
    return urlsplit(url if "://" in url else f"//{url}").hostname
