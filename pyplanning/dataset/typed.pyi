"""Types of the rows and frames of each table, for editors and type checkers.

Generated from `datapackage.json` by `python docs/generate.py`; do not edit.

`load("units")` gives a `Units`, and `load("units", "polars")` a `UnitsPolars`: pandas and polars frames whose
columns an editor lists. `UnitsRow` is a row, as `UnitsPolars.to_dicts` gives it.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, Self, TypedDict, overload

import pandas as pd
import polars as pl

from pyplanning.datapackage.metadata import Lang
from pyplanning.dataset.read import Release

def class_name(table: str) -> str: ...

class PlansRow(TypedDict):
    plan_id: str
    name_zh: str
    name_en: str | None
    title_zh: str | None
    title_en: str | None
    kind: Literal["plan", "action_plan", "outline", "guidance", "implementation_plan", "implementation_opinion", "opinion", "scheme", "measures", "annual_plan", "work_report", "other"]
    region_code: str
    issuer_id: str | None
    doc_number: str | None
    index_number: str | None
    approved_on: date | None
    issued_on: date | None
    effective_from: date | None
    effective_to: date | None
    period_start: int | None
    period_end: int | None
    source_sha256: str
    source_length: int

class Plans(pd.DataFrame):
    """Plans · 规划"""

    plan_id: pd.Series[str]
    """Plan · 规划"""
    name_zh: pd.Series[str]
    """Chinese short name · 中文简称"""
    name_en: pd.Series[str]
    """English short name · 英文简称"""
    title_zh: pd.Series[str]
    """Chinese title · 中文标题"""
    title_en: pd.Series[str]
    """English title · 英文标题"""
    kind: pd.Series[str]
    """Kind · 文种"""
    region_code: pd.Series[str]
    """Region · 地区"""
    issuer_id: pd.Series[str]
    """Issuer · 发文机关"""
    doc_number: pd.Series[str]
    """Document number · 发文字号"""
    index_number: pd.Series[str]
    """Index number · 索引号"""
    approved_on: pd.Series[pd.Timestamp]
    """Approved on · 通过日期"""
    issued_on: pd.Series[pd.Timestamp]
    """Issued on · 印发日期"""
    effective_from: pd.Series[pd.Timestamp]
    """In force from · 施行日期"""
    effective_to: pd.Series[pd.Timestamp]
    """In force to · 有效期至"""
    period_start: pd.Series[int]
    """Period from · 规划期起"""
    period_end: pd.Series[int]
    """Period to · 规划期止"""
    source_sha256: pd.Series[str]
    """SHA-256 of the text · 文本SHA-256"""
    source_length: pd.Series[int]
    """Length of the text · 文本长度"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["plan_id", "name_zh", "name_en", "title_zh", "title_en", "kind", "region_code", "issuer_id", "doc_number", "index_number", "source_sha256"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["approved_on", "issued_on", "effective_from", "effective_to"]) -> pd.Series[pd.Timestamp]: ...
    @overload
    def __getitem__(self, key: Literal["period_start", "period_end", "source_length"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class PlansPolars(pl.DataFrame):
    """Plans · 规划"""

    def to_dicts(self) -> list[PlansRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["plan_id", "name_zh", "name_en", "title_zh", "title_en", "kind", "region_code", "issuer_id", "doc_number", "index_number", "approved_on", "issued_on", "effective_from", "effective_to", "period_start", "period_end", "source_sha256", "source_length"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class PlanSourcesRow(TypedDict):
    plan_id: str
    position: int
    url: str
    publisher_zh: str | None
    kind: Literal["official", "copy"]
    seen_on: date | None
    note_zh: str | None
    note_en: str | None

class PlanSources(pd.DataFrame):
    """Plan sources · 规划出处"""

    plan_id: pd.Series[str]
    """Plan · 规划"""
    position: pd.Series[int]
    """Position · 次序"""
    url: pd.Series[str]
    """Address · 网址"""
    publisher_zh: pd.Series[str]
    """Publisher · 发布者"""
    kind: pd.Series[str]
    """Kind · 类别"""
    seen_on: pd.Series[pd.Timestamp]
    """Seen on · 查看日期"""
    note_zh: pd.Series[str]
    """Chinese note · 中文说明"""
    note_en: pd.Series[str]
    """English note · 英文说明"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["plan_id", "url", "publisher_zh", "kind", "note_zh", "note_en"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["position"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: Literal["seen_on"]) -> pd.Series[pd.Timestamp]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class PlanSourcesPolars(pl.DataFrame):
    """Plan sources · 规划出处"""

    def to_dicts(self) -> list[PlanSourcesRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["plan_id", "position", "url", "publisher_zh", "kind", "seen_on", "note_zh", "note_en"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class SectionsRow(TypedDict):
    section_id: str
    plan_id: str
    parent_id: str | None
    position: int
    level: int
    number: str | None
    title_zh: str
    title_en: str | None
    start: int | None
    end: int | None
    scope: Literal["full", "headline", "none"] | None

class Sections(pd.DataFrame):
    """Sections · 章节"""

    section_id: pd.Series[str]
    """Section · 章节"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    parent_id: pd.Series[str]
    """Parent · 上级标题"""
    position: pd.Series[int]
    """Position · 次序"""
    level: pd.Series[int]
    """Level · 层级"""
    number: pd.Series[str]
    """Number · 编号"""
    title_zh: pd.Series[str]
    """Chinese title · 中文标题"""
    title_en: pd.Series[str]
    """English title · 英文标题"""
    start: pd.Series[int]
    """Offset · 位置"""
    end: pd.Series[int]
    """End · 结束位置"""
    scope: pd.Series[str]
    """Scope · 读取范围"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["section_id", "plan_id", "parent_id", "number", "title_zh", "title_en", "scope"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["position", "level", "start", "end"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class SectionsPolars(pl.DataFrame):
    """Sections · 章节"""

    def to_dicts(self) -> list[SectionsRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["section_id", "plan_id", "parent_id", "position", "level", "number", "title_zh", "title_en", "start", "end", "scope"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class DocumentsRow(TypedDict):
    document_id: str
    title_zh: str
    title_en: str | None
    number: str | None
    issuer_zh: str | None
    issuer_en: str | None
    issued_on: date | None
    kind: Literal["law", "regulation", "plan", "action_plan", "outline", "opinion", "notice", "scheme", "measures", "catalogue", "standard", "guideline", "list", "report", "other"]

class Documents(pd.DataFrame):
    """Documents · 文件"""

    document_id: pd.Series[str]
    """Document · 文件"""
    title_zh: pd.Series[str]
    """Chinese title · 中文标题"""
    title_en: pd.Series[str]
    """English title · 英文标题"""
    number: pd.Series[str]
    """Document number · 发文字号"""
    issuer_zh: pd.Series[str]
    """Issuer · 发文机关"""
    issuer_en: pd.Series[str]
    """Issuer in English · 发文机关英文"""
    issued_on: pd.Series[pd.Timestamp]
    """Issued on · 印发日期"""
    kind: pd.Series[str]
    """Kind · 文种"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["document_id", "title_zh", "title_en", "number", "issuer_zh", "issuer_en", "kind"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["issued_on"]) -> pd.Series[pd.Timestamp]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class DocumentsPolars(pl.DataFrame):
    """Documents · 文件"""

    def to_dicts(self) -> list[DocumentsRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["document_id", "title_zh", "title_en", "number", "issuer_zh", "issuer_en", "issued_on", "kind"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class CitationsRow(TypedDict):
    citation_id: str
    plan_id: str
    section_id: str
    document_id: str
    cited_title_zh: str | None
    cited_title_en: str | None
    cited_number: str | None
    relation: Literal["based_on", "implements", "refers_to", "to_be_made"]
    agency_id: str | None
    due_year: int | None
    evidence: str
    evidence_start: int

class Citations(pd.DataFrame):
    """Citations · 引用文件"""

    citation_id: pd.Series[str]
    """Citation · 引用"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    section_id: pd.Series[str]
    """Section · 章节"""
    document_id: pd.Series[str]
    """Document · 文件"""
    cited_title_zh: pd.Series[str]
    """Chinese title · 中文标题"""
    cited_title_en: pd.Series[str]
    """English title · 英文标题"""
    cited_number: pd.Series[str]
    """Document number · 发文字号"""
    relation: pd.Series[str]
    """Relation · 引用关系"""
    agency_id: pd.Series[str]
    """Agency · 责任单位"""
    due_year: pd.Series[int]
    """Due year · 完成年份"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["citation_id", "plan_id", "section_id", "document_id", "cited_title_zh", "cited_title_en", "cited_number", "relation", "agency_id", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["due_year", "evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class CitationsPolars(pl.DataFrame):
    """Citations · 引用文件"""

    def to_dicts(self) -> list[CitationsRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["citation_id", "plan_id", "section_id", "document_id", "cited_title_zh", "cited_title_en", "cited_number", "relation", "agency_id", "due_year", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class TermsRow(TypedDict):
    term_id: str
    plan_id: str
    section_id: str
    term_zh: str
    term_en: str | None
    definition_zh: str
    definition_en: str | None
    formula: str | None
    indicator_id: str | None
    evidence: str
    evidence_start: int

class Terms(pd.DataFrame):
    """Terms · 名词解释"""

    term_id: pd.Series[str]
    """Term · 名词"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    section_id: pd.Series[str]
    """Section · 章节"""
    term_zh: pd.Series[str]
    """Chinese term · 中文名词"""
    term_en: pd.Series[str]
    """English term · 英文名词"""
    definition_zh: pd.Series[str]
    """Chinese definition · 中文定义"""
    definition_en: pd.Series[str]
    """English definition · 英文定义"""
    formula: pd.Series[str]
    """Formula · 计算公式"""
    indicator_id: pd.Series[str]
    """Indicator · 指标"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["term_id", "plan_id", "section_id", "term_zh", "term_en", "definition_zh", "definition_en", "formula", "indicator_id", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class TermsPolars(pl.DataFrame):
    """Terms · 名词解释"""

    def to_dicts(self) -> list[TermsRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["term_id", "plan_id", "section_id", "term_zh", "term_en", "definition_zh", "definition_en", "formula", "indicator_id", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class SourceIssuesRow(TypedDict):
    source_issue_id: str
    plan_id: str
    section_id: str | None
    kind: Literal["impossible_value", "contradiction", "duplicate", "typo", "masked_text", "missing_table", "count_mismatch"]
    table_name: str | None
    row_id: str | None
    note_zh: str
    note_en: str | None
    evidence: str | None
    evidence_start: int | None

class SourceIssues(pd.DataFrame):
    """Source issues · 原文问题"""

    source_issue_id: pd.Series[str]
    """Source issue · 原文问题"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    section_id: pd.Series[str]
    """Section · 章节"""
    kind: pd.Series[str]
    """Kind · 类型"""
    table_name: pd.Series[str]
    """Table · 数据表"""
    row_id: pd.Series[str]
    """Row · 行"""
    note_zh: pd.Series[str]
    """Chinese note · 中文说明"""
    note_en: pd.Series[str]
    """English note · 英文说明"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["source_issue_id", "plan_id", "section_id", "kind", "table_name", "row_id", "note_zh", "note_en", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class SourceIssuesPolars(pl.DataFrame):
    """Source issues · 原文问题"""

    def to_dicts(self) -> list[SourceIssuesRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["source_issue_id", "plan_id", "section_id", "kind", "table_name", "row_id", "note_zh", "note_en", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class OtherNumbersRow(TypedDict):
    other_number_id: str
    plan_id: str
    section_id: str | None
    reason: Literal["ordinal", "date", "document", "policy", "name", "technology", "list_count", "period", "scope", "approximate_word", "year", "word"]
    note_zh: str | None
    note_en: str | None
    evidence: str
    evidence_start: int

class OtherNumbers(pd.DataFrame):
    """Other numbers · 其他数字"""

    other_number_id: pd.Series[str]
    """Other number · 其他数字"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    section_id: pd.Series[str]
    """Section · 章节"""
    reason: pd.Series[str]
    """Reason · 原因"""
    note_zh: pd.Series[str]
    """Chinese note · 中文说明"""
    note_en: pd.Series[str]
    """English note · 英文说明"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["other_number_id", "plan_id", "section_id", "reason", "note_zh", "note_en", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class OtherNumbersPolars(pl.DataFrame):
    """Other numbers · 其他数字"""

    def to_dicts(self) -> list[OtherNumbersRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["other_number_id", "plan_id", "section_id", "reason", "note_zh", "note_en", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class NumeralWordsRow(TypedDict):
    word_zh: str
    word_en: str | None
    reason: Literal["ordinal", "date", "document", "policy", "name", "technology", "list_count", "period", "scope", "approximate_word", "year", "word"]

class NumeralWords(pd.DataFrame):
    """Numeral words · 含数字词语"""

    word_zh: pd.Series[str]
    """Word · 词语"""
    word_en: pd.Series[str]
    """English · 英文"""
    reason: pd.Series[str]
    """Reason · 原因"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["word_zh", "word_en", "reason"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class NumeralWordsPolars(pl.DataFrame):
    """Numeral words · 含数字词语"""

    def to_dicts(self) -> list[NumeralWordsRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["word_zh", "word_en", "reason"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class RegionsRow(TypedDict):
    region_code: str
    name_zh: str
    name_en: str | None
    level: Literal["country", "province", "prefecture", "county", "town", "group", "area"]
    parent_code: str | None
    iso_code: str | None

class Regions(pd.DataFrame):
    """Regions · 地区"""

    region_code: pd.Series[str]
    """Region · 地区"""
    name_zh: pd.Series[str]
    """Chinese name · 中文名称"""
    name_en: pd.Series[str]
    """English name · 英文名称"""
    level: pd.Series[str]
    """Level · 级别"""
    parent_code: pd.Series[str]
    """Parent · 上级"""
    iso_code: pd.Series[str]
    """ISO code · ISO代码"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["region_code", "name_zh", "name_en", "level", "parent_code", "iso_code"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class RegionsPolars(pl.DataFrame):
    """Regions · 地区"""

    def to_dicts(self) -> list[RegionsRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["region_code", "name_zh", "name_en", "level", "parent_code", "iso_code"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class RegionMembersRow(TypedDict):
    group_code: str
    member_code: str

class RegionMembers(pd.DataFrame):
    """Region members · 地区成员"""

    group_code: pd.Series[str]
    """Group · 合称"""
    member_code: pd.Series[str]
    """Member · 成员"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["group_code", "member_code"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class RegionMembersPolars(pl.DataFrame):
    """Region members · 地区成员"""

    def to_dicts(self) -> list[RegionMembersRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["group_code", "member_code"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class UnitsRow(TypedDict):
    unit_id: str
    name_zh: str
    name_en: str | None
    quantity: str
    base_unit: str
    factor: float

class Units(pd.DataFrame):
    """Units · 单位"""

    unit_id: pd.Series[str]
    """Unit · 单位"""
    name_zh: pd.Series[str]
    """Chinese name · 中文名称"""
    name_en: pd.Series[str]
    """English name · 英文名称"""
    quantity: pd.Series[str]
    """Quantity · 量"""
    base_unit: pd.Series[str]
    """Base unit · 基准单位"""
    factor: pd.Series[float]
    """Factor · 系数"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["unit_id", "name_zh", "name_en", "quantity", "base_unit"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["factor"]) -> pd.Series[float]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class UnitsPolars(pl.DataFrame):
    """Units · 单位"""

    def to_dicts(self) -> list[UnitsRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["unit_id", "name_zh", "name_en", "quantity", "base_unit", "factor"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class IndicatorsRow(TypedDict):
    indicator_id: str
    name_zh: str
    name_en: str | None
    dimension: Literal["scale", "structure", "innovation", "enterprise", "green", "digital", "talent", "investment", "quality", "infrastructure", "livelihood"]
    broader_id: str | None
    unit_id: str
    direction: Literal["up", "down"]
    definition_en: str | None
    definition_zh: str
    formula: str | None

class Indicators(pd.DataFrame):
    """Indicators · 指标"""

    indicator_id: pd.Series[str]
    """Indicator · 指标"""
    name_zh: pd.Series[str]
    """Chinese name · 中文名称"""
    name_en: pd.Series[str]
    """English name · 英文名称"""
    dimension: pd.Series[str]
    """Dimension · 维度"""
    broader_id: pd.Series[str]
    """Broader indicator · 上位指标"""
    unit_id: pd.Series[str]
    """Canonical unit · 标准单位"""
    direction: pd.Series[str]
    """Direction · 方向"""
    definition_en: pd.Series[str]
    """English definition · 英文定义"""
    definition_zh: pd.Series[str]
    """Chinese definition · 中文定义"""
    formula: pd.Series[str]
    """Formula · 公式"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["indicator_id", "name_zh", "name_en", "dimension", "broader_id", "unit_id", "direction", "definition_en", "definition_zh", "formula"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class IndicatorsPolars(pl.DataFrame):
    """Indicators · 指标"""

    def to_dicts(self) -> list[IndicatorsRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["indicator_id", "name_zh", "name_en", "dimension", "broader_id", "unit_id", "direction", "definition_en", "definition_zh", "formula"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class IndustryConceptsRow(TypedDict):
    concept_id: str
    name_zh: str
    name_en: str | None
    broader_id: str | None

class IndustryConcepts(pd.DataFrame):
    """Industry concepts · 产业概念"""

    concept_id: pd.Series[str]
    """Concept · 概念"""
    name_zh: pd.Series[str]
    """Chinese name · 中文名称"""
    name_en: pd.Series[str]
    """English name · 英文名称"""
    broader_id: pd.Series[str]
    """Broader concept · 上位概念"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["concept_id", "name_zh", "name_en", "broader_id"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class IndustryConceptsPolars(pl.DataFrame):
    """Industry concepts · 产业概念"""

    def to_dicts(self) -> list[IndustryConceptsRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["concept_id", "name_zh", "name_en", "broader_id"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class IndustriesRow(TypedDict):
    industry_id: str
    plan_id: str
    section_id: str
    parent_id: str | None
    concept_id: str | None
    name_zh: str
    name_en: str | None
    tier_zh: str | None
    tier_value: float | None
    tier_unit_id: str | None
    evidence: str
    evidence_start: int

class Industries(pd.DataFrame):
    """Industries · 产业"""

    industry_id: pd.Series[str]
    """Industry · 产业"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    section_id: pd.Series[str]
    """Section · 章节"""
    parent_id: pd.Series[str]
    """Parent · 上级产业"""
    concept_id: pd.Series[str]
    """Concept · 概念"""
    name_zh: pd.Series[str]
    """Chinese name · 中文名称"""
    name_en: pd.Series[str]
    """English name · 英文名称"""
    tier_zh: pd.Series[str]
    """Tier · 层级"""
    tier_value: pd.Series[float]
    """Size class · 层级数值"""
    tier_unit_id: pd.Series[str]
    """Unit of the size class · 层级单位"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["industry_id", "plan_id", "section_id", "parent_id", "concept_id", "name_zh", "name_en", "tier_zh", "tier_unit_id", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["tier_value"]) -> pd.Series[float]: ...
    @overload
    def __getitem__(self, key: Literal["evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class IndustriesPolars(pl.DataFrame):
    """Industries · 产业"""

    def to_dicts(self) -> list[IndustriesRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["industry_id", "plan_id", "section_id", "parent_id", "concept_id", "name_zh", "name_en", "tier_zh", "tier_value", "tier_unit_id", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class IndustryMembershipsRow(TypedDict):
    industry_id: str
    group_zh: str
    group_en: str | None
    tier_zh: str | None
    tier_value: float | None
    tier_unit_id: str | None
    plan_id: str
    section_id: str
    evidence: str
    evidence_start: int

class IndustryMemberships(pd.DataFrame):
    """Industry memberships · 产业归类"""

    industry_id: pd.Series[str]
    """Industry · 产业"""
    group_zh: pd.Series[str]
    """Group · 类别"""
    group_en: pd.Series[str]
    """Group in English · 类别英文"""
    tier_zh: pd.Series[str]
    """Tier · 层级"""
    tier_value: pd.Series[float]
    """Size class · 层级数值"""
    tier_unit_id: pd.Series[str]
    """Unit of the size class · 层级单位"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    section_id: pd.Series[str]
    """Section · 章节"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["industry_id", "group_zh", "group_en", "tier_zh", "tier_unit_id", "plan_id", "section_id", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["tier_value"]) -> pd.Series[float]: ...
    @overload
    def __getitem__(self, key: Literal["evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class IndustryMembershipsPolars(pl.DataFrame):
    """Industry memberships · 产业归类"""

    def to_dicts(self) -> list[IndustryMembershipsRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["industry_id", "group_zh", "group_en", "tier_zh", "tier_value", "tier_unit_id", "plan_id", "section_id", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class RegionIndustriesRow(TypedDict):
    plan_id: str
    section_id: str
    region_code: str
    industry_zh: str
    industry_id: str | None
    role_zh: str | None
    evidence: str
    evidence_start: int

class RegionIndustries(pd.DataFrame):
    """Region industries · 地区产业"""

    plan_id: pd.Series[str]
    """Plan · 规划"""
    section_id: pd.Series[str]
    """Section · 章节"""
    region_code: pd.Series[str]
    """Region · 地区"""
    industry_zh: pd.Series[str]
    """Industry as printed · 产业原文"""
    industry_id: pd.Series[str]
    """Industry · 产业"""
    role_zh: pd.Series[str]
    """Role · 定位"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["plan_id", "section_id", "region_code", "industry_zh", "industry_id", "role_zh", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class RegionIndustriesPolars(pl.DataFrame):
    """Region industries · 地区产业"""

    def to_dicts(self) -> list[RegionIndustriesRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["plan_id", "section_id", "region_code", "industry_zh", "industry_id", "role_zh", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class TargetsRow(TypedDict):
    target_id: str
    plan_id: str
    section_id: str
    table_label: str | None
    indicator_id: str
    recognition: Literal["national", "provincial", "provincial_or_higher", "municipal"] | None
    industry_id: str | None
    subject_zh: str | None
    subject_en: str | None
    region_code: str | None
    measure: Literal["level", "cagr", "cumulative_change", "count_new", "rank"]
    comparator: Literal["ge", "gt", "eq", "approx", "le"] | None
    value: float | None
    value_max: float | None
    unit_id: str | None
    start_year: int | None
    target_year: int | None
    qualifier_zh: str | None
    nature: Literal["binding", "expected", "unspecified"]
    restates_id: str | None
    part_of_id: str | None
    evidence: str
    evidence_start: int

class Targets(pd.DataFrame):
    """Targets · 目标"""

    target_id: pd.Series[str]
    """Target · 目标"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    section_id: pd.Series[str]
    """Section · 章节"""
    table_label: pd.Series[str]
    """Table · 表号"""
    indicator_id: pd.Series[str]
    """Indicator · 指标"""
    recognition: pd.Series[str]
    """Recognition · 认定级别"""
    industry_id: pd.Series[str]
    """Industry · 产业"""
    subject_zh: pd.Series[str]
    """Subject · 所计事物"""
    subject_en: pd.Series[str]
    """English subject · 所计事物英文"""
    region_code: pd.Series[str]
    """Region · 地区"""
    measure: pd.Series[str]
    """Measure · 度量方式"""
    comparator: pd.Series[str]
    """Comparator · 比较关系"""
    value: pd.Series[float]
    """Value · 数值"""
    value_max: pd.Series[float]
    """Upper value · 数值上限"""
    unit_id: pd.Series[str]
    """Unit · 单位"""
    start_year: pd.Series[int]
    """Base year · 基期年份"""
    target_year: pd.Series[int]
    """Target year · 目标年份"""
    qualifier_zh: pd.Series[str]
    """Qualifier · 限定词"""
    nature: pd.Series[str]
    """Nature · 性质"""
    restates_id: pd.Series[str]
    """Restates · 重述的目标"""
    part_of_id: pd.Series[str]
    """Part of · 所属总目标"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["target_id", "plan_id", "section_id", "table_label", "indicator_id", "recognition", "industry_id", "subject_zh", "subject_en", "region_code", "measure", "comparator", "unit_id", "qualifier_zh", "nature", "restates_id", "part_of_id", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["value", "value_max"]) -> pd.Series[float]: ...
    @overload
    def __getitem__(self, key: Literal["start_year", "target_year", "evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class TargetsPolars(pl.DataFrame):
    """Targets · 目标"""

    def to_dicts(self) -> list[TargetsRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["target_id", "plan_id", "section_id", "table_label", "indicator_id", "recognition", "industry_id", "subject_zh", "subject_en", "region_code", "measure", "comparator", "value", "value_max", "unit_id", "start_year", "target_year", "qualifier_zh", "nature", "restates_id", "part_of_id", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class TargetRelationsRow(TypedDict):
    target_id: str
    plan_id: str
    related_id: str | None
    relation: Literal["restates", "raises", "lowers", "continues", "drops"]
    note_zh: str
    note_en: str | None

class TargetRelations(pd.DataFrame):
    """Relations of targets · 目标沿革"""

    target_id: pd.Series[str]
    """Target · 目标"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    related_id: pd.Series[str]
    """Later target · 后来的目标"""
    relation: pd.Series[str]
    """Relation · 关系"""
    note_zh: pd.Series[str]
    """Chinese note · 中文说明"""
    note_en: pd.Series[str]
    """English note · 英文说明"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["target_id", "plan_id", "related_id", "relation", "note_zh", "note_en"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class TargetRelationsPolars(pl.DataFrame):
    """Relations of targets · 目标沿革"""

    def to_dicts(self) -> list[TargetRelationsRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["target_id", "plan_id", "related_id", "relation", "note_zh", "note_en"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class GoalsRow(TypedDict):
    goal_id: str
    plan_id: str
    section_id: str
    text_zh: str
    text_en: str | None
    industry_id: str | None
    region_code: str | None
    target_year: int
    evidence: str
    evidence_start: int

class Goals(pd.DataFrame):
    """Dated goals · 定性目标"""

    goal_id: pd.Series[str]
    """Goal · 定性目标"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    section_id: pd.Series[str]
    """Section · 章节"""
    text_zh: pd.Series[str]
    """Goal in Chinese · 目标"""
    text_en: pd.Series[str]
    """Goal in English · 目标英文"""
    industry_id: pd.Series[str]
    """Industry · 产业"""
    region_code: pd.Series[str]
    """Region · 地区"""
    target_year: pd.Series[int]
    """Target year · 目标年份"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["goal_id", "plan_id", "section_id", "text_zh", "text_en", "industry_id", "region_code", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["target_year", "evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class GoalsPolars(pl.DataFrame):
    """Dated goals · 定性目标"""

    def to_dicts(self) -> list[GoalsRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["goal_id", "plan_id", "section_id", "text_zh", "text_en", "industry_id", "region_code", "target_year", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class ObservationsRow(TypedDict):
    observation_id: str
    plan_id: str
    section_id: str
    table_label: str | None
    indicator_id: str
    recognition: Literal["national", "provincial", "provincial_or_higher", "municipal"] | None
    industry_id: str | None
    subject_zh: str | None
    subject_en: str | None
    region_code: str | None
    measure: Literal["level", "cagr", "cumulative_change", "count_new", "rank"]
    comparator: Literal["ge", "gt", "eq", "approx", "le"] | None
    value: float | None
    value_max: float | None
    unit_id: str | None
    start_year: int | None
    year: int | None
    qualifier_zh: str | None
    status: Literal["estimated", "preliminary", "revised"] | None
    restates_id: str | None
    part_of_id: str | None
    evidence: str
    evidence_start: int

class Observations(pd.DataFrame):
    """Observations · 现状数据"""

    observation_id: pd.Series[str]
    """Observation · 现状数据"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    section_id: pd.Series[str]
    """Section · 章节"""
    table_label: pd.Series[str]
    """Table · 表号"""
    indicator_id: pd.Series[str]
    """Indicator · 指标"""
    recognition: pd.Series[str]
    """Recognition · 认定级别"""
    industry_id: pd.Series[str]
    """Industry · 产业"""
    subject_zh: pd.Series[str]
    """Subject · 所计事物"""
    subject_en: pd.Series[str]
    """English subject · 所计事物英文"""
    region_code: pd.Series[str]
    """Region · 地区"""
    measure: pd.Series[str]
    """Measure · 度量方式"""
    comparator: pd.Series[str]
    """Comparator · 比较关系"""
    value: pd.Series[float]
    """Value · 数值"""
    value_max: pd.Series[float]
    """Upper value · 数值上限"""
    unit_id: pd.Series[str]
    """Unit · 单位"""
    start_year: pd.Series[int]
    """Base year · 基期年份"""
    year: pd.Series[int]
    """Year · 年份"""
    qualifier_zh: pd.Series[str]
    """Qualifier · 限定词"""
    status: pd.Series[str]
    """Status · 数据状态"""
    restates_id: pd.Series[str]
    """Restates · 重述的数据"""
    part_of_id: pd.Series[str]
    """Part of · 所属总数"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["observation_id", "plan_id", "section_id", "table_label", "indicator_id", "recognition", "industry_id", "subject_zh", "subject_en", "region_code", "measure", "comparator", "unit_id", "qualifier_zh", "status", "restates_id", "part_of_id", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["value", "value_max"]) -> pd.Series[float]: ...
    @overload
    def __getitem__(self, key: Literal["start_year", "year", "evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class ObservationsPolars(pl.DataFrame):
    """Observations · 现状数据"""

    def to_dicts(self) -> list[ObservationsRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["observation_id", "plan_id", "section_id", "table_label", "indicator_id", "recognition", "industry_id", "subject_zh", "subject_en", "region_code", "measure", "comparator", "value", "value_max", "unit_id", "start_year", "year", "qualifier_zh", "status", "restates_id", "part_of_id", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class InstrumentsRow(TypedDict):
    instrument_id: str
    plan_id: str
    section_id: str
    kind: Literal["fund", "subsidy", "tax", "land", "energy", "procurement", "credit", "capital_market", "insurance", "talent", "standards", "market_access", "trade", "pilot", "other"]
    name_zh: str
    name_en: str | None
    industry_id: str | None
    agency_id: str | None
    in_force: bool
    evidence: str
    evidence_start: int

class Instruments(pd.DataFrame):
    """Policy instruments · 政策工具"""

    instrument_id: pd.Series[str]
    """Instrument · 政策工具"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    section_id: pd.Series[str]
    """Section · 章节"""
    kind: pd.Series[str]
    """Kind · 类别"""
    name_zh: pd.Series[str]
    """Chinese name · 中文名称"""
    name_en: pd.Series[str]
    """English name · 英文名称"""
    industry_id: pd.Series[str]
    """Industry · 产业"""
    agency_id: pd.Series[str]
    """Agency · 责任单位"""
    in_force: pd.Series[bool]
    """In force · 已在实施"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["instrument_id", "plan_id", "section_id", "kind", "name_zh", "name_en", "industry_id", "agency_id", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["in_force"]) -> pd.Series[bool]: ...
    @overload
    def __getitem__(self, key: Literal["evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class InstrumentsPolars(pl.DataFrame):
    """Policy instruments · 政策工具"""

    def to_dicts(self) -> list[InstrumentsRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["instrument_id", "plan_id", "section_id", "kind", "name_zh", "name_en", "industry_id", "agency_id", "in_force", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class ProjectsRow(TypedDict):
    project_id: str
    plan_id: str
    section_id: str
    box: str | None
    name_zh: str
    name_en: str | None
    name_composed: bool
    industry_id: str | None
    park_id: str | None
    action_zh: str | None
    stage: Literal["planned", "preparing", "to_build", "to_promote", "under_construction", "operating", "unspecified"]
    kind: Literal["works", "platform", "programme", "campaign", "pilot", "fund", "technology", "equipment", "event", "title", "organisation", "other"]
    capacity_value: float | None
    capacity_unit_id: str | None
    evidence: str
    evidence_start: int

class Projects(pd.DataFrame):
    """Projects · 项目"""

    project_id: pd.Series[str]
    """Project · 项目"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    section_id: pd.Series[str]
    """Section · 章节"""
    box: pd.Series[str]
    """Box · 专栏"""
    name_zh: pd.Series[str]
    """Chinese name · 中文名称"""
    name_en: pd.Series[str]
    """English name · 英文名称"""
    name_composed: pd.Series[bool]
    """Name composed · 名称系拼合"""
    industry_id: pd.Series[str]
    """Industry · 产业"""
    park_id: pd.Series[str]
    """Park · 园区"""
    action_zh: pd.Series[str]
    """Action · 动作"""
    stage: pd.Series[str]
    """Stage by the printed verb · 阶段（依原文动词）"""
    kind: pd.Series[str]
    """Kind · 类别"""
    capacity_value: pd.Series[float]
    """Capacity · 规模"""
    capacity_unit_id: pd.Series[str]
    """Capacity unit · 规模单位"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["project_id", "plan_id", "section_id", "box", "name_zh", "name_en", "industry_id", "park_id", "action_zh", "stage", "kind", "capacity_unit_id", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["name_composed"]) -> pd.Series[bool]: ...
    @overload
    def __getitem__(self, key: Literal["capacity_value"]) -> pd.Series[float]: ...
    @overload
    def __getitem__(self, key: Literal["evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class ProjectsPolars(pl.DataFrame):
    """Projects · 项目"""

    def to_dicts(self) -> list[ProjectsRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["project_id", "plan_id", "section_id", "box", "name_zh", "name_en", "name_composed", "industry_id", "park_id", "action_zh", "stage", "kind", "capacity_value", "capacity_unit_id", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class ProjectRegionsRow(TypedDict):
    project_id: str
    region_code: str
    evidence: str
    evidence_start: int

class ProjectRegions(pd.DataFrame):
    """Project regions · 项目地区"""

    project_id: pd.Series[str]
    """Project · 项目"""
    region_code: pd.Series[str]
    """Region · 地区"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["project_id", "region_code", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class ProjectRegionsPolars(pl.DataFrame):
    """Project regions · 项目地区"""

    def to_dicts(self) -> list[ProjectRegionsRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["project_id", "region_code", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class ParksRow(TypedDict):
    park_id: str
    name_zh: str
    name_en: str | None
    kind: Literal["zone", "park", "base", "port", "town", "corridor", "platform", "laboratory", "institute", "positioning", "other"]
    level: Literal["national", "provincial", "municipal"] | None
    region_code: str | None
    parent_id: str | None

class Parks(pd.DataFrame):
    """Parks · 园区"""

    park_id: pd.Series[str]
    """Park · 园区"""
    name_zh: pd.Series[str]
    """Chinese name · 中文名称"""
    name_en: pd.Series[str]
    """English name · 英文名称"""
    kind: pd.Series[str]
    """Kind · 类别"""
    level: pd.Series[str]
    """Level · 级别"""
    region_code: pd.Series[str]
    """Region · 地区"""
    parent_id: pd.Series[str]
    """Parent park · 上级园区"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["park_id", "name_zh", "name_en", "kind", "level", "region_code", "parent_id"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class ParksPolars(pl.DataFrame):
    """Parks · 园区"""

    def to_dicts(self) -> list[ParksRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["park_id", "name_zh", "name_en", "kind", "level", "region_code", "parent_id"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class ParkRolesRow(TypedDict):
    park_role_id: str
    park_id: str
    plan_id: str
    section_id: str
    role: Literal["listed", "industrial_base", "demonstration", "cooperation", "innovation", "carrier", "pilot", "responsible", "planned"]
    role_zh: str | None
    tier_zh: str | None
    tier_value: float | None
    tier_unit_id: str | None
    evidence: str
    evidence_start: int

class ParkRoles(pd.DataFrame):
    """Park roles · 园区定位"""

    park_role_id: pd.Series[str]
    """Park role · 园区定位"""
    park_id: pd.Series[str]
    """Park · 园区"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    section_id: pd.Series[str]
    """Section · 章节"""
    role: pd.Series[str]
    """Role · 定位"""
    role_zh: pd.Series[str]
    """Role as printed · 定位原文"""
    tier_zh: pd.Series[str]
    """Tier · 层级"""
    tier_value: pd.Series[float]
    """Size class · 层级数值"""
    tier_unit_id: pd.Series[str]
    """Unit of the size class · 层级单位"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["park_role_id", "park_id", "plan_id", "section_id", "role", "role_zh", "tier_zh", "tier_unit_id", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["tier_value"]) -> pd.Series[float]: ...
    @overload
    def __getitem__(self, key: Literal["evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class ParkRolesPolars(pl.DataFrame):
    """Park roles · 园区定位"""

    def to_dicts(self) -> list[ParkRolesRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["park_role_id", "park_id", "plan_id", "section_id", "role", "role_zh", "tier_zh", "tier_value", "tier_unit_id", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class ParkIndustriesRow(TypedDict):
    park_role_id: str
    industry_zh: str
    industry_id: str | None
    evidence: str
    evidence_start: int

class ParkIndustries(pd.DataFrame):
    """Park industries · 园区产业"""

    park_role_id: pd.Series[str]
    """Park role · 园区定位"""
    industry_zh: pd.Series[str]
    """Industry as printed · 产业原文"""
    industry_id: pd.Series[str]
    """Industry · 产业"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["park_role_id", "industry_zh", "industry_id", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class ParkIndustriesPolars(pl.DataFrame):
    """Park industries · 园区产业"""

    def to_dicts(self) -> list[ParkIndustriesRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["park_role_id", "industry_zh", "industry_id", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class ParkEnterprisesRow(TypedDict):
    park_role_id: str
    enterprise_id: str
    evidence: str
    evidence_start: int

class ParkEnterprises(pd.DataFrame):
    """Park enterprises · 园区企业"""

    park_role_id: pd.Series[str]
    """Park role · 园区定位"""
    enterprise_id: pd.Series[str]
    """Enterprise · 企业"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["park_role_id", "enterprise_id", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class ParkEnterprisesPolars(pl.DataFrame):
    """Park enterprises · 园区企业"""

    def to_dicts(self) -> list[ParkEnterprisesRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["park_role_id", "enterprise_id", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class EnterprisesRow(TypedDict):
    enterprise_id: str
    name_zh: str
    name_en: str | None
    kind: Literal["enterprise", "institute", "university", "laboratory", "fund", "alliance", "brand", "other"]

class Enterprises(pd.DataFrame):
    """Enterprises · 企业"""

    enterprise_id: pd.Series[str]
    """Enterprise · 企业"""
    name_zh: pd.Series[str]
    """Chinese name · 中文名称"""
    name_en: pd.Series[str]
    """English name · 英文名称"""
    kind: pd.Series[str]
    """Kind · 类别"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["enterprise_id", "name_zh", "name_en", "kind"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class EnterprisesPolars(pl.DataFrame):
    """Enterprises · 企业"""

    def to_dicts(self) -> list[EnterprisesRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["enterprise_id", "name_zh", "name_en", "kind"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class EnterpriseRolesRow(TypedDict):
    enterprise_role_id: str
    enterprise_id: str
    plan_id: str
    section_id: str
    role: Literal["backbone", "anchor", "partner", "supported", "supplier", "listed"]
    industry_id: str | None
    evidence: str
    evidence_start: int

class EnterpriseRoles(pd.DataFrame):
    """Enterprise roles · 企业角色"""

    enterprise_role_id: pd.Series[str]
    """Enterprise role · 企业角色"""
    enterprise_id: pd.Series[str]
    """Enterprise · 企业"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    section_id: pd.Series[str]
    """Section · 章节"""
    role: pd.Series[str]
    """Role · 角色"""
    industry_id: pd.Series[str]
    """Industry · 产业"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["enterprise_role_id", "enterprise_id", "plan_id", "section_id", "role", "industry_id", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class EnterpriseRolesPolars(pl.DataFrame):
    """Enterprise roles · 企业角色"""

    def to_dicts(self) -> list[EnterpriseRolesRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["enterprise_role_id", "enterprise_id", "plan_id", "section_id", "role", "industry_id", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class TechnologyCentresRow(TypedDict):
    technology_centre_id: str
    plan_id: str
    section_id: str
    enterprise_id: str
    name_zh: str
    name_en: str | None
    level: Literal["national", "provincial", "municipal"] | None
    recognised_year: int | None
    evidence: str
    evidence_start: int

class TechnologyCentres(pd.DataFrame):
    """Technology centres · 企业技术中心"""

    technology_centre_id: pd.Series[str]
    """Technology centre · 技术中心"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    section_id: pd.Series[str]
    """Section · 章节"""
    enterprise_id: pd.Series[str]
    """Enterprise · 企业"""
    name_zh: pd.Series[str]
    """Chinese name · 中文名称"""
    name_en: pd.Series[str]
    """English name · 英文名称"""
    level: pd.Series[str]
    """Level · 级别"""
    recognised_year: pd.Series[int]
    """Recognised · 认定年份"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["technology_centre_id", "plan_id", "section_id", "enterprise_id", "name_zh", "name_en", "level", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["recognised_year", "evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class TechnologyCentresPolars(pl.DataFrame):
    """Technology centres · 企业技术中心"""

    def to_dicts(self) -> list[TechnologyCentresRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["technology_centre_id", "plan_id", "section_id", "enterprise_id", "name_zh", "name_en", "level", "recognised_year", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class AgencyFunctionsRow(TypedDict):
    function_id: str
    name_zh: str
    name_en: str | None

class AgencyFunctions(pd.DataFrame):
    """Agency functions · 机构职能"""

    function_id: pd.Series[str]
    """Function · 职能"""
    name_zh: pd.Series[str]
    """Chinese name · 中文名称"""
    name_en: pd.Series[str]
    """English name · 英文名称"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["function_id", "name_zh", "name_en"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class AgencyFunctionsPolars(pl.DataFrame):
    """Agency functions · 机构职能"""

    def to_dicts(self) -> list[AgencyFunctionsRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["function_id", "name_zh", "name_en"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class AgenciesRow(TypedDict):
    agency_id: str
    name_zh: str
    name_en: str | None
    level: Literal["national", "provincial", "municipal", "county", "zone", "group"]
    kind: Literal["government", "department", "committee", "zone_committee", "party", "central_agency_branch", "leading_group", "enterprise", "group", "association"]
    function_id: str
    region_code: str | None

class Agencies(pd.DataFrame):
    """Agencies · 机构"""

    agency_id: pd.Series[str]
    """Agency · 机构"""
    name_zh: pd.Series[str]
    """Chinese name · 中文名称"""
    name_en: pd.Series[str]
    """English name · 英文名称"""
    level: pd.Series[str]
    """Level · 级别"""
    kind: pd.Series[str]
    """Kind · 类别"""
    function_id: pd.Series[str]
    """Function · 职能"""
    region_code: pd.Series[str]
    """Region · 地区"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["agency_id", "name_zh", "name_en", "level", "kind", "function_id", "region_code"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class AgenciesPolars(pl.DataFrame):
    """Agencies · 机构"""

    def to_dicts(self) -> list[AgenciesRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["agency_id", "name_zh", "name_en", "level", "kind", "function_id", "region_code"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class AgencyAliasesRow(TypedDict):
    alias_zh: str
    plan_id: str
    agency_id: str

class AgencyAliases(pd.DataFrame):
    """Agency aliases · 机构简称"""

    alias_zh: pd.Series[str]
    """Alias · 简称"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    agency_id: pd.Series[str]
    """Agency · 机构"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["alias_zh", "plan_id", "agency_id"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class AgencyAliasesPolars(pl.DataFrame):
    """Agency aliases · 机构简称"""

    def to_dicts(self) -> list[AgencyAliasesRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["alias_zh", "plan_id", "agency_id"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class CoverageRow(TypedDict):
    plan_id: str
    table_name: str
    state: Literal["extracted", "partly_read", "not_read", "absent", "partly_lost", "lost"]
    note_zh: str
    note_en: str | None

class Coverage(pd.DataFrame):
    """Coverage · 覆盖情况"""

    plan_id: pd.Series[str]
    """Plan · 规划"""
    table_name: pd.Series[str]
    """Table · 数据表"""
    state: pd.Series[str]
    """State · 状态"""
    note_zh: pd.Series[str]
    """Chinese note · 中文说明"""
    note_en: pd.Series[str]
    """English note · 英文说明"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["plan_id", "table_name", "state", "note_zh", "note_en"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class CoveragePolars(pl.DataFrame):
    """Coverage · 覆盖情况"""

    def to_dicts(self) -> list[CoverageRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["plan_id", "table_name", "state", "note_zh", "note_en"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class IndicatorCoverageRow(TypedDict):
    plan_id: str
    table_name: Literal["targets", "observations"]
    indicator_id: str
    year: int
    state: Literal["extracted", "absent"]
    note_zh: str | None
    note_en: str | None

class IndicatorCoverage(pd.DataFrame):
    """Coverage of indicators · 指标覆盖情况"""

    plan_id: pd.Series[str]
    """Plan · 规划"""
    table_name: pd.Series[str]
    """Table · 数据表"""
    indicator_id: pd.Series[str]
    """Indicator · 指标"""
    year: pd.Series[int]
    """Year · 年份"""
    state: pd.Series[str]
    """State · 状态"""
    note_zh: pd.Series[str]
    """Chinese note · 中文说明"""
    note_en: pd.Series[str]
    """English note · 英文说明"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["plan_id", "table_name", "indicator_id", "state", "note_zh", "note_en"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["year"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class IndicatorCoveragePolars(pl.DataFrame):
    """Coverage of indicators · 指标覆盖情况"""

    def to_dicts(self) -> list[IndicatorCoverageRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["plan_id", "table_name", "indicator_id", "year", "state", "note_zh", "note_en"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class TasksRow(TypedDict):
    task_id: str
    plan_id: str
    section_id: str | None
    number: str | None
    title_zh: str
    title_en: str | None
    evidence: str
    evidence_start: int

class Tasks(pd.DataFrame):
    """Tasks · 任务"""

    task_id: pd.Series[str]
    """Task · 任务"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    section_id: pd.Series[str]
    """Section · 章节"""
    number: pd.Series[str]
    """Number · 编号"""
    title_zh: pd.Series[str]
    """Chinese title · 中文标题"""
    title_en: pd.Series[str]
    """English title · 英文标题"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["task_id", "plan_id", "section_id", "number", "title_zh", "title_en", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class TasksPolars(pl.DataFrame):
    """Tasks · 任务"""

    def to_dicts(self) -> list[TasksRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["task_id", "plan_id", "section_id", "number", "title_zh", "title_en", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class ResponsibilitiesRow(TypedDict):
    task_id: str
    agency_id: str
    position: int
    role: Literal["lead", "participant", "unspecified"]
    as_written: str
    evidence: str
    evidence_start: int

class Responsibilities(pd.DataFrame):
    """Responsibilities · 责任分工"""

    task_id: pd.Series[str]
    """Task · 任务"""
    agency_id: pd.Series[str]
    """Agency · 机构"""
    position: pd.Series[int]
    """Position · 次序"""
    role: pd.Series[str]
    """Role · 角色"""
    as_written: pd.Series[str]
    """As written · 原文写法"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    evidence_start: pd.Series[int]
    """Evidence offset · 证据位置"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["task_id", "agency_id", "role", "as_written", "evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["position", "evidence_start"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class ResponsibilitiesPolars(pl.DataFrame):
    """Responsibilities · 责任分工"""

    def to_dicts(self) -> list[ResponsibilitiesRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["task_id", "agency_id", "position", "role", "as_written", "evidence", "evidence_start"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class TrajectoriesRow(TypedDict):
    target_id: str
    plan_id: str
    indicator_id: str
    recognition: Literal["national", "provincial", "provincial_or_higher", "municipal"] | None
    industry_id: str | None
    region_code: str | None
    measure: Literal["level", "cagr", "cumulative_change", "count_new", "rank"]
    comparator: Literal["ge", "gt", "eq", "approx", "le"] | None
    value: float
    value_max: float | None
    unit_id: str | None
    target_year: int | None
    baseline_source: Literal["observation", "sum", "implied", "none"]
    baseline_observation_id: str | None
    baseline_added_id: str | None
    implied_from: str | None
    baseline_comparator: Literal["ge", "gt", "eq", "approx", "le", "lt"] | None
    baseline_value: float | None
    baseline_value_max: float | None
    baseline_unit_id: str | None
    baseline_year: int | None
    baseline_year_source: Literal["stated", "plan_period"] | None
    years: int | None
    implied_cagr_comparator: Literal["ge", "gt", "eq", "approx", "le", "lt"] | None
    implied_cagr: float | None
    implied_cagr_max: float | None
    implied_cagr_source: Literal["stated", "derived"] | None
    absolute_change_comparator: Literal["ge", "gt", "eq", "approx", "le", "lt"] | None
    absolute_change: float | None
    absolute_change_max: float | None
    absolute_change_unit_id: str | None
    absolute_change_source: Literal["stated", "derived"] | None
    relative_change_comparator: Literal["ge", "gt", "eq", "approx", "le", "lt"] | None
    relative_change: float | None
    relative_change_max: float | None
    relative_change_source: Literal["stated", "derived"] | None
    missing_reason: Literal["no_baseline", "unbounded", "approximate", "no_year", "share", "rank", "count_new", "not_positive", "own_unit", "sign_unknown"] | None

class Trajectories(pd.DataFrame):
    """Trajectories · 目标轨迹"""

    target_id: pd.Series[str]
    """Target · 目标"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    indicator_id: pd.Series[str]
    """Indicator · 指标"""
    recognition: pd.Series[str]
    """Recognition · 认定级别"""
    industry_id: pd.Series[str]
    """Industry · 产业"""
    region_code: pd.Series[str]
    """Region · 地区"""
    measure: pd.Series[str]
    """Measure · 度量方式"""
    comparator: pd.Series[str]
    """Comparator · 比较关系"""
    value: pd.Series[float]
    """Value · 数值"""
    value_max: pd.Series[float]
    """Upper value · 数值上限"""
    unit_id: pd.Series[str]
    """Unit · 单位"""
    target_year: pd.Series[int]
    """Target year · 目标年份"""
    baseline_source: pd.Series[str]
    """Baseline known by · 基期来源"""
    baseline_observation_id: pd.Series[str]
    """Observation · 现状数据"""
    baseline_added_id: pd.Series[str]
    """Observation added · 相加的现状数据"""
    implied_from: pd.Series[str]
    """Other target · 另一目标"""
    baseline_comparator: pd.Series[str]
    """Baseline comparator · 基期比较关系"""
    baseline_value: pd.Series[float]
    """Baseline · 基期数值"""
    baseline_value_max: pd.Series[float]
    """Upper baseline · 基期数值上限"""
    baseline_unit_id: pd.Series[str]
    """Baseline unit · 基期单位"""
    baseline_year: pd.Series[int]
    """Baseline year · 基期年份"""
    baseline_year_source: pd.Series[str]
    """Baseline year known by · 基期年份来源"""
    years: pd.Series[int]
    """Years · 年数"""
    implied_cagr_comparator: pd.Series[str]
    """Growth comparator · 年均增速比较关系"""
    implied_cagr: pd.Series[float]
    """Yearly growth (%) · 年均增速（%）"""
    implied_cagr_max: pd.Series[float]
    """Upper yearly growth (%) · 年均增速上限（%）"""
    implied_cagr_source: pd.Series[str]
    """Growth known by · 年均增速来源"""
    absolute_change_comparator: pd.Series[str]
    """Change comparator · 变化量比较关系"""
    absolute_change: pd.Series[float]
    """Absolute change · 变化量"""
    absolute_change_max: pd.Series[float]
    """Upper absolute change · 变化量上限"""
    absolute_change_unit_id: pd.Series[str]
    """Unit of change · 变化量单位"""
    absolute_change_source: pd.Series[str]
    """Change known by · 变化量来源"""
    relative_change_comparator: pd.Series[str]
    """Relative change comparator · 变化幅度比较关系"""
    relative_change: pd.Series[float]
    """Relative change (%) · 变化幅度（%）"""
    relative_change_max: pd.Series[float]
    """Upper relative change (%) · 变化幅度上限（%）"""
    relative_change_source: pd.Series[str]
    """Relative change known by · 变化幅度来源"""
    missing_reason: pd.Series[str]
    """Why missing · 缺失原因"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["target_id", "plan_id", "indicator_id", "recognition", "industry_id", "region_code", "measure", "comparator", "unit_id", "baseline_source", "baseline_observation_id", "baseline_added_id", "implied_from", "baseline_comparator", "baseline_unit_id", "baseline_year_source", "implied_cagr_comparator", "implied_cagr_source", "absolute_change_comparator", "absolute_change_unit_id", "absolute_change_source", "relative_change_comparator", "relative_change_source", "missing_reason"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["value", "value_max", "baseline_value", "baseline_value_max", "implied_cagr", "implied_cagr_max", "absolute_change", "absolute_change_max", "relative_change", "relative_change_max"]) -> pd.Series[float]: ...
    @overload
    def __getitem__(self, key: Literal["target_year", "baseline_year", "years"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class TrajectoriesPolars(pl.DataFrame):
    """Trajectories · 目标轨迹"""

    def to_dicts(self) -> list[TrajectoriesRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["target_id", "plan_id", "indicator_id", "recognition", "industry_id", "region_code", "measure", "comparator", "value", "value_max", "unit_id", "target_year", "baseline_source", "baseline_observation_id", "baseline_added_id", "implied_from", "baseline_comparator", "baseline_value", "baseline_value_max", "baseline_unit_id", "baseline_year", "baseline_year_source", "years", "implied_cagr_comparator", "implied_cagr", "implied_cagr_max", "implied_cagr_source", "absolute_change_comparator", "absolute_change", "absolute_change_max", "absolute_change_unit_id", "absolute_change_source", "relative_change_comparator", "relative_change", "relative_change_max", "relative_change_source", "missing_reason"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class ProgressRow(TypedDict):
    target_id: str
    plan_id: str
    indicator_id: str
    recognition: Literal["national", "provincial", "provincial_or_higher", "municipal"] | None
    industry_id: str | None
    region_code: str | None
    measure: Literal["level", "cagr", "cumulative_change", "count_new", "rank"]
    comparator: Literal["ge", "gt", "eq", "approx", "le"] | None
    value: float
    value_max: float | None
    unit_id: str | None
    target_year: int | None
    evidence: str
    status: Literal["met", "missed", "undecided", "on_track", "behind", "turning_away", "not_comparable", "not_reported", "not_due", "undated"]
    reason: Literal["already_reached", "about", "bounds", "area", "indicator", "industry", "subject", "recognition", "measure", "unit", "span", "no_year", "later_year", "report_read", "no_report"] | None
    observation_id: str | None
    observed_plan_id: str | None
    observed_year: int | None
    observed_comparator: Literal["ge", "gt", "eq", "approx", "le", "lt"] | None
    observed_value: float | None
    observed_value_max: float | None
    observed_unit_id: str | None
    observed_evidence: str | None
    ratio: float | None
    ratio_max: float | None

class Progress(pd.DataFrame):
    """Progress · 目标进展"""

    target_id: pd.Series[str]
    """Target · 目标"""
    plan_id: pd.Series[str]
    """Plan · 规划"""
    indicator_id: pd.Series[str]
    """Indicator · 指标"""
    recognition: pd.Series[str]
    """Recognition · 认定级别"""
    industry_id: pd.Series[str]
    """Industry · 产业"""
    region_code: pd.Series[str]
    """Region · 地区"""
    measure: pd.Series[str]
    """Measure · 度量方式"""
    comparator: pd.Series[str]
    """Comparator · 比较关系"""
    value: pd.Series[float]
    """Value · 数值"""
    value_max: pd.Series[float]
    """Upper value · 数值上限"""
    unit_id: pd.Series[str]
    """Unit · 单位"""
    target_year: pd.Series[int]
    """Target year · 目标年份"""
    evidence: pd.Series[str]
    """Evidence · 证据"""
    status: pd.Series[str]
    """Status · 进展"""
    reason: pd.Series[str]
    """Reason · 原因"""
    observation_id: pd.Series[str]
    """Observation · 现状数据"""
    observed_plan_id: pd.Series[str]
    """Observed in · 数据来源文件"""
    observed_year: pd.Series[int]
    """Observed year · 数据年份"""
    observed_comparator: pd.Series[str]
    """Observed comparator · 现状比较关系"""
    observed_value: pd.Series[float]
    """Observed value · 现状数值"""
    observed_value_max: pd.Series[float]
    """Upper observed value · 现状数值上限"""
    observed_unit_id: pd.Series[str]
    """Observed unit · 现状单位"""
    observed_evidence: pd.Series[str]
    """Evidence of the observation · 现状证据"""
    ratio: pd.Series[float]
    """Ratio · 进度比"""
    ratio_max: pd.Series[float]
    """Upper ratio · 进度比上限"""
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["target_id", "plan_id", "indicator_id", "recognition", "industry_id", "region_code", "measure", "comparator", "unit_id", "evidence", "status", "reason", "observation_id", "observed_plan_id", "observed_comparator", "observed_unit_id", "observed_evidence"]) -> pd.Series[str]: ...
    @overload
    def __getitem__(self, key: Literal["value", "value_max", "observed_value", "observed_value_max", "ratio", "ratio_max"]) -> pd.Series[float]: ...
    @overload
    def __getitem__(self, key: Literal["target_year", "observed_year"]) -> pd.Series[int]: ...
    @overload
    def __getitem__(self, key: slice | pd.Series[bool]) -> Self: ...
    @overload
    def __getitem__(self, key: list[str]) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

class ProgressPolars(pl.DataFrame):
    """Progress · 目标进展"""

    def to_dicts(self) -> list[ProgressRow]: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def __getitem__(self, key: Literal["target_id", "plan_id", "indicator_id", "recognition", "industry_id", "region_code", "measure", "comparator", "value", "value_max", "unit_id", "target_year", "evidence", "status", "reason", "observation_id", "observed_plan_id", "observed_year", "observed_comparator", "observed_value", "observed_value_max", "observed_unit_id", "observed_evidence", "ratio", "ratio_max"]) -> pl.Series: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...

@overload
def load(name: Literal["plans", "规划"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Plans: ...
@overload
def load(name: Literal["plan_sources", "规划出处"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> PlanSources: ...
@overload
def load(name: Literal["sections", "章节"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Sections: ...
@overload
def load(name: Literal["documents", "文件"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Documents: ...
@overload
def load(name: Literal["citations", "引用文件"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Citations: ...
@overload
def load(name: Literal["terms", "名词解释"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Terms: ...
@overload
def load(name: Literal["source_issues", "原文问题"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> SourceIssues: ...
@overload
def load(name: Literal["other_numbers", "其他数字"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> OtherNumbers: ...
@overload
def load(name: Literal["numeral_words", "含数字词语"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> NumeralWords: ...
@overload
def load(name: Literal["regions", "地区"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Regions: ...
@overload
def load(name: Literal["region_members", "地区成员"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> RegionMembers: ...
@overload
def load(name: Literal["units", "单位"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Units: ...
@overload
def load(name: Literal["indicators", "指标"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Indicators: ...
@overload
def load(name: Literal["industry_concepts", "产业概念"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> IndustryConcepts: ...
@overload
def load(name: Literal["industries", "产业"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Industries: ...
@overload
def load(name: Literal["industry_memberships", "产业归类"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> IndustryMemberships: ...
@overload
def load(name: Literal["region_industries", "地区产业"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> RegionIndustries: ...
@overload
def load(name: Literal["targets", "目标"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Targets: ...
@overload
def load(name: Literal["target_relations", "目标沿革"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> TargetRelations: ...
@overload
def load(name: Literal["goals", "定性目标"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Goals: ...
@overload
def load(name: Literal["observations", "现状数据"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Observations: ...
@overload
def load(name: Literal["instruments", "政策工具"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Instruments: ...
@overload
def load(name: Literal["projects", "项目"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Projects: ...
@overload
def load(name: Literal["project_regions", "项目地区"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> ProjectRegions: ...
@overload
def load(name: Literal["parks", "园区"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Parks: ...
@overload
def load(name: Literal["park_roles", "园区定位"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> ParkRoles: ...
@overload
def load(name: Literal["park_industries", "园区产业"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> ParkIndustries: ...
@overload
def load(name: Literal["park_enterprises", "园区企业"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> ParkEnterprises: ...
@overload
def load(name: Literal["enterprises", "企业"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Enterprises: ...
@overload
def load(name: Literal["enterprise_roles", "企业角色"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> EnterpriseRoles: ...
@overload
def load(name: Literal["technology_centres", "企业技术中心"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> TechnologyCentres: ...
@overload
def load(name: Literal["agency_functions", "机构职能"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> AgencyFunctions: ...
@overload
def load(name: Literal["agencies", "机构"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Agencies: ...
@overload
def load(name: Literal["agency_aliases", "机构简称"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> AgencyAliases: ...
@overload
def load(name: Literal["coverage", "覆盖情况"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Coverage: ...
@overload
def load(name: Literal["indicator_coverage", "指标覆盖情况"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> IndicatorCoverage: ...
@overload
def load(name: Literal["tasks", "任务"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Tasks: ...
@overload
def load(name: Literal["responsibilities", "责任分工"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Responsibilities: ...
@overload
def load(name: Literal["trajectories", "目标轨迹"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Trajectories: ...
@overload
def load(name: Literal["progress", "目标进展"], engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> Progress: ...
@overload
def load(name: str, engine: Literal["pandas"] = ..., labels: Lang | None = ..., columns: str | Sequence[str] | None = ..., release: Release | None = ...) -> pd.DataFrame: ...
@overload
def load(name: Literal["plans", "规划"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> PlansPolars: ...
@overload
def load(name: Literal["plan_sources", "规划出处"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> PlanSourcesPolars: ...
@overload
def load(name: Literal["sections", "章节"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> SectionsPolars: ...
@overload
def load(name: Literal["documents", "文件"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> DocumentsPolars: ...
@overload
def load(name: Literal["citations", "引用文件"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> CitationsPolars: ...
@overload
def load(name: Literal["terms", "名词解释"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> TermsPolars: ...
@overload
def load(name: Literal["source_issues", "原文问题"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> SourceIssuesPolars: ...
@overload
def load(name: Literal["other_numbers", "其他数字"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> OtherNumbersPolars: ...
@overload
def load(name: Literal["numeral_words", "含数字词语"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> NumeralWordsPolars: ...
@overload
def load(name: Literal["regions", "地区"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> RegionsPolars: ...
@overload
def load(name: Literal["region_members", "地区成员"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> RegionMembersPolars: ...
@overload
def load(name: Literal["units", "单位"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> UnitsPolars: ...
@overload
def load(name: Literal["indicators", "指标"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> IndicatorsPolars: ...
@overload
def load(name: Literal["industry_concepts", "产业概念"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> IndustryConceptsPolars: ...
@overload
def load(name: Literal["industries", "产业"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> IndustriesPolars: ...
@overload
def load(name: Literal["industry_memberships", "产业归类"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> IndustryMembershipsPolars: ...
@overload
def load(name: Literal["region_industries", "地区产业"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> RegionIndustriesPolars: ...
@overload
def load(name: Literal["targets", "目标"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> TargetsPolars: ...
@overload
def load(name: Literal["target_relations", "目标沿革"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> TargetRelationsPolars: ...
@overload
def load(name: Literal["goals", "定性目标"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> GoalsPolars: ...
@overload
def load(name: Literal["observations", "现状数据"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> ObservationsPolars: ...
@overload
def load(name: Literal["instruments", "政策工具"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> InstrumentsPolars: ...
@overload
def load(name: Literal["projects", "项目"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> ProjectsPolars: ...
@overload
def load(name: Literal["project_regions", "项目地区"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> ProjectRegionsPolars: ...
@overload
def load(name: Literal["parks", "园区"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> ParksPolars: ...
@overload
def load(name: Literal["park_roles", "园区定位"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> ParkRolesPolars: ...
@overload
def load(name: Literal["park_industries", "园区产业"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> ParkIndustriesPolars: ...
@overload
def load(name: Literal["park_enterprises", "园区企业"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> ParkEnterprisesPolars: ...
@overload
def load(name: Literal["enterprises", "企业"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> EnterprisesPolars: ...
@overload
def load(name: Literal["enterprise_roles", "企业角色"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> EnterpriseRolesPolars: ...
@overload
def load(name: Literal["technology_centres", "企业技术中心"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> TechnologyCentresPolars: ...
@overload
def load(name: Literal["agency_functions", "机构职能"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> AgencyFunctionsPolars: ...
@overload
def load(name: Literal["agencies", "机构"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> AgenciesPolars: ...
@overload
def load(name: Literal["agency_aliases", "机构简称"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> AgencyAliasesPolars: ...
@overload
def load(name: Literal["coverage", "覆盖情况"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> CoveragePolars: ...
@overload
def load(name: Literal["indicator_coverage", "指标覆盖情况"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> IndicatorCoveragePolars: ...
@overload
def load(name: Literal["tasks", "任务"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> TasksPolars: ...
@overload
def load(name: Literal["responsibilities", "责任分工"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> ResponsibilitiesPolars: ...
@overload
def load(name: Literal["trajectories", "目标轨迹"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> TrajectoriesPolars: ...
@overload
def load(name: Literal["progress", "目标进展"], engine: Literal["polars"], labels: Lang | None = ..., columns: None = ..., release: Release | None = ...) -> ProgressPolars: ...
@overload
def load(name: str, engine: Literal["polars"], labels: Lang | None = ..., columns: str | Sequence[str] | None = ..., release: Release | None = ...) -> pl.DataFrame: ...
