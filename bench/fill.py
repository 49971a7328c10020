"""Rows of accounts that nobody opens: as many, and as large, as people would have left behind.

They are no logs that hold; the database cannot tell, and so takes as long with them as with such.
"""

from msgspec import Struct

from bench.million import MIB, Sums
from tests.postgresql import Cluster

# Bodies are shorter than what PostgreSQL would compress: it does not matter what is in them.
_SCRIPT = """
    BEGIN;
    CREATE FUNCTION pg_temp.id() RETURNS bytea LANGUAGE sql VOLATILE
        AS 'SELECT uuid_send(gen_random_uuid())';
    CREATE FUNCTION pg_temp.id32() RETURNS bytea LANGUAGE sql VOLATILE
        AS 'SELECT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())';
    CREATE FUNCTION pg_temp.bytes(INT) RETURNS bytea LANGUAGE sql IMMUTABLE
        AS $$SELECT convert_to(repeat('b', $1), 'UTF8')$$;
    CREATE TEMP TABLE person AS
        SELECT pg_temp.id() AS account, pg_temp.id() AS device, pg_temp.id32() AS head
        FROM generate_series(1, {accounts});
    INSERT INTO account (account, seq, head, roster_at, stored_bytes)
        SELECT account, 1 + {links}, head, 1, {links} * 1500 FROM person;
    INSERT INTO device SELECT account, device, {links}, head FROM person;
    INSERT INTO session SELECT account, pg_temp.id32(), device, 20780
        FROM person, generate_series(1, 2);
    INSERT INTO roster SELECT account, 1, pg_temp.bytes(1500) FROM person;
    INSERT INTO wrap SELECT account, 1, at, pg_temp.id(), 1, pg_temp.bytes(1237)
        FROM person, generate_series(0, 1) AS at;
    INSERT INTO link SELECT account, 1 + at, pg_temp.bytes(230), 1400
        FROM generate_series(1, {links}) AS at, person;
    INSERT INTO revision
        SELECT account, 1 + at, 0, pg_temp.id32(), pg_temp.bytes(77), pg_temp.bytes(947), NULL
        FROM generate_series(1, {links}) AS at, person;
    COMMIT;
"""


class Filled(Struct, frozen=True):
    """How much there is, in bytes with indexes."""

    accounts: int
    revisions: int
    of_accounts: int
    of_words: int

    def said(self) -> str:
        """One line."""
        each = self.of_accounts / max(self.accounts, 1), self.of_words / max(self.revisions, 1)
        total = f"{(self.of_accounts + self.of_words) / MIB:,.0f} MiB"
        return (
            f"{self.accounts:,} accounts with {self.revisions:,} revisions of 1 KiB: {total},"
            f" {each[0]:,.0f} bytes an account, {each[1]:,.0f} a revision with its link."
        )


def fill(cluster: Cluster, url: str, accounts: int, days: int) -> Filled:
    """Accounts as they are after so many days, each link with one revision."""
    people = Sums().people
    links = max(1, round(people.write * people.revisions * days))
    cluster.run(_SCRIPT.format(accounts=accounts, links=links), url)
    cluster.run("ANALYZE", url)
    cluster.run("CHECKPOINT", url)
    return Filled(
        accounts,
        accounts * links,
        _size(cluster, url, "account", "device", "session", "roster", "wrap"),
        _size(cluster, url, "link", "revision"),
    )


def _size(cluster: Cluster, url: str, *tables: str) -> int:
    total = " + ".join(f"pg_total_relation_size('{one}')" for one in tables)
    return int(cluster.execute(f"SELECT {total}", url)[0][0])
