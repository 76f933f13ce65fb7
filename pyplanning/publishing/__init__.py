"""What is published of the data, and what changed in it.

``diff`` compares two versions, ``release`` makes the files that people download, ``site`` makes the explorer,
which is one of them. The command line takes ``commands``.
"""
