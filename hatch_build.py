"""Build hook: a wheel or an sdist carries the app, built only if its sources changed."""

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))
from tools import app


class AppBuildHook(BuildHookInterface[Any]):
    """Hatchling calls it before it collects the files of a wheel or an sdist."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node from PyPI, asked for only if it is needed: it is 61 MB."""
        if app.is_current(Path(self.root)) or app.fitting_node() is not None:
            return []
        return [(Path(self.root) / "requirements/node.in").read_text("ascii").strip()]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the app if it is missing or older than its sources."""
        del build_data
        root = Path(self.root)
        # An editable install serves what `run` builds beside the sources.
        if version == "editable" or app.is_current(root):
            return
        node, npm, environment = _node()
        if not (root / "node_modules/vite").is_dir():
            app.npm_install(root, npm, environment)
        app.build(root, node, environment)


def _node() -> tuple[str, list[str], dict[str, str]]:
    """Node, the command that is npm, and an environment in which npm finds that Node."""
    fitting = app.fitting_node()
    if fitting is not None:
        return fitting, ["npm"], dict(os.environ)
    packaged = app.packaged_node()
    if packaged is None:
        raise app.AppBuildError("no Node 22.12 or newer on PATH, and none from PyPI")
    node, npm = packaged
    path = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])
    return node, [node, npm], {**os.environ, "PATH": path}
