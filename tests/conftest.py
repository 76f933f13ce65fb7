"""Fixtures: small packages in a temporary folder, and a made-up plan with the rows that it proves."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import settings

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.resource import Package
from pyplanning.evidence import text as texts
from pyplanning.io.table import Table
from pyplanning.rule import Issue
from pyplanning.validation import run_rules
from pyplanning.validation.findings import LIMIT, Findings
from pyplanning.validators.completeness import COVERED

settings.register_profile("suite", deadline=None, max_examples=150, derandomize=True)
settings.load_profile("suite")

Rows = dict[str, list[dict[str, str]]]
PLAN_ID = "yunze-materials-2026"
V2 = "https://datapackage.org/profiles/2.0/datapackage.json"

# Written for these tests; neither the province nor the plan exists.
PLAN = """\
云泽省未来材料产业行动方案

一、总体要求
（一）发展目标。到2030年，云泽省未来材料产值力争突破400亿元，年均增长8%左右；链上企业达到120家以上，其中两家进入全国前5位。
（二）现有基础。2025年，云泽省未来材料产值为272亿元，比2020年增长50%；从业人员约3.5万人。
表1　云泽省主要指标
指标　单位　2030年　年均增长（%）
研发投入强度　%　3.2　8.8

二、重点任务
（一）建设月湖材料谷。引进“链主”企业，进一步完善配套。责任单位：省工业厅、省科学厅，月湖市政府。
专栏1　重点项目
1.月湖碳纤维二期项目：建设年产2万吨碳纤维生产线。
2.青石稀土回收项目：与《云泽省循环经济规划》相衔接。

