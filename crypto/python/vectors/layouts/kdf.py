"""Passphrases and Argon2id."""

from vectors.case import Cases, fixed
from vectors.world import ACCOUNT, PASSPHRASE


def cases() -> Cases:
    made = Cases("kdf")
    op = "normalize_passphrase"
    spellings = {
        "plain words": PASSPHRASE,
        "runs of spaces within": "river  lantern   quiet",
        "spaces at both ends": "  river lantern ",
        "tabs and line ends": "river\t\r\nlantern\v\fquiet",
        "no-break spaces": "river\u00a0lantern\u00a0\u00a0quiet\u00a0",
        "a thin space, which stays": "river\u2009lantern",
        "an ideographic space, which stays": "river\u3000lantern",
        "a zero-width space, which stays": "river\u200blantern",
        "an accent in one piece": "caf\u00e9 noir",
        "an accent in two pieces": "cafe\u0301 noir",
        "accents in another order": "q\u0323\u0307 a\u0307\u0323",
        "an angstrom sign": "\u212b ngstrom",
        "hangul in pieces": "\u1112\u1161\u11ab",
        "a ligature, which stays": "\ufb01ne words",
        "capitals, which stay": "River LANTERN",
        "an emoji": "river \U0001f30a lantern",
        "an en quad, which becomes another space that stays": "river\u2000lantern",
    }
    for name, text in spellings.items():
        made.ok(name, "R6", op, text=text)
    made.refused("encoding", "no passphrase", "R6", op, text="")
    made.refused("encoding", "a passphrase of spaces", "R6", op, text=" \t\u00a0\n")
    made.refused("encoding", "a lone surrogate", "R6", op, text="river \ud83c lantern")
    _argon2id(made)
    return made


def _argon2id(made: Cases) -> None:
    salt = fixed("salt", 16)
    made.ok("Argon2id", "R7", "argon2id", passphrase=PASSPHRASE, salt=salt)
    accent = {"passphrase": "cafe\u0301  noir", "salt": salt}
    made.ok("Argon2id takes the passphrase as R6 leaves it", "R6 R7", "argon2id", **accent)
    for size in (0, 8, 15, 17, 32):
        wrong = {"passphrase": PASSPHRASE, "salt": fixed("salt", size)}
        made.refused("length", f"a salt of {size} bytes", "R7", "argon2id", **wrong)
    made.refused(
        "encoding", "Argon2id of no passphrase", "R6", "argon2id", passphrase="", salt=salt
    )
    check = {"account": ACCOUNT, "passphrase": PASSPHRASE, "salt": salt}
    made.ok("a passphrase check", "R13", "passphrase_check", **check)
