"""Where a result goes."""

from pyplanning.io.terminal import Printer


def test_a_result_is_printed_or_written(tmp_path, capsys):
    Printer("en").write("甲")
    assert capsys.readouterr().out == "甲\n"
    Printer("en", "json", tmp_path / "out").write_json({"a": "甲"})
    assert (tmp_path / "out").read_text(encoding="utf-8") == '{\n  "a": "甲"\n}\n'
    assert capsys.readouterr().out == ""
