"""Which file is made by which module."""

from collections.abc import Callable

from vectors.case import Cases
from vectors.layouts import (
    archive,
    attachment,
    blob,
    chain,
    content,
    ed25519,
    epoch,
    kdf,
    kit,
    label,
    link,
    local,
    login,
    member,
    padding,
    pairing,
    passkey,
    revision,
    roster,
    wrap,
)

LAYOUTS: dict[str, Callable[[], Cases]] = {
    "label": label.cases,
    "kit": kit.cases,
    "kdf": kdf.cases,
    "ed25519": ed25519.cases,
    "member": member.cases,
    "epoch": epoch.cases,
    "roster": roster.cases,
    "wrap": wrap.cases,
    "padding": padding.cases,
    "content": content.cases,
    "revision": revision.cases,
    "link": link.cases,
    "chain": chain.cases,
    "login": login.cases,
    "local": local.cases,
    "pairing": pairing.cases,
    "archive": archive.cases,
    "passkey": passkey.cases,
    "attachment": attachment.cases,
    "blob": blob.cases,
}
