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
            values = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            found += [value for value in values if isinstance(value, str)]
    return found


def _is_import_call(called: ast.expr) -> bool:
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in {"import_module", "__import__"}
