"""The rules about our tables, a module a theme; what says how each runs is in ``pyplanning.rule``.

``figures`` has what rules share, ``exceptions.toml`` the known issues of the sources, ``schemas`` the pandera schemas.
"""
