"""Settings: flags, then environment, then a file; what is unknown is an error."""

from pathlib import Path

import pytest
from small_moments.config import every, load
from small_moments.settings import FIELDS, Settings, SettingsError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text('port = 1\nhost = "file"\ndata = "file"\n')
    return path


def test_flags_come_before_environment_before_the_file(file: Path) -> None:
    environment = {"SMALL_MOMENTS_PORT": "2", "SMALL_MOMENTS_HOST": "environment", "HOME": "/"}
    settings = load({"port": "3"}, environment, file)
    assert (settings.port, settings.host, settings.data) == (3, "environment", "file")


def test_the_environment_may_name_the_file(file: Path) -> None:
    assert load({}, {"SMALL_MOMENTS_SETTINGS": str(file)}).host == "file"


def test_without_anything_there_are_defaults() -> None:
    assert load({}, {}) == Settings()


def test_an_unknown_key_is_an_error_wherever_it_stands(file: Path) -> None:
    with pytest.raises(SettingsError, match="unknown setting SMALL_MOMENTS_COLOUR"):
        load({}, {"SMALL_MOMENTS_COLOUR": "red"})
    file.write_text("colour = 1\n")
    with pytest.raises(SettingsError, match="unknown setting colour"):
        load({}, {}, file)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "eighty"),
        ("port", "65536"),
        ("port", "-1"),
        ("devices", "11"),
        ("revision_bytes", "262145"),
        ("session_days", "0"),
        ("backup_days", "0"),
        ("backup_days", "3651"),
        ("events_seconds", "0"),
        ("events_per_account", "0"),
        ("events_at_once", "100001"),
        ("practice_name", "x" * 201),
        ("practice_contact", "x" * 501),
        ("practice_phone", "call me"),
        ("practice_phone", "+"),
        ("practice_phone", "1" * 41),
        ("practice_hours", "x" * 201),
        ("practice_colour", "red"),
        ("practice_colour", "#12345"),
        ("practice_colour", "#12345g"),
        ("data", ""),
        ("origin", "moments.example"),
        ("origin", "https://Moments.example"),
        ("origin", "https://moments.example/"),
        ("trusted_proxies", "the proxy"),
        ("trusted_proxies", "127.0.0.1,256.0.0.1"),
        ("metrics", "9464"),
        ("metrics", "127.0.0.1:65536"),
        ("log_format", "xml"),
    ],
)
def test_a_value_out_of_range_names_the_setting_and_not_the_value(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"setting {name}:") as caught:
        load({name: value}, {})
    assert not value or value not in str(caught.value).removeprefix(f"setting {name}")


@pytest.mark.parametrize("text", ["port = ", "\udcff"])
def test_a_file_that_cannot_be_read_is_said(file: Path, text: str) -> None:
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(SettingsError, match="cannot be read"):
        load({}, {}, file)
    with pytest.raises(SettingsError, match="cannot be read"):
        load({}, {}, file.with_name("none.toml"))


def test_a_value_may_stand_in_a_file_that_the_environment_names(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("Practice by the river\n")
    environment = {"SMALL_MOMENTS_PRACTICE_NAME_FILE": str(kept)}
    assert load({}, environment).practice_name == "Practice by the river"
    with pytest.raises(SettingsError, match="setting practice_name: chosen twice"):
        load({}, {**environment, "SMALL_MOMENTS_PRACTICE_NAME": "x"})
    kept.unlink()
    with pytest.raises(SettingsError, match="the file of SMALL_MOMENTS_PRACTICE_NAME_FILE cannot"):
        load({}, environment)


def test_every_setting_tells_where_it_was_chosen(file: Path) -> None:
    found = every({"port": "3"}, {"SMALL_MOMENTS_HOST": "::1"}, file)
    places = {name: one.place for name, one in found.items() if one.place != "default"}
    assert places == {"port": "flag", "host": "environment", "data": "file"}
    assert found["port"].value == 3
    assert found.keys() == FIELDS.keys()


def test_every_setting_can_be_set_as_text() -> None:
    for name in FIELDS:
        value = getattr(Settings(), name)
        environment = {f"SMALL_MOMENTS_{name.upper()}": str(value)}
        assert getattr(load({}, environment), name) == value
