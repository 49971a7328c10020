"""Write `crypto/vectors/*.json` anew."""

from vectors.case import FOLDER
from vectors.files import LAYOUTS


def main() -> None:
    for name, cases in LAYOUTS.items():
        (FOLDER / f"{name}.json").write_text(cases().text(), "utf-8")


main()
