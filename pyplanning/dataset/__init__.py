"""Our tables: loading and describing them, units, names and keys of rows, trajectories, citation.

Others take ``load`` (tables as frames), ``row_names`` (names, places and orders of rows and tables),
``resolve_names`` and ``new_keys`` (what contributors leave to us), ``trajectories`` and ``cite``.
"""
