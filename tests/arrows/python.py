"""What a Python file imports."""

import ast
from pathlib import PurePosixPath


def imports(text: str, path: PurePosixPath, root: PurePosixPath) -> list[str]:
    """Dotted names of all imported modules; relative ones are made absolute below `root`."""
    found: list[str] = []
    package = list(path.relative_to(root).parts[:-1])
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            found += [module, *(f"{module}.{name.name}" for name in node.names)]
        elif isinstance(node, ast.Call) and _is_import_call(node.func):
            found += [arg.value for arg in node.args if _is_text(arg)]
    return found


def _is_import_call(called: ast.expr) -> bool:
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in {"import_module", "__import__"}


def _is_text(argument: ast.expr) -> bool:
    return isinstance(argument, ast.Constant) and isinstance(argument.value, str)
