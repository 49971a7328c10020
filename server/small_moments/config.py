"""Where settings come from: flags before environment before a file; an unknown key is an error.

`SMALL_MOMENTS_X_FILE` names a file that holds the value of the setting `x`, as secrets are handed
to containers and units.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from small_moments.settings import FIELDS, FORMS, PREFIX, Settings, SettingsError

_FILE: Final = "_FILE"


class Chosen(Struct, frozen=True):
    """A value, and where it was chosen: `flag`, `environment`, `file`, or `default`."""

    value: Any
    place: str


def load(
    flags: Mapping[str, str], environment: Mapping[str, str], file: Path | None = None
) -> Settings:
    """Settings from all three places. `file` may also be named by SMALL_MOMENTS_SETTINGS."""
    found = gather(flags, environment, file)
    return _convert({name: chosen.value for name, chosen in found.items()})


def every(
    flags: Mapping[str, str], environment: Mapping[str, str], file: Path | None = None
) -> dict[str, Chosen]:
    """Every setting as it holds, checked as `load` does."""
    found = gather(flags, environment, file)
    settings = load(flags, environment, file)
    return {
        name: Chosen(getattr(settings, name), found[name].place if name in found else "default")
        for name in FIELDS
    }


def gather(
    flags: Mapping[str, str], environment: Mapping[str, str], file: Path | None = None
) -> dict[str, Chosen]:
    """What was chosen anywhere, not checked yet."""
    named = environment.get(PREFIX + "SETTINGS")
    path = file or (Path(named) if named else None)
    values: dict[str, Any] = {} if path is None else _from_file(path)
    found = {name: Chosen(value, "file") for name, value in values.items()}
    for name, value in _from_environment(environment).items():
        found[name] = Chosen(value, "environment")
    for name, value in flags.items():
        found[name] = Chosen(value, "flag")
    return found


def _from_file(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"the settings file cannot be read: {type(error).__name__}") from error
    for name in values:
        _known(name, name)
    return values


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in environment.items():
        if not key.startswith(PREFIX) or key == PREFIX + "SETTINGS":
            continue
        name, read = key.removeprefix(PREFIX), value
        if key.endswith(_FILE):
            name, read = name.removesuffix(_FILE), _content(key, Path(value))
        name = _known(name.lower(), key)
        if name in found:
            raise SettingsError(f"setting {name}: chosen twice, with and without {_FILE}")
        found[name] = read
    return found


def _content(key: str, path: Path) -> str:
    """A file's text without the line end that editors leave."""
    try:
        return path.read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"the file of {key} cannot be read: {type(error).__name__}") from error


def _known(name: str, shown: str) -> str:
    if name not in FIELDS:
        raise SettingsError(f"unknown setting {shown}")
    return name


def _convert(values: dict[str, Any]) -> Settings:
    try:
        settings = msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        name = str(error).rpartition("`$.")[2].rstrip("`") or "?"
        reason = str(error).partition(" - at ")[0]
        raise SettingsError(f"setting {name}: {reason}") from None
    for name, (fits, said) in FORMS.items():
        value = getattr(settings, name)
        if value and not fits(value):
            raise SettingsError(f"setting {name}: {said}")
    return settings
