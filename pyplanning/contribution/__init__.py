"""The steps of a contribution: a template to fill in, findings at its cells, corrections, and the merge.

``template``, ``annotate``, ``fix`` and ``merge`` have one public function each, of that name; other rooms
take nothing else from this one. ``commands`` has the commands.
"""
