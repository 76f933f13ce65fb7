"""Whether a checkout is ready to be released: what speaks against it, in sentences."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.metadata import day
from pyplanning.datapackage.resource import Package
from pyplanning.publishing.release.citation_file import citation_file

if TYPE_CHECKING:
    from pyplanning.publishing.diff.diff import Difference

CHANGELOG = "CHANGELOG.md"
HEADING = re.compile(r"^## \[(?P<version>[^\]]+)\](?: - (?P<day>\S+))?\s*$", re.M)  # as Keep a Changelog has it
GENERATOR = Path("docs") / "generate.py"
SHOWN = 5
Objection = tuple[str, str]  # a sentence in English and one in Chinese


def refuse(objections: Sequence[Objection]) -> None:
    """PackageError with all that speaks against a release, where anything does."""
    if objections:
        raise PackageError(*("\n".join(sentences) for sentences in zip(*objections, strict=True)))


def uncommitted(checkout: Path) -> list[Objection]:
    """A release is made of what the history holds, so that it can be made again."""
    try:
        done = subprocess.run(
            ["git", "-C", str(checkout), "status", "--porcelain"], capture_output=True, encoding="utf-8", check=False
        )
    except FileNotFoundError:
        return [("git is not installed; a release is made from a git checkout", "未安装git，发布须从git检出目录进行")]
    if done.returncode:
        return [
            (
                f"{checkout} is no git checkout; clone the repository and release from there",
                f"{checkout}不是git检出目录，请克隆仓库后从中发布",
            )
        ]
    files = [line[3:] for line in done.stdout.splitlines()]
    first, more = files[:SHOWN], " …" if len(files) > SHOWN else ""
    if not files:
        return []
    return [
        (
            f"{checkout} has {len(files)} uncommitted changes ({', '.join(first)}{more}); commit or remove them",
            f"{checkout}有{len(files)}处未提交的改动（{'、'.join(first)}{more}），请提交或清除",
        )
    ]


def invalid(checkout: Path) -> list[Objection]:
    """What is released is valid."""
    from pyplanning.validation.validate import validate

    report = validate(checkout)
    if report.valid:
        return []
    first = next(issue for issue in report.issues if issue.level == "error")
    return [
        (
            f"the package has errors, the first of which is {first.code} {first.en}; run pyplanning validate",
            f"数据包有错误，第一处为{first.code} {first.zh}，请运行pyplanning validate",
        )
    ]


def unannounced(checkout: Path, package: Package) -> list[Objection]:
    """The changelog has the version, with its day, and nothing that waits for the next."""
    version, log = package.version, _changelog(checkout)
    days = {found["version"]: found["day"] for found in HEADING.finditer(log)}
    if version not in days:
        return [
            (
                f"{CHANGELOG} lacks version {version}; add “## [{version}] - {day(package)}” with what changed",
                f"{CHANGELOG}缺少{version}版，请添加“## [{version}] - {day(package)}”并写明变更",
            )
        ]
    if days[version] != day(package):
        return [
            (
                f"{CHANGELOG} dates {version} {days[version]}, datapackage.json says {day(package)};"
                " give both the same day",
                f"{CHANGELOG}中{version}版的日期为{days[version]}，datapackage.json为{day(package)}，二者应一致",
            )
        ]
    if section(log, "Unreleased"):
        return [
            (
                f"{CHANGELOG} has changes under Unreleased; move them under {version}",
                f"{CHANGELOG}的Unreleased下仍有条目，请移至{version}版",
            )
        ]
    return []


def _changelog(checkout: Path) -> str:
    try:
        return (checkout / CHANGELOG).read_text(encoding="utf-8")
    except OSError as error:
        raise PackageError(
            f"{checkout / CHANGELOG} cannot be read: {error.strerror}; a release needs it",
            f"无法读取{checkout / CHANGELOG}：{error.strerror}，发布须有该文件",
        ) from None


def section(log: str, version: str) -> str:
    """What a changelog says of a version; "" where it says nothing."""
    heads = [*HEADING.finditer(log)]
    ends = [head.start() for head in heads[1:]] + [len(log)]
    return next((log[h.end() : end].strip() for h, end in zip(heads, ends, strict=True) if h["version"] == version), "")


def earlier(checkout: Path, version: str) -> str:
    """The version that the changelog has before ``version``; "" where it is the first."""
    versions = [found["version"] for found in HEADING.finditer(_changelog(checkout))]
    after = versions[versions.index(version) + 1 :] if version in versions else []
    return after[0] if after else ""


def stale(checkout: Path, package: Package) -> list[Objection]:
    """Documents that are generated say what the package says."""
    found: list[Objection] = []
    if (checkout / GENERATOR).is_file():
        done = subprocess.run(
            [sys.executable, str(checkout / GENERATOR), "--check"], capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines() or [""]
            found.append(
                (
                    f"generated documents are stale ({said[-1]}); run python {GENERATOR.as_posix()}",
                    f"生成的文档已过期（{said[-1]}），请运行python {GENERATOR.as_posix()}",
                )
            )
    file = checkout / "CITATION.cff"
    if not file.is_file() or file.read_text(encoding="utf-8") != citation_file(package):
        found.append(
            (
                "CITATION.cff is not what datapackage.json says; run python docs/generate.py",
                "CITATION.cff与datapackage.json不一致，请运行python docs/generate.py",
            )
        )
    return found


def unfit(checkout: Path, package: Package, difference: Difference | None) -> list[Objection]:
    """The version is as high as what changed asks for, and no id was dropped in silence."""
    from pyplanning.publishing.diff.version_step import enough, next_version, step

    if difference is None:
        before = earlier(checkout, package.version)
        if not before:
            return []
        return [
            (
                f"{CHANGELOG} has version {before} before {package.version}; name that release with --last",
                f"{CHANGELOG}中{package.version}版之前有{before}版，请用--last指明该发布版",
            )
        ]
    asked, old, new = step(difference), difference.old_version, difference.new_version
    found: list[Objection] = []
    if old == new or not enough(old, new, asked):
        least = next_version(old, asked or "patch")
        found.append(
            (
                f"version {new} is too low after {old}: what changed asks for {least}; run pyplanning diff to see why",
                f"{old}版之后的版本号{new}过低，按变更内容应为{least}，原因见pyplanning diff",
            )
        )
    lost = {
        "vanished and is not retired; list it with a reason under retired": difference.unretired,
        "was retired and is used again; give the new row another": difference.reused,
        "is no longer listed as retired; put it back": difference.dropped,
    }
    lost_zh = ("已消失而未登记停用，请在retired中登记并注明原因", "已停用却又被使用，请为新行另取主键")
    for (what, ids), what_zh in zip(lost.items(), (*lost_zh, "已从停用登记中消失，请恢复"), strict=True):
        for table, key in ids[:SHOWN]:
            found.append((f"{table}: the id {key} {what}", f"{table}：主键{key}{what_zh}"))
    return found
