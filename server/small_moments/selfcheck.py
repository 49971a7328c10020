"""How the server looks from outside: its name, its certificate, its headers, and its proxies."""

import http.client
import ssl
from collections.abc import Iterator, Mapping
from ipaddress import ip_network
from typing import Final
from urllib.parse import SplitResult, urlsplit

from small_moments.findings import Finding, well, wrong
from small_moments.headers import always
from small_moments.settings import Settings, addresses

PATH: Final = "/api/status"
SECONDS: Final = 3.0
# Proxies renew a certificate when a third of its time is left; half of that is late.
LATE: Final = 1 / 6
_DAY: Final = 86400
_LOCAL: Final = frozenset(("localhost", "127.0.0.1", "::1"))


def examine(settings: Settings, now: float) -> list[Finding]:
    """All of it; nothing from outside if no `origin` is set."""
    findings = [*_name(settings), _trust(settings)]
    if not settings.origin:
        return findings
    if settings.origin.startswith("https://"):
        certificate = _certificate(urlsplit(settings.origin), now)
        findings.append(certificate)
        if not certificate.well:  # nothing else can be asked then
            return findings
    return [*findings, look(settings.origin)]


def _name(settings: Settings) -> Iterator[Finding]:
    host = urlsplit(settings.origin).hostname
    if not settings.origin or host in _LOCAL:
        yield well("address", "for this machine only")
    elif not settings.origin.startswith("https://"):
        remedy = "put a proxy with a certificate before it and set `origin` to its https:// address"
        yield wrong("address", "no browser encrypts on a page without https", remedy)
    else:
        yield well("address", settings.origin)


def _trust(settings: Settings) -> Finding:
    """Limits are counted by address: behind a proxy that is not believed, all share its own."""
    trusted = addresses(settings.trusted_proxies)
    behind = settings.origin.startswith("https://")  # no TLS is spoken here
    if any(one == "*" or ip_network(one).prefixlen == 0 for one in trusted):
        remedy = "name the proxy's own address in `trusted_proxies`"
        return wrong("proxies", "everybody is believed who says what their address is", remedy)
    if behind and not trusted:
        remedy = "set `trusted_proxies` to the proxy's address, as 127.0.0.1"
        return wrong("proxies", "all people count as one: no proxy is believed", remedy)
    return well("proxies", f"{len(trusted)} believed")


def _certificate(parted: SplitResult, now: float) -> Finding:
    try:
        begun, ends = _certificate_times(parted)
    except ssl.SSLCertVerificationError as error:
        said = f"not accepted from here: {error.verify_message.lower()}"
        return wrong("certificate", said, "renew it, or let this machine know who signed it")
    except OSError as error:
        said = f"{parted.netloc} does not answer from here ({type(error).__name__})"
        return wrong("certificate", said, "start the proxy, and look at its log and the DNS name")
    said = f"valid for {(ends - now) / _DAY:.1f} more days"
    if ends - now < (ends - begun) * LATE:
        return wrong("certificate", said, "see why it is not renewed, in the proxy's log")
    return well("certificate", said)


def _certificate_times(parted: SplitResult) -> tuple[float, float]:
    """From when and until when, in seconds since 1970. Raises OSError, SSLError among them."""
    context = ssl.create_default_context()
    host = parted.hostname or ""
    connection = http.client.HTTPSConnection(host, parted.port, timeout=SECONDS, context=context)
    try:
        connection.connect()
        found = connection.sock.getpeercert() or {}
    finally:
        connection.close()
    begun, ends = (ssl.cert_time_to_seconds(str(found[key])) for key in ("notBefore", "notAfter"))
    return begun, ends


def look(origin: str) -> Finding:
    """Whether all headers arrive as they were sent."""
    remedy = (
        "look at the proxy's log, and whether the server runs: `systemctl status small-moments`"
    )
    try:
        status, got = _ask(origin)
    except (OSError, http.client.HTTPException) as error:
        said = f"{origin} does not answer from here ({type(error).__name__})"
        return wrong("headers", said, remedy)
    if status != 200:
        return wrong("headers", f"{origin} answers {status}", remedy)
    differ = differing(always(https=origin.startswith("https://")), got)
    if differ:
        said = f"stripped or changed on the way: {', '.join(differ)}"
        return wrong("headers", said, "let the proxy pass them on as they are: docs/operate.md")
    return well("headers", f"they arrive at {origin} as they were sent")


def differing(sent: Mapping[str, str], got: Mapping[str, str]) -> list[str]:
    """Names of the headers that did not arrive, or not as they were sent."""
    return sorted(name for name, value in sent.items() if got.get(name) != value)


def _ask(origin: str) -> tuple[int, dict[str, str]]:
    parted = urlsplit(origin)
    kinds = {"https": http.client.HTTPSConnection, "http": http.client.HTTPConnection}
    connection = kinds[parted.scheme](parted.hostname or "", parted.port, timeout=SECONDS)
    try:
        connection.request("GET", PATH)
        answer = connection.getresponse()
        answer.read(65536)
    finally:
        connection.close()
    got: dict[str, str] = {}
    for name, value in answer.getheaders():
        # A second one beside ours is a change too.
        known = got.get(name.lower())
        got[name.lower()] = value if known is None else f"{known}, {value}"
    return answer.status, got
