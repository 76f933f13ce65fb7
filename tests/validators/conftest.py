"""What every module of tests of rules between rows goes through: its cases, its rules."""

import pytest

from .cases import frame


@pytest.fixture
def found(request, apply_rules):
    """Apply one rule of the module of tests to tables."""
    rules = request.module.RULES
    return lambda code, tables: apply_rules([rules[code]], {name: frame(name, rows) for name, rows in tables.items()})


def pytest_generate_tests(metafunc):
    if "case" in metafunc.fixturenames:
        cases = metafunc.module.CASES
        metafunc.parametrize("case", cases, ids=[f"{case[0]}-{n}" for n, case in enumerate(cases)])
    if "every_code" in metafunc.fixturenames:
        metafunc.parametrize("every_code", metafunc.module.RULES)
