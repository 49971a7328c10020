"""One account with fixed keys: what the cases are about."""

from typing import Any

import msgspec
from small_moments_protocol import ed25519
from small_moments_protocol.chain import Carried, CarriedRevision, Chain, advance
from small_moments_protocol.content import Content
from small_moments_protocol.epoch import epoch_commitment, seal_previous
from small_moments_protocol.kit import Kit, Sheet
from small_moments_protocol.labels import M
from small_moments_protocol.layout import ZERO32
from small_moments_protocol.link import PURGE, REVISIONS, ROSTER, Link
from small_moments_protocol.member import (
    DEVICE,
    KIT,
    SHEET,
    Keys,
    Member,
    account_id,
    kit_keys,
    sheet_keys,
)
from small_moments_protocol.revision import Header, Revision, seal_revision
from small_moments_protocol.roster import Roster

from vectors.case import fixed

PASSPHRASE = "river lantern quiet maple stone"


def device(name: str) -> Keys:
    return Keys(fixed(f"{name} sign", 32), fixed(f"{name} kem", 32))


PHONE, TABLET, LAPTOP, STRANGER = (device(n) for n in ("phone", "tablet", "laptop", "stranger"))
RANDOM = fixed("account random", 32)
ACCOUNT = account_id(PHONE.member(DEVICE), RANDOM)
OTHER_ACCOUNT = account_id(STRANGER.member(DEVICE), RANDOM)
PAPER = Kit(ACCOUNT, fixed("kit secret", 16))
SHEET_PAPER = Sheet(ACCOUNT, fixed("sheet secret", 16))
KIT_KEYS = kit_keys(PAPER, PASSPHRASE)
SHEET_KEYS = sheet_keys(SHEET_PAPER)
PHONE_MEMBER, TABLET_MEMBER = PHONE.member(DEVICE), TABLET.member(DEVICE)
LAPTOP_MEMBER, STRANGER_MEMBER = LAPTOP.member(DEVICE), STRANGER.member(DEVICE)
KIT_MEMBER, SHEET_MEMBER = KIT_KEYS.member(KIT), SHEET_KEYS.member(SHEET)
EPOCH_KEYS = {epoch: fixed(f"epoch key {epoch}", 32) for epoch in (1, 2, 3)}
DAY = 20_780


def commitment(epoch: int) -> bytes:
    return epoch_commitment(ACCOUNT, epoch, EPOCH_KEYS[epoch])


def signed_roster(roster: Roster, keys: Keys) -> Roster:
    """Signed as it is: nothing is put in order, nothing refused."""
    signature = ed25519.sign(keys.sign_seed, M("roster-signature", roster.unsigned()))
    return msgspec.structs.replace(roster, signature=signature)


def first_roster(keys: Keys = PHONE, account: bytes = ACCOUNT, **changes: Any) -> Roster:
    """Roster 0, with changes made before it is signed."""
    member = keys.member(DEVICE)
    roster = Roster(
        account=account,
        number=0,
        day=DAY,
        previous=ZERO32,
        epoch=1,
        commitment=commitment(1),
        sealed_previous=None,
        random=RANDOM,
        members=(member,),
        signer=member.id,
    )
    return signed_roster(msgspec.structs.replace(roster, **changes), keys)


def next_roster(
    before: Roster, keys: Keys, signer: Member, members: list[Member], **changes: Any
) -> Roster:
    """The version after `before`, with changes made before it is signed."""
    roster = msgspec.structs.replace(
        before,
        number=before.number + 1,
        day=before.day + 1,
        previous=before.hash,
        sealed_previous=None,
        random=None,
        members=tuple(sorted(members, key=lambda member: member.id)),
        signer=signer.id,
    )
    return signed_roster(msgspec.structs.replace(roster, **changes), keys)


def rotation(epoch: int) -> dict[str, Any]:
    """The changes that begin `epoch`."""
    keys = EPOCH_KEYS[epoch], EPOCH_KEYS[epoch - 1]
    sealed = seal_previous(ACCOUNT, epoch, keys, lambda size: fixed(f"rotation {epoch}", size))
    return {"epoch": epoch, "commitment": commitment(epoch), "sealed_previous": sealed}


ROSTER_0 = first_roster()
ROSTER_1 = next_roster(ROSTER_0, PHONE, PHONE_MEMBER, [PHONE_MEMBER, KIT_MEMBER])
ROSTER_2 = next_roster(ROSTER_1, KIT_KEYS, KIT_MEMBER, [PHONE_MEMBER, KIT_MEMBER, TABLET_MEMBER])
ROSTER_3 = next_roster(ROSTER_2, PHONE, PHONE_MEMBER, [PHONE_MEMBER, KIT_MEMBER], **rotation(2))


def entry(text: str, **changes: Any) -> Content:
    """An entry that is its record's first revision, with changes."""
    content = Content(
        kind="entry",
        record=fixed(f"record {text}", 16),
        parents=(),
        seen=(),
        schema=1,
        day="2026-11-23",
        fields={"at": 1_795_392_000_000, "text": text, "trashed": False},
        replaces=None,
    )
    return msgspec.structs.replace(content, **changes)


def revision(chain: Chain, member: Member, content: Content, **changes: Any) -> Revision:
    """The device's next revision after `chain`; changes are made to the header before sealing."""
    last = chain.last.get(member.id)
    header = Header(
        account=chain.account,
        epoch=chain.roster.epoch if chain.roster else 1,
        device=member.id,
        counter=last.counter + 1 if last else 1,
        previous=last.id if last else ZERO32,
    )
    header = msgspec.structs.replace(header, **changes)
    nonce = f"nonce {member.id.hex()} {header.counter} {content.fields.get('text')}"
    return seal_revision(header, content, EPOCH_KEYS[header.epoch], lambda size: fixed(nonce, size))


def signed_link(keys: Keys, link: Link) -> bytes:
    """Signed as it is: nothing is refused."""
    signature = ed25519.sign(keys.sign_seed, M("link-signature", link.unsigned()))
    return msgspec.structs.replace(link, signature=signature).encode()


def next_link(
    chain: Chain, keys: Keys, kind: int, payload: list[bytes], /, **changes: Any
) -> bytes:
    """The link after `chain`, signed by a device; changes are made before it is signed."""
    link = Link(
        account=chain.account,
        seq=chain.seq + 1,
        previous=chain.head,
        roster=chain.roster.hash if chain.roster else payload[0],
        signer=keys.member(DEVICE).id,
        kind=kind,
        payload=tuple(payload),
    )
    return signed_link(keys, msgspec.structs.replace(link, **changes))


def carry(chain: Chain, keys: Keys, revisions: list[Revision], **changes: Any) -> Carried:
    """A link of these revisions, with them."""
    link = next_link(chain, keys, REVISIONS, [r.id for r in revisions], **changes)
    return Carried(link, None, tuple(CarriedRevision(r.header, r.body) for r in revisions))


def carry_roster(chain: Chain, keys: Keys, roster: Roster, /, **changes: Any) -> Carried:
    """A link of this roster version, with it."""
    changes = {"signer": roster.signer, **changes}
    return Carried(next_link(chain, keys, ROSTER, [roster.hash], **changes), roster.encode())


def carry_purge(chain: Chain, keys: Keys, ids: list[bytes], **changes: Any) -> Carried:
    """A link that purges these revisions."""
    return Carried(next_link(chain, keys, PURGE, sorted(ids), **changes))


def grow(chain: Chain, *carried: Carried) -> Chain:
    """The chain after these links, all of them accepted."""
    for each in carried:
        chain = advance(chain, each)
    return chain
