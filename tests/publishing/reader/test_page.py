from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

import pyplanning as pp
from pyplanning.cli import app
from pyplanning.publishing.reader import read


@pytest.fixture
def page(example, tmp_path):
    """Write the page of the made-up plan with its rows, and give its file and its HTML."""

    def write(lang="zh", **given):
        file = tmp_path / "plan.html"
        text = example.sources(given.get("text")) / f"{example.plan_id}.txt"
        read(text, file, example.package(), lang=lang)
        return file, file.read_text(encoding="utf-8")

    return write


def shown(html: str) -> dict:
    return json.loads(re.search(r'\["plan"\] = (.*);\n', html)[1])


def test_every_line_of_the_text_is_shown_and_every_row_that_quotes_it(example, page):
    _, html = page()
    body = re.sub(r"<[^>]+>", "", html[html.index("<main") : html.index("</main>")])
    assert body.split() == example.text.split()
    data, quoting = shown(html), [row for rows in example.rows.values() for row in rows if row.get("evidence")]
    assert len(data["rows"]) == len(quoting) + len(example.rows["sections"])
    assert all(row["found"] for row in data["rows"])
    assert data["title"] == [example.rows["plans"][0][f"name_{lang}"] for lang in ("zh", "en")]
    assert data["loose"] == html.count('class="loose"') == 0


def test_a_number_in_no_row_is_red_and_counted(example, page):
    _, html = page(text=example.text + "\n共有77个展厅。\n")
    assert '<span class=" loose">77</span>' in html
    assert shown(html)["loose"] == 1


def test_a_row_whose_quote_is_not_in_the_text_is_listed_as_such(example, page):
    example.change("industries", 1, evidence="别处的话", evidence_start="3")
    (lost,) = [row for row in shown(page()[1])["rows"] if not row["found"]]
    assert lost["quote"] == "别处的话"


def test_nothing_in_a_text_or_a_row_is_run(example, page):
    example.change("plans", 1, name_zh="</script><script>alert(x)</script>")
    _, html = page(text=example.text + "\n<img src=x onerror=alert(x)>\n")
    assert "<img" not in html
    assert "alert(x)</script>" not in html
    assert "&lt;img src=x onerror=alert(x)&gt;" in html


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_a_quote_shows_its_row_and_a_row_leads_to_its_quote(page, window, faults, width, scheme):
    file, html = page(lang="en")
    data, complaints = shown(html), []
    tab = window(width, scheme).new_page()
    tab.on("console", lambda entry: complaints.append(entry.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda request: complaints.append(request.url) if "://" not in request.url else None)
    tab.goto(file.as_uri())
    last = len(data["rows"]) - 1
    tab.click(f"#rows li:nth-child({last + 1}) button")
    assert tab.inner_text("#shown blockquote") == data["rows"][last]["quote"]
    assert tab.locator("#text .now").first.is_visible()
    span = tab.locator("#text .q").first
    span.scroll_into_view_if_needed()
    span.click()
    first = int(span.get_attribute("data-rows").split()[0])
    assert tab.locator("#shown blockquote").first.inner_text() == data["rows"][first]["quote"]
    tab.keyboard.press("n")
    assert tab.locator("#text .now").first.get_attribute("data-rows") != span.get_attribute("data-rows")
    tab.click("#language")
    assert tab.inner_text("#title") == data["title"][0]
    # Of one table alone, in one section: as many rows as the data has.
    tab.locator("#filters input").first.uncheck()
    assert tab.locator("#rows li:visible").count() == sum(row["table"] != 0 for row in data["rows"])
    tab.locator("#filters input").first.check()
    heading = next(row for row in data["rows"] if row["level"] == "1")
    tab.select_option("#filters select", heading["key"])
    assert 0 < tab.locator("#rows li:visible").count() < len(data["rows"])
    assert faults(tab) == []
    assert complaints == []
    tab.close()


def test_the_command_says_which_plan_is_meant_or_asks(example, tmp_path):
    text = example.sources() / f"{example.plan_id}.txt"
    other = text.with_name("other.txt")
    other.write_text("共有77个展厅。", encoding="utf-8")
    out = tmp_path / "out.html"

    def run(*words: object):
        return CliRunner().invoke(app, ["read", *map(str, words), "-o", str(out), "--lang", "en"])

    done = run(other, example.package(), "--id", example.plan_id)
    assert (done.exit_code, done.output) == (0, f"{out}\n")
    out.unlink()
    asked = run(other, example.package())
    known = example.plan_id
    assert asked.exit_code == 2
    assert asked.output == (
        f"pyplanning: {other}: it is not clear which plan this is the text of; give its id with --id: {known}\n"
    )
    missing = run(text.with_name("none.txt"), example.package())
    assert (missing.exit_code, missing.output) == (
        2,
        f"pyplanning: {text.with_name('none.txt')} is missing; name a file or folder that exists\n",
    )
    assert not out.exists()
    with pytest.raises(pp.PackageError) as error:
        read(other, out, example.package())
    assert error.value.zh == f"{other}：无法确定这是哪份规划的原文，请用--id给出其编号：{known}"
