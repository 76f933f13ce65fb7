"""Where the validators are: in ``validators/`` beside ``datapackage.json``.

In a wheel that is this folder; in a checkout it is the folder at the root,
which has no ``__init__.py`` of its own because frictionless imports the PyPI
package that is also called ``validators``.
"""

from pyplanning.datapackage import root

__path__ = [str(root() / "validators")]
