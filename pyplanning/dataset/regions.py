"""Which regions a plan is about: its own, those above it, and those within it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pyplanning.io import Row


@dataclass(frozen=True)
class RegionTree:
    """Regions by code: what each is in (``above``), its names, and the members of groups."""

    above: Mapping[str, str]
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # in English and Chinese
    members: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def upwards(self, code: str) -> list[str]:
        """List a region and all that contain it, the nearest first."""
        found: list[str] = []
        while code and code not in found:
            found.append(code)
            code = self.above.get(code, "")
        return found

    def distance(self, home: str, code: str) -> int | None:
        """Say how far above ``home`` a region is, 0 for itself and for what is within it; None for any other."""
        regions, homes = self.upwards(code), self.upwards(home)
        if home in regions or self.members.get(home, frozenset()) & {*regions}:
            return 0
        return homes.index(code) if code in homes else None

    def is_placed(self, code: str) -> bool:
        """Say whether it is known what a region is in."""
        return bool(self.above.get(code)) or code in self._containing

    @cached_property
    def _containing(self) -> frozenset[str]:
        """The regions that others are in."""
        return frozenset(self.above.values())


def region_tree(regions: Sequence[Row], region_members: Iterable[Row] = ()) -> RegionTree:
    """Take the tree of regions from the cells of its two tables."""
    groups: dict[str, set[str]] = {}
    for row in region_members:
        groups.setdefault(row["group_code"], set()).add(row["member_code"])
    return RegionTree(
        {row["region_code"]: row["parent_code"] or "" for row in regions},
        {row["region_code"]: (row["name_en"] or row["name_zh"] or "", row["name_zh"] or "") for row in regions},
        {group: frozenset(codes) for group, codes in groups.items()},
    )
