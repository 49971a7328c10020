"""Write `crypto/vectors/*.json` and the worked examples of `crypto/spec.md` anew."""

from vectors.case import FOLDER
from vectors.examples import SPEC, with_examples
from vectors.files import LAYOUTS


def main() -> None:
    for name, cases in LAYOUTS.items():
        (FOLDER / f"{name}.json").write_text(cases().text(), "utf-8")
    SPEC.write_text(with_examples(SPEC.read_text("utf-8")), "utf-8")


main()
