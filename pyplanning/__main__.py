"""``python -m pyplanning``."""

from pyplanning.cli import main

main()
