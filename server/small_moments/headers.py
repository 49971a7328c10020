"""Security headers on every answer, whoever made it."""

from collections.abc import Mapping
from typing import Final

from small_moments.asgi import Asgi, Headers, Message, Receive, Scope, Send

REPORTS: Final = "/api/reports"
# What the app has opened itself (photos, voice notes) has an address within the page, `blob:`,
# which no other origin can make and no network leads to. It may be seen and heard; scripts,
# styles, frames and requests stay with our own files.
_PAGE_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'%s",
        "style-src 'self'",
        "img-src 'self' blob:",
        "media-src blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types moments",
        "report-to csp",
    )
)

# The pages /privacy and /terms run no script at all.
WRITTEN_PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'; "
    "report-to csp"
)

# Only the worker that runs Argon2id may compile WebAssembly, and it can reach nothing.
KDF_WORKER_POLICY: Final = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'; report-to csp"
)

# The camera reads the code of another phone, the microphone records a voice note; a passkey may
# open the journal. Of all others, every feature that browsers of today know and would otherwise
# allow the page itself.
_ALLOWED: Final = (
    "camera", "microphone", "publickey-credentials-create", "publickey-credentials-get",
)  # fmt: skip
_DENIED: Final = (
    "accelerometer", "autoplay", "clipboard-read", "cross-origin-isolated",
    "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope",
    "hid", "identity-credentials-get", "idle-detection", "local-fonts", "magnetometer",
    "midi", "otp-credentials", "payment", "picture-in-picture",
    "screen-wake-lock", "serial", "storage-access", "usb", "window-management",
    "xr-spatial-tracking",
)  # fmt: skip


def page_policy(script: str = "") -> str:
    """The Content-Security-Policy of a page; `script` is one more source of scripts, a hash."""
    return _PAGE_POLICY % (script and f" {script}")


_ALWAYS: Final[Mapping[str, str]] = {
    "content-security-policy": page_policy(),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "origin-agent-cluster": "?1",
    "reporting-endpoints": f'csp="{REPORTS}"',
    "permissions-policy": ", ".join(
        (*(f"{feature}=(self)" for feature in _ALLOWED), *(f"{feature}=()" for feature in _DENIED))
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}
_HSTS: Final = "max-age=63072000; includeSubDomains"


def encoded(headers: Mapping[str, str]) -> Headers:
    """Headers as ASGI wants them."""
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]


def always(*, https: bool = False) -> dict[str, str]:
    """The headers of every answer."""
    return {**_ALWAYS, **({"strict-transport-security": _HSTS} if https else {})}


class SecureHeaders:
    """Wraps the whole application. What an answer sets itself (policy, caching) stays."""

    def __init__(self, inner: Asgi, *, https: bool) -> None:
        self._inner = inner
        self._headers = encoded(always(https=https))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                own: Headers = list(message.get("headers", ()))
                names = {name.lower() for name, _ in own}
                own += [one for one in self._headers if one[0] not in names]
                message = {**message, "headers": own}
            await send(message)

        await self._inner(scope, receive, send_secured)
