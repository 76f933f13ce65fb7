"""Rules between a row's columns and the words around its figure or name: growth, recognition, base year, who leads.

A check takes a quote and its plan, or the quote alone, and gives what the words say instead; None where
they agree, or say nothing.
"""

import re

from pyplanning.evidence.numerals import Figure
from pyplanning.evidence.quotes import Plan, Quote
from pyplanning.evidence.subject_words import are_named
from pyplanning.rule import rule
from pyplanning.validators.evidence import figure_of

_CLAUSE = re.compile("[,。;:]")
_YEARLY = re.compile("年均(?!浓度|值|气温|降水)|年平均(?!浓度|值|气温|降水)|年复合|每年|逐年")
_CHANGE = "(?:增长|提高|(?<!优化)(?<!抚育)(?<!风貌)提升|下降|降低|减少|增加|上升|压减|缩短|增幅|降幅)"
_TO = re.compile(f"{_CHANGE}(?:到|至|为)[^,。;]{{0,4}}$")
_BY = re.compile(f"{_CHANGE}了?(?:约|近|超过?|不低于|不少于|幅度)*$")
_SINCE = re.compile(r"累计|[比较]\d{4}年|[比较]“?十.五")
_NEW = re.compile("新(?:增|建|培育|引进|认定|设立)[^,。;、]{0,4}$")
_NATION = ("全国第", "全球第", "世界第", "全省第")  # 居全国第二, without 位
_PARAGRAPH = 150  # characters before a quote in which its industry may be named
_PLACE = re.compile("位|名(?!企业|人才|专家)")


@rule(
    "PL514",
    column="measure",
    en="{key} – measure {value} is not what the words say – found {found} at “{quote}”",
    zh="{key}：度量方式{value}与原文用词不符，“{quote}”为{found_zh}",
)
def measure_instead(quote: Quote, plan: Plan) -> str | None:
    """The words before a figure (年均增长, 提高到, 比2020年提高, 新增, 第…位) fit the row's measure.

    Growth by a figure is no level, growth to a figure is one; growth a year is no growth over the whole span.
    Fix: correct the measure.
    """
    figure, measure = figure_of(quote, plan), quote.row["measure"]
    fitting = _measures(plan.text, figure) if figure else ()
    return None if not fitting or measure in ("", *fitting) else fitting[0]


def _measures(text: str, figure: Figure) -> tuple[str, ...]:
    """List the measures that the words around a figure admit, the likeliest first; () where they say nothing."""
    breaks = [match.end() for match in _CLAUSE.finditer(text, max(0, figure.start - 60), figure.start)]
    before = text[breaks[-1] if breaks else max(0, figure.start - 60) : figure.start]
    if before.endswith(("第", "前")) and (_PLACE.match(text, figure.end) or before.endswith(_NATION)):
        return ("rank",)
    if _TO.search(before):
        return ("level", "count_new")
    if text[figure.start : figure.start + 1] == "翻" or _BY.search(before):
        if _YEARLY.search(before):
            return ("cagr",)
        return (
            ("cumulative_change", "count_new") if _SINCE.search(before) else ("cumulative_change", "cagr", "count_new")
        )
    return ("count_new", "cumulative_change") if _NEW.search(before) else ()


_LEVELS = re.compile(
    "(?P<national>国家级)|(?P<provincial_or_higher>省级(?:及|或)?以上)|(?P<provincial>省级)|(?P<municipal>市级)"
)


@rule(
    "PL515",
    column="recognition",
    en="{key} – recognition {value} is not what the evidence says – found {found} in “{quote}”",
    zh="{key}：认定级别{value}与证据不符，“{quote}”中为{found_zh}",
)
def recognition_instead(quote: Quote, plan: Plan) -> str | None:
    """A level of recognition that the evidence names (国家级, 省级, 省级以上, 市级) is the row's.

    Fix: correct the level, or quote the place that states it.
    """
    stated = quote.row["recognition"]
    found = [match.lastgroup for match in _LEVELS.finditer(quote.text)]
    return None if not stated or not found or stated in found else found[0]


@rule(
    "PL516",
    column="start_year",
    en="{key} – start year {value} is not the year that growth is counted from – found {found} in “{quote}”",
    zh="{key}：起始年份{value}与证据不符，“{quote}”中的基期为{found_zh}年",
)
def base_year_instead(quote: Quote, plan: Plan) -> str | None:
    """A year that the evidence counts growth from (比2020年, 较“十三五”末) is the row's start year.

    Fix: correct the start year.
    """
    stated = quote.row["start_year"]
    named = [y for y in plan.years if quote.place is not None and quote.place <= y.start and y.end <= quote.end]
    based = [str(year.year) for year in named if year.base]
    return None if not stated or not based or stated in map(str, [y.year for y in named]) else based[0]


