"""China's provincial industry plans as open data: load, convert, validate, verify.

The public names below are imported when first used, so that ``import pyplanning``
takes almost no time.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyplanning.contribution.annotate import annotate as annotate
    from pyplanning.contribution.draft.draft import draft as draft
    from pyplanning.contribution.fix import fix as fix
    from pyplanning.contribution.merge import merge as merge
    from pyplanning.contribution.template import template as template
    from pyplanning.datapackage.errors import PackageError as PackageError
    from pyplanning.dataset.cite import cite as cite
    from pyplanning.dataset.compare import compare as compare
    from pyplanning.dataset.convert import convert as convert
    from pyplanning.dataset.load import describe as describe
    from pyplanning.dataset.load import package as package
    from pyplanning.dataset.load import tables as tables
    from pyplanning.dataset.progress import progress as progress
    from pyplanning.dataset.retired import retired as retired
    from pyplanning.dataset.trajectories import trajectories as trajectories
    from pyplanning.dataset.typed import load as load  # with the columns of each table
    from pyplanning.publishing.diff.diff import diff as diff
    from pyplanning.rule import Issue as Issue
    from pyplanning.rule import Report as Report
    from pyplanning.validation.coverage import coverage as coverage
    from pyplanning.validation.schema import schema as schema
    from pyplanning.validation.validate import validate as validate
    from pyplanning.validation.verify import verify as verify

    __version__: str

# Public name → its module. Submodules of a room may share a function's name; top-level modules may not.
_HOME = {
    "Issue": "rule",
    "PackageError": "datapackage.errors",
    "Report": "rule",
    "annotate": "contribution.annotate",
    "cite": "dataset.cite",
    "compare": "dataset.compare",
    "convert": "dataset.convert",
    "coverage": "validation.coverage",
    "describe": "dataset.load",
    "diff": "publishing.diff.diff",
    "draft": "contribution.draft.draft",
    "fix": "contribution.fix",
    "load": "dataset.load",
    "merge": "contribution.merge",
    "package": "dataset.load",
    "progress": "dataset.progress",
    "retired": "dataset.retired",
    "schema": "validation.schema",
    "tables": "dataset.load",
    "template": "contribution.template",
    "trajectories": "dataset.trajectories",
    "validate": "validation.validate",
    "verify": "validation.verify",
}
__all__ = ["__version__", *sorted(_HOME)]


def __getattr__(name: str) -> object:
    if name == "__version__":
        from pyplanning.datapackage.descriptor import descriptor

        return descriptor().version
    if name in _HOME:
        return getattr(import_module(f"pyplanning.{_HOME[name]}"), name)
    raise AttributeError(f"module 'pyplanning' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})  # not what is for itself alone
