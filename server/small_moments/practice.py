"""`GET /api/practice`: what the practice says of itself. Public, nothing about any person."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from small_moments import static
from small_moments.openapi import Route
from small_moments.settings import Settings, SettingsError, is_phone
from small_moments.static import File

PATH: Final = "/api/practice"
MOST: Final = 64 * 1024  # bytes of each file of the practice's


class Contact(Struct, frozen=True, forbid_unknown_fields=True):
    """Whom else to call, named by the practice: `phone`, or `text` for messages, or both."""

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    purpose: Annotated[str, Meta(max_length=200)] = ""
    phone: Annotated[str, Meta(max_length=40)] = ""
    text: Annotated[str, Meta(max_length=40)] = ""
    hours: Annotated[str, Meta(max_length=200)] = ""


class Practice(Struct, frozen=True):
    """The practice's own words, as text; what it did not set is empty. `colour` is `#rrggbb`.

    `backup_days` is how long the server's backups keep what was erased.
    """

    name: str
    contact: str
    phone: str
    hours: str
    colour: str
    contacts: list[Contact]
    backup_days: int
    privacy: list[str]
    terms: list[str]


class _Contacts(Struct, frozen=True, forbid_unknown_fields=True):
    """The file of contacts: `[[contact]]`, once for each."""

    contact: Annotated[list[Contact], Meta(max_length=20)]


ROUTE: Final = Route(
    path="/practice",
    methods=frozenset(("GET",)),
    name="practice",
    summary="What the practice says of itself, in JSON. It may be kept; an ETag tells of changes.",
    status=200,
    opt={"answer": Practice, "media": "application/json", "problems": ("method",)},
)


def of(settings: Settings) -> Practice:
    """The practice of these settings and of the files that they name."""
    return Practice(
        name=settings.practice_name,
        contact=settings.practice_contact,
        phone=settings.practice_phone,
        hours=settings.practice_hours,
        colour=settings.practice_colour.lower(),
        contacts=_contacts(settings.practice_contacts),
        backup_days=settings.backup_days,
        privacy=_paragraphs("privacy_notice", settings.privacy_notice),
        terms=_paragraphs("terms_of_use", settings.terms_of_use),
    )


def files(practice: Practice) -> dict[str, File]:
    """The answer, by its path: made once, and served like a file."""
    return {PATH: static.made("application/json", msgspec.json.encode(practice))}


def _contacts(name: str) -> list[Contact]:
    setting = "practice_contacts"
    try:
        found = msgspec.convert(tomllib.loads(_read(setting, name)), _Contacts) if name else None
    except tomllib.TOMLDecodeError:
        raise SettingsError(f"setting {setting}: the file is not TOML") from None
    except msgspec.ValidationError as error:
        raise SettingsError(f"setting {setting}: {error}") from None
    contacts = [] if found is None else found.contact
    for at, contact in enumerate(contacts):
        numbers = [number for number in (contact.phone, contact.text) if number]
        if not numbers or not all(map(is_phone, numbers)):
            raise SettingsError(f"setting {setting}: no phone number in `$.contact[{at}]`")
    return contacts


def _paragraphs(setting: str, name: str) -> list[str]:
    """The paragraphs of a plain-text file; an empty line begins one."""
    parts = re.split(r"\n\s*\n", _read(setting, name)) if name else []
    return [part.strip() for part in parts if part.strip()]


def _read(setting: str, name: str) -> str:
    try:
        with Path(name).open("rb") as file:
            raw = file.read(MOST + 1)
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        said = f"setting {setting}: the file cannot be read: {type(error).__name__}"
        raise SettingsError(said) from None
    if len(raw) > MOST:
        raise SettingsError(f"setting {setting}: the file has more than {MOST} bytes")
    return text
