"""Where something stands in all logs, as one integer (see migrations/0001_journal.sql)."""

ALIAS_LIMIT = 2**23


def position(alias: int, seq: int, place: int = 0) -> int:
    """The position of a link, or of the `place`-th thing that it carries."""
    return alias << 40 | seq << 8 | place


def first(alias: int) -> int:
    """The lowest position of an account."""
    return position(alias, 0)


def last(alias: int) -> int:
    """The highest position of an account."""
    return position(alias + 1, 0) - 1


def seq_of(where: int) -> int:
    """The seq of the link at, or around, a position."""
    return where >> 8 & 0xFFFFFFFF
