"""What a TypeScript file imports and which free words it uses, read without a compiler."""

import re
from dataclasses import dataclass

# What may stand before a `/` that begins a regular expression rather than a division.
_BEFORE_REGEX = re.compile(r"(?:^|[(,=:\[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|of|in))\s*$")
_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)"""
    r"""|(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')"""
    r"""|(?P<template>`(?:\\.|[^`\\])*`)"""
    r"""|(?P<slash>/)""",
    re.DOTALL,
)
_REGEX = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
_HOLE = re.compile(r"\$\{([^{}]*)\}")
_IMPORT = re.compile(
    r"""(?P<keyword>\bimport\s+type\b|\bexport\s+type\b|\bimport\b|\bexport\b)"""
    r"""(?P<names>[^;"'()=]*?)(?:\bfrom\s*)?(?P<quote>["'])(?P<source>[^"']+)(?P=quote)""",
)
_CALL = re.compile(r"""\b(?:import|importScripts)\s*\(\s*["'](?P<source>[^"']+)["']""")
_URL = re.compile(r"""\bnew\s+URL\s*\(\s*["'](?P<source>\.[^"']+)["']""")


@dataclass(frozen=True)
class Import:
    """One import or re-export: what it names, and whether only types cross."""

    source: str
    types_only: bool


def imports(text: str) -> list[Import]:
    """Every import of the file: static, dynamic, re-exports, and workers named by `new URL`."""
    code = _without(text, keep_text=True)
    found = [
        Import(match["source"], match["keyword"].endswith("type"))
        for match in _IMPORT.finditer(code)
    ]
    for pattern in (_CALL, _URL):
        found += [Import(match["source"], types_only=False) for match in pattern.finditer(code)]
    return found


def words(text: str) -> set[str]:
    """Every identifier of the code that is not the property of something else."""
    code = _without(text, keep_text=False)
    return set(re.findall(r"(?<![\w$.])[A-Za-z_$][\w$]*(?!\s*:(?!:))", code))


def dotted(text: str) -> set[str]:
    """Every `a.b` of the code, and `a()` for what is called with nothing."""
    code = _without(text, keep_text=False)
    empty = re.findall(r"(?<![\w$.])([A-Za-z_$][\w$]*)\s*\(\s*\)", code)
    return set(re.findall(r"[A-Za-z_$][\w$]*\.[A-Za-z_$][\w$]*", code)) | {f"{a}()" for a in empty}


def _without(text: str, *, keep_text: bool) -> str:
    """The code with comments and regular expressions blanked, and strings too if not kept."""
    out: list[str] = []
    at = 0
    while (match := _TOKEN.search(text, at)) is not None:
        out.append(text[at : match.start()])
        at = match.end()
        if match["text"] is not None:
            out.append(match["text"] if keep_text else '""')
        elif match["template"] is not None:
            # What stands in the holes of a template is code.
            out.append(" ".join(_HOLE.findall(match["template"])))
        elif match["slash"] is not None:
            regex = _REGEX.match(text, match.start())
            if regex is not None and _BEFORE_REGEX.search("".join(out[-8:])[-200:]):
                at = regex.end()
            else:
                out.append("/")
    out.append(text[at:])
    return "".join(out)