_WINDOW = 120  # characters of a list of bodies before and behind one of them
_SEGMENT = re.compile("[。;()]")
_CLAUSE_END = re.compile("[,。;:()]")
_LEAD = "牵头|主办|主责"
_SUPPORT = "配合|协办|参与|参加|协同|协助"
_LABEL = re.compile(f"(?:(?P<lead>{_LEAD})|(?P<participant>{_SUPPORT})|责任|负责)(?:单位|部门|机构)?[::]")
_ROLE = re.compile(f"(?P<lead>{_LEAD})|(?P<participant>{_SUPPORT})")
_DUTY = "(?:等|有关|相关|单位|部门|要|应|将|会同|积极|共同|负责|按照?|各自|职责|分工|具体)*"
_ONLY_DUTY = re.compile(_DUTY)
_LISTED = re.compile(f"[、和及与].*[厅局委办部院会府司室组团行所队处](?:等|有关|相关|单位|部门)*{_DUTY}")


@rule(
    "PL517",
    column="role",
    en="{key} – role {value} of “{as_written}” is not what the words say – found {found} at “{quote}”",
    zh="{key}：“{as_written}”的角色{value}与原文用词不符，“{quote}”处为{found_zh}",
)
def role_instead(quote: Quote, plan: Plan) -> str | None:
    """Who leads a task, and who takes part, is what the plan says (牵头, 配合).

    Fix: correct the role.
    """
    stated, name = quote.row["role"], quote.row["as_written"]
    if not stated or not name or quote.place is None:
        return None
    at = plan.text.find(name, quote.place, quote.end)
    if at < 0:
        return None
    found = _labelled(plan.text, at) or _doing(plan.text, at + len(name))
    return None if found in ("", stated) else found


def _labelled(text: str, at: int) -> str:
    """Read the label of the list that a body is in: 牵头单位:…; "" where there is none, or only 责任单位."""
    breaks = [match.end() for match in _SEGMENT.finditer(text, max(0, at - _WINDOW), at)]
    labels = [*_LABEL.finditer(text, breaks[-1] if breaks else max(0, at - _WINDOW), at)]
    return (labels[-1].lastgroup or "") if labels else ""


def _doing(text: str, end: int) -> str:
    """Read what a body, or a list that it is in, is said to do; "" where that is neither to lead nor to take part."""
    clause = _CLAUSE_END.split(text[end : end + _WINDOW], maxsplit=1)[0]
    match = _ROLE.search(clause)
    if not match:
        return ""
    before = clause[: match.start()]
    return (match.lastgroup or "") if _ONLY_DUTY.fullmatch(before) or _LISTED.fullmatch(before) else ""


_REACH = (120, 60)  # characters of a sentence before and behind a quote
_HEAD = 300  # characters of a table above a cell of it


@rule(
    "PL524",
    level="warning",
    column="indicator_id",
    en="{key} – nothing around “{quote}” names the indicator {value} (“{found}”)"
    " – expected the indicator that the sentence is about",
    zh="{key}：“{quote}”所在句中没有指标{value}（“{found_zh}”）的字样，应为该句所述的指标",
)
def indicator_unnamed(quote: Quote, plan: Plan) -> str | None:
    """The sentence of a figure, or the head of its table, has a word of the indicator's name, if only abbreviated.

    Or a word that its definition quotes, or what the row says is counted.
    Fix: give the indicator that the sentence is about; leave it where the plan calls it by other words.
    """
    subject = quote.row.get("subject_zh", "")
    counted = subject and are_named([subject], quote.text, "indicator_id")
    return None if counted else _unnamed("indicator_id", quote, plan, _sentence(quote, plan))


@rule(
    "PL525",
    level="warning",
    column="industry_id",
    en="{key} – nothing around “{quote}” or in the titles above names the industry {value} (“{found}”)"
    " – expected the industry that the sentence is about",
    zh="{key}：“{quote}”所在句及上级标题中没有产业{value}（“{found_zh}”）的字样，应为该句所述的产业",
)
def industry_unnamed(quote: Quote, plan: Plan) -> str | None:
    """The sentence of a figure, what leads to it, or a title above has a word of the industry's name.

    Or of the name of one that contains it.

    Fix: give the industry that the sentence is about, or none; leave it where the plan calls it by other words.
    """
    titles = plan.subjects.titles(quote.row["section_id"], quote.plan_id) if plan.subjects else ""
    before = plan.text[max(0, (quote.place or 0) - _PARAGRAPH) : quote.place or 0].rpartition("\n")[2]
    return _unnamed("industry_id", quote, plan, f"{_sentence(quote, plan)} {before} {titles}")


def _unnamed(column: str, quote: Quote, plan: Plan, around: str) -> str | None:
    """Give the name of what a row is about where the words around its quote have nothing of it."""
    names = plan.subjects.names(column, quote.row[column]) if plan.subjects else []
    named = quote.place is None or not names or are_named(names, around, column)
    return None if named else names[0]


def _sentence(quote: Quote, plan: Plan) -> str:
    """Cut out the sentence of a quote; of a cell of a table the label of its row and what is above it."""
    if quote.place is None:
        return ""
    if quote.row["table_label"]:
        top = max(plan.section_at(quote.place)[0], quote.place - _HEAD)
        return quote.row["table_label"] + plan.text[top : quote.end]
    before = plan.text[max(0, quote.place - _REACH[0]) : quote.place]
    behind = plan.text[quote.end : quote.end + _REACH[1]]
    return re.split("[。;]", before)[-1] + quote.text + re.split("[。;]", behind)[0]
