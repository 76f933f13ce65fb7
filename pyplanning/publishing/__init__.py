"""What is published of the data, and what changed in it.

``diff`` compares two versions, ``release`` makes the files that people download, ``site`` the explorer
that is one of them. The command line takes ``diff.diff``, ``release.make`` and ``site.make_site``.
"""
