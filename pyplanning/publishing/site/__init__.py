"""The data explorer: static pages that work without a server or a network.

``make`` writes the pages, ``pages`` says what they are made of, ``content`` has the rows; each other module
makes one page or its parts, after the template of the same name. Others take ``make_site``.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from pyplanning.datapackage.descriptor import PackageError


def make_site(folder: Path, target: Path, downloads: Sequence[Path] = ()) -> None:
    """Make the explorer of the package in ``folder``: see ``pyplanning.publishing.site.make``.

    Also raises PackageError if the extra ``site`` is not installed.
    """
    need_extra()
    from pyplanning.publishing.site.make import make_site

    make_site(folder, target, downloads)


def need_extra(libraries: Sequence[str] = ("jinja2", "opencc", "pypinyin")) -> None:
    """Raise PackageError if one of the ``libraries`` of the extra ``site`` is not installed."""
    if lacking := [library for library in libraries if find_spec(library) is None]:
        raise PackageError(
            f"web pages need {', '.join(lacking)}, not installed yet; run pip install 'pyplanning-data[site]'",
            f"生成网页需要{'、'.join(lacking)}，尚未安装，请运行pip install 'pyplanning-data[site]'",
        )
