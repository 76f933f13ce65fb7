"""China's provincial industry plans as open data: load, convert, validate, prove.

The public names below are imported when first used, so that ``import pyplanning``
costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyplanning.accounting import coverage as coverage
    from pyplanning.citation import cite as cite
    from pyplanning.conversion import convert as convert
    from pyplanning.datapackage import PackageError as PackageError
    from pyplanning.difference import diff as diff
    from pyplanning.fixing import fix as fix
    from pyplanning.frames import describe as describe
    from pyplanning.frames import load as load
    from pyplanning.frames import package as package
    from pyplanning.frames import schema as schema
    from pyplanning.frames import tables as tables
    from pyplanning.issue import Issue as Issue
    from pyplanning.issue import Report as Report
    from pyplanning.marking import annotate as annotate
    from pyplanning.merging import merge as merge
    from pyplanning.templates import template as template
    from pyplanning.trajectory import trajectories as trajectories
    from pyplanning.validation import validate as validate
    from pyplanning.verification import verify as verify

    __version__: str

# Modules are nouns and functions are verbs: a module named like a function
# would replace it in this namespace as soon as anything imports the module.
_HOME = {
    "Issue": "issue",
    "PackageError": "datapackage",
    "Report": "issue",
    "annotate": "marking",
    "cite": "citation",
    "convert": "conversion",
    "coverage": "accounting",
    "describe": "frames",
    "diff": "difference",
    "fix": "fixing",
    "load": "frames",
    "merge": "merging",
    "package": "frames",
    "schema": "frames",
    "tables": "frames",
    "template": "templates",
    "trajectories": "trajectory",
    "validate": "validation",
    "verify": "verification",
}
__all__ = ["__version__", *sorted(_HOME)]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from pyplanning.datapackage import descriptor

        return descriptor()["version"]
    if name in _HOME:
        return getattr(import_module(f"pyplanning.{_HOME[name]}"), name)
    raise AttributeError(f"module 'pyplanning' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
