"""What became of ids: each with its reason and what takes its place today."""

import json

import pyplanning as pp


def packaged(tmp_path, retired):
    rows = {
        "name": "places",
        "data": [{"place_id": "c"}],
        "schema": {"fields": [{"name": "place_id", "type": "string"}]},
    }
    described = {"name": "small", "version": pp.__version__, "resources": [rows], "retired": retired}
    (tmp_path / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    return tmp_path


def entry(key, **more):
    return {"table": "places", "id": key, "version": "2.0.0", "reason": "merged", "reason_zh": "合并"} | more


def test_the_successor_is_the_one_of_today(tmp_path):
    found = pp.retired(packaged(tmp_path, [entry("a", successor="b"), entry("b", successor="c"), entry("d")]))
    assert found["id"].tolist() == ["a", "b", "d"]
    assert found["successor"].fillna("").tolist() == ["c", "c", ""]
    assert found.loc[0, ["table", "version", "reason", "reason_zh"]].tolist() == ["places", "2.0.0", "merged", "合并"]


def test_a_circle_of_successors_ends(tmp_path):
    found = pp.retired(packaged(tmp_path, [entry("a", successor="b"), entry("b", successor="a")]))
    assert found["successor"].tolist() == ["a", "b"]


def test_nothing_is_retired(tmp_path):
    assert pp.retired(packaged(tmp_path, [])).empty


def test_every_retired_id_of_the_package_has_a_reason_in_both_languages():
    found = pp.retired()
    assert found[["table", "id", "version", "reason", "reason_zh"]].notna().all().all()
