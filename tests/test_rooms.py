"""The house: rooms import only from rooms before them, on few floors, in modules and functions of a readable size."""

import ast
from pathlib import Path

import pytest

import pyplanning

HOME = Path(pyplanning.__file__).parent
# A room may use the rooms on the floors before its own.
FLOORS = (
    ("rule",),
    ("datapackage",),
    ("io",),
    ("dataset", "evidence"),
    ("validators",),
    ("validation",),
    ("contribution", "publishing"),
    ("cli",),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
MODULES = {
    ".".join(file.relative_to(HOME.parent).with_suffix("").parts).removesuffix(".__init__"): file
    for file in [*HOME.rglob("*.py"), *(HOME / "validators").glob("*.py")]
}


def imported(module: str) -> set[str]:
    """The modules of the package that a module imports, at its top or inside a function."""
    tree = ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8")))
    named = [(n.module or "", [a.name for a in n.names]) for n in tree if isinstance(n, ast.ImportFrom)]
    every = {f"{place}.{name}" if f"{place}.{name}" in MODULES else place for place, names in named for name in names}
    return every & MODULES.keys() - {module}


def room(module: str) -> str:
    return module.split(".")[1]


@pytest.mark.parametrize("module", sorted(m for m in MODULES if m.count(".") and room(m) in FLOOR))
def test_a_room_imports_only_from_rooms_before_it(module):
    others = {room(other) for other in imported(module) if other.count(".")} - {room(module)}
    assert [other for other in sorted(others) if FLOOR[other] >= FLOOR[room(module)]] == []


def test_no_import_runs_in_a_circle():
    left = {module: imported(module) for module in MODULES if module != "pyplanning"}
    while free := [module for module, others in left.items() if not others & left.keys()]:
        left = {module: others for module, others in left.items() if module not in free}
    assert left == {}


def test_the_top_has_few_folders_and_files():
    shown = [p for p in HOME.iterdir() if not p.name.startswith((".", "__pycache__")) and p.name not in DATA]
    assert len([p for p in shown if p.is_dir()]) <= 8
    assert len([p for p in shown if p.is_file()]) <= 5


DATA = ("data", "datapackage.json")  # beside the rooms in an installed package


@pytest.mark.parametrize("module", sorted(MODULES))
def test_modules_and_functions_have_a_readable_size(module):
    text = MODULES[module].read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef)]
    sizes = {f.name: sum(isinstance(n, ast.stmt) for n in ast.walk(f)) - 1 for f in functions}
    assert {name: size for name, size in sizes.items() if size > 40} == {}


def test_the_rules_of_the_tables_do_not_hide_the_package_validators():
    # With an __init__, a checkout on the path would come before PyPI's package, which frictionless imports.
    assert not (HOME / "validators/__init__.py").exists()
