"""Which regions a plan is about."""

import pytest

from pyplanning.dataset.regions import region_tree

TREE = region_tree(
    [
        {"region_code": code, "parent_code": above, "name_en": "", "name_zh": code}
        for code, above in (
            ("china", ""),
            ("yunze", "china"),
            ("moon-lake", "yunze"),
            ("harbour", "moon-lake"),
            ("west-bank", "yunze"),
            ("other", "china"),
            ("lost", ""),
            ("ring-a", "ring-b"),
            ("ring-b", "ring-a"),
        )
    ],
    [{"group_code": "west-bank", "member_code": "moon-lake"}],
)


@pytest.mark.parametrize(
    ("home", "code", "far"),
    [
        ("yunze", "yunze", 0),
        ("yunze", "harbour", 0),
        ("yunze", "china", 1),
        ("moon-lake", "yunze", 1),
        ("west-bank", "harbour", 0),
        ("west-bank", "yunze", 1),
        ("yunze", "other", None),
        ("moon-lake", "other", None),
        ("ring-a", "yunze", None),
        ("ring-a", "ring-b", 0),
    ],
)
def test_distance(home, code, far):
    assert TREE.distance(home, code) == far


def test_what_is_known_of_a_place():
    assert TREE.is_placed("yunze")
    assert TREE.is_placed("china")
    assert not TREE.is_placed("lost")
    assert not TREE.is_placed("unknown")
    assert TREE.upwards("harbour") == ["harbour", "moon-lake", "yunze", "china"]
