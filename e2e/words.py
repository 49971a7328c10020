"""The words on the screens, in the language of one phone: what controls are found by."""

import json
import re
from pathlib import Path
from typing import Any

PWA = Path(__file__).parent.parent / "pwa"
BOOKS = PWA / "src/ui/words"
CONTENT = PWA / "content"
LANGUAGES = ("en", "es")


class Words:
    """The app's texts by their names."""

    def __init__(self, language: str) -> None:
        """Reads the books of one language. Raises OSError if there is none."""
        self.language = language
        self._book: dict[str, str] = {}
        for book in (f"{language}.json", f"inside.{language}.json"):
            self._book |= json.loads((BOOKS / book).read_text("utf-8"))
        self.content: dict[str, Any] = json.loads((CONTENT / f"{language}.json").read_text("utf-8"))
        self.settling = self.content["settling"]
        """The exercises that settle, by their ids."""

    def __getitem__(self, name: str) -> str:
        """The text as it stands in the book. Raises KeyError for an unknown name."""
        return self._book[name]

    def say(self, name: str, **values: str | int) -> str:
        """The text with each `{value}` replaced."""
        text = self._book[name]
        for key, value in values.items():
            text = text.replace(f"{{{key}}}", str(value))
        return text

    def pattern(self, name: str) -> re.Pattern[str]:
        """Matches the text with anything in the place of each `{value}`, which is a group."""
        parts = re.split(r"\{\w+\}", self._book[name])
        return re.compile("(.+)".join(map(re.escape, parts)))
