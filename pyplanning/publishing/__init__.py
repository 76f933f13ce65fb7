"""Publications of the data, and what changed between them.

``diff`` compares two versions, ``release`` makes the files that people download, ``site`` makes the explorer,
which is one of them, ``reader`` the page of a plan's text beside its rows. The command line takes ``commands``.
"""
