"""A plan's text as a page to read: each quote in the colour of its table, with the rows that quote it.

``text`` cuts the text into pieces, ``page`` says what the page shows and writes it.
"""

from pathlib import Path

from pyplanning.datapackage import Lang


def read(text: Path, output: Path, book: Path | None = None, plan_id: str = "", lang: Lang = "zh") -> None:
    """Write a page that shows a plan's text with what its rows quote of it: see ``pyplanning.publishing.reader.page``.

    Also raises PackageError if the extra ``site`` is not installed.
    """
    from pyplanning.publishing.site import need_extra

    need_extra(["jinja2"])
    from pyplanning.publishing.reader.page import read

    read(text, output, book, plan_id, lang)
