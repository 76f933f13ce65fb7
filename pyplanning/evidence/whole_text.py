"""Whether a text is the whole text of the plan that rows quote: not cut off, and no other document."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from pyplanning.evidence import Sources
from pyplanning.rule import Issue, Message, rule

FEW = 4  # quotes that say nothing of a whole text
_ENDS = tuple("。！？!?；;：:…”’）)》」』】]")


class Sought(NamedTuple):
    """A quote that was looked for in a text: of which table, whether it is there, and whether something like it is."""

    table: str
    quote: str
    found: bool
    similar: bool = False


@rule(
    "PL521",
    column="plan_id",
    en="{key} – the text {text} ends before {found} of the {expected} quotes from it, such as “{quote}”"
    " – expected the whole text",
    zh="{key}：规划原文{text}不完整，{expected}条引文中有{found}条（如“{quote}”）不在其中，应提供全文",
)
def text_cut_off(sought: Sequence[Sought], text: str) -> list[Sought]:
    """The plan's text is whole: it does not end in the middle of a sentence, or before its last headings.

    Returns what is missing. Quotes that are missing but have something like them in the text are misspelt, not lost.
    Reported once instead of every quote that is missing.
    Fix: copy the text from the source once more, to its end, annexes included.
    """
    missing = [one for one in sought if not one.found]
    headings = [one.found for one in sought if one.table == "sections"]
    breaks_off = not text.endswith(_ENDS)
    lacks_end = any(headings) and not headings[-1] and headings == sorted(headings, reverse=True)
    lost = len(missing) > 1 and 5 * sum(one.similar for one in missing) <= len(missing)
    return missing if lost and (breaks_off or lacks_end) else []


@rule(
    "PL522",
    column="plan_id",
    en="{key} – only {found} of {expected} quotes are in the text {text} – expected the text of this plan",
    zh="{key}：{expected}条引文中只有{found}条出自规划原文{text}，应提供该规划的原文",
)
def other_document(sought: Sequence[Sought]) -> list[Sought]:
    """The text that is given for a plan is the plan's: it has what is quoted from it.

    Returns what is missing where that, with nothing like it in the text, is more than three quarters. Reported once
    instead of every such quote.
    Fix: give the text of this plan, by its id, and the whole of it.
    """
    missing = [one for one in sought if not one.found and not one.similar]
    return missing if len(sought) >= FEW and 4 * len(missing) > 3 * len(sought) else []


def misfit(plan_id: str, file: Path, text: str, sought: Sequence[Sought]) -> tuple[Message, dict[str, str]] | None:
    """Tell by the quotes looked for in a text what is wrong with it: the rule and its words; None where nothing is."""
    words = {"key": plan_id, "text": file.name, "expected": str(len(sought))}
    if lacking := other_document.check(sought):
        return other_document, words | {"found": str(len(sought) - len(lacking))}
    if lacking := text_cut_off.check(sought, text):
        return text_cut_off, words | {"found": str(len(lacking)), "quote": lacking[0].quote}
    return None


@rule(
    "PL523",
    level="warning",
    en="{file} – is the text of no plan – expected PLAN_ID.txt",
    zh="{file}：不是任何规划的原文，文件名应为“规划主键.txt”",
)
def stray_texts(sources: Sources, plans: Iterable[str]) -> list[tuple[str, str]]:
    """Every text in a folder of plans' texts is named after a plan, shipped or handed in.

    Returns the file names that are not, each with what it is probably called.
    Fix: rename the file to the plan's id with .txt; the suggestion is the nearest of those without a text.
    """
    if isinstance(sources, Mapping) or not Path(sources).is_dir():
        return []
    known, files = {*plans}, sorted(file.name for file in Path(sources).glob("*.txt"))
    strays = [name for name in files if name.removesuffix(".txt") not in known]
    waiting = [f"{plan}.txt" for plan in sorted(known) if f"{plan}.txt" not in files]
    return [(name, next(iter(get_close_matches(name, waiting, n=1)), "")) for name in strays]


def report_strays(sources: Sources, plans: Iterable[str]) -> list[Issue]:
    """Report the texts in a folder that are of no plan."""
    return [stray_texts.issue(file=name, suggestion=close) for name, close in stray_texts.check(sources, plans)]
