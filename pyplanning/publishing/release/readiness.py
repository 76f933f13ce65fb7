"""Check whether a checkout is ready to be released: list all objections, in sentences."""

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.errors import system_reason
from pyplanning.datapackage.metadata import day, home
from pyplanning.datapackage.resource import Package
from pyplanning.dataset.row_names import base_of, key_of
from pyplanning.io.rows import read_rows
from pyplanning.publishing.diff.diff import Difference
from pyplanning.publishing.diff.version_step import enough, next_version, step
from pyplanning.publishing.release.citation_file import citation_file
from pyplanning.validation.validate import validate

CHANGELOG = "CHANGELOG.md"
HEADING = re.compile(r"^## \[(?P<version>[^\]]+)\](?: - (?P<day>\S+))?\s*$", re.M)  # as Keep a Changelog has it
GENERATOR = Path("docs") / "generate.py"
LISTED = 5  # files or ids in an objection
# Addresses of a package → the properties that give them, in English and Chinese.
ADDRESSES = {
    "homepage": ("homepage", "homepage（主页网址）"),
    "repository": ("repository", "repository（代码仓库网址）"),
    "doi": ("id (a DOI)", "id（DOI）"),
}
Objection = tuple[str, str]  # a sentence in English and one in Chinese


def refuse(objections: Sequence[Objection]) -> None:
    """Raise PackageError with all objections to a release, where there are any."""
    if objections:
        raise PackageError(*("\n".join(sentences) for sentences in zip(*objections, strict=True)))


def uncommitted(checkout: Path) -> list[Objection]:
    """Object to files that are not in the history: a release must be reproducible."""
    try:
        done = subprocess.run(
            ["git", "-C", str(checkout), "status", "--porcelain"], capture_output=True, encoding="utf-8", check=False
        )
    except FileNotFoundError:
        return [("git is not installed; a release is made from a git checkout", "未安装git，须从git检出目录进行发布")]
    if done.returncode:
        en = f"{checkout} is not a git checkout; clone the repository and release from the clone"
        return [(en, f"{checkout}不是git检出目录，请克隆仓库后从中发布")]
    files = [line[3:] for line in done.stdout.splitlines()]
    if not files:
        return []
    some, some_zh = _first(files, "个文件")
    en = f"{checkout} has uncommitted changes ({some}); commit or remove them"
    return [(en, f"{checkout}有改动尚未提交（{some_zh}），请提交或清除")]


def _first(names: Sequence[str], counted_zh: str) -> Objection:
    """List the first names, and how many there are more, in both languages."""
    first, more = names[:LISTED], len(names) - LISTED
    en, zh = (f" and {more} more", f"等{len(names)}{counted_zh}") if more > 0 else ("", "")
    return ", ".join(first) + en, "、".join(first) + zh


def invalid(checkout: Path) -> list[Objection]:
    """Object to errors in the package."""
    first = next((issue for issue in validate(checkout).issues if issue.level == "error"), None)
    if first is None:
        return []
    en = f"the package has errors, the first of which is {first.code} {first.en}; run pyplanning validate"
    return [(en, f"数据包有错误，第一处为{first.code} {first.zh}，请运行pyplanning validate")]


def untranslated(checkout: Path, package: Package) -> list[Objection]:
    """Object to names and notes in Chinese without English, which only a contribution may lack."""
    found: list[Objection] = []
    for name, rows in read_rows(checkout, package).items():
        table = package.tables[name]
        for column in (c for c in table.columns if base_of(c) and c.endswith("_en")):
            lacking = [key_of(row, table) for row in rows if row.get(f"{base_of(column)}_zh") and not row[column]]
            if lacking:
                some, some_zh = _first(lacking, "行")
                en = f"{name}: {column} is empty in {some}; a release is complete in English, so translate it"
                found.append((en, f"{name}表缺少{column}：{some_zh}；发布版须有完整英文，请补译"))
    return found


