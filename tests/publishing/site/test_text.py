from __future__ import annotations

import codecs
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pyplanning.datapackage.encoding import decode
from pyplanning.evidence.plan_texts import other_copy
from pyplanning.evidence.quotes import Plan, locate
from pyplanning.evidence.rows_to_prove import RowsToProve
from pyplanning.evidence.text import fold, line_starts, normalise, read_written, sha256
from pyplanning.evidence.whole_text import Sought, misfit
from pyplanning.publishing.reader.text import Stretch, lines, pieces
from pyplanning.validation.verify import rows_to_prove

CASES = json.loads((Path(__file__).parents[2] / "evidence" / "texts.json").read_text(encoding="utf-8"))
SHARED = Path(__file__).resolve().parents[4] / "shared"
TEXTS = {file.stem: file for name in ("sources", "reports") for file in sorted((SHARED / name).glob("*.txt"))}
OTHER = "青石省工作报告\n一、全年工作\n产值再上台阶。\n"
READ = "!/Reading|正在/.test(document.querySelector('.verdict').textContent || 'Reading')"


@pytest.fixture(scope="module")
def plan_page(site: Path) -> str:
    return min((site / "en/plans").glob("*.html"), key=lambda file: file.stat().st_size).relative_to(site).as_posix()


@pytest.fixture
def give(example: Any, view: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """Open the page of the made-up plan, and make what gives it a file and returns what it says of it."""
    from pyplanning.publishing.site.make import make_site

    other = {
        "plan_id": "qingshi-report-2026",
        "name_zh": "青石省工作报告",
        "name_en": "Qingshi report",
        "region_code": "yunze",
    }
    other |= {"kind": "work_report", "source_sha256": sha256(normalise(OTHER)), "source_length": "1"}
    example.rows["plans"].append(other)
    make_site(example.package(), tmp_path / "site")

    def opened(lang: str = "en", width: int = 1440, scheme: str = "light") -> tuple[Any, Callable[..., str]]:
        page = view(f"{lang}/plans/{example.plan_id}.html", width, scheme, tmp_path / "site")

        def given(content: str | bytes, name: str = "plan.txt") -> str:
            data = content if isinstance(content, bytes) else content.encode()
            page.set_input_files("#official-file", {"name": name, "mimeType": "text/plain", "buffer": data})
            page.wait_for_function(READ)
            return str(page.inner_text(".verdict"))

        return page, given

    return opened


# As the library does.


def test_the_script_reads_a_text_as_the_library_does(view: Callable[..., Any], plan_page: str) -> None:
    page = view(plan_page)
    forms = page.evaluate(
        "forms => forms.map(([w]) => [w, page.text.normalise(w), page.text.fold(page.text.normalise(w))])",
        CASES["normal_forms"],
    )
    assert forms == CASES["normal_forms"]
    assert CASES["texts"] != []
    for case in CASES["texts"]:
        tables = sorted({table for table, *_ in case["quotes"]})
        rows = [[tables.index(t), start, quote, len(normalise(n))] for t, start, quote, n, _ in case["quotes"]]
        found = page.evaluate(
            """([written, rows, same, tables]) => {
                const text = page.text.normalise(written), places = page.text.locate(text, rows, same);
                return [places.map((place) => place && place.offset), page.text.misfit(text, rows, places, tables)];
            }""",
            [case["text"], rows, case["same"], [[table] for table in tables]],
        )
        assert (case["what"], found[0]) == (case["what"], [place for *_, place in case["quotes"]])
        assert case["same"] or found[1] == case["misfit"]


def test_a_file_is_decoded_as_the_library_decodes_it(view: Callable[..., Any], plan_page: str) -> None:
    page, text, wide = view(plan_page), "产值，GDP 100\n", ("utf-16-le", "utf-16-be", "gb18030")
    marked = [
        codecs.BOM_UTF8 + text.encode(),
        *(f"\ufeff{text}".encode(f) for f in wide),
    ]
    plain = [text.encode(f) for f in ("utf-8", *wide, "gbk")]
    others = [*("工業，發展，報告".encode(f) for f in ("big5", "utf-16-le")), "산업발전보고서입니다".encode("cp949")]
    for content in [*marked, *plain, *others, "𠮷，".encode("gb18030")]:
        try:
            expected = decode(content)
        except UnicodeDecodeError:
            expected = None
        given = "bytes => page.text.decode(Uint8Array.from(bytes)).written ?? null"
        assert page.evaluate(given, [*content]) == expected, content


def test_every_character_has_the_normal_form_that_the_library_gives_it(
    view: Callable[..., Any], plan_page: str
) -> None:
    chars = [chr(n) for n in range(0x110000) if unicodedata.category(chr(n)) not in ("Cn", "Cs", "Co")]
    expected = [f"{normalise(f'a{char}b')} {fold(char)}" for char in chars]
    other = view(plan_page).evaluate(
        """([chars, expected]) => Array.from(chars)
            .filter((char, n) => `${page.text.normalise(`a${char}b`)} ${page.text.fold(char)}` !== expected[n])""",
        ["".join(chars), expected],
    )
    assert other == []


def test_a_text_is_cut_as_the_reader_cuts_it(view: Callable[..., Any], plan_page: str) -> None:
    page = view(plan_page)
    for written in [form for form, *_ in CASES["normal_forms"]] + [form for form, _ in CASES["lines"]]:
        if any(ord(char) > 0xFFFF for char in written):  # whose places are counted in another way
            continue
        length = len(normalise(written))
        stretches = [Stretch(n, min(n + 3, length), n) for n in range(0, length, 2)]
        own = [[[piece.text, [*piece.marked]] for piece in pieces(line, stretches)] for line in lines(written)]
        found = page.evaluate(
            "([written, s]) => page.text.lines(written).map((line) => page.text.pieces(line, s))",
            [written, [stretch.__dict__ for stretch in stretches]],
        )
        assert found == own, written
        assert page.evaluate("w => page.text.lines(w).map((line) => line.at[0])", written) == line_starts(written)


def copies(written: str) -> list[str]:
    """The text, and other copies: with a preface, other punctuation and lines; without a passage; and cut off."""
    third = len(written) // 3
    odd = written.translate(str.maketrans({"，": ",", "“": "「", "”": "」", "、": "､", "年": "年 ", "％": "%"}))
    return [
        written,
        "关于印发规划的通知\n各市、州：\n" + re.sub(r"(.{40})", r"\1\r\n", odd),
        written[:third] + written[third + 400 :],
        written[: 2 * third],
        written.replace("。", "。\n").upper(),
    ]


@pytest.mark.skipif(not TEXTS, reason="the official texts are not beside the repository")
def test_every_row_is_found_in_the_browser_where_verify_finds_it(view: Callable[..., Any], site: Path) -> None:
    rows = rows_to_prove(None, None)
    files = {plan: file for plan, file in TEXTS.items() if plan in rows.plans}
    page = view(f"en/plans/{next(iter(files))}.html")
    listed = {row["plan_id"]: row for row in rows.rows["plans"]}
    proved = 0
    for plan_id, file in files.items():
        page.add_script_tag(path=site / "en" / "data" / "quotes" / f"{plan_id}.js")
        for number, copy in enumerate(copies(read_written(file))):
            text = normalise(copy)
            same = other_copy.check(text, listed[plan_id]) is None
            expected = located(plan_id, text, same, rows)
            found = page.evaluate(
                """async (written) => {
                    const { sha256, length, rows, tables } = page.data.quotes, text = page.text.normalise(written);
                    const same = (await page.text.sha256(text)) === sha256;
                    const places = page.text.locate(text, rows, same);
                    return [same && [...text].length === length, places.map((place) => place && place.offset),
                        same ? "" : page.text.misfit(text, rows, places, tables)];
                }""",
                copy,
            )
            assert (plan_id, number, *found) == (plan_id, number, same, *expected)
            proved += 0 if number else sum(place is not None for place in expected[0])
    assert proved == sum(quote.plan_id in files for quote in rows.quotes)


def located(plan_id: str, text: str, same: bool, rows: RowsToProve) -> tuple[list[int | None], str]:
    """Where the library finds the quotes of a plan in a text, and what it says of the text."""
    plan = Plan(plan_id, text, same=same, quotes=[replace(quote) for quote in rows.quotes if quote.plan_id == plan_id])
    quotes = sorted(plan.quotes, key=lambda quote: quote.start)
    locate(plan)
    wrong = misfit(plan_id, Path("a.txt"), text, [Sought(q.table, q.text, q.place is not None) for q in quotes])
    codes = {"PL521": "text_cut_off", "PL522": "other_document"}
    return [quote.place for quote in quotes], codes[wrong[0].code] if wrong and not same else ""


# The page.


def test_no_page_of_a_plan_is_heavy_with_its_quotes(site: Path) -> None:
    for page in site.glob("*/plans/*.html"):
        quotes = page.parents[1] / "data" / "quotes" / f"{page.stem}.js"
        assert page.stat().st_size + quotes.stat().st_size < 1_500_000


@pytest.mark.parametrize(("lang", "width", "scheme"), [("zh", 390, "dark"), ("en", 1440, "light")])
def test_a_quote_leads_to_its_rows_and_a_row_to_its_quote(
    give: Callable[..., Any], example: Any, faults: Callable[[Any], list[str]], lang: str, width: int, scheme: str
) -> None:
    page, given = give(lang, width, scheme)
    count = sum(map(len, (rows for rows in example.rows.values() if rows and "evidence" in rows[0])))
    count += len(example.rows["sections"])
    assert (
        given(example.text)
        == {
            "en": f"All {count} quotes were found at their places: this is the edition the data were made from.",
            "zh": f"全部{count}处引文均在原位置找到：这就是数据所依据的版本。",
        }[lang]
    )
    assert page.inner_text(".running").split() == example.text.split()
    assert "120" in page.locator(".q", has_text="120").first.inner_text()
    page.locator(".q", has_text="120").first.click()
    assert page.locator(".chosen blockquote").all_inner_texts() == ["链上企业达到120家以上"]
    # To the row on this page, and from it to the text.
    page.locator(".chosen button").click()
    row = page.locator('[data-row]:has(> a[href$="#enterprises-2030"])')
    assert row.is_visible()
    row.locator(".spot").click()
    assert "".join(page.locator(".q.now").all_inner_texts()) == "链上企业达到120家以上"
    assert page.locator(".q.now").first.is_visible()
    # By the keys, and without the rows of a table.
    first = page.locator(".q.now").first.inner_text()
    page.keyboard.press("n")
    assert page.locator(".q.now").first.inner_text() != first
    page.keyboard.press("p")
    assert page.locator(".q.now").first.inner_text() == first
    lit = page.locator(".q:not(.off)").count()
    page.locator(".found fieldset input").first.uncheck()
    assert page.locator(".q:not(.off)").count() < lit
    assert faults(page) == []


def test_a_page_says_what_another_file_is(give: Callable[..., Any], example: Any) -> None:
    page, given = give()
    whole = given(example.text)
    count = int(re.findall(r"\d+", whole)[0])
    for encoding in ("utf-8-sig", "utf-16", "gb18030"):
        assert given(example.text.encode(encoding)) == whole
    preface = "关于印发方案的通知\n"
    assert given(preface + example.text) == (
        "Another edition or copy, which differs from the text the data were made from; but all "
        f"{count} quotes were found ({count} at another place)."
    )
    assert given(example.text.replace("链上企业达到120家以上", "链上企业达到130家以上")) == (
        f"Another edition or copy: {count - 1} of {count} quotes were found (0 at another place), 1 not."
    )
    page.locator(".more-lost summary").click()
    assert "链上企业达到120家以上" in page.inner_text(".more-lost li")
    assert page.locator(".spot.tag").count() == 1
    cut = given(example.text[: example.text.index("年产2万吨")])
    assert re.fullmatch(
        rf"The text is not whole: \d+ of {count} quotes were found, \d+ not. "
        "Copy it once more, to its end, with the annexes.",
        cut,
    )
    assert given("月湖市的另一份文件。\n<img src=x onerror=alert(1)>") == (
        f"This is not the text of this plan: it has only 1 of the {count} quotes."
    )
    assert page.locator(".found").is_hidden()
    assert given(OTHER) == "This is the text of another plan: Qingshi report. Give it to that plan's page."
    assert page.locator(".verdict a").get_attribute("href") == "../plans/qingshi-report-2026.html"
    given(example.text + "<img src=x onerror=alert(1)>")
    assert page.locator("img").count() == 0
    assert "<img src=x onerror=alert(1)>" in page.inner_text(".running")


NO_TEXTS = [
    (b"%PDF-1.7\n\xe2\xe3", "A PDF cannot be read here. Save its text as a .txt file first", "此处无法读取PDF文件"),
    (b"PK\x03\x04word", "A document of Word or the like cannot be read here.", "此处无法读取Word等文档"),
    (b"\xd0\xcf\x11\xe0", "A document of Word or the like cannot be read here.", "此处无法读取Word等文档"),
    (b"<!DOCTYPE html><p>", "This is a web page, not a text.", "这是网页文件"),
    (b"\x01\0\x02\0\0\0\x03", "This is no text.", "这不是文本文件"),
    (b" \r\n", "The file is empty.", "文件为空"),
    (b"", "The file is empty.", "文件为空"),
    (b"\xff\xff\xff", "The letters of this file cannot be read.", "无法识别文件的编码"),
    ("政府工作報告，發展".encode("big5"), "The letters of this file cannot be read.", "无法识别文件的编码"),
]


def test_a_file_that_is_no_text_is_refused_in_a_sentence(view: Callable[..., Any], plan_page: str) -> None:
    for lang in ("en", "zh"):
        page = view(plan_page.replace("en/", f"{lang}/", 1))
        for content, *sentences in NO_TEXTS:
            page.set_input_files("#official-file", {"name": "a", "mimeType": "", "buffer": content})
            page.wait_for_function(READ)
            assert page.inner_text(".verdict").startswith(sentences[lang == "zh"])
            assert page.locator(".found").is_hidden()


def test_a_file_may_be_dropped_where_nothing_can_be_hashed(give: Callable[..., Any], example: Any) -> None:
    page, _ = give()
    page.evaluate("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    drop = """([text, times]) => {
        const dataTransfer = new DataTransfer();
        for (let n = 0; n < times; n++) dataTransfer.items.add(new File([text], `${n}.txt`));
        document.querySelector(".drop").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
    }"""
    page.evaluate(drop, [example.text, 1])
    page.wait_for_function(READ)
    assert re.fullmatch(
        r"All \d+ quotes were found at their places, and the text is as long as that the data were made from.",
        page.inner_text(".verdict"),
    )
    page.evaluate(drop, [example.text + "完。", 1])
    page.wait_for_function(READ)
    assert page.inner_text(".verdict").startswith("Another edition or copy, which differs from the text")
    page.evaluate(drop.replace("[text]", "[new Uint8Array(20_000_001)]"), [None, 1])
    page.wait_for_function(READ)
    assert page.inner_text(".verdict").startswith("The file is larger than 20 MB.")
    page.evaluate(drop, [example.text, 2])
    assert page.inner_text(".verdict").startswith("The file cannot be read. Choose a single .txt file")


def test_without_a_script_the_page_says_how_else_it_is_done(browser: Any, site: Path, plan_page: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / plan_page).as_uri())
    assert page.locator("#official-file").is_hidden()
    assert "pyplanning read PLAN.txt -o plan.html" in page.inner_text("#official")
    context.close()
