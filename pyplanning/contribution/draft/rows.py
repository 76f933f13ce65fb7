"""A row that is drafted from a plan's text, and how certain it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

LOCAL = "@"  # what begins a key that only the rows of one draft know, until a key is proposed


@dataclass(frozen=True)
class Drafted:
    """A row read off a plan's text; its quote is at ``start``:``end`` of the normal text.

    ``row`` has columns of the contract as text; what is absent is null. Readers leave the keys of plan and
    section out, and the row's own key too; a row that others refer to has a local key, such as "@1830", which
    they name. ``certainty`` is from 0 to 1. ``candidates`` has, for columns in doubt, up to five values, best first.
    """

    table: str
    row: Mapping[str, str]
    start: int
    end: int
    certainty: float = 1.0
    candidates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
