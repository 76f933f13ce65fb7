"""What packaging can break: run against a checkout with the suite, and against the built wheel by ``.ci/run``."""

import subprocess
import sys
from importlib.metadata import distribution, entry_points
from pathlib import Path

import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.datapackage.metadata import home
from pyplanning.validation.explain import rules

CHECKOUT = Path(__file__).resolve().parents[2]
INSTALLED = Path(pp.__file__).parent


def files(folder: Path) -> set[str]:
    return {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file() and "__pycache__" not in f.parts}


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("pyplanning", INSTALLED),
        ("validators", INSTALLED / "validators"),
        ("data", root() / "data"),
    ],
)
def test_every_file_is_installed(source, place):
    missing = files(CHECKOUT / source) - files(place)
    assert missing == set()
    assert files(CHECKOUT / source)


def test_the_descriptor_is_installed_with_its_tables():
    assert (root() / "datapackage.json").read_bytes() == (CHECKOUT / "datapackage.json").read_bytes()
    assert pp.validate().valid
    assert len(rules()) > 90


def test_the_distribution_has_its_name_version_and_licences():
    found = distribution("pyplanning-data")
    assert found.version == pp.__version__ == descriptor().version
    licences = [f.name for f in found.files or () if "licenses" in f.parts]
    assert sorted(licences) in (["LICENSE", "LICENSE-DATA"], [])  # an editable install has no copies


def test_the_distribution_has_the_addresses_of_the_descriptor():
    found = distribution("pyplanning-data").metadata.get_all("Project-URL") or []
    assert found == [f"{name}, {address}" for name, address in home(descriptor()).addresses.items()]


def test_both_ways_to_run_it_work(tmp_path):
    (command,) = entry_points(group="console_scripts", name="pyplanning")
    assert command.value == "pyplanning.cli:main"
    done = subprocess.run(
        [sys.executable, "-m", "pyplanning", "--version"], capture_output=True, text=True, cwd=tmp_path
    )
    assert (done.returncode, done.stdout.split()[-1]) == (0, pp.__version__)


def test_the_explorer_is_made_of_what_is_installed(tmp_path):
    pytest.importorskip("jinja2")
    from pyplanning.publishing.site import make_site

    make_site(root(), tmp_path / "site")
    assert (tmp_path / "site" / "index.html").is_file()
    assert {f.name for f in (tmp_path / "site" / "assets").iterdir()} >= {"site.css", "site.js"}
