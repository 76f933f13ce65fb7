"""What the site is made of, and how pages are written from templates."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from pyplanning.datapackage.metadata import day, home, licence_names
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.gloss import gloss

# Place on the page about the data → what the foot of every page calls it in English and Chinese.
SECTIONS = {
    "about": ("About", "关于"),
    "method": ("Method", "方法"),
    "licence": ("Licence", "许可"),
    "cite": ("How to cite", "引用方式"),
    "report": ("Report a wrong figure", "报告数据错误"),
}
# Address in the folder of a language → what the navigation calls it in English and Chinese.
NAVIGATION: dict[str, tuple[str, str]] = json.loads(
    Path(__file__).with_name("navigation.json").read_text(encoding="utf-8")
)

MOST = 200  # rows of a filtered table in a page: its script has the others, and shows as many at a time
ADDRESSES = {"Homepage": ("Homepage", "主页"), "Repository": ("Repository", "代码仓库"), "DOI": ("DOI", "DOI")}


@dataclass(frozen=True)
class Page:
    """A page to be written in each language: its address in the folder of the language, and what it shows.

    ``values`` are what the template needs in addition to what every page has: see `written_page`. ``template``
    is called like the page and ``title`` is that of the navigation where they are "". ``within`` is the address
    of the page of the navigation that it belongs to; ``scripts`` are the files of data that it loads, by their
    address in the folder of the language; ``table`` is the id of its filtered table, whose rows the template
    gives to ``paged`` of the macros.
    """

    address: str
    values: Mapping[str, object]
    template: str = ""
    title: str = ""
    within: str = ""
    scripts: tuple[str, ...] = ()
    table: str = ""


@dataclass(frozen=True)
class Script:
    """Data for the pages' script, in the folder of the language: read as ``pyplanning[name]``.

    Pages that are opened from a disk may not fetch; a script with an assignment they may load.
    """

    address: str
    name: str
    value: object


@cache
def environment(package: str = "pyplanning.publishing.site") -> Environment:
    """Load the templates of a package; every text is escaped."""
    made = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["figure"] = figure
    return made


def written(made: Page | Script, content: Content) -> Iterator[tuple[str, str]]:
    """Write a page or a script, as (address, text): with a page also the script of its table's other rows."""
    if isinstance(made, Script):
        yield made.address, written_script(made)
        return
    others: list[str] = []
    yield made.address, _written_page(made, content, others)
    if made.table:
        yield _rows_address(made.table), written_script(Script("", "rows", _packed(others)))


def _rows_address(table: str) -> str:
    return f"data/{table}-rows.js"


def _packed(rows: list[str]) -> dict[str, list[object]]:
    """Write each line once, and rows as the numbers of their lines: rows of a plan have many in common."""
    lines: dict[str, int] = {}
    packed = [[lines.setdefault(line, len(lines)) for line in row.split("\n")] for row in rows]
    return {"lines": [*lines], "rows": [*packed]}


def _written_page(page: Page, content: Content, others: list[str]) -> str:
    """Write a page as HTML; rows of its table after the first `MOST` are put into ``others``.

    A template has ``c`` (the content), ``say(en, zh)``, ``lang``, ``page``, ``title``, ``to(address)`` for an
    address in the folder of the language, relative to the page, ``asset(name)`` for a shared file,
    ``link(table, key, text="")``, which is the name of a row, linked to its page or place, and
    ``gloss(table, row)``, which says in English what a quotation says.
    """
    up = "../" * page.address.count("/")

    def to(address: str) -> str:
        return up + address

    def link(table: str, key: str, text: str = "") -> Markup:
        address, name = content.address(table, key), text or content.name(table, key)
        return Markup(f'<a href="{escape(to(address))}">{escape(name)}</a>') if address else escape(name)

    def keep(row: str) -> str:
        others.append(row)
        return ""

    values = {
        "c": content,
        "say": content.say,
        "lang": content.lang,
        "other_lang": content.say("zh-CN", "en"),
        "page": page,
        "scripts": [*page.scripts, *([_rows_address(page.table)] if page.table else [])],
        "most": MOST,
        "keep": keep,
        "gloss": lambda table, row: gloss(table, row, content),
        "title": page.title or content.say(*NAVIGATION[page.address]),
        "to": to,
        "asset": lambda name: f"{up}../assets/{name}",
        "link": link,
        "other": f"{up}../{'en' if content.lang == 'zh' else 'zh'}/{page.address}",
        "navigation": {address: content.say(*names) for address, names in NAVIGATION.items()},
        "figure": figure,
        "heading": content.package.text("title", content.lang) or content.package.name,
        "day": day(content.package),
        "addresses": {content.say(*ADDRESSES[name]): at for name, at in home(content.package).addresses.items()},
        "licences": licence_names(content.package),
        "foot": {f"about.html#{name}": content.say(*names) for name, names in SECTIONS.items()},
    }
    return environment().get_template(page.template or page.address).render({**values, **page.values})


def written_script(script: Script) -> str:
    """Write data as a script; nothing in it can end the script or a line of it."""
    value = json.dumps(script.value, ensure_ascii=False, separators=(",", ":"))
    for text in ("</", "<!", "\u2028", "\u2029"):
        value = value.replace(text, f"\\u{ord(text[0]):04x}{text[1:]}")
    return f"(window.pyplanning ??= {{}})[{json.dumps(script.name)}] = {value};\n"


def figure(number: str | float) -> str:
    """Write a number of the package with thousands separated, and without more digits than it has."""
    text = str(number)
    text = format(Decimal(text), "f") if "e" in text else text
    sign, digits = text[: text.startswith("-")], text.lstrip("-")
    whole, point, rest = digits.partition(".")
    return f"{sign}{int(whole):,}{point}{rest}" if whole.isdecimal() and whole.isascii() else text
