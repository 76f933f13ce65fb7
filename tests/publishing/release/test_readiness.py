"""Each objection to a release, and its absence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pyplanning import PackageError, diff
from pyplanning.datapackage.descriptor import read_descriptor
from pyplanning.publishing.release import readiness

from ..conftest import commit, describe, forget_hashes

Edit = Callable[[Path, str, str], None]


def test_there_is_no_objection_to_the_example(checkout: Path) -> None:
    package = read_descriptor(checkout)
    found = [
        readiness.uncommitted(checkout),
        readiness.invalid(checkout),
        readiness.untranslated(checkout, package),
        readiness.unannounced(checkout, package),
        readiness.stale(checkout, package),
        readiness.unfit(checkout, package, None),
    ]
    assert found == [[], [], [], [], [], []]
    readiness.refuse([])


def test_a_folder_that_is_not_a_checkout(tmp_path: Path) -> None:
    assert readiness.uncommitted(tmp_path) == [
        (
            f"{tmp_path} is not a git checkout; clone the repository and release from the clone",
            f"{tmp_path}不是git检出目录，请克隆仓库后从中发布",
        )
    ]


def test_many_uncommitted_changes_are_cut(checkout: Path) -> None:
    for n in range(7):
        (checkout / f"{n}.txt").touch()
    ((en, zh),) = readiness.uncommitted(checkout)
    assert en.endswith("has uncommitted changes (0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 2 more); commit or remove them")
    assert zh.endswith("有改动尚未提交（0.txt、1.txt、2.txt、3.txt、4.txt等7个文件），请提交或清除")


def test_errors_in_the_data(checkout: Path) -> None:
    units = checkout / "data" / "units.csv"
    lines = units.read_text(encoding="utf-8").splitlines(keepends=True)
    units.write_text("".join([*lines, lines[1]]), encoding="utf-8")
    forget_hashes(checkout)
    ((en, zh),) = readiness.invalid(checkout)
    assert en.startswith("the package has errors, the first of which is PL107 units row ")
    assert en.endswith("; run pyplanning validate")
    assert zh.startswith("数据包有错误，第一处为PL107 units第")


def test_a_table_that_cannot_be_read_whole(small: Path) -> None:
    with (small / "data" / "units.csv").open("a", encoding="utf-8") as lines:
        lines.write("acre,亩\n")
    forget_hashes(small)
    ((en, zh),) = readiness.invalid(small)
    assert "units row 10" in en
    assert "has 2 cells" in en
    assert "units第10行" in zh


def test_a_release_is_complete_in_english(example: Any) -> None:
    example.change("citations", 1, cited_title_en="")
    example.change("documents", 1, title_en="", issuer_zh="", issuer_en="")
    folder = example.package()
    assert readiness.untranslated(folder, read_descriptor(folder)) == [
        (
            "documents: title_en is empty in recycling; a release is complete in English, so translate it",
            "documents表缺少title_en：recycling；发布版须有完整英文，请补译",
        ),
        (
            "citations: cited_title_en is empty in recycling; a release is complete in English, so translate it",
            "citations表缺少cited_title_en：recycling；发布版须有完整英文，请补译",
        ),
    ]


def test_a_version_that_the_changelog_lacks(checkout: Path, edited: Edit) -> None:
    edited(checkout / "CHANGELOG.md", "1.0.0", "0.9.0")
    assert readiness.unannounced(checkout, read_descriptor(checkout)) == [
        (
            "CHANGELOG.md lacks version 1.0.0; add “## [1.0.0] - 2026-11-22” with what changed",
            "CHANGELOG.md缺少1.0.0版，请添加“## [1.0.0] - 2026-11-22”并写明变更",
        )
    ]


def test_another_day(checkout: Path, edited: Edit) -> None:
    edited(checkout / "CHANGELOG.md", "2026-11-22", "2026-11-21")
    assert readiness.unannounced(checkout, read_descriptor(checkout)) == [
        (
            "CHANGELOG.md dates 1.0.0 2026-11-21, but datapackage.json 2026-11-22; give both the same day",
            "CHANGELOG.md中1.0.0版的日期为2026-11-21，datapackage.json为2026-11-22，二者应一致",
        )
    ]


def test_changes_that_wait(checkout: Path, edited: Edit) -> None:
    edited(checkout / "CHANGELOG.md", "[Unreleased]\n", "[Unreleased]\n- Something.\n")
    assert readiness.unannounced(checkout, read_descriptor(checkout)) == [
        (
            "CHANGELOG.md has changes under Unreleased; move them under 1.0.0",
            "CHANGELOG.md的Unreleased下仍有条目，请移至1.0.0版",
        )
    ]


def test_no_changelog(checkout: Path) -> None:
    (checkout / "CHANGELOG.md").unlink()
    with pytest.raises(PackageError, match="cannot be read: No such file or directory; a release needs it"):
        readiness.unannounced(checkout, read_descriptor(checkout))


def test_stale_documents(checkout: Path) -> None:
    (checkout / "docs").mkdir()
    (checkout / "docs" / "generate.py").write_text("raise SystemExit('docs/rules.md is stale')", encoding="utf-8")
    (checkout / "CITATION.cff").write_text("version: 0.1.0\n", encoding="utf-8")
    assert readiness.stale(checkout, read_descriptor(checkout)) == [
        (
            "generated documents are stale (docs/rules.md is stale); run python docs/generate.py",
            "生成的文档已过期（docs/rules.md is stale），请运行python docs/generate.py",
        ),
        (
            "CITATION.cff does not match datapackage.json; run python docs/generate.py",
            "CITATION.cff与datapackage.json不一致，请运行python docs/generate.py",
        ),
    ]


def test_an_earlier_release_must_be_named(checkout: Path, edited: Edit) -> None:
    edited(checkout / "CHANGELOG.md", "First edition.\n", "First edition.\n\n## [0.9.0] - 2026-01-01\n")
    assert readiness.unfit(checkout, read_descriptor(checkout), None) == [
        (
            "CHANGELOG.md has version 0.9.0 before 1.0.0; name that release with --last",
            "CHANGELOG.md中1.0.0版之前有0.9.0版，请用--last指明该发布版",
        )
    ]


def without(checkout: Path, table: str, start: str) -> str:
    """Drop the row of a table that begins so; its key."""
    file = checkout / "data" / f"{table}.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    (gone,) = [line for line in lines if line.startswith(start)]
    file.write_text("".join(line for line in lines if line != gone), encoding="utf-8")
    forget_hashes(checkout)
    return gone.split(",")[0]


def test_a_version_that_is_too_low_and_a_lost_id(checkout: Path, tmp_path: Path) -> None:
    last = Path(shutil.copytree(checkout, tmp_path / "last"))
    observation = "hainan-high-tech-2026-arrears-repayment-rate-rank"
    assert without(checkout, "observations", observation) == observation
    describe(checkout, version="1.0.1")
    commit(checkout)
    assert readiness.unfit(checkout, read_descriptor(checkout), diff(last, checkout)) == [
        (
            "version 1.0.1 is too low after 1.0.0: the changes require 2.0.0; run pyplanning diff to see why",
            "1.0.0版之后的版本号1.0.1过低，按变更内容应为2.0.0，原因见pyplanning diff",
        ),
        (
            f"observations: the id {observation} disappeared and is not retired; list it under retired, with a reason",
            f"observations：主键{observation}已消失而未登记停用，请在retired中登记并注明原因",
        ),
    ]


def test_addresses_that_nobody_has_filled_in(small: Path) -> None:
    describe(small, homepage="https://example.org/plans", id="no DOI")
    assert readiness.homeless(read_descriptor(small)) == [
        (
            "datapackage.json has no web address as repository, id (a DOI); "
            "once filled in, citations, metadata and pages have it",
            "datapackage.json未填写repository（代码仓库网址）、id（DOI），填写后引用、元数据和网页均会列出",
        )
    ]
    describe(small, repository="https://example.org/git", id="10.5281/zenodo.17")
    assert readiness.homeless(read_descriptor(small)) == []


def test_the_section_of_a_version() -> None:
    log = "# Log\n\n## [Unreleased]\n\n## [1.1.0] - 2027-01-01\n\n### Added\n- B.\n\n## [1.0.0] - 2026-11-22\n- A.\n"
    assert readiness.section(log, "1.1.0") == "### Added\n- B."
    assert readiness.section(log, "1.0.0") == "- A."
    assert readiness.section(log, "Unreleased") == ""
    assert readiness.section(log, "3.0.0") == ""
