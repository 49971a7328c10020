"""Settings: what a practice can choose. Where they come from, `config.py` says."""

import re
from collections.abc import Callable, Mapping
from ipaddress import ip_network
from typing import Annotated, Any, get_type_hints

from msgspec import Meta, Struct

from small_moments.login_layout import is_origin

PREFIX = "SMALL_MOMENTS_"

_SECRETS = frozenset(("s3_access_key", "s3_secret_key"))


class SettingsError(Exception):
    """A setting that is unknown or not of its kind; names the setting, not what was set."""


def is_phone(text: str) -> bool:
    """A number as people write it; what is dialled are its digits and a plus before them."""
    return re.fullmatch(r"\+?[0-9][0-9 ().\-]{1,38}", text) is not None


def is_colour(text: str) -> bool:
    """Six hexadecimal digits after a #."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


def addresses(text: str) -> list[str]:
    """What stands between the commas."""
    return [part for one in text.split(",") if (part := one.strip())]


def are_addresses(text: str) -> bool:
    """Addresses and networks; `*` stands for everybody, which `doctor` does not like."""
    try:
        return all(one == "*" or ip_network(one) for one in addresses(text))
    except ValueError:
        return False


def is_place(text: str) -> bool:
    """An address and a port, as `127.0.0.1:9464` or `[::1]:9464`."""
    match = re.fullmatch(r"(?:[0-9A-Za-z.\-]+|\[[0-9a-fA-F:]+\]):([0-9]{1,5})", text)
    return match is not None and int(match[1]) <= 65535


def is_database(text: str) -> bool:
    """A URL of PostgreSQL, with its scheme at least."""
    return text.startswith(("postgresql://", "postgres://")) and "\n" not in text


def is_bucket(text: str) -> bool:
    """A bucket, and perhaps a prefix of names in it."""
    return (
        re.fullmatch(r"s3://[a-z0-9][a-z0-9.\-]{1,62}(?:/[A-Za-z0-9._\-/]{1,200})?", text)
        is not None
    )


def is_endpoint(text: str) -> bool:
    """An address of http or https, without a path."""
    return re.fullmatch(r"https?://[A-Za-z0-9.\-\[\]:]+", text) is not None


def masked(name: str, value: object) -> object:
    """A setting as it may be printed: without the password that a database's URL may hold."""
    if name in _SECRETS and value:
        return "***"
    if name != "database" or not isinstance(value, str):
        return value
    without = re.sub(r"(://[^/@:]*):.*@", r"\1:***@", value)
    return re.sub(r"((?:password|passfile|sslpassword)=)[^&]*", r"\1***", without)


