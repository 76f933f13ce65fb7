"""Publications of the data, and what changed between them.

``diff`` compares two versions, ``release`` makes the files that people download, ``site`` makes the explorer,
which is one of them. The command line takes ``commands``.
"""
