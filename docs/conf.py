"""How Sphinx makes the site: in English, or in Chinese with ``-t zh``.

A page NAME.zh.md is the Chinese of NAME.md, and both are called NAME in their sites, so that each page finds its
other language at the same address. A page without a Chinese file is in the Chinese site as it is, and says so.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner
from sphinx.search import SearchLanguage, languages

sys.path.insert(0, str(Path(__file__).parent.parent))  # the checkout is what is documented
os.environ["PYTHONPATH"] = sys.path[0]  # also in the notebooks

from pyplanning.cli import COMMANDS, app
from pyplanning.datapackage.descriptor import descriptor

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.tags import Tags

    tags: Tags  # Sphinx puts it there

HERE = Path(__file__).parent
CHINESE = {file.name.removesuffix(".zh.md") for file in HERE.glob("*.zh.md")}
BILINGUAL = {"rules", "agreement"}
ZH = tags.has("zh")  # noqa: F821

project = "pyplanning"
author = copyright = "The pyplanning maintainers"
version = release = descriptor().version
language = "zh_CN" if ZH else "en"

extensions = ["myst_nb", "sphinx.ext.autodoc"]
source_suffix = {".zh.md": "myst-nb", ".md": "myst-nb"} if ZH else {".md": "myst-nb"}
exclude_patterns = [f"{name}.md" for name in CHINESE] if ZH else ["*.zh.md"]
templates_path = ["_templates"]

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_execution_in_temp = True
nb_merge_streams = True
nb_output_stderr = "remove"  # what other packages warn of

autodoc_typehints = "signature"
autodoc_preserve_defaults = True

html_theme = "pydata_sphinx_theme"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_title = "pyplanning"
html_copy_source = False
html_show_sphinx = False
html_sidebars = {"**": ["all-pages"]}
html_theme_options = {
    "navbar_center": [],
    "article_header_start": ["english-only"],
    "navbar_end": ["theme-switcher"],
    "navbar_persistent": ["search-button", "other-language"],
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "show_prev_next": True,
    "search_bar_text": "搜索…" if ZH else "Search …",
}


class Chinese(SearchLanguage):
    """Find Chinese by pairs of characters, as search engines do, and other words whole.

    Sphinx's own Chinese needs a list of words to split by, and does not split what is searched for.
    """

    lang = "zh"
    language_name = "Chinese"
    js_splitter_code = r"""
function splitQuery(query) {
  const words = query.match(/[\u4e00-\u9fff]+|[\p{Letter}\p{Number}_]+/gu) || [];
  return words.flatMap((word) =>
    /^[\u4e00-\u9fff]{2,}$/.test(word) ? [...word].slice(1).map((second, i) => word[i] + second) : [word]);
}
"""

    def split(self, input: str) -> list[str]:
        """Split a text into words and pairs of Chinese characters."""
        words = re.findall(r"[\u4e00-\u9fff]+|\w+", re.sub(r"([\u4e00-\u9fff]+)", r" \1 ", input))
        return [part for word in words for part in self._parts(word)]

    def word_filter(self, word: str) -> bool:
        """Say whether a word is searched for."""
        return not word.isdigit()

    def _parts(self, word: str) -> list[str]:
        chinese = len(word) > 1 and "\u4e00" <= word[0] <= "\u9fff"
        return [word[i : i + 2] for i in range(len(word) - 1)] if chinese else [word]


languages["zh"] = Chinese


def read(sphinx: Sphinx, page: str, source: list[str]) -> None:
    """Leave out a page's link to its other language, which the bar has; keep to this one, and to files of the site."""
    text = re.sub(r"^\[(?:中文|English)\]\([\w.-]+\.md\)(?: · |\n)", "", source[0], count=1, flags=re.M)
    text = re.sub(r"\[([^\]]+)\]\(\.\./[^)]+\)", r"\1", text)
    source[0] = (text if ZH else text.replace(".zh.md)", ".md)")) + (commands() if page == "commands" else "")


def commands() -> str:
    """Write down what each command says of itself, in this language."""
    lang = "zh" if ZH else "en"
    asked = {
        name: CliRunner().invoke(app, [name, "--help", "--lang", lang], prog_name="pyplanning") for name in COMMANDS
    }
    return "".join(f"\n## {name}\n\n```text\n{done.output}```\n" for name, done in asked.items())


def add_context(sphinx: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Tell a page's template where its other language is, and whether the text is in English only."""
    up = "../" * (page.count("/") + 1)
    context["other_page"] = f"{up}{'en' if ZH else 'zh'}/{page}.html"
    context["other_language"], context["other_code"] = ("English", "en") if ZH else ("中文", "zh")
    context["english_only"] = ZH and doctree is not None and page not in CHINESE | BILINGUAL


def setup(sphinx: Sphinx) -> None:
    """Connect the two to the build."""
    sphinx.connect("source-read", read)
    sphinx.connect("html-page-context", add_context)
