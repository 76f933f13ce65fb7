"""What all commands share: the language, the catalogue of words, and where a result goes."""

from __future__ import annotations

import ast
import gettext
import os
import re
from pathlib import Path

import click
import pytest

from pyplanning.cli import COMMANDS, app
from pyplanning.io.terminal import LOCALE, Printer, language, speaking

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
    files = [root / "cli.py", root / "io" / "terminal.py", *root.glob("*/commands.py")]
    calls = [n for f in files for n in ast.walk(ast.parse(f.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
    sentences = {
        c.args[0].value
        for c in calls
        if isinstance(c.func, ast.Name) and c.func.id == "_" and isinstance(c.args[0], ast.Constant)
    }
    assert len(helps) > 30
    assert len(sentences) > 15
    assert helps | sentences <= entries().keys()


def test_a_translation_fills_in_nothing_else():
    for message, (plural, translation) in entries().items():
        wanted = {*re.findall(r"\{(\w+)", message + plural)}
        assert {*re.findall(r"\{(\w+)", translation)} <= wanted


def test_a_result_is_printed_or_written(tmp_path, capsys):
    Printer("en").write("甲")
    assert capsys.readouterr().out == "甲\n"
    Printer("en", "json", tmp_path / "out").write_json({"a": "甲"})
    assert (tmp_path / "out").read_text(encoding="utf-8") == '{\n  "a": "甲"\n}\n'
    assert capsys.readouterr().out == ""
