"""Fuzzing by coverage: Atheris bends what reaches new lines of a Python decoder still further.

    python -m tests.fuzz.guided FOLDER SEED SECONDS INPUTS

Ends after so many seconds or inputs (-1: any number); FOLDER is an empty one to work in. At the
first input that both implementations in Python do not judge alike, or at which one breaks, it
prints it as a line for `corpus/` and ends with another code than 0.
"""

import sys
from pathlib import Path

import atheris

_OURS = ["small_moments", "small_moments_protocol"]
with atheris.instrument_imports(include=_OURS):  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    from tests.fuzz import judges
    from tests.fuzz.seeds import CHOSEN, Case, seeds

_SEEDS = seeds()
_OPS = sorted(CHOSEN)
_MOST = 4_096
"""Bytes of an input: the longest seed has less."""


def case_of(data: bytes) -> Case:
    """The case that an input stands for.

    One byte says the op and one whose other inputs it takes; before each input from outside but
    the last there are two bytes with its length.
    """
    op = _OPS[(data[0] if data else 0) % len(_OPS)]
    good = _SEEDS[op]
    given = dict(good[(data[1] if len(data) > 1 else 0) % len(good)])
    rest = data[2:]
    *others, last = CHOSEN[op]
    for name in others:
        size = int.from_bytes(rest[:2], "big")
        given[name], rest = _typed(name, rest[2 : 2 + size]), rest[2 + size :]
    given[last] = _typed(last, rest)
    return Case(op, given)


def bytes_of(op: str, at: int) -> bytes:
    """The input that stands for a seed of an op."""
    given = _SEEDS[op][at]
    *others, last = (_raw(name, given[name]) for name in CHOSEN[op])
    sized = b"".join(len(one).to_bytes(2, "big") + one for one in others)
    return bytes((_OPS.index(op), at)) + sized + last


def _typed(name: str, raw: bytes) -> str:
    if name != "text":
        return raw.hex()
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace")


def _raw(name: str, value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass") if name == "text" else bytes.fromhex(value)


def _judge(data: bytes) -> None:
    found = judges.contradictions(case_of(data))
    if found:
        raise AssertionError("\n".join(found))


def main(folder: Path, seed: int, seconds: int, inputs: int) -> None:
    """Does not return: libFuzzer ends the process."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for op in _OPS:
        for at in range(min(len(_SEEDS[op]), 256)):
            begun = bytes_of(op, at)
            if case_of(begun) != Case(op, _SEEDS[op][at]):
                raise AssertionError(f"seed {at} of {op} is read as another one")
            (corpus / f"{op}-{at}").write_bytes(begun)
    atheris.Setup(
        [
            sys.argv[0],
            f"-seed={seed % (1 << 32) or 1}",  # 0 is another one each time
            f"-max_total_time={seconds}",
            f"-runs={inputs}",
            f"-max_len={_MOST}",
            f"-artifact_prefix={folder}/",
            str(corpus),
        ],
        _judge,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(one) for one in sys.argv[2:]))
