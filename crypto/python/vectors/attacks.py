"""Which class of attack (the table of SECURITY.md) a refused case is one of."""

_GENESIS = (
    *("roster 0 with other random bytes", "roster 0 of other keys", "roster 0 of another account"),
    *("roster 0 signed by a stranger", "roster 0 with another's signature"),
)
_FIRST_LINK = (
    *("another account's link", "a stranger's signature", "another's key"),
    *("a roster 0 with other random bytes", "a roster 0 of other keys", "another, valid account"),
)
_CHANGED = (
    *("account", "id", "file key", "digest"),
    *("size, of as many bytes sealed", "size of a chunk"),
)
_NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "roster": {
        "A4": (
            *("signed by a stranger", "signed by a member that it adds itself"),
            *("signed with another's key", "signed by a removed device", "another version before"),
        ),
        "A5": (
            *("a kit replaced in the same epoch", "a KEM key replaced in the same epoch"),
            *("two kits", "two sheets", "another day"),
        ),
        "A6": ("another commitment in the same epoch",),
        "A7": _GENESIS,
        "A8": (
            *("rotates of 2", "rotates of 255", "a member of kind 0", "a member of kind 4"),
            "a roster and one byte more",
        ),
        "A9": ("an epoch back",),
    },
    "epoch": {"A6": ("a key that the older roster does not name",)},
    "wrap": {
        "A6": (
            *("a wrap of a key that the server chose", "a bit flipped in the ciphertext"),
            *("a bit flipped in the tag", "a small-order X25519 share"),
        ),
        "A9": (
            *("a wrap of an older epoch", "a wrap of another epoch"),
            *("a wrap of the roster before", "a wrap of two versions before"),
        ),
    },
    "link": {"A8": tuple(f"a link of kind {kind}" for kind in (0, 4, 255))},
    "chain": {
        "A4": (
            *("a roster of another branch", "a roster whose own signature fails"),
            *("another account's roster", "a roster link with a false signer"),
            *("a roster signed by a stranger", "a roster linked by another than its signer"),
        ),
        "A7": tuple(f"first link: {name}" for name in _FIRST_LINK),
        "A9": ("a revision of the epoch before",),
        "A10": (
            *("a link signed by a removed device", "a link signed by a stranger"),
            "a device removed without a new epoch",
        ),
    },
    "blob": {"A12": tuple(f"a chunk under another {name}" for name in _CHANGED)},
}
_PAIRING = ("pair_old", "pair_new", "open_offer")
_BLOBS = ("open_chunk", "open_blob", "open_blob_file")


def attacks_of(layout: str, op: str, name: str) -> list[str]:
    """The classes of a refused case, as `A4`; none for most."""
    named = [one for one, names in _NAMES.get(layout, {}).items() if name in names]
    of_op = ["A25"] if op in _PAIRING else ["A21"] if op in _BLOBS else []
    return [*named, *of_op]


def named() -> set[tuple[str, str]]:
    """Layout and name of each case that stands here by its name."""
    return {
        (layout, name)
        for layout, classes in _NAMES.items()
        for names in classes.values()
        for name in names
    }
