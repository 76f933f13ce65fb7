"""The data explorer: static pages that work without a server or a network.

``make`` writes the pages, ``pages`` says what they are made of, ``content`` has the rows; each other module
makes one page or its parts, after the template of the same name. Others take ``make_site``.
"""

from collections.abc import Sequence
from pathlib import Path

from pyplanning.datapackage.descriptor import PackageError


def make_site(folder: Path, target: Path, downloads: Sequence[Path] = ()) -> None:
    """Make the explorer of the package in ``folder``: see ``pyplanning.publishing.site.make``.

    Also raises PackageError if the extra ``site`` is not installed.
    """
    need_jinja()
    from pyplanning.publishing.site.make import make_site

    make_site(folder, target, downloads)


def need_jinja() -> None:
    """Raise PackageError if the extra ``site`` is not installed."""
    try:
        import jinja2  # noqa: F401
    except ModuleNotFoundError:
        raise PackageError(
            "web pages need Jinja2, which is not installed; run pip install 'pyplanning-data[site]'",
            "生成网页需要Jinja2，尚未安装，请运行pip install 'pyplanning-data[site]'",
        ) from None