def unannounced(checkout: Path, package: Package) -> list[Objection]:
    """Object to a changelog without the version and its day, or with changes that wait for the next version."""
    version, created, log = package.version, day(package), _changelog(checkout)
    days = {found["version"]: found["day"] for found in HEADING.finditer(log)}
    if version not in days:
        en = f"{CHANGELOG} lacks version {version}; add “## [{version}] - {created}” with what changed"
        return [(en, f"{CHANGELOG}缺少{version}版，请添加“## [{version}] - {created}”并写明变更")]
    if days[version] != created:
        en = f"{CHANGELOG} dates {version} {days[version]}, but datapackage.json {created}; give both the same day"
        return [(en, f"{CHANGELOG}中{version}版的日期为{days[version]}，datapackage.json为{created}，二者应一致")]
    if section(log, "Unreleased"):
        en = f"{CHANGELOG} has changes under Unreleased; move them under {version}"
        return [(en, f"{CHANGELOG}的Unreleased下仍有条目，请移至{version}版")]
    return []


def _changelog(checkout: Path) -> str:
    try:
        return (checkout / CHANGELOG).read_text(encoding="utf-8")
    except OSError as error:
        en, zh = system_reason(error)
        raise PackageError(
            f"{checkout / CHANGELOG} cannot be read: {en}; a release needs it",
            f"无法读取{checkout / CHANGELOG}：{zh}，发布须有该文件",
        ) from None


def section(log: str, version: str) -> str:
    """Cut the section of a version out of a changelog; "" where there is none."""
    heads = [*HEADING.finditer(log)]
    ends = [head.start() for head in heads[1:]] + [len(log)]
    return next((log[h.end() : end].strip() for h, end in zip(heads, ends, strict=True) if h["version"] == version), "")


def stale(checkout: Path, package: Package) -> list[Objection]:
    """Object to generated documents that no longer match the package."""
    found: list[Objection] = []
    if (checkout / GENERATOR).is_file():
        command = [sys.executable, str(checkout / GENERATOR), "--check"]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            *_, last = (done.stderr or done.stdout).strip().splitlines() or [""]
            en = f"generated documents are stale ({last}); run python {GENERATOR.as_posix()}"
            found.append((en, f"生成的文档已过期（{last}），请运行python {GENERATOR.as_posix()}"))
    file = checkout / "CITATION.cff"
    if not file.is_file() or file.read_text(encoding="utf-8") != citation_file(package):
        en = f"CITATION.cff does not match datapackage.json; run python {GENERATOR.as_posix()}"
        found.append((en, f"CITATION.cff与datapackage.json不一致，请运行python {GENERATOR.as_posix()}"))
    return found


def homeless(package: Package) -> list[Objection]:
    """Say which addresses of the package nobody has filled in: a release can do without, but readers look for them."""
    lacking = [ADDRESSES[field] for field, address in home(package)._asdict().items() if not address]
    if not lacking:
        return []
    names, names_zh = zip(*lacking, strict=True)
    en = f"datapackage.json has no web address as {', '.join(names)}"
    en += "; once filled in, citations, metadata and pages have it"
    return [(en, f"datapackage.json未填写{'、'.join(names_zh)}，填写后引用、元数据和网页均会列出")]


def unfit(checkout: Path, package: Package, difference: Difference | None) -> list[Objection]:
    """Object to a version that is too low for what changed, and to ids that vanished without being retired."""
    if difference is None:
        versions = [found["version"] for found in HEADING.finditer(_changelog(checkout))]
        if package.version not in versions[:-1]:  # it is the first, or is not announced
            return []
        before = versions[versions.index(package.version) + 1]
        en = f"{CHANGELOG} has version {before} before {package.version}; name that release with --last"
        return [(en, f"{CHANGELOG}中{package.version}版之前有{before}版，请用--last指明该发布版")]
    asked, old, new = step(difference), difference.old_version, difference.new_version
    found: list[Objection] = []
    if old == new or not enough(old, new, asked):
        least = next_version(old, asked or "patch")
        en = f"version {new} is too low after {old}: the changes require {least}; run pyplanning diff to see why"
        found.append((en, f"{old}版之后的版本号{new}过低，按变更内容应为{least}，原因见pyplanning diff"))
    lost = (
        (
            difference.unretired,
            "disappeared and is not retired; list it under retired, with a reason",
            "已消失而未登记停用，请在retired中登记并注明原因",
        ),
        (
            difference.reused,
            "was retired and is used again; give the new row another id",
            "已停用却又被使用，请为新行另取主键",
        ),
        (difference.dropped, "is no longer listed as retired; list it again", "已从停用登记中消失，请恢复"),
    )
    for ids, en, zh in lost:
        found += [(f"{table}: the id {key} {en}", f"{table}：主键{key}{zh}") for table, key in ids[:LISTED]]
    return found