def _number(least: int, most: int, description: str) -> Meta:
    return Meta(ge=least, le=most, description=description)


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that a practice can choose."""

    data: Annotated[
        str, Meta(min_length=1, description="Folder of the database and its backups.")
    ] = "data"
    database: Annotated[
        str,
        Meta(
            description="A database of PostgreSQL, as `postgresql://user@host/name`. A password "
            "in it is never printed; best it is in a file that `SMALL_MOMENTS_DATABASE_FILE` "
            "names. Empty: SQLite in the data folder."
        ),
    ] = ""
    blobs: Annotated[
        str,
        Meta(
            description="Where the sealed chunks of photos and voice notes are kept: "
            "`s3://bucket/prefix`. Empty: the folder `blobs` in the data folder."
        ),
    ] = ""
    s3_endpoint: Annotated[
        str,
        Meta(description="Address of that S3 store, as `https://s3.example`. Empty: Amazon's."),
    ] = ""
    s3_region: Annotated[str, Meta(min_length=1, description="Its region.")] = "us-east-1"
    s3_access_key: Annotated[str, Meta(description="Who asks it; never printed.")] = ""
    s3_secret_key: Annotated[
        str,
        Meta(
            description="With which secret; never printed. Best it is in a file that "
            "`SMALL_MOMENTS_S3_SECRET_KEY_FILE` names."
        ),
    ] = ""
    host: Annotated[str, Meta(min_length=1, description="Address to listen on.")] = "127.0.0.1"
    port: Annotated[
        int, _number(0, 65535, "Port to listen on; 0 takes a free one and prints it.")
    ] = 8000
    origin: Annotated[
        str,
        Meta(
            description="How browsers reach the server, as `https://moments.example`; people sign "
            "in to this name. Empty: `http://localhost:PORT`."
        ),
    ] = ""
    app: Annotated[
        str, Meta(description="Folder of the built app. Empty: the one that is installed.")
    ] = ""
    practice_name: Annotated[
        str,
        Meta(
            max_length=200,
            description="Who runs this server, for the pages `/privacy` and `/terms` and the app.",
        ),
    ] = ""
    practice_contact: Annotated[
        str,
        Meta(max_length=500, description="Whom to ask, and how, for `/privacy` and the app."),
    ] = ""
    practice_phone: Annotated[
        str, Meta(max_length=40, description="The practice's phone number, for help in the app.")
    ] = ""
    practice_hours: Annotated[
        str,
        Meta(max_length=200, description="When that phone is answered, in the practice's words."),
    ] = ""
    practice_colour: Annotated[
        str,
        Meta(
            description="A colour of the practice's, `#rrggbb`. The app gives it to one of its "
            "three stones, never to words."
        ),
    ] = ""
    practice_contacts: Annotated[
        str,
        Meta(
            description="A TOML file with contacts for help that the practice names itself, shown "
            "before those that are built in (`docs/contacts.md`)."
        ),
    ] = ""
    privacy_notice: Annotated[
        str,
        Meta(
            description="A plain-text file with the practice's own words for `/privacy`; an empty "
            "line begins a paragraph."
        ),
    ] = ""
    terms_of_use: Annotated[
        str,
        Meta(
            description="A plain-text file with the practice's own terms for `/terms`, in place of "
            "the neutral ones."
        ),
    ] = ""
    trusted_proxies: Annotated[
        str,
        Meta(
            description="Addresses or networks of proxies whose `X-Forwarded-For` is believed, "
            "comma-separated."
        ),
    ] = ""
    metrics: Annotated[
        str,
        Meta(
            description="Address and port of `/metrics` for Prometheus, as `127.0.0.1:9464`; "
            "whoever reaches it may read it. Empty: nowhere."
        ),
    ] = ""
    log_format: Annotated[
        str, Meta(description="Each line of the log: `line` for words, `json` for an object.")
    ] = "line"
    revision_bytes: Annotated[
        int, _number(1024, 262_144, "Most bytes of one revision, header included.")
    ] = 262_144
    link_revisions: Annotated[int, _number(1, 256, "Most revisions of one link.")] = 256
    link_bytes: Annotated[
        int, _number(1024, 1_048_576, "Most bytes of all bodies of one link.")
    ] = 1_048_576
    account_bytes: Annotated[
        int, _number(1_048_576, 2**40, "Most bytes kept for one account, attachments included.")
    ] = 536_870_912
    blob_bytes: Annotated[
        int, _number(1040, 67_125_248, "Most bytes of one photo or voice note, as it is kept.")
    ] = 27_262_976
    devices: Annotated[int, _number(1, 10, "Most devices of one account.")] = 10
    session_days: Annotated[
        int, _number(1, 3650, "Days without use after which a session ends.")
    ] = 90
    backup_days: Annotated[
        int, _number(1, 3650, "Days that a backup is kept, and that it is known who was erased.")
    ] = 30
    body_seconds: Annotated[int, _number(1, 600, "Seconds that a request body may take.")] = 30
    answer_seconds: Annotated[
        int, _number(1, 600, "Seconds within which an answer has to be fetched.")
    ] = 60
    answers_unread: Annotated[
        int,
        _number(
            1,
            100_000,
            "Most answers that are kept for who does not fetch them; the oldest is let go.",
        ),
    ] = 100
    requests_at_once: Annotated[
        int, _number(1, 100_000, "Requests answered at the same time; more get 503.")
    ] = 256
    events_seconds: Annotated[
        int, _number(1, 3600, "Seconds after which an event stream ends, to be opened again.")
    ] = 55
    events_per_account: Annotated[
        int, _number(1, 1000, "Most event streams of one account at the same time.")
    ] = 16
    events_at_once: Annotated[
        int, _number(1, 100_000, "Most event streams at the same time; each is an open connection.")
    ] = 2000
    entrance_burst: Annotated[
        int,
        _number(1, 1_000_000, "Registrations and log-ins that one address may try in a row."),
    ] = 60
    entrance_per_minute: Annotated[
        int, _number(1, 1_000_000, "How fast that refills; a refused try costs five.")
    ] = 60
    account_burst: Annotated[
        int, _number(1, 1_000_000, "Requests that one account may make in a row.")
    ] = 600
    account_per_minute: Annotated[int, _number(1, 1_000_000, "How fast that refills.")] = 1200
    address_burst: Annotated[
        int, _number(1, 1_000_000, "Requests to the API that one address may make in a row.")
    ] = 1200
    address_per_minute: Annotated[int, _number(1, 1_000_000, "How fast that refills.")] = 2400


FIELDS: Mapping[str, Any] = get_type_hints(Settings, include_extras=True)

# What is not empty and cannot be said in a type, with what is told then.
FORMS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "database": (is_database, "not of the form postgresql://…"),
    "blobs": (is_bucket, "not of the form s3://bucket/prefix"),
    "s3_endpoint": (is_endpoint, "not of the form https://host[:port]"),
    "origin": (is_origin, "not of the form scheme://host[:port] in lower case"),
    "practice_phone": (is_phone, "not a phone number"),
    "practice_colour": (is_colour, "not of the form #rrggbb"),
    "trusted_proxies": (are_addresses, "not addresses or networks with commas between them"),
    "log_format": (("line", "json").__contains__, "neither line nor json"),
    "metrics": (is_place, "not of the form address:port"),
}


def origin_of(settings: Settings, port: int) -> str:
    """What browsers call this server."""
    return settings.origin or f"http://localhost:{port}"
