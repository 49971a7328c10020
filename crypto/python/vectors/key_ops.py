"""The ops of labels, kit, key derivation, members, epochs, Ed25519, log-in, local layouts."""

from small_moments_protocol import ed25519, epoch, kdf, kit, labels, local, login, member
from small_moments_protocol.content import fixed_record
from small_moments_protocol.kit import Kit, Sheet
from small_moments_protocol.login import Login

from vectors.given import Given, Json


def hash_(given: Given) -> Json:
    label = given.json["label"]
    return {"message": labels.M(label, given.hex("x")), "hash": labels.H(label, given.hex("x"))}


def encode_kit(given: Given) -> Json:
    return _written(Kit(given.hex("account"), given.hex("secret")))


def encode_sheet(given: Given) -> Json:
    return _written(Sheet(given.hex("account"), given.hex("secret")))


def parse_kit(given: Given) -> Json:
    return _read(kit.parse_kit(given.hex("bytes")))


def parse_sheet(given: Given) -> Json:
    return _read(kit.parse_sheet(given.hex("bytes")))


def parse_kit_text(given: Given) -> Json:
    paper = kit.parse_kit_text(given.text("text"))
    return _read(paper) | {"bytes": paper.encode()}


def parse_sheet_text(given: Given) -> Json:
    paper = kit.parse_sheet_text(given.text("text"))
    return _read(paper) | {"bytes": paper.encode()}


def _read(paper: Kit | Sheet) -> Json:
    return {"account": paper.account, "secret": paper.secret}


def _written(paper: Kit | Sheet) -> Json:
    return {"bytes": paper.encode(), "text": paper.text(), "qr": paper.qr()}


def normalize_passphrase(given: Given) -> Json:
    return {"bytes": kdf.normalize_passphrase(given.text("text"))}


def argon2id(given: Given) -> Json:
    return {"key": kdf.argon2id(given.text("passphrase"), given.hex("salt"))}


def hkdf(given: Given) -> Json:
    return {"key": kdf.hkdf(given.hex("ikm"), given.json["label"], given.hex("context"))}


def kit_member(given: Given) -> Json:
    paper = Kit(given.hex("account"), given.hex("secret"))
    salt = member.kit_salt(paper)
    stretched = {"salt": salt, "stretched": kdf.argon2id(given.text("passphrase"), salt)}
    return stretched | _keys(member.kit_keys(paper, given.text("passphrase")), member.KIT)


def sheet_member(given: Given) -> Json:
    paper = Sheet(given.hex("account"), given.hex("secret"))
    return _keys(member.sheet_keys(paper), member.SHEET)


def device_member(given: Given) -> Json:
    return _keys(member.Keys(given.hex("sign_seed"), given.hex("kem_seed")), member.DEVICE)


def _keys(keys: member.Keys, kind: int) -> Json:
    public = keys.member(kind)
    return {
        "sign_seed": keys.sign_seed,
        "kem_seed": keys.kem_seed,
        "sign_public": public.sign_public,
        "kem_public": public.kem_public,
        "member": public.id,
    }


def member_id(given: Given) -> Json:
    made = member.make_member(
        given.number("kind"), given.hex("sign_public"), given.hex("kem_public")
    )
    return {"member": made.id}


def account_id(given: Given) -> Json:
    first = member.make_member(1, given.hex("sign_public"), given.hex("kem_public"))
    return {"account": member.account_id(first, given.hex("random"))}


def passphrase_check(given: Given) -> Json:
    account, passphrase = given.hex("account"), given.text("passphrase")
    return {"check": kdf.passphrase_check(account, passphrase, given.hex("salt"))}


def record(given: Given) -> Json:
    return {"record": fixed_record(given.text("name"))}


def epoch_commitment(given: Given) -> Json:
    account, number = given.hex("account"), given.number("epoch")
    return {"commitment": epoch.epoch_commitment(account, number, given.hex("key"))}


def data_key(given: Given) -> Json:
    return {
        "data_key": epoch.data_key(given.hex("account"), given.number("epoch"), given.hex("key"))
    }


def seal_previous(given: Given) -> Json:
    keys = given.hex("key"), given.hex("previous")
    account, number = given.hex("account"), given.number("epoch")
    return {"sealed": epoch.seal_previous(account, number, keys, given.random("nonce"))}


def open_previous(given: Given) -> Json:
    account, number = given.hex("account"), given.number("epoch")
    previous = epoch.open_previous(account, number, given.hex("key"), given.hex("sealed"))
    epoch.check_commitment(account, number - 1, previous, given.hex("commitment"))
    return {"previous": previous}


def ed25519_public(given: Given) -> Json:
    return {"key": ed25519.public_key(given.hex("seed"))}


def ed25519_sign(given: Given) -> Json:
    return {"signature": ed25519.sign(given.hex("seed"), given.hex("message"))}


def check_key(given: Given) -> Json:
    ed25519.check_key(given.hex("key"))
    return {}


def ed25519_verify(given: Given) -> Json:
    ed25519.verify(given.hex("key"), given.hex("message"), given.hex("signature"))
    return {}


def login_bytes(given: Given) -> Json:
    return {"bytes": login.login_bytes(_login(given))}


def parse_login(given: Given) -> Json:
    parsed = login.parse_login(given.hex("bytes"))
    return {
        "action": parsed.action,
        "account": parsed.account,
        "member": parsed.member,
        "nonce": parsed.nonce,
        "origin": parsed.origin,
    }


def sign_login(given: Given) -> Json:
    return {"signature": login.sign_login(_login(given), given.hex("sign_seed"))}


def verify_login(given: Given) -> Json:
    parsed = login.parse_login(given.hex("bytes"))
    login.verify_login(parsed, given.hex("sign_public"), given.hex("signature"))
    return {}


def _login(given: Given) -> Login:
    return Login(
        given.number("action"),
        given.hex("account"),
        given.hex("member"),
        given.hex("nonce"),
        given.text("origin"),
    )


def wrap_local_key(given: Given) -> Json:
    random = given.random("salt", "nonce")
    key, passphrase = given.hex("local_key"), given.text("passphrase")
    return {"wrapped": local.wrap_local_key(key, passphrase, random)}


def open_local_key(given: Given) -> Json:
    return {"local_key": local.open_local_key(given.hex("wrapped"), given.text("passphrase"))}


def seal_local(given: Given) -> Json:
    key, name, value = given.hex("local_key"), given.text("name"), given.hex("value")
    return {"sealed": local.seal_local(key, name, value, given.random("nonce"))}


def open_local(given: Given) -> Json:
    key, name, sealed = given.hex("local_key"), given.text("name"), given.hex("sealed")
    return {"value": local.open_local(key, name, sealed)}
