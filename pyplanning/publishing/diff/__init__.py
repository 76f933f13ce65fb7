"""What changed between two versions of a package, and the version step that this requires.

``diff`` compares, with ``rows`` and ``schema``; ``version_step`` judges; ``as_text`` and ``as_workbook``
write the result for people, ``as_text.to_dict`` for programs.
"""
