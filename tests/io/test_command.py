"""What all commands share: the language and the catalogue of words, click's own among them."""

from __future__ import annotations

import ast
import gettext
import os
import re
from pathlib import Path

import click
import pytest

from pyplanning.cli import COMMANDS, app
from pyplanning.io.command import LOCALE, language, speaking

CATALOGUE = LOCALE / "zh" / "LC_MESSAGES" / "pyplanning.po"
LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")


def entries() -> dict[str, tuple[str, str]]:
    """The entries of the catalogue: message → plural ("" where there is none), translation."""
    found = {}
    for block in CATALOGUE.read_text(encoding="utf-8").split("\n\n"):
        parts: dict[str, str] = {}
        key = ""
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            key, text = (key, line) if line.startswith('"') else line.split(" ", 1)
            parts[key] = parts.get(key, "") + ast.literal_eval(text)
        found[parts["msgid"]] = (parts.get("msgid_plural", ""), parts.get("msgstr", parts.get("msgstr[0]", "")))
    return found


@pytest.mark.parametrize(
    ("arguments", "locale", "expected"),
    [
        ((), {}, "en"),
        ((), {"LANG": "zh_CN.UTF-8"}, "zh"),
        ((), {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ((), {"LC_MESSAGES": "ZH_tw", "LANG": "en_GB"}, "zh"),
        (("tables", "--lang", "zh"), {}, "zh"),
        (("--lang=en", "tables"), {"LANG": "zh_CN"}, "en"),
        (("--lang", "en", "tables", "--lang", "zh"), {}, "zh"),
        (("tables", "--lang", "fr"), {"LANG": "zh_CN"}, "zh"),
        (("tables", "--lang"), {}, "en"),
        (("show", "--language", "zh"), {}, "en"),
    ],
)
def test_the_language_of_a_call(monkeypatch, arguments, locale, expected):
    for name in LOCALES:
        monkeypatch.delenv(name, raising=False)
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    assert language(arguments) == expected


@pytest.mark.parametrize("before", [None, "fr"])
def test_the_words_of_a_host_program_are_left_alone(monkeypatch, before):
    monkeypatch.delenv("LANGUAGE", raising=False)
    if before:
        monkeypatch.setenv("LANGUAGE", before)
    domain = gettext.textdomain("host")
    try:
        with speaking("zh"):
            assert gettext.gettext("Usage:") == "用法："
            with speaking("en"):
                assert gettext.gettext("Usage:") == "Usage:"
            assert gettext.gettext("Usage:") == "用法："
        assert (gettext.textdomain(), os.environ.get("LANGUAGE")) == ("host", before)
        assert gettext.gettext("Usage:") == "Usage:"
    finally:
        gettext.textdomain(domain)


def test_the_compiled_catalogue_is_the_written_one():
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message, (plural, translation) in entries().items():
        assert compiled.gettext(message) == translation
        if plural:
            assert compiled.ngettext(message, plural, 2) == translation
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        assert int.from_bytes(file.read(12)[8:], "little") == len(entries())


def test_every_help_and_every_sentence_of_a_command_is_translated():
    context = click.Context(app)
    commands = [app, *(app.get_command(context, name) for name in COMMANDS)]
    options = [p for c in commands for p in c.get_params(click.Context(c)) if isinstance(p, click.Option)]
    helps = {each.help for each in (*commands, *options)}
    root = Path(app.callback.__code__.co_filename).parent
    files = [root / "cli.py", root / "io" / "command.py", root / "io" / "terminal.py", *root.glob("*/commands.py")]
    calls = [n for f in files for n in ast.walk(ast.parse(f.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
    sentences = {
        c.args[0].value
        for c in calls
        if isinstance(c.func, ast.Name) and c.func.id == "_" and isinstance(c.args[0], ast.Constant)
    }
    assert len(helps) > 30
    assert len(sentences) > 15
    assert helps | sentences <= entries().keys()


# What click says of prompts, editors and files that it opens, none of which we use.
NOT_FOR_READERS = ("_termui_impl", "_winconsole", "termui", "utils", "decorators")
TO_PROGRAMMERS = (
    "Arguments take exactly one",
    "Boolean option {decl!r}",
    "Could not determine name",
    "Name '{name}' defined twice",
    "No options defined but",
)


def test_every_word_of_click_is_translated():
    files = [f for f in Path(click.__file__).parent.glob("*.py") if f.stem not in NOT_FOR_READERS]
    calls = [n for f in files for n in ast.walk(ast.parse(f.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
    said = {
        c.args[0].value
        for c in calls
        if isinstance(c.func, ast.Name) and c.func.id in ("_", "ngettext") and isinstance(c.args[0], ast.Constant)
    }
    assert len(said) > 30
    assert {message for message in said - entries().keys() if not message.startswith(TO_PROGRAMMERS)} == set()


def test_every_command_has_a_language_and_a_format_or_says_why_not():
    for name in COMMANDS:
        command = app.get_command(click.Context(app), name)
        context = command.context_class(command)
        options = {p.name: p for p in command.get_params(context)}
        assert {*options["lang"].type.choices} == {"zh", "en"}
        with speaking("en"):
            english = command.get_help(context)
        with speaking("zh"):
            chinese = command.get_help(context)
        assert "form" in options or ("--format" in english and "--format" in chinese), name


def test_a_help_page_is_aligned_in_chinese():
    with speaking("zh"):
        command = app.get_command(click.Context(app), "show")
        page = command.get_help(command.context_class(command))
    option = re.compile(r"  (-.*?)  +(?=[\u4e00-\u9fff])")
    starts = {sum(2 if ord(c) > 0x2E7F else 1 for c in m[0]) for m in map(option.match, page.splitlines()) if m}
    assert "选项：\n" in page
    assert "--columns 文本 " in page
    assert len(starts) == 1


def test_a_translation_fills_in_nothing_else():
    for message, (plural, translation) in entries().items():
        wanted = {*re.findall(r"\{(\w+)", message + plural)}
        assert {*re.findall(r"\{(\w+)", translation)} <= wanted
