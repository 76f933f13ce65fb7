"""Short names of public bodies."""

import pytest

from pyplanning.dataset.short_names import is_short_for, parts


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("省经信委", "云泽省经济和信息化委员会"),
        ("省经济和信息化委", "云泽省经济和信息化委员会"),
        ("发改委", "云泽省发展和改革委员会"),
        ("省发展改革委", "云泽省发展和改革委员会"),
        ("省工信厅", "云泽省工业和信息化厅"),
        ("省科技厅", "云泽省科学技术厅"),
        ("省人社厅", "云泽省人力资源和社会保障厅"),
        ("省国资委", "云泽省国有资产监督管理委员会"),
        ("市场监管局", "云泽省市场监督管理局"),
        ("省政府", "云泽省人民政府"),
        ("省政府办公厅", "云泽省人民政府办公厅"),
        ("云泽省科技厅", "云泽省科学技术厅"),
        ("省金融办", "云泽省金融工作办公室"),
    ],
)
def test_short_names(short, name):
    assert is_short_for(short, name, "云泽省")


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("省财政厅", "云泽省教育厅"),
        ("省科技局", "云泽省科学技术厅"),
        ("省技厅", "云泽省科学技术厅"),
        ("省委", "云泽省经济和信息化委员会"),
        ("省直有关单位", "云泽省经济和信息化委员会"),
        ("厅", "云泽省科学技术厅"),
        ("", "云泽省科学技术厅"),
    ],
)
def test_other_names(short, name):
    assert not is_short_for(short, name, "云泽省")


def test_a_body_of_another_place_is_no_short_name_of_it():
    assert not is_short_for("省科技厅", "青石市科学技术局", "青石市")
    assert is_short_for("月湖市政府", "月湖市人民政府", "月湖市")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("省经信委", ("provincial", "经信", "委")),
        ("国家发展改革委", ("national", "发展改革", "委")),
        ("市场监管局", ("", "市场监管", "局")),
        ("园区管委会", ("", "园区", "管委会")),
        ("省直", ("provincial", "直", "")),
    ],
)
def test_parts(name, found):
    assert parts(name) == found