三、保障措施
到2030年，标准体系基本健全。设立材料产业基金，支持月湖市发展材料等未来产业。
"""


def _digest(file: Path) -> str:
    return "sha256:" + hashlib.sha256(file.read_bytes()).hexdigest()


def _rehash(folder: Path) -> None:
    """Write the hashes and sizes of a package's files into its descriptor."""
    file = folder / "datapackage.json"
    package = json.loads(file.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        path = folder / resource["path"]
        resource |= {"hash": _digest(path), "bytes": path.stat().st_size}
    file.write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")


@pytest.fixture
def rehash() -> Callable[[Path], None]:
    return _rehash


@pytest.fixture(scope="session")
def apply_rules() -> Callable[..., list[Issue]]:
    """List what rules over rows and tables find in typed frames by name, sorted.

    ``others`` are frames that the rules look into; ``tables`` say where the rows of the frames are.
    """

    def apply(
        rules: list[run_rules.TabularRule],
        frames: dict[str, pl.DataFrame],
        package: Package = descriptor(),  # noqa: B008
        limit: int = LIMIT,
        others: dict[str, pl.DataFrame] | None = None,
        tables: dict[str, Table] | None = None,
    ) -> list[Issue]:
        places = {name: Table(name, "", frame.lazy()) for name, frame in frames.items()} | (tables or {})
        found = Findings(limit)
        hits = [hit for name in frames for hit in run_rules.run_row_rules(rules, frames[name], package.tables[name])]
        hits += run_rules.run_table_rules(rules, frames, {**(others or {}), **frames})
        run_rules.add_hits(hits, places, package.tables, found)
        return sorted(found.issues)

    return apply


@pytest.fixture
def write_package(tmp_path: Path) -> Callable[..., Path]:
    """Write a package with every table of the shipped descriptor: header only, but for the rows given.

    ``edit`` may change the descriptor before it is written.
    """

    def write(rows: Rows | None = None, edit: Callable[[dict[str, Any]], object] | None = None) -> Path:
        folder = tmp_path / "package"
        package: dict[str, Any] = deepcopy(dict(descriptor().properties))
        package.pop("retired", None)  # ids of rows that this package never had
        for resource in package["resources"]:
            file = folder / resource["path"]
            file.parent.mkdir(parents=True, exist_ok=True)
            header = [f["name"] for f in resource["schema"]["fields"]]
            with file.open("w", encoding="utf-8", newline="") as lines:
                writer = csv.DictWriter(lines, header, restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows((rows or {}).get(resource["name"], []))
            resource |= {"hash": _digest(file), "bytes": file.stat().st_size}
        if edit:
            edit(package)
        (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
        return folder

    return write


@pytest.fixture
def write_table(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Write a package with one table ``things``, whose file holds ``content``."""

    def write(content: str | bytes, fields: list[dict[str, Any]], **schema: Any) -> Path:
        folder = tmp_path_factory.mktemp("table")
        (folder / "things.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
        resource = {
            "name": "things",
            "type": "table",
            "path": "things.csv",
            "scheme": "file",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
            "schema": {"fields": fields, "missingValues": [""], **schema},
        }
        package = {"name": "small", "version": "1.0.0", "resources": [resource]}
        (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
        return folder

    return write


@pytest.fixture
def pack(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Write a package of the second version with any resources; ``files`` are its other files by path."""

    def write(resources: list[Any], files: dict[str, str | bytes] | None = None, **properties: Any) -> Path:
        folder = tmp_path_factory.mktemp("package")
        package = {"name": "small", "$schema": V2, **properties, "resources": resources}
        for path, content in {"datapackage.json": json.dumps(package), **(files or {})}.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return write


@dataclass
class Example:
    """The made-up plan, the rows taken from it, and where both are written."""

    folder: Path
    write_package: Callable[..., Path]
    rows: Rows = field(default_factory=dict)
    plan_id: str = PLAN_ID
    text: str = PLAN

    def place(self, quote: str, nth: int = 0) -> int:
        """The offset of a quote in the normalised text."""
        return texts.occurrences(texts.normalise(self.text), quote)[nth]

    def change(self, table: str, number: int, **cells: str) -> None:
        """Write other cells into row ``number``, counted from 1."""
        self.rows[table][number - 1] |= cells

    def quote(self, table: str, number: int, quote: str, nth: int = 0) -> None:
        """Let a row quote another place."""
        self.change(table, number, evidence=quote, evidence_start=str(self.place(quote, nth)))

    def package(self, edit: Callable[[dict[str, Any]], object] | None = None) -> Path:
        """Write the rows as a package, with coverage of them unless they have it."""
        return self.write_package({"coverage": self.covered()} | self.rows, edit)

    def covered(self) -> list[dict[str, str]]:
        """Say of each table whether the plan has rows of it."""
        states = {table: "extracted" if self.rows.get(table) else "absent" for table in COVERED}
        about = {"plan_id": self.plan_id, "note_zh": "测试", "note_en": "for a test"}
        return [{**about, "table_name": table, "state": state} for table, state in states.items()]

    def sources(self, text: str | bytes | None = None) -> Path:
        """Write the plan's text, or another copy of it, and return its folder."""
        folder = self.folder / "sources"
        folder.mkdir(exist_ok=True)
        content = self.text if text is None else text
        file = folder / f"{self.plan_id}.txt"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder


@pytest.fixture
def example(tmp_path: Path, write_package: Callable[..., Path]) -> Example:
    """The made-up plan with a full set of rows, every one of them right."""
    made = Example(tmp_path, write_package)
    made.rows = _rows(made)
    return made


def _rows(made: Example) -> Rows:
    def quoted(quote: str, nth: int = 0) -> dict[str, str]:
        return {"evidence": quote, "evidence_start": str(made.place(quote, nth))}

    def section(number: str, title: str, heading: str, level: int, position: int) -> dict[str, str]:
        return {
            "section_id": f"{PLAN_ID}-{len(sections) + 1}",
            "plan_id": PLAN_ID,
            "position": str(position),
            "level": str(level),
            "number": number,
            "title_zh": title,
            "title_en": f"Section {len(sections) + 1}",
            "start": str(made.place(heading)),
        }

    sections: list[dict[str, str]] = []
    for number, title, heading, level, position in (
        ("一", "总体要求", "一、总体要求", 1, 1),
        ("（一）", "发展目标", "(一)发展目标", 2, 1),
        ("（二）", "现有基础", "(二)现有基础", 2, 2),
        ("表1", "云泽省主要指标", "表1云泽省主要指标", 3, 1),
        ("二", "重点任务", "二、重点任务", 1, 2),
        ("（一）", "建设月湖材料谷", "(一)建设月湖材料谷", 2, 1),
        ("专栏1", "重点项目", "专栏1重点项目", 3, 1),
        ("三", "保障措施", "三、保障措施", 1, 3),
    ):
        sections.append(section(number, title, heading, level, position))
    for row, parent in zip(sections, (None, 1, 1, 3, None, 5, 6, None), strict=True):
        row["parent_id"] = f"{PLAN_ID}-{parent}" if parent else ""

    def in_section(number: int) -> dict[str, str]:
        return {"plan_id": PLAN_ID, "section_id": f"{PLAN_ID}-{number}"}

    normal = texts.normalise(made.text)
    figure = {"region_code": "yunze", "measure": "level"}
    target = {**figure, "target_year": "2030", "nature": "expected"}
    return {
        "plans": [
            {
                "plan_id": PLAN_ID,
                "name_zh": "云泽省未来材料产业行动方案（2026年）",
                "name_en": "Yunze future materials action plan (2026)",
                "kind": "action_plan",
                "region_code": "yunze",
                "source_sha256": hashlib.sha256(normal.encode()).hexdigest(),
                "source_length": str(len(normal)),
            }
        ],
        "plan_sources": [
            {"plan_id": PLAN_ID, "position": "1", "url": "https://example.org/yunze.html", "kind": "official"}
        ],
        "sections": sections,
        "regions": [
            {"region_code": "moon-lake", "name_zh": "月湖市", "name_en": "Moon Lake", "level": "prefecture"}
            | {"parent_code": "yunze"},
            {"region_code": "yunze", "name_zh": "云泽省", "name_en": "Yunze", "level": "province"},
        ],
        "units": [
            {"unit_id": i, "name_zh": zh, "name_en": en, "quantity": q, "base_unit": b, "factor": f}
            for i, zh, en, q, b, f in (
                ("enterprise", "家", "enterprise", "count", "item", "1"),
                ("percent", "%", "per cent", "share", "percent", "1"),
                ("person", "人", "person", "persons", "person", "1"),
                ("place", "位", "place", "rank", "place", "1"),
                ("times", "倍", "times", "share", "percent", "100"),
                ("wan-person", "万人", "10 thousand persons", "persons", "person", "10000"),
                ("wan-tonne", "万吨", "10 thousand tonnes", "mass", "tonne", "10000"),
                ("wan-yuan", "万元", "10 thousand yuan", "money", "yuan", "10000"),
                ("yi-yuan", "亿元", "100 million yuan", "money", "yuan", "100000000"),
            )
        ],
        "indicators": [
            {"indicator_id": i, "name_zh": zh, "name_en": en, "dimension": d, "unit_id": u, "direction": "up"}
            | {"definition_zh": "测试用指标", "definition_en": "An indicator for a test"}
            for i, zh, en, d, u in (
                ("employment", "从业人员", "Employment", "talent", "wan-person"),
                ("enterprises", "链上企业", "Enterprises in the chain", "enterprise", "enterprise"),
                ("output", "产值", "Output", "scale", "yi-yuan"),
                ("rank", "全国排名", "National rank", "quality", "place"),
                ("rd-intensity", "研发投入强度", "R&D intensity", "innovation", "percent"),
            )
        ],
        "industries": [
            {"industry_id": "yunze-materials", **in_section(2), "name_zh": "未来材料", "name_en": "Future materials"}
            | quoted("未来材料", 1)
        ],
        "industry_memberships": [
            {"industry_id": "yunze-materials", "group_zh": "未来产业", "group_en": "Future industries", **in_section(8)}
            | quoted("材料等未来产业")
        ],
        "region_industries": [
            {**in_section(8), "region_code": "moon-lake", "industry_zh": "材料", "industry_id": "yunze-materials"}
            | quoted("月湖市发展材料")
        ],
        "targets": [
            {"target_id": i, **in_section(s), **target, **cells, **quoted(q)}
            for i, s, cells, q in (
                (
                    "output-2030",
                    2,
                    {"indicator_id": "output", "industry_id": "yunze-materials", "comparator": "gt", "value": "400"}
                    | {"unit_id": "yi-yuan"},
                    "产值力争突破400亿元",
                ),
                (
                    "output-growth-2030",
                    2,
                    {"indicator_id": "output", "measure": "cagr", "comparator": "approx", "value": "8"}
                    | {"unit_id": "percent"},
                    "年均增长8%左右",
                ),
                (
                    "enterprises-2030",
                    2,
                    {"indicator_id": "enterprises", "comparator": "ge", "value": "120", "unit_id": "enterprise"},
                    "链上企业达到120家以上",
                ),
                (
                    "rank-2030",
                    2,
                    {"indicator_id": "rank", "measure": "rank", "comparator": "le", "value": "5", "unit_id": "place"},
                    "其中两家进入全国前5位",
                ),
                (
                    "rd-intensity-2030",
                    4,
                    {"table_label": "研发投入强度", "indicator_id": "rd-intensity", "comparator": "eq", "value": "3.2"}
                    | {"unit_id": "percent"},
                    "研发投入强度%3.2",
                ),
                (
                    "rd-intensity-growth-2030",
                    4,
                    {"table_label": "研发投入强度", "indicator_id": "rd-intensity", "measure": "cagr"}
                    | {"comparator": "eq", "value": "8.8", "unit_id": "percent"},
                    "8.8",
                ),
            )
        ],
        "goals": [
            {"goal_id": "standards-2030", **in_section(8), "text_zh": "标准体系基本健全"}
            | {"text_en": "A system of standards that is largely complete", "target_year": "2030"}
            | quoted("标准体系基本健全")
        ],
        "observations": [
            {"observation_id": i, **in_section(3), **figure, "year": "2025", **cells, **quoted(q)}
            for i, cells, q in (
                (
                    "output-2025",
                    {"indicator_id": "output", "comparator": "eq", "value": "272", "unit_id": "yi-yuan"},
                    "产值为272亿元",
                ),
                (
                    "output-change-2025",
                    {"indicator_id": "output", "measure": "cumulative_change", "comparator": "eq", "value": "50"}
                    | {"unit_id": "percent", "start_year": "2020"},
                    "增长50%",
                ),
                (
                    "employment-2025",
                    {"indicator_id": "employment", "comparator": "approx", "value": "3.5", "unit_id": "wan-person"},
                    "从业人员约3.5万人",
                ),
            )
        ],
        "instruments": [
            {"instrument_id": "materials-fund", **in_section(8), "kind": "fund", "in_force": "false"}
            | {"name_zh": "材料产业基金", "name_en": "Materials fund", "industry_id": "yunze-materials"}
            | quoted("材料产业基金")
        ],
        "projects": [
            {"project_id": "carbon-fibre", **in_section(7), "box": "专栏1", "name_zh": "月湖碳纤维二期项目"}
            | {"name_en": "Moon Lake carbon fibre, phase two", "name_composed": "false"}
            | {"kind": "works", "stage": "to_build"}
            | {"capacity_value": "2", "capacity_unit_id": "wan-tonne"}
            | quoted("月湖碳纤维二期项目:建设年产2万吨碳纤维生产线"),
            {"project_id": "rare-earth", **in_section(7), "box": "专栏1", "name_zh": "青石稀土回收项目"}
            | {"name_en": "Qingshi rare earth recovery", "name_composed": "false"}
            | {"kind": "works", "stage": "unspecified"}
            | quoted("青石稀土回收项目"),
        ],
        "project_regions": [{"project_id": "carbon-fibre", "region_code": "moon-lake"} | quoted("月湖", 2)],
        "parks": [
            {"park_id": "moon-lake-valley", "name_zh": "月湖材料谷", "name_en": "Moon Lake materials valley"}
            | {"kind": "park"}
        ],
        "park_roles": [
            {"park_role_id": "moon-lake-valley-listed", "park_id": "moon-lake-valley", **in_section(6)}
            | {"role": "listed", "role_zh": "材料谷"}
            | quoted("月湖材料谷")
        ],
        "park_industries": [
            {"park_role_id": "moon-lake-valley-listed", "industry_zh": "材料", "industry_id": "yunze-materials"}
            | quoted("月湖材料谷")
        ],
        "agency_functions": [
            {"function_id": i, "name_zh": zh, "name_en": en}
            for i, zh, en in (
                ("government", "政府", "Government"),
                ("industry", "工业", "Industry"),
                ("science", "科学", "Science"),
            )
        ],
        "agencies": [
            {"agency_id": i, "name_zh": zh, "name_en": en, "level": level, "kind": kind, "region_code": region}
            | {"function_id": i.rpartition("-")[2]}
            for i, zh, en, level, kind, region in (
                ("moon-lake-government", "月湖市政府", "Moon Lake government", "municipal", "government", "moon-lake"),
                ("yunze-industry", "云泽省工业厅", "Yunze industry department", "provincial", "department", "yunze"),
                ("yunze-science", "云泽省科学厅", "Yunze science department", "provincial", "department", "yunze"),
            )
        ],
        "tasks": [
            {"task_id": "valley", **in_section(6), "title_zh": "建设月湖材料谷", "title_en": "Build the valley"}
            | quoted("建设月湖材料谷")
        ],
        "responsibilities": [
            {"task_id": "valley", "agency_id": agency, "position": str(n), "role": "unspecified", "as_written": q}
            | quoted(q)
            for n, (agency, q) in enumerate(
                (
                    ("yunze-industry", "省工业厅"),
                    ("yunze-science", "省科学厅"),
                    ("moon-lake-government", "月湖市政府"),
                ),
                1,
            )
        ],
        "citations": [
            {"citation_id": "recycling", **in_section(7), "cited_title_zh": "云泽省循环经济规划"}
            | {"cited_title_en": "Yunze plan for a circular economy", "document_id": "recycling"}
            | {"relation": "refers_to"}
            | quoted("《云泽省循环经济规划》")
        ],
        "documents": [
            {"document_id": "recycling", "title_zh": "云泽省循环经济规划", "kind": "plan"}
            | {"title_en": "Yunze plan for a circular economy"}
        ],
        "other_numbers": [
            {"other_number_id": f"item-{n}", **in_section(7), "reason": "ordinal"}
            | {"note_zh": "列举编号", "note_en": "list number"}
            | quoted(f"{n}.{name}")
            for n, name in ((1, "月湖"), (2, "青石"))
        ],
        "numeral_words": [{"word_zh": "进一步", "word_en": "further", "reason": "word"}],
    }
