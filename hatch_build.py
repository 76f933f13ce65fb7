"""Give the distribution the addresses that datapackage.json has, under ``project.urls``."""

import json
from pathlib import Path
from runpy import run_path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Addresses(MetadataHookInterface):
    """Read the addresses from the descriptor; there are none until a maintainer fills them in."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add ``urls`` to the metadata of the project."""
        root = Path(self.root)
        home = run_path(str(root / "pyplanning" / "datapackage" / "home.py"))["home"]
        descriptor = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
        metadata["urls"] = home(descriptor).addresses
